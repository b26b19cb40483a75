"""Compare a panel of yearly growth targets and results with a table read by hand.

In go a table (one JSON object a line: ``place year target target_bound actual actual_bound``, where ``actual`` is what
the year's report says of the year before) and a panel as ``duixian panel --indicator gdp`` writes it to csv, or the
folder of reports to draw it from; out comes which share of the table the panel holds.

    duixian panel REPORTS --indicator gdp -o PANEL.csv
    python -m benchmarks.gdp_targets TABLE.jsonl PANEL.csv [--errors] [--write MADE.jsonl]
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Literal

from rich.console import Console
from rich.progress import track

from duixian.batch import find_sources, read_many
from duixian.exports import ExportOptions
from duixian.exports.csv import write_csv
from duixian.exports.panel import PANEL, draw_panel
from duixian.ledger.panel_series import parse_series
from duixian.places import resolve

__all__ = ["Cell", "Made", "Outcome", "judge", "main", "panel_of", "rebuild", "rebuild_table", "summary"]

INDICATOR: Final = "gdp:growth"

Field = Literal["target", "actual"]
Outcome = Literal["right", "right value, other bound", "wrong value", "not read", "rightly none"]
"""How a cell of the panel stands beside the same cell of the hand-made table."""

_COLUMN: Final[Mapping[Field, str]] = {"target": "target", "actual": "result"}


@dataclass(frozen=True, slots=True)
class Made:
    """A value of the panel.

    Args:
        values: one, or the two ends of a range.
        bound: how it is limited.
        quote: the words it was read from.
    """

    values: tuple[Decimal, ...]
    bound: str
    quote: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of the hand-made table with what the panel says.

    Args:
        place: the reporting place.
        year: the report's year.
        field: ``target`` or ``actual``.
        stated: the values read by hand: none, one, or the two ends of a range.
        bound: the bound read by hand.
        quote: the words read by hand.
        made: the panel's value, or ``None``.
        missing: the panel's reason for having none.
    """

    place: str
    year: int
    field: Field
    stated: tuple[Decimal, ...]
    bound: str | None
    quote: str
    made: Made | None
    missing: str = ""

    @property
    def outcome(self) -> Outcome:
        """How the panel's value stands beside what is stated."""
        return judge(self.stated, self.bound, self.made)


def judge(stated: tuple[Decimal, ...], bound: str | None, made: Made | None) -> Outcome:
    """Compare a value of the panel with the value read by hand.

    Args:
        stated: no value, one, or the two ends of a range.
        bound: its bound; ``>`` and ``>=`` are one, as are ``<`` and ``<=``.
        made: the panel's value.
    """
    if made is None:
        return "not read" if stated else "rightly none"
    if made.values != stated:
        return "wrong value"
    return "right" if _bound(made.bound) == _bound(bound) else "right value, other bound"


def rebuild(table: Iterable[Mapping[str, Any]], panel: Iterable[Mapping[str, str]]) -> list[Cell]:
    """Set each row of a table beside the panel: its target, and the result of the year before.

    Args:
        table: rows of the hand-made table.
        panel: rows of the panel as csv has them.
    """
    rows = {
        (row["code"] or row["place"], int(row["year"])): row
        for row in panel
        if f"{row['indicator_id']}:{row['kind']}" == INDICATOR
    }
    cells: list[Cell] = []
    for row in table:
        place, year = row["place"], int(row["year"])
        division = resolve(place)
        key = place if division is None else division.code
        cells += [_cell(row, "target", rows.get((key, year))), _cell(row, "actual", rows.get((key, year - 1)))]
    return cells


def _cell(row: Mapping[str, Any], field: Field, found: Mapping[str, str] | None) -> Cell:
    value = row[field]
    values = [] if value is None else value if isinstance(value, list) else [value]
    stated = tuple(Decimal(str(end)) for end in values)
    quote = row.get(f"{field}_quote") or ""
    made = None if found is None else _made(found, _COLUMN[field])
    missing = "no such row" if found is None else found[f"{_COLUMN[field]}_missing"]
    return Cell(row["place"], int(row["year"]), field, stated, row.get(f"{field}_bound"), quote, made, missing)


def _made(found: Mapping[str, str], column: str) -> Made | None:
    if not found[column]:
        return None
    bound = found[f"{column}_bound"]
    names = (f"{column}_low", f"{column}_high") if bound == "range" else (column,)
    return Made(tuple(Decimal(found[name]) for name in names), bound, found[f"{column}_quote"])


