"""The paths of targets over several years: levels, sums, products and averages.

In goes what keeps a target and what was told of its indicator; out comes its pace with the arithmetic as reasons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import product as pairs
from typing import Final

from duixian.ledger.judging_aims import Aim, Fit, fit
from duixian.ledger.judging_numbers import converted
from duixian.ledger.judging_values import Told, factor_between, show, show_gap, tell
from duixian.ledger.judging_years import product, total
from duixian.ledger.pace_series import Course, newest, since_start, stated_base, year_of, yearly_values
from duixian.ledger.tolerances import pace_rule
from duixian.model import Figure, Observation, Pace, PaceClass, Reason
from duixian.quantities import Interval

__all__ = ["Path", "average_path", "cumulative_path", "level_path", "total_path"]

_SHARE_PLACES: Final = Decimal("0.001")
_PERCENT_PLACES: Final = Decimal("0.01")
_HUNDRED: Final = Decimal(100)
_REACHED: Final = frozenset({"kept", "equal"})


@dataclass(frozen=True, slots=True)
class Path:
    """What a pace is computed from.

    Args:
        aim: what keeps the target.
        course: the years it runs through.
        observations: all that was told of the indicator.
        until: the newest year that documents look back upon.
    """

    aim: Aim
    course: Course
    observations: tuple[Observation, ...]
    until: int | None

    @property
    def target(self) -> Figure:
        """What was promised."""
        return self.aim.figure

    @property
    def last(self) -> int:
        """The last year that counts."""
        return self.course.due if self.until is None else min(self.course.due, self.until)

    @property
    def length(self) -> int:
        """How many years it runs."""
        return self.course.due - self.course.base

    def time_share(self, year: int) -> Decimal:
        """Return the share of the time that is past at the end of a year, 0 to 1."""
        return (Decimal(year - self.course.base) / self.length).quantize(_SHARE_PLACES).normalize()


@dataclass(frozen=True, slots=True)
class _Way:
    """The share of the way: as written, and the ends that rounding leaves open."""

    stated: Decimal
    low: Decimal
    high: Decimal

    @classmethod
    def over(cls, stated: Decimal, ends: Sequence[Decimal]) -> _Way:
        """Return a share with the ends that rounding leaves open."""
        return cls(stated, min((stated, *ends)), max((stated, *ends)))

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The low and the high end, rounded outwards."""
        low = self.low.quantize(_SHARE_PLACES, ROUND_FLOOR).normalize()
        return low, self.high.quantize(_SHARE_PLACES, ROUND_CEILING).normalize()


def level_path(path: Path) -> Pace:
    """Return the pace of a level to be reached, held or kept below at the end.

    Example:
        >>> from duixian.ledger.judging_aims import aim_of
        >>> from duixian.reading import read_text
        >>> target, now = read_text("失业率控制在5.5%以内。2023年,失业率5.1%。").figures
        >>> level_path(Path(aim_of(target), Course(2020, 2025), (Observation("", 2024, now),), None)).pace
        'on-track'
    """
    base = stated_base(path.observations, path.target, path.course)
    current = newest(path.observations, path.target, path.course, path.until)
    told = None if current is None else tell(current.figure, path.target.unit)
    if current is None or told is None:
        return _nothing_yet(path, base)
    start = None if base is None else tell(base.figure, path.target.unit)
    held = path.aim.wish == "hold" or (start is not None and fit(path.aim, start) in _REACHED)
    burden = path.aim.wish == "down" and not path.aim.decline and path.target.kind != "rank"
    if held or (start is None and burden):
        return _level_kept(path, base, current, told)
    found = fit(path.aim, told)
    step = _Step(current, year_of(current), told, found, *_level_needs(path, current, told, found))
    if start is None or base is None:
        return _without_base(path, step)
    values = {"base": show(base.figure), "year": str(path.course.base)}
    return _along(path, step, _level_way(start, told, path.aim.promised), base, (Reason("pace-start", values),))


