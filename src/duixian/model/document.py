"""A published text with its structure: what the loaders and the document stage yield.

All offsets are half-open spans of code points of :attr:`Document.text`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from duixian.model.period import Period
from duixian.model.span import Span

__all__ = [
    "Block",
    "BlockKind",
    "Box",
    "Cell",
    "Document",
    "DocumentKind",
    "Metadata",
    "Note",
    "Part",
    "Place",
    "Section",
    "Sentence",
    "SourceText",
    "Stated",
    "Table",
]

T = TypeVar("T")

BlockKind = Literal["heading", "paragraph", "item", "table", "note", "furniture"]
DocumentKind = Literal["work report", "plan", "execution report", "livelihood list", "communique", "other"]
Part = Literal["review", "problems", "plan", "notes", "other"]


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value with the place it was read from.

    Example:
        >>> Stated(2025, Span(0, 4)).value
        2025
    """

    value: T
    span: Span


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like piece of the loaded text.

    Args:
        span: the block's characters, without the line break behind it.
        kind: what it is, as far as the format itself tells; plain text calls all lines ``paragraph``.
        level: for headings of formats that mark them, 1 (highest) to 9; else ``None``.
    """

    span: Span
    kind: BlockKind
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; ``row`` and ``column`` count from 0, spans reach over merged cells."""

    span: Span
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the document; its cells' characters stand in the document's text."""

    span: Span
    cells: tuple[Cell, ...]
    caption: Span | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points (1/72 inch), origin at the top left."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run of characters stands in the original: page (from 1) and, for PDF, its box."""

    span: Span
    page: int | None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a loader yields: the text, its blocks in order, and what the format tells beside.

    Args:
        text: the characters that all offsets count.
        blocks: pieces in text order, not overlapping.
        tables: tables found by the format.
        marks: characters inside blocks that are no part of sentences (Markdown's ``**``, footnote references).
        places: runs that lead back to page and box, in text order; empty where the format has none.
        note_marks: the references to notes inside sentences, subset of ``marks``.
    """

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    marks: tuple[Span, ...] = ()
    places: tuple[Place, ...] = ()
    note_marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document under one heading.

    Args:
        span: heading and all that stands under it, subsections included.
        heading: the heading's characters with their number, or ``None`` for text before any heading.
        title: the heading's words without number and punctuation.
        level: 1 for the highest (一、), 2 for (一), 3 for 1. and so on; 0 for text before any heading.
        parent: index of the enclosing section in :attr:`Document.sections`, or ``None``.
        part: what the section does: looks back, names problems, plans, explains terms.
        period: the period the section is about, where its heading or opening tells, else inherited, else ``None``.
    """

    span: Span
    heading: Span | None
    title: str
    level: int
    parent: int | None
    part: Part
    period: Period | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: up to 。！？ or the end of its paragraph (；does not end it)."""

    span: Span
    section: int
    paragraph: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """An explanation of a term, at the end of the document, the foot of a page or in a box.

    Args:
        span: the whole note.
        mark: its sign as written (``1``, ``①``, ``[3]``), or ``None``.
        term: the words explained, where the note has the form 词:解释, else ``None``.
    """

    span: Span
    mark: str | None
    term: str | None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the text tells of itself; ``None`` where it does not tell.

    Args:
        title: the document's title.
        kind: which kind of document it is.
        issuer: the place or body that speaks, as written.
        date: ISO 8601 date (year, month or day) of delivery or publication.
        reviews: the period it looks back upon.
        plans: the period it plans.
    """

    title: Stated[str] | None = None
    kind: Stated[DocumentKind] | None = None
    issuer: Stated[str] | None = None
    date: Stated[str] | None = None
    reviews: Stated[Period] | None = None
    plans: Stated[Period] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A published text, ready for reading.

    Args:
        id: SHA-256 of the bytes, in hexadecimal.
        name: the file's name, without folders.
        format: the loader that read it (``text``, ``markdown``, ``html``, ``docx``, ``pdf``, ``scan``).
        text: the text all offsets count; for plain text and Markdown the decoded content, unchanged.
        plain: as long as ``text``, character for character: full-width forms folded, marks blanked;
            what the reading rules look at.
        sections: in text order; the first has level 0 if text stands before any heading.
        sentences: in text order, without furniture, notes and tables.
        notes: explanations of terms.
        tables: tables with their cells.
        furniture: what belongs to the web page or print, not to the document.
        metadata: what the text tells of itself.
        places: runs that lead back to page and box.
    """

    id: str
    name: str
    format: str
    text: str = field(repr=False)
    plain: str = field(repr=False)
    sections: tuple[Section, ...] = field(repr=False)
    sentences: tuple[Sentence, ...] = field(repr=False)
    notes: tuple[Note, ...] = field(repr=False, default=())
    tables: tuple[Table, ...] = field(repr=False, default=())
    furniture: tuple[Span, ...] = field(repr=False, default=())
    metadata: Metadata = field(default_factory=Metadata)
    places: tuple[Place, ...] = field(repr=False, default=())

    def places_of(self, span: Span) -> tuple[Place, ...]:
        """Lead a span back to the pages and boxes it was read from (empty where the format has none)."""
        return tuple(place for place in self.places if place.span.overlaps(span))
