"""By when a promise is to be kept.

In go the words of time of a sentence; out come for each clause the period it covers and when it is due.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from duixian.model import Period, Span
from duixian.periods import PeriodMention

__all__ = ["Calendar", "due_of"]

_OPENING_CHARACTERS = 10
_BARE_CHARACTERS = 3


@lru_cache(maxsize=1_024)
def due_of(period: Period | None) -> Period | None:
    """Return the last year, month or day of a period.

    Example:
        >>> str(due_of(Period.parse("2021/2025"))), str(due_of(Period.parse("2025-01/2025-06")))
        ('2025', '2025-06')
    """
    return None if period is None else Period(period.end, period.end)


class Calendar:
    """The words of time of one sentence that point ahead.

    Args:
        mentions: the words of time, in order.
        start: where the sentence starts.
        first_year: the first year that is planned; what ends before it points back.

    Example:
        >>> from duixian.periods import PeriodContext, find_periods
        >>> text = "全面启动前期勘察设计,6月底前完成招标"
        >>> mentions = find_periods(text, 0, len(text), PeriodContext(2025, None, None, Period.year(2025)))
        >>> calendar = Calendar(mentions, 0, 2025)
        >>> calendar.governing(Span(0, 10), None), str(calendar.governing(Span(11, 19), None).period)
        (None, '2025-06')
    """

    __slots__ = ("_opening", "_starts", "ahead", "times")

    def __init__(self, mentions: Sequence[PeriodMention], start: int, first_year: int | None) -> None:
        self.times = {mention.span.start: mention.span.end for mention in mentions}
        self.ahead = [
            mention
            for mention in mentions
            if mention.period is not None
            and mention.use in ("by", "covers")
            and (first_year is None or mention.period.last_year >= first_year)
        ]
        self._starts = [mention.span.start for mention in self.ahead]
        opening = self.ahead[0] if self.ahead else None
        self._opening = opening if opening and opening.span.start - start <= _OPENING_CHARACTERS else None

    def governing(self, clause: Span, before: Span | None) -> PeriodMention | None:
        """Return the words of time that hold for a clause.

        Args:
            clause: the clause.
            before: the clause before it, whose words of time hold on if it has no others.
        """
        if not self.ahead:
            return None
        inside = bisect_left(self._starts, clause.end) - 1
        if inside >= 0 and self._starts[inside] >= clause.start:
            return self.ahead[inside]
        if before is not None and inside >= 0 and before.covers(self.ahead[inside].span):
            mention = self.ahead[inside]
            if len(before) - len(mention.span) <= _BARE_CHARACTERS:
                return mention
        return self._opening
