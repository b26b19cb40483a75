"""The audit beside relations judged by hand."""

from __future__ import annotations

import json

import pytest

from benchmarks import audit_quality

TEXT = (
    "我市2025年政府工作报告\n\n一、2024年工作回顾\n\n审批环节由20个减少到12个，压缩45%。新建小学4所、中学2所，合计6所。\n\n"
    "二、2025年工作安排\n\n推进工作。\n"
)
NAME = "city-2025-report.txt"
CUT = {
    "documents": [NAME],
    "relation": "growth",
    "figures": [
        {"document": NAME, "quote": "由20个", "value": 20},
        {"document": NAME, "quote": "减少到12个", "value": 12},
        {"document": NAME, "quote": "压缩45%", "value": -45},
    ],
    "expression": "(12/20-1)*100",
    "stated": -45,
    "verdict": "inconsistent",
    "note": "40 %",
}
SUM = CUT | {
    "relation": "sum",
    "figures": [
        {"document": NAME, "quote": "小学4所", "value": 4},
        {"document": NAME, "start": TEXT.find("2所"), "end": TEXT.find("2所") + 2, "value": 2},
        {"document": NAME, "quote": "合计6所", "value": 6},
    ],
    "verdict": "consistent",
}


@pytest.fixture
def documents(tmp_path):
    (tmp_path / NAME).write_text(TEXT, encoding="utf-8")
    return tmp_path


def judge(documents, *rows) -> tuple[dict[str, float], list[str | None]]:
    labels = documents / "labels.jsonl"
    labels.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    found = audit_quality.audit_documents(labels, [documents / "elsewhere", documents])
    return audit_quality.shares(found), [each.fault for each in found]


def test_relations_judged_alike_count_in_every_share(documents) -> None:
    """One that does not fit is called a contradiction, one that fits consistent."""
    told, faults = judge(documents, CUT, SUM)
    assert told == {"found": 1, "right": 1, "false_contradictions": 0}
    assert faults == [None, None]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (CUT | {"verdict": "consistent"}, "false contradiction"),
        (CUT | {"verdict": "explainable"}, "false contradiction"),
        (SUM | {"verdict": "inconsistent"}, "wrong verdict"),
        (CUT | {"figures": [*CUT["figures"][:1], *SUM["figures"][:1]]}, "not found"),
        (CUT | {"figures": [CUT["figures"][0] | {"quote": "由200个"}]}, "no words"),
    ],
)
def test_each_difference_is_named(row, fault, documents) -> None:
    """A relation that differs from its label says in what first."""
    told, faults = judge(documents, row)
    assert faults == [fault]
    assert told["false_contradictions"] == (fault == "false contradiction")


def test_differences_are_printed(documents, capsys) -> None:
    """``--errors`` prints each relation with its fault; the last line has the shares."""
    judge(documents, CUT | {"verdict": "consistent"}, SUM)
    assert audit_quality.main([str(documents / "labels.jsonl"), str(documents), "--errors"]) == 0
    printed = capsys.readouterr().out
    assert "false contradiction" in printed
    assert printed.splitlines()[-1] == "relations 2  found 1.000  right 0.500  false_contradictions 1"


def test_folders_without_the_documents_are_told(documents, tmp_path, capsys) -> None:
    """Labels of which no document is there end with status 1."""
    judge(documents, CUT)
    assert audit_quality.main([str(documents / "labels.jsonl"), str(tmp_path / "nothing")]) == 1
    assert "no document" in capsys.readouterr().err
