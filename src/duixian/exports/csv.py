"""Records as comma-separated values.

In go readings or ledgers; out comes a header and one record a row (RFC 4180, UTF-8), values as exact digits without
exponent.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from decimal import Decimal
from io import TextIOWrapper
from typing import BinaryIO

from duixian.exports.cells import neutralise
from duixian.exports.columns import Cell, Column, plain_decimal
from duixian.exports.nouns import Item, Noun
from duixian.exports.options import ExportOptions

__all__ = ["write_csv"]


def write_csv(noun: Noun[Item], items: Iterable[Item], out: BinaryIO, options: ExportOptions) -> None:
    """Write all items as one table with machine names as header.

    Unknown is an empty cell. Free text that a spreadsheet might run as a formula gets an apostrophe before it
    (:func:`duixian.exports.cells.restore` takes it away); numbers and words of closed lists stay as they are.

    Example:
        >>> from io import BytesIO
        >>> from duixian.exports.figures import FIGURES
        >>> out = BytesIO()
        >>> write_csv(FIGURES, [], out, ExportOptions(bom=False))
        >>> out.getvalue().decode()[:25]
        'document,start,end,text,v'
    """
    text = TextIOWrapper(out, encoding="utf-8-sig" if options.bom else "utf-8", newline="")
    writer = csv.writer(text)
    try:
        writer.writerow([column.name for column in noun.columns])
        for item in items:
            writer.writerows(
                [_cell(column, row[column.name]) for column in noun.columns] for row in noun.rows(item, options.lang)
            )
            text.flush()
    finally:
        text.detach()


def _cell(column: Column, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return plain_decimal(cell)
    if isinstance(cell, int):
        return str(cell)
    return neutralise(cell) if column.form == "text" else cell
