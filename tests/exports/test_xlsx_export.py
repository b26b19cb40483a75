from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest

from duixian.exports.figures import FIGURES
from duixian.exports.labels import label

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")


def book(data: bytes):
    return openpyxl.load_workbook(BytesIO(data))


def test_cells_read_back_are_the_cells_written(reading, written) -> None:
    """Numbers come back as numbers, text as text, words of closed lists in Chinese, unknown as empty cells."""
    sheet = book(written("xlsx", reading))["数据"]
    for expected, found in zip(FIGURES.rows(reading, "zh"), sheet.iter_rows(min_row=2, values_only=True), strict=True):
        for column, cell in zip(FIGURES.columns, found, strict=True):
            wanted = expected[column.name]
            if column.name in {"kind", "role"}:
                wanted = label(column.name, str(wanted), "zh")
            if isinstance(wanted, Decimal):
                assert wanted == Decimal(str(cell))
            else:
                assert wanted == cell


def test_sheets_have_headers_filters_and_frozen_rows(reading, written) -> None:
    """The workbook can be used as it is: 数据, 文件 and 说明, each with its header in sight."""
    workbook = book(written("xlsx", reading))
    assert workbook.sheetnames == ["数据", "文件", "说明"]
    assert [label("column", column.name, "zh") for column in FIGURES.columns] == [
        cell.value for cell in workbook["数据"][1]
    ]
    assert workbook["数据"].freeze_panes == "A2"
    assert workbook["数据"].auto_filter.ref == "A1:V7"


def test_english_workbook_has_english_words(reading, written) -> None:
    """The language of the options is that of headers and words."""
    workbook = book(written("xlsx", reading, lang="en"))
    assert workbook.sheetnames == ["Figures", "Documents", "About"]
    assert workbook["Figures"]["M2"].value == "actual"


def test_text_like_a_formula_is_quoted_text(reading, written) -> None:
    """Such cells are strings, marked so that Excel keeps them as text even after an edit."""
    cell = book(written("xlsx", reading))["数据"]["D6"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+2个", "s", True)


def test_documents_sheet_tells_of_each_document(reading, written) -> None:
    """Title, kind, periods, counts and hash of each document."""
    header, row = book(written("xlsx", reading))["文件"].iter_rows(values_only=True)
    found = dict(zip(header, row, strict=True))
    assert (found["标题"], found["文种"], found["数据"], found["目标"]) == ("柳溪区政府工作报告", "政府工作报告", 6, 3)
    assert found["SHA-256"] == "ab" * 32


def test_about_sheet_explains_every_column(reading, written) -> None:
    """Each column has its sentence."""
    found = [row[1] for row in book(written("xlsx", reading))["说明"].iter_rows(min_row=2, values_only=True) if row[1]]
    assert [column.name for column in FIGURES.columns] == found


def test_whole_numbers_beyond_fifteen_digits_are_text(reading, written) -> None:
    """Excel would silently change their last digits."""
    from dataclasses import replace

    long = replace(reading, figures=(replace(reading.figures[0], value=Decimal(12345678901234567)),))
    assert book(written("xlsx", long))["数据"]["E2"].value == "12345678901234567"


def test_figures_beyond_the_last_row_go_on_in_a_further_sheet(reading, written, monkeypatch) -> None:
    """No figure is dropped where Excel has no more rows."""
    monkeypatch.setattr("duixian.exports.xlsx.MAX_SHEET_ROWS", 5)
    workbook = book(written("xlsx", reading))
    assert workbook.sheetnames == ["数据", "数据 2", "文件", "说明"]
    assert [workbook[name].max_row for name in ("数据", "数据 2")] == [5, 3]


def test_missing_library_is_told_with_its_extra(reading, written, monkeypatch) -> None:
    """Without xlsxwriter the error says what to install."""
    from duixian import MissingExtraError

    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match="duixian\\[xlsx\\]"):
        written("xlsx", reading)
