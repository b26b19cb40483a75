from __future__ import annotations

import json
from pathlib import Path

import pytest

NEXT = """柳溪区政府工作报告
——2025年1月12日在柳溪区第三届人民代表大会第四次会议上
一、2024年工作回顾
2024年,一般公共预算收入93.6亿元,增长7.0%。
二、2025年工作安排
2025年,一般公共预算收入增长5%。
"""


@pytest.fixture
def folder(report: Path) -> Path:
    """A folder with the reports of two years."""
    (report.parent / "柳溪区-2025.txt").write_text(NEXT, encoding="utf-8")
    return report.parent


def test_levels_and_growth_come_out_where_no_kind_is_named(run, folder) -> None:
    """One record a year; the level that growth implies for last year stands among the derived ones."""
    result = run("series", folder, "--indicator", "一般公共预算收入")
    assert result.exit_code == 0
    records = {(each["kind"], each["year"]): each for each in map(json.loads, result.stdout.splitlines())}
    assert [each["text"] for each in records["amount", 2024]["stated"]] == ["93.6亿元"]
    low, high = records["amount", 2023]["derived"][0]["value"]
    assert 8_738_000_000 < low < high < 8_757_000_000
    assert [each["text"] for each in records["growth", 2025]["targets"]] == ["5%"]


def test_a_kind_may_be_named(run, folder) -> None:
    """Behind a colon."""
    result = run("series", folder, "--indicator", "general-public-budget-revenue:growth", "--format", "jsonl")
    assert {json.loads(line)["kind"] for line in result.stdout.splitlines()} == {"growth"}


def test_page_is_written_to_a_file(run, folder, tmp_path) -> None:
    """One page for all series."""
    out = tmp_path / "历年.html"
    result = run("series", folder, "--indicator", "一般公共预算收入", "-o", out, "--summary")
    assert result.exit_code == 0, result.stderr
    assert "<svg" in out.read_text(encoding="utf-8")
    assert "general-public-budget-revenue" in result.stdout


def test_an_unknown_indicator_is_refused_before_reading(run, folder) -> None:
    """With what comes near."""
    result = run("series", folder, "--indicator", "一般公共预算收人")
    assert result.exit_code == 2
    assert "general-public-budget-revenue" in result.stderr


def test_panel_fills_columns_of_its_own_only_when_asked(run, folder) -> None:
    """``--derived`` adds what follows; without it nothing is told of it."""
    wanted = ("panel", folder, "--indicator", "一般公共预算收入:总量", "--format", "jsonl")
    plain, filled = run(*wanted), run(*wanted, "--derived")
    rows = {row["year"]: row for row in map(json.loads, filled.stdout.splitlines())}
    assert "derived_low" not in plain.stdout
    assert rows[2023]["result"] is None
    assert rows[2023]["derived_low"] < rows[2023]["derived_high"]
    assert rows[2023]["derived_unit"] == "元"
    assert rows[2024]["derived_low"] is None
