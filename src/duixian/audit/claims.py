"""Claims: what some figures say of another, and how the arithmetic judges it.

In goes a claim: an expression over figures and the number it should give; out comes a finding, or nothing where the
link of the figures is too unsure to speak of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from duixian.audit.cues import cue
from duixian.audit.explanations import Situation, explain
from duixian.audit.expressions import Expression, compute, write
from duixian.audit.facts import Fact, widened
from duixian.audit.plausibility import of_two_things
from duixian.documents.plain import fold
from duixian.indicators.phrases import spell
from duixian.model import Compare, Finding, FindingFigure, FindingVerdict, Reason, Relation, ValueRange
from duixian.quantities import Interval

__all__ = ["Claim", "judge", "satisfied", "shown", "shown_range", "told_number", "told_step", "wording"]

_NUMBER: Final = re.compile(r"[\d.,]+[百千万亿]*")
_FILLERS: Final = re.compile(r"累计|[两三四五]年|实现|完成|全年|人数|总数|总量|数量|达到|净增|新增|的")
_MAGNITUDES: Final = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_SHOWN_PLACES: Final = Decimal("0.0001")
_NEAR: Final = Decimal("0.12")
"""An unsure link is spoken of only where the numbers are at most so far apart, as a share of the greater."""
_LEAST_CONFIDENCE: Final = Decimal("0.5")


@dataclass(frozen=True)
class Claim:
    """What some figures say of another.

    Args:
        relation: the kind of relation.
        rule: id of the check.
        facts: the figures of the expression, in its order, with what each is; the stated one is not among them.
        expression: over the facts.
        stated: the fact that tells the result, or a constant.
        compare: how the expression's value should stand to it.
        sure: whether the words leave no doubt that the figures belong together.
        cues: what is known of the case for the choice of explanations.
        either_sign: whether a decline may be stated without its sign.
        unit: of the result.
        reach: how far apart the numbers may lie, as a share of the greater, to be spoken of; beyond, the link is wrong.
        only_fit: whether a misfit tells nothing (a list that may leave parts out).
        hints: further steps of the derivation.
        exact: whether the figures are taken at their word, without rounding; then a misfit is tension at most.
    """

    relation: Relation
    rule: str
    facts: tuple[tuple[Fact, str], ...]
    expression: Expression
    stated: Fact | Interval
    compare: Compare = "="
    sure: bool = True
    cues: frozenset[str] = frozenset()
    either_sign: bool = False
    unit: str | None = None
    reach: Decimal | None = None
    only_fit: bool = False
    hints: tuple[Reason, ...] = ()
    exact: bool = False

    @property
    def all_facts(self) -> tuple[tuple[Fact, str], ...]:
        """The facts, the stated one last."""
        return (*self.facts, (self.stated, "stated")) if isinstance(self.stated, Fact) else self.facts


def satisfied(computed: Interval, stated: Interval, compare: Compare) -> bool:
    """Tell whether some value of one and some value of the other stand as they should.

    Example:
        >>> satisfied(Interval.exactly(9), Interval.exactly(8), "<=")
        False
    """
    if compare == "=":
        return computed.meets(stated)
    low, high = (computed, stated) if compare == "<=" else (stated, computed)
    if low.low is None or high.high is None or low.low < high.high:
        return True
    return low.low == high.high and not low.low_open and not high.high_open


def judge(claim: Claim, place: str | None) -> Finding | None:
    """Judge a claim.

    A misfit is a contradiction only where the words leave no doubt which figures belong together and no innocent cause
    of ``explanations.toml`` applies; then also numbers that were cut off or rounded further must not make it fit.

    Args:
        claim: what is said.
        place: the name of the place, for the finding.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.audit.sums import sum_claims
        >>> from duixian.reading import read_text
        >>> field = Field.of(read_text("2024年,新建小学4所、中学2所,合计8所。"))
        >>> [judge(claim, None).verdict for claim in sum_claims(field, {})]
        ['contradiction']
    """
    stated = claim.stated.value if isinstance(claim.stated, Fact) else claim.stated
    known = [Interval.exactly(fact.figure.value) if claim.exact else fact.value for fact, _ in claim.facts]
    computed = compute(claim.expression, known)
    fits = satisfied(computed, stated, claim.compare)
    if not fits and claim.either_sign:
        fits = satisfied(computed, -stated, claim.compare)
    if fits:
        return _finding(claim, place, (computed, stated), ("consistent", ()))
    if of_two_things(claim.relation, claim.all_facts, computed, stated):
        return None
    reach = _NEAR if claim.reach is None and not claim.sure else claim.reach
    if claim.only_fit or (reach is not None and _relative_gap(computed, stated) > reach):
        return None
    return _finding(claim, place, (computed, stated), _verdict(claim, computed, stated))


def _verdict(claim: Claim, computed: Interval, stated: Interval) -> tuple[FindingVerdict, tuple[Reason, ...]]:
    facts = [fact for fact, _ in claim.all_facts]
    situation = Situation(
        relation=claim.relation,
        indicators=frozenset(fact.thing[1] for fact in (facts[0], facts[-1])),
        words=tuple(map(_words, (facts[0], facts[-1]))),
        years=frozenset(fact.figure.period.last_year for fact in facts if fact.figure.period is not None),
        cues=claim.cues | _cues(facts),
        gap=_gap(computed, stated) if claim.unit == "%" else _relative_gap(computed, stated) * 100,
    )
    explained = explain(situation)
    if explained is not None:
        return explained
    wide = compute(claim.expression, [widened(fact) for fact in facts[: len(claim.facts)]])
    wide_stated = widened(claim.stated) if isinstance(claim.stated, Fact) else stated
    if satisfied(wide, wide_stated, claim.compare) or (
        claim.either_sign and satisfied(wide, -wide_stated, claim.compare)
    ):
        return "tension", (Reason("last-digit"),)
    if claim.exact:
        return "tension", ()
    if not claim.sure or any(fact.figure.confidence < _LEAST_CONFIDENCE for fact in facts):
        return "tension", (Reason("unsure-link"),)
    return "contradiction", ()


def _words(fact: Fact) -> str:
    """Return the words of what a fact measures, with those before it where they name no known indicator."""
    words = fact.figure.indicator or ""
    return words + fact.lead if fact.thing[1].startswith("~") else words


def _cues(facts: list[Fact]) -> frozenset[str]:
    found = {
        name for name in ("real", "nominal", "comparable", "currency", "loss") if any(fact.says(name) for fact in facts)
    }
    if len({fact.document for fact in facts}) > 1:
        found.add("documents")
    if any(fact.figure.role == "estimate" for fact in facts):
        found.add("estimate")
    if any(cue("comparable", fact.after) is not None for fact in facts):
        found.add("comparable")
    if len({wording(fact) for fact in facts}) > 1:
        found.add("renamed")
    if len({fact.figure.scope for fact in facts}) > 1:
        found.add("scopes")
    return frozenset(found)


def wording(fact: Fact) -> str:
    """Return the characters of what a fact measures, in a fixed order and without words of time and doing.

    Example:
        >>> from duixian.audit.facts import facts_of
        >>> from duixian.reading import read_text
        >>> first, last = facts_of(read_text("2024年,城镇新增就业5万人。五年累计新增城镇就业20万人。"))
        >>> wording(first) == wording(last)
        True
    """
    if fact.like is not None:
        return wording(fact.like)
    return "".join(sorted(_FILLERS.sub("", spell(fact.figure.indicator or ""))))


def _gap(computed: Interval, stated: Interval) -> Decimal:
    """Return how far apart two intervals lie; 0 if they meet."""
    if computed.meets(stated):
        return Decimal(0)
    if computed.high is not None and stated.low is not None and computed.high <= stated.low:
        return stated.low - computed.high
    if computed.low is not None and stated.high is not None:
        return computed.low - stated.high
    return Decimal(0)


def _relative_gap(computed: Interval, stated: Interval) -> Decimal:
    """Return how far apart two intervals lie, as a share of the greatest of their ends; 0 if they meet."""
    ends = [abs(end) for each in (computed, stated) for end in (each.low, each.high) if end is not None]
    greatest = max(ends, default=Decimal(0))
    return _gap(computed, stated) / greatest if greatest else Decimal(0)


def _finding(
    claim: Claim,
    place: str | None,
    ranges: tuple[Interval, Interval],
    outcome: tuple[FindingVerdict, tuple[Reason, ...]],
) -> Finding:
    computed, stated = ranges
    verdict, explanations = outcome
    text = write(claim.expression, [told_number(fact) for fact, _ in claim.facts])
    unit = claim.unit
    if unit is None and isinstance(claim.stated, Fact):
        unit = claim.stated.figure.unit
    return Finding(
        relation=claim.relation,
        rule=claim.rule,
        place=place,
        figures=tuple(
            FindingFigure(fact.document, fact.reading.document.name, fact.figure, part)
            for fact, part in claim.all_facts
        ),
        expression=text,
        stated=ValueRange(stated.low, stated.high),
        computed=ValueRange(computed.low, computed.high),
        unit=unit,
        compare=claim.compare,
        verdict=verdict,
        explanations=explanations,
        steps=(*map(told_step, (fact for fact, _ in claim.all_facts)), *_steps(claim, text, ranges, unit, verdict)),
    )


def told_step(fact: Fact) -> Reason:
    """Return the step of a derivation that tells a figure and what it can mean.

    Example:
        >>> from duixian.audit.facts import facts_of
        >>> from duixian.reading import read_text
        >>> [told_step(fact).values["range"] for fact in facts_of(read_text("收入93.6亿元。"))]
        ['93.55亿元–93.65亿元']
    """
    figure = fact.figure
    what = f"{figure.period or ''} {figure.indicator or ''}".strip()
    known = shown_range(fact.value, figure.unit)
    return Reason("figure", {"name": fact.reading.document.name, "what": what, "text": figure.text, "range": known})


def _steps(
    claim: Claim, text: str, ranges: tuple[Interval, Interval], unit: str | None, verdict: FindingVerdict
) -> Iterator[Reason]:
    computed, stated = ranges
    yield Reason("computed", {"expression": text, "range": shown_range(computed, unit)})
    yield Reason(f"stated-{claim.compare}", {"range": shown_range(stated, unit)})
    if verdict == "consistent":
        yield Reason("fits")
        return
    yield Reason("misfit", {"gap": shown(_gap(computed, stated), unit)})
    yield from claim.hints


def told_number(fact: Fact) -> str:
    """Return a figure's number as the text tells it, without its unit; a decline with its sign.

    Example:
        >>> from duixian.audit.facts import facts_of
        >>> from duixian.reading import read_text
        >>> [told_number(fact) for fact in facts_of(read_text("收入93.6亿元,能耗下降3%。"))]
        ['93.6亿', '-3']
    """
    text = fold(fact.figure.text).replace(" ", "")
    found = _NUMBER.match(text)
    told = found.group().replace(",", "") if found is not None and fact.figure.high is None else ""
    if not told:
        return shown(fact.figure.value, None)
    return f"-{told}" if fact.figure.value < 0 else told


def shown(value: Decimal, unit: str | None) -> str:
    """Write a number for reading: at most four decimals, 万 and 亿 for large ones.

    Example:
        >>> shown(Decimal("9355000000"), "元"), shown(Decimal("5.5381"), "%")
        ('93.55亿元', '5.5381%')
    """
    for worth, word in _MAGNITUDES:
        if abs(value) >= worth and unit != "%":
            return f"{_plain(value / worth)}{word}{unit or ''}"
    return f"{_plain(value)}{unit or ''}"


def _plain(value: Decimal) -> str:
    rounded = value.quantize(_SHOWN_PLACES, rounding=ROUND_HALF_UP) if value == value.to_integral_value() or abs(
        value
    ) < Decimal(10) ** 20 else value  # fmt: skip
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown_range(value: Interval, unit: str | None) -> str:
    """Write an interval for reading: ``87.43亿元–87.53亿元``, ``≥ 500家``, or one number.

    Example:
        >>> shown_range(Interval(Decimal("5.5"), Decimal("6.5")), "%"), shown_range(Interval(Decimal(500), None), "家")
        ('5.5%–6.5%', '≥ 500家')
    """
    if value.low is None:
        return "?" if value.high is None else f"{'<' if value.high_open else '≤'} {shown(value.high, unit)}"
    if value.high is None:
        return f"{'>' if value.low_open else '≥'} {shown(value.low, unit)}"
    low, high = shown(value.low, unit), shown(value.high, unit)
    return low if low == high else f"{low}–{high}"
