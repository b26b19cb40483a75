"""Shares written as a ratio: 三次产业结构由3.1∶43.2∶53.7调整为2.2∶41.7∶56.1.

In goes a document; out come the parts of each ratio as facts, which the reading of figures leaves out.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from duixian.audit.facts import Fact
from duixian.model import Figure, Span

__all__ = ["ratio_lists"]

_PART: Final = r"(\d{1,2}(?:\.\d{1,2})?)"
_RATIO: Final = re.compile(rf"(?<![\d.:]){_PART}\s?[:∶]\s?{_PART}\s?[:∶]\s?{_PART}(?![\d.:])")
_NAMED: Final = re.compile(r"产业(?:结构|比重|比例|比|构成|增加值)|[三一]产(?:业)?|三次产业")
_BEFORE_CHARACTERS: Final = 60
_LEAST_SUM: Final = 90
_GREATEST_SUM: Final = 110
_CONFIDENCE: Final = Decimal("0.9")


def ratio_lists(some: Fact) -> list[list[Fact]]:
    """Return the parts of each ratio of the three sectors in the document of a fact.

    Args:
        some: any fact of the document.

    Example:
        >>> from duixian.audit.facts import facts_of
        >>> from duixian.reading import read_text
        >>> some = next(facts_of(read_text("三次产业结构调整为2.2∶41.7∶56.1,收入增长5%。")))
        >>> [[part.figure.text for part in parts] for parts in ratio_lists(some)]
        [['2.2', '41.7', '56.1']]
    """
    plain = some.reading.document.plain
    lists = []
    for found in _RATIO.finditer(plain):
        before = plain[max(0, found.start() - _BEFORE_CHARACTERS) : found.start()]
        total = sum(Decimal(part) for part in found.groups())
        if _NAMED.search(before) is not None and _LEAST_SUM <= total <= _GREATEST_SUM:
            lists.append([_part(some, found, at) for at in (1, 2, 3)])
    return lists


def _part(some: Fact, found: re.Match[str], at: int) -> Fact:
    text = found[at]
    digits = len(text.partition(".")[2])
    figure = Figure(
        span=Span(found.start(at), found.end(at)),
        text=text,
        value=Decimal(text),
        high=None,
        unit="%",
        bound="=",
        step=Decimal(1).scaleb(-digits),
        kind="rate",
        indicator=f"第{'一二三'[at - 1]}产业比重",
        indicator_id=None,
        of=None,
        role="actual",
        period=None,
        scope="self",
        sentence=None,
        confidence=_CONFIDENCE,
        rules=("ratio-part",),
    )
    return Fact(some.reading, figure, -1, some.spoken, "", None, some.own)
