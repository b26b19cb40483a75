"""The rows of a document's tables, as far as they may promise.

In goes a document; out come the rows with their place, their item number and by when they are due.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from duixian.model import Cell, Document, Period, Span, Table
from duixian.periods import PeriodContext, find_periods
from duixian.promises.dates import due_of
from duixian.promises.livelihood import is_list_title
from duixian.promises.wording import passage

__all__ = ["TableRow", "table_rows"]

_SERIAL = re.compile(r"\s*(\d{1,3})[.、]?\s*\Z")
_NEAR_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table.

    Args:
        span: from its first cell to its last.
        section: index of the section it stands in, ``None`` where there is none.
        cells: its cells.
        texts: those of them that tell what is to be done.
        livelihood: whether the table is a livelihood list.
        number: its serial number, or ``None``.
        due: by when, where a column tells, or ``None``.
    """

    span: Span
    section: int | None
    cells: tuple[Span, ...]
    texts: frozenset[Span]
    livelihood: bool
    number: int | None
    due: Period | None

    @property
    def content(self) -> Span | None:
        """The longest cell that tells what is to be done."""
        return max(self.texts, key=lambda cell: (len(cell), -cell.start), default=None)


def table_rows(document: Document) -> Iterator[TableRow]:
    r"""Yield the rows behind the heading row of every table.

    Example:
        >>> from duixian.documents import from_text
        >>> from duixian.documents.load import load
        >>> text = "# 2025年十件民生实事\n\n| 序号 | 年度目标 |\n|---|---|\n| 1 | 新建社区食堂5家 |\n"
        >>> document = load(text.encode(), name="清单.md")
        >>> [(row.number, row.content.of(document.text), row.livelihood) for row in table_rows(document)]
        [(1, '新建社区食堂5家', True)]
    """
    starts = [section.span.start for section in document.sections]
    for table in document.tables:
        at = bisect_right(starts, table.span.start) - 1
        yield from _rows(document, table, at if at >= 0 else None)


def _rows(document: Document, table: Table, section: int | None) -> Iterator[TableRow]:
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    if not by_row:
        return
    head = {cell.column: cell.span.of(document.plain) for cell in by_row[min(by_row)]}
    livelihood = _is_livelihood(document, table, section, head)
    content = {column for column, words in head.items() if passage("list_column").search(words)}
    content = content or {column for column, words in head.items() if passage("name_column").search(words)}
    dated = {column for column, words in head.items() if passage("due_column").search(words)}
    for row in sorted(by_row)[1:]:
        cells = sorted(by_row[row], key=lambda cell: cell.span)
        numbers = (_SERIAL.match(cell.span.of(document.plain)) for cell in cells[:1])
        yield TableRow(
            span=Span(cells[0].span.start, max(cell.span.end for cell in cells)),
            section=section,
            cells=tuple(cell.span for cell in cells),
            texts=frozenset(cell.span for cell in cells if livelihood and cell.column in content),
            livelihood=livelihood,
            number=next((int(match.group(1)) for match in numbers if match), None),
            due=_due(document, [cell.span for cell in cells if cell.column in dated]),
        )


def _is_livelihood(document: Document, table: Table, section: int | None, head: dict[int, str]) -> bool:
    start = table.span.start
    near = document.plain[max(0, start - _NEAR_CHARACTERS) : start]
    caption = near.strip().rpartition("\n")[2] if table.caption is None else table.caption.of(document.plain)
    title = document.sections[section].title if section is not None else ""
    part = document.sections[section].part if section is not None else "other"
    words = (title, caption, *head.values())
    return part != "review" and any(is_list_title(each) for each in words)


def _due(document: Document, cells: list[Span]) -> Period | None:
    metadata = document.metadata
    plans = metadata.plans.value if metadata.plans else None
    context = PeriodContext(plans.first_year if plans else None, None, plans, plans)
    for cell in cells:
        for mention in find_periods(document.plain, cell.start, cell.end, context):
            if mention.period is not None:
                return due_of(mention.period)
    return None
