from __future__ import annotations

import json
from decimal import Decimal

import pytest

from benchmarks import gdp_targets
from benchmarks.gdp_targets import Made, judge, rebuild_table, summary

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


@pytest.fixture
def rebuilt(tmp_path):
    """Set rows of a table beside the panel of one report."""

    def call(*rows: dict[str, object], report: str = REPORT):
        (tmp_path / "云溪市-2024-report.md").write_text(report, encoding="utf-8")
        table = tmp_path / "table.jsonl"
        table.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return rebuild_table(table, tmp_path)

    return call


def test_target_and_result_are_those_of_the_whole_place_and_the_one_year(rebuilt) -> None:
    """Neither a yearly average nor a zone's growth is taken for the place's growth in the year."""
    assert [cell.outcome for cell in rebuilt(ROW)] == ["right", "right"]


def test_a_year_of_which_nothing_is_said_has_no_value(rebuilt) -> None:
    """Unknown is nothing, not the nearest year; the panel's reason is told."""
    cells = rebuilt(ROW | {"year": 2026, "target": None, "actual": None})
    assert [(cell.outcome, cell.missing) for cell in cells] == [("rightly none", "no such row")] * 2


def test_a_range_has_two_ends(rebuilt) -> None:
    """6%-6.5% is reproduced by both ends."""
    range_ = ROW | {"target": [6, 6.5], "target_bound": "range"}
    assert rebuilt(range_, report=REPORT.replace("6.5%左右", "6%-6.5%"))[0].outcome == "right"


def test_outcomes_tell_value_bound_and_absence_apart() -> None:
    """A right value with another bound, a wrong value, and a value where none is stated are different things."""
    made = Made((Decimal("6.5"),), "~", "增长6.5%左右")
    assert judge((Decimal("6.5"),), "~", made) == "right"
    assert judge((Decimal("6.5"),), ">=", made) == "right value, other bound"
    assert judge((Decimal(7),), "~", made) == "wrong value"
    assert judge((), None, made) == "wrong value"
    assert judge((), None, None) == "rightly none"
    assert judge((Decimal(7),), "~", None) == "not read"


def test_shares_are_of_values_stated_and_wrong_ones_of_values_made(rebuilt) -> None:
    """A cell without stated value counts only where one was made."""
    cells = [*rebuilt(ROW), *rebuilt(ROW | {"target": None, "actual": 9})]
    counts = summary(cells)["all"]
    assert (counts["stated"], counts["right"], counts["wrong"]) == (3, 2, 2)
    assert counts["right_share"] == pytest.approx(2 / 3)
    assert counts["wrong_share"] == pytest.approx(2 / 4)


@pytest.mark.parametrize("from_csv", [False, True], ids=["folder", "csv"])
def test_a_table_is_set_beside_a_panel(tmp_path, capsys, from_csv) -> None:
    """The command prints the shares and writes the table that was made, from reports or from what `panel` wrote."""
    from click.testing import CliRunner

    from duixian.cli import main

    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "云溪市-2024-report.md").write_text(REPORT, encoding="utf-8")
    table = tmp_path / "table.jsonl"
    table.write_text(json.dumps(ROW | {"actual": 6}), encoding="utf-8")
    panel = tmp_path / "panel.csv"
    if from_csv:
        run = CliRunner().invoke(main, ["panel", str(reports), "--indicator", "gdp", "-o", str(panel)])
        assert run.exit_code == 0
    made = tmp_path / "made.jsonl"
    assert gdp_targets.main([str(table), str(panel if from_csv else reports), "--errors", "--write", str(made)]) == 0
    printed = capsys.readouterr().out
    assert "wrong value: 云溪市 2024 actual" in printed
    assert "reproduced 100.0%" in printed
    row = json.loads(made.read_text(encoding="utf-8"))
    assert (row["target"], row["target_bound"], row["actual"]) == (6.5, "~", 6.1)
