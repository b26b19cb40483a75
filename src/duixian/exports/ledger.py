"""The ledger as exports write it: promises beside results, with verdicts and their reasons.

In goes a ledger; out comes one row, record or table line a promise, in the ledger's order.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from rich.table import Table
from rich.text import Text

from duixian.errors import Language
from duixian.exports.columns import Cell, Column, Row, plain_decimal
from duixian.exports.labels import label
from duixian.exports.locator import Locator
from duixian.exports.nouns import Noun
from duixian.exports.overview import overview
from duixian.exports.table import shown, titled_table
from duixian.ledger.build import Ledger
from duixian.ledger.reasons import reason_text
from duixian.model import Change, LedgerLine, Observation, Pace, Reason, Result, Verdict

__all__ = ["LEDGER", "VERDICT_STYLES", "change_words", "ledger_records", "ledger_rows"]

VERDICT_STYLES: Final[dict[Verdict, str]] = {
    "met": "green",
    "partly": "yellow",
    "missed": "bold red",
    "open": "cyan",
    "unreported": "magenta",
    "undecidable": "dim",
}
"""The look of each verdict on a terminal."""

_COLUMNS: Final = (
    Column("year", "integer", 7),
    Column("place", "text", 14),
    Column("code", "text", 9),
    Column("clause", "text", 52),
    Column("indicator", "text", 26),
    Column("target", "text", 16),
    Column("due", "text", 11),
    Column("firmness", "word", 8),
    Column("form", "word", 7, words="promise_form"),
    Column("topic", "word", 14),
    Column("verdict", "word", 10),
    Column("late", "flag", 6),
    Column("reasons", "text", 60),
    Column("result", "text", 28),
    Column("result_sentence", "text", 60),
    Column("result_document", "text", 26),
    Column("result_year", "integer", 9),
    Column("result_form", "word", 9),
    Column("score", "decimal", 7),
    Column("revisions", "integer", 9),
    Column("changes", "text", 44),
    Column("pace", "word", 10),
    Column("document", "text", 26),
    Column("section", "text", 36),
    Column("page", "integer", 6),
    Column("testability", "word", 10),
    Column("origin", "word", 9, words="promise_origin"),
    Column("indicator_id", "text", 22),
    Column("kind", "word", 8),
    Column("value", "decimal", 18, exact=True),
    Column("value_high", "decimal", 12, exact=True),
    Column("unit", "text", 8),
    Column("bound", "word", 8),
    Column("period", "text", 11),
    Column("scope", "text", 12),
    Column("result_value", "decimal", 18, exact=True),
    Column("result_value_high", "decimal", 12, exact=True),
    Column("result_unit", "text", 8),
    Column("result_bound", "word", 8, words="bound"),
    Column("result_period", "text", 11),
    Column("start", "integer", 8),
    Column("end", "integer", 8),
    Column("clause_start", "integer", 8),
    Column("clause_end", "integer", 8),
    Column("result_start", "integer", 8),
    Column("result_end", "integer", 8),
    Column("id", "text", 30),
)
_SHOWN: Final = ("clause", "target", "due", "verdict", "result", "reasons")
_TIGHT: Final = frozenset({"due", "verdict"})


def ledger_rows(ledger: Ledger, lang: Language = "zh") -> Iterator[Row]:
    """Yield one row a promise; reasons and changes in the language asked for.

    Example:
        >>> list(ledger_rows(Ledger((), ())))
        []
    """
    locators: dict[str, Locator] = {}
    for line in ledger.lines:
        for document in (line.document, *(result.document for result in line.results)):
            if document not in locators:
                locators[document] = Locator(ledger.document(document))
        yield _promise_cells(line, locators[line.document]) | _result_cells(line, ledger, locators, lang)


def _promise_cells(line: LedgerLine, locator: Locator) -> Row:
    promise, figure = line.promise, line.promise.figure
    return {
        "year": line.year,
        "place": line.place,
        "code": line.code,
        "clause": locator.quoted(promise.span, promise.clause),
        "indicator": None if figure is None else figure.indicator,
        "target": None if figure is None else figure.text,
        "due": None if promise.due is None else str(promise.due),
        "firmness": promise.firmness,
        "form": promise.form,
        "topic": promise.topic,
        "verdict": line.judgement.verdict,
        "late": line.judgement.late,
        "document": line.name,
        "section": " / ".join(promise.headings) or None,
        "page": locator.page(promise.span),
        "testability": promise.testability,
        "origin": promise.origin,
        "indicator_id": None if figure is None else figure.indicator_id,
        "kind": None if figure is None else figure.kind,
        "value": None if figure is None else figure.value,
        "value_high": None if figure is None else figure.high,
        "unit": None if figure is None else figure.unit,
        "bound": None if figure is None else figure.bound,
        "period": None if promise.period is None else str(promise.period),
        "scope": "self" if figure is None else figure.scope,
        "start": promise.span.start,
        "end": promise.span.end,
        "clause_start": promise.clause.start,
        "clause_end": promise.clause.end,
        "id": line.id,
    }


def _result_cells(line: LedgerLine, ledger: Ledger, locators: dict[str, Locator], lang: Language) -> Row:
    cells: Row = {
        "reasons": _joined(line.judgement.reasons, lang),
        "revisions": max(len(line.results) - 1, 0),
        "changes": "; ".join(change_words(change, ledger, lang) for change in line.changes) or None,
        "pace": None if line.pace is None else line.pace.pace,
    }
    result = line.result
    figure = None if result is None else result.figure
    found: dict[str, Cell] = dict.fromkeys(
        column.name for column in _COLUMNS if column.name.startswith("result") or column.name == "score"
    )
    if result is not None:
        found |= {
            "result": result.text,
            "result_sentence": locators[result.document].quoted(result.span, result.sentence),
            "result_document": ledger.document(result.document).name,
            "result_year": result.year,
            "result_form": result.form,
            "result_start": result.span.start,
            "result_end": result.span.end,
            "score": result.score,
        }
    if figure is not None:
        found |= {
            "result_value": figure.value,
            "result_value_high": figure.high,
            "result_unit": figure.unit,
            "result_bound": figure.bound,
            "result_period": None if figure.period is None else str(figure.period),
        }
    return cells | found


def _joined(reasons: tuple[Reason, ...], lang: Language) -> str | None:
    return "; ".join(reason_text(reason, lang) for reason in reasons) or None


def change_words(change: Change, ledger: Ledger, lang: Language) -> str:
    """Return what became of a promise in a later document, with that document and the reasons.

    Example:
        >>> change_words.__name__
        'change_words'
    """
    said = f"{change.year} {label('change', change.kind, lang)}({ledger.document(change.document).name})"
    reasons = _joined(change.reasons, lang)
    return said if reasons is None else f"{said}: {reasons}"


def ledger_records(ledger: Ledger, lang: Language = "zh") -> Iterator[dict[str, Any]]:
    """Yield the JSON form of each line: promise, result, verdict, reasons, score, changes, pace and revisions.

    Example:
        >>> list(ledger_records(Ledger((), ())))
        []
    """
    for line in ledger.lines:
        yield {
            "id": line.id,
            "place": line.place,
            "code": line.code,
            "year": line.year,
            "promise": line.promise.record(line.name),
            "result": None if line.result is None else _result_record(line.result, ledger),
            "verdict": line.judgement.verdict,
            "late": line.judgement.late,
            "reasons": [reason_text(reason, lang) for reason in line.judgement.reasons],
            "rule": line.judgement.rule,
            "score": None if line.result is None else _number(line.result.score),
            "revisions": [_result_record(result, ledger) for result in line.results[1:]],
            "changes": [_change_record(change, ledger, lang) for change in line.changes],
            "pace": None if line.pace is None else _pace_record(line.pace, ledger, lang),
        }


def _result_record(result: Result, ledger: Ledger) -> dict[str, Any]:
    name = ledger.document(result.document).name
    if result.figure is not None:
        record = result.figure.record(name)
    else:
        record = {"document": name, "start": result.span.start, "end": result.span.end, "text": result.text}
        record |= dict.fromkeys(("value", "unit", "bound", "kind", "indicator", "indicator_id", "period", "scope"))
    sentence = [result.sentence.start, result.sentence.end]
    return record | {"form": result.form, "year": result.year, "score": _number(result.score), "sentence": sentence}


def _change_record(change: Change, ledger: Ledger, lang: Language) -> dict[str, Any]:
    name = ledger.document(change.document).name
    return {
        "kind": change.kind,
        "document": name,
        "year": change.year,
        "promise": None if change.promise is None else change.promise.record(name),
        "reasons": [reason_text(reason, lang) for reason in change.reasons],
    }


def _pace_record(pace: Pace, ledger: Ledger, lang: Language) -> dict[str, Any]:
    def stated(observation: Observation | None) -> dict[str, Any] | None:
        if observation is None:
            return None
        return observation.figure.record(ledger.document(observation.document).name)

    return {
        "pace": pace.pace,
        "year": pace.year,
        "time_share": None if pace.time_share is None else _number(pace.time_share),
        "way_share": None if pace.way_share is None else [_number(end) for end in pace.way_share],
        "needed": None if pace.needed is None else _number(pace.needed),
        "base": stated(pace.base),
        "current": stated(pace.current),
        "reasons": [reason_text(reason, lang) for reason in pace.reasons],
    }


def _number(value: Decimal) -> int | float:
    """Render a decimal for JSON, whole ones as integers."""
    return int(value) if value == value.to_integral_value() else float(plain_decimal(value))


def _tables(ledger: Ledger, lang: Language) -> Iterator[Table]:
    for (place, year), lines in groupby(ledger.lines, key=lambda line: (line.place, line.year)):
        found = list(lines)
        words = label("sheet", "promises", lang).lower()
        title = " ".join(part for part in (place, None if year is None else str(year)) if part) or found[0].name
        table = titled_table(f"{title}  ·  {len(found)} {words}")
        for name in _SHOWN:
            table.add_column(label("column", name, lang), overflow="fold", no_wrap=name in _TIGHT)
        for line in found:
            table.add_row(*_cells(line, ledger, lang))
        yield table


def _cells(line: LedgerLine, ledger: Ledger, lang: Language) -> list[Text]:
    promise, judgement = line.promise, line.judgement
    late = f" · {label('column', 'late', lang)}" if judgement.late else ""
    return [
        shown(promise.clause.of(ledger.document(line.document).text)),
        shown(promise.figure.text if promise.form == "outcome" and promise.figure is not None else None),
        shown(None if promise.due is None else str(promise.due)),
        shown(label("verdict", judgement.verdict, lang) + late, VERDICT_STYLES[judgement.verdict]),
        shown(None if line.result is None else line.result.text),
        shown(_joined(judgement.reasons, lang)),
    ]


LEDGER: Final[Noun[Ledger]] = Noun(
    name="ledger",
    columns=_COLUMNS,
    rows=ledger_rows,
    records=ledger_records,
    tables=_tables,
    overviews=lambda ledger: (overview(each) for dossier in ledger.dossiers for each in dossier.readings),
)
"""The promises of a set of documents beside what came of them."""
