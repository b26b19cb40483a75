"""Where words or the matches of a pattern stand in a whole text, looked up by place.

In goes a pattern, or a list of words, with a text; out come answers about any stretch of it, at the cost of one search
through the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

__all__ = ["Dictionary", "Marks"]

_PAIR = 2


class Dictionary:
    """Many words, to be found in a text all at once, the longest where several begin at one place.

    A compiled alternation of some hundred words tries them one after the other at every place; here two sets of
    characters tell most places apart at once, and the pair of characters leads to the few words that begin with it.

    Args:
        words: words of at least two characters.

    Example:
        >>> Dictionary(["学校", "幼儿园"]).find("新建幼儿园和学校")
        ([2, 6], ['幼儿园', '学校'])
    """

    __slots__ = ("_by_pair", "_pair")

    def __init__(self, words: Iterable[str]) -> None:
        by_pair: dict[str, list[str]] = {}
        for word in sorted(words, key=len, reverse=True):
            by_pair.setdefault(word[:_PAIR], []).append(word)
        self._by_pair = {pair: tuple(found) for pair, found in by_pair.items()}
        first, second = ("".join(sorted({re.escape(pair[at]) for pair in by_pair})) for at in (0, 1))
        self._pair = re.compile(f"[{first}](?=[{second}])")

    def find(self, plain: str) -> tuple[list[int], list[str]]:
        """Return where the words begin, and the words; they do not overlap."""
        starts: list[int] = []
        words: list[str] = []
        free = 0
        for match in self._pair.finditer(plain):
            at = match.start()
            if at < free:
                continue
            for word in self._by_pair.get(plain[at : at + _PAIR], ()):
                if plain.startswith(word, at):
                    starts.append(at)
                    words.append(word)
                    free = at + len(word)
                    break
        return starts, words


class Marks:
    """The matches of one pattern or dictionary in a text.

    Args:
        pattern: what to look for.
        plain: the text.

    Example:
        >>> marks = Marks(re.compile("力争|确保"), "确保开工,力争投产")
        >>> marks.last(0, 9), marks.last(0, 4), marks.within(2, 5)
        ('力争', '确保', False)
    """

    __slots__ = ("_starts", "_words")

    def __init__(self, pattern: re.Pattern[str] | Dictionary, plain: str) -> None:
        if isinstance(pattern, Dictionary):
            self._starts, self._words = pattern.find(plain)
        else:
            matches = list(pattern.finditer(plain))
            self._starts = [match.start() for match in matches]
            self._words = [match.group() for match in matches]

    def within(self, start: int, end: int) -> bool:
        """Tell whether a match begins in ``[start, end)``."""
        at = bisect_left(self._starts, start)
        return at < len(self._starts) and self._starts[at] < end

    def last(self, start: int, end: int) -> str | None:
        """Return the last match that begins in ``[start, end)``, ``None`` where there is none."""
        at = bisect_left(self._starts, end)
        return self._words[at - 1] if at and self._starts[at - 1] >= start else None

    def all(self, start: int, end: int) -> list[str]:
        """Return the matches that begin in ``[start, end)``."""
        low = bisect_left(self._starts, start)
        return self._words[low : bisect_left(self._starts, end, lo=low)]
