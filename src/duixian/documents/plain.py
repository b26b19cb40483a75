"""Fold a text character for character into the plain form that the rules of reading look at.

In goes a text of any punctuation and width; out comes a text of the same length, so that every
offset stays what it was.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from duixian.model import Span

__all__ = ["fold", "plain_text"]

_PUNCTUATION = {
    "—": "-", "–": "-", "―": "-", "－": "-", "‐": "-", "‑": "-", "−": "-", "─": "-", "━": "-",
    "～": "~", "〜": "~", "∼": "~", "˜": "~",
    "「": "“", "」": "”", "『": "“", "』": "”", "﹃": "“", "﹄": "”", "＂": '"', "〝": "“", "〞": "”",
    "○": "〇", "◯": "〇", "Ｏ": "O",
    "﹪": "%", "﹐": ",", "﹔": ";", "﹕": ":", "﹒": ".", "﹙": "(", "﹚": ")",
    "\t": " ", "\r": " ", "\u3000": " ", "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ",
    "\u200b": " ", "\ufeff": " ", "\u200c": " ", "\u200d": " ", "\u2060": " ", "\u00ad": " ",
}  # fmt: skip


@cache
def _table() -> dict[int, str]:
    table = {ord(char): folded for char, folded in _PUNCTUATION.items()}
    # Full-width forms, Kangxi radicals and compatibility ideographs (PDF fonts yield these) have a
    # compatibility form of one character; circled digits are left, they are marks of notes.
    for first, last in ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6)):
        for code in range(first, last + 1):
            form = unicodedata.normalize("NFKC", chr(code))
            if len(form) == 1 and code not in table:
                table[code] = form
    return table


def fold(text: str) -> str:
    """Return ``text`` with width, dashes, brackets and spaces folded; same length.

    Example:
        >>> fold("增长７．５％，达到（约）６％—６．５％")
        '增长7.5%,达到(约)6%-6.5%'
    """
    return text.translate(_table())


def plain_text(text: str, marks: Iterable[Span] = ()) -> str:
    """Return the folded text with all ``marks`` blanked; same length.

    Args:
        text: the document's text.
        marks: spans that are no part of sentences, such as Markdown's ``**``; need not be sorted.

    Example:
        >>> plain_text("增长**7％**。", [Span(2, 4), Span(6, 8)])
        '增长  7%  。'
    """
    folded = fold(text)
    pieces: list[str] = []
    at = 0
    for mark in sorted(marks):
        if mark.end <= at:
            continue
        start = max(mark.start, at)
        pieces.append(folded[at:start])
        pieces.append(" " * (mark.end - start))
        at = mark.end
    pieces.append(folded[at:])
    return "".join(pieces)
