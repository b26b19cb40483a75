"""Read standings: 第一, 第2位, 前15名, 25强.

In goes a number that is no count by what stands around it; out comes its quantity of form ``standing``, or nothing
for ordinals that order things (第三产业, 第19届, 第二批).
"""

from __future__ import annotations

import re
from decimal import Decimal

from duixian.model import Bound, Quantity, Span

__all__ = ["match_front", "match_ordinal", "match_strong"]

_LARGEST = 9999
_PLACE = re.compile(r" ?[位名](?![单录称])")
_ALONE = re.compile(r"(?:[^\u4e00-\u9fff0-9A-Za-z%]|[的和与及并且]|$)")
_STRONG = re.compile(r" ?强(?![化制度调劲军大基])")
_FRONT = re.compile(r"(?P<unit> ?[位名强甲])|(?=(?:之列|行列|水平|以内|左右|的|[^\u4e00-\u9fff0-9A-Za-z%.]|$))")
_NOT_FRONT = "之以目日年空当超提向面跟月周天生午票"
_ROW_CHARACTERS = 8
_IN_A_ROW = re.compile(r"第[一二三四五六七八九十\d]{1,3}[位名]?[、和,]$")
"""A standing just before in a list: 排全省第4、【第2】."""
_HAN = re.compile(r"[\u4e00-\u9fff”\"%)]")
_BOTTOM = ("倒数", "末位", "后列")


def match_ordinal(text: str, start: int, value: Decimal, number_end: int) -> Quantity | None:
    """Return the standing that a number behind 第 states, or ``None`` if it only orders.

    Args:
        text: plain text.
        start: where the number begins, behind 第.
        value: of the number.
        number_end: where it ends.

    Returns:
        The quantity; its span begins with 第 and holds 位 or 名.

    Example:
        >>> match_ordinal("总量居全省第2位", 6, Decimal(2), 7).span
        Span(start=5, end=8)
        >>> match_ordinal("第三产业", 1, Decimal(3), 2) is None
        True
    """
    first = text.rindex("第", 0, start)
    if value > _LARGEST or value != value.to_integral_value() or text.endswith(_BOTTOM, 0, first):
        return None
    place = _PLACE.match(text, number_end)
    placed = first and (_HAN.match(text, first - 1) or _IN_A_ROW.search(text, max(0, first - _ROW_CHARACTERS), first))
    if place is None and not (_ALONE.match(text, number_end) and placed):
        return None
    end = place.end() if place else number_end
    return _standing(Span(first, end), value, "=", number_end, first=first)


def match_strong(text: str, start: int, value: Decimal, number_end: int) -> Quantity | None:
    """Return the standing that a number before 强 states: 进入全国25强, 跻身百强.

    Example:
        >>> match_strong("进入全国25强", 4, Decimal(25), 6).bound
        '<='
    """
    strong = _STRONG.match(text, number_end)
    if strong is None or value > _LARGEST or value != value.to_integral_value():
        return None
    first = start - 1 if start and text[start - 1] == "前" else start
    return _standing(Span(start, strong.end()), value, "<=", number_end, first=first)


def match_front(text: str, start: int, value: Decimal, number_end: int) -> Quantity | None:
    """Return the standing that a number behind 前 states: 前15名, 前十, 前三甲.

    Returns:
        The quantity; its span begins with the number, its extent with 前.

    Example:
        >>> match_front("进入全国前15名", 5, Decimal(15), 7).span
        Span(start=5, end=8)
        >>> match_front("前三季度", 1, Decimal(3), 2) is None
        True
    """
    first = start - 1
    if first < 0 or text[first] != "前" or (first and text[first - 1] in _NOT_FRONT):
        return None
    front = _FRONT.match(text, number_end)
    if front is None or value > _LARGEST or value != value.to_integral_value():
        return None
    end = front.end("unit") if front["unit"] else number_end
    return _standing(Span(start, end), value, "<=", number_end, first=first)


def _standing(span: Span, value: Decimal, bound: Bound, number_end: int, *, first: int) -> Quantity:
    return Quantity(span, value, None, "名", bound, Decimal(0), "standing", number_end, Span(first, span.end))
