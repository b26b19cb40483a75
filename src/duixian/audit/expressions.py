"""Expressions over figures: compute them on intervals, narrow what goes in by what comes out, write them down.

In goes an expression such as ``(figure(1) / figure(0) - 1) * 100`` with an interval for each figure; out comes the
interval of its values, narrower intervals for the figures, or its text. Method: interval arithmetic (Moore, 1966) and
the forward and backward sweep over the expression's tree known as HC4-revise (Benhamou, Goualard, Granvilliers and
Puget, 1999). The intervals are those of :mod:`duixian.quantities`, exact decimals with open ends: libraries of interval
arithmetic work on binary floats, in which a printed 0.1 is not 0.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from duixian.quantities import Interval

__all__ = ["Expression", "compute", "figure", "narrow", "number", "write"]

_Sign = Literal["figure", "number", "+", "-", "*", "/", "^", "root"]

_RANK: Final = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3, "root": 3, "figure": 4, "number": 4}
_SHOWN: Final = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}


@dataclass(frozen=True, slots=True)
class Expression:
    """A node of an expression's tree; made by :func:`figure` and :func:`number` and the operators.

    Example:
        >>> write((figure(1) / figure(0) - 1) * 100, ["93.6", "100.2"])
        '(100.2 ÷ 93.6 − 1) × 100'
    """

    sign: _Sign
    left: Expression | None = None
    right: Expression | None = None
    value: Decimal = Decimal(0)

    def __add__(self, other: Expression | int) -> Expression:
        return Expression("+", self, _node(other))

    def __sub__(self, other: Expression | int) -> Expression:
        return Expression("-", self, _node(other))

    def __mul__(self, other: Expression | int) -> Expression:
        return Expression("*", self, _node(other))

    def __truediv__(self, other: Expression | int) -> Expression:
        return Expression("/", self, _node(other))

    def power(self, exponent: int) -> Expression:
        """Return the expression to a power of at least 1."""
        return self if exponent == 1 else Expression("^", self, None, Decimal(exponent))

    def root(self, degree: int) -> Expression:
        """Return the root of the expression, of a degree of at least 1."""
        return self if degree == 1 else Expression("root", self, None, Decimal(degree))


def figure(at: int) -> Expression:
    """Return the figure at a place of the sequence that :func:`compute` is given.

    Example:
        >>> write(figure(0) + 1, ["2"])
        '2 + 1'
    """
    return Expression("figure", value=Decimal(at))


def number(value: Decimal | int) -> Expression:
    """Return a constant.

    Example:
        >>> write(number(2) * 3, [])
        '2 × 3'
    """
    return Expression("number", value=Decimal(value))


def _node(value: Expression | int) -> Expression:
    return value if isinstance(value, Expression) else number(value)


def compute(expression: Expression, intervals: Sequence[Interval]) -> Interval:
    """Return an interval that holds every value the expression can have.

    Args:
        expression: over figures.
        intervals: what each figure can be.

    Example:
        >>> print(compute(figure(0) + figure(1), [Interval.exactly(2), Interval(Decimal(1), Decimal(3))]))
        [3, 5]
    """
    left, right = expression.left, expression.right
    if left is None:
        known = expression.sign == "number"
        return Interval.exactly(expression.value) if known else intervals[int(expression.value)]
    one = compute(left, intervals)
    if right is None:
        times = int(expression.value)
        return one.power(times) if expression.sign == "^" else one.root(times)
    two = compute(right, intervals)
    match expression.sign:
        case "+":
            return one + two
        case "-":
            return one - two
        case "*":
            return one * two
        case _:
            return one / two


def narrow(expression: Expression, intervals: Sequence[Interval], result: Interval) -> tuple[Interval, ...] | None:
    """Narrow what the figures can be to what can give a result.

    Args:
        expression: over figures.
        intervals: what each figure can be.
        result: what the expression's value is known to lie in.

    Returns:
        The narrowed intervals, none of which lost a possible value; ``None`` if nothing gives such a result.

    Example:
        >>> last_year, growth = Interval(Decimal(0), None), Interval(Decimal("6.5"), Decimal("7.5"))
        >>> this_year = Interval(Decimal("93.55"), Decimal("93.65"))
        >>> found = narrow((figure(1) / figure(0) - 1) * 100, [last_year, this_year], growth)
        >>> round(found[0].low, 2), round(found[0].high, 2)
        (Decimal('87.02'), Decimal('87.93'))
    """
    held = list(intervals)
    return tuple(held) if _narrow(expression, held, result) else None


def _narrow(expression: Expression, held: list[Interval], result: Interval) -> bool:
    """Narrow ``held`` in place; tell whether anything is left."""
    left, right = expression.left, expression.right
    if left is None:
        if expression.sign == "number":
            return expression.value in result
        at = int(expression.value)
        common = held[at].common(result)
        if common is None:
            return False
        held[at] = common
        return True
    one = compute(left, held)
    if right is None:
        times = int(expression.value)
        possible = one.common(result.root(times) if expression.sign == "^" else result.power(times))
        if expression.sign == "^" and (one.low is None or one.low < 0):
            possible = one
        return possible is not None and _narrow(left, held, possible)
    two = compute(right, held)
    match expression.sign:
        case "+":
            ones, twos = result - two, result - one
        case "-":
            ones, twos = result + two, one - result
        case "*":
            ones, twos = _quotient(result, two), _quotient(result, one)
        case _:
            ones, twos = result * two, _quotient(one, result)
    first, second = one.common(ones), two.common(twos)
    return first is not None and second is not None and _narrow(left, held, first) and _narrow(right, held, second)


def _quotient(result: Interval, factor: Interval) -> Interval:
    """Return what times a factor can give a result; everything, if the factor can be 0."""
    return result / factor


def write(expression: Expression, figures: Sequence[str]) -> str:
    """Write an expression with the figures' numbers, brackets only where needed.

    Example:
        >>> write((figure(0) / figure(1)).root(5) - 1, ["62660", "48260"])
        '(62660 ÷ 48260)^(1/5) − 1'
    """
    left, right = expression.left, expression.right
    if left is None:
        return figures[int(expression.value)] if expression.sign == "figure" else f"{expression.value:f}"
    rank = _RANK[expression.sign]
    one = _bracketed(left, figures, rank)
    if right is None:
        return f"{one}^{expression.value}" if expression.sign == "^" else f"{one}^(1/{expression.value})"
    strict = rank + (expression.sign in ("-", "/"))
    return one + _SHOWN[expression.sign] + _bracketed(right, figures, strict)


def _bracketed(part: Expression, figures: Sequence[str], rank: int) -> str:
    text = write(part, figures)
    leaf_sum = part.left is None and text.startswith("-")
    low = _RANK[part.sign] < rank or (part.left is not None and rank == _RANK["^"] == _RANK[part.sign])
    return f"({text})" if low or leaf_sum else text
