"""Growth against levels: this year's level over last year's, or over one led on by the rates of the reports between.

In goes a place's field; out come claims: nominal growth, and real growth where the consumer price index is told.
Source of the deflation: nominal growth divided by the growth of consumer prices, as the statistical yearbooks do it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from duixian.audit.claims import Claim
from duixian.audit.cues import cue
from duixian.audit.expressions import figure
from duixian.audit.facts import Fact, Field
from duixian.audit.levels import grown, reach

__all__ = ["growth_claims"]

_FIGURE: Final = re.compile(r"-?[\d.,]+\s?(?:[百千万亿]*[元%]|个百分点|倍)?")
_PRICES: Final = ("self", "cpi")
_INCOMES: Final = frozenset(
    {"disposable-income", "urban-disposable-income", "rural-disposable-income", "rural-net-income"}
)


def growth_claims(field: Field) -> Iterator[Claim]:
    """Yield what each growth rate says of the levels of its year and the year it is counted from."""
    for fact in field.facts:
        if fact.figure.kind == "growth" and fact.told and fact.base_year is not None and fact.thing[1] != "~":
            yield from _of(field, fact)


def _of(field: Field, rate: Fact) -> Iterator[Claim]:
    year, base_year = rate.year, rate.base_year
    if year is None or base_year is None or base_year >= year:
        return
    for level in _levels(field, rate, year):
        base = reach(field, rate.thing, level.unit, base_year, near=rate, offset=1)
        if base is None or any(fact is level for fact, _ in base.facts):
            continue
        facts = ((level, "level"), *base.facts)
        cues = frozenset() if base.stated else frozenset({"chain"})
        ratio = figure(0) / base.expression
        prices = _deflator(field, rate, year) if base_year == year - 1 else None
        if prices is not None:
            yield Claim(
                relation="growth",
                rule="growth-real",
                facts=(*facts, (prices, "prices")),
                expression=(ratio / grown(figure(len(facts))) - 1) * 100,
                stated=rate,
                cues=cues | {"real"},
                unit="%",
            )
        else:
            yield Claim(
                relation="growth",
                rule="growth-level" if base.stated else "growth-chain",
                facts=facts,
                expression=(ratio - 1) * 100,
                stated=rate,
                cues=cues,
                unit="%",
            )


def _levels(field: Field, rate: Fact, year: int) -> Iterator[Fact]:
    """Yield the level a rate belongs to: the one before it in its sentence, else one of the same indicator and document.

    In a sentence only plain words may stand between the two; elsewhere the document must tell but one rate.
    """
    for fact in reversed(field.neighbours(rate)):
        if fact.at >= rate.at or fact.thing != rate.thing or fact.year != year or not _is_level(fact):
            continue
        words = rate.reading.document.plain[fact.figure.span.end : rate.figure.span.start]
        if cue("plain_rate", _FIGURE.sub("", words)) or (rate.says("distributive") and "其中" not in words):
            yield fact
        return
    if rate.thing[1].startswith("~") or not _only_rate(field, rate, year):
        return
    units = (fact.unit for fact in field.by_document[rate.document] if fact.thing == rate.thing and fact.year == year)
    for unit in dict.fromkeys(units):
        level = field.level(rate.thing, unit, year, near=rate)
        if level is not None and level.document == rate.document and level.figure.kind == "amount":
            yield level


def _is_level(fact: Fact) -> bool:
    return fact.figure.kind == "amount" and fact.told and not fact.is_change and not fact.says("together")


def _only_rate(field: Field, rate: Fact, year: int) -> bool:
    rates = (fact for fact in field.growths.get((rate.thing, year), ()) if fact.document == rate.document)
    return all(fact.value.meets(rate.value) for fact in rates)


def _deflator(field: Field, rate: Fact, year: int) -> Fact | None:
    if rate.thing[1] not in _INCOMES or not rate.says("real"):
        return None
    return field.growth(_PRICES, year, near=rate)
