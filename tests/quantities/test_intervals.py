"""Intervals never leave out a possible result."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from duixian.errors import InternalError
from duixian.quantities import Interval, find_quantities, interval

ENDS = st.none() | st.decimals(-1000, 1000, places=2)


@st.composite
def intervals_with_a_member(draw):
    """An interval and a value inside it."""
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None and low > high:
        low, high = high, low
    low_open, high_open = draw(st.booleans()), draw(st.booleans())
    within = Interval(low, high, low is not None and low_open, high is not None and high_open)
    member = draw(st.decimals(-1000 if low is None else low, 1000 if high is None else high, places=4))
    assume(member in within)
    return within, member


def _holds(found: Interval, value: Fraction) -> bool:
    above = found.low is None or Fraction(found.low) < value or (Fraction(found.low) == value and not found.low_open)
    below = (
        found.high is None or value < Fraction(found.high) or (Fraction(found.high) == value and not found.high_open)
    )
    return above and below


@given(intervals_with_a_member(), intervals_with_a_member())
def test_results_of_members_lie_in_the_result(one, two):
    """For any member of either, sum, difference, product and quotient are in the result."""
    (left, x), (right, y) = one, two
    a, b = Fraction(x), Fraction(y)
    assert _holds(left + right, a + b)
    assert _holds(left - right, a - b)
    assert _holds(left * right, a * b)
    if b:
        assert _holds(left / right, a / b)


@given(intervals_with_a_member(), intervals_with_a_member())
def test_intervals_with_a_common_member_meet(one, two):
    """If a value lies in both, they meet; if they do not meet, none does."""
    (left, x), (right, y) = one, two
    assert x not in right or left.meets(right)
    assert y not in left or right.meets(left)
    assert left.meets(right) == right.meets(left)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("达到93.6亿元", "[9355000000, 9365000000]"),
        ("增长7%", "[6.5, 7.5]"),
        ("增长6.50%", "[6.495, 6.505]"),
        ("超过500家", "(500, ∞)"),
        ("8%以上", "[8, ∞)"),
        ("不到3%", "(-∞, 3)"),
        ("5%以内", "(-∞, 5]"),
        ("约400亿元", "[38000000000, 42000000000]"),
        ("约3%", "[2.5, 3.5]"),
        ("增长6%-6.5%", "[6, 6.5]"),
        ("新增396家", "[396, 396]"),
        ("达到3.7万家", "[36500, 37500]"),
        ("居全省第2位", "[2, 2]"),
        ("占三分之一", "[33.3333, 33.3333]"),
    ],
)
def test_a_stated_number_leaves_open_what_was_rounded(text, shown):
    """The interval of a quantity by its bound and written precision."""
    assert shown == str(interval(find_quantities(text)[0]))


@given(st.decimals(0, 10**6, places=6), st.integers(0, 4))
def test_the_unrounded_value_lies_in_the_interval(value, places):
    """Whatever was rounded to what is stated is still possible."""
    stated = f"{value:.{places}f}"
    assert value in interval(find_quantities(f"产量{stated}吨")[0])


def test_a_divisor_that_may_be_zero_leaves_everything_open():
    """Dividing by an interval around 0 tells nothing."""
    assert Interval(None, None) == Interval.exactly(1) / Interval(Decimal(-1), Decimal(1))


def test_ends_in_the_wrong_order_are_a_defect():
    """An interval cannot end below its start."""
    with pytest.raises(InternalError):
        Interval(Decimal(2), Decimal(1))


def test_only_numbers_are_members():
    """Anything else is in no interval."""
    assert "1" not in Interval(None, None)
