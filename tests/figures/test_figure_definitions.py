"""The data files of the reading are checked on load; a bad row is an error that names file and row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from duixian.errors import DefinitionError, InternalError
from duixian.figures import confidence, exclusions, rulebook, wording

GROUP = '[[group]]\nname = "rise"\nwords = ["增长"]\nexample = "投资增长7%"\n'
RULE = '[[rule]]\nid = "year"\nnumber = "\\\\d+年"\nexample = "[2024年]新建学校"\n'
FACTOR = 'start = 0.5\n[[factor]]\nwhen = "linked"\ntimes = 1.2\nexample = "投资增长7%"\n'
TEXT = '[[rule]]\nid = "said"\nfield = "period"\nzh = "文中写明"\nen = "stated"\nexample = "2024年增长7%"\n'
DROP = '[[dropped]]\nid = "year"\nzh = "年份"\nen = "a year"\n'


# What is loaded → the module that loads it, its file and how it is loaded anew.
TABLES: dict[str, tuple[ModuleType, str, Callable[[], Any]]] = {
    "words": (wording, "kinds.toml", lambda: wording.load_wording.__wrapped__("kinds")),
    "exclusions": (exclusions, "exclusions.toml", exclusions.exclusion_rules.__wrapped__),
    "factors": (confidence, "confidence.toml", confidence.factors.__wrapped__),
    "rules": (rulebook, "rules.toml", rulebook.rule_texts.__wrapped__),
    "dropped": (rulebook, "rules.toml", rulebook.drop_texts.__wrapped__),
}

BAD = {
    "words without example": ("words", "group 1", '[[group]]\nname = "rise"\nwords = ["增长"]\n'),
    "group without words": ("words", "group 2", GROUP + '[[group]]\nname = "fall"\nexample = "下降"\n'),
    "group twice": ("words", "group 2", GROUP + GROUP),
    "word that is no pattern": ("words", "group 1", GROUP.replace("增长", "(增", 1) + "regex = true\n"),
    "exclusion without example": ("exclusions", "rule 2", RULE + '[[rule]]\nid = "x"\nleft = "第"\n'),
    "exclusion without pattern": ("exclusions", "rule 1", '[[rule]]\nid = "x"\nexample = "第[3]届"\n'),
    "exclusion that is no pattern": ("exclusions", "rule 1", RULE + 'left = "(第"\n'),
    "factor without number": ("factors", "factor 1", FACTOR.replace("times", "time")),
    "field in doubt without reason": ("factors", "factor 1", FACTOR + 'field = "period"\n'),
    "rule without English": ("rules", "rule 1", TEXT.replace("en =", "english =")),
    "rule for no field": ("rules", "rule 1", TEXT.replace('"period"', '"colour"')),
    "rule twice": ("rules", "rule 2", TEXT + TEXT),
    "reason twice": ("dropped", "dropped 2", DROP + DROP),
}

GOOD = {"words": GROUP, "exclusions": RULE, "factors": FACTOR, "rules": TEXT, "dropped": DROP}


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str, str], Any]:
    """Load a table anew, with other content in its file."""

    def loaded(table: str, content: str) -> Any:
        module, file, loader = TABLES[table]
        (tmp_path / "figures").mkdir()
        (tmp_path / "figures" / file).write_text(content, encoding="utf-8")
        monkeypatch.setattr(module, "resources", SimpleNamespace(files=lambda _: tmp_path))
        return loader()

    return loaded


@pytest.mark.parametrize(("table", "row", "content"), BAD.values(), ids=BAD)
def test_a_bad_row_of_a_data_file_is_named(load: Callable[[str, str], Any], table: str, row: str, content: str) -> None:
    """What a row lacks, says twice or cannot mean is told with file and row, and is no defect of the program."""
    with pytest.raises(DefinitionError) as caught:
        load(table, content)

    assert f"figures/{TABLES[table][1]}, {row}" in str(caught.value)
    assert not isinstance(caught.value, InternalError)


@pytest.mark.parametrize(("table", "content"), GOOD.items(), ids=GOOD)
def test_a_good_row_of_a_data_file_is_taken(load: Callable[[str, str], Any], table: str, content: str) -> None:
    """The rows that the bad ones are made of are good."""
    assert load(table, content)
