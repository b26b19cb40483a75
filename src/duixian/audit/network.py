"""All figures of a thing at once: the levels of its years, what rates and differences say of neighbours, what follows.

In goes a place's field; out come the levels that no document states, and findings where no levels satisfy all. Method:
arc consistency on intervals. Each relation narrows the levels it speaks of (HC4-revise) until nothing narrows any more;
where nothing is left, relations are taken away one by one while the rest still contradict, which leaves a smallest set
(deletion filter: Chinneck and Dravnieks, 1991).
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from duixian.audit.claims import Claim, shown_range, told_step
from duixian.audit.explanations import always_explained
from duixian.audit.expressions import Expression, figure, narrow
from duixian.audit.facts import Fact, Field, Thing
from duixian.audit.levels import grown
from duixian.model import Derived, FindingFigure, Period, Reason, ValueRange
from duixian.quantities import Interval

__all__ = ["Link", "conflict", "derived_values", "links_of", "network_claims", "propagate"]

_MOST_SWEEPS: Final = 12
_MOST_FIGURES: Final = 6
_ENDS: Final = 2
_WIDEST: Final = Decimal("0.1")
"""A derived value wider than a tenth of itself tells nothing."""
_NOT_OF_LEVELS: Final = ("real-growth", "price-base")
"""Where growth is at other prices than the levels, it tells nothing of last year's level."""
_POSITIVE: Final = Interval(Decimal(0), None)

Node = int
"""The year of a level."""


@dataclass(frozen=True)
class Link:
    """What some facts say of the levels of one or two years.

    Args:
        years: the years, in the order of the expression's first figures.
        expression: over the levels; its value is what the fact can mean.
        value: that meaning.
        facts: the facts that say it.
    """

    years: tuple[Node, ...]
    expression: Expression
    value: Interval
    facts: tuple[Fact, ...]


def links_of(field: Field, thing: Thing, unit: str) -> tuple[Link, ...]:
    """Return what the documents say of a thing's levels: stated levels, and rates between neighbouring years.

    Args:
        field: the place's facts.
        thing: what is measured.
        unit: of the levels.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> field = Field.of(read_text("2023年,一般公共预算收入50.0亿元,增长7.0%。"))
        >>> [link.years for link in links_of(field, field.facts[0].thing, "元")]
        [(2023,), (2022, 2023)]
    """
    years = sorted(field.years.get((thing, unit), ()))
    levels = [
        Link((year,), figure(0), fact.value, (fact,))
        for year in years
        for fact in field.levels[thing, unit, year]
        if fact.figure.kind == "amount"
    ]
    rates = [
        Link((year - 1, year), figure(1) / figure(0), _factor(rate), (rate,))
        for year in range(min(years, default=0), max(years, default=-1) + 2)
        for rate in field.growths.get((thing, year), ())
        if rate.figure.unit == "%" and not rate.says("real") and not rate.says("comparable")
    ]
    return (*levels, *rates)


def _factor(rate: Fact) -> Interval:
    return rate.value / Interval.exactly(100) + Interval.exactly(1)


def propagate(links: Sequence[Link]) -> dict[Node, tuple[Interval, frozenset[int]]] | None:
    """Narrow the levels by all links until nothing changes; ``None`` if no levels satisfy them all.

    Args:
        links: in any order; the result does not depend on it where it is reached within the sweeps allowed.

    Returns:
        For each year what its level can be, and the indices of the links it follows from.

    Example:
        >>> level = Link((2023,), figure(0), Interval(Decimal("50"), Decimal("51")), ())
        >>> rate = Link((2023, 2024), figure(1) / figure(0), Interval.exactly(Decimal("1.1")), ())
        >>> print(propagate([level, rate])[2024][0])
        [55, 56.1]
    """
    known: dict[Node, tuple[Interval, frozenset[int]]] = {}
    touching: dict[Node, list[int]] = defaultdict(list)
    for index, link in enumerate(links):
        for year in link.years:
            touching[year].append(index)
    queue = deque(range(len(links)))
    waiting = set(queue)
    budget = _MOST_SWEEPS * len(links)
    while queue and budget:
        budget -= 1
        index = queue.popleft()
        waiting.discard(index)
        changed = _revise(links[index], index, known)
        if changed is None:
            return None
        for year in changed:
            for other in touching[year]:
                if other != index and other not in waiting:
                    queue.append(other)
                    waiting.add(other)
    return known


def _revise(link: Link, index: int, known: dict[Node, tuple[Interval, frozenset[int]]]) -> list[Node] | None:
    before = [known.get(year, (_POSITIVE, frozenset())) for year in link.years]
    after = narrow(link.expression, [interval for interval, _ in before], link.value)
    if after is None:
        return None
    sources = frozenset({index}).union(*(found for _, found in before))
    changed = []
    for year, (old, _), new in zip(link.years, before, after, strict=True):
        if new != old:
            known[year] = (new, sources)
            changed.append(year)
    return changed


