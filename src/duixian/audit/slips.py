"""Slips of the pen that arithmetic gives away: 万 for 亿, percent for percentage points, and the reverse.

In goes a place's field; out come findings. A figure ten thousand times that of the year before, a rate whose stated
growth is its difference, and points told of an amount are no matter of rounding or revision.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from duixian.audit.claims import Claim, judge, satisfied, told_step
from duixian.audit.expressions import figure
from duixian.audit.facts import Fact, Field
from duixian.audit.wordings import follows, is_level, level_before
from duixian.model import Finding, FindingFigure, Reason, ValueRange
from duixian.quantities import Interval

__all__ = ["slip_findings"]

_POWERS: Final = (Decimal(10) ** 4, Decimal(10) ** 8)
_SPREAD: Final = Decimal(2)
"""How many times a level may change within a year beside the slip."""
_LIKELY: Final = Interval(Decimal("0.1"), Decimal(10))
_CONFIDENT: Final = Decimal("0.5")
_RATE: Final = "rate"


def slip_findings(field: Field) -> Iterator[Finding]:
    """Yield the slips of a place's documents, in order of delivery and text.

    Args:
        field: of the place.

    Example:
        >>> from duixian.audit.facts import field_of
        >>> from duixian.ledger.dossier import gather
        >>> from duixian.reading import read_text
        >>> text = "2024年全区一般公共预算收入53.5亿元,增长7个百分点。"
        >>> [each.rule for each in slip_findings(field_of(gather([read_text(text)])[0]))]
        ['slip-percent']
    """
    for fact in field.facts:
        if fact.told and fact.figure.confidence >= _CONFIDENT:
            yield from _magnitude(field, fact)
            yield from _points_as_percent(field, fact)
            yield from _percent_as_points(field, fact)


def _magnitude(field: Field, fact: Fact) -> Iterator[Finding]:
    """Yield that a level is a power of ten away from that of the year before: 万 and 亿 may have been mistaken."""
    if fact.year is None or not is_level(fact) or not fact.plain_year or fact.of_part or fact.thing[1].startswith("~"):
        return
    base = field.level(fact.thing, fact.unit, fact.year - 1, near=fact)
    if base is None or not base.figure.value or not fact.figure.value or fact.figure.unit != base.figure.unit:
        return
    ratio = abs(fact.figure.value / base.figure.value)
    times = max(ratio, 1 / ratio)
    power = next((each for each in _POWERS if each / _SPREAD <= times <= each * _SPREAD), None)
    if power is None:
        return
    claim = Claim(
        relation="other",
        rule="slip-magnitude",
        facts=((fact, "level"), (base, "base")),
        expression=figure(0) / figure(1),
        stated=_LIKELY,
        unit="倍",
        hints=(Reason("magnitude", {"times": f"{power:f}"}),),
    )
    yield from _slip(claim, field)


def _points_as_percent(field: Field, fact: Fact) -> Iterator[Finding]:
    """Yield that the growth of a rate is its difference: 失业率3.1%,下降0.3% after 3.4% is 0.3 percentage points."""
    if fact.figure.kind != "growth" or fact.figure.unit != "%" or fact.year is None or fact.base_year is None:
        return
    level = _rate_before(field, fact)
    if level is None:
        return
    base = field.level(level.thing, level.unit, fact.base_year, near=fact)
    if base is None or base is level or base.figure.kind != _RATE:
        return
    difference, growth = level.value - base.value, (level.value / base.value - Interval.exactly(1)) * _HUNDRED
    if not satisfied(difference, fact.value, "=") or satisfied(growth, fact.value, "="):
        return
    text = fact.figure.text.replace("%", "个百分点")
    claim = Claim(
        relation="growth",
        rule="slip-points",
        facts=((level, "level"), (base, "base")),
        expression=(figure(0) / figure(1) - 1) * 100,
        stated=fact,
        unit="%",
        hints=(Reason("percent-points", {"text": text}),),
    )
    yield from _slip(claim, field)


_HUNDRED: Final = Interval.exactly(100)


def _rate_before(field: Field, fact: Fact) -> Fact | None:
    """Return the rate that a growth speaks of: the last level before it in its sentence, plainly followed."""
    levels = [each for each in field.neighbours(fact) if each.at < fact.at and is_level(each, kinds=("amount", _RATE))]
    if not levels or levels[-1].figure.kind != _RATE or levels[-1].year != fact.year or not follows(levels[-1], fact):
        return None
    return levels[-1]


def _percent_as_points(field: Field, fact: Fact) -> Iterator[Finding]:
    """Yield that percentage points are told of an amount: 收入53.5亿元,增长7个百分点."""
    if fact.figure.kind != "points" or fact.says("share"):
        return
    words = fact.between or ""
    if "增长" not in words or any(word in words for word in ("速", "幅", "率", "重", "比例")):
        return
    level = level_before(field.neighbours(fact), fact)
    if level is None or level.at != fact.at - 1 or level.figure.confidence < _CONFIDENT:
        return
    text = fact.figure.text.replace("个百分点", "%").replace("百分点", "%")
    yield Finding(
        relation="growth",
        rule="slip-percent",
        place=field.place,
        figures=tuple(
            FindingFigure(each.document, each.reading.document.name, each.figure, part)
            for each, part in ((level, "level"), (fact, "stated"))
        ),
        expression="",
        stated=ValueRange(fact.value.low, fact.value.high),
        computed=ValueRange(None, None),
        unit=fact.figure.unit,
        compare="=",
        verdict="tension",
        steps=(told_step(level), told_step(fact), Reason("slip-percent", {"text": text})),
    )


def _slip(claim: Claim, field: Field) -> Iterator[Finding]:
    """Yield a misfit as tension: what explains other misfits, such as a revision, explains no slip."""
    found = judge(claim, field.place)
    if found is not None and found.verdict != "consistent":
        yield replace(found, verdict="tension", explanations=())
