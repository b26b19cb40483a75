"""Figures as exports write them.

In goes a reading; out comes one row, record or table line a figure, in text order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from rich.table import Table
from rich.text import Text

from duixian.errors import Language
from duixian.exports.columns import Column, Row
from duixian.exports.labels import label
from duixian.exports.locator import Locator
from duixian.exports.nouns import Noun
from duixian.exports.overview import DOUBTFUL_BELOW, overview
from duixian.exports.table import shown, shown_value, titled_table
from duixian.model import Figure, Reading, Role

__all__ = ["FIGURES", "ROLE_STYLES"]

ROLE_STYLES: Final[dict[Role, str]] = {
    "actual": "bold",
    "estimate": "yellow",
    "target": "cyan",
    "reference": "dim",
}
"""The look of each role on a terminal."""

_COLUMNS: Final = (
    Column("document", "text", 28),
    Column("start", "integer", 8),
    Column("end", "integer", 8),
    Column("text", "text", 14),
    Column("value", "decimal", 18, exact=True),
    Column("value_high", "decimal", 12, exact=True),
    Column("unit", "text", 8),
    Column("bound", "word", 8),
    Column("kind", "word", 8),
    Column("indicator", "text", 32),
    Column("indicator_id", "text", 22),
    Column("of", "text", 12),
    Column("role", "word", 8),
    Column("period", "text", 12),
    Column("period_text", "text", 14),
    Column("scope", "text", 12),
    Column("scope_code", "text", 10),
    Column("confidence", "decimal", 8),
    Column("doubts", "text", 28),
    Column("sentence", "text", 60),
    Column("section", "text", 36),
    Column("page", "integer", 6),
)
_SHOWN: Final = ("indicator", "text", "value", "kind", "role", "period", "scope", "confidence")


def _rows(reading: Reading, lang: Language) -> Iterator[Row]:  # noqa: ARG001 (the data are the same in all languages)
    locator = Locator(reading.document)
    for figure in reading.figures:
        yield {
            "document": reading.document.name,
            "start": figure.span.start,
            "end": figure.span.end,
            "text": figure.text,
            "value": figure.value,
            "value_high": figure.high,
            "unit": figure.unit,
            "bound": figure.bound,
            "kind": figure.kind,
            "indicator": figure.indicator,
            "indicator_id": figure.indicator_id,
            "of": figure.of,
            "role": figure.role,
            "period": None if figure.period is None else str(figure.period),
            "period_text": figure.period_text,
            "scope": figure.scope,
            "scope_code": figure.scope_code,
            "confidence": figure.confidence,
            "doubts": "; ".join(f"{doubt.field}: {doubt.reason}" for doubt in figure.doubts) or None,
            "sentence": locator.sentence(figure.span, figure.sentence),
            "section": " / ".join(locator.headings(figure.span, figure.sentence)) or None,
            "page": locator.page(figure.span),
        }


def _records(reading: Reading, lang: Language) -> Iterator[dict[str, Any]]:  # noqa: ARG001 (as above)
    return (figure.record(reading.document.name) for figure in reading.figures)


def _tables(reading: Reading, lang: Language) -> Iterator[Table]:
    count = f"{len(reading.figures)} " + label("overview", "figures", lang).lower()
    table = titled_table(f"{reading.document.name}  ·  {count}")
    for name in _SHOWN:
        table.add_column(
            label("column", name, lang),
            justify="right" if name in {"value", "confidence"} else "left",
            overflow="fold",
            no_wrap=name in {"kind", "role", "confidence", "value"},
        )
    for figure in reading.figures:
        table.add_row(*_cells(figure, lang), style=ROLE_STYLES[figure.role])
    yield table


def _cells(figure: Figure, lang: Language) -> list[Text]:
    return [
        shown(figure.indicator or None),
        shown(figure.text),
        shown(shown_value(figure)),
        Text(label("kind", figure.kind, lang)),
        Text(label("role", figure.role, lang)),
        shown(None if figure.period is None else str(figure.period)),
        shown("" if figure.scope == "self" else figure.scope),
        Text(f"{figure.confidence:.2f}", style="red" if figure.confidence < DOUBTFUL_BELOW else ""),
    ]


FIGURES: Final[Noun[Reading]] = Noun(
    name="figures",
    columns=_COLUMNS,
    rows=_rows,
    records=_records,
    tables=_tables,
    overviews=lambda reading: iter((overview(reading),)),
)
"""The figures of readings."""
