"""One row a document: what was read, from what, and where it was written.

In go outcomes and overviews; out comes a table on stdout or stderr.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from duixian.errors import Language
from duixian.exports.cells import visible
from duixian.exports.labels import label
from duixian.exports.overview import Overview
from duixian.exports.table import ROLE_STYLES

__all__ = ["Row", "print_summary"]

_SECONDS: Final[dict[Language, str]] = {"zh": "秒", "en": "Seconds"}
_TOTAL: Final[dict[Language, str]] = {"zh": "合计", "en": "Total"}
_PAGES: Final[dict[Language, str]] = {"zh": "网页写在 {folder}", "en": "The pages stand in {folder}"}
_COUNTS: Final = ("figures", "actual", "estimate", "target", "reference", "doubtful", "indicators")


@dataclass(frozen=True, slots=True)
class Row:
    """What the summary tells of one document.

    Args:
        overview: its counts.
        seconds: how long reading took.
    """

    overview: Overview
    seconds: float


def print_summary(rows: Sequence[Row], written: Mapping[str, Path], *, lang: Language, stderr: bool) -> None:
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
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True, show_footer=len(rows) > 1, footer_style="bold"
    )
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
