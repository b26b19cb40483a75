"""Expressions on intervals hold every value, and narrowing loses none."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from duixian.audit.expressions import Expression, compute, figure, narrow, number, write
from duixian.quantities import Interval

VALUES = st.decimals(Decimal("0.1"), 1000, places=2)
FIGURES = 3


@st.composite
def boxes(draw):
    """Three intervals, each with a value inside it."""
    found = []
    for _ in range(FIGURES):
        low, member, high = sorted(draw(st.tuples(VALUES, VALUES, VALUES)))
        found.append((Interval(low, high), member))
    return found


@st.composite
def expressions(draw, depth=3):
    """An expression over three figures."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        at = draw(st.integers(0, FIGURES))
        return figure(at) if at < FIGURES else number(draw(st.integers(1, 100)))
    left, right = draw(expressions(depth=depth - 1)), draw(expressions(depth=depth - 1))
    return Expression(draw(st.sampled_from(["+", "-", "*", "/"])), left, right)


def _exactly(expression: Expression, values: list[Fraction]) -> Fraction | None:
    if expression.left is None:
        return values[int(expression.value)] if expression.sign == "figure" else Fraction(expression.value)
    one = _exactly(expression.left, values)
    two = None if expression.right is None else _exactly(expression.right, values)
    if one is None or two is None:
        return None
    if expression.sign == "/":
        return one / two if two else None
    return {"+": one + two, "-": one - two, "*": one * two}[expression.sign]


def _holds(interval: Interval, value: Fraction) -> bool:
    low = interval.low is None or Fraction(interval.low) <= value
    return low and (interval.high is None or value <= Fraction(interval.high))


@given(expressions(), boxes())
def test_every_value_of_an_expression_lies_in_its_interval(expression, box):
    """What members give lies in what the intervals give."""
    value = _exactly(expression, [Fraction(member) for _, member in box])
    assume(value is not None)
    assert _holds(compute(expression, [interval for interval, _ in box]), value)


@given(expressions(), boxes(), st.decimals(0, 10, places=2))
def test_narrowing_keeps_every_value_that_gives_the_result(expression, box, slack):
    """Members whose value is allowed are still in the narrowed intervals."""
    value = _exactly(expression, [Fraction(member) for _, member in box])
    assume(value is not None)
    near = Decimal(value.numerator) / Decimal(value.denominator)
    result = Interval(near - slack - Decimal("1e-9"), near + slack + Decimal("1e-9"))
    found = narrow(expression, [interval for interval, _ in box], result)
    assert found is not None
    for (_, member), interval in zip(box, found, strict=True):
        assert _holds(interval, Fraction(member))


@given(VALUES, VALUES, st.integers(2, 10))
def test_a_root_gives_its_power_back(low, high, degree):
    """The power of the root holds what the root was taken of."""
    low, high = sorted((low, high))
    root = Interval(low, high).root(degree)
    power = root.power(degree)
    assert power.low <= low
    assert high <= power.high


@given(expressions())
def test_what_is_written_says_what_is_computed(expression):
    """Python reads the written expression as the same tree."""
    values = [Fraction(2), Fraction(3), Fraction(7)]
    text = write(expression, ["a", "b", "c"])
    text = re.sub(r"\d+", r"Fraction(\g<0>)", text.replace("×", "*").replace("÷", "/").replace("−", "-"))
    value = _exactly(expression, values)
    assume(value is not None)
    assert eval(text, {"Fraction": Fraction, "a": values[0], "b": values[1], "c": values[2]}) == value  # noqa: S307 (our own text)
