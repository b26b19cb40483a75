"""From … to …, with the change told behind: 由31个减少到17个,压缩45.2%.

In goes a place's field; out come claims: growth, average growth, difference, points and multiples of two told ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from duixian.audit.claims import Claim, satisfied
from duixian.audit.cues import cue
from duixian.audit.expressions import Expression, compute, figure
from duixian.audit.facts import Fact, Field
from duixian.audit.wordings import follows, paired
from duixian.model import Reason

__all__ = ["from_to_claims", "is_from_to"]

_FOLLOWING: Final = 3
_JOINTS: Final = ("、", ",", "和", "及", "与")
_YEAR: Final = re.compile(r"(?:19|20)\d\d|十[一二三四]五")
_TWO_COUNTS: Final = 2
_LEVELS: Final = ("amount", "rate", "growth")


def from_to_claims(field: Field, _: Mapping[str, Field]) -> Iterator[Claim]:
    """Yield what the two ends of each from-to say of the changes told behind them.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "2024年,审批环节由31个减少到17个,压缩45.2%。"
        >>> [claim.rule for claim in from_to_claims(Field.of(read_text(text)), {})]
        ['from-to-growth']
    """
    for facts in field.sentences.values():
        for at, (first, last) in enumerate(pairwise(facts)):
            if is_from_to(first, last):
                for told in facts[at + 2 : at + 2 + _FOLLOWING]:
                    if told.like is None and follows(last, told) and paired(facts, last, told):
                        yield from _claims(first, last, told)


def is_from_to(first: Fact, last: Fact) -> bool:
    """Tell whether two neighbouring facts are the two ends of a change.

    Args:
        first: a fact.
        last: the next one of its sentence.

    Example:
        >>> from duixian.audit.facts import facts_of
        >>> from duixian.reading import read_text
        >>> is_from_to(*facts_of(read_text("审批环节由31个减少到17个。")))
        True
    """
    if first.figure.kind not in _LEVELS or first.figure.kind != last.figure.kind or first.unit != last.unit:
        return False
    if first.says("distributive") or last.says("distributive") or (first.between or "").strip() in _JOINTS:
        return False
    return first.says("from") and last.between is not None and cue("to", last.between) is not None


def _claims(first: Fact, last: Fact, told: Fact) -> Iterator[Claim]:
    ends = ((first, "base"), (last, "level"))
    kind = told.figure.kind
    if not _same_start(first, last, told):
        return
    if kind == "growth":
        yield from _growth(ends, told)
    elif kind == "points" or (kind == "amount" and told.is_change and told.unit == last.unit):
        yield from _difference(ends, told)
    elif kind == "multiple":
        yield Claim("multiple", "from-to-multiple", ends, figure(1) / figure(0), told)


def _difference(ends: tuple[tuple[Fact, str], ...], told: Fact) -> Iterator[Claim]:
    difference = figure(1) - figure(0)
    if told.says("average"):
        if told.years is None:
            return
        difference = difference / (told.years[1] - told.years[0] + 1)
    elif cue("versus", told.clause) is not None and cue("since", told.clause) is None:
        return
    yield Claim("difference", "from-to-difference", ends, difference, told, either_sign=True)


def _same_start(first: Fact, last: Fact, told: Fact) -> bool:
    """Tell whether what is told behind is counted from the first end, as far as the words tell."""
    if told.says("average") or told.figure.kind == "amount":
        return True
    start = cue("since", told.clause)
    if start is None:
        return True
    if start["year"]:
        return first.year is None or first.year == int(start["year"])
    if start["last"]:
        if first.year is None:
            return last.years is None and not _YEAR.search(first.clause)
        return told.year is None or first.year == told.year - 1
    return False


def _growth(ends: tuple[tuple[Fact, str], ...], told: Fact) -> Iterator[Claim]:
    (first, _), (last, _) = ends
    ratio = figure(1) / figure(0)
    if told.figure.unit in ("倍", "番"):
        yield Claim("growth", "from-to-growth", ends, ratio - 1, told)
    elif told.says("average"):
        yield from _average(ends, told, ratio)
    else:
        hints: tuple[Reason, ...] = ()
        if first.figure.unit == "%" and satisfied(last.value - first.value, told.value, "="):
            hints = (Reason("percent-points", {"text": told.figure.text.replace("%", " 个百分点")}),)
        yield Claim(
            "growth", "from-to-growth", ends, (ratio - 1) * 100, told, either_sign=True, unit="%", hints=hints,
            exact=bool(hints),
        )  # fmt: skip


def _average(ends: tuple[tuple[Fact, str], ...], told: Fact, ratio: Expression) -> Iterator[Claim]:
    """Yield the average over the years that the words tell; where they tell two counts, the one that fits."""
    (first, _), (last, _) = ends
    counts: list[int] = []
    if told.years is not None:
        counts.append(told.years[1] - told.years[0] + 1)
    end = told.figure.period or last.figure.period
    if first.year is not None and end is not None and end.last_year > first.year:
        counts.append(end.last_year - first.year)
    if not _YEAR.search(first.clause) and counts:
        # where no words tell the first year, 五年 from 2002 to 2006 may be four steps
        counts.append(counts[0] - 1)
    claims = [
        Claim(
            "average_growth", "from-to-average", ends, (ratio.root(count) - 1) * 100, told,
            sure=len(set(counts)) <= _TWO_COUNTS, either_sign=True, unit="%",
        )
        for count in dict.fromkeys(counts)
        if count > 1
    ]  # fmt: skip
    fitting = [
        claim for claim in claims if satisfied(compute(claim.expression, [first.value, last.value]), told.value, "=")
    ]
    yield from (fitting or claims)[:1]
