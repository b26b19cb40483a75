from __future__ import annotations

import random
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scoring import FIELDS, Outcome, Score, judge, match, tally

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "scoring.toml").read_text(encoding="utf-8"))["case"]


def record(start: int, end: int, value: float = 1, **fields):
    whole = {"document": "a", "start": start, "end": end, "value": value, "text": "", "unit": "家", "bound": "="}
    return whole | {"kind": "amount", "indicator": "企业", "role": "actual", "period": "2024"} | fields


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 8), st.integers(0, 3)), max_size=12)
records = spans.map(lambda rows: [record(start, start + length, value) for start, length, value in rows])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['field']}-{case.get('label')}-{case.get('figure')}")
def test_a_field_is_right_as_the_rules_say(case) -> None:
    """Every rule of sameness has its case, both ways round."""
    name = case["field"]
    one, other = (record(0, 2) | {name: case.get(key)} for key in ("label", "figure"))
    assert (judge(one, other) == frozenset()) is case["same"]
    assert judge(one, other) == judge(other, one)


def test_every_field_has_cases() -> None:
    """No field is judged that no case shows."""
    assert {case["field"] for case in CASES} == set(FIELDS)


def test_a_wrong_bound_leaves_the_figure_whole() -> None:
    """The bound is counted by itself."""
    assert Outcome(record(0, 2), record(0, 2), frozenset({"bound"})).whole
    assert not Outcome(record(0, 2), record(0, 2), frozenset({"role"})).whole


def test_of_two_that_overlap_the_one_of_the_same_value_is_taken() -> None:
    """A shorter overlap with the right value is worth more than a longer one without."""
    outcomes = match([record(10, 20, 5)], [record(10, 18, 4), record(17, 20, 5)])
    assert [one.figure["value"] for one in outcomes if one.found] == [5]
    assert [one.figure["value"] for one in outcomes if one.label is None] == [4]


def test_each_figure_answers_one_label() -> None:
    """One long figure over two labels finds one of them only."""
    score = tally(match([record(0, 3), record(3, 6)], [record(0, 6)]))
    assert (score.labels, score.figures, score.found) == (2, 1, 1)


def test_neighbours_do_not_overlap() -> None:
    """Spans are half-open: what ends where another begins shares nothing."""
    assert tally(match([record(0, 3)], [record(3, 6)])).found == 0


def test_a_figure_of_another_document_finds_nothing() -> None:
    """Offsets mean something within one document only."""
    assert tally(match([record(0, 3)], [record(0, 3, document="b")])).found == 0


def test_scores_are_added() -> None:
    """Two texts together give the counts of both, not the mean of their shares."""
    one = tally(match([record(0, 3)], [record(0, 3, role="target")]))
    other = tally(match([record(0, 3), record(5, 6)], [record(0, 3)]))
    both = one + other
    assert (both.labels, both.found, both.whole) == (3, 2, 1)
    assert both.accuracy("role") == 0.5
    assert both.recall == pytest.approx(2 / 3)


def test_nothing_scores_nothing() -> None:
    """No labels and no figures are no success and no error."""
    score = Score()
    assert (score.precision, score.recall, score.f1, score.whole_f1, score.accuracy("value")) == (0, 0, 0, 0, 0)


@given(records)
def test_labels_find_themselves(labels) -> None:
    """Whatever the labels, reading exactly them is perfect."""
    score = tally(match(labels, list(labels)))
    assert score.found == score.whole == score.labels == score.figures


@given(records, records)
def test_every_record_occurs_once(labels, figures) -> None:
    """No label and no figure is lost or counted twice, and pairs do overlap."""
    outcomes = match(labels, figures)
    assert sum(one.label is not None for one in outcomes) == len(labels)
    assert sum(one.figure is not None for one in outcomes) == len(figures)
    for one in outcomes:
        if one.label and one.figure:
            assert one.label["start"] < one.figure["end"]
            assert one.figure["start"] < one.label["end"]


@given(records, records, st.integers(0, 100))
def test_the_order_of_figures_does_not_matter(labels, figures, seed) -> None:
    """As many are found, whatever order they come in."""
    shuffled = list(figures)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 (no secret)
    found = [one for one in match(labels, figures) if one.found and "value" not in one.wrong]
    again = [one for one in match(labels, shuffled) if one.found and "value" not in one.wrong]
    assert len(found) == len(again)
