"""A document's text as HTML, with spans marked where they stand: figures, promises, results.

In go a document and its marks; out come the blocks of the text (headings, paragraphs, tables, notes), each a
piece of safe markup. All cutting is done here, in code points; every piece between two cuts is escaped by itself.
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
from duixian.model import Document, Figure, Section, Span, Table

__all__ = ["Mark", "Piece", "anchor_of", "anchors", "figure_marks", "marked_blocks"]

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
        marked: whether a mark stands in it.
    """

    kind: PieceKind
    html: Markup
    level: int = 0
    anchor: str = ""
    title: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be marked, as a link.

    Args:
        span: half-open range of code points of the document's text.
        id: the name by which links lead to it, unique in the page.
        href: where it leads itself.
        names: its classes.
    """

    span: Span
    id: str
    href: str
    names: str


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


def figure_marks(figures: Sequence[Figure]) -> list[Mark]:
    """Return the marks of figures, each a link to its row of the table.

    Example:
        >>> figure_marks([])
        []
    """
    return [
        Mark(
            figure.span,
            f"c{anchor}",
            f"#r{anchor}",
            f"f {figure.role}" + (" low" if figure.confidence < DOUBTFUL_BELOW else ""),
        )
        for figure, anchor in zip(figures, anchors(figures), strict=True)
    ]


def marked_blocks(document: Document, marks: Sequence[Mark]) -> list[Piece]:
    """Return the document's blocks in text order, the spans of the marks marked.

    A link carries the number of its mark as ``data-f``; where marks overlap, those of the others as ``data-also``.

    Example:
        >>> from duixian.model import Document
        >>> text = "一、回顾<b>"
        >>> marked_blocks(Document("0" * 64, "报告.txt", "text", text, text, (), ()), ())[0].html
        Markup('一、回顾&lt;b&gt;')
    """
    return list(_Page(document, marks).pieces())


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
    """The layers of one document, and which marks were given their id already."""

    def __init__(self, document: Document, marks: Sequence[Mark]) -> None:
        self.document = document
        self.marks = marks
        self._marks = _Layer([mark.span for mark in marks])
        self._sentences = _Layer([sentence.span for sentence in document.sentences])
        self._blanks = _Layer(list(_blanked(document)))
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
                    span = document.tables[table].span
                    yield Piece("table", self._table(document.tables[table]), marked=self._is_marked(span))
                continue
            at = bisect_left(starts, line.start)
            if at < len(starts) and starts[at] < line.end:
                yield from self._heading(line, headings[starts[at]])
            elif title is not None and title.overlaps(line):
                yield self._piece("title", line)
            elif next(notes.within(line), None) is not None:
                yield self._piece("note", line)
            elif any(document.furniture[index].covers(line) for index in furniture.within(line)):
                yield self._piece("furniture", line)
            else:
                yield self._piece("paragraph", line)

    def _heading(self, line: Span, section: Section) -> Iterator[Piece]:
        """Yield a heading, and as a paragraph what follows it on its line."""
        heading = section.heading or line
        words = Span(line.start, min(heading.end, line.end))
        level = min(max(section.level, 1), _MAX_HEADING_LEVEL)
        marked, html = self._is_marked(words), self._syntax(words)
        yield Piece("heading", html, level, f"h{heading.start}", section.title, marked)
        rest = Span(words.end, line.end)
        if rest.of(self.document.text).strip():
            yield self._piece("paragraph", rest)

    def _syntax(self, words: Span) -> Markup:
        """Return a heading's markup, the signs of Markdown before it apart."""
        said = words.of(self.document.text)
        signs = len(said) - len(said.lstrip("# ")) if self.document.format == "markdown" else 0
        if not signs:
            return self._inline(words)
        hidden = Markup('<span class="syntax">{}</span>').format(said[:signs])
        return hidden + self._inline(Span(words.start + signs, words.end))

    def _piece(self, kind: PieceKind, span: Span) -> Piece:
        return Piece(kind, self._inline(span), marked=self._is_marked(span))

    def _is_marked(self, span: Span) -> bool:
        return next(self._marks.within(span), None) is not None

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
        """Return the markup of a span: sentences that hold marks, in them marks, in them blanked characters."""
        html: list[str] = []
        sentence: int | None = None
        marks: tuple[int, ...] = ()
        for cut in self._cuts(span):
            leaves_sentence = cut.sentence != sentence
            if marks and (leaves_sentence or cut.marks != marks):
                html.append("</a>")
                marks = ()
            if leaves_sentence:
                html.append("" if sentence is None else "</span>")
                html.append("" if cut.sentence is None else '<span class="s">')
                sentence = cut.sentence
            if cut.marks and not marks:
                html.append(self._opening(cut.marks))
                marks = cut.marks
            html.append(self._escaped(cut.span, blanked=cut.blanked))
        html.append("</a>" if marks else "")
        html.append("" if sentence is None else "</span>")
        return Markup("".join(html))  # noqa: S704 (put together of escaped pieces)

    def _cuts(self, span: Span) -> Iterator[_Cut]:
        """Yield the pieces between all boundaries inside a span."""
        marks = set(self._marks.within(span))
        sentences = set(self._sentences.within(span)) if marks else set()
        blanks = set(self._blanks.within(span))
        events: dict[int, list[tuple[set[int], int, bool]]] = {}
        active: tuple[set[int], set[int], set[int]] = (set(), set(), set())
        layers = ((self._marks, marks), (self._sentences, sentences), (self._blanks, blanks))
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

    def _opening(self, marks: tuple[int, ...]) -> str:
        """Open the link of marks; the one of the fewest characters gives it its look."""
        first = min(marks, key=lambda index: len(self.marks[index].span))
        mark = self.marks[first]
        new = [index for index in (first, *marks) if index not in self._placed]
        self._placed.update(new)
        own = f' id="{escape(mark.id)}"' if first in new else ""
        also = " ".join(str(index) for index in marks if index != first)
        also = f' data-also="{also}"' if also else ""
        others = "".join(
            f'<i id="{escape(self.marks[index].id)}"></i>' for index in dict.fromkeys(new) if index != first
        )
        return f'<a class="{mark.names}"{own} href="{escape(mark.href)}" data-f="{first}"{also}>{others}'

    def _escaped(self, span: Span, *, blanked: bool) -> str:
        text = span.of(self.document.text)
        if "\n" in text or "\r" in text:
            text = _unwrapped(text)
        if not blanked:
            return str(escape(text))
        kind = "syntax" if _SYNTAX.issuperset(text) else "note-mark"
        return f'<span class="{kind}">{escape(text)}</span>'


@dataclass(frozen=True, slots=True)
class _Cut:
    """A run of characters over which nothing changes."""

    span: Span
    marks: tuple[int, ...]
    sentence: int | None
    blanked: bool


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
