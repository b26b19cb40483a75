"""Promises as exports write them.

In goes a reading; out comes one row, record or table line a promise, in text order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from rich.table import Table

from duixian.errors import Language
from duixian.exports.columns import Column, Row
from duixian.exports.labels import label
from duixian.exports.locator import Locator
from duixian.exports.nouns import Noun
from duixian.exports.overview import overview
from duixian.exports.table import shown, titled_table
from duixian.model import Promise, Reading

__all__ = ["PROMISES", "promise_words"]

_COLUMNS: Final = (
    Column("document", "text", 28),
    Column("start", "integer", 8),
    Column("end", "integer", 8),
    Column("text", "text", 24),
    Column("clause", "text", 48),
    Column("clause_start", "integer", 8),
    Column("clause_end", "integer", 8),
    Column("form", "word", 8, words="promise_form"),
    Column("origin", "word", 10, words="promise_origin"),
    Column("topic", "word", 14),
    Column("indicator", "text", 32),
    Column("indicator_id", "text", 22),
    Column("kind", "word", 8),
    Column("value", "decimal", 18, exact=True),
    Column("value_high", "decimal", 12, exact=True),
    Column("unit", "text", 8),
    Column("bound", "word", 8),
    Column("period", "text", 12),
    Column("due", "text", 12),
    Column("scope", "text", 12),
    Column("scope_code", "text", 10),
    Column("action", "text", 10),
    Column("object", "text", 32),
    Column("firmness", "word", 8),
    Column("firmness_text", "text", 10),
    Column("testability", "word", 10),
    Column("programme", "text", 48),
    Column("number", "integer", 6),
    Column("sentence", "text", 60),
    Column("section", "text", 36),
    Column("page", "integer", 6),
)
_SHOWN: Final = ("clause", "text", "indicator", "form", "due", "firmness", "testability", "topic")
_TIGHT: Final = frozenset({"form", "due", "firmness", "testability"})


def promise_words(promise: Promise, reading: Reading) -> str:
    """Return the words that commit, the whole clause, on one line.

    Example:
        >>> promise_words.__name__
        'promise_words'
    """
    return " ".join(promise.clause.of(reading.document.text).split())


def _rows(reading: Reading, lang: Language) -> Iterator[Row]:  # noqa: ARG001 (the data are the same in all languages)
    locator = Locator(reading.document)
    for promise in reading.promises:
        figure = promise.figure
        yield {
            "document": reading.document.name,
            "start": promise.span.start,
            "end": promise.span.end,
            "text": promise.text,
            "clause": locator.quoted(promise.span, promise.clause),
            "clause_start": promise.clause.start,
            "clause_end": promise.clause.end,
            "form": promise.form,
            "origin": promise.origin,
            "topic": promise.topic,
            "indicator": None if figure is None else figure.indicator,
            "indicator_id": None if figure is None else figure.indicator_id,
            "kind": None if figure is None else figure.kind,
            "value": None if figure is None else figure.value,
            "value_high": None if figure is None else figure.high,
            "unit": None if figure is None else figure.unit,
            "bound": None if figure is None else figure.bound,
            "period": None if promise.period is None else str(promise.period),
            "due": None if promise.due is None else str(promise.due),
            "scope": "self" if figure is None else figure.scope,
            "scope_code": None if figure is None else figure.scope_code,
            "action": promise.action,
            "object": promise.object,
            "firmness": promise.firmness,
            "firmness_text": promise.firmness_text,
            "testability": promise.testability,
            "programme": None if promise.programme is None else promise.programme.of(reading.document.text),
            "number": promise.number,
            "sentence": locator.sentence(promise.span, promise.sentence),
            "section": " / ".join(promise.headings) or None,
            "page": locator.page(promise.span),
        }


def _records(reading: Reading, lang: Language) -> Iterator[dict[str, Any]]:  # noqa: ARG001 (as above)
    return (promise.record(reading.document.name) for promise in reading.promises)


def _tables(reading: Reading, lang: Language) -> Iterator[Table]:
    count = f"{len(reading.promises)} " + label("sheet", "promises", lang).lower()
    table = titled_table(f"{reading.document.name}  ·  {count}")
    for name in _SHOWN:
        table.add_column(label("column", name, lang), overflow="fold", no_wrap=name in _TIGHT)
    for promise in reading.promises:
        table.add_row(
            shown(promise_words(promise, reading)),
            shown(promise.text if promise.form == "outcome" else None, "cyan"),
            shown(None if promise.figure is None else promise.figure.indicator),
            shown(label("promise_form", promise.form, lang)),
            shown(None if promise.due is None else str(promise.due)),
            shown(label("firmness", promise.firmness, lang)),
            shown(label("testability", promise.testability, lang)),
            shown(None if promise.topic is None else label("topic", promise.topic, lang)),
        )
    yield table


PROMISES: Final[Noun[Reading]] = Noun(
    name="promises",
    columns=_COLUMNS,
    rows=_rows,
    records=_records,
    tables=_tables,
    overviews=lambda reading: iter((overview(reading),)),
)
"""The promises of readings."""
