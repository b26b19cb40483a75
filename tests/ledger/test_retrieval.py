"""Clauses of documents and the index over them."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.documents.plain import fold
from duixian.ledger.retrieval import LONGEST_CLAUSE_CHARACTERS, ClauseIndex, clauses_of, pieces_of
from duixian.reading import read_text

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "works.toml").read_text(encoding="utf-8"))
REVIEW = "某市政府工作报告\n\n一、2024年工作回顾\n\n{}\n\n二、2025年工作安排\n\n建设展览馆。\n"


def index_of(review: str) -> ClauseIndex:
    return ClauseIndex(clauses_of(read_text(REVIEW.format(review)).document))


@pytest.mark.parametrize("case", CASES["pieces"], ids=lambda case: case["sentence"])
def test_sentences_are_cut_into_clauses(case) -> None:
    """Each sentence of ``cases/works.toml`` is cut as it says."""
    plain = fold(case["sentence"])
    assert case["clauses"] == [plain[start:end] for start, end in pieces_of(plain, 0, len(plain))]


@given(st.text(alphabet="甲乙丙建成,;。!: 1\n", max_size=200))
def test_pieces_are_in_order_and_hold_all_words(plain: str) -> None:
    """Clauses do not overlap, and no letter or digit is lost between them."""
    pieces = list(pieces_of(plain, 0, len(plain)))
    assert all(before[1] <= behind[0] for before, behind in pairwise(pieces))
    held = "".join(plain[start:end] for start, end in pieces)
    assert sorted(filter(str.isalnum, held)) == sorted(filter(str.isalnum, plain))


def test_a_text_without_punctuation_is_cut_at_the_longest_clause() -> None:
    """A line that never ends yields many clauses of bounded length."""
    pieces = list(pieces_of("建" * 5_000, 0, 5_000))
    assert max(end - start for start, end in pieces) == LONGEST_CLAUSE_CHARACTERS


def test_only_what_reports_is_indexed() -> None:
    """Clauses of the part that plans are not found."""
    assert index_of("青年公园建成开放。").nearest(["展览", "览馆"], limit=3) == ()


def test_rare_words_weigh_more_than_common_ones() -> None:
    """The clause with the rare word comes first, though another shares as many words."""
    index = index_of("项目建设加快。项目建设提速。项目建设有序。青年公园建设加快。")
    assert index.nearest(["公园", "建设"], limit=1)[0].text == "青年公园建设加快"


def test_nothing_is_nearest_to_nothing() -> None:
    """No words, or no clauses, yield no clause."""
    assert index_of("青年公园建成开放。").nearest([], limit=3) == ()
    assert ClauseIndex(()).nearest(["公园"], limit=3) == ()


def test_ties_are_in_text_order() -> None:
    """Of clauses that are equally near the first in the text comes first."""
    found = index_of("甲地修建公园一处。乙地修建公园一处。").nearest(["公园"], limit=2)
    assert [clause.text[0] for clause in found] == ["甲", "乙"]