def conflict(links: Sequence[Link]) -> tuple[Link, ...]:
    """Return a smallest set of links that no levels satisfy: without any one of them the rest can be true.

    Args:
        links: that contradict as a whole.

    Example:
        >>> level = Link((2023,), figure(0), Interval(Decimal("50"), Decimal("51")), ())
        >>> rate = Link((2023, 2024), figure(1) / figure(0), Interval.exactly(Decimal("1.1")), ())
        >>> other = Link((2024,), figure(0), Interval.exactly(60), ())
        >>> len(conflict([level, rate, other]))
        3
    """
    kept = list(links)
    for link in links:
        rest = [each for each in kept if each is not link]
        if propagate(rest) is None:
            kept = rest
    return tuple(kept)


def derived_values(field: Field) -> Iterator[Derived]:
    """Yield the levels that no document states and that follow from a level and the rates beside it.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> field = Field.of(read_text("2023年,一般公共预算收入93.6亿元,增长7.0%。"))
        >>> [str(value.period) for value in derived_values(field)]
        ['2022']
    """
    for thing in sorted(field.units):
        if thing[1].startswith("~") or always_explained(thing[1], _NOT_OF_LEVELS):
            continue
        for unit in sorted(field.units[thing]):
            yield from _derived(field, thing, unit)


def _derived(field: Field, thing: Thing, unit: str) -> Iterator[Derived]:
    links = links_of(field, thing, unit)
    stated = {link.years[0] for link in links if len(link.years) == 1}
    if not any(len(link.years) > 1 for link in links):
        return
    known = _consistent(links)
    for year in sorted(set(known) - stated):
        interval, sources = known[year]
        facts = [fact for index in sorted(sources) for fact in links[index].facts]
        if len(facts) <= _MOST_FIGURES and _telling(interval):
            yield _record(field, thing, year, interval, facts)


def _consistent(links: Sequence[Link]) -> Mapping[Node, tuple[Interval, frozenset[int]]]:
    """Return what follows from all links, or from one level and its own rates where the whole contradicts."""
    whole = propagate(links)
    if whole is not None:
        return whole
    known: dict[Node, tuple[Interval, frozenset[int]]] = {}
    for at, link in enumerate(links):
        if len(link.years) == 1:
            continue
        for level_at, level in enumerate(links):
            if len(level.years) != 1 or level.years[0] not in link.years:
                continue
            if level.facts[0].document != link.facts[0].document:
                continue
            found = propagate((level, link)) or {}
            for year, (interval, _) in found.items():
                if year != level.years[0]:
                    known.setdefault(year, (interval, frozenset({at, level_at})))
    return known


def _telling(interval: Interval) -> bool:
    if interval.low is None or interval.high is None or interval.low <= 0:
        return False
    return interval.high - interval.low <= interval.high * _WIDEST


def _record(field: Field, thing: Thing, year: int, interval: Interval, facts: Sequence[Fact]) -> Derived:
    level = next((fact for fact in facts if fact.figure.kind == "amount"), facts[0])
    unit = level.figure.unit
    follows = Reason("derived", {"range": shown_range(interval, unit)})
    return Derived(
        place=field.place,
        indicator=level.figure.indicator,
        indicator_id=None if thing[1].startswith("~") else thing[1],
        kind="amount",
        unit=unit,
        period=Period.year(year),
        scope=thing[0],
        value=ValueRange(interval.low, interval.high),
        figures=tuple(
            FindingFigure(fact.document, fact.reading.document.name, fact.figure, "source") for fact in facts
        ),
        steps=(*map(told_step, facts), follows),
    )


def network_claims(field: Field, _: Mapping[str, Field]) -> Iterator[Claim]:
    """Yield, for each thing whose levels cannot all be true, the smallest set of figures that contradict.

    Sets of a level, its rate and the level before are left to the check of growth; here only longer ones come.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "2021年,税收收入50.0亿元。2022年,税收收入增长2.0%。2023年,税收收入增长2.0%,达到60.0亿元。"
        >>> [claim.rule for claim in network_claims(Field.of(read_text(text)), {})]
        ['growth-network']
    """
    for thing in sorted(field.units):
        if thing[1].startswith("~"):
            continue
        for unit in sorted(field.units[thing]):
            links = links_of(field, thing, unit)
            if propagate(links) is None:
                yield from _claim(conflict(links))


def _claim(links: Sequence[Link]) -> Iterator[Claim]:
    levels = sorted((link for link in links if len(link.years) == 1), key=lambda link: link.years)
    rates = sorted((link for link in links if len(link.years) > 1), key=lambda link: link.years)
    if len(levels) != _ENDS or len(rates) < _ENDS or len(links) > _MOST_FIGURES:
        return
    first, last = levels
    if [rate.years[1] for rate in rates] != list(range(first.years[0] + 1, last.years[0] + 1)):
        return
    product = figure(0)
    for at in range(1, len(rates) + 1):
        product = product * grown(figure(at))
    yield Claim(
        relation="growth",
        rule="growth-network",
        facts=((first.facts[0], "base"), *((rate.facts[0], "growth") for rate in rates)),
        expression=product,
        stated=last.facts[0],
        cues=frozenset({"chain"}),
    )
