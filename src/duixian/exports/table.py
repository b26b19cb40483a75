"""Figures as tables for the terminal.

In go readings; out comes one table a document, with the fields a person looks at first.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import TextIOWrapper
from typing import BinaryIO, Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from duixian.errors import Language
from duixian.exports.cells import visible
from duixian.exports.columns import grouped, plain_decimal
from duixian.exports.labels import label
from duixian.exports.options import ExportOptions
from duixian.exports.overview import DOUBTFUL_BELOW
from duixian.model import Figure, Reading, Role

__all__ = ["ROLE_STYLES", "write_table"]

ROLE_STYLES: Final[dict[Role, str]] = {
    "actual": "bold",
    "estimate": "yellow",
    "target": "cyan",
    "reference": "dim",
}
_COLUMNS: Final = ("indicator", "text", "value", "kind", "role", "period", "scope", "confidence")


def write_table(readings: Iterable[Reading], out: BinaryIO, options: ExportOptions) -> None:
    """Write one table a document, as wide as the options say.

    Example:
        >>> from io import BytesIO
        >>> out = BytesIO()
        >>> write_table([], out, ExportOptions())
        >>> out.getvalue()
        b''
    """
    text = TextIOWrapper(out, encoding="utf-8", newline="\n")
    console = Console(
        file=text,
        width=options.width,
        force_terminal=options.colour,
        no_color=not options.colour,
        color_system="auto" if options.colour else None,
        highlight=False,
        legacy_windows=False,
    )
    try:
        for reading in readings:
            console.print(_table(reading, options.lang))
            console.print()
            text.flush()
    finally:
        text.detach()


def _table(reading: Reading, lang: Language) -> Table:
    table = Table(
        title=Text(_title(reading, lang)),
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        header_style="bold",
        pad_edge=False,
        expand=False,
    )
    for name in _COLUMNS:
        right = name in {"value", "confidence"}
        table.add_column(
            label("column", name, lang),
            justify="right" if right else "left",
            overflow="fold",
            no_wrap=name in {"kind", "role", "confidence", "value"},
            ratio=None,
        )
    for figure in reading.figures:
        table.add_row(*_row(figure, lang), style=ROLE_STYLES[figure.role])
    return table


def _title(reading: Reading, lang: Language) -> str:
    count = f"{len(reading.figures)} " + label("overview", "figures", lang).lower()
    return f"{visible(reading.document.name)}  ·  {count}"


def _row(figure: Figure, lang: Language) -> list[Text]:
    """Texts of one row; as ``Text``, so that brackets of a document are no markup."""
    sure = f"{figure.confidence:.2f}"
    return [
        Text(visible(figure.indicator or "—")),
        Text(visible(" ".join(figure.text.split()))),
        Text(visible(_value(figure))),
        Text(label("kind", figure.kind, lang)),
        Text(label("role", figure.role, lang)),
        Text("—" if figure.period is None else str(figure.period)),
        Text("" if figure.scope == "self" else visible(figure.scope)),
        Text(sure, style="red" if figure.confidence < DOUBTFUL_BELOW else ""),
    ]


def _value(figure: Figure) -> str:
    sign = "" if figure.bound in {"=", "range"} else figure.bound
    low = grouped(plain_decimal(figure.value))
    both = low if figure.high is None else f"{low}–{grouped(plain_decimal(figure.high))}"
    return f"{sign}{both}{' ' + figure.unit if figure.unit else ''}"
