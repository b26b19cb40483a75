"""Hold the administrative divisions of China with their codes, names and years.

In goes the data file ``divisions.tsv`` beside this module; out come divisions by code, and their parents and children
in a year.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Literal

from duixian.errors import DefinitionError
from duixian.places.names import short_name

__all__ = ["NATION", "Division", "Level", "Table", "ancestors", "children", "division", "load_table", "parent", "pick"]

Level = Literal["nation", "province", "prefecture", "county"]

_FILE = "divisions.tsv"
_FIELDS = 4
_CODE_LENGTH = 6
LIST_LAG_YEARS = 2
"""By how many years the official list may be behind a decree."""


@dataclass(frozen=True, slots=True)
class Division:
    """A division under one code and name.

    Args:
        code: six digits after GB/T 2260.
        name: full name.
        short_name: the name people use (沈阳 for 沈阳市); the full name where nothing shorter is usual.
        level: nation, province, prefecture or county.
        since: the year at whose end the official list first has it; ``None``: already in 1980.
        until: the year in which it ended; ``None``: still there.

    Example:
        >>> Division("210112", "浑南区", "浑南", "county", 2014, None).existed(2013)
        False
    """

    code: str
    name: str
    short_name: str
    level: Level
    since: int | None = None
    until: int | None = None

    def existed(self, year: int) -> bool:
        """Tell whether it was there at the end of ``year``."""
        return (self.since is None or self.since <= year) and (self.until is None or year < self.until)

    def years_from(self, year: int) -> int:
        """Return how many years lie between ``year`` and its time; 0 where it existed at the year's end."""
        if self.since is not None and year < self.since:
            return self.since - year
        if self.until is not None and year >= self.until:
            return year - self.until + 1
        return 0


NATION = Division("100000", "中华人民共和国", "全国", "nation")
"""The root of all divisions. GB/T 2260 has no code for it; 100000 is what many registers use."""


@dataclass(frozen=True, slots=True)
class Table:
    """All divisions, by code, by full name and by short name."""

    by_code: dict[str, tuple[Division, ...]]
    by_name: dict[str, tuple[Division, ...]]
    by_short_name: dict[str, tuple[Division, ...]]
    longest_name: int


_PREFECTURE: Final = "自治州"


@cache
def load_table() -> Table:
    """Read and check the data file, once.

    Raises:
        DefinitionError: a line breaks the grammar told in the file's head.

    Example:
        >>> load_table().by_code["210100"][0].name
        '沈阳市'
    """
    text = resources.files("duixian.places").joinpath(_FILE).read_text(encoding="utf-8")
    by_code: dict[str, list[Division]] = {NATION.code: [NATION]}
    by_name: dict[str, list[Division]] = {NATION.name: [NATION]}
    by_short_name: dict[str, list[Division]] = {NATION.short_name: [NATION]}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            continue
        entry = _entry(line, number)
        by_code.setdefault(entry.code, []).append(entry)
        by_name.setdefault(entry.name, []).append(entry)
        if entry.name.endswith(_PREFECTURE):
            # 恩施州 is as official in use as 恩施土家族苗族自治州.
            by_name.setdefault(entry.short_name + _PREFECTURE[-1], []).append(entry)
        if entry.short_name != entry.name:
            by_short_name.setdefault(entry.short_name, []).append(entry)
    return Table(
        by_code={key: tuple(found) for key, found in by_code.items()},
        by_name={key: tuple(found) for key, found in by_name.items()},
        by_short_name={key: tuple(found) for key, found in by_short_name.items()},
        longest_name=max(map(len, by_name)),
    )


def _entry(line: str, number: int) -> Division:
    fields = line.split("\t")
    well_formed = len(fields) == _FIELDS and len(fields[0]) == _CODE_LENGTH and fields[0].isdecimal() and fields[1]
    years = [int(year) if year.isdecimal() else None for year in fields[2:]]
    if not well_formed or any(year and not year.isdecimal() for year in fields[2:]):
        raise DefinitionError("division-row", where=f"{_FILE}, line {number}", line=line)
    since, until = years
    if since is not None and until is not None and until <= since:
        raise DefinitionError("division-row", where=f"{_FILE}, line {number}", line=line)
    return Division(fields[0], fields[1], short_name(fields[1]), _level(fields[0]), since, until)


def _level(code: str) -> Level:
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def pick(candidates: tuple[Division, ...], year: int | None) -> tuple[Division, ...]:
    """Return those of the candidates that the name or code meant in a year.

    First those at the year's end, else those that ended in it, else the nearest within
    :data:`LIST_LAG_YEARS`; without a year the present ones, else those that ended last.

    Example:
        >>> [each.code for each in pick(load_table().by_name["钢城区"], 2018)]
        ['371203']
    """
    if year is None:
        present = tuple(each for each in candidates if each.until is None)
        last = max((each.until or 0 for each in candidates), default=0)
        return present or tuple(each for each in candidates if each.until == last)
    nearest = min((each.years_from(year) for each in candidates), default=0)
    if nearest > LIST_LAG_YEARS:
        return ()
    return tuple(each for each in candidates if each.years_from(year) == nearest)


def division(code: str, year: int | None = None) -> Division | None:
    """Return the division that bears ``code`` now, or bore it at the end of ``year``.

    Example:
        >>> division("210112").name, division("210112", 2005).name, division("999999")
        ('浑南区', '东陵区', None)
    """
    found = pick(load_table().by_code.get(code, ()), year)
    return found[-1] if found else None


def parent(of: Division, year: int | None = None) -> Division | None:
    """Return the division next above, at the end of ``year`` (else of its own last year); ``None`` for the nation.

    Example:
        >>> hunnan = division("210112")
        >>> parent(hunnan).name, parent(parent(hunnan)).name
        ('沈阳市', '辽宁省')
    """
    if of.level == "nation":
        return None
    if of.level == "province":
        return NATION
    at = year if year is not None or of.until is None else of.until - 1
    prefecture = f"{of.code[:4]}00"
    if of.level == "county":
        found = tuple(each for each in load_table().by_code.get(prefecture, ()) if at is None or each.existed(at))
        present = pick(found, at)
        if present and (at is not None or present[-1].until is None):
            return present[-1]
    return division(f"{of.code[:2]}0000", at)


def ancestors(of: Division, year: int | None = None) -> tuple[Division, ...]:
    """Return the divisions above, nearest first, up to the nation.

    Example:
        >>> [each.short_name for each in ancestors(division("110105"))]
        ['北京', '全国']
    """
    chain: list[Division] = []
    above = parent(of, year)
    while above is not None:
        chain.append(above)
        above = parent(above, year)
    return tuple(chain)


def children(of: Division, year: int | None = None) -> tuple[Division, ...]:
    """Return the divisions next below, at the end of ``year`` (else the present ones), by code.

    Example:
        >>> len(children(division("210100"))), children(division("210112"))
        (13, ())
    """
    prefix = {"nation": "", "province": of.code[:2], "prefecture": of.code[:4], "county": of.code}[of.level]
    below = (
        each
        for code, entries in load_table().by_code.items()
        if code.startswith(prefix) and code != of.code
        for each in entries
        if (each.until is None if year is None else each.existed(year)) and each.level != "nation"
    )
    return tuple(each for each in below if getattr(parent(each, year), "code", None) == of.code)
