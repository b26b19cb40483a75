"""What time a figure covers.

In go the period words of a sentence and the period of its section; out comes for each candidate a
:class:`~duixian.model.Period`: a target date for a level, the whole span for what is done over it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from duixian.figures.candidates import Candidate
from duixian.model import Period
from duixian.periods import PeriodMention

__all__ = ["Timeline", "decide_period"]

_FLOW = re.compile(
    r"新增|净增|新建|改造|建成|完成|累计|引进|培育|拆除|投入|发放|减免|新开工|整治|办理|增加|减少|年均|实施|举办|解决|处置|盘活"
)
_AVERAGE = re.compile(r"年均|年平均|平均每年|年递增|年均递增")
_AVERAGE_CHARACTERS = 16
_LOOK_BACK_MENTIONS = 8
_FIRST_PLAN_END = 1985
_RECENT_YEARS = 15
_BRACKET_CHARACTERS = 120


class Timeline:
    """The period words of one sentence and how far each governs.

    Args:
        mentions: the period words, in order.
        plain: the plain text of the document.
        start, end: the sentence, half-open, in code points.
        first_clause_end: offset at which the sentence's first clause ends.

    Example:
        >>> from duixian.periods import PeriodContext, find_periods
        >>> plain = "2024年投资增长7%,比2020年翻一番"
        >>> mentions = find_periods(plain, 0, len(plain), PeriodContext(2024, None, None, None))
        >>> timeline = Timeline(mentions, plain, start=0, end=len(plain), first_clause_end=11)
        >>> str(timeline.governing(9).period), str(timeline.base(12, 18).period)
        ('2024', '2020')
    """

    __slots__ = ("_reach", "_starts", "mentions")

    def __init__(
        self, mentions: Sequence[PeriodMention], plain: str, *, start: int, end: int, first_clause_end: int
    ) -> None:
        self.mentions = mentions
        self._starts = [mention.span.start for mention in mentions]
        stops = [match.start() for match in re.finditer(";", plain[start:end])] if mentions else []
        self._reach = []
        for mention in mentions:
            reach = end
            if mention.span.start > first_clause_end:
                # words behind the first clause govern no further than the next semicolon
                at = bisect_left(stops, mention.span.end - start)
                reach = start + stops[at] if at < len(stops) else end
            self._reach.append(min(reach, _bracket_end(plain, mention.span.end, end)))

    def governing(self, number: int) -> PeriodMention | None:
        """Return the nearest period words before ``number`` that govern it; bases of comparison govern nothing."""
        at = bisect_left(self._starts, number)
        for index in range(at - 1, max(-1, at - 1 - _LOOK_BACK_MENTIONS), -1):
            mention = self.mentions[index]
            if mention.use == "base" or mention.period is None or mention.wording.startswith("连续"):
                continue
            if number <= self._reach[index]:
                return mention
        return None

    def is_past(self, number: int, section: Period | None) -> bool:
        """Tell whether the period that governs ``number`` ended before the section's period begins."""
        mention = self.governing(number)
        if mention is None or mention.period is None or section is None or mention.use == "since":
            return False
        return section.first_year - _RECENT_YEARS <= mention.period.last_year < section.first_year

    def base(self, start: int, number: int) -> PeriodMention | None:
        """Return the base of comparison named between ``start`` and ``number``, the nearest one."""
        return next((mention for mention in self._between(start, number) if mention.use == "base"), None)

    def nearest(self, start: int, number: int) -> PeriodMention | None:
        """Return the nearest period words with a known period between ``start`` and ``number``."""
        return next((mention for mention in self._between(start, number) if mention.period is not None), None)

    def earliest(self, number: int) -> int | None:
        """Return the earliest year named shortly before ``number``, as a base or a starting point."""
        years = [mention.period.last_year for mention in self._between(0, number) if mention.period is not None]
        return min(years, default=None)

    def covers(self) -> Period | None:
        """Return the first period that the sentence says it is about."""
        return next((mention.period for mention in self.mentions if mention.use == "covers" and mention.period), None)

    def _between(self, start: int, number: int) -> Sequence[PeriodMention]:
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, number)
        return self.mentions[max(low, high - _LOOK_BACK_MENTIONS) : high][::-1]


