"""The paths of targets over several years: levels, sums, products and averages.

In goes what keeps a target and what was told of its indicator; out comes its pace.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from duixian.ledger.judging_aims import fit
from duixian.ledger.judging_numbers import converted
from duixian.ledger.judging_values import Told, factor_between, show, show_gap, tell
from duixian.ledger.judging_years import mean, product, total
from duixian.ledger.pace_classes import (
    REACHED,
    Path,
    Step,
    Way,
    along,
    kept_level,
    make_pace,
    margin_reason,
    way_of_level,
)
from duixian.ledger.pace_series import year_of
from duixian.ledger.tolerances import pace_rule
from duixian.model import Observation, Pace, PaceClass, Reason
from duixian.quantities import Interval

__all__ = ["average_path", "cumulative_path", "level_path", "total_path"]

_PERCENT_PLACES: Final = Decimal("0.01")
_HUNDRED: Final = Decimal(100)
_SoFar = tuple[Observation, int, Told, tuple[Reason, ...]]
"""The newest observation, its year, what the years up to it come to, and how."""


def level_path(path: Path) -> Pace:
    """Return the pace of a level to be reached, held or kept below at the end.

    Example:
        >>> from duixian.ledger.judging_aims import aim_of
        >>> from duixian.ledger.pace_series import Course, Series
        >>> from duixian.reading import read_text
        >>> target, now = read_text("失业率控制在5.5%以内。2023年,失业率5.1%。").figures
        >>> series = Series(target, Course(2020, 2025), (Observation("", 2024, now),), None)
        >>> level_path(Path(aim_of(target), series)).pace
        'on-track'
    """
    base, current = path.series.base, path.series.newest
    told = None if current is None else tell(current.figure, path.target.unit)
    if current is None or told is None:
        return _nothing_yet(path, base)
    start = None if base is None else tell(base.figure, path.target.unit)
    held = path.aim.wish == "hold" or (start is not None and fit(path.aim, start) in REACHED)
    burden = path.aim.wish == "down" and not path.aim.decline and path.target.kind != "rank"
    if held or (start is None and burden):
        return kept_level(path, base, current, told)
    found = fit(path.aim, told)
    step = Step(current, year_of(current), told, found, *_level_needs(path, current, told))
    if start is None or base is None:
        return _without_base(path, step)
    how = Reason("pace-start", {"base": show(base.figure), "year": str(path.start)})
    return along(path, step, way_of_level(start, told, path.aim.promised), base, (how,))


def cumulative_path(path: Path) -> Pace:
    """Return the pace of an amount that adds up over the years: the sum so far beside what was promised.

    Example:
        >>> from duixian.ledger.judging_aims import aim_of
        >>> from duixian.ledger.pace_series import Course, Series
        >>> from duixian.reading import read_text
        >>> target, *told = read_text("改造老旧小区80个。2021年,改造老旧小区20个。2022年,改造老旧小区22个。").figures
        >>> series = Series(target, Course(2020, 2025), tuple(Observation("", 2023, each) for each in told), None)
        >>> found = cumulative_path(Path(aim_of(target), series))
        >>> found.pace, str(found.way_share[0])
        ('fast', '0.525')
    """
    running = path.series.running
    known = path.start if running is None else year_of(running)
    seen = path.series.yearly(known + 1, path.series.last)
    first = known + 1
    if running is not None:
        seen, first = {known: running, **seen}, known
    if not seen:
        return _nothing_yet(path, None)
    year = max(seen)
    years = range(first, year + 1)
    told, how = total({each: one.figure for each, one in seen.items()}, path.target, years)
    found = fit(path.aim, told)
    if (missing := [each for each in years if each not in seen]) and found not in REACHED:
        return _years_missing(path, seen[year], missing, [how])
    left = path.due - year
    needs = () if found in REACHED else _rest(path, left, max(Decimal(0), path.aim.promised - told.point))
    step = Step(seen[year], year, told, found, None, needs)
    return along(path, step, _share_of(told, path.aim.promised), None, (how,))


def average_path(path: Path) -> Pace:
    """Return the pace of an average a year (年均增长6%, 每年净增20户): the average so far beside the one promised.

    Example:
        >>> from duixian.ledger.judging_aims import aim_of
        >>> from duixian.ledger.pace_series import Course, Series
        >>> from duixian.reading import read_text
        >>> target, *told = read_text("收入增长6%左右。2021年,收入增长5%。2022年,收入增长5.2%。").figures
        >>> series = Series(target, Course(2020, 2025), tuple(Observation("", 2023, each) for each in told), None)
        >>> found = average_path(Path(aim_of(target), series))
        >>> found.pace, str(found.needed)
        ('behind', '6.60')
    """
    so_far = _so_far(path, average=True)
    if isinstance(so_far, Pace):
        return so_far
    current, year, told, how = so_far
    found = fit(path.aim, told)
    stated, wanted = told.point, path.aim.promised
    lead = stated - wanted if path.aim.wish == "up" else wanted - stated
    margin = pace_rule().average_points if path.target.kind == "growth" else abs(wanted) * pace_rule().margin
    pace_class: PaceClass
    if year >= path.due:
        pace_class = "undecidable" if found == "unclear" else "behind" if found == "broken" else "on-track"
    elif lead > margin:
        pace_class = "fast"
    else:
        pace_class = "behind" if found == "broken" and lead < -margin else "on-track"
    needed, needs = _average_needs(path, year, stated)
    reason = Reason("pace-average", {"target": show(path.target), "average": told.shown})
    reasons = (reason, *how, margin_reason(show_gap(margin, path.target)), *needs)
    return make_pace(path, current, pace_class, reasons, year=year, needed=needed)


def total_path(path: Path) -> Pace:
    """Return the pace of a change over all the years: 五年累计下降14%, 比2020年翻一番.

    Example:
        >>> from duixian.ledger.judging_aims import aim_of
        >>> from duixian.ledger.pace_series import Course, Series
        >>> from duixian.reading import read_text
        >>> target, *told = read_text("产值翻一番。2020年,产值40.0亿元。2023年,产值62.0亿元。").figures
        >>> series = Series(target, Course(2020, 2025), tuple(Observation("", 2024, each) for each in told), None)
        >>> total_path(Path(aim_of(target), series)).pace
        'on-track'
    """
    base, levels = _levels_so_far(path)
    so_far: _SoFar | Pace | None = levels if path.target.kind == "multiple" else None
    if so_far is None:
        so_far = _so_far(path, average=False)
    if isinstance(so_far, Pace):
        if levels is None:
            return so_far
        so_far = levels
    current, year, told, how = so_far
    times, wanted = _times(path, told.point), _times(path, path.aim.promised)
    if wanted == 1:
        return kept_level(path, base, current, told)
    found = fit(path.aim, told)
    way = Way.over((times - 1) / (wanted - 1), [(_times(path, end) - 1) / (wanted - 1) for end in told.ends])
    left = path.due - year
    needed = None if found in REACHED or times <= 0 else _yearly_percent(wanted / times, left)
    return along(path, Step(current, year, told, found, needed, _needs_percent(left, needed)), way, base, how)


def _so_far(path: Path, *, average: bool) -> _SoFar | Pace:
    """Return what the years so far come to, as told for all of them or put together from each year."""
    amount = path.target.kind == "amount"
    target = path.target if path.target.kind in {"growth", "amount"} else replace(path.target, kind="growth", unit="%")
    series = path.series.measured_as(target)
    running = series.running
    if running is not None and path.target.kind == "growth":
        told = tell(running.figure, path.target.unit)
        if told is not None:
            return running, year_of(running), told, ()
    values = series.yearly(path.start + 1, series.last)
    if not values:
        return _nothing_yet(path, None)
    year = max(values)
    years = range(path.start + 1, year + 1)
    if missing := [each for each in years if each not in values]:
        return _years_missing(path, values[year], missing, [])
    figures = {seen: each.figure for seen, each in values.items()}
    told, how = mean(figures, target, years) if amount else product(figures, target, years, average=average)
    if path.target.kind == "multiple":
        times = told.values / Interval.exactly(100) + Interval.exactly(1)
        told = Told(times, 1 + told.point / _HUNDRED, told.step / _HUNDRED, told.shown)
    return values[year], year, told, (how,)


def _levels_so_far(path: Path) -> tuple[Observation | None, _SoFar | None]:
    """Return the base and the change from it to the newest level, where amounts of both years were told."""
    amount = next((each.figure for each in path.series.observations if each.figure.kind == "amount"), None)
    if amount is None:
        return None, None
    series = path.series.measured_as(amount)
    base, current = series.base, series.newest
    if base is None or current is None:
        return base, None
    answer = converted(path.target, current.figure, base.figure)
    if isinstance(answer, Reason):
        return base, None
    told, how = answer
    start, end = tell(base.figure, amount.unit), tell(current.figure, amount.unit)
    if start is not None and end is not None and start.point:
        times = end.point / start.point
        told = replace(told, stated=times if path.target.kind == "multiple" else (times - 1) * _HUNDRED)
    return base, (current, year_of(current), told, how)


def _without_base(path: Path, step: Step) -> Pace:
    """Judge a level without base: reached or not can be told, the way cannot."""
    if step.found in REACHED or step.year >= path.due:
        return along(path, step, None, None, ())
    reasons = (Reason("pace-no-base", {"year": str(path.start)}), *step.needs)
    return make_pace(path, step.current, "undecidable", reasons, year=step.year, needed=step.needed)


def _share_of(told: Told, target: Decimal) -> Way | None:
    return None if target == 0 else Way.over(told.point / target, [end / target for end in told.ends])


def _level_needs(path: Path, current: Observation, told: Told) -> tuple[Decimal | None, tuple[Reason, ...]]:
    """Return the growth a year still needed (amounts), and a reason that says it."""
    left = path.due - year_of(current)
    now, wanted = told.point, path.aim.promised
    if fit(path.aim, told) in REACHED or left <= 0:
        return None, ()
    if path.target.kind == "amount" and now > 0 and wanted > 0:
        needed = _yearly_percent(wanted / now, left)
        return needed, _needs_percent(left, needed)
    return None, _rest(path, left, wanted - now)


def _average_needs(path: Path, year: int, stated: Decimal) -> tuple[Decimal | None, tuple[Reason, ...]]:
    """Return the average still needed in the years left, so that all years come to the one promised."""
    left, past, wanted = path.due - year, year - path.start, path.aim.promised
    if left <= 0:
        return None, ()
    if path.target.kind == "amount":
        return None, _rest(path, left, max(Decimal(0), wanted * (past + left) - stated * past))
    ratio = _times(path, wanted) ** (past + left) / _times(path, stated) ** past
    needed = _yearly_percent(ratio, left)
    return needed, _needs_percent(left, needed)


def _rest(path: Path, left: int, gap: Decimal) -> tuple[Reason, ...]:
    if left <= 0:
        return ()
    return (Reason("pace-needs-amount", {"years": str(left), "amount": show_gap(gap / left, path.target)}),)


def _needs_percent(left: int, needed: Decimal | None) -> tuple[Reason, ...]:
    if needed is None:
        return ()
    percent = f"下降{-needed:f}%" if needed < 0 else f"{needed:f}%"
    return (Reason("pace-needs-percent", {"years": str(left), "percent": percent}),)


def _yearly_percent(ratio: Decimal, years: int) -> Decimal | None:
    """Return the growth a year, in percent, that comes to a ratio over some years."""
    if years <= 0 or ratio <= 0:
        return None
    return ((ratio ** (1 / Decimal(years)) - 1) * _HUNDRED).quantize(_PERCENT_PLACES)


def _times(path: Path, value: Decimal) -> Decimal:
    """Return how many times the base a value of the target's kind comes to."""
    if path.target.kind == "multiple":
        return value
    return 1 + value * (factor_between(path.target.unit, "%") or Decimal(1)) / _HUNDRED


def _nothing_yet(path: Path, base: Observation | None) -> Pace:
    reason = Reason("pace-no-current", {"year": str(path.start)})
    return Pace(None, base, None, None, None, "undecidable", None, (reason,))


def _years_missing(path: Path, current: Observation, missing: Sequence[int], how: list[Reason]) -> Pace:
    gap = Reason("years-missing", {"years": "、".join(map(str, missing))})
    return make_pace(path, current, "undecidable", [*how, gap])