def cumulative_path(path: Path) -> Pace:
    """Return the pace of an amount that adds up over the years: the sum so far beside what was promised.

    Example:
        >>> from duixian.ledger.judging_aims import aim_of
        >>> from duixian.reading import read_text
        >>> target, *told = read_text("改造老旧小区80个。2021年,改造老旧小区20个。2022年,改造老旧小区22个。").figures
        >>> seen = tuple(Observation("", 2023, each) for each in told)
        >>> found = cumulative_path(Path(aim_of(target), Course(2020, 2025), seen, None))
        >>> found.pace, str(found.way_share[0])
        ('fast', '0.525')
    """
    running = since_start(path.observations, path.target, path.course, path.until)
    known = path.course.base if running is None else year_of(running)
    later = yearly_values(path.observations, path.target, known + 1, path.last)
    if running is None and not later:
        return _nothing_yet(path, None)
    current = later[max(later)] if later else running
    assert current is not None  # noqa: S101 (one of the two is there)
    year = year_of(current)
    figures = {seen: each.figure for seen, each in later.items()}
    if running is not None:
        figures[known] = running.figure
    years = range(known if running is not None else known + 1, year + 1)
    told, how = total(figures, path.target, years)
    found = fit(path.aim, told)
    if (missing := [each for each in years if each not in figures]) and found not in _REACHED:
        return _years_missing(path, current, missing, how)
    left = path.course.due - year
    rest = _rest(path, left, max(Decimal(0), path.aim.promised - _point(told)))
    step = _Step(current, year, told, found, None, rest if found not in _REACHED else ())
    return _along(path, step, _share_way(told, path.aim.promised), None, (how,))


def average_path(path: Path) -> Pace:
    """Return the pace of an average growth a year: the average so far beside the one promised.

    Example:
        >>> from duixian.ledger.judging_aims import aim_of
        >>> from duixian.reading import read_text
        >>> target, *told = read_text("收入增长6%左右。2021年,收入增长5%。2022年,收入增长5.2%。").figures
        >>> seen = tuple(Observation("", 2023, each) for each in told)
        >>> found = average_path(Path(aim_of(target), Course(2020, 2025), seen, None))
        >>> found.pace, str(found.needed)
        ('behind', '6.60')
    """
    so_far = _growth_so_far(path, average=True)
    if isinstance(so_far, Pace):
        return so_far
    current, year, told, how = so_far
    found = fit(path.aim, told)
    stated, wanted = _point(told), path.aim.promised
    lead = stated - wanted if path.aim.wish == "up" else wanted - stated
    margin = pace_rule().average_points
    if year >= path.course.due:
        pace_class = _at_the_end(found)
    elif lead > margin:
        pace_class = "fast"
    else:
        pace_class = "behind" if found == "broken" and lead < -margin else "on-track"
    left = path.course.due - year
    ratio = (1 + wanted / 100) ** path.length / (1 + stated / 100) ** (year - path.course.base)
    needed = _yearly_percent(ratio, left)
    reason = Reason("pace-average", {"target": show(path.target), "average": told.shown})
    reasons = (reason, *how, _rule(show_gap(margin, path.target)), *_needs_percent(left, needed))
    return _pace(path, current, pace_class, reasons, year=year, needed=needed)


def total_path(path: Path) -> Pace:
    """Return the pace of a change over all the years: 五年累计下降14%, 比2020年翻一番.

    Example:
        >>> from duixian.ledger.judging_aims import aim_of
        >>> from duixian.reading import read_text
        >>> target, *told = read_text("产值翻一番。2020年,产值40.0亿元。2023年,产值62.0亿元。").figures
        >>> seen = tuple(Observation("", 2024, each) for each in told)
        >>> total_path(Path(aim_of(target), Course(2020, 2025), seen, None)).pace
        'on-track'
    """
    base, so_far = None, None
    if path.target.kind == "multiple":
        base, so_far = _levels_so_far(path)
    if so_far is None:
        growth = _growth_so_far(path, average=False)
        if isinstance(growth, Pace):
            base, so_far = _levels_so_far(path)
            if so_far is None:
                return growth
        else:
            so_far = growth
    current, year, told, how = so_far
    times, wanted = _times(path, _point(told)), _times(path, path.aim.promised)
    found = fit(path.aim, told)
    if wanted == 1:
        return _level_kept(path, base, current, told)
    ends = [_times(path, end) for end in _ends(told)]
    way = _Way.over((times - 1) / (wanted - 1), [(end - 1) / (wanted - 1) for end in ends])
    left = path.course.due - year
    needed = None if found in _REACHED or times <= 0 or wanted <= 0 else _yearly_percent(wanted / times, left)
    step = _Step(current, year, told, found, needed, _needs_percent(left, needed))
    return _along(path, step, way, base, how)


