"""Values for each day and for each inhabitant: 平均每天新增1722户, 人均地区生产总值.

In goes a place's field; out come claims over the whole, the days or the mean of two year-end populations, and the
value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from duixian.audit.claims import Claim
from duixian.audit.expressions import figure, number
from duixian.audit.facts import Fact, Field
from duixian.audit.identities import PerHead, identities
from duixian.audit.wordings import is_level

__all__ = ["per_unit_claims"]

_DAYS: Final = 365
_LEAP_YEARS: Final = 4


def per_unit_claims(field: Field, _: Mapping[str, Field]) -> Iterator[Claim]:
    """Yield what each value for a day or an inhabitant says of the whole.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "2024年,新登记经营主体36.6万户,平均每天新增1000户。"
        >>> [claim.rule for claim in per_unit_claims(Field.of(read_text(text)), {})]
        ['per-day']
    """
    for fact in field.facts:
        if fact.figure.kind == "amount" and fact.told and fact.year is not None:
            if fact.says("daily"):
                yield from _daily(field, fact, fact.year)
            for row in identities().per_head:
                if fact.thing == ("self", row.value):
                    yield from _per_head(field, fact, fact.year, row)


def _daily(field: Field, fact: Fact, year: int) -> Iterator[Claim]:
    whole = next((each for each in reversed(field.neighbours(fact)) if each.at < fact.at), None)
    if whole is None or not is_level(whole) or whole.unit != fact.unit or whole.year != year or whole.says("daily"):
        return
    length = _DAYS + (year % _LEAP_YEARS == 0)
    yield Claim("per_unit", "per-day", ((whole, "whole"),), figure(0) / number(length), fact, sure=False)


def _per_head(field: Field, fact: Fact, year: int, row: PerHead) -> Iterator[Claim]:
    whole = field.level(("self", row.whole), fact.unit, year, near=fact)
    heads = [_population(field, row.population, each, fact) for each in (year, year - 1)]
    end, start = heads
    if whole is None or end is None or start is None or whole.document != fact.document:
        return
    yield Claim(
        relation="per_unit",
        rule="per-head",
        facts=((whole, "whole"), (end, "population"), (start, "population")),
        expression=figure(0) / ((figure(1) + figure(2)) / 2),
        stated=fact,
        sure=False,
    )


def _population(field: Field, name: str, year: int, near: Fact) -> Fact | None:
    for thing in (("self", name), ("self", "~人口"), ("self", "~全国人口"), ("self", "~总人口")):
        for unit in ("人", "count", ""):
            found = field.level(thing, unit, year, near=near)
            if found is not None:
                return found
    return None
