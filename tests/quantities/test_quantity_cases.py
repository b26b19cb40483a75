"""Quantities in sentences, and the rows of the data files with their examples."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from duixian.model import Quantity
from duixian.quantities import find_quantities, unit_of, units
from duixian.quantities.bounds import BoundWord, bound_words
from duixian.quantities.words import idioms, number_words, zero_words

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "quantities.toml").read_text(encoding="utf-8"))["case"]


def _shown(text: str, quantity: Quantity, wanted: dict[str, str]) -> dict[str, str]:
    """Show of a quantity the fields that a case names, as the case writes them."""
    fields = {
        "text": quantity.span.of(text),
        "value": quantity.value,
        "high": quantity.high,
        "unit": quantity.unit or "",
        "bound": quantity.bound,
        "form": quantity.form,
        "step": quantity.step,
        "extent": quantity.extent.of(text),
        "number": text[quantity.span.start : quantity.number_end],
    }
    exact = {"value", "high", "step"}
    return {
        name: wanted[name] if name in exact and fields[name] == Decimal(wanted[name]) else str(fields[name])
        for name in wanted
    }


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_sentence_gives_its_quantities(case):
    """All quantities of a case are found, in order, and no others."""
    text, wanted = case["text"], case["quantities"]
    found = find_quantities(text)
    assert [row["text"] for row in wanted] == [quantity.span.of(text) for quantity in found]
    assert wanted == [_shown(text, quantity, row) for quantity, row in zip(found, wanted, strict=True)]


@pytest.mark.parametrize("name", units())
def test_the_example_of_a_unit_holds_the_unit(name):
    """Each row of units.toml is found in its own example, once."""
    assert [q.unit for q in find_quantities(units()[name].example)].count(name) == 1


@pytest.mark.parametrize("alias", [alias for unit in units().values() for alias in unit.aliases])
def test_an_alias_is_given_as_written(alias):
    """Another writing of a unit is found, and is the quantity's unit."""
    assert [alias] == [q.unit for q in find_quantities(f"共计6{alias}")]
    assert unit_of(alias) is not None


@pytest.mark.parametrize("unit", [unit for unit in units().values() if unit.not_before], ids=lambda unit: unit.name)
def test_a_unit_is_not_read_into_a_longer_word(unit):
    """Before what a row forbids the unit is not found."""
    for word in unit.not_before:
        text = f"共计36000{unit.name}{word}"
        assert unit.name not in [q.unit for q in find_quantities(text)] or word in {"A", "2", "3", "²", "³"}, text


@pytest.mark.parametrize("unit", [unit for unit in units().values() if unit.unless], ids=lambda unit: unit.name)
def test_a_unit_is_read_before_its_exceptions(unit):
    """Before what a row excepts from the forbidden words the unit is found."""
    for word in unit.unless:
        assert unit.name in [q.unit for q in find_quantities(f"共计36000{unit.name}{word}")], word


@pytest.mark.parametrize(
    "word", [word for words in bound_words().values() for word in words], ids=lambda word: word.word
)
def test_the_example_of_a_bound_has_the_bound(word: BoundWord):
    """Each row of bounds.toml gives its example's first quantity its bound."""
    assert word.bound == find_quantities(word.example)[0].bound


@pytest.mark.parametrize("word", number_words().values(), ids=lambda word: word.word)
def test_the_example_of_a_number_word_has_its_value(word):
    """Each number word of words.toml is found in its example with value, unit and form."""
    found = [(q.value, q.unit, q.form, q.span.of(word.example)) for q in find_quantities(word.example)]
    assert [(word.value, word.unit, word.form, word.word)] == found


@pytest.mark.parametrize("example", zero_words().values())
def test_none_at_all_is_zero(example):
    """Each word behind 零 makes it a zero."""
    assert [(q.value, q.form) for q in find_quantities(example)] == [(0, "zero")]


@pytest.mark.parametrize("phrase", idioms())
def test_a_set_phrase_counts_nothing(phrase):
    """The numerals of a set phrase are no quantities."""
    assert find_quantities(phrase) == []
