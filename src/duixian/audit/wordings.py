"""Which figures of a sentence belong together, by the words between them.

In go two facts of one sentence; out comes whether the later one speaks of the earlier one's thing.
"""

from __future__ import annotations

import re
from typing import Final

from duixian.audit.cues import cue
from duixian.audit.facts import Fact

__all__ = ["follows", "is_level", "level_before"]

_NUMBER: Final = re.compile(r"-?\d[\d.,]*\s?(?:[百千万亿]*(?:元|%|个?百分点|倍|[\u4e00-\u9fff]))?")


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


_MOST_CHARACTERS: Final = 60


def is_level(fact: Fact, *, kinds: tuple[str, ...] = ("amount",)) -> bool:
    """Tell whether a fact tells how much there is or was in a year, as achieved."""
    return fact.figure.kind in kinds and fact.told and not fact.is_change and not fact.says("together")


def level_before(facts: list[Fact], told: Fact, *, kinds: tuple[str, ...] = ("amount",)) -> Fact | None:
    """Return the level that a later fact of the same sentence speaks of: the last one before it, plainly followed.

    Args:
        facts: of the sentence, in order.
        told: the later fact.
        kinds: which kinds a level may have.
    """
    for fact in reversed(facts):
        if fact.at < told.at and is_level(fact, kinds=kinds):
            return fact if follows(fact, told) else None
    return None
