"""Which figures of a sentence belong together, by the words between them.

In go facts of one sentence; out comes which level a later fact speaks of; lists joined by 和 and 、 are paired in
order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from duixian.audit.cues import cue
from duixian.audit.facts import Fact

__all__ = ["follows", "is_level", "level_before", "list_of", "paired"]

_NUMBER: Final = re.compile(r"-?\d[\d.,]*\s?(?:[百千万亿]*(?:元|%|个?百分点|倍|[\u4e00-\u9fff]))?")
_MOST_CHARACTERS: Final = 60
_JOINTS: Final = re.compile(r"\s?[、,和及与以]{1,2}\s?")


def list_of(facts: Sequence[Fact], fact: Fact) -> list[Fact]:
    """Return the facts that stand in a list with one, itself included: 27.5%、25.3%和9.2%.

    Args:
        facts: of the sentence, in order.
        fact: one of them.

    Example:
        >>> from duixian.audit.facts import facts_of
        >>> from duixian.reading import read_text
        >>> facts = list(facts_of(read_text("2024年,收入和支出分别增长27.5%和25.3%。")))
        >>> [each.figure.text for each in list_of(facts, facts[1])]
        ['27.5%', '25.3%']
    """
    at = next(index for index, each in enumerate(facts) if each is fact)
    first = last = at
    while first > 0 and _joined(facts[first]):
        first -= 1
    while last + 1 < len(facts) and _joined(facts[last + 1]):
        last += 1
    return list(facts[first : last + 1])


def _joined(fact: Fact) -> bool:
    return fact.between is not None and _JOINTS.fullmatch(fact.between) is not None


def paired(facts: Sequence[Fact], level: Fact, told: Fact) -> bool:
    """Tell whether two facts have the same place in their lists; a list that is told of a single level pairs with none.

    Args:
        facts: of the sentence, in order.
        level: a fact that something is told of.
        told: what is told of it.

    Example:
        >>> from duixian.audit.facts import facts_of
        >>> from duixian.reading import read_text
        >>> facts = list(facts_of(read_text("2024年,收入5亿元和支出6亿元,分别增长2%和3%。")))
        >>> paired(facts, facts[1], facts[3])
        False
    """
    tells, levels = list_of(facts, told), list_of(facts, level)
    if len(tells) != len(levels):
        return len(tells) == 1 and len(levels) == 1
    return len(tells) == 1 or tells.index(told) == levels.index(level)


def follows(level: Fact, told: Fact) -> bool:
    """Tell whether between two facts of a sentence stand only words and numbers that name no other thing.

    Example:
        >>> from duixian.audit.facts import facts_of
        >>> from duixian.reading import read_text
        >>> first, last = facts_of(read_text("2024年,审批环节减少到17个,压缩45.2%。"))
        >>> follows(first, last)
        True
    """
    words = told.reading.document.plain[level.figure.span.end : told.figure.span.start]
    if len(words) > _MOST_CHARACTERS:
        return False
    return cue("plain_rate", _NUMBER.sub("", words)) is not None


def is_level(fact: Fact, *, kinds: tuple[str, ...] = ("amount",)) -> bool:
    """Tell whether a fact tells how much there is or was in a year, as achieved.

    Example:
        >>> from duixian.audit.facts import facts_of
        >>> from duixian.reading import read_text
        >>> [is_level(fact) for fact in facts_of(read_text("2024年,优良天数300天,比上年增加20天。"))]
        [True, False]
    """
    return fact.figure.kind in kinds and fact.told and not fact.is_change and not fact.says("together")


def level_before(facts: Sequence[Fact], told: Fact, *, kinds: tuple[str, ...] = ("amount",)) -> Fact | None:
    """Return the level that a later fact of the same sentence speaks of: the last one before it, plainly followed.

    Args:
        facts: of the sentence, in order.
        told: the later fact.
        kinds: which kinds a level may have.

    Example:
        >>> from duixian.audit.facts import facts_of
        >>> from duixian.reading import read_text
        >>> facts = list(facts_of(read_text("2024年,优良天数300天,比上年增加20天。")))
        >>> level_before(facts, facts[1]).figure.text
        '300天'
    """
    before = [fact for fact in facts if fact.at < told.at and is_level(fact, kinds=kinds)]
    listed = list_of(facts, told)
    before = [fact for fact in before if fact not in listed]
    if not before or not follows(before[-1], listed[0]):
        return None
    return next((fact for fact in list_of(facts, before[-1]) if paired(facts, fact, told)), None)
