"""The ledger beside promises judged by hand."""

from __future__ import annotations

import json

import pytest

from benchmarks import ledger
from duixian import read
from duixian.ledger.build import draw_ledger

SAID = "我市2024年政府工作报告\n\n一、2023年工作回顾\n\n工作平稳。\n\n二、2024年工作安排\n\n地区生产总值增长6%以上。\n"
DONE = "我市2025年政府工作报告\n\n一、2024年工作回顾\n\n地区生产总值增长6.4%。\n\n二、2025年工作安排\n\n推进工作。\n"
LABEL = {
    "target_report": 2024,
    "indicator": "地区生产总值增长",
    "kind": "growth",
    "target": 6,
    "unit": "%",
    "bound": ">=",
    "target_quote": "地区生产总值增长6%以上",
    "result": 6.4,
    "verdict": "met",
}


@pytest.fixture
def reports(tmp_path):
    (tmp_path / "national-2024-report.txt").write_text(SAID, encoding="utf-8")
    (tmp_path / "national-2025-report.txt").write_text(DONE, encoding="utf-8")
    return tmp_path


def scores(reports, **changed) -> tuple[dict[str, float], str | None]:
    found = ledger.judged(
        [LABEL | changed], draw_ledger(read(path) for path in sorted(reports.glob("*.txt"))), ledger.NAMES
    )
    return ledger.shares(found), found[0].fault


def test_a_promise_kept_counts_in_every_share(reports) -> None:
    """Found inside the quoted words, linked to the labelled result, judged alike."""
    shares, fault = scores(reports)
    assert (shares["found"], shares["linked"], shares["verdict"], fault) == (1, 1, 1, None)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"target": 7}, "not found"),
        ({"target_quote": "地区生产总值增长6.4%"}, "not found"),
        ({"result": 6.5}, "wrong result"),
        ({"result": None, "verdict": "unreported"}, "false link"),
        ({"verdict": "missed"}, "wrong verdict"),
        ({"verdict": "unclear"}, None),
    ],
)
def test_each_fault_is_named(changed, fault, reports) -> None:
    """A line that differs from its label says in what first."""
    assert scores(reports, **changed)[1] == fault


def test_lines_that_differ_are_printed(reports, tmp_path, capsys) -> None:
    """``--errors`` prints each line with its fault; the last line has the shares."""
    labels = tmp_path / "labels.jsonl"
    labels.write_text(json.dumps(LABEL | {"result": 5}, ensure_ascii=False), encoding="utf-8")
    assert ledger.main([str(labels), str(reports), "--errors"]) == 0
    printed = capsys.readouterr().out
    assert "wrong result" in printed
    assert printed.splitlines()[-1].startswith("targets 1  found 1.000  linked 0.000")


def test_a_folder_without_reports_is_told(tmp_path, capsys) -> None:
    """Names that fit no file end with status 1."""
    labels = tmp_path / "labels.jsonl"
    labels.write_text("", encoding="utf-8")
    assert ledger.main([str(labels), str(tmp_path)]) == 1
    assert "no report" in capsys.readouterr().err
