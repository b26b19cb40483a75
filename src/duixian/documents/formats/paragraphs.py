"""Join the lines of a printed column to paragraphs.

In go lines with their margins; out come pieces: paragraphs, headings, notes. A paragraph ends where its last line is
short, where the next is indented, or where size, weight or distance of lines change, as Chinese documents are set
(GB/T 9704: first line indented by two characters, lines full).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from duixian.documents.formats.assembly import Piece
from duixian.documents.formats.glyphs import Segment
from duixian.documents.formats.wrapping import join_wrapped
from duixian.model import BlockKind, Box, Place, Span

__all__ = ["Line", "Style", "pieces_of"]

_INDENT_EM = 1.2
_SHORT_EM = 1.6
_VERY_SHORT_EM = 6.0
_SAME_SIZE = 0.1
_PARAGRAPH_LEADING = 1.5
_CENTER_EM = 2.5
_CENTER_TOLERANCE_EM = 1.5
_MAX_HEADING_CHARACTERS = 60
_END = re.compile(r"[。！？：；.!?:;][”’）)》\]]*$")
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十百\d]+[章节篇部条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、](?!\d)|专栏\s?\d|表\s?\d"
)
_NOTE = re.compile(r"[\[〔(（【]\s*\d{1,3}\s*[\]〕)）】]|\d{1,3}[.．、\s]|[\u2460-\u2473]|[*＊※]|注\s*[\d:：]")
_LEADERS = re.compile(r"[.．·…]{4,}\s*\d{1,4}\s*$")


@dataclass(frozen=True, slots=True)
class Style:
    """What the text of a document looks like, in points.

    Args:
        size: of the body's type.
        leading: distance of the body's lines.
        heading_size: smallest type of headings.
        note_size: largest type of notes.
        bold_body: whether so much is bold that bold tells nothing.
        indented: whether paragraphs begin with an indent, so that a line without one goes on.
    """

    size: float
    leading: float
    heading_size: float
    note_size: float
    bold_body: bool = False
    indented: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One line with the margins of its column."""

    segment: Segment
    page: int
    left: float
    right: float

    @property
    def indent(self) -> float:
        """Distance from the left margin, in widths of a character."""
        return (self.segment.x0 - self.left) / self.segment.size

    @property
    def shortness(self) -> float:
        """Distance of its end from the right margin, in widths of a character."""
        return (self.right - self.segment.x1) / self.segment.size

    @property
    def centered(self) -> bool:
        """Whether it stands in the middle, away from both margins."""
        return min(self.indent, self.shortness) >= _CENTER_EM and abs(self.indent - self.shortness) <= max(
            _CENTER_TOLERANCE_EM, 0.1 * (self.indent + self.shortness)
        )


def pieces_of(lines: Sequence[Line], style: Style, *, notes: bool = False) -> Iterator[Piece]:
    """Yield the paragraphs that the lines make, each line with its place.

    Args:
        lines: in reading order.
        style: of the body text.
        notes: whether the lines are notes at the foot of pages.

    Example:
        >>> full = Segment("　全年生产总值增长", 24, 0, 100, 10, 10, False)
        >>> rest = Segment("7%。", 0, 15, 25, 25, 10, False)
        >>> lines = [Line(full, 1, 0, 100), Line(rest, 1, 0, 100)]
        >>> [piece.text for piece in pieces_of(lines, Style(10, 15, 12, 9))]
        ['　全年生产总值增长7%。']
    """
    levels = _levels(lines, style)
    group: list[Line] = []
    for line in lines:
        if group and (_begins_note(line, group[-1]) if notes else _begins(line, group, style)):
            yield _piece(group, style, levels, notes=notes)
            group = []
        group.append(line)
    if group:
        yield _piece(group, style, levels, notes=notes)


def _begins_note(line: Line, before: Line) -> bool:
    return _NOTE.match(line.segment.text) is not None or line.page != before.page


def _begins(line: Line, group: Sequence[Line], style: Style) -> bool:
    """Tell whether a line begins a new paragraph after those of ``group``."""
    before = group[-1]
    here, last = line.segment, before.segment
    if abs(here.size - last.size) > _SAME_SIZE * max(here.size, last.size):
        return True
    heading = _is_heading(group, style)
    if heading or _is_heading([line], style):
        return not (heading and _continues_heading(line, before, style))
    if line.centered or (before.centered and len(group) == 1):
        return True
    ended = _END.search(last.text) is not None
    same_page = line.page == before.page and here.top > last.top
    if same_page and here.middle - last.middle > _PARAGRAPH_LEADING * style.leading:
        return True
    if line.indent >= _INDENT_EM and not (before.indent >= _INDENT_EM and len(group) > 1 and before.shortness < 1):
        return True
    if before.shortness > _SHORT_EM and (ended or (before.shortness > _VERY_SHORT_EM and not style.indented)):
        return True
    return ended and _NUMBERED.match(here.text) is not None and before.shortness > 0.5


def _is_heading(lines: Sequence[Line], style: Style) -> bool:
    first = lines[0].segment
    length = sum(len(line.segment.text) for line in lines)
    if length > _MAX_HEADING_CHARACTERS or lines[-1].segment.text.endswith(("。", "；", "，", "：")):
        return False
    if first.size >= style.heading_size:
        return True
    if first.bold and not style.bold_body:
        return True
    return len(lines) == 1 and lines[0].centered and _NUMBERED.match(first.text) is not None


def _continues_heading(line: Line, before: Line, style: Style) -> bool:
    """A heading that takes two lines: same type, near, and either both in the middle or the first full."""
    here, last = line.segment, before.segment
    near = line.page == before.page and 0 < here.middle - last.middle <= 2.2 * max(here.size, style.leading / 1.5)
    same = here.bold == last.bold and not _NUMBERED.match(here.text)
    full = before.shortness < _SHORT_EM and line.indent < _INDENT_EM
    large = here.size >= style.heading_size
    in_middle = all(abs(entry.indent - entry.shortness) <= _CENTER_TOLERANCE_EM for entry in (line, before))
    return near and same and (full or (large and in_middle))


def _levels(lines: Sequence[Line], style: Style) -> dict[float, int]:
    """Rank the sizes of headings above the body's."""
    sizes = sorted({round(line.segment.size * 2) / 2 for line in lines if _is_heading([line], style)}, reverse=True)
    large = [size for size in sizes if size >= style.heading_size]
    return {size: min(rank, 9) for rank, size in enumerate(large, start=1)}


def _piece(group: Sequence[Line], style: Style, levels: dict[float, int], *, notes: bool) -> Piece:
    text = ""
    marks: list[Span] = []
    places: list[Place] = []
    for line in group:
        said = line.segment.text.rstrip()
        joined = join_wrapped(text, said)
        start = len(joined) - len(said)
        marks += (Span(mark.start + start, mark.end + start) for mark in line.segment.note_marks)
        box = Box(
            *(round(value, 1) for value in (line.segment.x0, line.segment.top, line.segment.x1, line.segment.bottom))
        )
        places.append(Place(Span(start, len(joined)), line.page, box))
        text = joined
    kind: BlockKind = "note" if notes else "paragraph"
    level = None
    if not notes and _LEADERS.search(text):
        kind = "furniture"
    elif not notes and _is_heading(group, style):
        kind, level = "heading", levels.get(round(group[0].segment.size * 2) / 2)
    piece = Piece(text, kind, level, tuple(marks), tuple(places))
    return replace(piece, note_marks=()) if notes else piece
