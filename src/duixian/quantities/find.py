"""Find all quantities in a text: numbers with units, bounds and ranges, fractions, standings, doublings, zeros.

In goes plain text (see :func:`duixian.documents.plain_text`); out come quantities in text order with their spans.
It is generous: years, numbers inside names and thresholds come out as well; whether a quantity is a figure is
for the figures stage to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from duixian.model import Bound, Quantity, Span
from duixian.quantities.bounds import bound_after, bound_before, bound_inside, combine_bounds
from duixian.quantities.numbers import CHINESE_NUMERALS, NumberMatch, match_fraction, match_number
from duixian.quantities.numerals import whole
from duixian.quantities.standings import match_front, match_ordinal, match_strong
from duixian.quantities.unit_table import UnitMatch, match_unit
from duixian.quantities.words import find_words, is_zero, match_idiom

__all__ = ["find_quantities"]

_TRIGGER = re.compile(rf"[0-9{CHINESE_NUMERALS}]")
_SEPARATOR = re.compile(rf" ?(?P<sign>-{{1,2}}|~{{1,2}}|至|到) ?(?=[0-9{CHINESE_NUMERALS}])")
_SEPARATOR_STARTS = frozenset(" -~至到")
_DATE_OR_CODE = re.compile(
    r"(?:\d++[-]\d++(?:[-]\d++)++|0\d{2,}+[-]\d{5,}+|\d++\.\d++(?:\.\d++)++|\d++(?:\.\d++)?[:∶]\d++[\d.:∶]*+)", re.ASCII
)
_MAX_GAP = 4
_MAX_DOUBLINGS = 40
_NOT_BEFORE_ONE = "统唯之进逐专单同每某任合归万另初周期"
_NOT_BEFORE_CHINESE = "数几0ΟOo"
_CHANGE = "由从自"
_SIGNED = frozenset({"ratio", "points", "temperature"})
_SCALAR = frozenset({"ratio", "multiple", "doubling"})
_FOUR_PLACES = Decimal("0.0001")
_TENTH = Decimal(10)
_ORDINAL = ("第", "第 ")


@dataclass(frozen=True, slots=True)
class _Measured:
    """A number with its unit: one end of a range, or a quantity without its bounds."""

    number: NumberMatch
    unit: UnitMatch | None
    end: int


def find_quantities(plain: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """Return all quantities between two offsets, in order, not overlapping.

    Args:
        plain: the document's plain text: half-width, marks blanked.
        start: offset in code points where the search begins; nothing before it is looked at.
        end: offset where it ends (half-open); nothing behind it is looked at. The end of the text by default.

    Returns:
        The quantities, with spans in code points of ``plain``.

    Example:
        >>> for q in find_quantities("工业投资超过93.6亿元,增长6%-6.5%,新建学校两所,总量居全市首位"):
        ...     print(q.bound, q.value, q.high, q.unit, q.form)
        > 9360000000 None 元 arabic
        range 6 6.5 % arabic
        = 2 None 所 chinese
        = 1 None 名 standing
    """
    stop = len(plain) if end is None else min(end, len(plain))
    text = plain if start == 0 and stop == len(plain) else plain[start:stop]
    numbers = _numbers(text, start)
    words = list(_words(text, start))
    return _merged(list(numbers), words) if words else list(numbers)


def _merged(numbers: list[Quantity], words: list[Quantity]) -> list[Quantity]:
    """Return both in text order; where they overlap, the word."""
    merged: list[Quantity] = []
    at = 0
    for word in words:
        while at < len(numbers) and numbers[at].span.start < word.span.end:
            if numbers[at].span.end <= word.span.start:
                merged.append(numbers[at])
            at += 1
        merged.append(word)
    merged.extend(numbers[at:])
    return merged


def _words(text: str, offset: int) -> Iterator[Quantity]:
    last = 0
    for word, start in find_words(text):
        end = start + len(word.word)
        if start < last:
            continue
        last = end
        dimension = "ratio" if word.form == "half" else None
        before, first = bound_before(text, start, dimension=dimension, magnitude=False)
        after, stop = bound_after(text, end, dimension=dimension)
        stated = None if word.bound == "=" else word.bound
        bound = "=" if word.form == "standing" else combine_bounds(before, stated, after)
        yield Quantity(
            span=Span(offset + start, offset + end),
            value=word.value,
            high=None,
            unit=word.unit,
            bound=bound,
            step=Decimal(0),
            form=word.form,
            number_end=offset + end,
            extent=Span(offset + first, offset + stop),
        )


def _numbers(text: str, offset: int) -> Iterator[Quantity]:
    search = _TRIGGER.search
    at = 0
    while (trigger := search(text, at)) is not None:
        found, at = _quantity(text, trigger.start())
        if found is not None:
            yield found if not offset else _shifted(found, offset)


def _shifted(found: Quantity, offset: int) -> Quantity:
    return Quantity(
        Span(found.span.start + offset, found.span.end + offset),
        found.value,
        found.high,
        found.unit,
        found.bound,
        found.step,
        found.form,
        found.number_end + offset,
        Span(found.extent.start + offset, found.extent.end + offset),
    )


def _quantity(text: str, at: int) -> tuple[Quantity | None, int]:
    """Return the quantity whose number begins at ``at``, and where to search on."""
    chinese = text[at] > "9"
    if chinese:
        passed = at if text.endswith(_ORDINAL, 0, at) else match_idiom(text, at)
        if passed > at:
            return None, passed
    else:
        code = _DATE_OR_CODE.match(text, at)
        if code is not None:
            return None, code.end()
    one, end = _measured(text, at)
    if one is None:
        return None, end
    number = one.number
    if text.endswith(_ORDINAL, 0, at):
        return match_ordinal(text, at, number.value, number.end), max(end, number.end)
    if one.unit is None or one.unit.written in ("位", "名"):
        standing = match_strong(text, at, number.value, number.end) or match_front(text, at, number.value, number.end)
        if standing is not None:
            return standing, standing.span.end
    other = _other_end(text, one)
    if chinese and not _counts(text, one, other):
        zero = number.digits == "零" and is_zero(text, at)
        return (_zero(at) if zero else None), number.end
    return (_single(text, one), end) if other is None else (_range(text, one, other), other.end)


def _counts(text: str, one: _Measured, other: _Measured | None) -> bool:
    """Tell whether a Chinese numeral counts: it has a unit or a magnitude, and is no part of a word."""
    number = one.number
    before = text[number.start - 1] if number.start else "\n"
    if before in _NOT_BEFORE_CHINESE:
        return False
    if other is not None:
        return other.unit is not None
    if number.digits == "一" and before in _NOT_BEFORE_ONE:
        return False
    if one.unit is not None:
        # 二 alone does not count, it orders: 二类, 二次; what counts is 两
        return number.digits != "二" or one.unit.dimension in _SCALAR
    return number.end - number.start > 1 and any(char in "百千万亿" for char in text[number.start : number.end])


def _zero(at: int) -> Quantity:
    span = Span(at, at + 1)
    return Quantity(span, Decimal(0), None, None, "=", Decimal(0), "zero", at + 1, span)


def _measured(text: str, at: int) -> tuple[_Measured | None, int]:
    """Return the number at ``at`` with its unit, and where to search on."""
    share = match_fraction(text, at)
    if share is not None and match_unit(text, share[0].end) is None:
        number, written = share
        return _Measured(number, UnitMatch(written, number.end, "ratio", "any"), number.end), number.end
    found, end = match_number(text, at)
    if found is None:
        return None, end
    unit, unit_end = _unit_behind(text, found)
    if unit is not None and unit.special == "成":
        return _tenths(text, found, unit)
    if unit is not None and unit.special == "连":
        unit_end = found.end
    if unit is not None and unit.written == "个" and text.startswith("半", unit_end):
        return _and_a_half(text, found, _Measured(found, unit, unit_end))
    return _Measured(found, unit, unit_end), unit_end


def _unit_behind(text: str, number: NumberMatch) -> tuple[UnitMatch | None, int]:
    """Return the unit behind a number, over some spaces, if the number may have it."""
    at, stop = number.end, min(number.end + _MAX_GAP, len(text))
    while at < stop and text[at] == " ":
        at += 1
    unit = match_unit(text, at)
    if unit is None:
        return None, number.end
    if unit.dimension == "rank" and number.scale > 1:
        return None, number.end  # 500亿级 is no rank
    if number.form == "chinese":
        allowed = unit.chinese == "any"
        if unit.chinese == "many":
            allowed = number.value > 1
        elif unit.chinese == "round":
            allowed = any(char in "百千万亿" for char in text[number.start : number.end])
        if not allowed:
            return None, number.end
    return unit, unit.end


def _and_a_half(text: str, number: NumberMatch, plain: _Measured) -> tuple[_Measured, int]:
    """Read 两个半小时 as 2.5 hours; before anything but a unit of time 半 is another word's."""
    unit = match_unit(text, plain.end + 1)
    if unit is None or unit.dimension != "time":
        return plain, plain.end
    half = Decimal("0.5")
    longer = replace(number, value=number.value + half, step=half, end=plain.end + 1)
    return _Measured(longer, unit, unit.end), unit.end


