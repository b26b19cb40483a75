"""The data file of works: every block does what its example says."""

from __future__ import annotations

import pytest

from duixian.documents.plain import fold
from duixian.errors import DefinitionError
from duixian.indicators import catalogue
from duixian.ledger.works_shortfalls import find_shortfall, named_in
from duixian.ledger.works_stages import (
    check,
    compare_stages,
    definitions,
    failure_in,
    promised_stage,
    reported_stage,
    without_generic,
)

DATA = definitions()


def names(block) -> str:
    return str(block.get("id") or block.get("example"))


@pytest.mark.parametrize("block", DATA["stage"], ids=names)
def test_stages_are_found_in_their_examples(block) -> None:
    """The promise and the report of the example are led to the stage."""
    said, told = block["example"]
    assert (block["id"], block["id"]) == (promised_stage(said).id, reported_stage(told, track=block["track"]).id)


@pytest.mark.parametrize("block", DATA["failure"], ids=names)
def test_failures_are_found_in_their_examples(block) -> None:
    """A word of the block is found in the example."""
    assert failure_in(block["example"]) in block["words"]


@pytest.mark.parametrize("block", DATA["pending"], ids=names)
def test_what_is_to_come_hides_the_stage(block) -> None:
    """The example tells no stage, since all of it is still to come."""
    assert reported_stage(block["example"]) is None


@pytest.mark.parametrize("block", DATA["generic"], ids=names)
def test_generic_words_make_no_difference(block) -> None:
    """The two wordings of the example become equal."""
    one, other = (without_generic(wording).strip("|") for wording in block["example"])
    assert one == other


@pytest.mark.parametrize("block", DATA["shortfall"], ids=names)
def test_shortfalls_are_found_in_their_examples(block) -> None:
    """The clause tells of a missed target."""
    assert find_shortfall(fold(block["example"])) is not None


@pytest.mark.parametrize("block", DATA["topic"], ids=names)
def test_topics_lead_to_indicators_of_the_catalogue(block) -> None:
    """The indicators exist, and the example names all of them."""
    assert set(block["indicators"]) <= set(catalogue())
    assert set(block["indicators"]) <= set(named_in(fold(block["example"])))


def test_each_stage_stands_on_a_track_with_a_rank_of_its_own() -> None:
    """No two stages of a track have the same rank, so that any two can be compared."""
    places = [(block["track"], block["rank"]) for block in DATA["stage"]]
    assert len(places) == len(set(places))


def test_stages_of_different_tracks_cannot_be_compared() -> None:
    """A rule that was issued does not show that a bridge was built."""
    assert compare_stages(promised_stage("建成大桥"), reported_stage("印发管理办法")) == "unlike"
    assert compare_stages(None, reported_stage("大桥通车")) == "unlike"


@pytest.mark.parametrize(
    "wrong",
    [
        {"stage": [{"id": "built"}]},
        {"failure": [{"words": ["未能"]}]},
        {"shortfall": [{"pattern": "(", "example": ""}]},
        {"topic": [{"words": ["物价"], "indicators": ["cpi"]}]},
        {"weights": {"start": 1.0}},
    ],
)
def test_a_wrong_block_is_named(wrong) -> None:
    """A block that lacks a key, or a pattern that is none, is refused with file and place."""
    with pytest.raises(DefinitionError) as caught:
        check(DATA | wrong)
    assert "works.toml" in str(caught.value)
