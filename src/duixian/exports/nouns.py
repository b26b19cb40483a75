"""What can be written: a kind of thing with its columns, so that every format writes every kind in one way.

In go the parts of a :class:`Noun`; out comes what the writers of all formats ask of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rich.table import Table

from duixian.errors import Language
from duixian.exports.columns import Column, Row
from duixian.exports.overview import Overview

__all__ = ["Item", "Noun"]

Item = TypeVar("Item")
"""What is written piece by piece: a reading, a ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun(Generic[Item]):
    """A kind of thing that exports write, such as figures or promises.

    Args:
        name: its name, the key of its words in ``labels.toml`` (list ``sheet``).
        columns: the columns of its tables, in order.
        rows: the rows of one item, a cell for every column; sentences about the data (reasons) in the language given.
        records: the JSON objects of one item, one a line; sentences in the language given.
        tables: what a terminal shows of one item.
        overviews: the documents of one item.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Item, Language], Iterator[Row]]
    records: Callable[[Item, Language], Iterator[dict[str, Any]]]
    tables: Callable[[Item, Language], Iterable[Table]]
    overviews: Callable[[Item], Iterator[Overview]]
