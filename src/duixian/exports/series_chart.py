"""A small chart of a series, drawn before the page is written: stated points, derived bands, targets as ticks.

In go the points of one series in one unit; out comes a :class:`Chart`: positions in a view box, ready for the
template. Nothing is computed in the browser.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Final

from duixian.audit.series import SeriesPoint, StatedValue
from duixian.exports.columns import grouped, plain_decimal
from duixian.model import FindingVerdict, Role

__all__ = ["Band", "Chart", "Dot", "Tick", "draw_chart"]

WIDTH: Final = 960
HEIGHT: Final = 312
_LEFT, _RIGHT, _TOP, _BOTTOM = Decimal(78), Decimal(14), Decimal(26), Decimal(28)
_MOST_TICKS: Final = 5
_MOST_YEARS: Final = 16
_LEAST_BAND: Final = Decimal(3)
_TENTH: Final = Decimal("0.1")
_MAGNITUDES: Final = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))


@dataclass(frozen=True, slots=True)
class Tick:
    """A position on an axis with its words; empty where only the line is drawn."""

    at: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A stated value.

    Args:
        x, y: where it stands.
        year: of the value.
        index: its place among the year's stated or aimed-at values.
        role: what it is; estimates are drawn hollow, targets as ticks.
        again: whether another value was told for the year before.
        verdict: where it lies outside what others imply.
    """

    x: Decimal
    y: Decimal
    year: int
    index: int
    role: Role
    again: bool
    verdict: FindingVerdict | None


