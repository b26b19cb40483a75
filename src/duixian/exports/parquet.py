"""Records as an Apache Parquet file.

In go readings or ledgers; out comes one record a row with the columns of its kind, values as ``decimal128(38, 18)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from importlib.metadata import version
from typing import Any, BinaryIO, Final

from duixian.exports.columns import Column, Row, exact_name, plain_decimal
from duixian.exports.extras import require
from duixian.exports.labels import labels
from duixian.exports.nouns import Item, Noun
from duixian.exports.options import ExportOptions

__all__ = ["PRECISION", "SCALE", "write_parquet"]

PRECISION: Final = 38
"""Digits of the decimal columns; 38 is the most that every reader of Parquet takes."""

SCALE: Final = 18
"""Digits behind the point; 20 remain before it."""

_ROW_GROUP: Final = 65_536


def write_parquet(noun: Noun[Item], items: Iterable[Item], out: BinaryIO, options: ExportOptions) -> None:
    """Write all items as one table, group of rows by group of rows.

    No digit is lost: a value with more than 20 digits before the point or 18 behind it is rounded (null, if it is too
    large) in its column and stands in full as text in ``value_exact`` (``value_high_exact`` and so on), which is null
    otherwise.

    Raises:
        MissingExtraError: the extra ``parquet`` is not installed.

    Example:
        >>> from io import BytesIO
        >>> from duixian.exports.figures import FIGURES
        >>> out = BytesIO()
        >>> write_parquet(FIGURES, [], out, ExportOptions())
        >>> out.getvalue()[:4]
        b'PAR1'
    """
    arrow, parquet = require("pyarrow", extra="parquet"), require("pyarrow.parquet", extra="parquet")
    exact = [column for column in noun.columns if column.exact]
    schema = _schema(arrow, noun.columns, exact)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        batch: list[Row] = []
        for item in items:
            for row in noun.rows(item, options.lang):
                batch.append(_row(row, exact))
                if len(batch) >= _ROW_GROUP:
                    writer.write_table(arrow.Table.from_pylist(batch, schema=schema))
                    batch = []
        if batch:
            writer.write_table(arrow.Table.from_pylist(batch, schema=schema))


def _schema(arrow: Any, columns: Sequence[Column], exact: Sequence[Column]) -> Any:
    types = {
        "text": arrow.string(),
        "word": arrow.string(),
        "integer": arrow.int64(),
        "decimal": arrow.decimal128(PRECISION, SCALE),
        "flag": arrow.bool_(),
    }
    named = [(column.name, column.key, types[column.form]) for column in columns]
    named += [(exact_name(column), exact_name(column), arrow.string()) for column in exact]
    about = labels()["column"]
    fields = [
        arrow.field(name, kind, metadata={"description": about[key]["about_en"], "说明": about[key]["about_zh"]})
        for name, key, kind in named
    ]
    return arrow.schema(fields, metadata={"duixian": version("duixian")})


def _row(row: Row, exact: Sequence[Column]) -> Row:
    whole = {name: cell for name, cell in row.items() if isinstance(cell, Decimal)}
    stored = {name: _stored(value) for name, value in whole.items()}
    digits: Row = dict.fromkeys(exact_name(column) for column in exact)
    for column in exact:
        if column.name in whole and stored[column.name] != whole[column.name]:
            digits[exact_name(column)] = plain_decimal(whole[column.name])
    return row | stored | digits


def _stored(value: Decimal) -> Decimal | None:
    """Round a value to the column's scale; ``None`` if it is too large for the column."""
    if value.adjusted() >= PRECISION - SCALE:
        return None
    rounded = Decimal(f"{value:.{SCALE}f}")
    return rounded if rounded.adjusted() < PRECISION - SCALE else None
