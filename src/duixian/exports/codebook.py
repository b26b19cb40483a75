"""The codebook of a panel: what its columns, codes and indicators mean, and which documents it was read from.

In goes a drawn panel; out comes a text in Markdown, Chinese and English side by side.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from importlib.metadata import version
from typing import Any, Final, get_args

from duixian.errors import DefinitionError, Language
from duixian.exports.labels import labels
from duixian.exports.panel import DrawnPanel, panel_noun
from duixian.ledger.panel_table import Missing

__all__ = ["codebook", "codebook_words"]

_FILE: Final = "exports/codebook.toml"
_BLOCKS: Final = {"words", "missing", "form", "direction", "method"}
_LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
_MARKS: Final = str.maketrans({"\n": " ", "\r": " ", "|": "\\|", "<": "&lt;", "`": "'"})


@cache
def codebook_words() -> dict[str, Any]:
    """Return the words of ``codebook.toml``.

    Raises:
        DefinitionError: a block or a language is missing, or the codes of missing values are not those of the panel.

    Example:
        >>> codebook_words()["words"]["title"]["zh"]
        '代码本'
    """
    data = tomllib.loads(resources.files("duixian").joinpath(_FILE).read_text(encoding="utf-8"))
    for block in sorted(_BLOCKS):
        if block not in data:
            raise DefinitionError("missing-field", where=_FILE, field=block)
        rows = data[block] if isinstance(data[block], list) else data[block].values()
        if any(set(row) != set(_LANGUAGES) for row in rows):
            raise DefinitionError("label-row", where=_FILE, row=block, keys="zh, en")
    for code in get_args(Missing):
        if code not in data["missing"]:
            raise DefinitionError("missing-field", where=f"{_FILE} [missing]", field=code)
    return data


def codebook(drawn: DrawnPanel, *, name: str, licence: str | None = None) -> str:
    """Return the codebook of a panel.

    Args:
        drawn: the panel.
        name: the file it stands in.
        licence: under which licence it is given, if any.

    Example:
        >>> from duixian.exports.panel import draw_panel
        >>> from duixian.ledger.panel_series import Series
        >>> codebook(draw_panel([], [Series("gdp", "growth")]), name="gdp.csv").splitlines()[0]
        '# 代码本 Codebook: gdp.csv'
    """
    parts = [f"# {_both('title')}: {_escaped(name)}", *_reader(licence)]
    for heading, lines in (
        ("columns", _columns(drawn)),
        ("missing", _codes(codebook_words()["missing"])),
        ("values", _values(drawn)),
        ("indicators", _indicators(drawn)),
        ("method", _method()),
        ("documents", _documents(drawn)),
        ("failures", [f"- {_escaped(each.name)}: {_escaped(each.reason)}" for each in drawn.failures]),
        ("unplaced", [f"- {_escaped(each.name)} ({each.id})" for each in drawn.unplaced]),
    ):
        told = list(lines)
        if told:
            parts += ["", f"## {_both(heading)}", "", *told]
    return "\n".join(parts) + "\n"


def _both(word: str) -> str:
    row = codebook_words()["words"][word]
    return f"{row['zh']} {row['en']}"


def _escaped(text: str) -> str:
    return text.translate(_MARKS)


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(_escaped("" if cell is None else str(cell)) for cell in row) + " |"


def _reader(licence: str | None) -> Iterator[str]:
    words = codebook_words()["words"]
    for lang in _LANGUAGES:
        yield ""
        yield words["reader"][lang].format(version=version("duixian"))
    if licence is not None:
        yield ""
        yield f"{_both('licence')}: {_escaped(licence)}"


def _columns(drawn: DrawnPanel) -> Iterator[str]:
    about, forms = labels()["column"], codebook_words()["form"]
    return _table(
        [_both("name"), "中文", "English", _both("form"), _both("about")],
        (
            (
                column.name,
                about[column.key]["zh"],
                about[column.key]["en"],
                f"{forms[column.form]['zh']} {forms[column.form]['en']}",
                f"{about[column.key]['about_zh']} {about[column.key]['about_en']}",
            )
            for column in panel_noun(drawn).columns
        ),
    )


def _codes(codes: dict[str, dict[str, str]]) -> Iterator[str]:
    words = codebook_words()["words"]
    yield f"{words['empty']['zh']} {words['empty']['en']}"
    yield ""
    yield from _table([_both("code"), "中文", "English"], ((code, row["zh"], row["en"]) for code, row in codes.items()))


def _values(drawn: DrawnPanel) -> Iterator[str]:
    lists = dict.fromkeys(column.vocabulary for column in panel_noun(drawn).columns if column.form == "word")
    rows = ((name, code, row["zh"], row["en"]) for name in lists for code, row in labels()[name].items())
    return _table([_both("name"), _both("code"), "中文", "English"], rows)


def _indicators(drawn: DrawnPanel) -> Iterator[str]:
    kinds, directions = labels()["kind"], codebook_words()["direction"]
    for series in drawn.series:
        entry, kind = series.indicator, kinds[series.kind]
        direction = directions[entry.direction]
        yield f"### {series}: {entry.zh} {entry.en} ({kind['zh']} {kind['en']})"
        yield ""
        yield f"- {_both('definition')}: {entry.definition}"
        yield f"- {_both('unit')}: {series.unit}"
        yield f"- {_both('direction')}: {direction['zh']} {direction['en']}"
        yield f"- {_both('source')}: {entry.source}"
        for change in entry.changes:
            yield f"- {_both('changes')}: {change}"
        yield ""


def _method() -> Iterator[str]:
    for row in codebook_words()["method"]:
        yield f"- {row['zh']} {row['en']}"


def _documents(drawn: DrawnPanel) -> Iterator[str]:
    return _table(
        ["", _both("place"), _both("year"), "SHA-256"],
        ((each.name, each.place, each.year, each.id) for each in drawn.documents),
    )
