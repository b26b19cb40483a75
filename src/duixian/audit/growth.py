"""Growth against levels: this year's level over last year's, or over one led on by the rates of the reports between.

In goes a place's field; out come claims: nominal growth, and real growth where the consumer price index is told.
Source of the deflation: nominal growth divided by the growth of consumer prices, as the statistical yearbooks do it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from duixian.audit.claims import Claim
from duixian.audit.expressions import figure
from duixian.audit.facts import Fact, Field
from duixian.audit.from_to import is_from_to
from duixian.audit.levels import grown, reach
from duixian.audit.wordings import follows, is_level, list_of, paired

__all__ = ["growth_claims"]

_PRICES: Final = ("self", "cpi")
_INCOMES: Final = frozenset(
    {"disposable-income", "urban-disposable-income", "rural-disposable-income", "rural-net-income"}
)


def growth_claims(field: Field, _: Mapping[str, Field]) -> Iterator[Claim]:
    """Yield what each growth rate says of the levels of its year and the year it is counted from.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "2023年,一般公共预算收入50.0亿元。2024年,一般公共预算收入53.5亿元,增长7.0%。"
        >>> [claim.rule for claim in growth_claims(Field.of(read_text(text)), {})]
        ['growth-level']
    """
    for fact in field.facts:
        if fact.figure.kind == "growth" and fact.told and fact.base_year is not None and fact.thing[1] != "~":
            yield from _of(field, fact)


def _of(field: Field, rate: Fact) -> Iterator[Claim]:
    year, base_year = rate.year, rate.base_year
    if year is None or base_year is None or base_year >= year:
        return
    times = rate.figure.unit in ("倍", "番")
    for level in _levels(field, rate, year):
        base = reach(field, rate.thing, level.unit, base_year, near=rate, offset=1)
        if base is None or any(fact is level for fact, _ in base.facts):
            continue
        facts = ((level, "level"), *base.facts)
        ratio = figure(0) / base.expression
        rule = "growth-level" if base.stated else "growth-chain"
        prices = _deflator(field, rate, year) if base_year == year - 1 else None
        if prices is not None:
            facts = (*facts, (prices, "prices"))
            ratio = ratio / grown(figure(len(facts) - 1))
            rule = "growth-real"
        growth = ratio - 1 if times else (ratio - 1) * 100
        # one of them introduced by 其中 and the other not: the wider thing's words may be carried over
        sure = level.says("of_which") == base.facts[0][0].says("of_which")
        yield Claim("growth", rule, facts, growth, rate, unit="倍" if times else "%", sure=sure)


def _levels(field: Field, rate: Fact, year: int) -> Iterator[Fact]:
    """Yield the level a rate belongs to: the one before it in its sentence, else one of its indicator and document.

    In a sentence only plain words may stand between the two; elsewhere the document must tell but one rate.
    """
    for fact in reversed(field.neighbours(rate)):
        if fact.at >= rate.at or fact.thing != rate.thing or fact.year != year or not is_level(fact):
            continue
        words = rate.reading.document.plain[fact.figure.span.end : rate.figure.span.start]
        if not paired(field.neighbours(rate), fact, rate):
            if rate.says("distributive") and len(list_of(field.neighbours(rate), fact)) == 1 and "其中" not in words:
                yield fact
            return
        if _is_end(field, fact) or words.count(")") > words.count("("):
            # counted from the other end, or told of something outside the brackets the level stands in
            return
        if follows(fact, list_of(field.neighbours(rate), rate)[0]) or (
            rate.says("distributive") and "其中" not in words
        ):
            yield fact
        return
    if rate.thing[1].startswith("~") or not _only_rate(field, rate, year):
        return
    for unit in sorted(field.units.get(rate.thing, ())):
        level = field.level(rate.thing, unit, year, near=rate)
        if level is not None and level.document == rate.document and level.figure.kind == "amount":
            yield level


def _is_end(field: Field, level: Fact) -> bool:
    return any(each.at == level.at - 1 and is_from_to(each, level) for each in field.neighbours(level))


def _only_rate(field: Field, rate: Fact, year: int) -> bool:
    rates = (fact for fact in field.growths.get((rate.thing, year), ()) if fact.document == rate.document)
    return all(fact.value.meets(rate.value) for fact in rates)


def _deflator(field: Field, rate: Fact, year: int) -> Fact | None:
    if rate.thing[1] not in _INCOMES or not rate.says("real"):
        return None
    return field.growth(_PRICES, year, near=rate)
