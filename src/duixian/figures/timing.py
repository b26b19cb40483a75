"""What time a figure covers.

In goes a candidate with the period words of its sentence and the period of its section; out comes a
:class:`~duixian.model.Period`: a target date for a level, the whole span for what is done over it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from duixian.figures.candidates import Candidate
from duixian.model import Period
from duixian.periods import PeriodMention

__all__ = ["decide_period", "governing_mention"]

_AVERAGE = re.compile(r"年均|年平均|平均每年|累计|[一二三四五六七八九十]年来?")
_FLOW = re.compile(
    r"新增|净增|新建|改造|建成|完成|累计|引进|培育|拆除|投入|发放|减免|新开工|整治|办理|增加|减少|年均|实施|举办|解决|处置|盘活"
)
_BASE_ROLE = "base"


def governing_mention(
    mentions: Sequence[PeriodMention], candidate: Candidate, plain: str, first_clause_end: int
) -> PeriodMention | None:
    """Return the period words that govern a candidate: the nearest in front of it in its sentence.

    A base of comparison (比2017年) governs nothing; words inside a bracket govern only what is inside;
    words behind the first clause govern no further than the next semicolon.

    Args:
        mentions: the period words of the sentence, in order.
        candidate: the figure.
        plain: the plain text of the document.
        first_clause_end: offset at which the sentence's first clause ends.
    """
    chosen: PeriodMention | None = None
    number = candidate.quantity.span.start
    for mention in mentions:
        if mention.span.start >= number:
            break
        if mention.use == _BASE_ROLE or mention.period is None or mention.wording.startswith("连续"):
            continue
        between = plain[mention.span.end : number]
        if between.count(")") > between.count("("):
            continue
        if mention.span.start > first_clause_end and ";" in between:
            continue
        chosen = mention
    return chosen


def _base_before(mentions: Sequence[PeriodMention], candidate: Candidate) -> PeriodMention | None:
    """Return the base of comparison named in the candidate's own words, if any."""
    for mention in reversed(mentions):
        if mention.use == _BASE_ROLE and candidate.clause_start <= mention.span.start < candidate.quantity.span.start:
            return mention
    return None


def decide_period(
    candidate: Candidate,
    mentions: Sequence[PeriodMention],
    carried: Period | None,
    section: Period | None,
    *,
    plain: str,
    first_clause_end: int,
) -> Period | None:
    """Return the period a candidate covers, ``None`` where the text does not tell.

    Args:
        candidate: with kind, role and phrase decided.
        mentions: the period words of its sentence, in order.
        carried: the period that an earlier sentence of the paragraph set for those behind it.
        section: the period of the section.
        plain: the plain text of the document.
        first_clause_end: offset at which the sentence's first clause ends.
    """
    base = _base_before(mentions, candidate)
    if candidate.role == "reference":
        own = base or _nearest_inside(mentions, candidate)
        if own is not None:
            return own.period
        around = next((m.period for m in mentions if m.use == "covers" and m.period), None) or carried or section
        return Period.year(around.first_year - 1) if around and around.last_year > around.first_year else None
    mention = governing_mention(mentions, candidate, plain, first_clause_end)
    if mention is not None and mention.period is not None:
        candidate.rules.append("period-stated")
        period = mention.period
        if mention.use == "by":
            return period
    elif carried is not None:
        candidate.rules.append("period-carried")
        period = carried
    elif section is not None:
        candidate.rules.append("period-of-section")
        period = section
    else:
        candidate.doubts.append(("period", "no period stated"))
        return None
    if base is not None and base.period is not None and candidate.kind == "growth":
        first = base.period.last_year + 1
        if first <= period.last_year and period.last_year - first > 0:
            return Period.year(first, period.last_year)
    return _of_span(candidate, period)


def _nearest_inside(mentions: Sequence[PeriodMention], candidate: Candidate) -> PeriodMention | None:
    for mention in reversed(mentions):
        if mention.period is not None and candidate.clause_start <= mention.span.start < candidate.quantity.span.start:
            return mention
    return None


def _of_span(candidate: Candidate, period: Period) -> Period:
    """Narrow a span of years to its end for a level reached, keep it for what was done over it."""
    if period.last_year == period.first_year:
        return period
    if candidate.kind in ("rate", "rank", "multiple"):
        return Period.year(period.last_year)
    if candidate.kind == "amount" and not _FLOW.search(str(candidate.phrase or "")) and "达" in candidate.left:
        return Period.year(period.last_year)
    return period
