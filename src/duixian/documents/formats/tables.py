"""Fill the cells of a ruled table with the characters that stand in them.

In go boxes of cells and what stands on the page; out comes a table with rows and columns, and what stands outside.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from duixian.documents.formats.assembly import CellText
from duixian.model import Box, Place, Span

__all__ = ["PageTable", "continued", "filled_table"]

_SAME_EDGE_POINTS = 6.0

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
