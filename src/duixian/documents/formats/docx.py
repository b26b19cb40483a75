"""Read Word documents (docx).

In go the bytes of a docx; out comes its body: headings, paragraphs with their automatic numbers, tables, text boxes,
and at the end the foot- and endnotes. Headers, footers, hidden text, comments and deletions of tracked changes are
left out, insertions are taken. A reference to a note stands in the text as ``[1]`` and is a mark.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from duixian.documents.formats.assembly import Assembly, CellText, Piece, superscript
from duixian.documents.formats.container import check_container
from duixian.documents.formats.extras import needs_extra
from duixian.documents.formats.foreign import ZIP_SIGNATURES, zip_names
from duixian.documents.formats.numbering import Numbering
from duixian.documents.formats.wordstyles import Styles
from duixian.documents.formats.wrapping import join_wrapped
from duixian.documents.limits import Deadline, Limits
from duixian.errors import DocumentError
from duixian.model import BlockKind, SourceText, Span

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

__all__ = ["load", "sniff"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SKIPPED = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}pPr", f"{_W}rPr", f"{_W}rt", f"{_W}instrText", f"{_W}delText")
)
_NOTE_REFERENCES = {f"{_W}footnoteReference": "footnotes", f"{_W}endnoteReference": "endnotes"}
_MAX_TABLE_COLUMNS = 1_000


def sniff(data: bytes) -> bool:
    r"""Tell whether the bytes are a zip that holds ``word/document.xml``.

    Example:
        >>> sniff(b"PK\x03\x04")
        False
    """
    return data.startswith(ZIP_SIGNATURES) and "word/document.xml" in zip_names(data)


def load(data: bytes, *, limits: Limits, name: str) -> SourceText:
    """Read a docx.

    Raises:
        DocumentError: it is encrypted, broken, hostile or empty.
        LimitError: it goes beyond a limit.
        MissingExtraError: the extra ``docx`` is not installed.

    Example:
        >>> load(b"PK cut off", limits=Limits(), name="报告.docx")
        Traceback (most recent call last):
        duixian.errors.DocumentError: ...
    """
    with needs_extra("docx", where=name):
        import docx
        from docx.opc.exceptions import PackageNotFoundError
    check_container(data, limits=limits, where=name)
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, TypeError, SyntaxError) as error:
        raise DocumentError("corrupt-document", where=name, format="docx") from error
    reader = _Reader.of(document, limits, name)
    for child in _body(document.element.body):
        reader.element(child)
    reader.end_notes()
    return reader.assembly.source()


def _body(parent: Any) -> Iterator[Any]:
    """Yield paragraphs and tables of a body or cell in order, out of content controls and insertions too."""
    for child in parent.iterchildren():
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag == f"{_W}sdt":
            content = child.find(f"{_W}sdtContent")
            if content is not None:
                yield from _body(content)
        elif child.tag in (f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"):
            yield from _body(child)


@dataclass(slots=True)
class _Line:
    """A paragraph's text so far."""

    text: str = ""
    note_marks: list[Span] = field(default_factory=list)
    raised: str = ""

    def add(self, text: str, *, mark: bool = False) -> None:
        self.settle()
        if mark:
            self.note_marks.append(Span(len(self.text), len(self.text) + len(text)))
        self.text += text

    def settle(self) -> None:
        """Decide what the raised characters were; Word often keeps ``[``, ``1`` and ``]`` in runs of their own."""
        if self.raised:
            raised, self.raised = self.raised, ""
            text, is_mark = superscript(self.text, raised)
            self.add(text, mark=is_mark)


