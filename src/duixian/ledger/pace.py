"""How far a target of several years has come: its yearly path beside the time that is past.

In go a promise and what was told of its indicator over the years; out comes a :class:`~duixian.model.Pace`. The share
of the way is (current - base) / (target - base); the four classes are those of the mid-term evaluation of the national
plan, and the path is taken as straight (目标一致法).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from re import Pattern
from typing import Final

from duixian.documents.plain import fold
from duixian.ledger.judging_aims import aim_of
from duixian.ledger.judging_values import words
from duixian.ledger.judging_years import accrues, is_average
from duixian.ledger.pace_classes import Path
from duixian.ledger.pace_paths import average_path, cumulative_path, level_path, total_path
from duixian.ledger.pace_series import Series, course_of
from duixian.model import Observation, Pace, Promise, Reason

__all__ = ["pace", "runs_years"]

_CHANGES: Final = frozenset({"growth", "multiple"})


@cache
def _pattern(name: str) -> Pattern[str]:
    return words().anywhere(name)


def runs_years(promise: Promise, year: int | None) -> bool:
    """Tell whether a promise runs over several years, so that its pace is worth telling.

    Args:
        promise: what was promised.
        year: the year its document speaks in.

    Example:
        >>> from duixian.model import Period, Span
        >>> due = Period.year(2025)
        >>> promise = Promise(Span(0, 1), "", Span(0, 1), "work", "text", None, (), None, None, (), None, due, due,
        ...                   "firm", None, "directional")
        >>> runs_years(promise, 2021), runs_years(promise, 2025)
        (True, False)
    """
    if promise.figure is None:
        return promise.due is not None and year is not None and promise.due.last_year > year + 1
    for period in (promise.figure.period, promise.period):
        if period is not None and period.first_year < period.last_year:
            return True
    return promise.due is not None and year is not None and promise.due.last_year > year + 1


def pace(promise: Promise, observations: Sequence[Observation], *, until: int | None, clause: str = "") -> Pace:
    """Tell how far a target of several years has come.

    Levels go by the share of the way; amounts that add up (五年累计) by the sum of the years; averages (年均) and
    changes over all years by the product of yearly growth; levels to hold or to keep below, and targets that the base
    already meets, by whether they are met now.

    Args:
        promise: what was promised.
        observations: figures of the same indicator and place in all documents, the target's own among them.
        until: the newest year that documents look back upon, ``None`` where unknown.
        clause: the characters of ``promise.clause``, which tell 年均 and 累计.

    Returns:
        The pace; ``undecidable`` with its reason where something is missing, never nothing.

    Example:
        >>> from duixian.model import Period, Span
        >>> from duixian.reading import read_text
        >>> base, target, now = read_text("2020年,城镇化率64%。城镇化率达到68%。2023年,城镇化率67%。").figures
        >>> due = Period.year(2021, 2025)
        >>> promise = Promise(target.span, target.text, target.span, "outcome", "text", target, (target,), None, None,
        ...                   (), None, due, Period.year(2025), "firm", None, "measured")
        >>> told = [Observation("a", 2021, base), Observation("b", 2024, now)]
        >>> found = pace(promise, told, until=2023)
        >>> found.pace, str(found.time_share)
        ('fast', '0.6')
    """
    target = promise.figure
    if target is None:
        return _undecidable("pace-no-number")
    if promise.due is None and promise.period is None:
        return _undecidable("pace-no-due")
    course = course_of(promise, observations)
    if course is None or course.base >= course.due:
        return _undecidable("pace-no-start")
    head = _head(promise, clause)
    before = head[max(head.rfind(mark) for mark in ",;。") + 1 :]
    path = Path(aim_of(target, before), Series(target, course, tuple(observations), until))
    found = _by_kind(path, head, before)
    if until is not None and found.year is not None and found.year < min(until, course.due):
        stale = Reason("pace-stale", {"year": str(found.year), "until": str(until)})
        return replace(found, reasons=(*found.reasons, stale))
    return found


def _by_kind(path: Path, head: str, before: str) -> Pace:
    target = path.target
    name = target.indicator or ""
    over_years = target.period is not None and target.period.first_year < target.period.last_year
    if is_average(target, before):
        return average_path(path)
    if target.kind in _CHANGES and (over_years or target.kind == "multiple"):
        return total_path(path)
    summed = target.kind == "amount" and _pattern("cumulative").search(f"{head}|{name}") is not None
    return cumulative_path(path) if summed or accrues(target, before) else level_path(path)


def _head(promise: Promise, clause: str) -> str:
    """Return what stands before the number in its clause; the other cells of a table's row say nothing of it."""
    if promise.figure is None or promise.origin == "table":
        return ""
    return fold(clause[: max(0, promise.figure.span.start - promise.clause.start)])


def _undecidable(code: str) -> Pace:
    return Pace(None, None, None, None, None, "undecidable", None, (Reason(code),))