def _tenths(text: str, number: NumberMatch, unit: UnitMatch) -> tuple[_Measured | None, int]:
    """Read 四成 and 七成五 as per cent."""
    end = unit.end
    half = Decimal(0)
    if text[end : end + 1] == "五" and text[end + 1 : end + 2] not in tuple(CHINESE_NUMERALS):
        half, end = Decimal(5), end + 1
    if (number.high or number.value) > _TENTH:
        return None, end
    tenths = replace(
        number,
        value=number.value * _TENTH + half,
        high=None if number.high is None else number.high * _TENTH,
        step=half or _TENTH * number.step,
        form="tenths",
    )
    return _Measured(tenths, unit, end), end


def _other_end(text: str, one: _Measured) -> _Measured | None:
    """Return the upper end of the range that ``one`` begins, or ``None`` if it begins none."""
    number = one.number
    if number.high is not None or number.vague or text[one.end : one.end + 1] not in _SEPARATOR_STARTS:
        return None
    separator = _SEPARATOR.match(text, one.end)
    if separator is None:
        return None
    if separator["sign"] in "至到" and number.start and text[number.start - 1] in _CHANGE:
        return None
    other, _ = _measured(text, separator.end())
    if other is None or other.number.high is not None or "fraction" in (number.form, other.number.form):
        return None
    if one.unit is not None and (other.unit is None or other.unit.written != one.unit.written):
        return None
    return other if _low_end(one, other) < other.number.value else None


