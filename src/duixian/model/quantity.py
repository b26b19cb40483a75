"""A number with its unit, as written, before anything is known of what it measures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from duixian.model.span import Span

__all__ = ["Bound", "Quantity", "QuantityForm"]

Bound = Literal["=", ">", ">=", "<", "<=", "~", "range"]
"""How a stated number limits the true one: 超 ``>``, 以上 ``>=``, 不到 ``<``, 以内 ``<=``, 约 ``~``, 5—8 ``range``."""

QuantityForm = Literal["arabic", "chinese", "fraction", "tenths", "doubling", "half", "standing", "zero"]
"""How the number is written: 93.6亿 or 1.2万亿, 两千余万, 三分之一 or 1/7, 四成, 翻两番, 半数, 首位 or 第一, 零."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number found in a text, magnitude words multiplied out, always as written (never negated).

    Args:
        span: from the first character of the number to the last of its unit (of the number where
            there is no unit); in code points of the text that was searched.
        value: the value in the base unit (93.6亿元 → 9360000000); the lower end of a range.
        high: the upper end of a range, else ``None``.
        unit: the unit as written without its magnitude word (元, 家, 平方米, %, 百分点, 倍 …), or ``None``.
        bound: how the words around it limit the value.
        step: the worth of one unit in the last written place (93.6亿 → 10000000), by which the stated
            value may be rounded; 0 where it is exact by its nature (standings, fractions).
        form: how the number is written.
        number_end: offset just behind the number's own characters (before the unit).
        extent: the span together with the words that gave the bound (超过500家以上 → all of it).

    Example:
        >>> from decimal import Decimal
        >>> q = Quantity(Span(0, 6), Decimal(9360000000), None, "元", "=", Decimal(10000000), "arabic", 5, Span(0, 6))
        >>> q.is_range
        False
    """

    span: Span
    value: Decimal
    high: Decimal | None
    unit: str | None
    bound: Bound
    step: Decimal
    form: QuantityForm
    number_end: int
    extent: Span

    @property
    def is_range(self) -> bool:
        """Whether the text states two ends (6%—6.5%)."""
        return self.high is not None
