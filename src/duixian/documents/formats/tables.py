"""The tables of a printed page: ruled ones, and those that only white space makes.

In go boxes of cells or rows of text, and what stands on the page; out come tables with rows and columns, and what
stands outside.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from duixian.documents.formats.assembly import CellText
from duixian.documents.formats.glyphs import Segment
from duixian.model import Box, Place, Span

__all__ = ["PageTable", "aligned_tables", "continued", "filled_table"]

_SAME_EDGE_POINTS = 6.0
_MIN_ALIGNED_ROWS = 3
_ALIGNED_LEADING = 1.8

T = TypeVar("T")

_SAME_LINE_POINTS = 2.0
_MIN_LINES = 2


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table with its place on a page (the last one, if it goes over several)."""

    page: int
    box: Box
    cells: tuple[CellText, ...]


def continued(first: PageTable, second: PageTable) -> PageTable | None:
    """Return both as one if the second goes on where the first broke off: next page, same edges and columns.

    A head that is printed again is left out.

    Example:
        >>> first = PageTable(1, Box(0, 0, 9, 9), (CellText("指标", 0, 0), CellText("增速", 1, 0)))
        >>> second = PageTable(2, Box(0, 0, 9, 9), (CellText("指标", 0, 0), CellText("总量", 1, 0)))
        >>> [(cell.row, cell.text) for cell in continued(first, second).cells]
        [(0, '指标'), (1, '增速'), (2, '总量')]
    """
    same_edges = max(abs(first.box.x0 - second.box.x0), abs(first.box.x1 - second.box.x1)) <= _SAME_EDGE_POINTS
    if second.page != first.page + 1 or not same_edges or _width(first.cells) != _width(second.cells):
        return None
    head = [cell.text for cell in first.cells if cell.row == 0]
    again = head == [cell.text for cell in second.cells if cell.row == 0]
    rest = [cell for cell in second.cells if not (again and cell.row == 0)]
    below = _height(first.cells) - (1 if again else 0)
    return PageTable(second.page, second.box, first.cells + tuple(replace(cell, row=cell.row + below) for cell in rest))


def aligned_tables(
    rows: Sequence[list[Segment]], *, leading: float, page: int
) -> tuple[list[PageTable], list[list[Segment]]]:
    """Find tables without upright rulings: at least three rows of the same columns, one above the other.

    Args:
        rows: of the page, each with its segments from left to right.
        leading: distance of the body's lines in points.
        page: its number, from 1.

    Returns:
        The tables, and the rows that are in none.

    Example:
        >>> def row(top, *texts):
        ...     return [Segment(text, 90 * i, top, 90 * i + 30, top + 10, 10, False) for i, text in enumerate(texts)]
        >>> page = [row(0, "指标", "数值"), row(15, "粮食", "8.6"), row(30, "油料", "1.2"), row(45, "注")]
        >>> tables, rest = aligned_tables(page, leading=15, page=1)
        >>> [cell.text for cell in tables[0].cells], len(rest)
        (['指标', '数值', '粮食', '8.6', '油料', '1.2'], 1)
    """
    tables: list[PageTable] = []
    rest: list[list[Segment]] = []
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and _same_columns(rows[end - 1], rows[end], leading):
            end += 1
        if end - at >= _MIN_ALIGNED_ROWS and len(rows[at]) > 1:
            tables.append(_table_of(rows[at:end], page))
        else:
            rest += rows[at:end]
        at = end
    return tables, rest


def _same_columns(above: Sequence[Segment], below: Sequence[Segment], leading: float) -> bool:
    near = 0 < below[0].middle - above[0].middle <= _ALIGNED_LEADING * leading
    return (
        near
        and len(above) == len(below) > 1
        and all(one.x0 < two.x1 and two.x0 < one.x1 for one, two in zip(above, below, strict=True))
    )


def _table_of(rows: Sequence[Sequence[Segment]], page: int) -> PageTable:
    cells = []
    for row, segments in enumerate(rows):
        for column, segment in enumerate(segments):
            box = Box(*(round(value, 1) for value in (segment.x0, segment.top, segment.x1, segment.bottom)))
            cells.append(CellText(segment.text, row, column, places=(Place(Span(0, len(segment.text)), page, box),)))
    everything = [segment for segments in rows for segment in segments]
    outer = Box(
        min(segment.x0 for segment in everything),
        min(segment.top for segment in everything),
        max(segment.x1 for segment in everything),
        max(segment.bottom for segment in everything),
    )
    return PageTable(page, outer, tuple(cells))


def _width(cells: Sequence[CellText]) -> int:
    return max((cell.column + cell.column_span for cell in cells), default=0)


def _height(cells: Sequence[CellText]) -> int:
    return max((cell.row + cell.row_span for cell in cells), default=0)


def filled_table(
    boxes: Sequence[tuple[float, float, float, float]],
    things: Sequence[T],
    *,
    middle: Callable[[T], tuple[float, float]],
    say: Callable[[list[T]], str],
    page: int,
) -> tuple[PageTable, list[T]] | None:
    """Return the table and the things outside it; ``None`` if it has but one row or column (a frame).

    Args:
        boxes: the cells, each (left, top, right, bottom) in points.
        things: glyphs or lines of the page.
        middle: where the middle of a thing is.
        say: the text of the things in one cell.
        page: number of the page, from 1.

    Example:
        >>> boxes = [(0, 0, 9, 9), (9, 0, 18, 9), (0, 9, 9, 18), (9, 9, 18, 18)]
        >>> table, outside = filled_table(
        ...     boxes,
        ...     [(4, 4, "值"), (40, 40, "外")],
        ...     middle=lambda thing: thing[:2],
        ...     say=lambda things: "".join(thing[2] for thing in things),
        ...     page=1,
        ... )
        >>> table.cells[0].text, outside
        ('值', [(40, 40, '外')])
    """
    lefts, tops = _grid(box[0] for box in boxes), _grid(box[1] for box in boxes)
    if len(lefts) < _MIN_LINES or len(tops) < _MIN_LINES:
        return None
    outer = Box(*(f(box[i] for box in boxes) for i, f in enumerate((min, min, max, max))))
    inside: list[tuple[float, float, T]] = []
    outside: list[T] = []
    for thing in things:
        x, y = middle(thing)
        if outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1:
            inside.append((x, y, thing))
        else:
            outside.append(thing)
    cells = []
    for x0, top, x1, bottom in boxes:
        text = say([thing for x, y, thing in inside if x0 <= x < x1 and top <= y < bottom])
        row, column = _index(tops, top), _index(lefts, x0)
        box = Box(*(round(value, 1) for value in (x0, top, x1, bottom)))
        place = (Place(Span(0, len(text)), page, box),) if text else ()
        width, height = max(1, _index(lefts, x1) - column), max(1, _index(tops, bottom) - row)
        cells.append(CellText(text, row, column, height, width, places=place))
    return PageTable(page, outer, tuple(cells)), outside


def _grid(values: Iterable[float]) -> list[float]:
    """Return the distinct values in order, those within two points taken for one."""
    grid: list[float] = []
    for value in sorted(values):
        if not grid or value - grid[-1] > _SAME_LINE_POINTS:
            grid.append(value)
    return grid


def _index(grid: Sequence[float], value: float) -> int:
    return bisect_left(grid, value - _SAME_LINE_POINTS)
