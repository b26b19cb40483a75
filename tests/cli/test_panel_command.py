from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

NEXT = """柳溪区政府工作报告
——2025年1月12日在柳溪区第三届人民代表大会第四次会议上
一、2024年工作回顾
2024年,全区地区生产总值增长5.8%。
二、2025年工作安排
2025年,地区生产总值增长6%以上。
"""


@pytest.fixture
def folder(report: Path) -> Path:
    """A folder with the reports of two years."""
    (report.parent / "柳溪区-2025.txt").write_text(NEXT, encoding="utf-8")
    return report.parent


def test_panel_comes_out_as_jsonl_where_nobody_looks(run, folder) -> None:
    """Without format and output, stdout that is no terminal gets one row a line."""
    result = run("panel", folder, "--indicator", "gdp")
    assert result.exit_code == 0
    rows = {row["year"]: row for row in map(json.loads, result.stdout.splitlines())}
    assert (rows[2024]["target"], rows[2024]["result"], rows[2024]["verdict"]) == (6.5, 5.8, "missed")
    assert rows[2023]["target_missing"] == "document_missing"
    assert rows[2025]["verdict"] == "open"


def test_csv_has_codebook_and_package_beside_it(run, folder, tmp_path) -> None:
    """Three files; the data package names the licence that was given."""
    out = tmp_path / "out" / "面板.csv"
    out.parent.mkdir()
    result = run("panel", folder, "--indicator", "gdp", "--indicator", "GDP:amount", "--licence", "CC0-1.0", "-o", out)
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in out.parent.iterdir()) == ["codebook.md", "datapackage.json", "面板.csv"]
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert {row["kind"] for row in csv.DictReader(file)} == {"growth", "amount"}
    assert "CC0-1.0" in (out.parent / "datapackage.json").read_text(encoding="utf-8")


def test_other_formats_and_stdout_have_no_package(run, folder, tmp_path) -> None:
    """A workbook explains itself; beside stdout there is nothing."""
    out = tmp_path / "out"
    out.mkdir()
    assert run("panel", folder, "--indicator", "gdp", "-o", out / "面板.xlsx").exit_code == 0
    assert run("panel", folder, "--indicator", "gdp", "--format", "csv").exit_code == 0
    assert [path.name for path in out.iterdir()] == ["面板.xlsx"]


def test_unreadable_documents_are_told_and_stand_in_the_panel(run, folder, tmp_path) -> None:
    """Exit code 1; the row says why its values are missing, without a path of this machine."""
    (folder / "沈阳市-2024.txt").write_bytes(b"")
    out = tmp_path / "面板.csv"
    result = run("panel", folder, "--indicator", "gdp", "-o", out)
    assert result.exit_code == 1
    assert "沈阳市-2024.txt" in result.stderr
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["place"], row["year"]): row for row in csv.DictReader(file)}
    assert rows["沈阳市", "2024"]["target_missing"] == "unreadable"
    assert rows["沈阳市", "2023"]["result_missing"] == "unreadable"
    assert rows["沈阳市", "2024"]["unreadable"] == "沈阳市-2024.txt"
    described = (tmp_path / "datapackage.json").read_text(encoding="utf-8")
    assert str(folder) not in described


def test_summary_counts_targets_and_results(run, folder) -> None:
    """Alone it is all that is printed; missing values are counted by reason."""
    result = run("panel", folder, "--indicator", "gdp", "--summary", "--lang", "en")
    assert result.exit_code == 0
    assert "gdp:growth" in result.stdout
    assert not result.stdout.lstrip().startswith("{")


def test_table_shows_values_and_reasons_in_words(run, folder) -> None:
    """A gap is told in words, a verdict too."""
    result = run("panel", folder, "--indicator", "gdp", "--format", "table", "--lang", "zh")
    assert "没有文件" in result.stdout
    assert "未兑现" in result.stdout


@pytest.mark.parametrize(
    ("wanted", "said"), [("gpd", "gdp (地区生产总值)"), ("gdp:rate", "growth"), ("高新", "high-tech-enterprises")]
)
def test_an_unknown_indicator_is_wrong_usage(run, folder, wanted, said) -> None:
    """Exit code 2, and what comes near is named before anything is read."""
    result = run("panel", folder, "--indicator", wanted)
    assert result.exit_code == 2
    assert said in result.stderr


def test_an_indicator_is_needed(run, folder) -> None:
    """Without one there is nothing to tabulate."""
    result = run("panel", folder)
    assert result.exit_code == 2
    assert "--indicator" in result.stderr


def test_package_of_another_table_is_not_replaced(run, folder, tmp_path) -> None:
    """Refused before anything is read or written."""
    (tmp_path / "datapackage.json").write_text("{}", encoding="utf-8")
    result = run("panel", folder, "--indicator", "gdp", "-o", tmp_path / "面板.csv")
    assert result.exit_code == 2
    assert "datapackage.json" in result.stderr
    assert not (tmp_path / "面板.csv").exists()


def test_order_and_processes_do_not_change_the_panel(run, folder) -> None:
    """The same rows from files in any order and from several processes."""
    files = sorted(folder.iterdir())
    once = run("panel", *files, "--indicator", "gdp").stdout
    assert once == run("panel", *reversed(files), "--indicator", "gdp").stdout
    assert once == run("panel", *files, "--indicator", "gdp", "--jobs", "2").stdout


def test_help_tells_the_notation(run) -> None:
    """What stands behind the colon is explained."""
    said = run("panel", "--help").stdout
    assert "gdp:growth" in said
    assert "codebook.md" in said
