"""The panel as exports write it: places × years with targets, results, verdicts and sources.

In goes a drawn panel; out comes one row, record or table line a place, series and year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, repeat
from typing import Any, Final

from rich.table import Table
from rich.text import Text

from duixian.audit import derivation
from duixian.audit.claims import shown_range
from duixian.audit.panel_fill import PanelFill, fill_panel
from duixian.errors import Language
from duixian.exports.columns import Cell, Column, Row, plain_decimal
from duixian.exports.labels import label
from duixian.exports.ledger import VERDICT_STYLES
from duixian.exports.nouns import Noun
from duixian.exports.overview import Overview, overview
from duixian.exports.table import shown, shown_value, titled_table
from duixian.ledger.panel_absence import Absence
from duixian.ledger.panel_extract import Extract, PanelDocument, Statement, extract
from duixian.ledger.panel_series import Series
from duixian.ledger.panel_table import Failure, PanelRow, tabulate, unplaced
from duixian.ledger.reasons import reason_text
from duixian.model import Figure, Reading
from duixian.quantities import Interval

__all__ = ["DERIVED_PANEL", "PANEL", "DrawnPanel", "draw_panel", "panel_noun", "stated_ends"]

_COLUMNS: Final = (
    Column("place", "text", 16, label="panel_place"),
    Column("code", "text", 9),
    Column("indicator_id", "text", 22),
    Column("kind", "word", 8),
    Column("year", "integer", 7, label="panel_year"),
    Column("target", "decimal", 10, label="panel_target", exact=True),
    Column("target_low", "decimal", 10),
    Column("target_high", "decimal", 10),
    Column("target_bound", "word", 8, words="bound"),
    Column("target_unit", "text", 8),
    Column("target_missing", "word", 12, words="missing"),
    Column("result", "decimal", 10, label="panel_result", exact=True),
    Column("result_low", "decimal", 10),
    Column("result_high", "decimal", 10),
    Column("result_bound", "word", 8, words="bound"),
    Column("result_unit", "text", 8),
    Column("result_role", "word", 8, words="role"),
    Column("result_missing", "word", 12, words="missing"),
    Column("revisions", "text", 32, label="panel_revisions"),
    Column("target_changes", "text", 32),
    Column("verdict", "word", 10),
    Column("reasons", "text", 48),
    Column("target_document", "text", 28),
    Column("target_document_id", "text", 20),
    Column("target_year", "integer", 8),
    Column("target_start", "integer", 8),
    Column("target_end", "integer", 8),
    Column("target_text", "text", 14),
    Column("target_quote", "text", 60),
    Column("result_document", "text", 28),
    Column("result_document_id", "text", 20),
    Column("result_year", "integer", 8),
    Column("result_start", "integer", 8),
    Column("result_end", "integer", 8),
    Column("result_text", "text", 14),
    Column("result_quote", "text", 60),
    Column("place_from", "word", 10),
    Column("unreadable", "text", 28),
)
_DERIVED_COLUMNS: Final = (
    Column("derived_low", "decimal", 16),
    Column("derived_high", "decimal", 16),
    Column("derived_unit", "text", 8),
    Column("derived_from", "text", 80),
)
_SHOWN: Final = ("panel_year", "panel_target", "panel_result", "panel_revisions", "verdict", "reasons")


@dataclass(frozen=True, slots=True)
class DrawnPanel:
    """A panel with what it was drawn from.

    Args:
        series: what was asked for, in order.
        rows: one a place, series and year.
        documents: all documents that were read, by name.
        unplaced: those among them that stand in no row.
        failures: documents that could not be read.
        overviews: what each document holds, by name.
        fills: for each row what its missing result must have been, or ``None``; ``None`` where that was not asked for.
    """

    series: tuple[Series, ...]
    rows: tuple[PanelRow, ...]
    documents: tuple[PanelDocument, ...]
    unplaced: tuple[PanelDocument, ...]
    failures: tuple[Failure, ...]
    overviews: tuple[Overview, ...]
    fills: tuple[PanelFill | None, ...] | None = None


def draw_panel(
    readings: Iterable[Reading], series: Sequence[Series], failures: Iterable[Failure] = (), *, derived: bool = False
) -> DrawnPanel:
    """Draw a panel from readings, of which only one at a time is held, unless missing results are to be derived.

    Args:
        readings: in any order.
        series: what to tabulate.
        failures: documents that could not be read; asked for after the readings, so that a list may still be filling.
        derived: whether to derive missing results from what the documents state of other years.

    Example:
        >>> from duixian.reading import read_text
        >>> reading = read_text("云溪市政府工作报告。2024年,生产总值增长6%以上。")
        >>> drawn = draw_panel([reading], [Series("gdp", "growth")])
        >>> [row.year for row in drawn.rows], drawn.documents[0].place
        ([2023, 2024], '云溪市')
    """
    extracts: list[Extract] = []
    held: list[Reading] = []
    overviews: dict[str, Overview] = {}
    for reading in readings:
        extracts.append(extract(reading, series))
        if derived:
            held.append(reading)
        overviews[reading.document.id] = overview(reading)
    failed = tuple(failures)
    once = {each.document.id: each.document for each in extracts}
    rows = tabulate(extracts, series, failures=failed)
    return DrawnPanel(
        series=tuple(series),
        rows=rows,
        documents=tuple(sorted(once.values(), key=lambda each: (each.name, each.id))),
        unplaced=unplaced(extracts),
        failures=failed,
        overviews=tuple(sorted(overviews.values(), key=lambda each: (each.document, each.sha256))),
        fills=fill_panel(rows, held) if derived else None,
    )


def stated_ends(figure: Figure) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends that a statement sets: both for a number or a range, one for 以上 and 以内.

    A decline by at least 3 % (value -3, bound ``>=``) has only an upper end. A number with 左右 has both ends, as
    stated: what 左右 allows is the affair of the verdict.

    Example:
        >>> from duixian.reading import read_text
        >>> [stated_ends(each)[1] for each in read_text("增长6%以上,能耗下降3%以上。").figures]
        [None, Decimal('-3')]
    """
    if figure.high is not None:
        return min(figure.value, figure.high), max(figure.value, figure.high)
    low = high = figure.value
    declines = figure.kind in ("growth", "points") and figure.value < 0
    if figure.bound in (">", ">="):
        return (None, high) if declines else (low, None)
    if figure.bound in ("<", "<="):
        return (low, None) if declines else (None, high)
    return low, high


