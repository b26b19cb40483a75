"""How like two phrases are that name no indicator of the catalogue: by the longest run of characters they share.

In go two phrases; out comes a percentage, 0 where they are too unlike to be of one thing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from duixian.indicators.phrases import spell

__all__ = ["likeness"]

_FEWEST_SHARED: Final = 3
_LEAST_PERCENT: Final = 50
_LONGEST: Final = 24
_CACHED_PAIRS: Final = 65_536


@lru_cache(maxsize=_CACHED_PAIRS)
def likeness(one: str | None, other: str | None) -> int:
    """Return how much of the shorter phrase the longest shared run is, in percent below 100; 0 if less than half.

    Example:
        >>> likeness("老旧小区", "老旧小区旧貌换新颜"), likeness("贫困村销号", "脱贫摘帽贫困村")
        (99, 60)
        >>> likeness("学校", "医院")
        0
    """
    if not one or not other:
        return 0
    (first, runs), (second, others) = _cut(one), _cut(other)
    if runs.isdisjoint(others):
        return 0
    shorter = min(len(first), len(second))
    shared = _longest_run(first, second)
    if shared < _FEWEST_SHARED or shared * 100 < shorter * _LEAST_PERCENT:
        return 0
    return min(99, shared * 100 // shorter)


@lru_cache(maxsize=_CACHED_PAIRS)
def _cut(phrase: str) -> tuple[str, frozenset[str]]:
    """Return the end of a phrase in its compared spelling, and its runs of the fewest characters that count."""
    text = spell(phrase)[-_LONGEST:]
    return text, frozenset(text[at : at + _FEWEST_SHARED] for at in range(len(text) - _FEWEST_SHARED + 1))


def _longest_run(first: str, second: str) -> int:
    best = 0
    before = [0] * (len(second) + 1)
    for char in first:
        row = [0] * (len(second) + 1)
        for at, other in enumerate(second, 1):
            if char == other:
                row[at] = before[at - 1] + 1
                best = max(best, row[at])
        before = row
    return best
