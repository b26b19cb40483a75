"""Which of the document's notes explains a programme that a clause names.

In goes a document; out come the places where the terms of its notes occur, and for a clause the note that explains it.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from duixian.documents.plain import fold
from duixian.model import Document, Span

__all__ = ["Programmes"]

_MIN_TERM = 2
_MAX_PLACES = 200
_MAX_NOTES = 500
_QUOTED = re.compile(r"“([^”]{2,20})”")
_ASIDE = re.compile(r"\([^()]*\)\Z")


class Programmes:
    r"""The notes of a document, found again where its text names their terms.

    Example:
        >>> from duixian.documents import from_text
        >>> text = "一、工作安排\n实施“17231”工程。\n名词解释\n1.“17231”工程:一个千亿企业。\n"
        >>> document = from_text(text)
        >>> note = Programmes(document).explaining(Span(text.index("实施"), text.index("。")))
        >>> note.of(text)[:9]
        '1.“17231”'
    """

    __slots__ = ("_ends", "_notes", "_starts")

    def __init__(self, document: Document) -> None:
        found: dict[tuple[int, int], Span] = {}
        for note in document.notes[:_MAX_NOTES]:
            for term in _terms(note.term):
                places = [place for place in _occurrences(document.plain, term) if not note.span.covers(place)]
                for place in places:
                    found.setdefault((place.start, place.end), note.span)
                if places:
                    break
        ordered = sorted(found)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]
        self._notes = [found[place] for place in ordered]

    def explaining(self, clause: Span) -> Span | None:
        """Return the note whose term occurs first in a clause."""
        at = bisect_left(self._starts, clause.start)
        while at < len(self._starts) and self._starts[at] < clause.end:
            if self._ends[at] <= clause.end:
                return self._notes[at]
            at += 1
        return None


def _occurrences(plain: str, term: str) -> list[Span]:
    found: list[Span] = []
    at = plain.find(term)
    while at >= 0 and len(found) < _MAX_PLACES:
        found.append(Span(at, at + len(term)))
        at = plain.find(term, at + len(term))
    return found


def _terms(term: str | None) -> tuple[str, ...]:
    """Return a note's term as it may stand in the text: whole, without bracket, and the quoted words of it."""
    if term is None:
        return ()
    whole = fold(term).strip()
    quoted = [f"“{match}”" for match in _QUOTED.findall(whole)]
    forms = [whole, _ASIDE.sub("", whole), *quoted]
    return tuple(dict.fromkeys(form for form in forms if len(form) >= _MIN_TERM))