@dataclass(frozen=True, slots=True)
class _Step:
    """What is known at the newest year: the value, whether it keeps the target, what is still needed."""

    current: Observation
    year: int
    told: Told
    found: Fit
    needed: Decimal | None
    needs: tuple[Reason, ...]


_SoFar = tuple[Observation, int, Told, tuple[Reason, ...]]


def _growth_so_far(path: Path, *, average: bool) -> _SoFar | Pace:
    """Return the growth since the start, as told for all years or as the product of those of each year."""
    change = path.target if path.target.kind == "growth" else replace(path.target, kind="growth", unit="%")
    running = since_start(path.observations, change, path.course, path.until)
    if running is not None and path.target.kind == "growth":
        told = tell(running.figure, path.target.unit)
        if told is not None:
            return running, year_of(running), told, ()
    values = yearly_values(path.observations, change, path.course.base + 1, path.last)
    if not values:
        return _nothing_yet(path, None)
    year = max(values)
    years = range(path.course.base + 1, year + 1)
    if missing := [each for each in years if each not in values]:
        return _years_missing(path, values[year], missing, None)
    figures = {seen: each.figure for seen, each in values.items()}
    told, how = product(figures, change, years, average=average)
    if path.target.kind == "multiple":
        times = told.values / Interval.exactly(100) + Interval.exactly(1)
        stated = None if told.stated is None else 1 + told.stated / 100
        told = Told(times, stated, told.step / 100, told.shown)
    return values[year], year, told, (how,)


def _levels_so_far(path: Path) -> tuple[Observation | None, _SoFar | None]:
    """Return the base and the change from it to the newest level, where amounts of both years were told."""
    amount = next((each.figure for each in path.observations if each.figure.kind == "amount"), None)
    if amount is None:
        return None, None
    base = stated_base(path.observations, amount, path.course)
    current = newest(path.observations, amount, path.course, path.until)
    if base is None or current is None:
        return base, None
    answer = converted(path.target, current.figure, base.figure)
    if isinstance(answer, Reason):
        return base, None
    told, how = answer
    start, end = tell(base.figure, amount.unit), tell(current.figure, amount.unit)
    if start is not None and end is not None and _point(start):
        times = _point(end) / _point(start)
        told = replace(told, stated=times if path.target.kind == "multiple" else (times - 1) * _HUNDRED)
    return base, (current, year_of(current), told, how)


def _level_kept(path: Path, base: Observation | None, current: Observation, told: Told) -> Pace:
    found = fit(path.aim, told)
    sides = {"target": show(path.target), "current": told.shown}
    if found == "unclear":
        return _pace(path, current, "undecidable", (Reason("pace-unclear", sides),), base=base)
    values = sides | {"year": str(year_of(current))}
    reason = Reason("pace-not-kept" if found == "broken" else "pace-kept", values)
    return _pace(path, current, "behind" if found == "broken" else "on-track", (reason,), base=base)


def _without_base(path: Path, step: _Step) -> Pace:
    """Judge a level without base: reached or not can be told, the way cannot."""
    if step.found in _REACHED or step.year >= path.course.due:
        return _along(path, step, None, None, ())
    reasons = (Reason("pace-no-base", {"year": str(path.course.base)}), *step.needs)
    return _pace(path, step.current, "undecidable", reasons, year=step.year, needed=step.needed)