def _filled(drawn: DrawnPanel) -> Iterator[tuple[PanelRow, PanelFill | None]]:
    return zip(drawn.rows, drawn.fills or repeat(None, len(drawn.rows)), strict=True)


def _derived(fill: PanelFill | None, lang: Language) -> Row:
    if fill is None:
        return dict.fromkeys(column.name for column in _DERIVED_COLUMNS)
    ways = (derivation(each, lang=lang).replace("\n", "; ") for each in fill.derived)
    return {
        "derived_low": fill.value.low,
        "derived_high": fill.value.high,
        "derived_unit": fill.unit,
        "derived_from": " | ".join(ways),
    }


def _cells(row: PanelRow, lang: Language) -> Row:
    cells: Row = dict.fromkeys(column.name for column in _COLUMNS)
    cells |= {
        "place": row.place,
        "code": row.code,
        "indicator_id": row.series.indicator_id,
        "kind": row.series.kind,
        "year": row.year,
        "target_missing": row.target_missing,
        "result_missing": row.result_missing,
        "revisions": _listed(row.revisions),
        "target_changes": _listed(row.target_changes),
        "verdict": None if row.judgement is None else row.judgement.verdict,
        "reasons": "; ".join(_reasons(row, lang)) or None,
        "place_from": _place_from(row),
        "unreadable": "; ".join(each.name for each in row.failures) or None,
    }
    if row.target is not None:
        cells |= _stated("target", row.target)
    elif row.absence is not None:
        # The place where the document says that it sets no number.
        cells |= _silent(*row.absence)
    if row.result is not None:
        cells |= _stated("result", row.result) | {"result_role": row.result.figure.role}
    return cells


def _stated(side: str, statement: Statement) -> Row:
    figure, document = statement.figure, statement.document
    low, high = stated_ends(figure)
    cells: dict[str, Cell] = {
        "": figure.value,
        "_low": low,
        "_high": high,
        "_bound": figure.bound,
        "_unit": figure.unit,
        "_document": document.name,
        "_document_id": document.id,
        "_year": document.year,
        "_start": figure.span.start,
        "_end": figure.span.end,
        "_text": figure.text,
        "_quote": " ".join(statement.quote.split()),
    }
    return {side + name: cell for name, cell in cells.items()}


def _silent(document: PanelDocument, absence: Absence) -> Row:
    return {
        "target_document": document.name,
        "target_document_id": document.id,
        "target_year": document.year,
        "target_start": absence.span.start,
        "target_end": absence.span.end,
        "target_text": absence.text,
        "target_quote": absence.text,
    }


