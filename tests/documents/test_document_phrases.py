"""The tables of phrases beside the modules that read documents."""

import re
from importlib import resources

import pytest

from duixian.documents.phrases import alternation, phrases
from duixian.documents.plain import fold
from duixian.errors import DefinitionError, InternalError

TABLES = [
    ("furniture.toml", "line"),
    ("kinds.toml", "kind"),
    *(("parts.toml", table) for table in ("heading", "top", "dated", "year", "opening")),
]


@pytest.mark.parametrize(("file", "table"), TABLES)
def test_every_row_finds_its_example(file: str, table: str) -> None:
    """Rows have examples they are found in, and ids of their own."""
    rows = phrases(file, table)
    assert rows
    assert all(row.pattern.search(fold(row.example)) for row in rows)
    assert len({row.id for row in rows}) == len(rows)


@pytest.mark.parametrize(("file", "table"), TABLES)
def test_patterns_have_no_groups(file: str, table: str) -> None:
    """Rows are joined to one pattern whose group tells the row."""
    rows = phrases(file, table)
    assert all(row.pattern.groups == 0 for row in rows)
    assert alternation(rows).groups == len(rows)


@pytest.mark.parametrize(("file", "table"), TABLES)
def test_files_hold_no_row_of_another_table(file: str, table: str) -> None:
    """Every table in a file is one that the code reads."""
    source = resources.files("duixian.documents").joinpath(file).read_text(encoding="utf-8")
    assert set(re.findall(r"^\[\[(\w+)\]\]", source, re.MULTILINE)) == {t for f, t in TABLES if f == file}


@pytest.mark.parametrize("row", [{}, {"pattern": "("}, {"pattern": "增长"}, {"pattern": "增长", "example": "下降"}])
def test_a_bad_row_is_named(row: dict[str, str]) -> None:
    """A row without pattern or example, or whose example it does not match, is an error that names it."""
    from duixian.documents.phrases import _phrase

    with pytest.raises(DefinitionError) as caught:
        _phrase(row, "parts.toml [[heading]] #3")
    assert "parts.toml [[heading]] #3" in str(caught.value)
    assert not isinstance(caught.value, InternalError)
