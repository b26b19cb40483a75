from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest

from duixian.exports.figures import FIGURES

parquet = pytest.importorskip("pyarrow.parquet")


def table(data: bytes):
    return parquet.read_table(BytesIO(data))


def test_rows_read_back_are_the_rows_written(reading, written) -> None:
    """Every cell comes back with its type, decimals exactly."""
    found = table(written("parquet", reading)).to_pylist()
    exact = {"value_exact": None, "value_high_exact": None}
    assert [row | exact for row in FIGURES.rows(reading, "zh")] == found


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("14.28571428571428571428571429", "14.285714285714285714"),
        ("-0.0000000000000000004", "0"),
        ("123456789012345678901234", None),
        ("99999999999999999999.9999999999999999999", None),
    ],
)
def test_digits_beyond_the_column_stand_in_the_exact_column(value, stored, reading, written) -> None:
    """A value too long for its column is rounded or null there, and whole as text beside it."""
    long = replace(reading, figures=(replace(reading.figures[0], value=Decimal(value)),))
    (row,) = table(written("parquet", long)).to_pylist()
    assert row["value"] == (None if stored is None else Decimal(stored))
    assert Decimal(value) == Decimal(row["value_exact"])


def test_columns_explain_themselves(reading, written) -> None:
    """The meaning of each column is stored in the file."""
    for field in table(written("parquet", reading)).schema:
        assert field.metadata[b"description"]
        assert field.metadata["说明".encode()]


def test_rows_are_written_in_groups(reading, written, monkeypatch) -> None:
    """A long run does not hold all rows in memory."""
    monkeypatch.setattr("duixian.exports.parquet._ROW_GROUP", 4)
    data = written("parquet", reading, reading)
    assert parquet.ParquetFile(BytesIO(data)).metadata.num_row_groups == 3


def test_a_table_without_figures_has_its_columns(written) -> None:
    """An empty result can be read like any other."""
    assert table(written("parquet")).num_columns == len(FIGURES.columns) + 2
