from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks import peer_worker
from benchmarks.labels import read_labels
from benchmarks.peers import PEERS, Peer, PeerResult, compare, evenly, markdown_table

TEXT = "去年,新增企业30家,税收下降4%。\n补贴80万元。\n"


@pytest.fixture
def labelled(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    rows = [
        {"start": 7, "end": 10, "text": "30家", "value": 30, "unit": "家"},
        {"start": 15, "end": 17, "text": "4%", "value": -4, "unit": "%"},
        {"start": 21, "end": 25, "text": "80万元", "value": 800000, "unit": "元"},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return read_labels(path, [tmp_path])


def test_paths_are_spread_evenly() -> None:
    """Every part of a long list is represented, and a short list is taken whole."""
    paths = [Path(f"{number:03}") for number in range(100)]
    assert [path.name for path in evenly(paths, 4)] == ["000", "025", "050", "075"]
    assert evenly(paths, 200) == paths


def test_readers_are_measured_and_missing_ones_named(labelled, capsys) -> None:
    """Readers are measured where they are; a peer whose interpreter lacks it is named, and nothing fails."""
    results = compare([TEXT], [labelled], python=sys.executable, runs=1)
    if any(isinstance(one, PeerResult) and not one.peer.own for one in results):
        pytest.skip("the peers are installed here")
    figures, *peers, money, last = results
    assert figures.quality.labels == figures.quality.found == figures.quality.values == 3
    assert figures.speed > 0
    assert money.quality.labels == money.quality.figures == 1
    assert all(isinstance(one, Peer) for one in (*peers, last))
    assert "No module named" in capsys.readouterr().err


def test_the_table_gives_ratios() -> None:
    """Speeds are written as shares of duixian's; what is not installed says so."""
    results = [PeerResult(PEERS[0], 400.0, None), PeerResult(PEERS[1], 100.0, None), PEERS[4]]
    rows = markdown_table(results).splitlines()
    assert [row.split("|")[2].strip() for row in rows[2:]] == ["1.00", "0.25", "not installed"]


def test_peers_get_lines_and_give_half_open_spans(monkeypatch) -> None:
    """A peer's inclusive ends and offsets within a line become half-open offsets of the text."""

    def numbers(line: str, _culture: str):
        at = line.find("30")
        return [SimpleNamespace(start=at, end=at + 1, resolution={"value": "30"})] if at >= 0 else []

    def percentages(line: str, _culture: str):
        at = line.find("30%")
        return [SimpleNamespace(start=at, end=at + 2, resolution={"value": "30%"})] if at >= 0 else []

    fake = SimpleNamespace(recognize_number=numbers, recognize_percentage=percentages, recognize_ordinal=lambda *_: [])
    monkeypatch.setitem(sys.modules, "recognizers_number", fake)
    reader = peer_worker.READERS["recognizers-numbers"]()
    assert reader("数\n有30家\n占30%") == [(3, 5, 30.0), (8, 11, 30.0)]


def test_amounts_of_money_are_taken_with_their_offsets(monkeypatch) -> None:
    """JioNLP's offsets are half-open already; a value it cannot tell is nothing."""
    entries = [
        {"offset": [0, 3], "detail": {"num": "500.00"}},
        {"offset": [4, 6], "detail": {"num": ["1.00", "2.00"]}},
        {"offset": [7, 8], "detail": {"num": "若干"}},
    ]
    fake = SimpleNamespace(ner=SimpleNamespace(extract_money=lambda _line: entries))
    monkeypatch.setitem(sys.modules, "jionlp", fake)
    reader = peer_worker.READERS["jionlp-money"]()
    assert reader("\n补贴补贴补贴补贴") == [(1, 4, 500.0), (5, 7, [1.0, 2.0]), (8, 9, None)]
