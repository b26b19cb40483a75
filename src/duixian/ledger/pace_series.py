"""Choose from all that was told of an indicator what a target of several years is measured by.

In go a target and observations of the same indicator; out come its starting point, its newest value, its yearly values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from duixian.ledger.judging_values import tell
from duixian.ledger.matching import measure_of
from duixian.model import Figure, Observation, Promise

__all__ = ["Course", "Series", "course_of", "year_of"]

_TOLD: Final = frozenset({"actual", "estimate"})
_RUNNING: Final = "累计"


@dataclass(frozen=True, slots=True)
class Course:
    """The years that a target of several years runs through.

    Args:
        base: the year it starts from (2020 for a plan of 2021 to 2025).
        due: the year it is due.

    Example:
        >>> Course(2020, 2025).length
        5
    """

    base: int
    due: int

    @property
    def length(self) -> int:
        """How many years it runs."""
        return self.due - self.base


def course_of(promise: Promise, observations: Sequence[Observation]) -> Course | None:
    """Return the years a target runs through; ``None`` where its start cannot be told.

    The period promised tells; else the target's document, which speaks in the year after the base year.

    Example:
        >>> from duixian.model import Period, Span
        >>> from duixian.reading import read_text
        >>> target, due = read_text("城镇化率达到68%。").figures[0], Period.year(2025)
        >>> promise = Promise(target.span, target.text, target.span, "outcome", "text", target, (target,), None, None,
        ...                   (), None, due, due, "firm", None, "measured")
        >>> course_of(promise, []), course_of(promise, [Observation("plan", 2021, target)])
        (None, Course(base=2020, due=2025))
    """
    due, figure = promise.due or promise.period, promise.figure
    if due is None or figure is None:
        return None
    for period in (figure.period, promise.period):
        if period is not None and period.first_year < period.last_year:
            return Course(period.first_year - 1, due.last_year)
    spoken = _spoken(figure, observations)
    return None if spoken is None or spoken.year > due.last_year else Course(spoken.year - 1, due.last_year)


def year_of(observation: Observation) -> int:
    """Return the last year that an observation is about.

    Example:
        >>> from duixian.reading import read_text
        >>> year_of(Observation("", 2025, read_text("2022年,收入5亿元。").figures[0]))
        2022
    """
    period = observation.figure.period
    return observation.year - 1 if period is None else period.last_year


@dataclass(frozen=True, slots=True)
class Series:
    """What was told of the indicator of a target.

    Args:
        target: what was promised.
        course: the years it runs through.
        observations: figures of the same indicator and place, the target's own among them.
        until: the newest year that documents look back upon, ``None`` where unknown.

    Example:
        >>> from duixian.reading import read_text
        >>> target, *told = read_text("城镇化率达到68%。2022年,城镇化率65%。2023年,城镇化率66%。").figures
        >>> series = Series(target, Course(2022, 2025), tuple(Observation("", 2024, each) for each in told), None)
        >>> series.base.figure.text, series.newest.figure.text
        ('65%', '66%')
    """

    target: Figure
    course: Course
    observations: tuple[Observation, ...]
    until: int | None

    @property
    def last(self) -> int:
        """The last year that counts."""
        return self.course.due if self.until is None else min(self.course.due, self.until)

    @property
    def base(self) -> Observation | None:
        """The starting point: what the target's own sentence says (由34%提升至36%), else the base year's value."""
        spoken = _spoken(self.target, self.observations)
        if spoken is not None and self.target.sentence is not None:
            for each in self.observations:
                beside = each.document == spoken.document and each.figure.sentence == self.target.sentence
                early = each.figure.period is None or each.figure.period.last_year <= self.course.base
                if beside and early and each.figure.role == "reference" and self._comparable(each):
                    return each
        return self.yearly(self.course.base, self.course.base).get(self.course.base)

    @property
    def newest(self) -> Observation | None:
        """The newest value after the base year."""
        values = self.yearly(self.course.base + 1, self.last)
        return values[max(values)] if values else None

    @property
    def running(self) -> Observation | None:
        """The newest value told for all the years since the start (前三年累计, 年均), or ``None``."""
        found: Observation | None = None
        for each in sorted(self.observations, key=lambda one: one.year):
            if each.figure.role not in _TOLD or not self._comparable(each):
                continue
            if self._since_start(each) and (found is None or year_of(each) >= year_of(found)):
                found = each
        return found

    def yearly(self, first: int, last: int) -> dict[int, Observation]:
        """Return what was told of each single year of a range, actual before estimate, the last told first."""
        found: dict[int, Observation] = {}
        for each in sorted(self.observations, key=lambda one: (one.figure.role == "actual", one.year)):
            year = _single_year(each)
            if year is None or not first <= year <= last:
                continue
            if each.figure.role in _TOLD and self._comparable(each) and not self._running_total(each):
                found[year] = each
        return dict(sorted(found.items()))

    def measured_as(self, target: Figure) -> Series:
        """Return the same observations, to be compared with another figure (the level behind a growth)."""
        return replace(self, target=target)

    def _comparable(self, observation: Observation) -> bool:
        figure = observation.figure
        alike = figure.kind == self.target.kind and figure.scope == self.target.scope
        return alike and tell(figure, self.target.unit) is not None

    def _since_start(self, observation: Observation) -> bool:
        period = observation.figure.period
        if period is None or not self.course.base < period.last_year <= self.last:
            return False
        if period.first_year == self.course.base + 1 < period.last_year:
            return True
        return self._running_total(observation) and period.first_year == period.last_year

    def _running_total(self, observation: Observation) -> bool:
        """Tell whether an amount is the sum since the start (累计改造137个), for a target that is such a sum."""
        figure = observation.figure
        if self.target.kind != "amount" or figure.kind != "amount":
            return False
        return measure_of(figure) == "cumulative" or _RUNNING in (figure.indicator or "")


def _spoken(figure: Figure, observations: Sequence[Observation]) -> Observation | None:
    return next((each for each in observations if each.figure == figure), None)


def _single_year(observation: Observation) -> int | None:
    """Return the whole year an observation is about; ``None`` for months and for several years."""
    period = observation.figure.period
    if period is None:
        return observation.year - 1
    if period.first_year != period.last_year:
        return None
    part_of_year = len(period.start) > len("2024") and not period.end[4:].startswith("-12")
    return None if part_of_year else period.last_year
