"""The values of a series that follow from others: levels from growth, growth from levels, over one or several years.

In goes a place's field with a thing and a unit; out come for each year the values that figures of other years imply,
each on its own, never mixed with what is stated for the year. Method: a chain starts at the nearest stated level before
or behind a year and is led on by one figure a year; each figure stands in it once, so the interval is as narrow as the
stated rounding allows and holds every value that it leaves possible.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from duixian.audit.expressions import Expression, compute, figure, number
from duixian.audit.facts import Fact, Field, Thing
from duixian.audit.series_links import Link, level_links, real_growth
from duixian.model import Relation
from duixian.quantities import Interval

__all__ = ["Implied", "implied_growths", "implied_levels"]

_MOST_STEPS: Final = 5
"""Over more years the intervals of rounded rates are too wide to tell anything."""
_WIDEST: Final = Decimal("0.1")
"""A level known no better than to a tenth of itself tells nothing."""
_WIDEST_POINTS: Final = Decimal(2)
"""A rate known no better than to two points tells nothing."""

_Found = dict[int, list["Implied"]]


@dataclass(frozen=True, slots=True)
class Implied:
    """A value that other figures imply.

    Args:
        year: the year it is of.
        expression: over the facts.
        facts: what it follows from, with what each is; the stated level it starts from comes first.
        value: what it can be.
        relation: of the last step.
        anchor: the year of the level it starts from.
    """

    year: int
    expression: Expression
    facts: tuple[tuple[Fact, str], ...]
    value: Interval
    relation: Relation
    anchor: int

    @property
    def direct(self) -> bool:
        """Whether it follows from one level and one other figure, both told in one document."""
        return len(self.facts) == 2 and len({fact.document for fact, _ in self.facts}) == 1  # noqa: PLR2004


def implied_levels(field: Field, thing: Thing, unit: str) -> Mapping[int, tuple[Implied, ...]]:
    """Return for each year the levels that other years' levels imply, those of the fewest steps first.

    Args:
        field: the place's facts.
        thing: what is measured.
        unit: of the levels, as of :func:`duixian.audit.facts.unit_group`.

    Example:
        >>> from duixian.reading import read_text
        >>> text = "2026年政府工作报告。2025年,一般公共预算收入93.6亿元,增长7%。"
        >>> found = implied_levels(Field.of(read_text(text)), ("self", "general-public-budget-revenue"), "元")
        >>> [(year, str(each.value)[:11]) for year, (each,) in found.items()]
        [(2024, '[8702325581')]
    """
    links = level_links(field, thing, unit)
    found: _Found = defaultdict(list)
    yearly: dict[int, Link] = {}
    for link in links:
        for each in (_ahead(field, thing, unit, link), _back(field, thing, unit, link)):
            if each is not None:
                found[each.year].append(each)
        if link.last == link.first + 1:
            yearly.setdefault(link.last, link)
    stated = {
        year for year in field.years.get((thing, unit), ()) if any(map(_bounded, field.levels[thing, unit, year]))
    }
    for link in yearly.values():
        if link.first in stated:
            _lead(found, yearly, stated, _ahead(field, thing, unit, link), step=1)
        if link.last in stated:
            _lead(found, yearly, stated, _back(field, thing, unit, link), step=-1)
    return {year: _distinct(found[year], percent=unit == "%") for year in sorted(found)}


def implied_growths(field: Field, thing: Thing, unit: str) -> Mapping[int, tuple[Implied, ...]]:
    """Return for each year the growth, in percent, that its level and that of the year before imply.

    Args:
        field: the place's facts.
        thing: what is measured.
        unit: of the levels, as of :func:`duixian.audit.facts.unit_group`.

    Returns:
        Nothing where growth is at other prices than the levels.

    Example:
        >>> from duixian.reading import read_text
        >>> text = "2026年政府工作报告。2024年,粮食产量80.0万吨。2025年,粮食产量84.0万吨。"
        >>> found = implied_growths(Field.of(read_text(text)), ("self", "grain-output"), "吨")
        >>> [(year, str(each.value)[:6]) for year, (each,) in found.items()]
        [(2025, '[4.871')]
    """
    if real_growth(thing[1]):
        return {}
    found: _Found = defaultdict(list)
    for year in sorted(field.years.get((thing, unit), ())):
        for level in _alone(field.levels[thing, unit, year]):
            base = field.level(thing, unit, year - 1, near=level)
            if base is not None and _bounded(level) and _bounded(base):
                parts = ((level, "level"), (base, "base"))
                found[year].append(_implied(year, (figure(0) / figure(1) - 1) * 100, parts, "growth", year))
    for link in level_links(field, thing, unit):
        if link.form in ("plus", "minus") and link.level is not None and link.last not in found:
            share = figure(1) / figure(0)
            base_share = number(1) - share if link.form == "plus" else share + 1
            parts = ((link.level, "level"), (link.fact, link.part))
            found[link.last].append(_implied(link.last, (number(1) / base_share - 1) * 100, parts, "growth", link.last))
    return {year: _distinct(found[year], percent=True) for year in sorted(found)}


def _alone(levels: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the first level of each document in which all levels can be true together."""
    firsts: dict[str, Fact] = {}
    common: dict[str, Interval | None] = {}
    for level in levels:
        firsts.setdefault(level.document, level)
        before = common.get(level.document, level.value)
        common[level.document] = None if before is None else before.common(level.value)
    return (first for document, first in firsts.items() if common[document] is not None)