@dataclass(slots=True)
class _Reader:
    """Goes through the body."""

    assembly: Assembly
    numbering: Numbering
    styles: Styles
    notes: dict[str, dict[str, Any]]
    deadline: Deadline
    cited: list[tuple[str, Any]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    joined: list[_Line] = field(default_factory=list)

    @classmethod
    def of(cls, document: WordDocument, limits: Limits, name: str) -> _Reader:
        from lxml import etree

        parts: dict[str, Any] = {}
        for relation in document.part.rels.values():
            kind = relation.reltype.rsplit("/", 1)[-1]
            if kind in ("footnotes", "endnotes", "numbering") and not relation.is_external:
                parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
                parts[kind] = etree.fromstring(relation.target_part.blob, parser)
        notes: dict[str, dict[str, Any]] = {
            kind: {note.get(f"{_W}id"): note for note in parts[kind].iterchildren()}
            for kind in ("footnotes", "endnotes")
            if kind in parts
        }
        return cls(
            Assembly(limits.max_characters, name),
            Numbering(parts.get("numbering")),
            Styles(document.styles.element),
            notes,
            Deadline(limits.max_seconds, where=name),
        )

    def element(self, element: Any) -> None:
        """Take one paragraph or table of the body."""
        self.deadline.check()
        if element.tag == f"{_W}tbl":
            self._table(element)
        else:
            self._paragraph(element)
        # Text boxes hang at a paragraph but stand beside it.
        while self.boxes:
            for child in _body(self.boxes.pop(0)):
                self.element(child)

    def _paragraph(self, element: Any) -> None:
        facts = self.styles.facts(element.find(f"{_W}pPr"))
        lines = self._lines(element)
        if facts.mark_deleted:
            # The break behind the paragraph is a tracked deletion: it goes on in the next one.
            self.joined = _chain(self.joined, lines)
            return
        lines = _chain(self.joined, lines)
        self.joined = []
        if not any(line.text.strip() for line in lines):
            return
        kind: BlockKind = "paragraph"
        if facts.contents:
            kind = "furniture"
        elif facts.level is not None or facts.title:
            kind = "heading"
        if facts.list_id is not None:
            number = self.numbering.next(facts.list_id, facts.list_level)
            if number is None:
                kind = "item" if kind == "paragraph" else kind
            else:
                lines = _chain([_Line(number + _gap(number))], lines)
        for line in lines:
            self.assembly.add(Piece(line.text, kind, facts.level, tuple(line.note_marks)))

    def _lines(self, element: Any) -> list[_Line]:
        """Return the text of a paragraph; a manual line break begins a new line."""
        lines = [_Line()]
        self._runs(element, lines)
        for line in lines:
            line.settle()
        return lines

    def _runs(self, parent: Any, lines: list[_Line]) -> None:
        for child in parent.iterchildren():
            tag = child.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == f"{_W}r":
                self._run(child, lines)
            elif tag == f"{_W}txbxContent":
                self.boxes.append(child)
            elif tag == f"{_M}t":
                lines[-1].add(child.text or "")
            else:
                self._runs(child, lines)

    def _run(self, run: Any, lines: list[_Line]) -> None:
        properties = run.find(f"{_W}rPr")
        if self.styles.hidden(properties):
            return
        raised = self.styles.raised(properties)
        for child in run.iterchildren():
            tag = child.tag
            line = lines[-1]
            if tag == f"{_W}t":
                text = child.text or ""
                if raised:
                    line.raised += text
                else:
                    line.add(text)
            elif tag in (f"{_W}tab", f"{_W}ptab"):
                line.add(" ")
            elif tag in (f"{_W}br", f"{_W}cr"):
                if child.get(f"{_W}type") not in ("page", "column"):
                    lines.append(_Line())
            elif tag == f"{_W}noBreakHyphen":
                line.add("-")
            elif tag in _NOTE_REFERENCES:
                self._cite(_NOTE_REFERENCES[tag], child.get(f"{_W}id"), line)
            elif tag not in _SKIPPED and isinstance(tag, str):
                self._runs(child, lines)

    def _cite(self, kind: str, note_id: str | None, line: _Line) -> None:
        note = self.notes.get(kind, {}).get(note_id or "")
        if note is None:
            return
        mark = f"[{len(self.cited) + 1}]"
        self.cited.append((mark, note))
        line.add(mark, mark=True)

    def end_notes(self) -> None:
        """Take the notes that were cited, in order, as blocks of their own."""
        if self.joined:
            for line in self.joined:
                self.assembly.add(Piece(line.text, note_marks=tuple(line.note_marks)))
            self.joined = []
        for mark, note in tuple(self.cited):
            said = ""
            for paragraph in note.iter(f"{_W}p"):
                for line in self._lines(paragraph):
                    said = join_wrapped(said, line.text.strip())
            self.assembly.add(Piece(f"{mark}{said}", "note"))

    def _table(self, table: Any) -> None:
        cells = self._cells(table)
        if len({cell.row for cell in cells}) <= 1 and len({cell.column for cell in cells}) <= 1:
            # One cell is a frame around text.
            for cell in table.iter(f"{_W}tc"):
                for child in _body(cell):
                    self.element(child)
                return
        self.assembly.add_table(cells)

    def _cells(self, table: Any) -> list[CellText]:
        cells: list[CellText] = []
        merged: dict[int, int] = {}
        for row, element in enumerate(_rows(table)):
            column = _grid_skip(element, "gridBefore")
            header = element.find(f"{_W}trPr/{_W}tblHeader") is not None
            for cell in _row_cells(element):
                width = _span(cell)
                merge = cell.find(f"{_W}tcPr/{_W}vMerge")
                if merge is not None and merge.get(f"{_W}val") != "restart" and column in merged:
                    above = merged[column]
                    old = cells[above]
                    cells[above] = replace(old, row_span=row - old.row + 1)
                else:
                    merged.pop(column, None)
                    if merge is not None:
                        merged[column] = len(cells)
                    cells.append(CellText(self._cell_text(cell), row, column, 1, width, header))
                column += width
        return cells

    def _cell_text(self, cell: Any) -> str:
        self.deadline.check()
        said = ""
        for child in _body(cell):
            if child.tag == f"{_W}tbl":
                inner = " ".join(part.text for part in self._cells(child))
                said = f"{said} {inner}".strip()
                continue
            facts = self.styles.facts(child.find(f"{_W}pPr"))
            number = self.numbering.next(facts.list_id, facts.list_level) if facts.list_id is not None else None
            for line in self._lines(child):
                said = join_wrapped(said, (number or "") + line.text.strip())
                number = None
        return said


def _chain(before: list[_Line], after: list[_Line]) -> list[_Line]:
    if not before:
        return after
    last, first = before[-1], after[0]
    marks = last.note_marks + [_moved(mark, len(last.text)) for mark in first.note_marks]
    return [*before[:-1], _Line(last.text + first.text, marks), *after[1:]]


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _gap(number: str) -> str:
    """A number that ends in a letter or digit needs a space before the words (1.1 目标, 第一章 总则)."""
    return " " if number and number[-1].isalnum() else ""


def _rows(table: Any) -> Iterator[Any]:
    for child in table.iterchildren():
        if child.tag == f"{_W}tr":
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif child.tag in (f"{_W}sdt", f"{_W}ins", f"{_W}customXml"):
            content = child.find(f"{_W}sdtContent")
            yield from _rows(child if content is None else content)


def _row_cells(row: Any) -> Iterator[Any]:
    for child in row.iterchildren():
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}customXml"):
            content = child.find(f"{_W}sdtContent")
            yield from _row_cells(child if content is None else content)


def _grid_skip(row: Any, tag: str) -> int:
    found = row.find(f"{_W}trPr/{_W}{tag}")
    return 0 if found is None else _bounded(found.get(f"{_W}val"), 0)


def _span(cell: Any) -> int:
    found = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return 1 if found is None else max(1, _bounded(found.get(f"{_W}val"), 1))


def _bounded(text: str | None, default: int) -> int:
    try:
        return min(max(int(cast("str", text)), 0), _MAX_TABLE_COLUMNS)
    except (TypeError, ValueError):
        return default
