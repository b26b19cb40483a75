"""Cut paragraphs into sentences.

In goes the plain form of a paragraph; out come the offsets of its sentences. A sentence ends at 。！？
with the closing quotes and brackets behind them, not at ；, and not inside a short quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["cut"]

_END = re.compile(r"[。!?]+[”’\"')\]】》〕]*")
_GOES_ON = re.compile(r"\s?[的,、等和与、;及为是]")
_NESTED = re.compile(r"[“(《][^”)》。!?]{0,60}[。!?][^”)》]{1,60}[”)》]")
_MAX_INSIDE_CHARS = 60
_PAIRS = (("“", "”"), ("(", ")"), ("《", "》"))


def cut(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the half-open offsets of the sentences of a paragraph, blanks at their ends left out.

    Example:
        >>> [*cut("经济稳中有进。“放得开、管得住。”的做法,已推广。")]
        [(0, 7), (7, 25)]
    """
    start = 0
    nested = _NESTED.search(plain) is not None
    for match in _END.finditer(plain):
        end = match.end()
        if end < start or (match.end() - match.start() > 1 and _GOES_ON.match(plain, end)):
            continue
        if nested and match.end() - match.start() == 1 and _inside(plain, start, end):
            continue
        yield from _trimmed(plain, start, end)
        start = end
    yield from _trimmed(plain, start, len(plain))


def _inside(plain: str, start: int, end: int) -> bool:
    """Tell whether ``end`` lies in a quotation or bracket that opened and closes nearby."""
    low = max(start, end - _MAX_INSIDE_CHARS)
    for opening, closing in _PAIRS:
        opened = plain.rfind(opening, low, end)
        if opened > plain.rfind(closing, low, end):
            closed = plain.find(closing, end, end + _MAX_INSIDE_CHARS)
            if closed >= 0 and plain.find(opening, end, closed) < 0:
                return True
    return False


def _trimmed(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = plain[start:end]
    body = piece.strip()
    if body:
        first = start + piece.index(body[0])
        yield first, first + len(body)
