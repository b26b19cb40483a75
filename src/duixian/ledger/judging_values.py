"""Bring promised and reported numbers on one line, and write them as people do.

In go figures; out come intervals of values in one unit with growth signed (declines negative), and texts for reasons.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cache
from typing import Final

from duixian.documents.plain import fold
from duixian.figures.meaning import meaning
from duixian.figures.wording import Wording, load_wording
from duixian.model import Figure
from duixian.quantities import Interval, unit_of

__all__ = ["Told", "factor_between", "is_decline", "scaled", "show", "show_gap", "show_value", "tell", "words"]

CHANGES: Final = frozenset({"growth", "points"})
PERCENTAGES: Final = frozenset({"growth", "points", "rate"})
_COUNTED: Final = frozenset({"count", "people", "households", "visits"})
_SIGNS: Final = {">": ">", ">=": "≥", "<": "<", "<=": "≤", "~": "约", "=": "", "range": ""}
_ANY_COUNT: Final = "个"
_SPACE: Final = re.compile(r"\s+")
_SCALES: Final = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_SHOWN_DIGITS: Final = 6
_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Told:
    """A reported number in the unit of the promise.

    Args:
        values: what the true value may be; rounding is half up, so that of 93.6 the upper end 93.65 is left out.
        stated: the number itself, ``None`` where it is a range or was derived from others.
        step: the worth of one unit in its last written place; 0 where exact.
        shown: the number as people write it.
        limited: whether only a limit was told (超过, 不到).
    """

    values: Interval
    stated: Decimal | None
    step: Decimal
    shown: str
    limited: bool = False

    @property
    def point(self) -> Decimal:
        """The number as written; of a range its middle, of a limit the limit."""
        if self.stated is not None:
            return self.stated
        low, high = self.values.low, self.values.high
        if low is None or high is None:
            return low or high or Decimal(0)
        return (low + high) / 2

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The lowest and the highest value; the number as written where there is none."""
        low, high = self.values.low, self.values.high
        return (self.point if low is None else low), (self.point if high is None else high)


@cache
def words() -> Wording:
    """Return the word groups of ``judging.toml``.

    Example:
        >>> bool(words().anywhere("sync").search("与经济增长同步"))
        True
    """
    return load_wording("judging", folder="ledger")


@cache
def _counted_alike() -> tuple[frozenset[str], ...]:
    groups = words().groups.items()
    return tuple(frozenset(group.words) for name, group in groups if name.startswith("counted_"))


@cache
def _decline_name() -> re.Pattern[str]:
    return words().anywhere("decline_name")


def is_decline(figure: Figure) -> bool:
    """Tell whether a figure says how much something fell: negative, or positive under a name like 能耗降低率.

    Example:
        >>> from duixian.reading import read_text
        >>> [is_decline(each) for each in read_text("能耗下降3%,收入增长5%。").figures]
        [True, False]
    """
    ends = [figure.value] if figure.high is None else [figure.value, figure.high]
    if min(ends) < 0:
        return max(ends) <= 0
    named = figure.indicator is not None and _decline_name().search(figure.indicator) is not None
    return figure.kind in CHANGES and named and min(ends) > 0


def _values(figure: Figure) -> Interval:
    """Return the signed values of a figure; an end that rounding gave away from 0 is left out."""
    values = meaning(figure)
    if figure.bound == "=" and figure.high is None and values.low is not None and values.low != values.high:
        falls = figure.value < 0
        values = Interval(values.low, values.high, low_open=falls, high_open=not falls)
    turned = is_decline(figure) and figure.value > 0
    return -values if turned else values


