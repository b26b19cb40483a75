"""The words around a number that say how it limits the true value, read from ``bounds.toml``.

In goes a place in a text; out comes the bound stated before or behind it, with the word's outer edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from duixian.model import Bound
from duixian.quantities.tables import Row, load_rows, row_error

__all__ = ["BoundWord", "bound_after", "bound_before", "bound_inside", "bound_words", "combine_bounds"]

_FILE = "bounds.toml"
_BOUNDS = (">", ">=", "<", "<=", "~")
_REACH = 10
"""No bound word with what may stand between it and the number is longer, in characters."""
_BETWEEN = "了为到至 "
_INCLUDING = ("(含)", "(不含)", "(含本数)", "含")


@dataclass(frozen=True, slots=True)
class BoundWord:
    """A row of ``bounds.toml``; see its head for what each field means.

    Example:
        >>> [word.bound for word in bound_words()["before"] if word.word == "不低于"]
        ['>=']
    """

    word: str
    bound: Bound
    not_after: str
    units: frozenset[str]
    not_units: frozenset[str]
    magnitude: bool
    not_before: tuple[str, ...]
    example: str


@cache
def bound_words() -> dict[str, tuple[BoundWord, ...]]:
    """Return the words by where they stand (``before``, ``inside``, ``after``), the longest first.

    Raises:
        DefinitionError: a row breaks the file's grammar.

    Example:
        >>> bound_words()["after"][-1].word in ("内", "许", "强", "弱", "多", "+")
        True
    """
    optional = ("not_after", "not_before", "units", "not_units", "magnitude")
    fields = dict.fromkeys(("before", "inside", "after"), (("word", "bound", "example"), optional))
    tables = load_rows(_FILE, fields)
    return {
        name: tuple(
            sorted((_word(name, row, number) for number, row in enumerate(rows, 1)), key=lambda w: -len(w.word))
        )
        for name, rows in tables.items()
    }


def _word(table: str, row: Row, number: int) -> BoundWord:
    if row["bound"] not in _BOUNDS:
        raise row_error(_FILE, table, number, f"bound = {row['bound']!r}")
    return BoundWord(
        row["word"],
        cast("Bound", row["bound"]),
        row.get("not_after", ""),
        frozenset(row.get("units", ())),
        frozenset(row.get("not_units", ())),
        bool(row.get("magnitude", False)),
        tuple(row.get("not_before", ())),
        row["example"],
    )


@cache
def _by_edge(name: str) -> dict[str, tuple[BoundWord, ...]]:
    """Group the words by the character that touches the number."""
    edge = -1 if name == "before" else 0
    groups: dict[str, list[BoundWord]] = {}
    for word in bound_words()[name]:
        groups.setdefault(word.word[edge], []).append(word)
    return {char: tuple(words) for char, words in groups.items()}


def bound_before(text: str, start: int, *, dimension: str | None, magnitude: bool) -> tuple[Bound | None, int]:
    """Return the bound that stands directly before a number, and where its word begins.

    Args:
        text: plain text.
        start: where the number begins.
        dimension: of the number's unit, ``None`` if it has none.
        magnitude: whether the number begins with 十, 百, 千, 万 or 亿.

    Returns:
        The bound or ``None``, and the word's start (``start`` if there is none).

    Example:
        >>> bound_before("投资超过 5亿元", 5, dimension="money", magnitude=False)
        ('>', 2)
    """
    at, floor = start, max(0, start - _REACH)
    groups = _by_edge("before")
    while at > floor:
        for word in groups.get(text[at - 1], ()):
            begin = at - len(word.word)
            if begin < 0 or not text.startswith(word.word, begin) or (word.magnitude and not magnitude):
                continue
            if (text[begin - 1] if begin else "\n") in word.not_after or dimension in word.not_units:
                continue
            if word.units and dimension not in word.units:
                continue
            return word.bound, begin
        if text[at - 1] not in _BETWEEN:
            break
        at -= 1
    return None, start


def bound_inside(char: str) -> Bound | None:
    """Return the bound that a character inside a number states: 余 and 多 mean more.

    Example:
        >>> bound_inside("余")
        '>'
    """
    return next((word.bound for word in bound_words()["inside"] if word.word == char), None)


def bound_after(text: str, end: int, *, dimension: str | None) -> tuple[Bound | None, int]:
    """Return the bound that stands directly behind a number with its unit, and where its word ends.

    Args:
        text: plain text; single spaces inside a word of two characters are read over.
        end: where the unit ends.
        dimension: of the unit, ``None`` if there is none.

    Example:
        >>> bound_after("500家(含)以上企业", 4, dimension="count")
        ('>=', 9)
    """
    if text[end : end + 1] not in _touching():
        return None, end
    at = _skip(text, end)
    for including in _INCLUDING:
        if text.startswith(including, at):
            at = _skip(text, at + len(including))
            break
    for word in _by_edge("after").get(text[at : at + 1], ()):
        stop = _end_of(text, at, word.word)
        if stop is None or (word.units and dimension not in word.units) or dimension in word.not_units:
            continue
        if word.not_before and text.startswith(word.not_before, stop):
            continue
        return word.bound, stop
    return None, end


@cache
def _touching() -> frozenset[str]:
    """Return the characters of which one stands behind a number wherever a bound does."""
    return frozenset(_by_edge("after")) | frozenset(" (含")


def _skip(text: str, at: int) -> int:
    stop = min(at + 4, len(text))
    while at < stop and text[at] == " ":
        at += 1
    return at


def _end_of(text: str, at: int, word: str) -> int | None:
    """Return where ``word`` ends at ``at``, with at most one space between its characters (以 上)."""
    for char in word:
        if text[at : at + 1] == " ":
            at += 1
        if text[at : at + 1] != char:
            return None
        at += 1
    return at


def combine_bounds(before: Bound | None, inside: Bound | None, after: Bound | None) -> Bound:
    """Return the one bound that the words before, inside and behind a number state together.

    The word before rules (超过500家以上 is more than 500), but 控制在5%左右 is about 5%.

    Example:
        >>> combine_bounds(">", None, ">="), combine_bounds("<=", None, "~"), combine_bounds(None, None, None)
        ('>', '~', '=')
    """
    if before == "<=" and after == "~":
        return after
    return before or inside or after or "="
