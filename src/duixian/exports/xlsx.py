"""Records as an Excel workbook.

In go readings or ledgers; out comes a workbook of three sheets: one with a record a row (数据, 承诺, 台账), 文件 with a
document a row, and 说明 with the meaning of each column.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal
from typing import Any, BinaryIO, Final, Generic

from duixian.errors import Language
from duixian.exports.cells import is_formula
from duixian.exports.columns import Cell, Column, plain_decimal
from duixian.exports.extras import require
from duixian.exports.labels import label, labels
from duixian.exports.nouns import Item, Noun
from duixian.exports.options import ExportOptions
from duixian.exports.overview import Overview

__all__ = ["write_xlsx"]

MAX_SHEET_ROWS: Final = 1_048_576
MAX_CELL_CHARACTERS: Final = 32_767
MAX_DIGITS: Final = 15
MAX_NUMBER_CHARACTERS: Final = 300
_OVERVIEW_WIDTHS: Final = {"document": 28, "title": 44, "kind": 16, "issuer": 20, "sha256": 68}


def write_xlsx(noun: Noun[Item], items: Iterable[Item], out: BinaryIO, options: ExportOptions) -> None:
    """Write all items as one workbook; they are taken one by one and rows are not held in memory.

    Words of closed lists are shown in the language of the options. A whole number of more than 15 digits is written as
    text, since Excel would change it; text is never a formula. Beyond Excel's number of rows the records go on in a
    further sheet.

    Raises:
        MissingExtraError: the extra ``xlsx`` is not installed.

    Example:
        >>> from io import BytesIO
        >>> from duixian.exports.figures import FIGURES
        >>> out = BytesIO()
        >>> write_xlsx(FIGURES, [], out, ExportOptions())
        >>> out.getvalue()[:2]
        b'PK'
    """
    _Workbook(require("xlsxwriter", extra="xlsx"), out, noun, options.lang).write(items)


class _Workbook(Generic[Item]):
    """One workbook under way: its formats, the sheet of records that is being filled, the overviews so far."""

    def __init__(self, library: Any, out: BinaryIO, noun: Noun[Item], lang: Language) -> None:
        self._noun = noun
        self._lang = lang
        # Texts are written by write_string only; the option is a second lock on the same door.
        self._book = library.Workbook(
            out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self._book.set_properties({"comments": "duixian"})
        self._header = self._book.add_format(
            {"bold": True, "bg_color": "#E8EEF2", "border": 1, "border_color": "#B8C4CC", "valign": "vcenter"}
        )
        self._text = self._book.add_format({"valign": "top"})
        self._wrapped = self._book.add_format({"valign": "top", "text_wrap": True})
        # Excel shows the text as it is and will not run it even after somebody edits the cell.
        self._quoted = self._book.add_format({"valign": "top", "quote_prefix": True})
        self._number = self._book.add_format({"valign": "top", "num_format": "#,##0.##########"})
        self._whole = self._book.add_format({"valign": "top", "num_format": "0"})

    def write(self, items: Iterable[Item]) -> None:
        overviews: list[Overview] = []
        number, row, sheet = 1, 0, self._records_sheet(1)
        for item in items:
            overviews.extend(self._noun.overviews(item))
            for cells in self._noun.rows(item, self._lang):
                if row + 1 >= MAX_SHEET_ROWS:
                    self._close_table(sheet, row)
                    number, row = number + 1, 0
                    sheet = self._records_sheet(number)
                row += 1
                for at, column in enumerate(self._noun.columns):
                    self._write_cell(sheet, row, at, column, cells[column.name])
        self._close_table(sheet, row)
        self._documents_sheet(overviews)
        self._about_sheet()
        self._book.close()

    def _records_sheet(self, number: int) -> Any:
        name = label("sheet", self._noun.name, self._lang) + (f" {number}" if number > 1 else "")
        sheet = self._book.add_worksheet(name)
        for at, column in enumerate(self._noun.columns):
            sheet.set_column(at, at, column.width)
        sheet.freeze_panes(1, 0)
        self._write_header(sheet, [label("column", column.key, self._lang) for column in self._noun.columns])
        return sheet

    def _write_header(self, sheet: Any, names: list[str]) -> None:
        sheet.set_row(0, 22)
        for at, name in enumerate(names):
            sheet.write_string(0, at, name, self._header)

    def _close_table(self, sheet: Any, last_row: int) -> None:
        sheet.autofilter(0, 0, last_row, len(self._noun.columns) - 1)

    def _write_cell(self, sheet: Any, row: int, at: int, column: Column, cell: Cell) -> None:
        if cell is None:
            return
        if isinstance(cell, Decimal):
            if _fits(cell):
                sheet.write_number(row, at, float(cell), self._number)
            else:
                sheet.write_string(row, at, plain_decimal(cell), self._text)
        elif isinstance(cell, bool):
            sheet.write_string(row, at, label("flag", "true" if cell else "false", self._lang), self._text)
        elif isinstance(cell, int):
            sheet.write_number(row, at, cell, self._whole)
        elif column.form == "word" and column.vocabulary != "bound":
            sheet.write_string(row, at, label(column.vocabulary, cell, self._lang), self._text)
        else:
            self._write_text(sheet, row, at, cell)

    def _write_text(self, sheet: Any, row: int, at: int, text: str) -> None:
        if len(text) > MAX_CELL_CHARACTERS:
            text = text[: MAX_CELL_CHARACTERS - 1] + "…"
        sheet.write_string(row, at, text, self._quoted if is_formula(text) else self._text)

    def _documents_sheet(self, overviews: list[Overview]) -> None:
        sheet = self._book.add_worksheet(label("sheet", "documents", self._lang))
        names = [field.name for field in fields(Overview)]
        for at, name in enumerate(names):
            sheet.set_column(at, at, _OVERVIEW_WIDTHS.get(name, 11))
        sheet.freeze_panes(1, 1)
        self._write_header(sheet, [label("overview", name, self._lang) for name in names])
        for row, record in enumerate(overviews, start=1):
            for at, name in enumerate(names):
                value = record.kind_label(self._lang) if name == "kind" else getattr(record, name)
                if isinstance(value, int):
                    sheet.write_number(row, at, value, self._whole)
                elif value is not None:
                    self._write_text(sheet, row, at, value)
        sheet.autofilter(0, 0, len(overviews), len(names) - 1)

    def _about_sheet(self) -> None:
        lang = self._lang
        sheet = self._book.add_worksheet(label("sheet", "about", lang))
        for at, width in enumerate((16, 18, 110)):
            sheet.set_column(at, at, width)
        sheet.freeze_panes(1, 0)
        self._write_header(
            sheet, [label("sheet", name, lang) for name in ("about_column", "about_field", "about_text")]
        )
        row = 0
        for row, column in enumerate(self._noun.columns, start=1):
            words = labels()["column"][column.key]
            cells = (words[lang], column.name, words["about_zh" if lang == "zh" else "about_en"])
            for at, text in enumerate(cells):
                sheet.write_string(row, at, text, self._wrapped)
        sheet.write_string(row + 2, 2, label("sheet", "about_digits", lang), self._wrapped)


def _fits(value: Decimal) -> bool:
    """Tell whether Excel keeps the number: fractions may lose digits behind the fifteenth, whole numbers none."""
    digits = plain_decimal(abs(value))
    return len(digits) <= MAX_NUMBER_CHARACTERS and ("." in digits or len(digits.rstrip("0")) <= MAX_DIGITS)
