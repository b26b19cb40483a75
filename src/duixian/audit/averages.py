"""Average growth and multiples against end points, yearly rates and each other.

In goes a place's field; out come claims over the years that an average or a multiple covers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from duixian.audit.claims import Claim
from duixian.audit.cues import cue
from duixian.audit.expressions import Expression, figure
from duixian.audit.facts import Fact, Field
from duixian.audit.levels import grown, reach
from duixian.audit.wordings import level_before, list_of, paired

__all__ = ["average_claims", "multiple_claims"]

_MOST_YEARS: Final = 10
_NUMERALS: Final = "二三四五六七八九十"


def average_claims(field: Field, _: Mapping[str, Field]) -> Iterator[Claim]:
    """Yield what each average growth says of end points, of the rates of its years, and of a multiple beside it.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "2026年政府工作报告。2025年,软件收入93.6亿元,是2020年的1.2倍,年均增长4.1%。"
        >>> [claim.rule for claim in average_claims(Field.of(read_text(text)), {})]
        ['average-multiple']
    """
    for fact in field.facts:
        if fact.figure.kind == "growth" and fact.says("average") and fact.thing[1] != "~":
            years = _years(fact)
            if years is not None and 1 < years[1] - years[0] + 1 <= _MOST_YEARS:
                yield from _end_points(field, fact, years)
                yield from _rates(field, fact, years)
                yield from _multiple(field, fact, years)


def _years(fact: Fact) -> tuple[int, int] | None:
    told = cue("years_told", fact.clause)
    if fact.years is not None:
        count = fact.years[1] - fact.years[0] + 1
        return fact.years if told is None or _NUMERALS.index(told["count"]) + 2 == count else None
    two = fact.year is not None and cue("two_years", fact.clause) is not None
    return (fact.year - 1, fact.year) if two and fact.year is not None else None


def _end_points(field: Field, fact: Fact, years: tuple[int, int]) -> Iterator[Claim]:
    first, last = years
    target = fact.figure.role == "target"
    for unit in sorted(field.units.get(fact.thing, ())):
        end = _target(field, fact, unit, last) if target else field.level(fact.thing, unit, last, near=fact)
        if end is None or end.figure.kind != "amount" or (not target and end.document != fact.document):
            continue
        base = reach(field, fact.thing, unit, first - 1, near=fact, offset=1)
        if base is None:
            continue
        yield Claim(
            relation="average_growth",
            rule="average-target" if target else "average-end-points",
            facts=((end, "level"), *base.facts),
            expression=((figure(0) / base.expression).root(last - first + 1) - 1) * 100,
            stated=fact,
            cues=frozenset({"target"}) if target else frozenset(),
            unit="%",
        )


def _target(field: Field, fact: Fact, unit: str, year: int) -> Fact | None:
    """Return the target level that the same document sets for the end of the years."""
    period = fact.figure.period
    for other in field.by_document[fact.document]:
        told = other.figure
        wanted = other.thing == fact.thing and other.unit == unit and (told.period == period or other.year == year)
        if wanted and told.kind == "amount" and told.role == "target":
            return other
    return None


def _rates(field: Field, fact: Fact, years: tuple[int, int]) -> Iterator[Claim]:
    first, last = years
    rates = [field.growth(fact.thing, year, near=fact) for year in range(first, last + 1)]
    known = [rate for rate in rates if rate is not None]
    if len(known) < len(rates) or not fact.told:
        return
    product: Expression = grown(figure(0))
    for at in range(1, len(known)):
        product = product * grown(figure(at))
    yield Claim(
        relation="average_growth",
        rule="average-rates",
        facts=tuple((rate, "growth") for rate in known),
        expression=(product.root(len(known)) - 1) * 100,
        stated=fact,
        unit="%",
    )


def _multiple(field: Field, fact: Fact, years: tuple[int, int]) -> Iterator[Claim]:
    for other in field.neighbours(fact):
        start = cue("since", other.clause)
        if abs(other.at - fact.at) > len(list_of(field.neighbours(fact), other)):
            continue
        if other.figure.kind != "multiple" or other.thing != fact.thing or start is None or not start["year"]:
            continue
        if int(start["year"]) == years[0] - 1 and paired(field.neighbours(fact), fact, other):
            yield Claim(
                relation="multiple",
                rule="average-multiple",
                facts=((fact, "growth"),),
                expression=grown(figure(0)).power(years[1] - years[0] + 1),
                stated=other,
            )


def multiple_claims(field: Field, _: Mapping[str, Field]) -> Iterator[Claim]:
    """Yield what each multiple (是2020年的2.5倍) says of the levels of its two years.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "2026年政府工作报告。2020年,专利授权量200件。2025年,专利授权量500件,是2020年的2.5倍。"
        >>> [claim.rule for claim in multiple_claims(Field.of(read_text(text)), {})]
        ['multiple-base']
    """
    for fact in field.facts:
        start = cue("since", fact.clause) if fact.figure.kind == "multiple" and fact.told else None
        level = None if start is None else level_before(field.neighbours(fact), fact)
        if level is None or start is None or start["other"] or level.figure.period is None:
            continue
        year = level.figure.period.last_year
        base_year = year - 1 if start["last"] else int(start["year"])
        base = reach(field, level.thing, level.unit, base_year, near=fact, offset=1)
        if base is not None and all(part is not level for part, _ in base.facts):
            yield Claim(
                relation="multiple",
                rule="multiple-base",
                facts=((level, "level"), *base.facts),
                expression=figure(0) / base.expression,
                stated=fact,
            )
