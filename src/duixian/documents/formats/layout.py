"""Put the lines of pages together to paragraphs in reading order.

In go pages with glyphs or recognised lines, and their tables; out comes a :class:`~duixian.model.SourceText` without
page numbers and running heads, with notes at its end, each line leading back to its page and box.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from duixian.documents.formats.assembly import Assembly
from duixian.documents.formats.glyphs import Glyph, Segment, merged, rows_of
from duixian.documents.formats.paragraphs import Line, Style, pieces_of
from duixian.documents.formats.tables import PageTable, aligned_tables, continued
from duixian.documents.limits import Limits
from duixian.model import SourceText

__all__ = ["Page", "compose"]

_EDGE_SHARE = 0.12
_EDGE_ROWS = 3
_PAGE_NUMBER = re.compile(
    r"[-—–－·.~\s]*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,6}|[一二三四五六七八九十]{1,3}(?=\s*页))(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?[-—–－·.~\s]*"
)
_DIGITS = re.compile(r"\d+")
_MAX_HEAD_CHARACTERS = 60
_MIN_REPEAT_SHARE = 0.2
_SAME_HEIGHT_POINTS = 3.0
_APART = 1.25
_OTHER_SIZE = 0.05
_MIN_COLUMN_ROWS = 8
_COLUMN_FULLNESS = 0.7
_NOTE_START = re.compile(r"[\[〔(（【]?\s*\d{1,3}\s*[\]〕)）】.．、]?\s*\S|[\u2460-\u2473]|[*＊※]|注\s*[\d:：]")


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read from the file.

    Args:
        number: from 1.
        width: in points.
        height: in points.
        glyphs: its characters.
        tables: its ruled tables, whose characters are not among ``glyphs``.
        segments: lines that were recognised from a picture.
        picture: whether it is a picture without text.
        ruled: whether it has rulings.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    tables: tuple[PageTable, ...] = ()
    segments: tuple[tuple[Segment, ...], ...] = ()
    picture: bool = False
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page cut into rows of segments."""

    page: Page
    rows: list[list[Segment]]


def compose(
    pages: Sequence[Page], *, limits: Limits, name: str, heading_size: float = 1.12, note_size: float = 0.92
) -> SourceText:
    """Return the text of the pages.

    Args:
        pages: in order.
        limits: the bound of characters.
        name: the file's name, for messages.
        heading_size: how much larger than the body's a heading's type is at least.
        note_size: how much of the body's size the type of notes is at most.

    Raises:
        DocumentError: ``empty-document``, no page has text.
        LimitError: ``limit-characters``.

    Example:
        >>> row = (Segment("全年增长7%。", 90, 100, 160, 112, 12, False),)
        >>> source = compose([Page(1, 595, 842, segments=(row,))], limits=Limits(), name="报告.pdf")
        >>> source.text, source.places[0].page
        ('全年增长7%。', 1)
    """
    sheets = [_Sheet(page, [list(row) for row in page.segments] + rows_of(page.glyphs)) for page in pages]
    style = _style(sheets, heading_size, note_size)
    sheets = [_without_tables(sheet, style) for sheet in _without_heads(sheets, style)]
    ordered = {sheet.page.number: _ordered(sheet, style) for sheet in sheets}
    style = replace(style, indented=_indented(ordered.values()))
    lines: list[Line | PageTable] = []
    notes: list[Line] = []
    for sheet in sheets:
        body, foot = _parted(ordered[sheet.page.number], style)
        for entry in _with_tables(body, sheet):
            last = lines[-1] if lines else None
            whole = continued(last, entry) if isinstance(last, PageTable) and isinstance(entry, PageTable) else None
            if whole is None:
                lines.append(entry)
            else:
                lines[-1] = whole
        notes += foot
    assembly = Assembly(limits.max_characters, name)
    start = 0
    for index, line in enumerate([*lines, None]):
        if line is None or isinstance(line, PageTable):
            for piece in pieces_of([line for line in lines[start:index] if isinstance(line, Line)], style):
                assembly.add(piece)
            if isinstance(line, PageTable):
                assembly.add_table(line.cells)
            start = index + 1
    for piece in pieces_of(notes, style, notes=True):
        assembly.add(piece)
    return assembly.source()


