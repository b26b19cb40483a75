"""Classify a target of several years: 提前实现, 快于预期, 基本符合, 滞后.

In go the value at the newest year and the share of the way; out comes a pace whose reasons show the arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import product as pairs
from typing import Final

from duixian.ledger.judging_aims import Aim, Fit, fit
from duixian.ledger.judging_values import Told, show
from duixian.ledger.pace_series import Series, year_of
from duixian.ledger.tolerances import pace_rule
from duixian.model import Figure, Observation, Pace, PaceClass, Reason

__all__ = ["REACHED", "Path", "Step", "Way", "along", "kept_level", "make_pace", "margin_reason", "way_of_level"]

REACHED: Final[frozenset[Fit]] = frozenset({"kept", "equal"})
_SHARE_PLACES: Final = Decimal("0.001")
_SHOWN_PLACES: Final = Decimal("0.1")
_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Path:
    """What a pace is computed from: what keeps the target, and what was told of its indicator."""

    aim: Aim
    series: Series

    @property
    def target(self) -> Figure:
        """What was promised."""
        return self.aim.figure

    @property
    def due(self) -> int:
        """The year it is due."""
        return self.series.course.due

    @property
    def start(self) -> int:
        """The year it starts from."""
        return self.series.course.base

    def time_share(self, year: int) -> Decimal:
        """Return the share of the time that is past at the end of a year, 0 to 1."""
        return (Decimal(year - self.start) / self.series.course.length).quantize(_SHARE_PLACES).normalize()


@dataclass(frozen=True, slots=True)
class Way:
    """The share of the way: as written, and the ends that rounding leaves open.

    Example:
        >>> Way.over(Decimal("0.5"), [Decimal("0.4"), Decimal("0.6")]).ends
        (Decimal('0.4'), Decimal('0.6'))
    """

    stated: Decimal
    low: Decimal
    high: Decimal

    @classmethod
    def over(cls, stated: Decimal, ends: Sequence[Decimal]) -> Way:
        """Return a share with the ends that rounding leaves open."""
        return cls(stated, min((stated, *ends)), max((stated, *ends)))

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The low and the high end, rounded outwards."""
        low = self.low.quantize(_SHARE_PLACES, ROUND_FLOOR).normalize()
        return low, self.high.quantize(_SHARE_PLACES, ROUND_CEILING).normalize()


@dataclass(frozen=True, slots=True)
class Step:
    """What is known at the newest year.

    Args:
        current: the newest observation.
        year: the year it is about.
        told: its value, or what was computed up to it, in the target's unit.
        found: whether it keeps the target.
        needed: percent a year still needed.
        needs: a reason that says what is still needed.
    """

    current: Observation
    year: int
    told: Told
    found: Fit
    needed: Decimal | None = None
    needs: tuple[Reason, ...] = ()


def way_of_level(start: Told, told: Told, target: Decimal) -> Way | None:
    """Return (current - base) / (target - base) with what rounding leaves open; ``None`` where base equals target.

    Example:
        >>> from duixian.ledger.judging_values import tell
        >>> from duixian.reading import read_text
        >>> base, now = (tell(each, "%") for each in read_text("占比30.0%,占比35.0%。").figures)
        >>> way = way_of_level(base, now, Decimal(40))
        >>> str(way.stated), [str(end) for end in way.ends]
        ('0.5', ['0.492', '0.508'])
    """
    base = start.point
    if target == base:
        return None
    starts = start.ends
    crosses = any((target - low > 0) != (target - base > 0) for low in starts)
    ends = [] if crosses else [(now - low) / (target - low) for now, low in pairs(told.ends, starts)]
    return Way.over((told.point - base) / (target - base), ends)


