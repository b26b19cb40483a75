"""Records as tables for the terminal.

In go readings or ledgers; out come tables with the fields a person looks at first, and the parts they are made of.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import TextIOWrapper
from typing import BinaryIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from duixian.exports.cells import visible
from duixian.exports.columns import grouped, plain_decimal
from duixian.exports.nouns import Item, Noun
from duixian.exports.options import ExportOptions
from duixian.model import Figure

__all__ = ["shown", "shown_value", "titled_table", "write_table"]


def write_table(noun: Noun[Item], items: Iterable[Item], out: BinaryIO, options: ExportOptions) -> None:
    """Write the tables of all items, as wide as the options say.

    Example:
        >>> from io import BytesIO
        >>> from duixian.exports.figures import FIGURES
        >>> out = BytesIO()
        >>> write_table(FIGURES, [], out, ExportOptions())
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
        for item in items:
            for table in noun.tables(item, options.lang):
                console.print(table)
                console.print()
            text.flush()
    finally:
        text.detach()


def titled_table(title: str) -> Table:
    """Return a table in the house's form, with its title at the left.

    Example:
        >>> titled_table("柳溪区").title.plain
        '柳溪区'
    """
    return Table(
        title=Text(visible(title)),
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        header_style="bold",
        pad_edge=False,
        expand=False,
    )


def shown(text: str | None, style: str = "") -> Text:
    r"""Return text of a document as it may stand in a table: on one line, steering nothing, brackets no markup.

    Example:
        >>> shown(None).plain, shown("[bold]甲\n乙").plain
        ('—', '[bold]甲 乙')
    """
    return Text("—" if text is None else visible(" ".join(text.split())), style=style)


def shown_value(figure: Figure) -> str:
    """Return a figure's value as a person reads it: bound, digits in groups, unit.

    Example:
        >>> from duixian.reading import read_text
        >>> [shown_value(each) for each in read_text("力争增长6%以上,新建学校12000所。").figures]
        ['>=6 %', '12,000 所']
    """
    sign = "" if figure.bound in {"=", "range"} else figure.bound
    low = grouped(plain_decimal(figure.value))
    both = low if figure.high is None else f"{low}–{grouped(plain_decimal(figure.high))}"
    return f"{sign}{both}{' ' + figure.unit if figure.unit else ''}"
