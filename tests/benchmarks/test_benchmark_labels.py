from __future__ import annotations

import json

import pytest

from benchmarks.labels import labelled_files, read_figures_of, read_labels

TEXT = "今年,新建社区食堂5个。\n改造公厕12座。\n"


def label(start: int, end: int, value: int, **fields):
    return {"start": start, "end": end, "text": TEXT[start:end], "value": value, **fields}


def write(path, rows) -> None:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "食堂.txt").write_text(TEXT, encoding="utf-8")
    write(tmp_path / "食堂.jsonl", [label(9, 11, 5), label(17, 20, 12)])
    return tmp_path


def test_a_labelled_file_finds_the_text_of_its_name(folder) -> None:
    """``NAME.jsonl`` labels ``NAME.txt``, all of it."""
    one = read_labels(folder / "食堂.jsonl", [folder, folder / "texts"])
    assert one.paths == {"食堂": folder / "texts" / "食堂.txt"}
    assert one.ranges is None
    assert {row["document"] for row in one.labels} == {"食堂"}


def test_figures_are_read_from_the_text(folder) -> None:
    """The figures bear the same document name as the labels, so that they can meet."""
    figures = read_figures_of(read_labels(folder / "食堂.jsonl", [folder / "texts"]))
    assert [(row["document"], row["text"]) for row in figures] == [("食堂", "5个"), ("食堂", "12座")]


def test_labels_may_name_their_document(folder) -> None:
    """A sample holds labels of several texts, each row naming its own."""
    write(folder / "sample.jsonl", [label(9, 11, 5, document="食堂.txt")])
    one = read_labels(folder / "sample.jsonl", [folder / "texts"])
    assert list(one.paths) == ["食堂.txt"]


def test_only_labelled_ranges_count(folder) -> None:
    """What is read outside the labelled paragraphs is neither right nor wrong."""
    write(folder / "sample.jsonl", [label(9, 11, 5, document="食堂.txt")])
    ranges = [{"document": "食堂.txt", "start": 0, "end": 12}]
    (folder / "sample.json").write_text(json.dumps(ranges), encoding="utf-8")
    figures = read_figures_of(read_labels(folder / "sample.jsonl", [folder / "texts"]))
    assert [row["text"] for row in figures] == ["5个"]


def test_a_range_without_labels_is_read_all_the_same(folder) -> None:
    """A labelled paragraph may hold no figure; reading one there is an error to be counted."""
    write(folder / "sample.jsonl", [])
    (folder / "sample.json").write_text(json.dumps([{"document": "食堂.txt", "start": 0, "end": 12}]), encoding="utf-8")
    one = read_labels(folder / "sample.jsonl", [folder / "texts"])
    assert [row["text"] for row in read_figures_of(one)] == ["5个"]


def test_a_missing_text_is_named(folder) -> None:
    """The message tells what was looked for, and where."""
    write(folder / "plan.jsonl", [label(9, 11, 5)])
    with pytest.raises(FileNotFoundError, match=r"plan\.txt or plan\.md is in none of: .*texts"):
        read_labels(folder / "plan.jsonl", [folder / "texts"])


def test_files_of_other_records_are_passed_over(folder) -> None:
    """A folder may hold other benchmarks' files too."""
    write(folder / "audit.jsonl", [{"relation": "sum"}])
    assert [one.name for one in labelled_files(folder, [folder / "texts"])] == ["食堂"]
