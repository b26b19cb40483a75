"""Arithmetic on what a stated number may mean: a rounded 93.6亿 lies between 93.55亿 and 93.65亿.

In goes a quantity; out comes the interval of values that it can be true of, and + - * / on such intervals that
never leave out a possible result. Method: interval arithmetic after Moore (Interval Analysis, 1966), with open and
unbounded ends; bounds are exact decimals, quotients are rounded outwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, localcontext

from duixian.errors import InternalError
from duixian.model import Quantity
from duixian.quantities.unit_table import unit_of

__all__ = ["Interval", "interval"]

_PRECISION_DIGITS = 60
_ROOT = Context(prec=40)
_ABOUT = Decimal("0.05")
"""What 约, 近 and 左右 leave open: a twentieth of the value, or the rounding of the number if that is more."""
_COUNTED = frozenset({"count", "people", "households", "visits", "rank"})


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of real numbers.

    Args:
        low: the lower end, ``None`` if there is none.
        high: the upper end, ``None`` if there is none.
        low_open: whether the lower end itself is excluded.
        high_open: whether the upper end itself is excluded.

    Raises:
        InternalError: the lower end lies above the upper one.

    Example:
        >>> str(Interval(Decimal(1), Decimal(2)) + Interval(Decimal(3), None))
        '[4, ∞)'
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise InternalError("interval-order", low=self.low, high=self.high)

    @classmethod
    def exactly(cls, value: Decimal | int) -> Interval:
        """Return the interval of one value."""
        return cls(Decimal(value), Decimal(value))

    def __contains__(self, value: object) -> bool:
        if not isinstance(value, Decimal | int):
            return False
        above = self.low is None or value > self.low or (value == self.low and not self.low_open)
        below = self.high is None or value < self.high or (value == self.high and not self.high_open)
        return above and below

    def meets(self, other: Interval) -> bool:
        """Tell whether the two intervals have a value in common.

        Example:
            >>> Interval(Decimal(1), Decimal(2), high_open=True).meets(Interval(Decimal(2), None))
            False
        """
        return not self._lies_below(other) and not other._lies_below(self)

    def common(self, other: Interval) -> Interval | None:
        """Return the values that both intervals have, or ``None`` if there is none.

        Example:
            >>> str(Interval(Decimal(1), Decimal(3)).common(Interval(Decimal(2), None)))
            '[2, 3]'
        """
        if not self.meets(other):
            return None
        return _between(max(_low(self), _low(other), key=_low_key), min(_high(self), _high(other), key=_high_key))

    def power(self, exponent: int) -> Interval:
        """Return the interval times itself, for an exponent of at least 1.

        Example:
            >>> str(Interval(Decimal("1.05"), Decimal("1.06")).power(2))
            '[1.1025, 1.1236]'
        """
        product = self
        for _ in range(exponent - 1):
            product = product * self
        return product

    def root(self, degree: int) -> Interval:
        """Return the roots of what is not negative in the interval, rounded outwards; else everything is possible.

        Example:
            >>> Decimal("1.1") in Interval.exactly(Decimal("1.21")).root(2)
            True
        """
        if self.low is None or self.low < 0:
            return Interval(None, None)
        low = _root(self.low, degree).next_minus(_ROOT) if self.low else Decimal(0)
        high = None if self.high is None else _root(self.high, degree).next_plus(_ROOT)
        return Interval(low, high)

    def _lies_below(self, other: Interval) -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else self.high.copy_negate(),
            None if self.low is None else self.low.copy_negate(),
            self.high_open,
            self.low_open,
        )

    def __add__(self, other: Interval) -> Interval:
        return _between(_sum(_low(self), _low(other), ROUND_FLOOR), _sum(_high(self), _high(other), ROUND_CEILING))

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        pairs = [(one, two) for one in (_low(self), _high(self)) for two in (_low(other), _high(other))]
        floors = [_product(one, two, ROUND_FLOOR) for one, two in pairs]
        ceilings = [_product(one, two, ROUND_CEILING) for one, two in pairs]
        return _between(min(floors, key=_low_key), max(ceilings, key=_high_key))

    def __truediv__(self, other: Interval) -> Interval:
        """Divide; a divisor that may be 0 leaves everything possible."""
        if Decimal(0) in Interval(other.low, other.high):
            return Interval(None, None)
        return self * _reciprocal(other)

    def __str__(self) -> str:
        left = "(-∞" if self.low is None else f"{'(' if self.low_open else '['}{self.low.normalize():f}"
        right = "∞)" if self.high is None else f"{self.high.normalize():f}{')' if self.high_open else ']'}"
        return f"{left}, {right}"


_End = tuple[Decimal, bool]
"""An end of an interval: its value (infinite where there is none) and whether it is open."""


def _root(value: Decimal, degree: int) -> Decimal:
    """Return a root that is off by less than one unit in the last of its digits."""
    with localcontext(prec=_PRECISION_DIGITS):
        return _ROOT.plus(value ** (1 / Decimal(degree)))


def _low(interval: Interval) -> _End:
    return (Decimal("-Infinity"), True) if interval.low is None else (interval.low, interval.low_open)


def _high(interval: Interval) -> _End:
    return (Decimal("Infinity"), True) if interval.high is None else (interval.high, interval.high_open)


def _between(low: _End, high: _End) -> Interval:
    return Interval(
        low[0] if low[0].is_finite() else None,
        high[0] if high[0].is_finite() else None,
        low[1] and low[0].is_finite(),
        high[1] and high[0].is_finite(),
    )


def _low_key(end: _End) -> tuple[Decimal, bool]:
    return end[0], end[1]


def _high_key(end: _End) -> tuple[Decimal, bool]:
    return end[0], not end[1]


def _sum(one: _End, two: _End, rounding: str) -> _End:
    with localcontext(prec=_PRECISION_DIGITS, rounding=rounding):
        return one[0] + two[0], one[1] or two[1]


def _product(one: _End, two: _End, rounding: str) -> _End:
    for end, other in ((one, two), (two, one)):
        if end[0] == 0:
            # 0 times anything is 0, and is reached if 0 itself is
            return Decimal(0), end[1] and (other[0] != 0 or other[1])
    with localcontext(prec=_PRECISION_DIGITS, rounding=rounding):
        return one[0] * two[0], one[1] or two[1]


def _reciprocal(divisor: Interval) -> Interval:
    """Return 1 divided by an interval that does not hold 0, rounded outwards."""
    low, high = _low(divisor), _high(divisor)
    with localcontext(prec=_PRECISION_DIGITS, rounding=ROUND_FLOOR):
        floor = 1 / high[0]
    with localcontext(prec=_PRECISION_DIGITS, rounding=ROUND_CEILING):
        ceiling = 1 / low[0]
    # 1/∞ is 0 with a vast exponent, which would slow all that follows
    return Interval(floor or Decimal(0), ceiling or Decimal(0), high[1], low[1])


def interval(quantity: Quantity) -> Interval:
    """Return the values of which a stated quantity can be true.

    Rounding gives half a step to either side (93.6亿 is 93.55亿 to 93.65亿, both ends included: which way a half was
    rounded is not known); things counted one by one (500家) are exact. A bound opens one side: 超过93.6亿 is anything
    above 93.6亿, where the number is a threshold and not rounded. 约 and its like leave open what was rounded, but at
    least a twentieth. An integer's step is its last digit even if it ends in zeros; who knows that 3000 was rounded to
    thousands widens the step first.

    Args:
        quantity: as found in a text.

    Example:
        >>> from duixian.quantities import find_quantities
        >>> [str(interval(q)) for q in find_quantities("达到93.6亿元,超过500家,增长6%-6.5%,不到3%")]
        ['[9355000000, 9365000000]', '(500, ∞)', '[6, 6.5]', '(-∞, 3)']
    """
    value = quantity.value
    if quantity.high is not None:
        return Interval(value, quantity.high)
    match quantity.bound:
        case ">":
            return Interval(value, None, low_open=True)
        case ">=":
            return Interval(value, None)
        case "<":
            return Interval(None, value, high_open=True)
        case "<=":
            return Interval(None, value)
        case "~":
            slack = max(quantity.step / 2, abs(value) * _ABOUT)
        case _:
            slack = Decimal(0) if _is_count(quantity) else quantity.step / 2
    return Interval(value - slack, value + slack)


def _is_count(quantity: Quantity) -> bool:
    """Tell whether a quantity counts whole things one by one: 500家, but not 3.7万家 or 500吨."""
    unit = None if quantity.unit is None else unit_of(quantity.unit)
    return quantity.step == 1 and unit is not None and unit.dimension in _COUNTED
