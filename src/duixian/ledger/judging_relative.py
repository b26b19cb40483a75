"""Judge promises that name no number but another indicator: 与经济增长同步, 快于全国平均.

In go the words of the promise, the reported figure and the other one; out comes a judgement.
"""

from __future__ import annotations

from functools import cache
from re import Pattern
from typing import Final, Literal

from duixian.documents.plain import fold
from duixian.ledger.judging_values import Told, show, show_gap, tell, words
from duixian.ledger.tolerances import tolerance_of
from duixian.model import Figure, Judgement, Reason
from duixian.quantities import Interval

__all__ = ["Relation", "judge_relative", "keeps_relation", "names_other_place", "relation_of"]

Relation = Literal["sync", "above", "not_below", "below"]
_RELATIONS: Final[tuple[Relation, ...]] = ("not_below", "sync", "above", "below")
_NAMES: Final = {"sync": "同步于", "above": "高于", "not_below": "不低于", "below": "低于"}


@cache
def _pattern(name: str) -> Pattern[str]:
    return words().anywhere(name)


def relation_of(promised: str) -> Relation | None:
    """Return how a promise stands to another indicator, or ``None`` if it names none.

    Example:
        >>> relation_of("居民收入与经济增长基本同步"), relation_of("投资增速快于全省"), relation_of("收入增长5%")
        ('sync', 'above', None)
    """
    text = fold(promised)
    return next((each for each in _RELATIONS if _pattern(each).search(text)), None)


def names_other_place(promised: str) -> bool:
    """Tell whether a promise looks to other places (快于全省平均), which the place's own figures do not answer.

    Example:
        >>> names_other_place("投资增速快于全省平均"), names_other_place("收入增长快于经济增长")
        (True, False)
    """
    return _pattern("other_place").search(fold(promised)) is not None


def keeps_relation(relation: Relation, told: str) -> bool:
    """Tell whether a report says in words that a promise to move with another indicator was kept.

    Example:
        >>> keeps_relation("sync", "居民收入增长快于经济增长"), keeps_relation("sync", "居民收入增长4.8%")
        (True, False)
    """
    said = relation_of(told)
    return said is not None and (said == relation or (said == "above" and relation in {"sync", "not_below"}))


def judge_relative(relation: Relation, answer: Figure, sibling: Figure | None) -> Judgement:
    """Judge a promise to move with another indicator.

    同步 is kept by what is no more than a declared tolerance below the other; 高于 and 低于 go by the intervals that
    both rounded numbers may mean.

    Args:
        relation: how the promise stands to the other indicator.
        answer: the reported figure.
        sibling: the reported figure of the other indicator, ``None`` where there is none.

    Example:
        >>> from duixian.reading import read_text
        >>> income, economy = read_text("居民收入增长6.1%,生产总值增长5.6%。").figures
        >>> judge_relative("sync", income, economy).verdict
        'met'
    """
    name = _NAMES[relation]
    told = tell(answer, answer.unit)
    other = None if sibling is None else tell(sibling, answer.unit)
    if sibling is None or told is None or other is None:
        reasons = (Reason("needs-sibling", {"relation": name}), Reason("change-by-number"))
        return Judgement("undecidable", reasons, late=False, rule=f"relative-{relation}")
    values = {
        "relation": name,
        "other": sibling.indicator or "",
        "reported": show(answer),
        "compared": show(sibling),
    }
    kept = _kept(relation, told, other, answer)
    if kept is None:
        unclear = (Reason("relative-unclear", values), Reason("change-by-precision"))
        return Judgement("undecidable", unclear, late=False, rule=f"relative-{relation}")
    extra = _tolerance_reason(answer) if relation == "sync" else ()
    if kept:
        return Judgement("met", (Reason("relative-kept", values), *extra), late=False, rule=f"relative-{relation}")
    gap = show_gap((told.stated or answer.value) - (other.stated or sibling.value), answer)
    change = Reason("change-to-met-below" if relation == "below" else "change-to-met", {"value": show(sibling)})
    missed = (Reason("relative-missed", values | {"gap": gap}), *extra, change)
    return Judgement("missed", missed, late=False, rule=f"relative-{relation}")


def _tolerance_reason(answer: Figure) -> tuple[Reason, ...]:
    row = tolerance_of(answer, "sync")
    return (Reason("tolerance", {"tolerance": show_gap(row.width(answer.value), answer), "source": row.source}),)


def _kept(relation: Relation, told: Told, other: Told, answer: Figure) -> bool | None:
    if relation == "sync" and told.stated is not None and other.stated is not None:
        return told.stated >= other.stated - tolerance_of(answer, "sync").width(other.stated)
    lead = told.values - other.values if relation != "below" else other.values - told.values
    if relation == "not_below" and told.stated is not None and told.stated == other.stated:
        return True
    wanted = Interval(lead.low, None) if lead.low is None else lead
    if wanted.low is not None and (wanted.low > 0 or (wanted.low == 0 and (wanted.low_open or relation != "above"))):
        return True
    if lead.high is not None and (lead.high < 0 or (lead.high == 0 and (lead.high_open or relation != "not_below"))):
        return False
    return None
