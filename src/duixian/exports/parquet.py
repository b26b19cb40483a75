"""Figures as an Apache Parquet file.

In go readings; out comes one figure a row with the columns of :data:`duixian.exports.columns.COLUMNS`, values as
``decimal128(38, 18)``.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from importlib.metadata import version
from typing import Any, BinaryIO, Final

from duixian.exports.columns import COLUMNS, Cell, plain_decimal, rows
from duixian.exports.extras import require
from duixian.exports.labels import labels
from duixian.exports.options import ExportOptions
from duixian.model import Reading

__all__ = ["PRECISION", "SCALE", "write_parquet"]

PRECISION: Final = 38
"""Digits of the decimal columns; 38 is the most that every reader of Parquet takes."""

SCALE: Final = 18
"""Digits behind the point; 20 remain before it."""

_ROW_GROUP: Final = 65_536
_EXACT: Final = {"value": "value_exact", "value_high": "value_high_exact"}


def write_parquet(readings: Iterable[Reading], out: BinaryIO, options: ExportOptions) -> None:  # noqa: ARG001 (one signature for all writers)
    """Write all readings as one table, group of rows by group of rows.

    No digit is lost: a value with more than 20 digits before the point or 18 behind it is rounded (null, if it is too
    large) in its column and stands in full as text in ``value_exact`` (``value_high_exact``), which is null otherwise.

    Raises:
        MissingExtraError: the extra ``parquet`` is not installed.

    Example:
        >>> from io import BytesIO
        >>> out = BytesIO()
        >>> write_parquet([], out, ExportOptions())
        >>> out.getvalue()[:4]
        b'PAR1'
    """
    arrow, parquet = require("pyarrow", extra="parquet"), require("pyarrow.parquet", extra="parquet")
    schema = _schema(arrow)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        batch: list[dict[str, Cell]] = []
        for reading in readings:
            for row in rows(reading):
                batch.append(_row(row))
                if len(batch) >= _ROW_GROUP:
                    writer.write_table(arrow.Table.from_pylist(batch, schema=schema))
                    batch = []
        if batch:
            writer.write_table(arrow.Table.from_pylist(batch, schema=schema))


def _schema(arrow: Any) -> Any:
    types = {
        "text": arrow.string(),
        "word": arrow.string(),
        "integer": arrow.int64(),
        "decimal": arrow.decimal128(PRECISION, SCALE),
    }
    named = [(column.name, types[column.form]) for column in COLUMNS]
    named += [(name, arrow.string()) for name in _EXACT.values()]
    about = labels()["column"]
    fields = [
        arrow.field(name, kind, metadata={"description": about[name]["about_en"], "说明": about[name]["about_zh"]})
        for name, kind in named
    ]
    return arrow.schema(fields, metadata={"duixian": version("duixian")})


def _row(row: dict[str, Cell]) -> dict[str, Cell]:
    for name, exact_name in _EXACT.items():
        exact = row[name]
        row[exact_name] = None
        if isinstance(exact, Decimal):
            stored = _stored(exact)
            row[name] = stored
            if stored != exact:
                row[exact_name] = plain_decimal(exact)
    return row


def _stored(value: Decimal) -> Decimal | None:
    """Round a value to the column's scale; ``None`` if it is too large for the column."""
    if value.adjusted() >= PRECISION - SCALE:
        return None
    rounded = Decimal(f"{value:.{SCALE}f}")
    return rounded if rounded.adjusted() < PRECISION - SCALE else None
