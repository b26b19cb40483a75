"""A document's text as HTML, with every figure marked where it stands.

In goes a reading; out come the blocks of the text (headings, paragraphs, tables, notes), each a piece of safe markup.
All cutting is done here, in code points; every piece between two cuts is escaped by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Literal

from markupsafe import Markup, escape

from duixian.documents.formats.text import lines_of
from duixian.documents.plain import fold
from duixian.exports.overview import DOUBTFUL_BELOW
from duixian.model import Document, Figure, Reading, Section, Span, Table

__all__ = ["Piece", "anchor_of", "anchors", "marked_blocks"]

PieceKind = Literal["title", "heading", "paragraph", "note", "furniture", "table"]

_MAX_HEADING_LEVEL: Final = 5
_SPACES: Final = re.compile(r" +")
_SYNTAX: Final = frozenset("#*_>`~- \u3000")


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of the page.

    Args:
        kind: what it is.
        html: its content, escaped.
        level: of a heading, 1 the highest, else 0.
        anchor: the id of a heading, else empty.
        title: the plain words of a heading, else empty.
    """

    kind: PieceKind
    html: Markup
    level: int = 0
    anchor: str = ""
    title: str = ""


def anchor_of(figure: Figure) -> str:
    """Return the place of a figure as it stands in links: its half-open range of code points.

    Example:
        >>> anchor_of.__name__
        'anchor_of'
    """
    return f"{figure.span.start}-{figure.span.end}"


def anchors(figures: Sequence[Figure]) -> list[str]:
    """Return one id a figure; a second figure at the very same place gets a number behind it.

    Example:
        >>> anchors([])
        []
    """
    seen: dict[str, int] = {}
    found = []
    for figure in figures:
        place = anchor_of(figure)
        seen[place] = seen.get(place, 0) + 1
        found.append(place if seen[place] == 1 else f"{place}.{seen[place]}")
    return found


def marked_blocks(reading: Reading) -> list[Piece]:
    """Return the document's blocks in text order, figures marked.

    Example:
        >>> from duixian.model import Document, Reading
        >>> text = "一、回顾<b>"
        >>> marked_blocks(Reading(Document("0" * 64, "报告.txt", "text", text, text, (), ()), ()))[0].html
        Markup('一、回顾&lt;b&gt;')
    """
    return list(_Page(reading).pieces())


class _Layer:
    """Spans of one sort, found by where they stand."""

    __slots__ = ("_reach", "_starts", "items", "spans")

    def __init__(self, spans: Sequence[Span]) -> None:
        self.items = sorted(range(len(spans)), key=lambda at: (spans[at].start, -spans[at].end))
        self.spans = spans
        self._starts = [spans[at].start for at in self.items]
        self._reach = list(accumulate((spans[at].end for at in self.items), max))

    def within(self, span: Span) -> Iterator[int]:
        """Yield the indices of all spans that share a character with ``span``."""
        at = bisect_left(self._starts, span.end) - 1
        while at >= 0 and self._reach[at] > span.start:
            index = self.items[at]
            if self.spans[index].end > span.start:
                yield index
            at -= 1