@dataclass(frozen=True, slots=True)
class Band:
    """A derived interval.

    Args:
        x, y: the upper left corner.
        width, height: its size; never too small to be seen.
        year: of the value.
        index: its place among the year's derived values.
    """

    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal
    year: int
    index: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart.

    Args:
        width, height: of the view box.
        left, right, top, bottom: the plot's edges.
        unit: of the numbers at the axis, with its magnitude word.
        rows: lines across.
        years: ticks below.
        lines: runs of first stated values of years in a row, as the ``points`` of polylines.
        dots: stated values.
        bands: derived ones.
        targets: what was aimed at.
    """

    width: int
    height: int
    left: Decimal
    right: Decimal
    top: Decimal
    bottom: Decimal
    unit: str
    rows: tuple[Tick, ...]
    years: tuple[Tick, ...]
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    bands: tuple[Band, ...]
    targets: tuple[Dot, ...]


def draw_chart(points: Sequence[SeriesPoint]) -> Chart | None:
    """Draw the points of one series in one unit.

    Args:
        points: in order of years.

    Returns:
        The chart, or ``None`` where there is nothing to draw.

    Example:
        >>> from duixian.audit.series import series
        >>> from duixian.reading import read_text
        >>> reading = read_text("云溪市2026年政府工作报告。2025年,一般公共预算收入93.6亿元,增长7.0%。")
        >>> chart = draw_chart(series([reading], "general-public-budget-revenue"))
        >>> chart.unit, len(chart.dots), len(chart.bands), [tick.text for tick in chart.years]
        ('亿元', 1, 1, ['2025', '2024'])
    """
    plot = _Plot.of(points)
    if plot is None:
        return None
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=_LEFT,
        right=WIDTH - _RIGHT,
        top=_TOP,
        bottom=HEIGHT - _BOTTOM,
        unit=plot.word + (points[0].unit or ""),
        rows=tuple(plot.rows()),
        years=tuple(plot.year_ticks()),
        lines=tuple(plot.lines(points)),
        dots=tuple(dot for point in points for dot in plot.dots(point.year, point.stated)),
        bands=tuple(band for point in points for band in plot.bands(point)),
        targets=tuple(dot for point in points for dot in plot.dots(point.year, point.targets)),
    )


@dataclass(frozen=True, slots=True)
class _Plot:
    """The scales of a chart: years to the right, values upwards."""

    first: int
    last: int
    low: Decimal
    high: Decimal
    step: Decimal
    worth: Decimal
    word: str

    @classmethod
    def of(cls, points: Sequence[SeriesPoint]) -> _Plot | None:
        values = [value for point in points for value in _values(point)]
        years = [point.year for point in points if point.stated or point.derived or point.targets]
        if not values:
            return None
        least, most = min(values), max(values)
        # Levels far from nothing would be a flat line on a scale that starts at nothing.
        low = least if least < 0 or 2 * least > most else Decimal(0)
        step = _step((most - low) / _MOST_TICKS) if most > low else max(abs(most), Decimal(1))
        low = (low / step).to_integral_value(ROUND_FLOOR) * step
        high = (most / step).to_integral_value(ROUND_CEILING) * step
        percent = points[0].unit == "%"
        worth, word = next(
            ((worth, word) for worth, word in _MAGNITUDES if max(abs(low), high) >= worth and not percent),
            (Decimal(1), ""),
        )
        return cls(min(years), max(years), low, max(high, low + step), step, worth, word)

    def x(self, year: int) -> Decimal:
        width = WIDTH - _LEFT - _RIGHT
        return _rounded(_LEFT + width * (2 * (year - self.first) + 1) / (2 * (self.last - self.first + 1)))

    def y(self, value: Decimal) -> Decimal:
        height = HEIGHT - _TOP - _BOTTOM
        return _rounded(_TOP + height * (self.high - value) / (self.high - self.low))

    def rows(self) -> Iterator[Tick]:
        for count in range(min(int((self.high - self.low) / self.step), 2 * _MOST_TICKS) + 1):
            at = self.low + count * self.step
            yield Tick(self.y(at), grouped(plain_decimal((at / self.worth).normalize())))

    def year_ticks(self) -> Iterator[Tick]:
        every = -(-(self.last - self.first + 1) // _MOST_YEARS)
        for year in range(self.last, self.first - 1, -every):
            yield Tick(self.x(year), str(year))

    def lines(self, points: Sequence[SeriesPoint]) -> Iterator[str]:
        run: list[str] = []
        before: int | None = None
        for point in points:
            if not point.stated:
                continue
            if before is not None and point.year != before + 1 and run:
                yield " ".join(run)
                run = []
            run.append(f"{self.x(point.year)},{self.y(point.stated[0].figure.value)}")
            before = point.year
        if run:
            yield " ".join(run)

    def dots(self, year: int, values: Sequence[StatedValue]) -> Iterator[Dot]:
        for index, each in enumerate(values):
            if each.telling != "repeated":
                figure = each.figure
                again = each.telling != "first"
                yield Dot(self.x(year), self.y(figure.value), year, index, figure.role, again, each.verdict)

    def bands(self, point: SeriesPoint) -> Iterator[Band]:
        share = (WIDTH - _LEFT - _RIGHT) / (self.last - self.first + 1)
        width = _rounded(min(max(share / 2, Decimal(8)), Decimal(26)))
        for index, each in enumerate(point.derived):
            low, high = each.value.low, each.value.high
            if low is None or high is None:
                continue
            top, bottom = self.y(high), self.y(low)
            height = max(bottom - top, _LEAST_BAND)
            yield Band(
                _rounded(self.x(point.year) - width / 2), _rounded((top + bottom - height) / 2), width, height,
                point.year, index,
            )  # fmt: skip


def _values(point: SeriesPoint) -> Iterator[Decimal]:
    for each in (*point.stated, *point.targets):
        yield each.figure.value
    for way in point.derived:
        yield from (end for end in (way.value.low, way.value.high) if end is not None)


def _step(least: Decimal) -> Decimal:
    """Return the smallest of 1, 2, 5, 10, 20 … and their parts that is not below a number.

    Example:
        >>> _step(Decimal("163")), _step(Decimal("0.04"))
        (Decimal('2E+2'), Decimal('0.05'))
    """
    power = Decimal(1).scaleb(least.adjusted())
    return next(power * times for times in (1, 2, 5, 10) if power * times >= least)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_TENTH, ROUND_HALF_EVEN)
