"""Numerals: Chinese, Arabic and mixed, read and written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.errors import UsageError
from duixian.quantities import find_quantities, parse_numeral, write_numeral
from duixian.quantities.numerals import read_numeral

SCALES = {
    "": 1,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "千亿": 10**11,
    "万亿": 10**12,
}


def test_all_numbers_below_100_000_survive_writing_and_reading():
    """write_numeral and parse_numeral are inverse to each other."""
    assert [value for value in range(100_000) if parse_numeral(write_numeral(value)) != value] == []


@given(st.integers(0, 10**16))
def test_large_numbers_survive_writing_and_reading(value):
    """The same up to 10^16, 一亿亿."""
    assert value == parse_numeral(write_numeral(value))


@given(st.decimals(0, 10**6, places=2), st.sampled_from(sorted(SCALES)))
def test_mixed_numerals_are_multiplied_out(number, scale):
    """Arabic digits times magnitude words; the step is that of the last digit."""
    numeral = read_numeral(f"{number}{scale}")
    assert numeral is not None
    assert (number * SCALES[scale], Decimal("0.01") * SCALES[scale]) == (numeral.value, numeral.step)


@given(st.integers(0, 10**15))
def test_thousands_may_be_parted_by_commas(value):
    """1,234,567 is 1234567."""
    assert value == parse_numeral(f"{value:,}")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百零五", "105"),
        ("二十万", "200000"),
        ("两千", "2000"),
        ("廿三", "23"),
        ("卅", "30"),
        ("十二万三千", "123000"),
        ("一万零五十", "10050"),
        ("二〇二一", "2021"),
        ("零点五", "0.5"),
        ("百分之七点五", "0.075"),
        ("千分之三", "0.003"),
        ("1.2万亿", "1200000000000"),
        ("1亿2000万", "120000000"),
        ("三万五", "35000"),
        ("两千五", "2500"),
        ("一又二分之一", "1.5"),
        ("3/4", "0.75"),
        ("-2.5", "-2.5"),
        ("百", "100"),
        ("百万", "1000000"),
        ("一亿亿", "10000000000000000"),
        ("十亿亿", "100000000000000000"),
    ],
)
def test_a_numeral_has_its_value(text, value):
    """Writings of reports and their values."""
    assert Decimal(value) == parse_numeral(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "好",
        "十十",
        "一万万",
        "万千",
        "百千",
        "五十百",
        "12,34",
        "1.2.3",
        "三点",
        "点五",
        "1/0",
        "零分之一",
        "一两",
        "1千万2亿",
        "两十",
    ],
)
def test_what_is_no_numeral_is_none(text):
    """Malformed numerals are not guessed at."""
    assert parse_numeral(text) is None


@pytest.mark.parametrize(
    ("text", "step"), [("两千", 1000), ("一百零五", 1), ("十二万三千", 1000), ("三万五", 1000), ("三分之一", 0)]
)
def test_the_step_is_the_last_written_place(text, step):
    """How exactly a number was written."""
    numeral = read_numeral(text)
    assert numeral is not None
    assert step == numeral.step


@pytest.mark.parametrize("value", [-1, 10**16 + 1])
def test_numbers_out_of_range_are_refused(value):
    """Below 0 and above 10^16 nothing is written."""
    with pytest.raises(UsageError):
        write_numeral(value)


@given(st.text("零〇一二两三四五六七八九十百千万亿廿卅点分之又0123456789,./+-", max_size=60))
def test_any_row_of_numerals_is_read_or_refused(text):
    """No arrangement of numeral characters is an error."""
    value = parse_numeral(text)
    assert value is None or value.is_finite()


@given(st.integers(3, 10**16 - 1))
def test_a_written_numeral_is_found_before_a_unit(value):
    """A Chinese numeral in a sentence is the quantity it was written from."""
    text = f"共有{write_numeral(value)}户"
    assert [(value, "户")] == [(q.value, q.unit) for q in find_quantities(text)]
