from __future__ import annotations

import pytest

from duixian.documents.plain import fold
from duixian.ledger.panel_absence import absences_in, find_absences
from duixian.ledger.panel_rules import panel_rules
from duixian.ledger.panel_series import parse_series
from duixian.reading import read_text

GDP = parse_series("gdp")


@pytest.mark.parametrize("case", panel_rules().absences, ids=lambda case: case.sentence[:16])
def test_examples_of_the_rules_hold(case) -> None:
    """Each example sentence says what its row says, and nothing else."""
    found = {kind for kind, *_ in absences_in(fold(case.sentence), [parse_series(case.series)])}
    assert found == ({case.reason} if case.reason else set())


def test_what_was_done_in_the_past_is_no_word_about_the_plan() -> None:
    """Only what stands outside the review counts."""
    text = "一、2024年工作回顾\n去年没有提出经济增速具体目标。\n二、2025年工作安排\n今年经济增速目标更加积极。"
    assert find_absences(read_text(text).document, [GDP]) == ()


def test_place_is_that_of_the_words_as_published() -> None:
    """The span covers the clause, with its full-width signs."""
    text = "二、2025年工作安排\n　　形势多变，今年不设定经济增速具体目标，全力以赴。"
    document = read_text(text).document
    (found,) = find_absences(document, [GDP])
    assert found.text == "今年不设定经济增速具体目标" == found.span.of(document.text)


@pytest.mark.parametrize(
    "filler", ["不设定经济增速" * 20_000, "不设经济增速目标" * 20_000, "目标与" * 50_000, "高于全国" * 40_000 + "目标"]
)
def test_long_sentences_are_read_through(filler: str) -> None:
    """Hostile repetition is looked at once: each place has a bounded neighbourhood."""
    assert list(absences_in(filler, [GDP])) is not None
