"""The cases of ``tests/cases/verdicts.toml`` get the verdict a supervision officer would give."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duixian.ledger.judging import judge
from duixian.ledger.reasons import reason_text
from duixian.model import Figure, Judgement, Period, Promise, Result, Span
from duixian.reading import read_text

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "verdicts.toml").read_text(encoding="utf-8"))["case"]


def figure_of(clause: str, pick: int = 0) -> Figure | None:
    """Return a figure of a clause, read as in a report."""
    figures = read_text(clause + "。").figures
    return figures[pick] if figures else None


def promise_of(case: dict[str, Any]) -> Promise:
    """Return the promise of a case."""
    clause, due = case["promised"], case.get("due", "2024")
    period = Period.parse(due) if due else None
    figure = figure_of(clause, case.get("pick", 0))
    span = Span(0, len(clause))
    if figure is not None:
        figure = replace(figure, period=period, role="target")
    at_end = None if period is None else Period(period.end, period.end)
    return Promise(
        span if figure is None else figure.span,
        clause if figure is None else figure.text,
        span,
        "work" if figure is None else "outcome",
        "text",
        figure,
        () if figure is None else (figure,),
        None,
        None,
        (),
        None,
        period,
        at_end,
        "firm",
        None,
        "checkable" if figure is None else "measured",
    )


def result_of(text: str, case: dict[str, Any], promise: Promise) -> Result:
    """Return one result of a case."""
    form = case.get("form", "figure")
    due = 2024 if promise.due is None else promise.due.last_year
    year, colon, clause = text.partition(":")
    told = int(year) if colon else due
    clause = clause if colon else text
    figure = figure_of(clause) if form == "figure" or "%" in clause else None
    if figure is not None:
        figure = replace(figure, period=Period.year(told))
    whole = Span(0, len(clause))
    return Result(
        f"report of {told}",
        told if colon and form == "sentence" else case.get("year", told + 1),
        whole if figure is None else figure.span,
        clause if form != "figure" or figure is None else figure.text,
        whole,
        form,
        figure,
        Decimal(1),
    )


def judged(case: dict[str, Any]) -> Judgement:
    """Judge a case."""
    promise = promise_of(case)
    return judge(
        promise,
        [result_of(text, case, promise) for text in case["reported"]],
        standing=case.get("standing", "due"),
        sibling=figure_of(case["sibling"]) if "sibling" in case else None,
        base=figure_of(case["base"]) if "base" in case else None,
        clause=case["promised"],
        told=case.get("told", ""),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_promise_gets_its_verdict(case: dict[str, Any]) -> None:
    """Verdict, lateness and the words of the reasons are as the case says."""
    found = judged(case)
    said = " ".join(reason_text(reason) for reason in found.reasons)

    assert (found.verdict, found.late) == (case["verdict"], case.get("late", False)), said
    assert case.get("says", "") in said
    assert all(reason_text(reason, "en") for reason in found.reasons)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_verdict_has_reasons_and_a_rule(case: dict[str, Any]) -> None:
    """No verdict is without reasons and the name of its rule."""
    found = judged(case)

    assert found.reasons
    assert found.rule


def test_cases_have_names_of_their_own() -> None:
    """No two cases share a name, so that a failure names its case."""
    names = [case["name"] for case in CASES]

    assert len(set(names)) == len(names) >= 60
