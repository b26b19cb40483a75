"""Reconstructed series as exports write them: stated, derived and aimed-at values apart, each with its source.

In go the series of places with the readings they were made of; out comes one row a value, one record or table line a
year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from rich.table import Table
from rich.text import Text

from duixian.audit import derivation
from duixian.audit.claims import shown_range
from duixian.audit.series import PlaceSeries, SeriesPoint, StatedValue
from duixian.errors import Language
from duixian.exports.audit import FINDING_SIGNS, FINDING_STYLES
from duixian.exports.columns import Column, Row
from duixian.exports.labels import label
from duixian.exports.locator import Locator
from duixian.exports.nouns import Noun
from duixian.exports.overview import overview
from duixian.exports.table import shown, titled_table
from duixian.figures.meaning import meaning
from duixian.model import Derived, Document, FigureKind, Reading
from duixian.quantities import Interval

__all__ = ["SERIES", "DrawnSeries", "series_title"]

_COLUMNS: Final = (
    Column("place", "text", 14, label="panel_place"),
    Column("code", "text", 9),
    Column("indicator_id", "text", 24),
    Column("kind", "word", 8),
    Column("year", "integer", 7, label="series_year"),
    Column("form", "word", 8, words="series_form", label="series_form"),
    Column("value", "decimal", 16, exact=True, label="series_value"),
    Column("low", "decimal", 16, label="series_low"),
    Column("high", "decimal", 16, label="series_high"),
    Column("bound", "word", 8),
    Column("unit", "text", 8),
    Column("role", "word", 8),
    Column("told", "integer", 8),
    Column("telling", "word", 10),
    Column("verdict", "word", 8, words="finding", label="series_verdict"),
    Column("derivation", "text", 80, label="series_derivation"),
    Column("document", "text", 28, label="series_document"),
    Column("document_id", "text", 20, label="series_document_id"),
    Column("start", "integer", 8),
    Column("end", "integer", 8),
    Column("text", "text", 14),
    Column("sentence", "text", 52),
    Column("spots", "text", 40, label="finding_spots"),
)


@dataclass(frozen=True)
class DrawnSeries:
    """Series of places, with what exports need beside them.

    Args:
        series: in the order in which they are written.
        readings: all documents that were read for them.
    """

    series: tuple[PlaceSeries, ...]
    readings: tuple[Reading, ...]

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {each.document.id: each.document for each in self.readings}

    def document(self, id: str) -> Document:  # noqa: A002 (the word of the model)
        """Return the document of an id.

        Raises:
            KeyError: no such document was read.
        """
        return self._documents[id]


def series_title(found: PlaceSeries, unit: str | None, lang: Language) -> str:
    """Return what a table or chart of a series is called.

    Example:
        >>> from duixian.ledger.panel_series import Series
        >>> series_title(PlaceSeries("沈阳市", "210100", Series("gdp", "growth"), (), True, ()), "%", "zh")
        '沈阳市  ·  地区生产总值 (增速, %)'
    """
    entry, kind = found.series.indicator, label("kind", found.series.kind, lang)
    name = entry.zh if lang == "zh" else entry.en
    return f"{found.place or '—'}  ·  {name} ({kind}{', ' + unit if unit else ''})"


def _rows(drawn: DrawnSeries, lang: Language) -> Iterator[Row]:
    locators: dict[str, Locator] = {}
    for found in drawn.series:
        for point in found.points:
            for each in point.stated:
                yield _blank(point, "stated") | _stated(drawn, locators, each, point.series.kind, lang)
            for way in point.derived:
                yield _blank(point, "derived") | _derived(way, lang)
            for each in point.targets:
                yield _blank(point, "target") | _stated(drawn, locators, each, point.series.kind, lang)


def _blank(point: SeriesPoint, form: str) -> Row:
    return dict.fromkeys(column.name for column in _COLUMNS) | {
        "place": point.place,
        "code": point.code,
        "indicator_id": point.series.indicator_id,
        "kind": point.series.kind,
        "year": point.year,
        "unit": point.unit,
        "form": form,
    }


def _stated(
    drawn: DrawnSeries, locators: dict[str, Locator], value: StatedValue, kind: FigureKind, lang: Language
) -> Row:
    if value.document not in locators:
        locators[value.document] = Locator(drawn.document(value.document))
    figure, limits = value.figure, meaning(value.figure)
    derivations = (derivation(each, lang=lang) for each in value.against)
    return {
        "value": figure.value,
        "low": limits.low,
        "high": limits.high,
        "bound": figure.bound,
        "unit": figure.unit,
        "kind": kind,
        "role": figure.role,
        "told": value.told,
        "telling": value.telling,
        "verdict": value.verdict,
        "derivation": " | ".join(each.replace("\n", "; ") for each in derivations) or None,
        "document": value.name,
        "document_id": value.document,
        "start": figure.span.start,
        "end": figure.span.end,
        "text": figure.text,
        "sentence": locators[value.document].sentence(figure.span, figure.sentence),
    }


def _derived(way: Derived, lang: Language) -> Row:
    return {
        "low": way.value.low,
        "high": way.value.high,
        "derivation": derivation(way, lang=lang).replace("\n", "; "),
        "spots": "; ".join(f"{each.name}:{each.figure.span.start}-{each.figure.span.end}" for each in way.figures),
    }


def _records(drawn: DrawnSeries, lang: Language) -> Iterator[dict[str, Any]]:
    for found in drawn.series:
        for point in found.points:
            implied = point.implied
            yield {
                "place": point.place,
                "code": point.code,
                "indicator_id": point.series.indicator_id,
                "kind": point.series.kind,
                "unit": point.unit,
                "year": point.year,
                "stated": [_record(each, lang) for each in point.stated],
                "derived": [each.record(derivation=derivation(each, lang=lang)) for each in point.derived],
                "implied": None if implied is None else implied.record(),
                "targets": [_record(each, lang) for each in point.targets],
            }


def _record(value: StatedValue, lang: Language) -> dict[str, Any]:
    findings = [each.record(derivation=derivation(each, lang=lang)) for each in value.against]
    return value.figure.record(value.name) | {
        "document_id": value.document,
        "told": value.told,
        "telling": value.telling,
        "verdict": value.verdict,
        "against": findings,
    }


def _tables(drawn: DrawnSeries, lang: Language) -> Iterator[Table]:
    for found in drawn.series:
        for unit, points in groupby(found.points, key=lambda point: point.unit):
            table = titled_table(series_title(found, unit, lang))
            for name in ("series_year", "series_stated", "derived_value", "series_target", "series_verdict"):
                table.add_column(label("column", name, lang), overflow="fold")
            for point in points:
                if point.stated or point.derived or point.targets:
                    table.add_row(
                        Text(str(point.year)),
                        _listed(point.stated, lang),
                        Text("\n").join(shown(_range(each), "italic") for each in point.derived),
                        _listed(point.targets, lang),
                        _marks(point, lang),
                    )
            yield table


def _listed(values: tuple[StatedValue, ...], lang: Language) -> Text:
    lines = []
    for each in values:
        if each.telling != "repeated":
            words = [] if each.telling == "first" else [label("telling", each.telling, lang)]
            words += [label("role", "estimate", lang)] if each.figure.role == "estimate" else []
            told = " ".join(str(part) for part in (each.told, *words) if part is not None)
            lines.append(shown(f"{each.figure.text} ({told})" if told else each.figure.text))
    return Text("\n").join(lines)


def _marks(point: SeriesPoint, lang: Language) -> Text:
    found = [(each.figure.text, each.verdict) for each in point.contradicting if each.verdict is not None]
    lines = [
        shown(f"{FINDING_SIGNS[verdict]} {label('finding', verdict, lang)} {text}", FINDING_STYLES[verdict])
        for text, verdict in dict.fromkeys(found)
    ]
    return Text("\n").join(lines)


def _range(way: Derived) -> str:
    return shown_range(Interval(way.value.low, way.value.high), way.unit)


SERIES: Final[Noun[DrawnSeries]] = Noun(
    name="series",
    columns=_COLUMNS,
    rows=_rows,
    records=_records,
    tables=_tables,
    overviews=lambda drawn: (overview(each) for each in drawn.readings),
)
"""Reconstructed series."""
