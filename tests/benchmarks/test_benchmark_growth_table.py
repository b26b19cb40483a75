from __future__ import annotations

import json
from decimal import Decimal

import pytest

from benchmarks import gdp_targets
from benchmarks.gdp_targets import ACHIEVED, PROMISED, choose, judge, rebuild, summary
from duixian.reading import read_text

REPORT = """\
云溪市政府工作报告

一、2023年工作回顾
2023年,全市地区生产总值增长6.1%,规模以上工业增加值增长7%,社会消费品零售总额增长5.5%。
五年来,地区生产总值年均增长6.8%。
高新区地区生产总值增长11%。

二、2024年工作安排
今年经济社会发展的主要预期目标是:地区生产总值增长6.5%左右,一般公共预算收入增长5%,规模以上工业增加值增长7.5%。
"""
ROW = {"place": "云溪市", "year": 2024, "target": 6.5, "target_bound": "~", "actual": 6.1, "actual_bound": "="}


@pytest.fixture(scope="module")
def figures():
    return read_text(REPORT).figures


@pytest.mark.parametrize(("roles", "year", "value"), [(PROMISED, 2024, "6.5"), (ACHIEVED, 2023, "6.1")])
def test_target_and_result_are_those_of_the_whole_place_and_the_one_year(figures, roles, year, value) -> None:
    """Neither a yearly average nor a zone's growth is taken for the place's growth in the year."""
    assert choose(figures, roles=roles, year=year).value == Decimal(value)


def test_a_year_of_which_nothing_is_said_has_no_value(figures) -> None:
    """Unknown is nothing, not the nearest year."""
    assert choose(figures, roles=PROMISED, year=2025) is None


def test_the_list_of_main_aims_is_preferred() -> None:
    """Where a later chapter names another rate, the sentence that tells most aims counts."""
    text = REPORT + "\n三、重点任务\n全力稳增长,力争今年地区生产总值增长7%。\n"
    assert choose(read_text(text).figures, roles=PROMISED, year=2024).value == Decimal("6.5")


def test_economic_growth_means_gross_product() -> None:
    """经济增长5% names no quantity, but says how much gross product grows."""
    text = REPORT.replace("是:地区生产总值增长6.5%左右", "是:经济增长6%以上")
    chosen = choose(read_text(text).figures, roles=PROMISED, year=2024)
    assert (chosen.value, chosen.bound) == (Decimal(6), ">=")


def test_a_range_has_two_ends() -> None:
    """6%-6.5% is reproduced by a figure with both ends."""
    text = REPORT.replace("6.5%左右", "6%-6.5%")
    chosen = choose(read_text(text).figures, roles=PROMISED, year=2024)
    assert judge((Decimal(6), Decimal("6.5")), "range", chosen) == "right"
    assert judge((Decimal(6),), "=", chosen) == "wrong value"


def test_outcomes_tell_value_bound_and_absence_apart(figures) -> None:
    """A right value with another bound, a wrong value, and a value where none is stated are different things."""
    target = choose(figures, roles=PROMISED, year=2024)
    assert judge((Decimal("6.5"),), "~", target) == "right"
    assert judge((Decimal("6.5"),), ">=", target) == "right value, other bound"
    assert judge((Decimal(7),), "~", target) == "wrong value"
    assert judge((), None, target) == "wrong value"
    assert judge((), None, None) == "rightly none"
    assert judge((Decimal(7),), "~", None) == "not read"


def test_shares_are_of_values_stated_and_wrong_ones_of_values_made() -> None:
    """A cell without stated value counts only where one was made."""
    reading = read_text(REPORT)
    cells = [*rebuild(ROW, reading), *rebuild(ROW | {"target": None, "actual": 9}, reading)]
    counts = summary(cells)["all"]
    assert (counts["stated"], counts["right"], counts["wrong"]) == (3, 2, 2)
    assert counts["right_share"] == pytest.approx(2 / 3)
    assert counts["wrong_share"] == pytest.approx(2 / 4)


def test_a_table_is_rebuilt_from_files(tmp_path, capsys) -> None:
    """The command reads the reports of a table, prints the shares and writes the table it made."""
    (tmp_path / "云溪市-2024-report.md").write_text(REPORT, encoding="utf-8")
    table = tmp_path / "table.jsonl"
    table.write_text(json.dumps(ROW | {"actual": 6}), encoding="utf-8")
    made = tmp_path / "made.jsonl"
    assert gdp_targets.main([str(table), str(tmp_path), "--errors", "--write", str(made)]) == 0
    printed = capsys.readouterr().out
    assert "wrong value: 云溪市 2024 actual" in printed
    assert "reproduced 100.0%" in printed
    row = json.loads(made.read_text(encoding="utf-8"))
    assert (row["target"], row["target_bound"], row["actual"]) == (6.5, "~", 6.1)
