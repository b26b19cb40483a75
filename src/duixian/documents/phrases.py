"""Read tables of phrases: in goes a TOML file beside this module, out come its rows with compiled patterns.

Every row names a ``pattern`` (a regular expression over the plain form) and an ``example`` that it
must match; a row that breaks this raises :class:`~duixian.errors.DefinitionError`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from duixian.documents.plain import fold
from duixian.errors import DefinitionError

__all__ = ["Phrase", "alternation", "phrases"]

_BAD_ROW = "phrase-row"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row of a table of phrases.

    Args:
        id: its name, unique in the file.
        pattern: what it looks for in the plain form of a line.
        gives: what a match tells (a part, a kind, …); empty where the table as a whole says it.
        example: a line that the pattern is found in.
    """

    id: str
    pattern: re.Pattern[str]
    gives: str
    example: str


@cache
def phrases(file: str, table: str) -> tuple[Phrase, ...]:
    """Return the rows of one table of a TOML file of this package, in their order.

    Raises:
        DefinitionError: a row has no pattern or example, the pattern is no regular expression, or
            does not match its own example.

    Example:
        >>> phrases("kinds.toml", "kind")[0].gives
        'execution report'
    """
    source = resources.files("duixian.documents").joinpath(file).read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(source).get(table, [])
    return tuple(_phrase(row, f"{file} [[{table}]] #{number}") for number, row in enumerate(rows, 1))


def alternation(rows: Iterable[Phrase]) -> re.Pattern[str]:
    """Join rows to one pattern; a match's ``lastgroup`` is ``r`` and the row's index.

    Example:
        >>> joined = alternation(phrases("kinds.toml", "kind"))
        >>> joined.search("某某市政府工作报告").lastgroup.startswith("r")
        True
    """
    return re.compile("|".join(f"(?P<r{index}>{row.pattern.pattern})" for index, row in enumerate(rows)))


def _phrase(row: dict[str, Any], where: str) -> Phrase:
    try:
        pattern, example = re.compile(row["pattern"]), str(row["example"])
    except (KeyError, re.error) as error:
        raise DefinitionError(_BAD_ROW, where=where, reason=repr(error)) from error
    if not pattern.search(fold(example)):
        raise DefinitionError(_BAD_ROW, where=where, reason=f"{pattern.pattern} ∌ {example}")
    return Phrase(str(row.get("id", where)), pattern, str(row.get("gives", "")), example)
