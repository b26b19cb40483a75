"""The benchmark's phrases: many are linked, and those of the headline indicators rightly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from duixian.indicators import link

GOLD = Path(__file__).parents[3] / "shared" / "benchmark" / "gold"
NAMES = ("hunnan-2021-report", "shenhe-2022-report", "huanggu-14th-plan", "sample-1", "sample-2")
HEADLINES = {
    "地区生产总值": "gdp",
    "一般公共预算收入": "general-public-budget-revenue",
    "固定资产投资": "fixed-asset-investment",
    "社会消费品零售总额": "retail-sales",
    "城镇居民人均可支配收入": "urban-disposable-income",
    "城镇登记失业率": "registered-unemployment-rate",
}

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the benchmark is not beside the repository")


def _figures() -> list[dict[str, Any]]:
    files = [GOLD / f"{name}.jsonl" for name in NAMES]
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row.get("indicator")]


def test_half_of_the_benchmark_is_linked() -> None:
    """The long tail of local counts has no id; more than half of the figures have one."""
    figures = _figures()
    linked = [row for row in figures if link(row["indicator"], unit=row["unit"], kind=row["kind"]).indicator_id]
    assert len(linked) > 0.5 * len(figures)


def test_headline_figures_of_the_benchmark_are_linked_rightly() -> None:
    """A headline phrase with the indicator's own kinds leads to its one id."""
    for row in _figures():
        if row["indicator"] in HEADLINES and row["kind"] != "rate":
            found = link(row["indicator"], unit=row["unit"], kind=row["kind"])
            assert found.indicator_id == HEADLINES[row["indicator"]], row
