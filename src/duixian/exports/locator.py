"""Where a span stands: in which sentence, under which headings, on which page.

In go a document and spans of it, half-open ranges of code points; out come words that a reader finds the place by.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from duixian.model import Document, Section, Span

__all__ = ["Locator", "around"]

QUOTED_CHARACTERS: Final = 1_000
"""Longest quotation of a sentence, in code points; keeps the output linear in the number of rows."""

_HEADING_CHARACTERS: Final = 80


class Locator:
    """Finds where spans stand: sentence, headings and page; each look-up takes logarithmic time.

    Args:
        document: the document of all the spans.
    """

    __slots__ = ("_document", "_page_starts", "_paths", "_section_starts")

    def __init__(self, document: Document) -> None:
        self._document = document
        self._section_starts = [section.span.start for section in document.sections]
        self._page_starts = [place.span.start for place in document.places]
        self._paths: dict[int, tuple[str, ...]] = {}

    def sentence(self, span: Span, sentence: int | None) -> str:
        """Return the words around a span: its sentence, by index, or its line where it has none.

        Of a very long sentence only the part around the span is taken, with … for what is left out.
        """
        if sentence is not None:
            return self.quoted(span, self._document.sentences[sentence].span)
        line = self._line(span)
        return around(span, line).of(self._document.text).strip()

    def quoted(self, span: Span, whole: Span) -> str:
        """Return the characters of a wider span; of a very long one the part around ``span``, with … left and right."""
        taken = around(span, whole)
        said = taken.of(self._document.text).strip()
        return ("…" if taken.start > whole.start else "") + said + ("…" if taken.end < whole.end else "")

    def _line(self, span: Span) -> Span:
        text, margin = self._document.text, max(QUOTED_CHARACTERS - len(span), 0) // 2
        first = text.rfind("\n", max(span.start - margin, 0), span.start) + 1
        last = text.find("\n", span.end, span.end + margin)
        end = last if last >= 0 else min(span.end + margin, len(text))
        return Span(first or max(span.start - margin, 0), end)

    def headings(self, span: Span, sentence: int | None = None) -> tuple[str, ...]:
        """Return the titles of the sections around a span, the highest first."""
        if sentence is not None:
            at = self._document.sentences[sentence].section
        else:
            at = bisect_right(self._section_starts, span.start) - 1
        if at not in self._paths:
            self._paths[at] = tuple(self._climb(at))
        return self._paths[at]

    def _climb(self, at: int) -> list[str]:
        path: list[str] = []
        here: int | None = at if at >= 0 else None
        while here is not None:
            section: Section = self._document.sections[here]
            if section.title:
                path.append(_shorten(section.title))
            # A parent stands before its child; anything else would be a circle.
            here = section.parent if section.parent is not None and section.parent < here else None
        return path[::-1]

    def page(self, span: Span) -> int | None:
        """Return the page a span begins on, or ``None``."""
        at = bisect_right(self._page_starts, span.start) - 1
        return self._document.places[at].page if at >= 0 else None


def around(span: Span, whole: Span) -> Span:
    """Return a whole span, or of a long one as much around ``span`` as may be quoted.

    Example:
        >>> around(Span(3, 5), Span(0, 8))
        Span(start=0, end=8)
    """
    if len(whole) <= QUOTED_CHARACTERS:
        return whole
    margin = max(QUOTED_CHARACTERS - len(span), 0) // 2
    start, end = max(whole.start, span.start - margin), min(whole.end, span.end + margin)
    return Span(min(start, span.start), max(end, span.end))


def _shorten(title: str) -> str:
    return title if len(title) <= _HEADING_CHARACTERS else title[: _HEADING_CHARACTERS - 1] + "…"
