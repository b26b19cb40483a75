from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from duixian.exports.cells import is_formula, neutralise, restore
from duixian.exports.columns import plain_decimal
from duixian.exports.figures import FIGURES


def parsed(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_rows_read_back_are_the_rows_written(reading, written) -> None:
    """Every cell comes back: decimals exactly, text after ``restore``, unknown as an empty cell."""
    forms = {column.name: column.form for column in FIGURES.columns}
    for expected, found in zip(FIGURES.rows(reading, "zh"), parsed(written("csv", reading)), strict=True):
        for name, cell in expected.items():
            if cell is None:
                assert found[name] == ""
            elif forms[name] == "text":
                assert cell == restore(found[name])
            elif forms[name] == "word":
                assert cell == found[name]
            else:
                assert Decimal(cell) == Decimal(found[name])


def test_header_has_the_columns_in_their_order(written) -> None:
    """An empty table still has its header."""
    assert [column.name for column in FIGURES.columns] == written("csv").decode("utf-8-sig").strip().split(",")


def test_byte_order_mark_is_there_for_excel_and_can_be_left_out(reading, written) -> None:
    """Excel knows UTF-8 by the mark; other programs may not want it."""
    assert written("csv", reading).startswith(b"\xef\xbb\xbf")
    assert written("csv", reading, bom=False).startswith(b"document,")


def test_text_that_begins_like_a_formula_is_neutralised(reading, written) -> None:
    """Neither document text nor indicator nor scope can run in a spreadsheet."""
    row = parsed(written("csv", reading))[4]
    assert [row[name] for name in ("text", "indicator", "of", "scope")] == [
        "'=1+2个",
        "'=cmd|' /C calc'!A0",
        "'@全市",
        "'+临江新城",
    ]


def test_negative_numbers_stay_numbers(reading, written) -> None:
    """A decline begins with a minus sign and is no formula."""
    assert parsed(written("csv", reading))[2]["value"] == "-2.92"


def test_values_have_no_exponent(reading, written) -> None:
    """Programs that know no exponents can read the values."""
    assert parsed(written("csv", reading))[0]["value"] == "41260000000"


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n ＝　增1a"), max_size=8))
def test_neutralised_text_is_no_formula_and_can_be_restored(text: str) -> None:
    """``neutralise`` makes text harmless and loses nothing."""
    assert not is_formula(neutralise(text))
    assert text == restore(neutralise(text))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=None))
def test_plain_digits_are_the_same_number(value: Decimal) -> None:
    """No digit is lost and no exponent is left."""
    digits = plain_decimal(value)
    assert value == Decimal(digits)
    assert "E" not in digits.upper()
