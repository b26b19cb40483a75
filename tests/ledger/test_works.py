"""What later documents report of pieces of work."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.ledger.dossier import gather
from duixian.ledger.works import LATEST_YEARS, LEAST_SCORE, MOST_RESULTS, DossierIndex, work_results
from duixian.ledger.works_problems import problem_results
from duixian.model import Span

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "works.toml").read_text(encoding="utf-8"))


def readings_of(case, promised):
    """Return the reading that promises and the one that reports."""
    text = case["promise"]
    said = {"year": 2024, "place": "沈阳市", "text": text, "due": case.get("due", 2024), "quote": text.rstrip("。")}
    if "testability" in case:
        said["testability"] = case["testability"]
    if "quote" in case:
        said["quote"] = case["quote"]
    else:
        said["object"] = text.rstrip("。")
    return promised(said), promised(reported(2025, case["review"]))


def reported(year, review):
    return {"year": year, "place": "沈阳市", "text": "各项工作再上台阶。", "review": review}


def answers(readings, *, finder=work_results):
    """Return the results of the first reading's promise, whatever order the readings are given in."""
    first = min(readings, key=lambda each: each.document.name)
    (dossier,) = gather(readings)
    return finder(first.promises[0], DossierIndex(dossier), document_id=first.document.id)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_works_of_cases(case, promised) -> None:
    """Each piece of work is answered by the clause that its case names, or by none."""
    found = answers(readings_of(case, promised))
    assert case["answer"] == (found[0].text if found else "")
    assert set(case.get("tells", ())) <= set(found[0].rules if found else ())


@pytest.mark.parametrize("case", CASES["shortfall"], ids=lambda case: case["name"])
def test_shortfalls_of_cases(case, promised) -> None:
    """Each failure that is told without a number is found where its case says so."""
    found = answers(readings_of(case, promised), finder=problem_results)
    assert case["answer"] == (found[0].text if found else "")
    assert all(result.form == "problem" and result.figure is None for result in found)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_answers_lead_back_to_their_characters(case, promised) -> None:
    """A result's span holds its text, stands in its sentence, and has a score above the least."""
    said, told = readings_of(case, promised)
    for result in answers([said, told]):
        assert result.text == result.span.of(told.document.text)
        assert result.sentence.covers(result.span)
        assert LEAST_SCORE <= result.score <= 1


def five_years(promised):
    said, told = readings_of(CASES["case"][0], promised)
    later = [promised(reported(year, f"{year - 1}年，望江科技馆建成开放。")) for year in range(2026, 2031)]
    return [said, told, *later]


def test_the_order_of_documents_does_not_matter(promised) -> None:
    """Every order of four documents yields the same results."""
    readings = five_years(promised)[:4]
    assert len({answers(order) for order in permutations(readings)}) == 1


def test_a_document_added_later_changes_no_earlier_answer(promised) -> None:
    """The results of fewer documents are the beginning of those of more."""
    readings = five_years(promised)
    fewer, more = answers(readings[:2]), answers(readings)
    assert fewer == more[: len(fewer)]


def test_later_documents_are_asked_for_some_years_only(promised) -> None:
    """What a report says many years after the promise fell due is no answer; until then it is marked as late."""
    found = answers(five_years(promised))
    assert max(result.year for result in found) <= 2025 + LATEST_YEARS
    assert {("late" in result.rules) for result in found if result.year > 2025} <= {True}
    assert not any("late" in result.rules for result in found if result.year == 2025)


def test_a_document_before_the_promise_is_no_answer(promised) -> None:
    """What was reported before or with the promise does not answer it."""
    said, _ = readings_of(CASES["case"][0], promised)
    before = promised(reported(2023, "望江科技馆建成开放。"))
    (dossier,) = gather([before, said])
    assert work_results(said.promises[0], DossierIndex(dossier), document_id=said.document.id) == ()


def test_only_the_best_clauses_of_a_document_are_handed_on(promised) -> None:
    """A report that repeats itself yields a few results."""
    case = CASES["case"][0] | {"review": "望江科技馆建成开放。" * 9}
    assert len(answers(readings_of(case, promised))) == MOST_RESULTS


def test_figures_of_a_clause_are_not_looked_for(promised) -> None:
    """The numbers of a promise do not count as words that a report must repeat."""
    case = {"promise": "新建社区食堂120家。", "review": "新建社区食堂98家。"}
    assert [result.text for result in answers(readings_of(case, promised))] == ["新建社区食堂98家"]


def test_a_promise_of_work_has_no_shortfall(promised) -> None:
    """Failure told without a number belongs to targets; works are looked for by their words."""
    assert answers(readings_of(CASES["case"][0], promised), finder=problem_results) == ()


def test_a_document_without_a_year_has_no_answers(promised) -> None:
    """Where it is not told when something was promised, nothing can be later."""
    said, told = readings_of(CASES["case"][0], promised)
    undated = replace(
        said,
        document=replace(said.document, metadata=replace(said.document.metadata, plans=None, reviews=None, date=None)),
    )
    (dossier,) = gather([undated, told])
    assert work_results(undated.promises[0], DossierIndex(dossier), document_id=undated.document.id) == ()


@given(st.text(alphabet="建成开放望江科技馆,;。、“”《》12号线期%\n\"'*()OR", max_size=120))
def test_any_wording_can_be_looked_for(wording: str) -> None:
    """No sign in a promise is taken for a sign of the index's own language."""
    from duixian.ledger.retrieval import ClauseIndex, clauses_of
    from duixian.ledger.works_scoring import contradicts, features, wanted_of
    from duixian.reading import read_text

    document = read_text(
        f"一、2024年工作回顾\n\n望江科技馆建成开放。{wording}\n\n二、2025年工作安排\n\n建设。"
    ).document
    wanted = wanted_of(wording, stage=None)
    for clause in ClauseIndex(clauses_of(document)).nearest(sorted(wanted.tokens), limit=5):
        contradicts(wanted, clause.text)
        assert all(0 <= value <= 1 + 1e-9 for value in features(wanted, clause.text).values())
        assert Span(0, len(document.text)).covers(clause.span)