def factor_between(unit: str | None, other: str | None) -> Decimal | None:
    """Return what numbers in ``unit`` are multiplied with to be in ``other``; ``None`` if they do not convert.

    Measure words of one group of ``judging.toml`` (家 and 户), 个 and units left out convert at 1.

    Example:
        >>> str(factor_between("亩", "公顷")), factor_between("元", "美元"), str(factor_between("家", "户"))
        ('0.06666666666666666666666666667', None, '1')
    """
    if unit == other or unit is None or other is None:
        return Decimal(1)
    one, two = unit_of(unit), unit_of(other)
    if one is None or two is None:
        return None
    if one.name == two.name:
        return Decimal(1)
    if {one.dimension, two.dimension} <= _COUNTED:
        alike = _ANY_COUNT in {one.name, two.name} or any({one.name, two.name} <= group for group in _counted_alike())
        return Decimal(1) if alike else None
    if {one.dimension, two.dimension} == {"ratio", "multiple"}:
        return _HUNDRED if two.dimension == "ratio" else 1 / _HUNDRED
    if one.dimension != two.dimension or one.factor is None or two.factor is None:
        return None
    return one.factor / two.factor


def tell(figure: Figure, unit: str | None) -> Told | None:
    """Return a reported figure in another unit, or ``None`` if it does not convert.

    Example:
        >>> from duixian.reading import read_text
        >>> str(tell(read_text("收入93.6亿元。").figures[0], "元").values)
        '[9355000000, 9365000000)'
    """
    factor = factor_between(figure.unit, unit)
    if factor is None:
        return None
    values = _values(figure)
    stated = None
    if figure.high is None:
        sign = -1 if is_decline(figure) and figure.value > 0 else 1
        stated = figure.value * factor * sign
    return Told(
        values if factor == 1 else values * Interval.exactly(factor),
        stated,
        figure.step * factor,
        show(figure),
        figure.bound in {">", ">=", "<", "<="},
    )


def show(figure: Figure) -> str:
    """Write a figure with its bound, as people do.

    Example:
        >>> from duixian.reading import read_text
        >>> [show(each) for each in read_text("收入93.6亿元,增长7%以上,能耗下降3%左右。").figures]
        ['93.6亿元', '≥7%', '下降约3%']
    """
    text = _SPACE.sub("", fold(figure.text))
    unit = figure.unit or ""
    if figure.kind == "rank" or figure.high is not None or (unit and unit[-1] in text):
        said = text.replace("-", "—") if figure.high is not None else text.lstrip("-+")
    else:
        said = show_value(abs(figure.value), figure)
    return f"{'下降' if is_decline(figure) else ''}{_SIGNS[figure.bound]}{said}"


def show_value(value: Decimal, like: Figure) -> str:
    """Write a value in the unit of a figure.

    Example:
        >>> from duixian.reading import read_text
        >>> show_value(Decimal(84000000000), read_text("收入93.6亿元。").figures[0])
        '840亿元'
    """
    if value < 0 and like.kind in CHANGES:
        return "下降" + show_value(-value, like)
    if like.kind == "rank":
        return f"第{_plain(value)}{like.unit or '名'}"
    unit = like.unit or ""
    if like.kind in PERCENTAGES or like.kind == "multiple":
        return _plain(value) + (f" 个{unit}" if unit == "百分点" else unit)
    return scaled(value) + unit


def show_gap(gap: Decimal, like: Figure) -> str:
    """Write how far two values of the kind and unit of a figure are apart.

    Example:
        >>> from duixian.reading import read_text
        >>> show_gap(Decimal("0.8"), read_text("收入增长7%。").figures[0])
        '0.8 个百分点'
    """
    gap = abs(gap)
    if like.kind == "rank":
        return f"{_plain(gap)} 位"
    if like.kind in PERCENTAGES and like.unit in {"%", "百分点", None}:
        return f"{_plain(gap)} 个百分点"
    return show_value(gap, like)


def scaled(value: Decimal) -> str:
    """Write a value with 万, 亿 or 万亿 where that makes it short.

    Example:
        >>> scaled(Decimal(9360000000)), scaled(Decimal(451))
        ('93.6亿', '451')
    """
    with localcontext(prec=_SHOWN_DIGITS):
        rounded = +value
    for worth, name in _SCALES:
        if abs(rounded) >= worth and _places(rounded / worth) <= _SHOWN_DIGITS - 2:
            return _plain(rounded / worth) + name
    return _plain(rounded)


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _plain(value: Decimal) -> str:
    with localcontext(prec=_SHOWN_DIGITS):
        return f"{(+value).normalize():f}"
