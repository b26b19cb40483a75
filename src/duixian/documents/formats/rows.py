"""Tables written with separators: runs of lines parted by tabs or by ``|``.

In go the spans of lines; out come a table's cells, as spans of the same text.
"""

from __future__ import annotations

from collections.abc import Sequence

from duixian.model import Cell, Span, Table

__all__ = ["column_count", "is_rule", "separated_table"]

_MIN_RULE_DASHES = 1


def column_count(text: str, line: Span, separator: str) -> int:
    """Return how many cells a line has; outer ``|`` do not count.

    Example:
        >>> column_count("|甲|乙|", Span(0, 5), "|"), column_count("甲乙", Span(0, 2), "|")
        (2, 1)
    """
    inner = _inner(text, line, separator)
    return text.count(separator, inner.start, inner.end) + 1


def is_rule(text: str, line: Span) -> bool:
    """Tell whether a line is the rule under a table's head (``|---|:--:|``).

    Example:
        >>> is_rule("|---|:--|", Span(0, 9))
        True
    """
    said = line.of(text)
    return said.count("-") >= _MIN_RULE_DASHES and not said.strip("|-:+ \t")


def separated_table(text: str, lines: Sequence[Span], separator: str, *, header: bool) -> Table:
    r"""Return the table that ``lines`` make; rules are left out, cells are trimmed.

    Args:
        text: the document's text.
        lines: spans of its rows, in order.
        separator: ``"\t"`` or ``"|"``.
        header: whether the first row is the head.

    Example:
        >>> [cell.span.of("甲|1") for cell in separated_table("甲|1", [Span(0, 3)], "|", header=False).cells]
        ['甲', '1']
    """
    cells: list[Cell] = []
    row = 0
    for line in lines:
        if is_rule(text, line):
            continue
        inner = _inner(text, line, separator)
        at = inner.start
        for column, part in enumerate(inner.of(text).split(separator)):
            lead = len(part) - len(part.lstrip())
            start = at + min(lead, len(part))
            cells.append(Cell(Span(start, start + len(part.strip())), row, column, header=header and row == 0))
            at += len(part) + 1
        row += 1
    first, last = _inner(text, lines[0], separator), _inner(text, lines[-1], separator)
    return Table(Span(min(first.start, lines[0].start), max(last.end, lines[-1].end)), tuple(cells))


def _inner(text: str, line: Span, separator: str) -> Span:
    if separator == "|":
        start = line.start + (1 if text.startswith("|", line.start, line.end) else 0)
        end = line.end - (1 if line.end > start and text[line.end - 1] == "|" else 0)
        return Span(start, max(start, end))
    # Tabs outside the trimmed line part empty cells.
    start, end = line.start, line.end
    while start > 0 and text[start - 1] in "\t ":
        start -= 1
    while end < len(text) and text[end] in "\t ":
        end += 1
    return Span(start, end)
