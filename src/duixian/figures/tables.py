"""Figures in tables: row label, column heading and unit column say what a cell's number measures.

In goes a table of a document; out come the cells that hold a number with the words that explain it, and
the cells that hold running text, which are read like sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from duixian.documents.plain import fold
from duixian.indicators import link
from duixian.model import Cell, Figure, FigureKind, Period, Quantity, Role, Section, Span, Table
from duixian.periods import PeriodContext, find_periods
from duixian.quantities import find_quantities

__all__ = ["Column", "NumberCell", "number_cells", "table_figure", "text_cells"]

_NUMBER_CELL = re.compile(
    r"\s*(?:[≥≤<>~约近超±-]|超过|不低于|不高于|不少于|大于|小于|力争)*\s*[+-]?\d[\d,.]*(?:[-~]\d[\d.]*)?\s*[%‰]?"
    r"(?:亿元|万元|元|亿美元|万人|人|万吨|吨|个|家|公里|户|套|张|所|天|倍|平方米|亩|万亩|个百分点|左右|以上|以内|以下|\(.*\)|\[.*\])*\s*\Z"
)
_SERIAL = re.compile(r"序号|编号|No\.?|类别|属性|备注|责任|牵头|单位名称")
_UNIT_HEADING = re.compile(r"(?:计量)?单位|量纲")
_UNIT_IN_LABEL = re.compile(r"\(([^()]*)\)\s*\Z")
_UNITS = re.compile(
    r"(?:亿|万|百|千)?(?:元|美元|人|户|家|个|项|吨|千瓦时|千瓦|立方米|平方米|平方公里|公里|亩|公顷|张|所|座|套|件|条|辆|人次|天|岁|倍|名|床|处|千克|标准煤|吨标准煤|/.*)+|[%‰]|百分点|微克/立方米|年|.*/.*"
)
_GROWTH = re.compile(r"增长|增速|增幅|涨幅|下降|降低|±|比上年|比(?:20)?\d\d|同比|递增")
_GROWTH_END = re.compile(r"(?:年均)?(?:增长速度|增长率|增速|增幅|涨幅|增长)\Z")
_OVER_YEARS = re.compile(r"年均|年累计|累计|[三四五]年平均|年平均|\[|合计")
_TARGET = re.compile(r"计划|目标|预期(?!完成)|规划|力争|安排|建议")
_ESTIMATE = re.compile(r"预计|预测")
_ACTUAL = re.compile(r"实际|完成|实绩|执行|达到|现状|基期|累计")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column's heading says of the numbers under it."""

    heading: str
    role: Role | None
    period: Period | None
    growth: bool


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A cell that holds one number.

    Args:
        cell: the cell.
        label: the row's label, without unit.
        unit: the unit with its magnitude word, from the unit column, the label or the heading; else ``None``.
        column: what the column says.
    """

    cell: Cell
    label: str
    unit: str | None
    column: Column


def _grid(table: Table) -> dict[tuple[int, int], Cell]:
    grid: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + min(cell.row_span, 200)):
            for column in range(cell.column, cell.column + min(cell.column_span, 60)):
                grid.setdefault((row, column), cell)
    return grid


def _words(plain: str, cell: Cell | None) -> str:
    return "" if cell is None else re.sub(r"\s+", "", fold(cell.span.of(plain)))


def number_cells(plain: str, table: Table, context: PeriodContext) -> Iterator[NumberCell]:
    r"""Yield the cells of a table that hold one number, with the words that explain them.

    Args:
        plain: the plain text of the document.
        table: the table.
        context: what relative period words in headings mean.

    Example:
        >>> from duixian.documents import from_text
        >>> document = from_text("| 指标 | 2024年目标 |\n|---|---|\n| 工业用地(亩) | 412 |")
        >>> found = next(number_cells(document.plain, document.tables[0], PeriodContext(2024, None, None, None)))
        >>> found.label, found.unit, found.column.role, str(found.column.period)
        ('工业用地', '亩', 'target', '2024')
    """
    grid = _grid(table)
    if not grid:
        return
    rows = 1 + max(row for row, _ in grid)
    columns = 1 + max(column for _, column in grid)
    head = _head_rows(plain, grid, rows, columns)
    if head in (0, rows):
        return
    headings = [_heading(plain, grid, head, column) for column in range(columns)]
    unit_column = next((c for c in range(columns) if _UNIT_HEADING.fullmatch(headings[c])), None)
    label_column = _label_column(plain, grid, range(head, rows), headings, unit_column=unit_column)
    if label_column is None:
        return
    described = _with_spans([_column(heading, context) for heading in headings], context)
    for row in range(head, rows):
        label, unit = _label(_words(plain, grid.get((row, label_column))))
        if unit_column is not None:
            unit = _words(plain, grid.get((row, unit_column))) or unit
        for column in range(label_column + 1, columns):
            cell = grid.get((row, column))
            if cell is None or cell.row != row or cell.column != column or column == unit_column:
                continue
            if not _SERIAL.search(headings[column]) and _NUMBER_CELL.match(fold(cell.span.of(plain))):
                own = _label(headings[column])[1]
                unit_here = own if described[column].growth and own else unit or own
                yield NumberCell(cell, label, unit_here, described[column])


def _head_rows(plain: str, grid: dict[tuple[int, int], Cell], rows: int, columns: int) -> int:
    """Count the heading rows: those before the first row with a number that is no year."""
    for row in range(rows):
        for column in range(1, columns):
            words = _words(plain, grid.get((row, column)))
            if words and _NUMBER_CELL.match(words) and not re.fullmatch(r"(?:19|20)\d\d", words):
                return row
    return rows


def _heading(plain: str, grid: dict[tuple[int, int], Cell], head: int, column: int) -> str:
    words: list[str] = []
    for row in range(head):
        word = _words(plain, grid.get((row, column)))
        if word and word not in words:
            words.append(word)
    return "".join(words)


def _label_column(
    plain: str,
    grid: dict[tuple[int, int], Cell],
    body: range,
    headings: list[str],
    *,
    unit_column: int | None,
) -> int | None:
    """Return the column that names what the rows measure: the last of words before the first of numbers."""
    best = None
    for column, heading in enumerate(headings):
        if column == unit_column or _SERIAL.search(heading):
            continue
        cells = [_words(plain, grid.get((row, column))) for row in body]
        numbers = sum(1 for words in cells if _NUMBER_CELL.match(words))
        if numbers * 2 >= max(1, sum(1 for words in cells if words)):
            break
        best = column
    return best


def _label(words: str) -> tuple[str, str | None]:
    """Split the unit off a label: 城镇登记失业率(%) → 城镇登记失业率, %."""
    match = _UNIT_IN_LABEL.search(words)
    if match is None:
        return words, None
    unit = match.group(1)
    return (words[: match.start()], unit) if _UNITS.fullmatch(unit) else (words, None)


def _column(heading: str, context: PeriodContext) -> Column:
    mentions = find_periods(heading, 0, len(heading), context)
    period = mentions[-1].period if mentions else None
    bare = re.match(r"((?:19|20)\d\d)", heading)
    if period is None and bare is not None:
        period = Period.year(int(bare.group(1)))
    role: Role | None = None
    if _ESTIMATE.search(heading):
        role = "estimate"
    elif _TARGET.search(heading):
        role = "target"
    elif _ACTUAL.search(heading):
        role = "actual"
    elif period is not None and context.plans is not None:
        role = "target" if period.last_year >= context.plans.first_year else "actual"
    return Column(heading, role, period, _GROWTH.search(heading) is not None)


def _with_spans(columns: list[Column], context: PeriodContext) -> list[Column]:
    """Give averages and sums over years the span of the years beside them; call what lies before it reference."""
    years = sorted({column.period.last_year for column in columns if column.period is not None})
    described = []
    for column in columns:
        if len(years) > 1 and _OVER_YEARS.search(column.heading) and not re.search(r"\d{4}", column.heading):
            planned = context.plans is not None and years[-1] >= context.plans.first_year
            role = column.role or ("target" if planned else "actual")
            described.append(replace(column, period=Period.year(years[0] + 1, years[-1]), role=role))
        elif column.role == "actual" and column.period and _is_before(column.period, context.reviews):
            described.append(replace(column, role="reference"))
        else:
            described.append(column)
    return described


def _is_before(period: Period, reviews: Period | None) -> bool:
    return reviews is not None and period.last_year < reviews.first_year


def text_cells(plain: str, table: Table) -> Iterator[Cell]:
    r"""Yield the cells that hold running text, such as an item of a livelihood list.

    Example:
        >>> from duixian.documents import from_text
        >>> document = from_text("| 序号 | 内容 |\n|---|---|\n| 1 | 为老旧小区加装电梯30部 |")
        >>> [cell.span.of(document.plain) for cell in text_cells(document.plain, document.tables[0])]
        ['为老旧小区加装电梯30部']
    """
    for cell in table.cells:
        words = cell.span.of(plain)
        if len(words) > 8 and not cell.header and not _NUMBER_CELL.match(fold(words)):  # noqa: PLR2004
            yield cell


def table_figure(text: str, plain: str, number: NumberCell, section: Section) -> Figure | None:
    r"""Make the figure of a number cell; ``None`` where the cell's number cannot be read.

    Args:
        text: the document's text.
        plain: its plain form.
        number: the cell with the words that explain it.
        section: the section the table stands in, for role and period that no heading tells.

    Example:
        >>> from duixian.documents import from_text
        >>> document = from_text("一、工作安排\n| 指标 | 2024年目标 |\n|---|---|\n| 工业用地(亩) | 412 |")
        >>> number = next(number_cells(document.plain, document.tables[0], PeriodContext(2024, None, None, None)))
        >>> figure = table_figure(document.text, document.plain, number, document.sections[0])
        >>> figure.text, str(figure.value), figure.unit, figure.indicator
        ('412', '412', '亩', '工业用地')
    """
    quantity = _quantity(plain, number)
    if quantity is None:
        return None
    kind, sign = _kind(number, quantity)
    column = number.column
    role = column.role or ("target" if section.part == "plan" else "actual")
    label = _GROWTH_END.sub("", number.label) if kind == "growth" else number.label
    return Figure(
        span=quantity.span,
        text=quantity.span.of(text),
        value=quantity.value * sign,
        high=None if quantity.high is None else quantity.high * sign,
        unit=quantity.unit,
        bound=quantity.bound,
        step=quantity.step,
        kind=kind,
        indicator=label or None,
        indicator_id=link(label or None, unit=quantity.unit, kind=kind).indicator_id,
        of=None,
        role=role,
        period=column.period or section.period,
        scope="self",
        sentence=None,
        confidence=Decimal("0.8"),
        rules=("table-cell",),
    )


def _quantity(plain: str, number: NumberCell) -> Quantity | None:
    """Read a cell's number together with the unit that its row or column gives."""
    start, end = number.cell.span.start, number.cell.span.end
    found = find_quantities(plain, start, end)
    if not found:
        return None
    quantity = _signed(plain, start, found[0])
    if quantity.unit is not None or number.unit is None:
        return quantity
    # the unit stands elsewhere (亿元 in its own column): read number and unit as if they stood together
    digits = plain[quantity.span.start : quantity.number_end]
    joined = find_quantities(digits + number.unit)
    if not joined or joined[0].span.start != 0:
        return quantity
    sign = -1 if quantity.value < 0 < joined[0].value else 1
    return replace(
        quantity, value=sign * joined[0].value, high=joined[0].high, unit=joined[0].unit, step=joined[0].step
    )


def _signed(plain: str, start: int, quantity: Quantity) -> Quantity:
    """Take in the minus that opens a cell; in running text a dash before a number is none."""
    if plain[start : quantity.span.start].strip() != "-" or quantity.value < 0 or quantity.is_range:
        return quantity
    first = plain.index("-", start)
    return replace(quantity, span=Span(first, quantity.span.end), value=-quantity.value)


def _kind(number: NumberCell, quantity: Quantity) -> tuple[FigureKind, int]:
    if quantity.unit == "百分点":
        return "points", 1
    if quantity.unit in ("%", "‰"):
        growth = number.column.growth or _GROWTH.search(number.label) is not None
        falls = "下降" in number.label or "降低" in number.label
        if number.column.growth and falls and "率" in number.label:
            falls = False
        return ("growth", -1 if falls else 1) if growth else ("rate", 1)
    return ("growth", 1) if number.column.growth and quantity.unit is None else ("amount", 1)
