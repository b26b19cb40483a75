"""Rebuild a table of yearly growth targets and results from figures alone, and compare it with one read by hand.

In go a table (one JSON object a line: ``place year target target_bound actual actual_bound``) and the folder of its
reports (``PLACE-YEAR-report.md``); out comes which share of the table follows from what duixian reads: the indicator
gross domestic product, kind growth, role target for the report's year, roles actual and estimate for the year before.

    python -m benchmarks.gdp_targets TABLE.jsonl REPORTS [--errors] [--write MADE.jsonl]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Literal

from rich.console import Console
from rich.progress import track

from duixian import read
from duixian.model import Figure, Reading, Role

__all__ = ["INDICATOR", "Cell", "Outcome", "choose", "judge", "rebuild", "summary"]

INDICATOR: Final = "gdp"
GROWTH_NAMES: Final = frozenset({"经济增长", "经济"})
"""Words that name no quantity, but said to grow by per cent mean the gross product."""

ACHIEVED: Final[frozenset[Role]] = frozenset({"actual", "estimate"})
PROMISED: Final[frozenset[Role]] = frozenset({"target"})

Outcome = Literal["right", "right value, other bound", "wrong value", "not read", "rightly none"]
"""How a cell of the rebuilt table stands beside the same cell of the hand-made one."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of the hand-made table with what was made of it.

    Args:
        place: the reporting place.
        year: the report's year.
        field: ``target`` or ``actual``.
        stated: the values read by hand: none, one, or the two ends of a range.
        bound: the bound read by hand.
        quote: the words read by hand.
        figure: the figure chosen, or ``None``.
    """

    place: str
    year: int
    field: Literal["target", "actual"]
    stated: tuple[Decimal, ...]
    bound: str | None
    quote: str
    figure: Figure | None

    @property
    def outcome(self) -> Outcome:
        """How the chosen figure stands beside what is stated."""
        return judge(self.stated, self.bound, self.figure)


def growth_figures(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Keep the figures that say by how many per cent the reporting place's gross product grows."""
    for figure in figures:
        if figure.unit != "%" or figure.scope != "self":
            continue
        if figure.indicator_id == INDICATOR or (figure.kind == "growth" and figure.indicator in GROWTH_NAMES):
            yield figure


def choose(figures: Sequence[Figure], *, roles: frozenset[Role], year: int) -> Figure | None:
    """Choose the figure that states the growth of one year.

    Several may say so (a sector's plan repeats the aim, a part of the place grows faster): the one is taken whose
    sentence tells of most indicators of the catalogue in these roles, for the aims and results of the whole place
    are told in one list; of equals the first.

    Args:
        figures: all figures of a document, in text order.
        roles: the roles that count.
        year: the calendar year that the figure must cover, neither more nor less.

    Returns:
        The figure, or ``None`` where none says so.
    """
    company: defaultdict[int | None, set[str]] = defaultdict(set)
    for figure in figures:
        if figure.role in roles and figure.indicator_id:
            company[figure.sentence].add(figure.indicator_id)
    fitting = (figure for figure in growth_figures(figures) if figure.role in roles and str(figure.period) == str(year))
    return max(fitting, key=lambda figure: len(company[figure.sentence]), default=None)


def judge(stated: tuple[Decimal, ...], bound: str | None, figure: Figure | None) -> Outcome:
    """Compare a chosen figure with the value read by hand.

    Args:
        stated: no value, one, or the two ends of a range.
        bound: its bound; ``>`` and ``>=`` are one, as are ``<`` and ``<=``.
        figure: the figure chosen.
    """
    if figure is None:
        return "not read" if stated else "rightly none"
    made = (figure.value,) if figure.high is None else (figure.value, figure.high)
    if made != stated:
        return "wrong value"
    return "right" if _bound(figure.bound) == _bound(bound) else "right value, other bound"


def rebuild(row: dict[str, Any], reading: Reading) -> tuple[Cell, Cell]:
    """Make the two cells of one row of the table from a report's figures."""
    year = int(row["year"])
    target = choose(reading.figures, roles=PROMISED, year=year)
    actual = choose(reading.figures, roles=ACHIEVED, year=year - 1)
    return _cell(row, "target", target), _cell(row, "actual", actual)


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
    made = sum(cell.figure is not None for cell in cells)
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


def _cell(row: dict[str, Any], field: Literal["target", "actual"], figure: Figure | None) -> Cell:
    value = row[field]
    values = [] if value is None else value if isinstance(value, list) else [value]
    stated = tuple(Decimal(str(end)) for end in values)
    quote = row.get(f"{field}_quote") or ""
    return Cell(row["place"], int(row["year"]), field, stated, row.get(f"{field}_bound"), quote, figure)


def _bound(bound: str | None) -> str:
    return {">": ">=", "<": "<="}.get(bound or "=", bound or "=")


def rebuild_table(table: Path, reports: Path) -> list[tuple[Reading, Cell]]:
    """Read all reports of a table, with a progress bar, and make their cells."""
    rows = [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines() if line.strip()]
    made: list[tuple[Reading, Cell]] = []
    for row in track(rows, description="growth table", console=Console(stderr=True), transient=True):
        reading = read(reports / f"{row['place']}-{row['year']}-report.md")
        made.extend((reading, cell) for cell in rebuild(row, reading))
    return made


def _made_rows(cells: Iterable[Cell]) -> Iterator[str]:
    """Write the table that was made, one row a line, in the fields of the hand-made one."""
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for cell in cells:
        row = rows.setdefault((cell.place, cell.year), {"place": cell.place, "year": cell.year})
        record = cell.figure.record("") if cell.figure else {"value": None, "bound": None, "text": None}
        row |= {cell.field: record["value"], f"{cell.field}_bound": record["bound"]}
        row[f"{cell.field}_quote"] = record["text"]
    return (json.dumps(row, ensure_ascii=False) for row in rows.values())


def _explain(reading: Reading, cell: Cell) -> str:
    stated = "–".join(map(str, cell.stated)) or "nothing"
    lines = [
        f"{cell.outcome}: {cell.place} {cell.year} {cell.field}: stated {stated} {cell.bound or ''} ({cell.quote})"
    ]
    if cell.figure is not None:
        figure, text = cell.figure, reading.document.text
        around = text[max(0, figure.span.start - 60) : figure.span.end + 15].replace("\n", " ")
        lines.append(f"    chosen {figure.text} {figure.bound} {figure.role} {figure.period}: …{around}…")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Rebuild the table and print how much of it was reproduced."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("table", type=Path, help="the hand-made table (.jsonl)")
    parser.add_argument("reports", type=Path, help="folder of PLACE-YEAR-report.md")
    parser.add_argument("--errors", action="store_true", help="also print the cells that differ")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the table that was made")
    given = parser.parse_args(arguments)
    made = rebuild_table(given.table, given.reports)
    cells = [cell for _, cell in made]
    if given.errors:
        for reading, cell in made:
            if cell.outcome not in ("right", "rightly none"):
                print(_explain(reading, cell))
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
