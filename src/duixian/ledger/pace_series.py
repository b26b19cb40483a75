"""Choose from all that was told of an indicator what a target of several years is measured by.

In go a target and observations of the same indicator; out come its starting point, its newest value, its yearly values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duixian.ledger.judging_values import tell
from duixian.model import Figure, Observation, Promise

__all__ = ["Course", "course_of", "newest", "of_year", "since_start", "stated_base", "year_of", "yearly_values"]

_TOLD = frozenset({"actual", "estimate"})


@dataclass(frozen=True, slots=True)
class Course:
    """The years that a target of several years runs through.

    Args:
        base: the year it starts from (2020 for a plan of 2021 to 2025).
        due: the year it is due.
    """

    base: int
    due: int


def course_of(promise: Promise, observations: Sequence[Observation]) -> Course | None:
    """Return the years a target runs through; ``None`` where its start cannot be told.

    The period promised tells; else the target's document, which speaks in the year after the base year.
    """
    due, figure = promise.due or promise.period, promise.figure
    if due is None or figure is None:
        return None
    for period in (figure.period, promise.period):
        if period is not None and period.first_year < period.last_year:
            return Course(period.first_year - 1, due.last_year)
    spoken = _spoken(figure, observations)
    return None if spoken is None or spoken.year > due.last_year else Course(spoken.year - 1, due.last_year)


def _spoken(figure: Figure, observations: Sequence[Observation]) -> Observation | None:
    return next((each for each in observations if each.figure == figure), None)


def comparable(observation: Observation, target: Figure) -> bool:
    """Tell whether an observation is of the target's kind, unit and place."""
    figure = observation.figure
    return figure.kind == target.kind and figure.scope == target.scope and tell(figure, target.unit) is not None


def of_year(observations: Sequence[Observation], target: Figure, year: int) -> Observation | None:
    """Return what was told of one year, actual before estimate, the last told first."""
    return yearly_values(observations, target, year, year).get(year)


def yearly_values(observations: Sequence[Observation], target: Figure, first: int, last: int) -> dict[int, Observation]:
    """Return what was told of each single year from ``first`` to ``last``, actual before estimate, the last told."""
    found: dict[int, Observation] = {}
    for each in sorted(observations, key=lambda one: (one.figure.role == "actual", one.year)):
        year = _single_year(each)
        if year is not None and first <= year <= last and each.figure.role in _TOLD and comparable(each, target):
            found[year] = each
    return dict(sorted(found.items()))


def _single_year(observation: Observation) -> int | None:
    """Return the whole year an observation is about; ``None`` for months and for several years."""
    period = observation.figure.period
    if period is None:
        return observation.year - 1
    if period.first_year != period.last_year:
        return None
    part_of_year = len(period.start) > len("2024") and not period.end[4:].startswith("-12")
    return None if part_of_year else period.last_year


def stated_base(observations: Sequence[Observation], target: Figure, course: Course) -> Observation | None:
    """Return the starting point: what the target's own sentence says (由34%提升至36%), else the base year's value."""
    spoken = _spoken(target, observations)
    if spoken is not None and target.sentence is not None:
        for each in observations:
            beside = each.document == spoken.document and each.figure.sentence == target.sentence
            early = each.figure.period is None or each.figure.period.last_year <= course.base
            if beside and early and each.figure.role == "reference" and comparable(each, target):
                return each
    return of_year(observations, target, course.base)


def newest(
    observations: Sequence[Observation], target: Figure, course: Course, until: int | None
) -> Observation | None:
    """Return the newest value after the base year and no later than the due year (and ``until``)."""
    last = course.due if until is None else min(course.due, until)
    values = yearly_values(observations, target, course.base + 1, last)
    return values[max(values)] if values else None


def since_start(
    observations: Sequence[Observation], target: Figure, course: Course, until: int | None
) -> Observation | None:
    """Return the newest value told for all the years since the start (前三年累计, 年均), or ``None``."""
    last = course.due if until is None else min(course.due, until)
    found: Observation | None = None
    for each in sorted(observations, key=lambda one: one.year):
        period = each.figure.period
        if period is None or each.figure.role not in _TOLD or not comparable(each, target):
            continue
        covers = period.first_year == course.base + 1 < period.last_year <= last
        if covers and (found is None or period.last_year >= year_of(found)):
            found = each
    return found


def year_of(observation: Observation) -> int:
    """Return the last year that an observation is about."""
    period = observation.figure.period
    return observation.year - 1 if period is None else period.last_year
