"""Each rule of ``figures/exclusions.toml`` excludes the number of its example and keeps that of its exception."""

from __future__ import annotations

import re

import pytest

from duixian.figures.exclusions import ExclusionRule, excluded_by, exclusion_rules
from duixian.quantities import find_quantities

RULES = exclusion_rules()
MARKED = re.compile(r"\[([^\[\]]+)\]")


def marked(sentence: str) -> tuple[str, int, int]:
    """Return the sentence without its brackets, and the range that they marked."""
    match = MARKED.search(sentence)
    assert match is not None, sentence
    plain = sentence[: match.start()] + match.group(1) + sentence[match.end() :]
    return plain, match.start(), match.start() + len(match.group(1))


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_the_example_of_a_rule_is_no_figure(rule: ExclusionRule) -> None:
    """The number in brackets is not found at all, or a rule excludes it."""
    plain, start, end = marked(rule.example)

    left = [
        q for q in find_quantities(plain) if q.span.start < end and start < q.span.end and not excluded_by(plain, q)
    ]

    assert left == []


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_the_pattern_of_a_rule_matches_its_example(rule: ExclusionRule) -> None:
    """The rule itself, not another one, fits its example."""
    plain, start, end = marked(rule.example)

    assert rule.matches(plain[max(0, start - 14) : start], plain[start:end], plain[end : end + 14])


@pytest.mark.parametrize("rule", [r for r in RULES if r.keep], ids=[r.id for r in RULES if r.keep])
def test_the_exception_of_a_rule_stays_a_figure(rule: ExclusionRule) -> None:
    """The number in brackets of ``keep`` is excluded by no rule."""
    plain, start, end = marked(rule.keep)

    found = [q for q in find_quantities(plain) if (q.span.start, q.span.end) == (start, end)]

    assert [excluded_by(plain, quantity) for quantity in found] == [None]


def test_ids_are_unique() -> None:
    """No two rules share a name."""
    ids = [rule.id for rule in RULES]

    assert sorted(set(ids)) == sorted(ids)
