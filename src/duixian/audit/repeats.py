"""One thing told twice: in two sections of a document, or in two documents of one year.

In goes a place's field; out come claims that the two figures are the same, and that a target told again is the one set.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from duixian.audit.claims import Claim, wording
from duixian.audit.cues import cue
from duixian.audit.expressions import figure
from duixian.audit.facts import Fact, Field
from duixian.indicators.phrases import spell
from duixian.model import Reason

__all__ = ["repeat_claims", "restated_target_claims"]

_KINDS: Final = ("amount", "rate", "growth")
_APART: Final = ("average", "part_of_year", "together", "currency", "comparable", "real", "subset", "from", "share")
_MAGNITUDE: Final = 1000
_NEAR_SHARE: Final = Decimal("0.06")
_NEAR_POINTS: Final = Decimal(1)


def repeat_claims(field: Field, _: Mapping[str, Field]) -> Iterator[Claim]:
    """Yield that figures of one indicator, kind, unit, year and place, told by documents of one year, are the same.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "2024年,城镇新增就业1.52万人。" + 2 * chr(10) + "2024年,民生改善,城镇新增就业1.56万人。"
        >>> [claim.rule for claim in repeat_claims(Field.of(read_text(text)), {})]
        ['repeat']
    """
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in field.facts:
        if _is_plain(fact):
            key = (fact.thing, fact.figure.kind, fact.figure.unit, fact.year, fact.spoken)
            groups[key].append(fact)
    for facts in groups.values():
        first = facts[0]
        for other in facts[1:]:
            beside = other.document == first.document and other.figure.sentence == first.figure.sentence
            if other.document == first.document and _close(first, other):
                continue
            if other.document == first.document and any(cue("area", each.context) for each in (first, other)):
                continue
            if beside or not (first.value.meets(other.value) or _looks_like_slip(first, other)):
                continue
            yield Claim(
                relation="repeat",
                rule="repeat",
                facts=((first, "first"),),
                expression=figure(0),
                stated=other,
                sure=wording(first) == wording(other),
                hints=_hints(first, other),
            )


def _is_plain(fact: Fact) -> bool:
    figure_ = fact.figure
    if figure_.kind not in _KINDS or not fact.told or fact.year is None or fact.thing[1].startswith("~"):
        return False
    if fact.is_change or figure_.sentence is None or fact.like is not None or any(map(fact.says, _APART)):
        return False
    if fact.figure.kind == "growth" and fact.base_year != fact.year - 1:
        return False
    if cue("as_target", fact.after) is not None or not _named_here(fact):
        return False
    return not fact.of_part


def _named_here(fact: Fact) -> bool:
    """Tell whether the words before the number name what it measures."""
    return set(spell(fact.figure.indicator or "")) <= set(spell(fact.clause))


def _close(first: Fact, other: Fact) -> bool:
    """Tell whether two figures stand in one paragraph, where a second one is of something else."""
    document = first.reading.document
    one, two = first.figure.sentence, other.figure.sentence
    if one is None or two is None:
        return True
    return document.sentences[one].paragraph == document.sentences[two].paragraph


def _looks_like_slip(first: Fact, other: Fact) -> bool:
    """Tell whether two values differ little, or by a power of ten only; else they are of two things with one name."""
    one, two = abs(first.figure.value), abs(other.figure.value)
    if one.normalize().as_tuple().digits == two.normalize().as_tuple().digits:
        return len(one.normalize().as_tuple().digits) > 1 and first.figure.kind == "amount"
    gap = abs(first.figure.value - other.figure.value)
    return gap <= (_NEAR_POINTS if first.figure.unit == "%" else max(one, two) * _NEAR_SHARE)


def _hints(first: Fact, other: Fact) -> tuple[Reason, ...]:
    sizes = sorted(abs(fact.figure.value) for fact in (first, other))
    if not sizes[0] or sizes[1] / sizes[0] < _MAGNITUDE:
        return ()
    return (Reason("magnitude", {"times": f"{(sizes[1] / sizes[0]).to_integral_value():f}"}),)


def restated_target_claims(field: Field, _: Mapping[str, Field]) -> Iterator[Claim]:
    """Yield that a target told again beside its result (完成年初确定的100部目标) is the one that was set.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "2025年政府工作报告。2024年,加装电梯108部,完成年初确定的100部目标任务。"
        >>> list(restated_target_claims(Field.of(read_text(text)), {}))  # no report of 2024 at hand
        []
    """
    for fact in field.facts:
        if fact.figure.kind != "amount" or cue("restated", fact.clause) is None or not _ends_as_target(fact):
            continue
        before = next((each for each in reversed(field.neighbours(fact)) if each.at < fact.at), None)
        if before is None or before.unit != fact.unit or before.year is None:
            continue
        told = [
            target
            for target in field.targets.get((before.thing, before.year), ())
            if target.spoken == before.year and target.unit == fact.unit and target.document != fact.document
        ]
        if told:
            # a report may set a target in several places, once in words and once in a list: one finding shows them all
            told.sort(key=lambda target: (not target.value.meets(fact.value), target.at))
            targets = tuple((target, "target") for target in told if target.document == told[0].document)
            yield Claim("other", "target-restated", (*targets, (before, "level")), figure(0), fact)


def _ends_as_target(fact: Fact) -> bool:
    return cue("as_target", fact.after) is not None