def _low_end(one: _Measured, other: _Measured) -> Decimal:
    """Return the lower end, with the magnitude words (and 成) that are written at the upper end only: 10-15万."""
    value = one.number.value
    if one.unit is not None:
        return value
    if other.number.form == "tenths":
        return value * _TENTH
    scaled = value * other.number.scale if one.number.scale == 1 else value
    return scaled if scaled < other.number.value else value


def _range(text: str, one: _Measured, other: _Measured) -> Quantity:
    unit, start = other.unit, one.number.start
    dimension = unit.dimension if unit else None
    _, first = bound_before(text, start, dimension=dimension, magnitude=False)
    _, stop = bound_after(text, other.end, dimension=dimension)
    return Quantity(
        span=Span(start, other.end),
        value=_low_end(one, other),
        high=other.number.value,
        unit=unit.written if unit else None,
        bound="range",
        step=other.number.step,
        form=other.number.form,
        number_end=other.number.end,
        extent=Span(first, stop),
    )


def _single(text: str, one: _Measured) -> Quantity:
    number, unit = one.number, one.unit
    start, value, form = number.start, number.value, number.form
    dimension = unit.dimension if unit else None
    before, first = bound_before(text, start, dimension=dimension, magnitude=text[start] in "十百千万亿")
    after, stop = bound_after(text, one.end, dimension=dimension)
    inside = bound_inside(number.vague) if number.vague else None
    bound: Bound = "range" if number.high is not None else combine_bounds(before, inside, after)
    if dimension in _SIGNED and first == start and _is_minus(text, start - 1):
        start, value, first = start - 1, -value, start - 1
    if unit is not None and unit.special == "番" and value <= _MAX_DOUBLINGS:
        value, form = whole((Decimal(2) ** value).quantize(_FOUR_PLACES)), "doubling"
    return Quantity(
        span=Span(start, one.end),
        value=value,
        high=number.high,
        unit=unit.written if unit else None,
        bound=bound,
        step=number.step,
        form=form,
        number_end=number.end,
        extent=Span(first, stop),
    )


def _is_minus(text: str, at: int) -> bool:
    """Tell whether the dash at ``at`` is a sign: no dash, digit, letter, unit or bracket before it."""
    if at < 0 or text[at] != "-":
        return False
    before = text[at - 1] if at else ""
    return not before or (before not in "-~%‰)]}" and not (before.isascii() and before.isalnum()))
