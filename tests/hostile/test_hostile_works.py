"""Texts made to be slow to look through for reports of work."""

from __future__ import annotations

import pytest

from duixian.ledger.retrieval import pieces_of
from duixian.ledger.works_scoring import contradicts, features, wanted_of
from duixian.ledger.works_shortfalls import shortfalls
from duixian.reading import read_text

HOSTILE = {
    "no punctuation": "建成公园" * 50_000,
    "only commas": "," * 200_000,
    "short fragments": "建成,完工," * 30_000,
    "many names of indicators": "进出口总额、" * 30_000 + "未完成年度目标",
    "many failures": "未能完成" * 50_000,
    "open quotations": "“建成" * 50_000,
    "numbers": "9" * 200_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_wordings_and_clauses_of_any_length_are_looked_through(text: str) -> None:
    """A hostile stretch is cut, taken apart and compared; it would not end if the time were not linear."""
    pieces = [text[start:end] for start, end in pieces_of(text, 0, len(text))]
    wanted = wanted_of(text, stage=None)
    for piece in pieces[:50]:
        contradicts(wanted, piece)
        features(wanted, piece)
    assert all(len(piece) <= 400 for piece in pieces)


def test_shortfalls_of_a_document_without_end_are_found() -> None:
    """A sentence of 180,000 characters that names one indicator over and over tells of one failure."""
    text = f"一、2024年工作回顾\n\n{HOSTILE['many names of indicators']}。\n\n二、2025年工作安排\n\n建设公园。\n"
    (found,) = shortfalls(read_text(text).document)
    assert set(found.indicators) == {"foreign-trade"}