def _listed(statements: Sequence[Statement]) -> str | None:
    """Return other values with their sources in one cell: ``6.1 (2021-report.md)``, a range with –."""
    said = []
    for each in statements:
        high = "" if each.figure.high is None else "–" + plain_decimal(each.figure.high)
        said.append(f"{plain_decimal(each.figure.value)}{high} ({each.document.year}: {each.document.name})")
    return "; ".join(said) or None


def _reasons(row: PanelRow, lang: Language) -> list[str]:
    return [] if row.judgement is None else [reason_text(reason, lang) for reason in row.judgement.reasons]


def _place_from(row: PanelRow) -> str | None:
    documents = [each.document for each in (row.target, row.result) if each is not None]
    documents += [] if row.absence is None else [row.absence[0]]
    told = {each.place_from for each in documents} or ({"name"} if row.failures else set())
    return "name" if "name" in told else "text" if told else None


def _rows(drawn: DrawnPanel, lang: Language) -> Iterator[Row]:
    if drawn.fills is None:
        return (_cells(row, lang) for row in drawn.rows)
    return (_cells(row, lang) | _derived(fill, lang) for row, fill in _filled(drawn))


def _records(drawn: DrawnPanel, lang: Language) -> Iterator[dict[str, Any]]:
    for row, fill in _filled(drawn):
        cells = _cells(row, lang)
        record: dict[str, Any] = {
            name: _number(cell) if isinstance(cell, Decimal) else cell for name, cell in cells.items()
        } | {
            "revisions": [_record(each) for each in row.revisions],
            "target_changes": [_record(each) for each in row.target_changes],
            "reasons": _reasons(row, lang),
            "unreadable": [each.name for each in row.failures],
        }
        if drawn.fills is not None:
            low, high = (None, None) if fill is None else fill.value.record()
            ways = () if fill is None else fill.derived
            record |= {
                "derived_low": low,
                "derived_high": high,
                "derived_unit": None if fill is None else fill.unit,
                "derived_from": [each.record(derivation=derivation(each, lang=lang)) for each in ways],
            }
        yield record


def _record(statement: Statement) -> dict[str, Any]:
    return statement.figure.record(statement.document.name) | {
        "document_id": statement.document.id,
        "document_year": statement.document.year,
        "quote": statement.quote,
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _tables(drawn: DrawnPanel, lang: Language) -> Iterator[Table]:
    for (place, series), rows in groupby(_filled(drawn), key=lambda each: (each[0].place, each[0].series)):
        name = series.indicator.zh if lang == "zh" else series.indicator.en
        table = titled_table(f"{place}  ·  {name} ({label('kind', series.kind, lang)})")
        for key in _SHOWN:
            table.add_column(label("column", key, lang), overflow="fold", no_wrap=key in ("panel_year", "verdict"))
        if drawn.fills is not None:
            table.add_column(label("column", "derived_value", lang), overflow="fold")
        for row, fill in rows:
            verdict = None if row.judgement is None else row.judgement.verdict
            last = () if drawn.fills is None else (shown(None if fill is None else _range(fill), "italic"),)
            table.add_row(
                Text(str(row.year)),
                _value(row.target, row.target_missing, lang),
                _value(row.result, row.result_missing, lang),
                shown(_listed(row.revisions)) if row.revisions else Text(""),
                Text("") if verdict is None else Text(label("verdict", verdict, lang), style=VERDICT_STYLES[verdict]),
                shown("; ".join(_reasons(row, lang))),
                *last,
            )
        yield table


def _range(fill: PanelFill) -> str:
    return shown_range(Interval(fill.value.low, fill.value.high), fill.unit)


def _value(statement: Statement | None, missing: str | None, lang: Language) -> Text:
    if statement is None:
        return Text(label("missing", missing or "not_stated", lang), style="dim")
    return shown(shown_value(statement.figure))


PANEL: Final[Noun[DrawnPanel]] = Noun(
    name="panel",
    columns=_COLUMNS,
    rows=_rows,
    records=_records,
    tables=_tables,
    overviews=lambda drawn: iter(drawn.overviews),
)
"""Panels."""

DERIVED_PANEL: Final = replace(
    PANEL,
    columns=tuple(
        column for each in _COLUMNS for column in (each, *(_DERIVED_COLUMNS if each.name == "result_missing" else ()))
    ),
)
"""Panels with columns for what missing results must have been."""


def panel_noun(drawn: DrawnPanel) -> Noun[DrawnPanel]:
    """Return what writes a panel: with derived columns if it was drawn so.

    Example:
        >>> "derived_low" in {column.name for column in panel_noun(draw_panel([], [], derived=True)).columns}
        True
    """
    return PANEL if drawn.fills is None else DERIVED_PANEL
