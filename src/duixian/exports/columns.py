"""What a cell of a table holds, and how numbers are written in it.

In go the columns of a kind of thing; out come cells: a string, a whole number, a decimal, a yes or no, or ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

__all__ = ["Cell", "Column", "Row", "exact_name", "grouped", "plain_decimal"]

Cell = str | int | Decimal | bool | None
"""What stands in one cell; ``None`` for unknown."""

Row = dict[str, Cell]
"""The cells of one row by the names of their columns."""

_EXACT: Final = "_exact"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a tabular export.

    Args:
        name: its machine name, the key of its words in ``labels.toml``.
        form: what its cells hold; ``word`` is text out of a closed list.
        width: a width that suits it, in characters of half width.
        words: for a ``word`` the list in ``labels.toml``; empty for the one of the column's own name.
        exact: whether its decimals may have more digits than formats with typed columns hold.
        label: the key of its words in ``labels.toml``, where another kind of thing has a column of that name.

    Example:
        >>> Column("unit", "text", 8).form, Column("result_bound", "word", 8, words="bound").vocabulary
        ('text', 'bound')
    """

    name: str
    form: Literal["text", "word", "integer", "decimal", "flag"]
    width: int
    words: str = ""
    exact: bool = False
    label: str = ""

    @property
    def key(self) -> str:
        """The key in ``labels.toml`` (list ``column``) of the words that name and explain this column."""
        return self.label or self.name

    @property
    def vocabulary(self) -> str:
        """The list in ``labels.toml`` that explains the words of this column."""
        return self.words or self.name


def exact_name(column: Column) -> str:
    """Return the name of the column that holds all digits of another one; its words have this key too.

    Example:
        >>> exact_name(Column("value", "decimal", 18, exact=True))
        'value_exact'
    """
    return column.name + _EXACT


def plain_decimal(value: Decimal) -> str:
    """Write a decimal's digits without exponent and without zeros at the end; no digit is lost.

    Example:
        >>> plain_decimal(Decimal("9.360E+9")), plain_decimal(Decimal("-2.920")), plain_decimal(Decimal("-0"))
        ('9360000000', '-2.92', '0')
    """
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits in {"-0", ""} else digits


def grouped(digits: str) -> str:
    """Set a comma after every three digits before the point, for people to read.

    Example:
        >>> grouped("9360000000"), grouped("-1234.5"), grouped("7")
        ('9,360,000,000', '-1,234.5', '7')
    """
    sign = "-" if digits.startswith("-") else ""
    whole, point, rest = digits.removeprefix("-").partition(".")
    first = len(whole) % 3
    groups = ([whole[:first]] if first else []) + [whole[at : at + 3] for at in range(first, len(whole), 3)]
    return sign + ",".join(groups) + point + rest
