"""The words and patterns of this package's data files.

In goes the name of a TOML file beside this module; out come its rows, checked, and the patterns of ``passages.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from duixian.documents.plain import fold
from duixian.errors import DefinitionError

__all__ = ["alternation", "bad_row", "passage", "passages", "rows", "source"]


def alternation(words: Iterable[str]) -> str:
    """Return a pattern of many words, longest first, grouped by first character so that most places fail at once.

    Example:
        >>> re.search(alternation(["新建", "新建改造", "改造"]), "将新建改造道路").group()
        '新建改造'
    """
    by_first: dict[str, list[str]] = {}
    for word in words:
        by_first.setdefault(word[0], []).append(word[1:])
    branches = (f"{re.escape(first)}(?:{_longest_first(rests)})" for first, rests in by_first.items())
    return f"(?:{'|'.join(branches)})"


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


def bad_row(file: str, table: str, number: int, problem: str) -> DefinitionError:
    """Return the error for a row that breaks the grammar of its file.

    Example:
        >>> bad_row("verbs.toml", "verbs", 3, "no words").where
        'promises/verbs.toml, verbs 3'
    """
    return DefinitionError("bad-wording", where=f"promises/{file}, {table} {number}", problem=problem)


@cache
def rows(file: str, table: str) -> tuple[MappingProxyType[str, Any], ...]:
    """Return the rows of one table of a data file, each with ``id`` and ``example``.

    Raises:
        DefinitionError: a row has no id or example, or an id stands there twice.

    Example:
        >>> rows("verbs.toml", "verbs")[0]["id"]
        'completion'
    """
    found: list[dict[str, Any]] = tomllib.loads(source(file)).get(table, [])
    seen: set[str] = set()
    for number, row in enumerate(found, 1):
        if not (row.get("id") and row.get("example")) or row["id"] in seen:
            raise bad_row(file, table, number, f"id, example: {row.get('id')!r}")
        seen.add(row["id"])
    return tuple(MappingProxyType(row) for row in found)


@cache
def passages() -> MappingProxyType[str, re.Pattern[str]]:
    """Return the patterns of ``passages.toml`` by id.

    Raises:
        DefinitionError: a pattern is no regular expression, or is not found in its own example.

    Example:
        >>> bool(passages()["guidance"].search("今年工作的总体要求是:"))
        True
    """
    file, table = "passages.toml", "passage"
    patterns: dict[str, re.Pattern[str]] = {}
    for number, row in enumerate(rows(file, table), 1):
        try:
            pattern = re.compile(row["pattern"])
        except (KeyError, re.error) as error:
            raise bad_row(file, table, number, repr(error)) from error
        if not pattern.search(fold(row["example"])):
            raise bad_row(file, table, number, f"{row['id']} ∌ {row['example']}")
        patterns[row["id"]] = pattern
    return MappingProxyType(patterns)


def passage(name: str) -> re.Pattern[str]:
    """Return one pattern of ``passages.toml``.

    Example:
        >>> bool(passage("list_title").search("2025年十件民生实事"))
        True
    """
    return passages()[name]


def source(file: str) -> str:
    """Return the text of a data file beside this module.

    Example:
        >>> source("topics.toml")[0]
        '#'
    """
    return resources.files("duixian.promises").joinpath(file).read_text(encoding="utf-8")
