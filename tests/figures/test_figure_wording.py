"""The word lists of the reading are well formed, and each example shows a word of its group."""

from __future__ import annotations

import re

import pytest

from duixian.figures.wording import Group, load_wording

GROUPS = [group for name in ("kinds", "phrases", "roles") for group in load_wording(name).groups.values()]


@pytest.mark.parametrize("group", GROUPS, ids=[group.name for group in GROUPS])
def test_the_example_holds_a_word_of_its_group(group: Group) -> None:
    """The example sentence of a group shows one of its words at work."""
    assert re.search(group.alternation, group.example)


@pytest.mark.parametrize("group", GROUPS, ids=[group.name for group in GROUPS])
def test_no_word_stands_twice_in_a_group(group: Group) -> None:
    """Doubled words are slips of the pen."""
    assert sorted(set(group.words)) == sorted(group.words)
