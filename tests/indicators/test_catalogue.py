"""The catalogue as it stands: its examples run, its ids and names are unique, its families complete."""

from __future__ import annotations

import re

import pytest

from duixian.indicators import Example, Indicator, catalogue, families, indicator, link
from duixian.indicators.loading import FAMILIES, alias_index, dimensions

ENTRIES = tuple(catalogue().values())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_example_phrase_leads_to_its_indicator(entry: Indicator) -> None:
    """A block's examples are proofs: each leads to the id it names."""
    found = {example: link(example.phrase, unit=example.unit, kind=example.kind) for example in entry.examples}
    assert {example: example.id for example in entry.examples} == {
        example: answer.indicator_id for example, answer in found.items()
    }


@pytest.mark.parametrize(
    ("entry", "example"),
    [(entry, example) for entry in ENTRIES for example in entry.confusable],
    ids=lambda value: value.phrase if isinstance(value, Example) else value.id,
)
def test_confusable_phrase_leads_elsewhere_or_nowhere(entry: Indicator, example: Example) -> None:
    """A phrase that looks like an indicator and is another never leads to it."""
    answer = link(example.phrase, unit=example.unit, kind=example.kind).indicator_id
    assert (answer or "").partition(".")[0] != entry.id
    if example.id is not None:
        assert example.id == answer


def test_catalogue_is_large_enough_and_all_families_are_filled() -> None:
    """Every family has indicators; together at least 320."""
    assert set(FAMILIES) == {entry.family for entry in ENTRIES} == set(families())
    assert len(ENTRIES) >= 320


def test_every_id_is_kebab_case_and_every_entry_is_found_by_it() -> None:
    """Ids are lower-case words joined by hyphens; points belong to variants."""
    assert [entry.id for entry in ENTRIES if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.id)] == []
    assert all(indicator(entry.id) is entry for entry in ENTRIES)


def test_one_spelling_is_one_indicator_unless_unit_or_kind_differ() -> None:
    """The index is built without a clash and knows every name."""
    index = alias_index()
    for spelling, entries in index.items():
        for entry in entries:
            others = [other for other in entries if other is not entry]
            clash = [
                other.id
                for other in others
                if {"amount", "rate"} & set(entry.kinds) & set(other.kinds) and set(entry.units) & set(other.units)
            ]
            assert clash == [], spelling


def test_every_definition_is_a_sentence_with_a_source() -> None:
    """Nothing is left unexplained: definition ends with a stop, source is named."""
    assert [entry.id for entry in ENTRIES if not entry.definition.endswith("。") or len(entry.definition) < 8] == []
    assert [entry.id for entry in ENTRIES if len(entry.source) < 3] == []


@pytest.mark.parametrize("name", dimensions())
def test_every_dimension_has_units_kinds_and_an_example(name: str) -> None:
    """A dimension without example could not be told from another."""
    block = dimensions()[name]
    assert block["units"]
    assert block["kinds"]
    assert any(unit in block["example"] for unit in block["units"])


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_variant_is_an_indicator_of_its_own(entry: Indicator) -> None:
    """A variant's id has the measure behind a point and keeps unit and direction."""
    for measure in entry.variants:
        variant = indicator(f"{entry.id}.{measure}")
        assert (measure, entry.unit, entry.direction) == (variant.measure, variant.unit, variant.direction)
