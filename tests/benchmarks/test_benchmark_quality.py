from __future__ import annotations

import json
from decimal import Decimal

import pytest

from benchmarks import coverage, quality, scoring
from benchmarks.coverage import Coverage, cover
from duixian.reading import read_text

REPORT = """\
云溪市政府工作报告

一、2023年工作回顾
2023年,全市地区生产总值增长6.1%,新建口袋公园9处。

二、2024年工作安排
今年主要预期目标是:地区生产总值增长6.5%左右,城镇新增就业3万人。
"""
ROW = {"place": "云溪市", "year": 2024, "target": 6.5, "target_bound": "~", "actual": 6.1, "actual_bound": "="}


@pytest.fixture
def folder(tmp_path):
    for name in ("labels", "texts", "reports"):
        (tmp_path / name).mkdir()
    (tmp_path / "texts" / "云溪.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "reports" / "云溪市-2024-report.md").write_text(REPORT, encoding="utf-8")
    (tmp_path / "table.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    rows = [figure.record("云溪.txt") for figure in read_text(REPORT).figures]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (tmp_path / "labels" / "云溪.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def run(folder, *more: str) -> str:
    page = folder / "quality.md"
    labels, texts = str(folder / "labels"), str(folder / "texts")
    assert quality.main(["--labels", labels, "--texts", texts, "--output", str(page), *more]) == 0
    return page.read_text(encoding="utf-8")


def test_one_command_writes_the_page(folder, capsys) -> None:
    """Scores, confidence, growth table, coverage, speed and how to measure one's own stand on one page."""
    corpus = ["--corpus", str(folder / "reports"), "--growth-table", str(folder / "table.jsonl")]
    page = run(folder, *corpus)
    headings = [line[3:] for line in page.splitlines() if line.startswith("## ")]
    assert headings == [
        "At a glance",
        "Labelled documents",
        "Confidence",
        "A researcher's table, rebuilt",
        "Indicators",
        "Speed",
        "Measure your own documents",
    ]
    assert "| 云溪 | 4 | 1.000 | 1.000 |" in page
    assert "| both | 2 | 100.0% | 100.0% | 0.0% |" in page
    assert "quality.md" in capsys.readouterr().out


def test_the_page_tells_how_promises_were_judged(folder) -> None:
    """Promises judged by hand are set beside the ledger, and verdicts nobody can tell are not scored."""
    reports = folder / "reports"
    (reports / "national-2024-report.txt").write_text(REPORT, encoding="utf-8")
    answer = REPORT.replace("2024", "2025").replace("2023", "2024").replace("6.1%", "6.4%")
    (reports / "national-2025-report.txt").write_text(answer, encoding="utf-8")
    label = {"target_report": 2024, "indicator": "地区生产总值", "bound": "~", "target": 6.5, "unit": "%"}
    label |= {"target_quote": "地区生产总值增长6.5%左右", "result": 6.4, "verdict": "met"}
    unclear = label | {"target": 3, "target_quote": "口袋公园3处", "result": None, "verdict": "unclear"}
    labels = folder / "promises.jsonl"
    labels.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in (label, unclear)), encoding="utf-8")
    page = run(folder, "--promises", str(labels), "--promise-reports", str(reports))
    assert "| met | 1 | 100.0% | 100.0% | 100.0% |" in page
    assert "| other | 1 | 0.0% | 0.0% | not scored |" in page
    assert "| verdicts that are right | ≥ 85% | 100.0% |" in page


def test_the_page_needs_nothing_but_labels(folder) -> None:
    """Whoever has a labelled file gets a page; it is the same in every run."""
    assert run(folder) == run(folder)


def test_the_scorer_lists_what_differs(folder, capsys) -> None:
    """``--errors`` names what is missed, added and wrong."""
    path = folder / "labels" / "云溪.jsonl"
    first, second, *rest = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    changed = [first | {"role": "target"}, *rest, second | {"start": 0, "end": 2, "text": "云溪"}]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in changed), encoding="utf-8")
    assert scoring.main([str(path), "--texts", str(folder / "texts"), "--errors"]) == 0
    printed = capsys.readouterr().out
    assert "role 'target' read 'actual'" in printed
    assert "missed  云溪.txt 0 云溪" in printed
    assert "added   云溪.txt" in printed


def test_another_readers_figures_can_be_scored(folder, capsys) -> None:
    """``--predicted`` takes figures from a file; rows without document belong to the one text."""
    path = folder / "labels" / "云溪.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    other = folder / "other.jsonl"
    other.write_text("\n".join(json.dumps({**row, "document": "x"}) for row in rows[:2]), encoding="utf-8")
    assert scoring.main([str(path), "--texts", str(folder / "texts"), "--predicted", str(other)]) == 0
    assert "4 labels, 2 figures, 2 found" in capsys.readouterr().out


def test_coverage_counts_figures_with_indicator_id() -> None:
    """Shares are by kind and role too; phrases without id are kept for those who extend the catalogue."""
    counted = Coverage()
    figures = read_text(REPORT).figures
    cover(counted, figures)
    linked = [figure for figure in figures if figure.indicator_id]
    assert counted.figures["all"] == len(figures)
    assert counted.share() == pytest.approx(len(linked) / len(figures))
    assert counted.share("kind growth") == 1
    assert counted.share("kind rank") == 0
    assert all(figure.value != Decimal(0) for figure in figures)


def test_coverage_is_printed(folder, capsys) -> None:
    """The command tells the share, by kind and role, and what has no id."""
    assert coverage.main([str(folder / "reports"), "--unlinked", "3"]) == 0
    printed = capsys.readouterr().out
    assert "1 documents" in printed
    assert "kind growth" in printed
