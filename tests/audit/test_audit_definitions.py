"""The data files of the audit keep their grammar, and each row its example."""

from __future__ import annotations

import re

import pytest

from duixian.audit.cues import cues
from duixian.audit.explanations import Situation, always_explained, explain, explanations
from duixian.audit.identities import identities
from duixian.audit.texts import explanation_text
from duixian.model import Reason

BRACKET = re.compile(r"\[.*?\]")
CUES = [(name, example) for name, cue in cues().items() for example in cue.examples]
COUNTER = [(name, example) for name, cue in cues().items() for example in cue.counter_examples]


def _side(cue, example):
    found = BRACKET.search(example)
    return example[found.end() :] if cue.side == "after" else example[: found.start()]


@pytest.mark.parametrize(("name", "example"), CUES, ids=[f"{name}-{example}" for name, example in CUES])
def test_a_cue_is_found_in_its_examples(name, example):
    """The pattern stands on its side of the number."""
    assert cues()[name].pattern.search(_side(cues()[name], example))


@pytest.mark.parametrize(("name", "example"), COUNTER, ids=[f"{name}-{example}" for name, example in COUNTER])
def test_a_cue_is_not_found_in_its_counter_examples(name, example):
    """The pattern stays away from what looks like it."""
    assert not cues()[name].pattern.search(_side(cues()[name], example))


@pytest.mark.parametrize("code", explanations())
def test_a_cause_has_texts_in_both_languages(code):
    """Both are told, and differ."""
    texts = [explanation_text(Reason(code), lang=lang) for lang in ("zh", "en")]
    assert all(texts)
    assert texts[0] != texts[1]


def test_a_cause_that_does_not_reach_gives_tension():
    """Real growth explains a few points, not forty; between documents it is told all the same."""
    near = Situation("growth", frozenset({"gdp"}), ("地区生产总值",), frozenset({2022}), frozenset(), 3)
    far = Situation("growth", frozenset({"gdp"}), ("地区生产总值",), frozenset({2022}), frozenset({"documents"}), 40)
    gross = Situation("growth", frozenset({"gdp"}), ("地区生产总值",), frozenset({2022}), frozenset(), 400)
    assert explain(near)[0] == "note"
    assert explain(far)[0] == "tension"
    assert explain(gross) is None


def test_no_cause_of_another_indicator_is_told():
    """Causes are chosen by what is known of the indicator, never all of them."""
    years, words = frozenset({2022}), ("社会消费品零售总额",)
    case = Situation("growth", frozenset({"retail-sales"}), words, years, frozenset({"documents"}), 3)
    codes = {reason.code for reason in explain(case)[1]}
    assert "revised-base" in codes
    assert not codes & {"real-growth", "preliminary", "price-base", "currency", "estimate"}


def test_growth_at_other_prices_tells_no_level():
    """Value added grows in real terms; revenue does not."""
    assert always_explained("gdp", ["real-growth"])
    assert not always_explained("general-public-budget-revenue", ["real-growth", "price-base"])


def test_all_identities_are_of_the_catalogue():
    """Loading checks each id; there are rows of each kind."""
    found = identities()
    assert all((found.sums, found.partitions, found.shares, found.per_head))
