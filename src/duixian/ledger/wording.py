"""Bring wordings of the same thing to one form and cut them into weighted tokens.

In goes a phrase or clause; out come its tokens: pairs of neighbouring characters, after equal words have been made one
and words that tell nothing of what is measured have been left out.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from duixian.errors import DefinitionError

__all__ = ["Weights", "plain_wording", "tokens"]

_FILE: Final = "wording.toml"
_CACHED_WORDINGS: Final = 65_536
_NO_LETTER: Final = re.compile(r"[^0-9A-Za-z一-鿿|]+")
_NUMBER: Final = re.compile(r"[0-9０-９.．,％%]+(?:[万亿]*[元个家户人次套座条亩公里项所处台辆吨千瓦]{0,2})?")
_GAP: Final = "|"
FULL_WEIGHT: Final = 8.0
"""What a token weighs that occurs in none of the wordings counted."""


@dataclass(frozen=True, slots=True)
class _Wording:
    pattern: re.Pattern[str]
    replacement: Mapping[str, str]


@cache
def _wording() -> _Wording:
    data = tomllib.loads((files("duixian.ledger") / _FILE).read_text(encoding="utf-8"))
    replacement: dict[str, str] = {}
    for block in (*data.get("filler", ()), *data.get("same", ())):
        words, example = block.get("words"), block.get("example", ())
        if not words or len(example) != len(("one", "other")):
            raise DefinitionError("wording-block", where=_FILE, problem=str(block))
        replacement |= dict.fromkeys(words, _GAP if block in data.get("filler", ()) else words[0])
    longest_first = sorted(replacement, key=lambda word: (-len(word), word))
    return _Wording(re.compile("|".join(map(re.escape, longest_first))), replacement)


@lru_cache(maxsize=_CACHED_WORDINGS)
def plain_wording(text: str) -> str:
    """Return a wording with equal words made one, and a bar where words that tell nothing stood.

    Example:
        >>> plain_wording("中央财政拟安排“三农”投入"), plain_wording("用于三农的支出")
        ('三农', '三农')
    """
    wording = _wording()
    # names with numbers in them (PM2.5) first
    text = wording.pattern.sub(lambda found: wording.replacement[found.group()], text)
    text = _NUMBER.sub(_GAP, text)
    return re.sub(r"\|{2,}", _GAP, _NO_LETTER.sub(_GAP, text)).strip(_GAP)


@lru_cache(maxsize=_CACHED_WORDINGS)
def tokens(text: str) -> frozenset[str]:
    """Return the tokens of a wording: pairs of neighbouring characters, single characters that stand alone.

    Example:
        >>> sorted(tokens("中央财政用于新农合的支出"))
        ['农合', '新农']
    """
    found = set()
    for run in plain_wording(text).split(_GAP):
        if len(run) == 1:
            found.add(run)
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each token tells: inverse document frequency over a set of wordings (Spärck Jones, 1972).

    Args:
        counts: in how many wordings each token occurs.
        total: how many wordings there are.
    """

    counts: Mapping[str, int]
    total: int

    @classmethod
    def over(cls, wordings: Iterable[str]) -> Weights:
        """Count the tokens of wordings.

        Example:
            >>> weights = Weights.over(["财政收入", "财政支出", "造林"])
            >>> weights.of(["财政"]) < weights.of(["造林"])
            True
        """
        counts: Counter[str] = Counter()
        total = 0
        for wording in wordings:
            counts.update(tokens(wording))
            total += 1
        return cls(counts, total)

    def of(self, found: Iterable[str]) -> float:
        """Return the weight of some tokens together; a token never seen weighs most."""
        return math.fsum(map(self.each, found))  # the same in whatever order a set yields them

    def each(self, token: str) -> float:
        """Return the weight of one token: up to :data:`FULL_WEIGHT`, however many wordings were counted."""
        whole = math.log(self.total + 2)
        return FULL_WEIGHT * math.log((self.total + 2) / (self.counts.get(token, 0) + 1)) / whole

    def __add__(self, other: Weights) -> Weights:
        """Return the weights over the wordings of both.

        Example:
            >>> (Weights.over(["财政收入"]) + Weights.over(["财政支出"])).counts["财政"]
            2
        """
        return Weights(Counter(self.counts) + Counter(other.counts), self.total + other.total)
