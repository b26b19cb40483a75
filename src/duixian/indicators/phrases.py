"""Bring phrases and aliases into one spelling, and take known words off their ends.

In goes a phrase of a document; out come the spellings it may be looked up by, least cut first, each
with the marks that the words taken off have left.  The words stand in ``words.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, cast

from duixian.documents.plain import fold
from duixian.errors import DefinitionError

__all__ = ["MAX_PHRASE_CHARACTERS", "Side", "brackets", "cuts", "spell"]

MAX_PHRASE_CHARACTERS = 60
"""Longer phrases name no indicator; the longest alias is far shorter."""

MAX_CUTS = 64
"""How many spellings of one phrase are looked up."""

MAX_REWRITES = 4
"""How often a spelling is rewritten; one rewrite may make way for another (研究与试验发展经费支出)."""

Side = Literal["before", "after"]

_FILE = "words.toml"
_DROPPED = str.maketrans("", "", " \"'“”‘’《》<>〈〉·•*_`#的")
_BRACKETED = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class _Words:
    rewrites: Mapping[str, str]
    pattern: re.Pattern[str]
    before: Mapping[str, str]
    after: Mapping[str, str]
    longest: Mapping[Side, int]


@cache
def _words() -> _Words:
    data = cast("dict[str, dict[str, Any]]", tomllib.loads(_read(_FILE)))
    rewrites = cast("dict[str, str]", data.pop("rewrites"))
    sides: dict[Side, dict[str, str]] = {"before": {}, "after": {}}
    for name, block in data.items():
        for side, words in sides.items():
            for word in block[side]:
                if word in words:
                    raise DefinitionError("word-twice", where=f"{_FILE} [{name}] {side}", word=word)
                words[word] = block.get("mark", "")
    return _Words(
        rewrites=rewrites,
        pattern=re.compile("|".join(re.escape(word) for word in sorted(rewrites, key=len, reverse=True))),
        before=sides["before"],
        after=sides["after"],
        longest={side: max(map(len, words)) for side, words in sides.items()},
    )


def _read(name: str) -> str:
    return resources.files("duixian.indicators").joinpath(name).read_text(encoding="utf-8")


def spell(phrase: str) -> str:
    """Return the spelling in which phrases and aliases are compared.

    Width is folded, quotation marks, spaces and 的 are dropped, known synonyms are rewritten; a share
    (X占Y比重) loses its last word, which many documents leave out.

    Example:
        >>> spell("服务业增加值占地区生产总值的比重")
        '服务业增加值占GDP'
    """
    words = _words()
    text = fold(phrase).translate(_DROPPED).upper().strip(",;:。、.-()")
    for _ in range(MAX_REWRITES):
        before, text = text, words.pattern.sub(lambda found: words.rewrites[found.group()], text)
        if text == before:
            break
    head, share, _ = text.rpartition("比重")
    return head if share and text.endswith("比重") and "占" in head else text


def brackets(phrase: str) -> tuple[str, tuple[str, ...]]:
    """Return a phrase without its bracketed parts, and those parts.

    Example:
        >>> brackets("固定资产投资（不含农户）")
        ('固定资产投资', ('不含农户',))
    """
    text = fold(phrase)
    parts = tuple(_BRACKETED.findall(text))
    return (_BRACKETED.sub("", text), parts) if parts else (text, ())


def cuts(spelling: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield what remains of a spelling when known words are taken off its ends, least cut first.

    Args:
        spelling: as :func:`spell` returns it.

    Yields:
        What remains, and the marks of the words taken off.

    Example:
        >>> [text for text, marks in cuts("全区新增高新技术企业")]
        ['全区新增高新技术企业', '新增高新技术企业', '高新技术企业']
    """
    words = _words()
    queue: deque[tuple[str, frozenset[str]]] = deque([(spelling, frozenset())])
    seen = {spelling}
    while queue and len(seen) <= MAX_CUTS:
        text, marks = queue.popleft()
        yield text, marks
        for rest, mark in _shorter(text, words):
            if rest not in seen:
                seen.add(rest)
                queue.append((rest, marks | {mark} if mark else marks))


def _shorter(text: str, words: _Words) -> Iterator[tuple[str, str]]:
    for length in range(min(words.longest["before"], len(text) - 1), 0, -1):
        mark = words.before.get(text[:length])
        if mark is not None:
            yield text[length:], mark
    for length in range(min(words.longest["after"], len(text) - 1), 0, -1):
        mark = words.after.get(text[-length:])
        if mark is not None:
            yield text[:-length], mark
