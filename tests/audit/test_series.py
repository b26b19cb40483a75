"""A place's series: stated, derived and contradicting values apart."""

from __future__ import annotations

import tomllib
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duixian.audit import derivation
from duixian.audit.panel_fill import fill_panel
from duixian.audit.series import place_series, series
from duixian.errors import UsageError
from duixian.ledger.dossier import gather
from duixian.ledger.panel_series import Series
from duixian.ledger.panel_table import panel

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "series.toml").read_text("utf-8"))["case"]
NARROW = Decimal("0.0001")
"""The limits of a case are rounded inwards by less than this share of them."""
LEVELS = st.decimals(60, 900, places=4)
RATES = st.decimals(-6, 15, places=3)
STEPS = 8


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_series_is_that_of_its_case(case, report):
    """Stated values with their telling, derived intervals, and what does not fit."""
    readings = [report(each["year"], each["text"]) for each in case["documents"]]
    points = [each for each in series(readings, case["indicator"], case["kind"]) if each.stated or each.derived]
    assert [point.year for point in points] == [each["year"] for each in case["points"]]
    for point, wanted in zip(points, case["points"], strict=True):
        assert [f"{each.figure.text} {each.telling}" for each in point.stated] == wanted.get("stated", [])
        assert [each.verdict for each in point.contradicting] == wanted.get("against", [])
        assert len(point.derived) == len(wanted.get("derived", []))
        for way, (low, high) in zip(point.derived, wanted.get("derived", []), strict=True):
            assert way.value.low <= Decimal(low) <= Decimal(high) <= way.value.high
            assert Decimal(low) - way.value.low <= NARROW * abs(Decimal(low)) * 5
            assert way.value.high - Decimal(high) <= NARROW * abs(Decimal(high)) * 5
            assert all(derivation(way, lang=lang).count("\n") == len(way.figures) for lang in ("zh", "en"))


def test_an_unknown_indicator_is_refused(report):
    """Also where the documents tell nothing."""
    with pytest.raises(UsageError):
        series([report(2025, "各项工作。")], "no-such-indicator")


def test_a_dossier_gives_what_its_readings_give(report):
    """Either may be handed in."""
    readings = [report(2025, "粮食产量84.0万吨,增长5.0%。")]
    assert series(gather(readings)[0], "grain-output") == series(readings, "grain-output")


def test_derivations_that_do_not_agree_imply_nothing(report):
    """Two intervals without a common value stay apart, and a panel is not filled from them."""
    texts = {
        2021: "粮食产量80.0万吨。",
        2022: "粮食产量增长5.0%。",
        2023: "粮食产量70.0万吨,增长1.0%。",
    }
    readings = [report(year, text) for year, text in texts.items()]
    (middle,) = [point for point in series(readings, "grain-output") if point.year == 2021]
    assert len(middle.derived) == 2
    assert middle.implied is None
    rows = panel(gather(readings), ["grain-output:amount"])
    assert [(row.year, fill) for row, fill in zip(rows, fill_panel(rows, readings), strict=True) if fill] == []


def _shown(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.1'), rounding=ROUND_HALF_UP)}"


def _told(level: Decimal, rate: Decimal | None, *, with_level: bool) -> str:
    parts = [f"粮食产量{_shown(level)}万吨"] if with_level else []
    if rate is not None:
        change = f"{'增长' if rate >= 0 else '下降'}{_shown(abs(rate))}%"
        parts.append(change if with_level else f"粮食产量{change}")
    return ",".join(parts) + "。" if parts else "粮食生产再获丰收。"


@st.composite
def _stories(draw):
    """A true series, and which levels and rates its reports tell."""
    levels, rates = [draw(LEVELS)], []
    for rate in draw(st.lists(RATES, min_size=1, max_size=6)):
        rates.append(rate)
        levels.append(levels[-1] * (1 + rate / 100))
    count = len(levels)
    told = draw(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=count, max_size=count))
    texts = [
        _told(level, rates[at - 1] if at and with_rate else None, with_level=with_level)
        for at, (level, (with_level, with_rate)) in enumerate(zip(levels, told, strict=True))
    ]
    return levels, rates, texts


@settings(max_examples=60, deadline=None)
@given(story=_stories(), data=st.data())
def test_true_values_are_never_left_out_and_never_contradicted(story, data, report):
    """Of a true series, told in rounded numbers, every derived interval holds the true value; order tells nothing."""
    levels, rates, texts = story
    readings = [report(2001 + at, text) for at, text in enumerate(texts)]
    wanted = [Series("grain-output", "amount"), Series("grain-output", "growth")]
    found = place_series(readings, wanted)
    truth = {
        "amount": {2000 + at: level * 10_000 for at, level in enumerate(levels)},
        "growth": {2001 + at: rate for at, rate in enumerate(rates)},
    }
    for each in found:
        for point in each.points:
            for way in point.derived:
                assert way.value.low <= truth[each.series.kind][point.year] <= way.value.high
            assert point.contradicting == ()
    assert place_series(data.draw(st.permutations(readings)), wanted) == found


@settings(max_examples=40, deadline=None)
@given(level=st.integers(200, 900), rate=st.integers(-50, 150))
def test_a_derived_interval_is_that_of_brute_force(level, rate, report):
    """No value on a fine grid within the rounding lies outside, and the ends are reached but for the last digits."""
    shown_level, shown_rate = Decimal(level) / 10, Decimal(rate) / 10
    verb = "增长" if rate >= 0 else "下降"
    text = f"粮食产量{shown_level:.1f}万吨,{verb}{abs(shown_rate):.1f}%。"
    (point, _) = series([report(2025, text)], "grain-output")
    (way,) = point.derived
    grid = [Decimal(at) / STEPS / 10 - Decimal("0.05") for at in range(STEPS + 1)]
    values = [(shown_level + one) * 10_000 / (1 + (shown_rate + two) / 100) for one in grid for two in grid]
    assert way.value.low <= min(values)
    assert max(values) <= way.value.high
    assert min(values) - way.value.low < Decimal("0.001")
    assert way.value.high - max(values) < Decimal("0.001")
