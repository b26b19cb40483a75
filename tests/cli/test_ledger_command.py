from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from duixian.reading import read

NEXT = """柳溪区政府工作报告
——2025年1月10日在柳溪区第三届人民代表大会第四次会议上
一、2024年工作回顾
2024年,全区地区生产总值增长5.4%,一般公共预算收入增长5.8%。
二、2025年工作安排
2025年,地区生产总值增长6%以上,完成西河路改造。
"""


@pytest.fixture
def folder(report) -> Path:
    """Two reports of one place, a year apart."""
    (report.parent / "柳溪区-2025.txt").write_text(NEXT, encoding="utf-8")
    return report.parent


def records(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_ledger_sets_promises_beside_results(run, folder) -> None:
    """What next year's report says answers what was promised, each with the place in its text."""
    result = run("ledger", folder, "--format", "jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    found = {line["promise"]["text"]: line for line in records(result.stdout)}
    growth = next(line for text, line in found.items() if text.startswith("6.5%"))
    assert (growth["verdict"], growth["result"]["value"]) == ("missed", 5.4)
    budget = next(line for text, line in found.items() if text.startswith("5%"))
    assert (budget["verdict"], budget["result"]["value"]) == ("met", 5.8)
    told = read(folder / "柳溪区-2025.txt").document.text
    assert told[budget["result"]["start"] : budget["result"]["end"]] == budget["result"]["text"]


def test_order_of_the_documents_does_not_matter(run, folder) -> None:
    """Named one by one, in any order or twice, they give the same ledger."""
    names = sorted(folder.iterdir())
    one = run("ledger", *names, "--format", "jsonl").stdout
    assert one == run("ledger", *reversed(names), "--format", "jsonl").stdout


@pytest.mark.parametrize(
    ("option", "value", "field"),
    [("--year", "2024", ("year",)), ("--verdict", "met", ("verdict",)), ("--topic", "economy", ("promise", "topic"))],
)
def test_filters_keep_what_is_asked_for(run, folder, option, value, field) -> None:
    """Lines are left out, documents are not: they still answer."""
    found = records(run("ledger", folder, "--format", "jsonl", option, value).stdout)
    whole = records(run("ledger", folder, "--format", "jsonl").stdout)

    def told(line: dict) -> str:
        for name in field:
            line = line[name]
        return str(line)

    assert found
    assert [line for line in whole if told(line) == value] == found
    assert len(found) < len(whole)


def test_places_are_chosen_by_name(run, folder) -> None:
    """A place that is not there leaves nothing."""
    name = records(run("ledger", folder, "--format", "jsonl").stdout)[0]["place"]
    assert records(run("ledger", folder, "--format", "jsonl", "--place", name).stdout)
    assert run("ledger", folder, "--format", "jsonl", "--place", "云溪市").stdout == ""


def test_summary_counts_verdicts_by_year(run, folder) -> None:
    """Alone it is all that is printed; beside data it goes to stderr."""
    alone = run("ledger", folder, "--summary")
    assert "未兑现" in alone.stdout
    assert "2024" in alone.stdout
    assert "合计" in alone.stdout
    beside = run("ledger", folder, "--summary", "--format", "csv", "--no-bom")
    assert "未兑现" in beside.stderr
    assert next(csv.reader(StringIO(beside.stdout)))[:3] == ["year", "place", "code"]


def test_summary_of_the_web_page_is_on_stdout(run, folder, tmp_path) -> None:
    """The page goes to one file, whatever the number of documents."""
    path = tmp_path / "台账.html"
    result = run("ledger", folder, "-o", path, "--summary", "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "missed" in result.stdout
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_unreadable_documents_are_named_and_the_rest_is_judged(run, folder) -> None:
    """Exit code 1, a message, and the ledger of what could be read."""
    (folder / "空.txt").write_bytes(b"")
    result = run("ledger", folder, "--format", "jsonl")
    assert result.exit_code == 1
    assert "空.txt" in result.stderr
    assert records(result.stdout)


def test_nothing_readable_leaves_an_older_ledger(run, tmp_path) -> None:
    """An old file is better than an empty one."""
    (tmp_path / "空.txt").write_bytes(b"")
    old = tmp_path / "台账.csv"
    old.write_text("old", encoding="utf-8")
    assert run("ledger", tmp_path / "空.txt", "-o", old).exit_code == 1
    assert old.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    "args", [[], ["--verdict", "kept"], ["--topic", "nonsense"], ["--year", "去年"], ["-o", "台账.doc"]]
)
def test_wrong_usage_of_ledger_ends_with_2(run, folder, args) -> None:
    """Before any document is read."""
    result = run("ledger", *([folder] if args else []), *args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_promises_are_those_of_the_reading(run, report) -> None:
    """The command writes what the Python interface returns."""
    found = records(run("promises", report, "--format", "jsonl").stdout)
    assert [promise.record(report.name) for promise in read(report).promises] == found
    assert len(found) >= 2


def test_promises_are_filtered(run, folder) -> None:
    """By form, topic and firmness."""
    whole = records(run("promises", folder, "--format", "jsonl").stdout)
    for option, field in (("--form", "form"), ("--firmness", "firmness"), ("--topic", "topic")):
        value = next(promise[field] for promise in whole if promise[field])
        found = records(run("promises", folder, "--format", "jsonl", option, value).stdout)
        assert [promise for promise in whole if promise[field] == value] == found


def test_promises_of_standard_input(run) -> None:
    """``-`` is read like a file."""
    result = run(
        "promises", "-", "--format", "jsonl", "--name", "报告.txt", input="二、2025年工作安排\n完成西河路改造。\n"
    )
    assert result.exit_code == 0
    assert [promise["document"] for promise in records(result.stdout)] == ["报告.txt"]


def test_summary_of_promises_counts_forms_and_firmness(run, folder) -> None:
    """One row a document, with a total."""
    result = run("promises", folder, "--summary")
    assert result.exit_code == 0
    for word in ("柳溪区-2024.txt", "柳溪区-2025.txt", "合计", "指标", "工作", "力争"):
        assert word in result.stdout


def test_promises_and_ledgers_have_no_page_folder(run, folder) -> None:
    """Promises are not written as web pages; the choice tells what there is."""
    result = run("promises", folder, "--format", "html")
    assert result.exit_code == 2
    assert "parquet" in result.stderr
