"""Lists of lines as json, csv and xlsx: exactly the rows and their order that the page shows, all pages of them.

In go rows and a format; out comes the file as an answer. Cells that a spreadsheet might run are disarmed.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from io import BytesIO, StringIO
from typing import Any, Final

import xlsxwriter
from django.db.models import QuerySet
from django.http import HttpResponse

from duixian.errors import Language
from duixian.exports.cells import neutralise
from duixian_web.ledger.showing import LineView, quoted, view_of

__all__ = ["FORMATS", "columns", "table"]

_MOST_ROWS: Final = 50_000
_MOST_CHARACTERS: Final = 32_767  # of a cell, by the format's specification
_WIDE: Final = frozenset({"clause", "machine_reasons", "result", "person_reason"})


def _done(name: str) -> Callable[[LineView], Any]:
    return lambda view: None if view.done is None else view.done.get(name)


_COLUMNS: Final[tuple[tuple[str, Callable[[LineView], Any]], ...]] = (
    ("id", lambda view: view.row.key),
    ("year", lambda view: view.row.year),
    ("clause", lambda view: view.row.clause),
    ("target", lambda view: view.row.target or None),
    ("indicator", lambda view: view.row.facts["indicator"] or None),
    ("due", lambda view: view.row.due or None),
    ("form", lambda view: view.row.form),
    ("topic", lambda view: view.row.topic or None),
    ("verdict", lambda view: view.row.shown_verdict),
    ("late", lambda view: view.row.shown_late),
    ("checked", lambda view: view.row.checked or "no"),
    ("person_deed", lambda view: None if view.standing is None else view.standing["deed"]),
    ("person_reason", lambda view: None if view.standing is None else view.standing["reason"] or None),
    ("person_at", lambda view: None if view.standing is None else view.standing["at"]),
    ("machine_verdict", lambda view: view.row.verdict),
    ("machine_reasons", lambda view: "; ".join(view.reasons)),
    ("result", lambda view: None if view.done is None else quoted(view.done)),
    ("result_year", _done("year")),
    ("result_document", _done("name")),
    ("result_sha256", _done("document")),
    ("result_start", _done("start")),
    ("result_end", _done("end")),
    ("changes", lambda view: "; ".join(f"{each['year']} {each['kind']}" for each in view.changes) or None),
    ("document", lambda view: view.said["name"]),
    ("section", lambda view: view.said["path"] or None),
    ("page", lambda view: view.said["page"]),
    ("sha256", lambda view: view.said["document"]),
    ("start", lambda view: view.said["start"]),
    ("end", lambda view: view.said["end"]),
)


def columns() -> tuple[str, ...]:
    """Return the names of the columns, in order."""
    return tuple(name for name, _ in _COLUMNS)


def table(rows: QuerySet[Any], kind: str, *, name: str, lang: Language) -> HttpResponse:
    """Return rows as a file.

    Args:
        rows: narrowed and ordered as the page shows them; at most the first 50,000 are written.
        kind: a key of :data:`FORMATS`.
        name: the file's name without its ending, ASCII.
        lang: language of reasons.
    """
    content_type, write = FORMATS[kind]
    views = (view_of(row, lang) for row in rows[:_MOST_ROWS].iterator(chunk_size=500))
    response = HttpResponse(write([get(view) for _, get in _COLUMNS] for view in views), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _json(rows: Iterable[list[Any]]) -> bytes:
    names = columns()
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _csv(rows: Iterable[list[Any]]) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns())
    writer.writerows([neutralise(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def _xlsx(rows: Iterable[list[Any]]) -> bytes:
    out = BytesIO()
    # A text stays a text, whatever it begins with: neither formula nor link is made of it.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("ledger")
        head, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        last = 0
        for at, column in enumerate(columns()):
            sheet.set_column(at, at, 60 if column in _WIDE else 14)
            sheet.write_string(0, at, column, head)
        for last, row in enumerate(rows, start=1):
            for at, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(last, at, value[:_MOST_CHARACTERS], wrapped)
                elif value is not None:
                    sheet.write(last, at, value, wrapped)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(columns()) - 1)
    return out.getvalue()


FORMATS: Final[dict[str, tuple[str, Callable[[Iterable[list[Any]]], bytes]]]] = {
    "json": ("application/json", _json),
    "csv": ("text/csv; charset=utf-8", _csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
}
"""Ending → content type and writer."""
