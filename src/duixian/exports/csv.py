"""Figures as comma-separated values.

In go readings; out comes a header and one figure a row (RFC 4180, UTF-8), values as exact digits without exponent.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from decimal import Decimal
from io import TextIOWrapper
from typing import BinaryIO

from duixian.exports.cells import neutralise
from duixian.exports.columns import COLUMNS, Cell, Column, plain_decimal, rows
from duixian.exports.options import ExportOptions
from duixian.model import Reading

__all__ = ["write_csv"]


def write_csv(readings: Iterable[Reading], out: BinaryIO, options: ExportOptions) -> None:
    """Write all readings as one table with machine names as header.

    Unknown is an empty cell. Free text that a spreadsheet might run as a formula gets an apostrophe before it
    (:func:`duixian.exports.cells.restore` takes it away); numbers and words of closed lists stay as they are.

    Example:
        >>> from io import BytesIO
        >>> out = BytesIO()
        >>> write_csv([], out, ExportOptions(bom=False))
        >>> out.getvalue().decode()[:25]
        'document,start,end,text,v'
    """
    text = TextIOWrapper(out, encoding="utf-8-sig" if options.bom else "utf-8", newline="")
    writer = csv.writer(text)
    try:
        writer.writerow([column.name for column in COLUMNS])
        for reading in readings:
            writer.writerows([_cell(column, row[column.name]) for column in COLUMNS] for row in rows(reading))
            text.flush()
    finally:
        text.detach()


def _cell(column: Column, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return plain_decimal(cell)
    if isinstance(cell, int):
        return str(cell)
    return neutralise(cell) if column.form == "text" else cell