def _style(sheets: Sequence[_Sheet], heading_size: float, note_size: float) -> Style:
    """Measure the body text: its size, its margins, the distance of its lines."""
    sizes: Counter[float] = Counter()
    bold = total = 0
    for sheet in sheets:
        for row in sheet.rows:
            for segment in row:
                sizes[round(segment.size * 2) / 2] += len(segment.text)
                total += len(segment.text)
                bold += len(segment.text) if segment.bold else 0
    size = max(sizes, key=lambda key: (sizes[key], key), default=10.5)
    steps = [
        below[0].middle - above[0].middle
        for sheet in sheets
        for above, below in zip(sheet.rows, sheet.rows[1:], strict=False)
        if abs(above[0].size - size) < 1 and abs(below[0].size - size) < 1
    ]
    usual = Counter(round(step, 0) for step in steps if step > 0.8 * size)
    leading = max(usual, key=lambda step: (usual[step], -step), default=1.6 * size)
    return Style(size, leading, heading_size * size, note_size * size, bold_body=bold > 0.4 * max(total, 1))


def _indented(pages: Iterable[Sequence[Line]]) -> bool:
    """Tell whether paragraphs begin with an indent: most lines behind a short line do."""
    pairs = [(above, below) for lines in pages for above, below in pairwise(lines)]
    firsts = [below for above, below in pairs if above.shortness > 2 and not above.centered and not below.centered]
    return 2 * sum(1 for line in firsts if line.indent >= 1) >= len(firsts)


def _without_heads(sheets: Sequence[_Sheet], style: Style) -> list[_Sheet]:
    """Drop page numbers, and what stands at the same height of the edge on several pages."""
    keys = [_head_keys(sheet, style) for sheet in sheets]
    seen = Counter(key for found in keys for key in found.values())
    needed = max(2, round(_MIN_REPEAT_SHARE * len(sheets)))
    kept = []
    for sheet, found in zip(sheets, keys, strict=True):
        rows = []
        for index, row in enumerate(sheet.rows):
            number = index in found and _PAGE_NUMBER.fullmatch(merged(row).text.strip())
            if not number and (index not in found or _repeated(seen, found[index]) < needed):
                rows.append(row)
        kept.append(_Sheet(sheet.page, rows))
    return kept


def _without_tables(sheet: _Sheet, style: Style) -> _Sheet:
    """Move what stands in columns like a table from the rows to the tables; two columns of text are none."""
    if _gutter(sheet, style) is not None:
        return sheet
    tables, rows = aligned_tables(sheet.rows, leading=style.leading, page=sheet.page.number)
    return _Sheet(replace(sheet.page, tables=(*sheet.page.tables, *tables)), rows) if tables else sheet


def _head_keys(sheet: _Sheet, style: Style) -> dict[int, tuple[str, int]]:
    """Return the rows that may be head or foot: what they say, digits made equal, and their height.

    Such a row stands near the edge and apart from the body, or is set in another size; else it is the body's own.
    """
    rows, height = sheet.rows, sheet.page.height
    found: dict[int, tuple[str, int]] = {}
    for order in (range(len(rows)), range(len(rows) - 1, -1, -1)):
        edge: list[int] = []
        for index in order[:_EDGE_ROWS]:
            if _EDGE_SHARE * height < rows[index][0].middle < (1 - _EDGE_SHARE) * height:
                break
            edge.append(index)
            inner = index + order.step
            within = 0 <= inner < len(rows)
            apart = _distance(rows[index], rows[inner]) > _APART * style.leading if within else len(rows) == 1
            if apart or abs(rows[index][0].size - style.size) > _OTHER_SIZE * style.size:
                found |= {at: key for at in edge if (key := _head_key(rows[at])) is not None}
                break
    return found


def _distance(one: list[Segment], other: list[Segment]) -> float:
    return abs(one[0].middle - other[0].middle)


