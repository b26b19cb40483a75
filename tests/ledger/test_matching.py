"""Figures are compared by indicator, kind, unit, stage and wording."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.ledger.linking import LEAST_SCORE
from duixian.ledger.matching import Matcher, Profile, alike, comparable, measure_of, profile_of
from duixian.ledger.wording import Weights
from duixian.reading import read_text

_CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "matching.toml").read_text(encoding="utf-8"))["pair"]


def _figure(sentence):
    (figure,) = read_text(sentence).figures
    return figure


@pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case['one']}{case['two']}")
def test_pairs_measure_the_same_or_do_not(case):
    """Each pair is told apart as the cases say."""
    readings = [read_text(case[side]) for side in ("one", "two")]
    one, two = (profile_of(reading.document, *reading.figures) for reading in readings)
    score = Matcher().score(one, two)
    assert (score >= LEAST_SCORE) is case["same"], score


@given(st.sampled_from(_CASES))
def test_likeness_of_equal_figures_is_one(case):
    """A figure is like itself, as far as it has a name."""
    figure = _figure(case["one"])
    assert alike(figure, figure) >= Decimal("0.9")


def test_growth_and_rate_are_comparable_only_where_the_rate_is_one_of_change():
    """涨幅 is a growth rate whatever kind it was read as."""
    rise, level, growth = (_figure(text) for text in ("价格涨幅为2.6%。", "失业率为4%。", "价格上涨3%。"))
    assert comparable(growth, rise)
    assert not comparable(growth, level)


def test_profile_holds_clause_and_neighbours():
    """What stands beside a name helps where the name tells nothing."""
    reading = read_text("推进水利建设,今年安排资金30亿元,支持水库加固。")
    (figure,) = reading.figures
    profile = profile_of(reading.document, figure)
    assert "30亿元" in profile.clause
    assert "水库加固" in profile.neighbours


def test_evidence_is_symmetric():
    """What two figures share does not depend on which is asked first."""
    matcher = Matcher(Weights.over(["安排水库资金", "支持水库加固"]))
    one, two = (Profile(_figure("安排水库资金3亿元。")), Profile(_figure("支持水库加固资金2亿元。")))
    assert matcher.evidence(one, two) == matcher.evidence(two, one)


def test_measure_tells_flow_from_stock():
    """The catalogue knows how an indicator counts over time."""
    assert measure_of(_figure("城镇新增就业900万人。")) == "flow"
    assert measure_of(_figure("安排资金30亿元。")) is None
