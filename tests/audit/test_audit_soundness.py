"""No misfit is reported where some true values within the stated rounding fit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from duixian.audit import audit

TENTH = Decimal("0.1")
LEVELS = st.decimals(20, 900, places=4)
STEPS = 40
"""Into how many steps the rounding of a stated number is cut for the search by brute force."""


def _shown(value: Decimal) -> str:
    return f"{value.quantize(TENTH, rounding=ROUND_HALF_UP)}"


def _growth(first: Decimal, last: Decimal) -> str:
    rate = (last / first - 1) * 100
    verb = "增长" if rate >= 0 else "下降"
    return f"{verb}{_shown(abs(rate))}%"


@settings(max_examples=60, deadline=None)
@given(first=LEVELS, last=LEVELS)
def test_growth_of_rounded_true_levels_fits(first, last, figures_of):
    """Two levels and their growth, each rounded from the truth."""
    text = f"2024年,软件业务收入由{_shown(first)}亿元变化到{_shown(last)}亿元,{_growth(first, last)}。"
    found = audit([figures_of(text)]).findings
    assert {each.verdict for each in found} <= {"consistent"}


@settings(max_examples=60, deadline=None)
@given(parts=st.lists(LEVELS, min_size=2, max_size=6))
def test_a_sum_of_rounded_true_parts_fits(parts, figures_of):
    """Parts and their sum, each rounded from the truth."""
    names = "甲乙丙丁戊己"
    listed = "、".join(f"{name}区收入{_shown(part)}亿元" for name, part in zip(names, parts, strict=False))
    found = audit([figures_of(f"2024年,{listed},合计{_shown(sum(parts))}亿元。")]).findings
    assert "contradiction" not in {each.verdict for each in found}


@settings(max_examples=40, deadline=None)
@given(first=LEVELS, rates=st.lists(st.decimals(-9, 30, places=4), min_size=2, max_size=4))
def test_reports_of_true_levels_and_rates_fit(first, rates, report):
    """Levels and rates of several years' reports, each rounded from the truth."""
    readings, level = [report(2020, f"一般公共预算收入{_shown(first)}亿元。")], first
    for year, rate in enumerate(rates, 2021):
        level *= 1 + rate / 100
        verb = "增长" if rate >= 0 else "下降"
        readings.append(report(year, f"一般公共预算收入{_shown(level)}亿元,{verb}{_shown(abs(rate))}%。"))
    found = audit(readings).findings
    assert found
    assert {each.verdict for each in found} == {"consistent"}


@settings(max_examples=60, deadline=None)
@given(first=st.integers(20, 60), last=st.integers(20, 60), rate=st.integers(0, 200))
def test_a_misfit_of_growth_has_no_true_values_by_brute_force(first, last, rate, figures_of):
    """Where growth is called a misfit, no levels on a fine grid within the rounding give it."""
    text = f"2024年,软件业务收入由{first}.0亿元变化到{last}.0亿元,增长{rate}%。"
    found = [each for each in audit([figures_of(text)]).findings if each.rule == "from-to-growth"]
    for finding in found:
        fits = _some_values_fit(Decimal(first), Decimal(last), Decimal(rate))
        assert (finding.verdict == "consistent") or not fits


def _some_values_fit(first: Decimal, last: Decimal, rate: Decimal) -> bool:
    grid = [Decimal(at) / STEPS * TENTH - TENTH / 2 for at in range(STEPS + 1)]
    half = Decimal("0.5")
    return any(
        rate - half <= ((last + above) / (first + below) - 1) * 100 <= rate + half for above in grid for below in grid
    )


@settings(max_examples=60, deadline=None)
@given(part=LEVELS, rest=LEVELS)
def test_a_true_part_is_never_above_its_whole(part, rest, figures_of):
    """A part and its whole, each rounded from the truth."""
    text = f"2024年,固定资产投资{_shown(part + rest)}亿元,民间投资{_shown(part)}亿元。"
    found = [each for each in audit([figures_of(text)]).findings if each.rule == "part-of-whole"]
    assert {each.verdict for each in found} == {"consistent"}


@settings(max_examples=40, deadline=None)
@given(levels=st.lists(LEVELS, min_size=3, max_size=5), rank=st.sampled_from([1, 2]))
def test_a_true_standing_among_the_years_fits(levels, rank, report):
    """The last year is told as the highest or second highest of all, which it is."""
    last = sorted(levels)[-rank]
    told = "创历史新高" if rank == 1 else "成为历史第二高产年"
    others = list(levels)
    others.remove(last)
    readings = [report(2020 + at, f"粮食产量{_shown(level)}万吨。") for at, level in enumerate(others)]
    readings.append(report(2020 + len(others), f"粮食产量{_shown(last)}万吨,{told}。"))
    found = [each for each in audit(readings).findings if each.rule == "record-level"]
    assert [each.verdict for each in found] == ["consistent"]


@settings(max_examples=40, deadline=None)
@given(added=st.lists(st.integers(0, 900), min_size=2, max_size=5))
def test_a_true_running_total_never_falls(added, report):
    """Totals of what came year by year."""
    total, readings = 1000, []
    for at, number in enumerate(added):
        total += number
        readings.append(report(2020 + at, f"公共充电桩累计达到{total}个。"))
    found = [each for each in audit(readings).findings if each.rule == "running-total"]
    assert {each.verdict for each in found} == {"consistent"}


@settings(max_examples=30, deadline=None)
@given(items=st.integers(3, 12))
def test_a_true_count_of_listed_items_fits(items, report):
    """As many items as the text tells."""
    listed = "\n\n".join(f"{at}.新建社区食堂{at + 1}家。" for at in range(1, items + 1))
    text = f"平稳。\n\n二、2025年工作安排\n\n安排了{items}件民生实事。\n\n2025年民生实事\n\n{listed}"
    found = [each for each in audit([report(2025, text)]).findings if each.rule == "list-count"]
    assert [each.verdict for each in found] == ["consistent"]
