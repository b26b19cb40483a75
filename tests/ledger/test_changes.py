"""What later documents made of a promise."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.figures.wording import load_wording
from duixian.ledger.changes import changes_of, key_of
from duixian.ledger.changes_statements import MOST_ALIKE, first_alike, statements_of
from duixian.ledger.changes_words import parts_of
from duixian.ledger.dossier import gather
from duixian.ledger.reasons import reason_text

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "changes.toml").read_text(encoding="utf-8"))["case"]


def first_changes(readings):
    """Return the changes of the first reading's promise, whatever order the readings are given in."""
    first = min(readings, key=lambda each: each.document.name)
    (dossier,) = gather(readings)
    return changes_of(dossier).get(key_of(first.document.id, first.promises[0]), ())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_changes_of_cases(case, promised) -> None:
    """Each case of ``cases/changes.toml`` becomes what it says."""
    found = first_changes([promised(said) for said in case["said"]])
    assert [[change.kind, change.year] for change in found] == case["becomes"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_changes_lead_back_to_both_quotations(case, promised) -> None:
    """The later promise stands in the document that the change names; every reason has a text."""
    readings = [promised(said) for said in case["said"]]
    documents = {each.document.id: each.document for each in readings}
    for change in first_changes(readings):
        assert change.document in documents
        assert all(reason_text(reason, lang) for reason in change.reasons for lang in ("zh", "en"))
        if change.promise is not None:
            assert change.promise.span.of(documents[change.document].text) in change.promise.text
        assert (change.promise is None) == (change.kind == "dropped")


@given(case=st.sampled_from(CASES), data=st.data())
def test_the_order_of_documents_changes_nothing(case, data, promised) -> None:
    """Documents in any order, some of them twice, give the same changes."""
    readings = [promised(said) for said in case["said"]]
    twice = readings + data.draw(st.lists(st.sampled_from(readings)))
    shuffled = data.draw(st.permutations(twice))
    assert first_changes(shuffled) == first_changes(readings)


@given(case=st.sampled_from([case for case in CASES if "dropped" not in dict(case["becomes"])]))
def test_a_later_document_only_adds(case, promised) -> None:
    """What the first documents made of a promise stays when a later one is added."""
    readings = [promised(said) for said in case["said"]]
    assert first_changes(readings)[: len(first_changes(readings[:-1]))] == first_changes(readings[:-1])


def test_answered_promises_are_not_dropped(promised) -> None:
    """A promise that some document reports on, in whatever words, is not called dropped."""
    case = next(case for case in CASES if case["becomes"] == [["dropped", 2024]])
    readings = [promised(said) for said in case["said"]]
    (dossier,) = gather(readings)
    key = key_of(readings[0].document.id, readings[0].promises[0])
    assert changes_of(dossier, answered=frozenset({key})) == {}


def test_a_document_of_the_same_year_changes_nothing(promised) -> None:
    """Which of two documents of one year came first is not known."""
    said = {"year": 2024, "text": "望山大道年底通车。", "quote": "望山大道年底通车", "object": "望山大道", "due": 2024}
    again = said | {"text": "确保望山大道年底通车。"}
    assert first_changes([promised(said), promised(again)]) == ()


@pytest.mark.parametrize("name", sorted(load_wording("changes", folder="ledger").groups))
def test_word_groups_find_their_example(name) -> None:
    """Each group of ``changes.toml`` finds one of its words in its example."""
    wording = load_wording("changes", folder="ledger")
    assert wording.anywhere(name).search(wording.groups[name].example)


def test_parts_tell_projects_apart() -> None:
    """Lines, phases and directions are parts; a name without them has none."""
    assert parts_of("轨道交通6号线南延") != parts_of("轨道交通6号线北延")
    assert parts_of("望山大道") == frozenset()


def test_repetition_takes_linear_work(promised) -> None:
    """However often a document repeats a promise, each is compared with a bounded number of later ones."""
    said = {"year": 2023, "text": "望山大道年底通车。", "quote": "望山大道年底通车", "object": "望山大道", "due": 2023}
    later = promised(said | {"year": 2024, "due": 2024})
    many = replace(later, promises=later.promises * (3 * MOST_ALIKE))
    statements = statements_of(gather([promised(said), many])[0])
    assert len(first_alike(each for each in statements if each.year == 2024)) == MOST_ALIKE
    assert [change.kind for change in first_changes([promised(said), many])] == ["postponed"]