def _stated_years(field: Field, thing: Thing, unit: str) -> set[int]:
    years = field.years.get((thing, unit), ())
    return {year for year in years if any(map(_bounded, field.levels[thing, unit, year]))}


def _bounded(fact: Fact) -> bool:
    """Tell whether a level is told well enough to start from."""
    value = fact.value
    return value.low is not None and value.high is not None and value.low > 0


def _ahead(field: Field, thing: Thing, unit: str, link: Link) -> Implied | None:
    base = field.level(thing, unit, link.first, near=link.fact)
    if base is None or not _bounded(base):
        return None
    parts = ((base, "base"), (link.fact, link.part))
    return _implied(link.last, link.ahead(figure(0), 1), parts, link.relation, link.first)


def _back(field: Field, thing: Thing, unit: str, link: Link) -> Implied | None:
    level = link.level or field.level(thing, unit, link.last, near=link.fact)
    if level is None or not _bounded(level):
        return None
    parts = ((level, "level"), (link.fact, link.part))
    return _implied(link.first, link.back(figure(0), 1), parts, link.relation, link.last)


def _lead(found: _Found, yearly: Mapping[int, Link], stated: set[int], start: Implied | None, *, step: int) -> None:
    """Lead a value on over the years without stated level, forwards or backwards."""
    here = start
    while here is not None and here.year not in stated and len(here.facts) <= _MOST_STEPS:
        link = yearly.get(here.year + 1 if step > 0 else here.year)
        if link is None:
            return
        apply = link.ahead if step > 0 else link.back
        expression = apply(here.expression, len(here.facts))
        parts = (*here.facts, (link.fact, link.part))
        here = _implied(here.year + step, expression, parts, link.relation, here.anchor)
        found[here.year].append(here)


def _implied(
    year: int, expression: Expression, parts: tuple[tuple[Fact, str], ...], relation: Relation, anchor: int
) -> Implied:
    value = compute(expression, [fact.value for fact, _ in parts])
    return Implied(year, expression, parts, value, relation, anchor)


def _distinct(found: Iterable[Implied], *, percent: bool) -> tuple[Implied, ...]:
    """Return what tells something, each interval once, those of the fewest and nearest steps first."""
    ranked = sorted(found, key=lambda each: (len(each.facts), abs(each.year - each.anchor)))
    once: dict[Interval, Implied] = {}
    for each in ranked:
        if _tells(each.value, percent=percent):
            once.setdefault(each.value, each)
    return tuple(once.values())


def _tells(value: Interval, *, percent: bool) -> bool:
    if value.low is None or value.high is None:
        return False
    width = value.high - value.low
    return width <= _WIDEST_POINTS if percent else value.low > 0 and width <= value.high * _WIDEST