def summary(cells: Sequence[Cell]) -> dict[str, dict[str, float | int]]:
    """Count the outcomes of targets and results and their shares of the values stated.

    Returns:
        For ``target``, ``actual`` and ``all``: ``stated``, ``right``, ``right_value``, ``not_read`` and ``wrong``
        (counts), ``right_share`` and ``right_value_share`` (of those stated), ``wrong_share`` (of those made).
    """
    groups = {name: [cell for cell in cells if cell.field == name] for name in ("target", "actual")}
    return {name: _counts(group) for name, group in (*groups.items(), ("all", list(cells)))}


def _counts(cells: Sequence[Cell]) -> dict[str, float | int]:
    outcomes = Counter(cell.outcome for cell in cells)
    stated = sum(bool(cell.stated) for cell in cells)
    made = sum(cell.made is not None for cell in cells)
    right = outcomes["right"]
    right_value = right + outcomes["right value, other bound"]
    wrong = outcomes["wrong value"]
    return {
        "stated": stated,
        "right": right,
        "right_value": right_value,
        "not_read": outcomes["not read"],
        "wrong": wrong,
        "right_share": right / stated if stated else 1.0,
        "right_value_share": right_value / stated if stated else 1.0,
        "wrong_share": wrong / made if made else 0.0,
    }


def _bound(bound: str | None) -> str:
    return {">": ">=", "<": "<="}.get(bound or "=", bound or "=")


def panel_of(path: Path, *, places: Iterable[str]) -> list[dict[str, str]]:
    """Return the rows of a panel: of a csv file, or drawn from a folder of reports.

    Args:
        path: the file or folder.
        places: of a folder, only the documents whose names begin with one of them are read.
    """
    if not path.is_dir():
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    wanted = tuple(f"{place}-" for place in places)
    sources = [source for source in find_sources([path]) if source.name.startswith(wanted)]
    outcomes = track(
        read_many(sources),
        description="growth table",
        total=len(sources),
        console=Console(stderr=True),
        transient=True,
    )
    readings = (outcome.reading for outcome in outcomes if outcome.reading is not None)
    out = io.BytesIO()
    write_csv(PANEL, [draw_panel(readings, [parse_series(INDICATOR)])], out, ExportOptions(bom=False))
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8"))))


def rebuild_table(table: Path, panel: Path) -> list[Cell]:
    """Set a table's rows beside a panel, or beside the panel of a folder of reports."""
    rows = [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines() if line.strip()]
    return rebuild(rows, panel_of(panel, places={row["place"] for row in rows}))


def _made_rows(cells: Iterable[Cell]) -> Iterator[str]:
    """Write the table that was made, one row a line, in the fields of the hand-made one."""
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for cell in cells:
        row = rows.setdefault((cell.place, cell.year), {"place": cell.place, "year": cell.year})
        values = [] if cell.made is None else [float(value) for value in cell.made.values]
        row[cell.field] = values[0] if len(values) == 1 else values or None
        row[f"{cell.field}_bound"] = None if cell.made is None else cell.made.bound
        row[f"{cell.field}_quote"] = None if cell.made is None else cell.made.quote
    return (json.dumps(row, ensure_ascii=False) for row in rows.values())


def _explain(cell: Cell) -> str:
    stated = "–".join(map(str, cell.stated)) or "nothing"
    said = f"{cell.outcome}: {cell.place} {cell.year} {cell.field}: stated {stated} {cell.bound or ''} ({cell.quote})"
    if cell.made is None:
        return f"{said}\n    {cell.missing}"
    return f"{said}\n    made {'–'.join(map(str, cell.made.values))} {cell.made.bound}: …{cell.made.quote}…"


def main(arguments: Sequence[str] | None = None) -> int:
    """Set the table beside the panel and print how much of it was reproduced."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("table", type=Path, help="the hand-made table (.jsonl)")
    parser.add_argument(
        "panel", type=Path, help="a panel (.csv), or the folder of PLACE-YEAR-report.md to draw it from"
    )
    parser.add_argument("--errors", action="store_true", help="also print the cells that differ")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the table that was made")
    given = parser.parse_args(arguments)
    cells = rebuild_table(given.table, given.panel)
    if given.errors:
        for cell in cells:
            if cell.outcome not in ("right", "rightly none"):
                print(_explain(cell))
    if given.write:
        given.write.write_text("\n".join(_made_rows(cells)) + "\n", encoding="utf-8")
    for name, counts in summary(cells).items():
        print(
            f"{name:7} stated {counts['stated']:4}  reproduced {counts['right_value_share']:6.1%} "
            f"(with bound {counts['right_share']:6.1%})  not read {counts['not_read']:3}  "
            f"wrong {counts['wrong']:3} ({counts['wrong_share']:.1%} of the values made)"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
