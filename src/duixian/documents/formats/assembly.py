"""Put a text together from blocks and tables, for formats whose text is not the file's own characters.

In go paragraphs, notes and rows of cells in reading order; out comes a
:class:`~duixian.model.SourceText` whose blocks stand on lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from duixian.errors import DocumentError, LimitError
from duixian.model import Block, BlockKind, Cell, Place, SourceText, Span, Table

__all__ = ["Assembly", "CellText", "Piece", "finish", "superscript"]

_CAPTION = re.compile(r"(?:续?表|专栏)\s*[0-9０-９一二三四五六七八九十]{1,3}")
_MAX_CAPTION_CHARACTERS = 60
_NOTE_MARK = re.compile(
    r"[\[〔(（【]?\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[\])）〕】]?|[\u2460-\u2473]|[*＊※†]{1,3}|注\s?\d{0,2}"
)
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")


def superscript(before: str, raised: str, *, linked: bool = False) -> tuple[str, bool]:
    """Tell what raised characters are: a reference to a note, or an exponent.

    Args:
        before: the text before them.
        raised: the raised characters.
        linked: whether they are a link.

    Returns:
        The characters to write and whether they are the mark of a note. Exponents become Unicode superscripts,
        so that 10 to the 4th is not read as 104.

    Example:
        >>> superscript("建筑面积3万m", "2"), superscript("“三大目标”", "[1]")
        (('²', False), ('[1]', True))
    """
    mark = raised.strip()
    if not _NOTE_MARK.fullmatch(mark):
        plain = mark.translate(_RAISED)
        return (plain if mark and before[-1:].isascii() and before[-1:].isalnum() else raised), False
    bare = mark.isdigit() and not linked
    if bare and before[-1:].isascii() and before[-1:].isalnum():
        return mark.translate(_RAISED), False
    return raised, True


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one block to be, with what stands inside it (offsets count from its start)."""

    text: str
    kind: BlockKind = "paragraph"
    level: int | None = None
    note_marks: tuple[Span, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class CellText:
    """One cell of a table to be; ``row`` and ``column`` count from 0."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    header: bool = False
    places: tuple[Place, ...] = ()


@dataclass(slots=True)
class Assembly:
    r"""Collects blocks in reading order.

    Example:
        >>> assembly = Assembly()
        >>> assembly.add(Piece("一、回顾", "heading", 1))
        >>> assembly.add_table([CellText("指标", 0, 0), CellText("数值", 0, 1)])
        >>> assembly.source().text
        '一、回顾\n指标\t数值'
    """

    max_characters: int = 20_000_000
    where: str = ""
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _tables: list[Table] = field(default_factory=list)
    _note_marks: list[Span] = field(default_factory=list)
    _places: list[Place] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        """Append one block; nothing if it holds no characters but spaces."""
        text = piece.text.rstrip()
        body = text.lstrip()
        cut = len(text) - len(body)
        if not body:
            return
        start = self._open()
        self._append(body)
        self._blocks.append(Block(Span(start, self._length), piece.kind, piece.level))
        for mark in piece.note_marks:
            span = _clip(mark, cut, start, self._length)
            if span is not None:
                self._note_marks.append(span)
        self._add_places(piece.places, cut, start)

    def add_table(self, cells: Sequence[CellText], *, caption: str | None = None) -> None:
        """Append a table: one block, a line for each row, cells parted by tabs."""
        caption_span = None
        if caption and caption.strip():
            self.add(Piece(caption))
            caption_span = self._blocks[-1].span
        if not any(cell.text.strip() for cell in cells):
            return
        start = self._open()
        placed: list[Cell] = []
        row = None
        for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
            if row is not None:
                self._append("\t" if cell.row == row else "\n")
            row = cell.row
            at = self._length
            text = " ".join(cell.text.split())
            self._append(text)
            self._add_places(cell.places, 0, at)
            span = Span(at, self._length)
            placed.append(Cell(span, cell.row, cell.column, cell.row_span, cell.column_span, cell.header))
        span = Span(start, self._length)
        self._blocks.append(Block(span, "table"))
        self._tables.append(Table(span, tuple(placed), caption_span))

    def source(self) -> SourceText:
        """Return what was collected.

        Raises:
            DocumentError: ``empty-document``, nothing was.
        """
        if not self._blocks:
            raise DocumentError("empty-document", where=self.where)
        marks = tuple(self._note_marks)
        text = "".join(self._parts)
        return SourceText(text, tuple(self._blocks), tuple(self._tables), marks, tuple(self._places), marks)

    def _open(self) -> int:
        if self._blocks:
            self._append("\n")
        return self._length

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > self.max_characters:
            raise LimitError("limit-characters", where=self.where, found=self._length, limit=self.max_characters)

    def _add_places(self, places: Iterable[Place], cut: int, start: int) -> None:
        for place in places:
            span = _clip(place.span, cut, start, self._length)
            if span is not None:
                self._places.append(replace(place, span=span))


def _clip(span: Span, cut: int, start: int, end: int) -> Span | None:
    """Move a span of a piece to the text's offsets, cutting off what was stripped; ``None`` if nothing is left."""
    first = max(span.start - cut, 0) + start
    last = min(max(span.end - cut, 0) + start, end)
    return Span(first, last) if first < last else None


def finish(source: SourceText) -> SourceText:
    r"""Give each table without caption the paragraph above it, if that is one (表1 …, 专栏2 …).

    Example:
        >>> text = "表1 主要指标\n甲\t1"
        >>> table = Table(Span(8, 11), (Cell(Span(8, 9), 0, 0),))
        >>> blocks = (Block(Span(0, 7), "paragraph"), Block(Span(8, 11), "table"))
        >>> finish(SourceText(text, blocks, (table,))).tables[0].caption
        Span(start=0, end=7)
    """
    if not source.tables:
        return source
    above = {after.span.start: block for block, after in zip(source.blocks, source.blocks[1:], strict=False)}
    tables = []
    captions: set[Span] = set()
    for table in source.tables:
        block = above.get(table.span.start)
        if table.caption is None and block is not None and _is_caption(source.text, block):
            captions.add(block.span)
            tables.append(replace(table, caption=block.span))
        else:
            tables.append(table)
    # Printed bold, a caption looks like a heading, but begins no section.
    blocks = (
        replace(block, kind="paragraph", level=None) if block.span in captions else block for block in source.blocks
    )
    return replace(source, blocks=tuple(blocks), tables=tuple(tables))


def _is_caption(text: str, block: Block) -> bool:
    return len(block.span) <= _MAX_CAPTION_CHARACTERS and _CAPTION.match(text, block.span.start) is not None