def _along(path: Path, step: _Step, way: _Way | None, base: Observation | None, how: tuple[Reason, ...]) -> Pace:
    """Classify a target by whether it is reached, else by the share of the way beside that of the time."""
    sides = {"target": show(path.target), "current": step.told.shown}
    reasons = list(how)
    time = path.time_share(step.year)
    pace_class: PaceClass
    if step.found in _REACHED:
        pace_class = "on-track" if step.year >= path.course.due else "ahead"
        reasons.append(Reason("pace-reached", sides | {"year": str(step.year)}))
    elif step.year >= path.course.due:
        pace_class = _at_the_end(step.found)
        reasons.append(Reason("pace-not-reached" if step.found == "broken" else "pace-unclear", sides))
    else:
        stated = Decimal(0) if way is None else way.stated
        pace_class = _class_of(stated, time)
        values = sides | {"time": _percent(time), "way": _percent(stated), "year": str(step.year)}
        reasons.append(Reason("pace-way", values))
        if way is not None and len({_class_of(end, time) for end in (*way.ends, stated)}) > 1:
            reasons.append(Reason("pace-way-open", {"low": _percent(way.low), "high": _percent(way.high)}))
        reasons += [_rule(f"{_percent(pace_rule().margin)[:-1]} 个百分点"), *step.needs]
    ends = None if way is None else way.ends
    return _pace(
        path, step.current, pace_class, tuple(reasons), base=base, way=ends, year=step.year, needed=step.needed
    )


def _class_of(way: Decimal, time: Decimal) -> PaceClass:
    margin = pace_rule().margin
    if way > time + margin:
        return "fast"
    return "behind" if way < time - margin else "on-track"


def _at_the_end(found: Fit) -> PaceClass:
    if found == "unclear":
        return "undecidable"
    return "behind" if found == "broken" else "on-track"


def _level_way(start: Told, told: Told, target: Decimal) -> _Way | None:
    """Return (current - base) / (target - base) with what rounding leaves open; ``None`` where base equals target."""
    base = _point(start)
    if target == base:
        return None
    ends = [(now - low) / (target - low) for now, low in pairs(_ends(told), _ends(start)) if target != low]
    crosses = any((target - low > 0) != (target - base > 0) for low in _ends(start))
    stated = (_point(told) - base) / (target - base)
    return _Way.over(stated, [] if crosses else ends)


def _share_way(told: Told, target: Decimal) -> _Way | None:
    return None if target == 0 else _Way.over(_point(told) / target, [end / target for end in _ends(told)])


def _level_needs(path: Path, current: Observation, told: Told, found: Fit) -> tuple[Decimal | None, tuple[Reason, ...]]:
    """Return the growth a year still needed (amounts), and a reason that says it."""
    left = path.course.due - year_of(current)
    now, wanted = _point(told), path.aim.promised
    if found in _REACHED or left <= 0:
        return None, ()
    if path.target.kind == "amount" and now > 0 and wanted > 0:
        needed = _yearly_percent(wanted / now, left)
        return needed, _needs_percent(left, needed)
    return None, _rest(path, left, wanted - now)


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


def _point(told: Told) -> Decimal:
    """Return the number as written; of a range its middle."""
    if told.stated is not None:
        return told.stated
    low, high = told.values.low, told.values.high
    if low is None or high is None:
        return high if low is None and high is not None else low or Decimal(0)
    return (low + high) / 2


def _ends(told: Told) -> tuple[Decimal, Decimal]:
    low, high = told.values.low, told.values.high
    return (_point(told) if low is None else low), (_point(told) if high is None else high)


def _percent(share: Decimal) -> str:
    return f"{(share * _HUNDRED).quantize(Decimal('0.1')).normalize():f}%"


def _rule(margin: str) -> Reason:
    return Reason("pace-rule", {"margin": margin, "source": pace_rule().source})


def _nothing_yet(path: Path, base: Observation | None) -> Pace:
    reason = Reason("pace-no-current", {"year": str(path.course.base)})
    return Pace(None, base, None, None, None, "undecidable", None, (reason,))


def _years_missing(path: Path, current: Observation, missing: list[int], how: Reason | None) -> Pace:
    reasons = () if how is None else (how,)
    gap = Reason("years-missing", {"years": "、".join(map(str, missing))})
    return _pace(path, current, "undecidable", (*reasons, gap))


def _pace(
    path: Path,
    current: Observation,
    pace_class: PaceClass,
    reasons: tuple[Reason, ...],
    *,
    base: Observation | None = None,
    way: tuple[Decimal, Decimal] | None = None,
    year: int | None = None,
    needed: Decimal | None = None,
) -> Pace:
    reached = year_of(current) if year is None else year
    return Pace(reached, base, current, path.time_share(reached), way, pace_class, needed, reasons)
