"""Levels follow from rates, and a smallest set contradicts."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from duixian.audit import audit, derivation
from duixian.audit.expressions import figure
from duixian.audit.network import Link, conflict, propagate
from duixian.quantities import Interval

RATES = st.decimals(-5, 20, places=1)


def _level(year, low, high):
    return Link((year,), figure(0), Interval(Decimal(low), Decimal(high)), ())


def _rate(year, percent, half="0.05"):
    low, high = (1 + (Decimal(percent) + sign * Decimal(half)) / 100 for sign in (-1, 1))
    return Link((year - 1, year), figure(1) / figure(0), Interval(low, high), ())


def test_last_years_level_follows_from_growth(report):
    """93.6 at +7.0 % was 87.39 to 87.56, given as derived with its derivation."""
    derived = audit([report(2025, "一般公共预算收入93.6亿元，增长7.0%。")]).derived
    (one,) = derived
    assert (one.indicator_id, str(one.period)) == ("general-public-budget-revenue", "2023")
    assert 8_738_000_000 < one.value.low < one.value.high < 8_757_000_000
    assert "93.6亿元" in derivation(one)
    assert one.record()["value"] == [float(one.value.low), float(one.value.high)]


def test_a_level_that_is_stated_is_not_derived(report):
    """Derived values never stand beside stated ones."""
    texts = {2024: "一般公共预算收入87.5亿元。", 2025: "一般公共预算收入93.6亿元，增长7.0%。"}
    assert audit([report(year, text) for year, text in texts.items()]).derived == ()


def test_real_growth_tells_no_level(report):
    """Growth of value added is at other prices than its levels."""
    assert audit([report(2025, "地区生产总值530.0亿元，增长5.2%。")]).derived == ()


def test_the_smallest_set_that_contradicts_is_found():
    """Of seven links, two levels and the rates between them contradict; the others are left out."""
    links = [
        _level(2019, "90", "91"), _rate(2020, 5), _level(2020, "94", "97"), _rate(2021, 5), _rate(2022, 5),
        _level(2022, "130", "131"), _rate(2023, 3),
    ]  # fmt: skip
    found = conflict(links)
    assert propagate(found) is None
    assert _level(2022, "130", "131") in found
    assert _rate(2023, 3) not in found
    for left_out in found:
        assert propagate([link for link in found if link is not left_out]) is not None


@settings(deadline=None)
@given(st.decimals(10, 1000, places=3), st.lists(RATES, min_size=1, max_size=5), st.permutations(range(11)))
def test_true_levels_are_never_lost(first, rates, order):
    """Rounded levels and rates of a true series leave every true level possible, in any order of the links."""
    levels = [first]
    for rate in rates:
        levels.append(levels[-1] * (1 + rate / 100))
    links = [_rate(at, rate) for at, rate in enumerate(rates, 1)]
    links += [
        _level(at, level - Decimal("0.5"), level + Decimal("0.5")) for at, level in enumerate(levels) if at % 2 == 0
    ]
    shuffled = [links[at] for at in order if at < len(links)]
    found = propagate(shuffled)
    assert found is not None
    for at, level in enumerate(levels):
        assert level in found[at][0]
