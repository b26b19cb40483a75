"""How the fields of a figure in a table were read: by row, column and section.

In goes the evidence of a cell that holds a number; out come its steps, as for sentences.
"""

from __future__ import annotations

from collections.abc import Iterator

from duixian.figures.evidence import CellEvidence
from duixian.figures.steps import Step, Told, link_told, number_told, role_of_part, step, telling_order
from duixian.model import Cell, Quantity, Span, Table
from duixian.quantities import find_quantities

__all__ = ["cell_steps", "row_of"]


def cell_steps(plain: str, evidence: CellEvidence) -> tuple[Step, ...]:
    r"""Return the steps by which the number of a table was read.

    Args:
        plain: the plain text of the document.
        evidence: the cell with the words of its row and column.

    Example:
        >>> from duixian.documents import from_text
        >>> from duixian.figures.read import read_figures
        >>> seen, document = [], from_text("| 指标 | 2024年 |\n|---|---|\n| 工业用地(亩) | 412 |\n")
        >>> _ = read_figures(document, witness=seen.append)
        >>> [one.rule for one in cell_steps(document.plain, seen[-1]) if one.field in ("indicator", "period")]
        ['table-cell', 'period-of-heading']
    """
    figure, column = evidence.figure, evidence.number.column
    heading = _heading_cell(evidence)
    quantity = find_quantities(plain, evidence.number.cell.span.start, evidence.number.cell.span.end)[0]
    told = [
        *_number(plain, evidence, quantity),
        _kind(evidence, heading),
        Told("table-cell", _label_cell(plain, evidence), evidence.number.label)
        if figure.indicator
        else Told("name-none"),
        link_told(figure, scope=figure.scope),
        Told("role-of-heading", heading, column.heading)
        if column.role is not None
        else Told(role_of_part(evidence.section.part), evidence.section.heading),
        _period(evidence, heading),
        Told("scope-self"),
    ]
    return tuple(sorted((step(one, figure, plain) for one in told), key=telling_order))


def row_of(table: Table, offset: int) -> tuple[Cell, ...]:
    """Return the cells of the row that holds an offset; none where no cell does.

    Example:
        >>> table = Table(Span(0, 9), (Cell(Span(0, 2), 0, 0), Cell(Span(3, 5), 0, 1), Cell(Span(6, 9), 1, 0)))
        >>> len(row_of(table, 4)), len(row_of(table, 5))
        (2, 0)
    """
    here = next((cell for cell in table.cells if cell.span.start <= offset < cell.span.end), None)
    return () if here is None else tuple(cell for cell in table.cells if cell.row == here.row)


def _number(plain: str, evidence: CellEvidence, quantity: Quantity) -> Iterator[Told]:
    figure, unit = evidence.figure, evidence.number.unit
    for told in number_told(quantity, plain, figure=figure, original=quantity):
        if told.rule in ("unit-implied", "unit-none") and figure.unit is not None:
            yield Told("unit-of-table", None, unit or figure.unit)
        else:
            yield told


def _kind(evidence: CellEvidence, heading: Span | None) -> Told:
    figure, column = evidence.figure, evidence.number.column
    if figure.kind == "growth":
        return Told("kind-of-heading", heading, column.heading) if column.growth else Told("kind-growth-around")
    return Told({"points": "kind-points", "rate": "kind-percent"}.get(figure.kind, "kind-amount"))


def _period(evidence: CellEvidence, heading: Span | None) -> Told:
    column = evidence.number.column
    if column.period is not None:
        return Told("period-of-heading", heading, column.heading)
    return Told("period-not-told" if evidence.figure.period is None else "period-of-section")


def _heading_cell(evidence: CellEvidence) -> Span | None:
    own = evidence.number.cell
    above = (
        cell
        for cell in evidence.table.cells
        if cell.row < own.row and cell.column <= own.column < cell.column + cell.column_span and cell.span
    )
    first = min(above, key=lambda cell: cell.row, default=None)
    return None if first is None else first.span


def _label_cell(plain: str, evidence: CellEvidence) -> Span | None:
    own, label = evidence.number.cell, evidence.number.label
    for cell in evidence.table.cells:
        if cell.row <= own.row < cell.row + cell.row_span and cell.column < own.column:
            words = "".join(cell.span.of(plain).split())
            if words.startswith(label):
                return cell.span
    return None