def _bracket_end(plain: str, offset: int, end: int) -> int:
    """Return where the bracket around ``offset`` closes, ``end`` if it stands in none."""
    closed = plain.find(")", offset, min(end, offset + _BRACKET_CHARACTERS))
    if closed < 0 or plain.find("(", offset, closed) >= 0:
        return end
    return closed


def decide_period(
    candidate: Candidate, timeline: Timeline, *, carried: Period | None, section: Period | None, spans: Sequence[Period]
) -> Period | None:
    """Return the period a candidate covers, ``None`` where the text does not tell.

    Args:
        candidate: with kind, role and phrase decided.
        timeline: the period words of its sentence.
        carried: the period that an earlier sentence of the paragraph set for those behind it.
        section: the period of the section.
        spans: the spans of years the document looks back upon or plans, for yearly averages.

    Example:
        >>> from duixian.figures.candidates import Clauses, cut_candidates
        >>> from duixian.quantities import find_quantities
        >>> candidate = cut_candidates(Clauses("新建学校3所", 0, 6, []), find_quantities("新建学校3所"))[0]
        >>> timeline = Timeline([], "新建学校3所", start=0, end=6, first_clause_end=6)
        >>> str(decide_period(candidate, timeline, carried=None, section=Period.year(2023), spans=()))
        '2023'
    """
    number = candidate.quantity.span.start
    base = timeline.base(candidate.clause_start, number)
    if candidate.role == "reference":
        return _of_reference(timeline, candidate, base, carried or section)
    mention = timeline.governing(number)
    if mention is not None and mention.period is not None:
        candidate.rules.append("period-stated")
        candidate.period_text = mention.wording.strip()
        period = mention.period
        if mention.use == "by" and not _is_average(candidate):
            return period
    elif carried is not None:
        candidate.rules.append("period-carried")
        period = carried
    elif section is not None:
        candidate.rules.append("period-of-section")
        period = section
    else:
        return None
    if base is not None and base.period is not None and candidate.kind == "growth":
        first = base.period.last_year + 1
        if first < period.last_year:
            return Period.year(first, period.last_year)
    if _is_average(candidate) and period.first_year == period.last_year:
        return _averaged(candidate, timeline, period, [*((section,) if section else ()), *spans])
    return _narrowed(candidate, period)


def _is_average(candidate: Candidate) -> bool:
    return candidate.kind == "growth" and _AVERAGE.search(candidate.left[-_AVERAGE_CHARACTERS:]) is not None


def _averaged(candidate: Candidate, timeline: Timeline, period: Period, spans: Sequence[Period]) -> Period:
    """Return the span of years of a yearly average whose last year is stated.

    The base named in the sentence (由2000年的…, 比2002年) starts it, else a span that the document itself
    looks back upon or plans, else the five-year plan that ends with that year.
    """
    year = period.last_year
    start = timeline.earliest(candidate.quantity.span.start)
    if start is not None and start < year:
        return Period.year(start + 1, year)
    for span in spans:
        if span.last_year == year and span.first_year < year:
            return span
    if year % 5 == 0 and year >= _FIRST_PLAN_END:
        return Period.year(year - 4, year)
    candidate.rules.append("average-unsure")
    return period


def _of_reference(
    timeline: Timeline, candidate: Candidate, base: PeriodMention | None, around: Period | None
) -> Period | None:
    """Return the period of a starting point: the base named, else the year before the span of years."""
    own = base or timeline.nearest(candidate.clause_start, candidate.quantity.span.start)
    if own is not None:
        return own.period
    span = timeline.covers() or around
    return Period.year(span.first_year - 1) if span is not None and span.last_year > span.first_year else None


def _narrowed(candidate: Candidate, period: Period) -> Period:
    """Narrow a span of years to its end for a level reached, keep it for what was done over it."""
    if period.last_year == period.first_year or candidate.kind in ("growth", "points"):
        return period
    reached = candidate.kind != "amount" or ("达" in candidate.left and not _FLOW.search(str(candidate.phrase or "")))
    return Period.year(period.last_year) if reached else period