def _head_key(row: list[Segment]) -> tuple[str, int] | None:
    text = "".join(_DIGITS.sub("#", segment.text) for segment in row).replace(" ", "")
    if len(text) > _MAX_HEAD_CHARACTERS or text.endswith(("。", "；")):
        return None
    return text, round(row[0].middle / _SAME_HEIGHT_POINTS)


def _repeated(seen: Counter[tuple[str, int]], key: tuple[str, int]) -> int:
    text, height = key
    return sum(seen[(text, near)] for near in (height - 1, height, height + 1))


def _ordered(sheet: _Sheet, style: Style) -> list[Line]:
    """Return the page's lines in reading order: one column, or two with what stands across them."""
    gutter = _gutter(sheet, style)
    page = sheet.page.number
    if gutter is None:
        return _framed([merged(row) for row in sheet.rows], page, style)
    lines: list[Line] = []
    left: list[Segment] = []
    right: list[Segment] = []
    across: list[Segment] = []

    def flush() -> None:
        for column in (left, right):
            lines.extend(_framed(column, page, style))
            column.clear()

    for row in sheet.rows:
        if any(segment.x0 < gutter < segment.x1 for segment in row):
            flush()
            across.append(merged(row))
            continue
        lines.extend(_framed(across, page, style))
        across.clear()
        for side, column in ((False, left), (True, right)):
            part = [segment for segment in row if (segment.x0 >= gutter) is side]
            if part:
                column.append(merged(part))
    flush()
    lines.extend(_framed(across, page, style))
    return lines


def _gutter(sheet: _Sheet, style: Style) -> float | None:
    """Return where two columns part, or ``None`` if the page has one."""
    rows = [row for row in sheet.rows if len(row) > 1]
    if len(rows) < _MIN_COLUMN_ROWS or 2 * len(rows) < len(sheet.rows):
        return None
    firsts = [row[0] for row in rows]
    seconds = [row[-1] for row in rows if len(row) == 2]
    if 2 * len(seconds) < len(rows):
        return None
    start = statistics.median(segment.x0 for segment in seconds)
    end = statistics.median(segment.x1 for segment in firsts)
    if end >= start:
        return None
    gutter = (start + end) / 2
    margin = min(segment.x0 for segment in firsts)
    full = [segment for segment in firsts if segment.x1 - segment.x0 >= _COLUMN_FULLNESS * (end - margin)]
    wide = end - margin >= 10 * style.size
    return gutter if wide and 2 * len(full) >= len(firsts) else None


def _framed(segments: Sequence[Segment], page: int, style: Style) -> list[Line]:
    """Give each line the margins of its column."""
    if not segments:
        return []
    body = [segment for segment in segments if abs(segment.size - style.size) < 0.15 * style.size] or list(segments)
    lefts = sorted(segment.x0 for segment in body)
    rights = sorted(segment.x1 for segment in body)
    left = lefts[len(lefts) // 10]
    right = rights[-1 - len(rights) // 10]
    return [Line(segment, page, left, right) for segment in segments]


def _parted(lines: list[Line], style: Style) -> tuple[list[Line], list[Line]]:
    """Part the notes at the foot of a page from its body: lines in small type, the first with a note's mark."""
    at = len(lines)
    while at > 0 and lines[at - 1].segment.size <= style.note_size:
        at -= 1
    while at < len(lines) and not _NOTE_START.match(lines[at].segment.text):
        at += 1
    return lines[:at], lines[at:]


def _with_tables(lines: Sequence[Line], sheet: _Sheet) -> list[Line | PageTable]:
    """Put each table before the first line that stands below its top."""
    if not sheet.page.tables:
        return list(lines)
    found: list[Line | PageTable] = list(lines)
    for table in sheet.page.tables:
        at = len(found)
        for index, entry in enumerate(found):
            top = entry.box.y0 if isinstance(entry, PageTable) else entry.segment.top
            if top >= table.box.y0:
                at = index
                break
        found.insert(at, table)
    return found