def along(path: Path, step: Step, way: Way | None, base: Observation | None, how: tuple[Reason, ...]) -> Pace:
    """Classify a target by whether it is reached, else by the share of the way beside that of the time.

    Args:
        path: what keeps the target.
        step: what is known at the newest year.
        way: the share of the way made, ``None`` where it has no meaning.
        base: the starting point.
        how: how the value was computed.

    Example:
        >>> from duixian.ledger.judging_aims import aim_of
        >>> from duixian.ledger.judging_values import tell
        >>> from duixian.ledger.pace_series import Course
        >>> from duixian.reading import read_text
        >>> target, now = read_text("占比40%。2023年,占比35%。").figures
        >>> path = Path(aim_of(target), Series(target, Course(2020, 2025), (), None))
        >>> step = Step(Observation("", 2024, now), 2023, tell(now, "%"), "broken")
        >>> along(path, step, Way.over(Decimal("0.5"), []), None, ()).pace
        'on-track'
    """
    sides = {"target": show(path.target), "current": step.told.shown}
    reasons = list(how)
    pace_class: PaceClass
    if step.found in REACHED:
        pace_class = "on-track" if step.year >= path.due else "ahead"
        reasons.append(Reason("pace-reached", sides | {"year": str(step.year)}))
    elif step.year >= path.due:
        pace_class = "undecidable" if step.found == "unclear" else "behind"
        reasons.append(Reason("pace-not-reached" if step.found == "broken" else "pace-unclear", sides))
    else:
        pace_class = _beside_time(path, step, way or Way.over(Decimal(0), []), sides, reasons)
        reasons += step.needs
    ends = None if way is None else way.ends
    return make_pace(path, step.current, pace_class, reasons, base=base, way=ends, year=step.year, needed=step.needed)


def _beside_time(path: Path, step: Step, way: Way, sides: dict[str, str], reasons: list[Reason]) -> PaceClass:
    """Class the share of the way beside that of the time, and say how."""
    time = path.time_share(step.year)
    values = sides | {"time": _percent(time), "way": _percent(way.stated), "year": str(step.year)}
    reasons.append(Reason("pace-way", values))
    if len({_class_of(end, time) for end in (way.low, way.high, way.stated)}) > 1:
        reasons.append(Reason("pace-way-open", {"low": _percent(way.low), "high": _percent(way.high)}))
    reasons.append(margin_reason(f"{_percent(pace_rule().margin)[:-1]} 个百分点"))
    return _class_of(way.stated, time)


def _class_of(way: Decimal, time: Decimal) -> PaceClass:
    margin = pace_rule().margin
    if way > time + margin:
        return "fast"
    return "behind" if way < time - margin else "on-track"


def kept_level(path: Path, base: Observation | None, current: Observation, told: Told) -> Pace:
    """Judge a level that is to be held, kept below, or that the base already met: kept now or not.

    Example:
        >>> from duixian.ledger.judging_aims import aim_of
        >>> from duixian.ledger.judging_values import tell
        >>> from duixian.ledger.pace_series import Course
        >>> from duixian.reading import read_text
        >>> target, now = read_text("失业率控制在5.5%以内。2023年,失业率5.1%。").figures
        >>> path = Path(aim_of(target), Series(target, Course(2020, 2025), (), None))
        >>> kept_level(path, None, Observation("", 2024, now), tell(now, "%")).pace
        'on-track'
    """
    found = fit(path.aim, told)
    sides = {"target": show(path.target), "current": told.shown}
    if found == "unclear":
        return make_pace(path, current, "undecidable", [Reason("pace-unclear", sides)], base=base)
    broken = found == "broken"
    reason = Reason("pace-not-kept" if broken else "pace-kept", sides | {"year": str(year_of(current))})
    return make_pace(path, current, "behind" if broken else "on-track", [reason], base=base)


def margin_reason(margin: str) -> Reason:
    """Return the reason that names the rule of the classes.

    Example:
        >>> margin_reason("10 个百分点").code
        'pace-rule'
    """
    return Reason("pace-rule", {"margin": margin, "source": pace_rule().source})


def make_pace(
    path: Path,
    current: Observation,
    pace_class: PaceClass,
    reasons: Sequence[Reason],
    *,
    base: Observation | None = None,
    way: tuple[Decimal, Decimal] | None = None,
    year: int | None = None,
    needed: Decimal | None = None,
) -> Pace:
    """Return a pace at the newest year, with the share of the time that is past.

    Example:
        >>> from duixian.ledger.judging_aims import aim_of
        >>> from duixian.ledger.pace_series import Course
        >>> from duixian.reading import read_text
        >>> target, now = read_text("占比40%。2023年,占比35%。").figures
        >>> path = Path(aim_of(target), Series(target, Course(2020, 2025), (), None))
        >>> str(make_pace(path, Observation("", 2024, now), "behind", []).time_share)
        '0.6'
    """
    reached = year_of(current) if year is None else year
    return Pace(reached, base, current, path.time_share(reached), way, pace_class, needed, tuple(reasons))


def _percent(share: Decimal) -> str:
    return f"{(share * _HUNDRED).quantize(_SHOWN_PLACES).normalize():f}%"
