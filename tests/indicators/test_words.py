"""The words around names: each class has an example that is cut as told."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from duixian.indicators import link
from duixian.indicators.phrases import brackets, cuts, spell

WORDS = tomllib.loads(resources.files("duixian.indicators").joinpath("words.toml").read_text(encoding="utf-8"))
CLASSES = {name: block for name, block in WORDS.items() if name != "rewrites"}


@pytest.mark.parametrize("name", CLASSES)
def test_example_of_a_class_is_cut_to_what_remains(name: str) -> None:
    """The example's first phrase yields the second, with the class's mark."""
    phrase, remains = CLASSES[name]["example"]
    found = dict(cuts(spell(phrase)))
    assert remains in found
    assert CLASSES[name].get("mark") in (None, *found[remains])


@pytest.mark.parametrize("side", ["before", "after"])
def test_no_word_belongs_to_two_classes(side: str) -> None:
    """A word tells one thing."""
    words = [word for block in CLASSES.values() for word in block[side]]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(("spelling", "target"), WORDS["rewrites"].items())
def test_rewritten_spelling_is_not_rewritten_again(spelling: str, target: str) -> None:
    """A rewrite ends: its result holds no other rewritten word."""
    assert spelling
    assert spell(target) == target.removesuffix("比重") or spell(target) == target


def test_brackets_are_taken_out_whole() -> None:
    """The words in brackets are handed on for judging."""
    assert brackets("固定资产投资（不含农户）") == ("固定资产投资", ("不含农户",))


def test_unknown_words_in_brackets_refuse_the_link() -> None:
    """A bracket may narrow what is counted."""
    assert link("社会消费品零售总额(限额以下)", unit="元", kind="amount").rule == "brackets"
