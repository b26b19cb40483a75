"""Put the characters of a page together to lines.

In go glyphs with their boxes, in any order; out come rows of segments: what stands on one line, cut at wide gaps.
All measures are points, origin at the top left of the page as shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from duixian.documents.formats.assembly import superscript
from duixian.documents.formats.wrapping import is_wide
from duixian.model import Span

__all__ = ["Glyph", "Segment", "merged", "rows_of"]

_ROW_EM = 0.5
_SEGMENT_GAP_EM = 1.5
_WORD_GAP_EM = 0.25
_WIDE_GAP_EM = 0.8
_RAISED_EM = 0.18
_RAISED_SIZE = 0.9
_SAME_PLACE_EM = 0.3
_PAIRED = "—―─…⋯"


class Glyph(NamedTuple):
    """One character of a page; ``spaced`` if a space character stood before it."""

    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool
    spaced: bool


class Segment(NamedTuple):
    """Characters of one line without wide gaps; offsets of ``note_marks`` count from the start of ``text``."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    note_marks: tuple[Span, ...] = ()

    @property
    def middle(self) -> float:
        """The height of the segment's middle on the page."""
        return (self.top + self.bottom) / 2


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Segment]]:
    """Return the rows of a page from top to bottom, each with its segments from left to right.

    Example:
        >>> row = [Glyph(char, 10 * i, 0, 10 * i + 10, 10, 9, 10, False, False) for i, char in enumerate("增长7%")]
        >>> rows_of(row)[0][0].text
        '增长7%'
    """
    rows: list[list[Glyph]] = []
    baseline = size = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if rows and glyph.baseline - baseline <= _ROW_EM * max(size, glyph.size):
            rows[-1].append(glyph)
            if glyph.size >= size:
                baseline, size = glyph.baseline, glyph.size
        else:
            rows.append([glyph])
            baseline, size = glyph.baseline, glyph.size
    return [segments for row in rows if (segments := _segments(row))]


def _segments(row: list[Glyph]) -> list[Segment]:
    row.sort(key=lambda glyph: glyph.x0)
    groups: list[list[Glyph]] = []
    for glyph in row:
        last = groups[-1][-1] if groups else None
        if last is not None and _printed_twice(last, glyph):
            # The same character twice in one place is how some programs print bold.
            groups[-1][-1] = last._replace(bold=True)
        elif last is not None and glyph.x0 - last.x1 <= _SEGMENT_GAP_EM * max(last.size, glyph.size):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return [_segment(group) for group in groups]


def _printed_twice(last: Glyph, glyph: Glyph) -> bool:
    # The two halves of —— and …… may be one glyph of the font, with one box.
    near = last.char == glyph.char and glyph.x0 - last.x0 < _SAME_PLACE_EM * glyph.size
    return near and glyph.char not in _PAIRED


@dataclass(slots=True)
class _Writer:
    """The text of one segment so far."""

    parts: list[str] = field(default_factory=list)
    marks: list[Span] = field(default_factory=list)
    length: int = 0
    raised: str = ""

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def settle(self) -> None:
        """Decide what the raised characters were; at the start of a line they are a note's own mark."""
        if not self.raised:
            return
        text, is_mark = superscript(self.parts[-1] if self.parts else "", self.raised)
        self.raised = ""
        if not self.parts:
            self.write(text + " ")
            return
        if is_mark:
            self.marks.append(Span(self.length, self.length + len(text)))
        self.write(text)


def _segment(glyphs: Sequence[Glyph]) -> Segment:
    sizes = Counter(round(glyph.size, 1) for glyph in glyphs)
    size = max(sizes, key=lambda key: (sizes[key], key))
    baseline = max(glyph.baseline for glyph in glyphs if round(glyph.size, 1) == size)
    line = _Writer()
    for index, glyph in enumerate(glyphs):
        if baseline - glyph.baseline > _RAISED_EM * size and glyph.size <= _RAISED_SIZE * size:
            line.raised += glyph.char
        else:
            line.settle()
            line.write((_gap(glyphs[index - 1], glyph) if index else "") + glyph.char)
    line.settle()
    bold = sum(glyph.bold for glyph in glyphs) >= 0.9 * len(glyphs)
    return Segment(
        "".join(line.parts),
        glyphs[0].x0,
        min(glyph.top for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
        size,
        bold,
        tuple(line.marks),
    )


def _gap(before: Glyph, after: Glyph) -> str:
    """Return a space if one stands, or is seen, between two characters."""
    if after.spaced:
        return " "
    gap = after.x0 - before.x1
    em = max(before.size, after.size)
    wide = is_wide(before.char) or is_wide(after.char)
    return " " if gap > (_WIDE_GAP_EM if wide else _WORD_GAP_EM) * em else ""


def merged(segments: Sequence[Segment]) -> Segment:
    """Return the segments of one row as one, parted by spaces.

    Example:
        >>> merged([Segment("第一章", 0, 0, 30, 10, 10, False), Segment("总则", 60, 0, 80, 10, 10, False)]).text
        '第一章 总则'
    """
    if len(segments) == 1:
        return segments[0]
    text = ""
    marks: list[Span] = []
    for segment in segments:
        text += " " if text else ""
        marks += (Span(mark.start + len(text), mark.end + len(text)) for mark in segment.note_marks)
        text += segment.text
    widest = max(segments, key=lambda segment: len(segment.text))
    return Segment(
        text,
        min(segment.x0 for segment in segments),
        min(segment.top for segment in segments),
        max(segment.x1 for segment in segments),
        max(segment.bottom for segment in segments),
        widest.size,
        all(segment.bold for segment in segments),
        tuple(marks),
    )
