"""One row a document, or a year: what was read, from what, and where it was written.

In go outcomes and overviews, or ledger lines; out comes a table on stdout or stderr.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, get_args

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from duixian.errors import Language
from duixian.exports.audit import FINDING_STYLES
from duixian.exports.cells import visible
from duixian.exports.figures import ROLE_STYLES
from duixian.exports.labels import label
from duixian.exports.ledger import VERDICT_STYLES
from duixian.exports.overview import Overview
from duixian.model import Finding, FindingVerdict, Firmness, LedgerLine, PromiseForm, Verdict

__all__ = ["SummaryRow", "print_audit_summary", "print_ledger_summary", "print_promise_summary", "print_summary"]

_SECONDS: Final[dict[Language, str]] = {"zh": "秒", "en": "Seconds"}
_TOTAL: Final[dict[Language, str]] = {"zh": "合计", "en": "Total"}
_PAGES: Final[dict[Language, str]] = {"zh": "网页写在 {folder}", "en": "The pages stand in {folder}"}
_COUNTS: Final = ("figures", "actual", "estimate", "target", "reference", "doubtful", "indicators")


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """What the summary tells of one document.

    Args:
        overview: its counts.
        seconds: how long reading took.
        promises: how many promises were kept, by form and by firmness.
    """

    overview: Overview
    seconds: float
    promises: Mapping[str, int] = field(default_factory=dict)


def print_summary(rows: Sequence[SummaryRow], written: Mapping[str, Path], *, lang: Language, stderr: bool) -> None:
    """Print the summary.

    Args:
        rows: the documents that were read.
        written: where the page of each document was written, by its name; may be empty.
        lang: language of the headings.
        stderr: whether stdout holds data already.

    Example:
        >>> print_summary([], {}, lang="en", stderr=True)
    """
    if not rows:
        return
    table = _table(rows)
    table.add_column(label("overview", "document", lang), footer=_TOTAL[lang], overflow="fold", min_width=20)
    for name in _COUNTS:
        total = "" if name == "indicators" else str(sum(getattr(row.overview, name) for row in rows))
        style = next((style for role, style in ROLE_STYLES.items() if role == name), "")
        table.add_column(label("overview", name, lang), justify="right", footer=total, style=style, no_wrap=True)
    table.add_column(_SECONDS[lang], justify="right", footer=f"{sum(row.seconds for row in rows):.2f}", no_wrap=True)
    for row in rows:
        counts = (Text(str(getattr(row.overview, name))) for name in _COUNTS)
        table.add_row(_about(row.overview, written, lang), *counts, Text(f"{row.seconds:.2f}"))
    console = Console(stderr=stderr, highlight=False)
    console.print(table)
    if written:
        folder = next(iter(written.values())).parent
        console.print(Text(_PAGES[lang].format(folder=folder)))


def print_promise_summary(rows: Sequence[SummaryRow], *, lang: Language, stderr: bool) -> None:
    """Print how many promises of which form and firmness each document holds.

    Args:
        rows: the documents that were read.
        lang: language of the headings.
        stderr: whether stdout holds data already.

    Example:
        >>> print_promise_summary([], lang="en", stderr=True)
    """
    if not rows:
        return
    columns = [("sheet", "promises")]
    columns += [("promise_form", form) for form in get_args(PromiseForm)]
    columns += [("firmness", firmness) for firmness in get_args(Firmness)]
    table = _table(rows)
    table.add_column(label("overview", "document", lang), footer=_TOTAL[lang], overflow="fold", min_width=20)
    for vocabulary, word in columns:
        total = str(sum(row.promises.get(word, 0) for row in rows))
        table.add_column(label(vocabulary, word, lang), justify="right", footer=total, no_wrap=True)
    table.add_column(_SECONDS[lang], justify="right", footer=f"{sum(row.seconds for row in rows):.2f}", no_wrap=True)
    for row in rows:
        counts = (Text(str(row.promises.get(word, 0))) for _, word in columns)
        table.add_row(_about(row.overview, {}, lang), *counts, Text(f"{row.seconds:.2f}"))
    Console(stderr=stderr, highlight=False).print(table)


def print_ledger_summary(lines: Sequence[LedgerLine], *, lang: Language, stderr: bool) -> None:
    """Print how many promises of each place and year have which verdict.

    Args:
        lines: the lines of a ledger.
        lang: language of the headings.
        stderr: whether stdout holds data already.

    Example:
        >>> print_ledger_summary([], lang="en", stderr=True)
    """
    groups: dict[tuple[str, str], Counter[str]] = {}
    for line in lines:
        key = (line.place or "—", "—" if line.year is None else str(line.year))
        counts = groups.setdefault(key, Counter())
        counts.update([line.judgement.verdict, *(["late"] if line.judgement.late else [])])
    if not groups:
        return
    totals = sum(groups.values(), Counter())
    verdicts = get_args(Verdict)
    table = _table(list(groups))
    table.add_column(label("column", "place", lang), footer=_TOTAL[lang], overflow="fold")
    table.add_column(label("column", "year", lang), no_wrap=True)
    table.add_column(label("sheet", "promises", lang), justify="right", footer=str(len(lines)), no_wrap=True)
    for verdict in verdicts:
        table.add_column(
            label("verdict", verdict, lang),
            justify="right",
            footer=str(totals[verdict]),
            style=VERDICT_STYLES[verdict],
            no_wrap=True,
        )
    table.add_column(label("column", "late", lang), justify="right", footer=str(totals["late"]), no_wrap=True)
    for (place, year), counts in groups.items():
        total = sum(counts[verdict] for verdict in verdicts)
        cells = (str(counts[name] or "·") for name in (*verdicts, "late"))
        table.add_row(Text(visible(place)), year, str(total), *cells)
    Console(stderr=stderr, highlight=False).print(table)


def print_audit_summary(findings: Sequence[Finding], *, lang: Language, stderr: bool) -> None:
    """Print how many findings of each place and relation have which verdict.

    Args:
        findings: of an audit.
        lang: language of the headings.
        stderr: whether stdout holds data already.

    Example:
        >>> print_audit_summary([], lang="en", stderr=True)
    """
    groups: dict[tuple[str, str], Counter[str]] = {}
    for found in findings:
        key = (found.place or "—", label("relation", found.relation, lang))
        groups.setdefault(key, Counter())[found.verdict] += 1
    if not groups:
        return
    totals = sum(groups.values(), Counter())
    table = _table(list(groups))
    table.add_column(label("column", "finding_place", lang), footer=_TOTAL[lang], overflow="fold")
    table.add_column(label("column", "relation", lang), no_wrap=True)
    verdicts = [verdict for verdict in get_args(FindingVerdict) if totals[verdict]]
    for verdict in verdicts:
        said, style = label("finding", verdict, lang), FINDING_STYLES[verdict]
        table.add_column(said, justify="right", footer=str(totals[verdict]), style=style, no_wrap=True)
    for (place, relation), counts in groups.items():
        table.add_row(Text(visible(place)), relation, *(str(counts[verdict] or "·") for verdict in verdicts))
    Console(stderr=stderr, highlight=False).print(table)


def _table(rows: Sequence[object]) -> Table:
    return Table(
        box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True, show_footer=len(rows) > 1, footer_style="bold"
    )


def _about(found: Overview, written: Mapping[str, Path], lang: Language) -> Text:
    """Return the document's name and, beneath it, what it is and where its page was written."""
    text = Text(visible(found.document), style="bold")
    periods = " → ".join(period for period in (found.reviews, found.plans) if period)
    said = " · ".join(part for part in (found.issuer, found.kind_label(lang), periods) if part)
    if said:
        text.append(f"\n{visible(said)}", style="not bold")
    if found.document in written:
        text.append(f"\n→ {written[found.document].name}", style="not bold dim")
    return text