class _Page:
    """The layers of one document and what was given an id already."""

    def __init__(self, reading: Reading) -> None:
        self.document: Document = reading.document
        self.figures = reading.figures
        self.anchors = anchors(reading.figures)
        self._figures = _Layer([figure.span for figure in reading.figures])
        self._sentences = _Layer([sentence.span for sentence in self.document.sentences])
        self._marks = _Layer(list(_blanked(self.document)))
        self._placed: set[int] = set()

    def pieces(self) -> Iterator[Piece]:
        document = self.document
        headings = {section.heading.start: section for section in document.sections if section.heading is not None}
        starts = sorted(headings)
        tables = _Layer([table.span for table in document.tables])
        notes = _Layer([note.span for note in document.notes])
        furniture = _Layer(document.furniture)
        title = None if document.metadata.title is None else document.metadata.title.span
        shown: set[int] = set()
        for line in _paragraphs(document):
            table = next(tables.within(line), None)
            if table is not None:
                if table not in shown:
                    shown.add(table)
                    yield Piece("table", self._table(document.tables[table]))
                continue
            at = bisect_left(starts, line.start)
            if at < len(starts) and starts[at] < line.end:
                yield from self._heading(line, headings[starts[at]])
            elif title is not None and title.overlaps(line):
                yield Piece("title", self._inline(line))
            elif next(notes.within(line), None) is not None:
                yield Piece("note", self._inline(line))
            elif any(document.furniture[index].covers(line) for index in furniture.within(line)):
                yield Piece("furniture", self._inline(line))
            else:
                yield Piece("paragraph", self._inline(line))

    def _heading(self, line: Span, section: Section) -> Iterator[Piece]:
        """Yield a heading, and as a paragraph what follows it on its line."""
        heading = section.heading or line
        words = Span(line.start, min(heading.end, line.end))
        level = min(max(section.level, 1), _MAX_HEADING_LEVEL)
        yield Piece("heading", self._inline(words), level, f"h{heading.start}", section.title)
        rest = Span(words.end, line.end)
        if rest.of(self.document.text).strip():
            yield Piece("paragraph", self._inline(rest))

    def _table(self, table: Table) -> Markup:
        rows: dict[int, list[str]] = {}
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
            tag = "th" if cell.header else "td"
            spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
            spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
            rows.setdefault(cell.row, []).append(f"<{tag}{spans}>{self._inline(cell.span)}</{tag}>")
        # A caption outside the table's own span stands in a paragraph before it already.
        inside = table.caption is not None and table.span.covers(table.caption)
        caption = f"<caption>{self._inline(table.caption)}</caption>" if table.caption and inside else ""
        body = "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows.values())
        return Markup(f"{caption}<tbody>{body}</tbody>")  # noqa: S704 (put together of escaped pieces)

    def _inline(self, span: Span) -> Markup:
        """Return the markup of a span: sentences that hold figures, in them figures, in them marks."""
        html: list[str] = []
        sentence: int | None = None
        figures: tuple[int, ...] = ()
        for cut in self._cuts(span):
            leaves_sentence = cut.sentence != sentence
            if figures and (leaves_sentence or cut.figures != figures):
                html.append("</a>")
                figures = ()
            if leaves_sentence:
                html.append("" if sentence is None else "</span>")
                html.append("" if cut.sentence is None else '<span class="s">')
                sentence = cut.sentence
            if cut.figures and not figures:
                html.append(self._opening(cut.figures))
                figures = cut.figures
            html.append(self._escaped(cut.span, marked=cut.marked))
        html.append("</a>" if figures else "")
        html.append("" if sentence is None else "</span>")
        return Markup("".join(html))  # noqa: S704 (put together of escaped pieces)

    def _cuts(self, span: Span) -> Iterator[_Cut]:
        """Yield the pieces between all boundaries inside a span."""
        figures = set(self._figures.within(span))
        sentences = set(self._sentences.within(span)) if figures else set()
        marks = set(self._marks.within(span))
        events: dict[int, list[tuple[set[int], int, bool]]] = {}
        active: tuple[set[int], set[int], set[int]] = (set(), set(), set())
        layers = ((self._figures, figures), (self._sentences, sentences), (self._marks, marks))
        for (layer, found), now in zip(layers, active, strict=True):
            for index in found:
                events.setdefault(max(layer.spans[index].start, span.start), []).append((now, index, True))
                events.setdefault(min(layer.spans[index].end, span.end), []).append((now, index, False))
        at = span.start
        for place in (*sorted(events), span.end):
            if place > at:
                here = tuple(sorted(active[0]))
                yield _Cut(Span(at, place), here, min(active[1], default=None), bool(active[2]))
                at = place
            for now, index, opens in events.get(place, ()):
                (now.add if opens else now.discard)(index)

    def _opening(self, figures: tuple[int, ...]) -> str:
        """Open the mark of figures; the one written in the fewest characters gives it its look."""
        first = min(figures, key=lambda index: len(self.figures[index].span))
        figure = self.figures[first]
        new = [index for index in (first, *figures) if index not in self._placed]
        self._placed.update(new)
        names = f"f {figure.role}" + (" low" if figure.confidence < DOUBTFUL_BELOW else "")
        own = f' id="c{self.anchors[first]}"' if first in new else ""
        others = "".join(f'<i id="c{self.anchors[index]}"></i>' for index in dict.fromkeys(new) if index != first)
        return f'<a class="{names}"{own} href="#r{self.anchors[first]}" data-f="{first}">{others}'

    def _escaped(self, span: Span, *, marked: bool) -> str:
        text = span.of(self.document.text)
        if "\n" in text or "\r" in text:
            text = _unwrapped(text)
        if not marked:
            return str(escape(text))
        kind = "syntax" if _SYNTAX.issuperset(text) else "note-mark"
        return f'<span class="{kind}">{escape(text)}</span>'


@dataclass(frozen=True, slots=True)
class _Cut:
    """A run of characters over which nothing changes."""

    span: Span
    figures: tuple[int, ...]
    sentence: int | None
    marked: bool


def _blanked(document: Document) -> Iterator[Span]:
    """Yield the characters that ``plain`` blanks: marks of notes and of Markdown."""
    for match in _SPACES.finditer(document.plain):
        if fold(document.text[match.start() : match.end()]).strip():
            yield Span(match.start(), match.end())


def _paragraphs(document: Document) -> Iterator[Span]:
    """Yield the lines of the text; lines that one paragraph was wrapped into come as one span."""
    extents: list[Span] = []
    paragraph: int | None = None
    for sentence in document.sentences:
        if sentence.paragraph == paragraph and extents:
            extents[-1] = Span(extents[-1].start, max(extents[-1].end, sentence.span.end))
        else:
            extents.append(sentence.span)
            paragraph = sentence.paragraph
    at = 0
    waiting: Span | None = None
    for line in lines_of(document.text):
        if waiting is None:
            waiting = line
            continue
        while at < len(extents) and extents[at].end <= waiting.end:
            at += 1
        if at < len(extents) and extents[at].start < waiting.end and extents[at].end > line.start:
            waiting = Span(waiting.start, line.end)
        else:
            yield waiting
            waiting = line
    if waiting is not None:
        yield waiting


def _unwrapped(text: str) -> str:
    """Join wrapped lines: with a space between ASCII words, with nothing between Chinese characters."""
    first, *others = text.splitlines()
    parts = [first.rstrip()]
    for line in (line.strip() for line in others):
        before, after = parts[-1][-1:], line[:1]
        narrow = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
        parts.append(" " + line if narrow else line)
    return "".join(parts)
