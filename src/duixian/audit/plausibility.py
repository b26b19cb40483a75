"""Whether figures that do not fit may be of one thing at all, told by how far apart they are and by where they stand.

In go the facts of a claim and what was computed and stated; out comes whether a misfit is better not spoken of. Words
alone link a level to last year's; where the two are apart beyond what figures of one thing ever are, it is the link
that is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from duixian.audit.cues import cue
from duixian.audit.facts import Fact
from duixian.model import Relation
from duixian.quantities import Interval

__all__ = ["of_two_things"]

Part = tuple[Fact, str]

_LEVELS: Final = ("growth", "average_growth", "multiple", "difference")
_WILDEST: Final = 50
_FARTHEST: Final = Decimal("1.5")
"""Beyond this factor between what two sentences say of one level, one of them speaks of something else."""
_SLIP: Final = Decimal("0.03")
"""How near a factor must come to a power of ten to be a slip of 万 and 亿, as a share of it."""
_POWERS: Final = tuple(Decimal(10) ** power for power in (-4, -3, -2, -1, 1, 2, 3, 4))
_HUNDRED: Final = Decimal(100)


def of_two_things(relation: Relation, facts: Sequence[Part], computed: Interval, stated: Interval) -> bool:
    """Tell whether figures that do not fit are likely to be of two things.

    So it is where one level is more than fifty times the other; between sentences where growth is off by more than half
    and not by a power of ten; and between documents where a level is told of a part of the place only, or a document
    that looks back on several years tells a change without its first year.

    Args:
        relation: the kind of relation.
        facts: with what each is, the stated one last.
        computed: what the expression gives.
        stated: what the text says.

    Example:
        >>> from duixian.audit.facts import facts_of
        >>> from duixian.reading import read_text
        >>> level, base, rate = facts_of(read_text("出口3亿元,去年出口200亿元,增长5%。"))
        >>> parts = ((level, "level"), (base, "base"), (rate, "stated"))
        >>> of_two_things("growth", parts, Interval.exactly(-98), Interval.exactly(5))
        True
    """
    if relation not in _LEVELS:
        return False
    levels = [fact for fact, part in facts if part in ("level", "base")]
    sizes = [abs(fact.figure.value) for fact in levels]
    if len(sizes) > 1 and min(sizes) * _WILDEST < max(sizes):
        return True
    stated_fact = facts[-1][0]
    if len({(fact.document, fact.figure.sentence) for fact, _ in facts}) == 1:
        return False
    if relation == "growth" and _far(computed, stated, stated_fact):
        return True
    if len({fact.document for fact, _ in facts}) == 1:
        return False
    return any(cue("area", fact.context) is not None for fact in levels) or _start_is_open(stated_fact)


def _start_is_open(change: Fact) -> bool:
    """Tell whether a change may be over the several years its document looks back upon, by its words."""
    reviews = change.reading.document.metadata.reviews
    several = reviews is not None and reviews.value.first_year < reviews.value.last_year
    if change.says("since") or not (several or cue("decades", change.context)):
        return False
    return change.figure.kind == "points" or change.is_change or change.figure.unit in ("倍", "番")


def _far(computed: Interval, stated: Interval, rate: Fact) -> bool:
    """Tell whether the growth computed is far from the growth stated, but not by a power of ten."""
    if computed.low is None or stated.low is None:
        return False
    scale = Decimal(1) if rate.figure.unit in ("倍", "番") else _HUNDRED
    found = _middle(computed) / scale + 1
    told = _middle(stated) / scale + 1
    if found <= 0 or told <= 0:
        return True
    factor = found / told
    if 1 / _FARTHEST <= factor <= _FARTHEST:
        return False
    return all(abs(factor / power - 1) > _SLIP for power in _POWERS)


def _middle(value: Interval) -> Decimal:
    low = Decimal(0) if value.low is None else value.low
    return low if value.high is None else (low + value.high) / 2
