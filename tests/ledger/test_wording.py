"""Wordings of the same thing come to the same tokens; words that tell nothing are left out."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.ledger import wording
from duixian.ledger.wording import Weights, plain_wording, tokens

_DATA = tomllib.loads((files("duixian.ledger") / "wording.toml").read_text(encoding="utf-8"))
_EXAMPLES = [block["example"] for name in ("same", "filler") for block in _DATA[name]]


@pytest.mark.parametrize("example", _EXAMPLES, ids=lambda example: example[0])
def test_both_wordings_of_an_example_become_equal(example):
    """Each block of the data file does what its example shows."""
    one, other = example
    assert plain_wording(one).strip("|").replace("|", "") == plain_wording(other).strip("|").replace("|", "")


def test_no_word_stands_twice():
    """A word in two groups would be replaced by whichever comes last."""
    words = [word for name in ("same", "filler") for block in _DATA[name] for word in block["words"]]
    assert sorted(set(words)) == sorted(words)


def test_numbers_are_no_tokens():
    """What is measured is compared, not how much."""
    assert tokens("造林500万亩") == tokens("造林3.5%")


@given(st.text(max_size=60))
def test_plain_wording_keeps_no_sign(text):
    """Only letters, digits and the bar remain, and doing it again changes nothing of that."""
    assert set("，。；:!?\n ").isdisjoint(plain_wording(text))


@given(st.lists(st.text(alphabet="财政收入造林亩", min_size=2, max_size=6), max_size=8))
def test_weights_never_fall_below_zero(wordings):
    """A token in every wording still does not count against a match."""
    weights = Weights.over(wordings)
    assert all(weights.each(token) >= 0 for text in wordings for token in tokens(text))


def test_broken_block_names_the_file(tmp_path, monkeypatch):
    """A block without words is refused with the file's name."""
    from duixian.errors import DefinitionError

    (tmp_path / "wording.toml").write_text('[[same]]\nexample = ["a", "b"]\n', encoding="utf-8")
    monkeypatch.setattr(wording, "files", lambda _: tmp_path)
    wording._wording.cache_clear()
    try:
        with pytest.raises(DefinitionError, match=r"wording\.toml"):
            wording._wording()
    finally:
        wording._wording.cache_clear()
