"""The units and measure words that may stand behind a number, read from ``units.toml``.

In goes a place in a text; out comes the longest unit that stands there, if one does.
Terms: a *measure word* (量词) is a unit of counting (家, 条, 座); a *rate* has units on both sides of a slash (元/人).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Literal, cast

from duixian.quantities.tables import Row, load_rows, row_error

__all__ = ["ChineseUse", "Unit", "UnitMatch", "match_unit", "unit_of", "units"]

ChineseUse = Literal["any", "many", "round", "none"]
"""Whether a Chinese numeral before the unit makes a quantity; see the head of ``units.toml``."""

_FILE = "units.toml"
_USES = ("any", "many", "round", "none")
_RATE = "rate"
_TENTHS_NOT_BEFORE = tuple("立员果功本为效长型都品熟绩分就渝新才交人片不群像语因份")
_PER = re.compile(r"(?:\d{1,3}(?:,\d{3})*)?[百千万亿]{0,2}(?P<unit>(?:[adhstL]|ha)(?![A-Za-z])|平(?!方|米))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of ``units.toml``; see its head for what each field means.

    Example:
        >>> units()["公顷"].dimension, str(units()["公顷"].factor)
        ('area', '10000')
    """

    name: str
    aliases: tuple[str, ...]
    dimension: str
    factor: Decimal | None
    ge: bool
    chinese: ChineseUse
    not_before: tuple[str, ...]
    unless: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit found in a text.

    Args:
        written: the unit as written, without 个 before 百分点, 月 and the like; 成 gives %, 番 gives 倍.
        end: offset behind its last character.
        dimension: what it measures.
        chinese: whether a Chinese numeral may stand before it.
        special: 成 or 番, whose numbers are not those written; 连 for 七连增 (in each of seven years), where the
            unit is implied; else the empty string.
    """

    written: str
    end: int
    dimension: str
    chinese: ChineseUse
    special: str = ""


@dataclass(frozen=True, slots=True)
class _Writing:
    characters: str
    written: str
    dimension: str
    chinese: ChineseUse
    not_before: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    no_letter: bool = False
    special: str = ""


@cache
def units() -> dict[str, Unit]:
    """Return all units by name, in the order of ``units.toml``.

    Raises:
        DefinitionError: a row breaks the file's grammar.

    Example:
        >>> units()["百分点"].ge
        True
    """
    optional = ("aliases", "factor", "ge", "chinese", "not_before", "unless")
    rows = load_rows(_FILE, {"unit": (("name", "dimension", "example"), optional)})["unit"]
    table: dict[str, Unit] = {}
    writings: set[str] = set()
    for number, row in enumerate(rows, 1):
        unit = _unit(row, number)
        for writing in (unit.name, *unit.aliases):
            if writing in writings:
                raise row_error(_FILE, "unit", number, writing)
            writings.add(writing)
        table[unit.name] = unit
    return table


def unit_of(written: str) -> Unit | None:
    """Return the unit of which ``written`` is the name or an alias, or ``None``.

    Example:
        >>> unit_of("平方千米").name, unit_of("元/人")
        ('平方公里', None)
    """
    return _by_writing().get(written)


@cache
def _by_writing() -> dict[str, Unit]:
    return {written: unit for unit in units().values() for written in (unit.name, *unit.aliases)}


def _unit(row: Row, number: int) -> Unit:
    use = row.get("chinese", "any")
    if use not in _USES:
        raise row_error(_FILE, "unit", number, f"chinese = {use!r}")
    try:
        factor = Decimal(row["factor"]) if "factor" in row else None
    except InvalidOperation as error:
        raise row_error(_FILE, "unit", number, f"factor = {row['factor']!r}") from error
    return Unit(
        row["name"],
        tuple(row.get("aliases", ())),
        row["dimension"],
        factor,
        bool(row.get("ge", False)),
        cast("ChineseUse", use),
        tuple(row.get("not_before", ())),
        tuple(row.get("unless", ())),
        row["example"],
    )


@cache
def _writings() -> dict[str, tuple[_Writing, ...]]:
    """Return the writings by their first character, the longest first."""
    writings = [
        _Writing("成", "%", "ratio", "any", _TENTHS_NOT_BEFORE, special="成"),
        _Writing("番", "倍", "doubling", "many", ("茄", "禺", "薯"), special="番"),
    ]
    # 七连增: in each of seven years
    writings.extend(_Writing(row, "年", "time", "many", special="连") for row in ("连增", "连丰", "连升", "连降"))
    for unit in units().values():
        for written in (unit.name, *unit.aliases):
            writings.append(_writing(unit, written, written))
            if unit.ge:
                writings.append(_writing(unit, written, "个" + written))
    table: dict[str, list[_Writing]] = {}
    for writing in sorted(writings, key=lambda writing: -len(writing.characters)):
        table.setdefault(writing.characters[0], []).append(writing)
    return {char: tuple(rows) for char, rows in table.items()}


def _writing(unit: Unit, written: str, characters: str) -> _Writing:
    words = tuple(word for word in unit.not_before if word != "A")
    latin = "A" in unit.not_before or (written.isascii() and written.isalpha())
    return _Writing(characters, written, unit.dimension, unit.chinese, words, unit.unless, latin)


def match_unit(text: str, at: int) -> UnitMatch | None:
    """Return the longest unit that begins at ``at`` (a rate such as 元/人 as one unit), or ``None``.

    Args:
        text: plain text.
        at: offset in code points.

    Example:
        >>> match_unit("24万元/人左右", 3).written, match_unit("5个百分点", 1).written, match_unit("14亿人口", 3)
        ('元/人', '百分点', None)
    """
    found = _simple(text, at)
    end = at if found is None else found.end
    if text[end : end + 1] != "/":
        return found
    written = "" if found is None else found.written
    for _ in range(2):
        per = _per(text, end)
        if per == end:
            break
        written += text[end:per]
        end = per
    if end == (at if found is None else found.end) or (found is None and written[-1] not in "万亿"):
        return found
    return UnitMatch(written, end, _RATE, "none" if found is None else found.chinese)


def _simple(text: str, at: int) -> UnitMatch | None:
    for writing in _writings().get(text[at : at + 1], ()):
        if not text.startswith(writing.characters, at):
            continue
        end = at + len(writing.characters)
        if text.startswith(writing.not_before, end) and not text.startswith(writing.unless, end):
            continue
        if writing.no_letter and text[end : end + 1].isascii() and text[end : end + 1].isalnum():
            continue
        return UnitMatch(writing.written, end, writing.dimension, writing.chinese, writing.special)
    return None


def _per(text: str, at: int) -> int:
    """Return the end of ``/人``, ``/10万``, ``/万人``, ``/a`` or ``·月`` at ``at``, or ``at`` if there is none."""
    if text[at : at + 1] not in ("/", "·"):
        return at
    match = _PER.match(text, at + 1)
    if match is None:
        return at
    if match["unit"]:
        return match.end()
    found = _simple(text, match.end())
    if found is not None:
        return found.end
    counts = text[at + 1 : match.end()]
    return match.end() if counts and counts[-1] in "万亿" else at
