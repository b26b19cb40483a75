"""Sums and averages over several years against the values of the years: 五年累计新增城镇就业6.93万人.

In goes a place's field; out come claims over the years' values, stated or themselves sums of some years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

from duixian.audit.claims import Claim
from duixian.audit.expressions import Expression, figure
from duixian.audit.facts import Fact, Field, thing_named
from duixian.audit.likeness import likeness
from duixian.indicators import indicator

__all__ = ["cumulative_claims"]

_MOST_YEARS: Final = 10
_MOST_COMPARED: Final = 400
_MOST_DELAY: Final = 2
_FEWEST_KNOWN: Final = 2
_REACH: Final = Decimal("0.3")
_SUMMED: Final = frozenset({"flow", "work", "new", "net-new", "introduced", "signed", "landed", "started", "completed",
                            "operating", "cumulative"})  # fmt: skip


def cumulative_claims(field: Field, _: Mapping[str, Field]) -> Iterator[Claim]:
    """Yield what each sum or average over years says of the values of its years.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "2026年政府工作报告。2025年,新建学校3所。"
        >>> list(cumulative_claims(Field.of(read_text(text)), {}))
        []
    """
    pool = _Pool(field)
    for fact in field.facts:
        years = _years(fact)
        if years is not None and 1 < years[1] - years[0] + 1 <= _MOST_YEARS:
            yield from _average(field, fact, years) if fact.says("average") else _sum(pool, fact, years)


def _years(fact: Fact) -> tuple[int, int] | None:
    """Return the years a fact sums up: its own, or those its document looks back upon where it says 累计."""
    if fact.figure.kind != "amount" or not fact.told or fact.is_change or fact.says("from"):
        return None
    if fact.years is not None:
        return fact.years
    reviews = fact.reading.document.metadata.reviews
    if fact.year is None or reviews is None or not fact.says("together"):
        return None
    first, last = reviews.value.first_year, reviews.value.last_year
    return (first, last) if first < last == fact.year else None


def _base(name: str) -> str:
    return name.removesuffix(".cumulative")


def _is_summed(name: str) -> bool:
    if name.startswith("~"):
        return True
    base, _, variant = name.partition(".")
    return (variant or indicator(base).measure) in _SUMMED


@dataclass(frozen=True)
class _Part:
    fact: Fact
    first: int
    last: int
    sure: bool


def _looks_back(fact: Fact, year: int) -> bool:
    return fact.spoken is not None and fact.spoken - _MOST_DELAY <= year < fact.spoken


def _delay(fact: Fact, year: int) -> int:
    return 0 if fact.spoken is None else abs(fact.spoken - year - 1)


class _Pool:
    """The amounts of single years and shorter spans of a place, by year and unit."""

    def __init__(self, field: Field) -> None:
        self.singles: dict[tuple[int, str], list[Fact]] = defaultdict(list)
        self.named: dict[tuple[int, str, str], list[Fact]] = defaultdict(list)
        self.spans: dict[tuple[int, str], list[tuple[Fact, int]]] = defaultdict(list)
        for fact in field.facts:
            if fact.figure.kind != "amount" or not fact.told or fact.is_change or fact.figure.scope != "self":
                continue
            if fact.year is not None and fact.plain_year and not fact.says("together"):
                self.singles[fact.year, fact.unit].append(fact)
                self.named[fact.year, fact.unit, _base(fact.thing[1])].append(fact)
            else:
                years = _years(fact)
                if years is not None and not fact.says("average"):
                    self.spans[years[0], fact.unit].append((fact, years[1]))

    def single(self, total: Fact, year: int) -> _Part | None:
        """Return the value of one year that is most like the total, of the document that looks back on the year."""
        name = _base(total.thing[1])
        named = [fact for fact in self.named.get((year, total.unit, name), ()) if _looks_back(fact, year)]
        if named and name != "~":
            return _Part(min(named, key=lambda fact: (_delay(fact, year), fact.at)), year, year, sure=True)
        ranked = [
            (likeness(fact.figure.indicator, total.figure.indicator), -_delay(fact, year), -fact.at, at)
            for at, fact in enumerate(self.singles.get((year, total.unit), [])[:_MOST_COMPARED])
            if _looks_back(fact, year)
        ]
        best = max(ranked, default=(0, 0, 0, 0))
        return _Part(self.singles[year, total.unit][best[-1]], year, year, sure=False) if best[0] else None

    def starting(self, total: Fact, year: int, last: int) -> _Part | None:
        """Return the longest shorter sum of the same thing that starts in a year."""
        found = [
            (until, fact)
            for fact, until in self.spans.get((year, total.unit), ())
            if until <= last and _base(fact.thing[1]) == _base(total.thing[1]) and fact is not total
            and fact.spoken != total.spoken and total.thing[1] != "~"
        ]  # fmt: skip
        if not found:
            return None
        until, fact = max(found, key=lambda each: (each[0], -each[1].at))
        return _Part(fact, year, until, sure=True)


def _sum(pool: _Pool, fact: Fact, years: tuple[int, int]) -> Iterator[Claim]:
    if not _is_summed(fact.thing[1]) or fact.thing[1] == "~":
        return
    parts: list[_Part] = []
    year, missing = years[0], 0
    while year <= years[1]:
        part = pool.single(fact, year) or pool.starting(fact, year, years[1])
        if part is None:
            missing += 1
            year += 1
        else:
            parts.append(part)
            year = part.last + 1
    known = sum(part.last - part.first + 1 for part in parts)
    if 2 * known < years[1] - years[0] + 1 or len({part.fact.document for part in parts}) < _FEWEST_KNOWN:
        return
    sure = all(part.sure for part in parts)
    leaves: list[Expression] = [figure(at) for at in range(len(parts))]
    yield Claim(
        relation="cumulative",
        rule="cumulative-part" if missing else "cumulative-years",
        facts=tuple((part.fact, "year") for part in parts),
        expression=reduce(add, leaves),
        stated=fact,
        compare="<=" if missing else "=",
        sure=sure and not missing and (fact.says("together") or fact.thing[1].endswith(".cumulative")),
        reach=_REACH if sure else None,
    )


def _average(field: Field, fact: Fact, years: tuple[int, int]) -> Iterator[Claim]:
    phrase = (fact.figure.indicator or "").replace("年均", "").replace("平均每年", "")
    thing = fact.thing[0], thing_named(phrase, fact.figure.unit, "amount")
    found = [field.level(thing, fact.unit, year, near=fact) for year in range(years[0], years[1] + 1)]
    known = [each for each in found if each is not None]
    if len(known) < len(found) or thing[1] == "~":
        return
    leaves: list[Expression] = [figure(at) for at in range(len(known))]
    yield Claim(
        relation="cumulative",
        rule="cumulative-average",
        facts=tuple((each, "year") for each in known),
        expression=reduce(add, leaves) / len(known),
        stated=fact,
    )
