"""A file of the catalogue that breaks its grammar is refused, with file and block named."""

from __future__ import annotations

import pytest

from duixian.errors import DefinitionError, UsageError
from duixian.indicators import indicator
from duixian.indicators.loading import parse_family

HEAD = '[family]\nzh = "物价"\nen = "Prices"\n'
BLOCK = """
[tea-price]
zh = "茶叶价格"
en = "Tea price"
dimension = "price-change"
unit = "%"
measure = "level"
direction = "hold"
definition = "茶叶价格相对上年的变动。"
source = "价格监测"
examples = [{ phrase = "全区茶叶价格", unit = "%", kind = "growth" }]
"""


def test_well_formed_block_is_read() -> None:
    """The sample that the other cases break is itself right."""
    family, entries = parse_family("prices", HEAD + BLOCK)
    assert (family.id, family.zh) == ("prices", "物价")
    assert [entry.id for entry in entries] == ["tea-price"]
    assert entries[0].kinds == ("growth",)
    assert entries[0].examples[0].id == "tea-price"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('direction = "hold"', 'direction = "sideways"', "bad-field"),
        ('measure = "level"', 'measure = "new"', "bad-field"),
        ('dimension = "price-change"', 'dimension = "taste"', "bad-field"),
        ('unit = "%"\nmeasure', 'unit = "元"\nmeasure', "bad-field"),
        ('kind = "growth"', 'kind = "guess"', "bad-field"),
        ('kind = "growth"', 'kind = "growth", colour = "red"', "bad-field"),
        ('en = "Tea price"', 'en = "Tea price"\nkinds = ["guess"]', "bad-field"),
        ('en = "Tea price"', 'en = "Tea price"\nvariants = ["level"]', "bad-field"),
        ('en = "Tea price"', 'en = "Tea price"\naliases = "茶价"', "bad-field"),
        ('en = "Tea price"', 'en = "Tea price"\ncolour = "green"', "bad-field"),
        ('en = "Tea price"', "en = 3", "bad-field"),
        ('source = "价格监测"\n', "", "missing-field"),
        ("[tea-price]", "[tea-price", "not-toml"),
    ],
)
def test_broken_block_is_refused_with_file_and_block(old: str, new: str, code: str) -> None:
    """Every breach raises a definition error that says where."""
    source = HEAD + BLOCK.replace(old, new, 1)
    assert source != HEAD + BLOCK
    with pytest.raises(DefinitionError) as caught:
        parse_family("prices", source)
    assert code == caught.value.code
    assert "catalogue/prices.toml" in str(caught.value)
    assert code == "not-toml" or "[tea-price]" in str(caught.value)


def test_value_in_place_of_a_block_is_refused() -> None:
    """A key outside any block is no indicator."""
    with pytest.raises(DefinitionError):
        parse_family("prices", 'stray = "x"\n' + HEAD)


def test_file_without_family_is_refused() -> None:
    """A file says which family it holds."""
    with pytest.raises(DefinitionError) as caught:
        parse_family("prices", BLOCK)
    assert caught.value.code == "no-family"


@pytest.mark.parametrize("identifier", ["no-such-thing", "gdp.new", "gdp.", ""])
def test_unknown_id_is_refused(identifier: str) -> None:
    """An id that the catalogue does not hold is the caller's mistake."""
    if identifier == "gdp.":
        assert indicator("gdp").id == indicator(identifier).id
        return
    with pytest.raises(UsageError):
        indicator(identifier)
