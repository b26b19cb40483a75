"""Read and write numerals: Arabic, Chinese and the two mixed.

In goes one whole numeral (一百零五, 1.2万亿, 三分之一); out comes its exact value as a decimal, or nothing
if it is no numeral. Terms: a *digit* is 一 to 九 (and 两), a *place* is 十, 百 or 千, a *magnitude* is 万 or 亿;
数位 and 数级 in GB/T 15835—2011, which also tells when reports write which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import lru_cache

from duixian.errors import UsageError

__all__ = ["MAX_NUMERAL_CHARACTERS", "Numeral", "parse_numeral", "read_numeral", "whole", "write_numeral"]

MAX_NUMERAL_CHARACTERS = 40
"""What is longer is no number anyone says something with (an account, a bar code, rubbish)."""

_LARGEST = 10**16
_BEYOND = 10**24
_WAN, _YI = 10**4, 10**8
_DIGITS = {
    char: value
    for value, chars in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_WORTH = {"十": 10, "廿": 20, "卅": 30, "百": 100, "千": 1000, "万": _WAN, "亿": _YI}
_NAMES = "零一二三四五六七八九"
_FRACTION_PLACES = Decimal("1e-24")

_DIGIT_STRING = re.compile(r"[零〇一二三四五六七八九]{2,}")
_SECTION = re.compile(
    r"[零〇]?(?:(?P<千>[一二两三四五六七八九]?)千)?[零〇]?(?:(?P<百>[一二两三四五六七八九]?)百)?"
    r"[零〇]?(?:(?:(?P<十>[一二三四五六七八九]?)十)|(?P<廿>[廿卅]))?[零〇]?(?P<个>[一二两三四五六七八九])?"
)
_ARABIC = re.compile(r"(?P<sign>[+-])?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<decimals>\.\d+)?", re.ASCII)
_ARABIC_PIECE = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?) *(?P<scale>[十百千万亿]+)?", re.ASCII
)
_SCALES = {
    scale: Decimal(worth)
    for scale, worth in {
        "十": 10, "百": 100, "千": 1000, "万": _WAN, "十万": 10 * _WAN, "百万": 100 * _WAN, "千万": 1000 * _WAN,
        "亿": _YI, "十亿": 10 * _YI, "百亿": 100 * _YI, "千亿": 1000 * _YI, "万亿": _WAN * _YI,
        "十万亿": 10 * _WAN * _YI, "百万亿": 100 * _WAN * _YI, "千万亿": 1000 * _WAN * _YI,
    }.items()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a numeral says.

    Args:
        value: its exact value (fractions to 24 decimal places).
        step: the worth of one unit in its last written place: 1.2万亿 → 100000000000, 两千 → 1000; 0 for fractions.

    Example:
        >>> Numeral(Decimal(2000), Decimal(1000)).value
        Decimal('2000')
    """

    value: Decimal
    step: Decimal


def parse_numeral(text: str) -> Decimal | None:
    """Return the value of a whole numeral, or ``None`` if ``text`` is none.

    Args:
        text: Arabic digits with or without thousands' commas, Chinese, mixed, fractions (三分之一, 1/7),
            parts of a hundred (百分之七点五); half-width, at most :data:`MAX_NUMERAL_CHARACTERS` long.

    Example:
        >>> [str(parse_numeral(text)) for text in ("1,234.5", "一百零五", "十二万三千", "1.2万亿", "好")]
        ['1234.5', '105', '123000', '1200000000000', 'None']
    """
    numeral = read_numeral(text)
    return None if numeral is None else numeral.value


@lru_cache(maxsize=4096)
def read_numeral(text: str) -> Numeral | None:
    """Return value and step of a whole numeral, or ``None`` if ``text`` is none; see :func:`parse_numeral`.

    Example:
        >>> read_numeral("93.6亿").step == 10_000_000
        True
    """
    if not text or len(text) > MAX_NUMERAL_CHARACTERS:
        return None
    if "分之" in text or "/" in text:
        return _fraction(text)
    if text[0] in "0123456789+-":
        return _arabic(text)
    if "点" in text:
        return _chinese_decimal(text)
    return _chinese(text)


def write_numeral(value: int) -> str:
    """Write a whole number from 0 to 10^16 in Chinese, as in speech.

    Raises:
        UsageError: the number is negative or larger.

    Example:
        >>> write_numeral(105), write_numeral(10_050), write_numeral(123_000), write_numeral(10)
        ('一百零五', '一万零五十', '十二万三千', '十')
    """
    if not 0 <= value <= _LARGEST:
        raise UsageError("numeral-range", value=value)
    if value == 0:
        return "零"
    written = _write(value)
    return written[1:] if written.startswith("一十") else written


def _write(value: int) -> str:
    for unit, name in ((_YI, "亿"), (_WAN, "万")):
        if value >= unit:
            high, low = divmod(value, unit)
            gap = "零" if low and low < unit // 10 else ""
            return _write(high) + name + gap + (_write(low) if low else "")
    pieces: list[str] = []
    for worth, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = divmod(value, worth)
        if digit:
            pieces.append(_NAMES[digit] + name)
        elif pieces and rest and pieces[-1] != "零":
            pieces.append("零")
        value = rest
        if not value:
            break
    return "".join(pieces)


def _arabic(text: str) -> Numeral | None:
    """Read 1,234.5 and 93.6亿 and 1亿2000万."""
    plain = _ARABIC.fullmatch(text)
    if plain:
        value = Decimal((plain["sign"] or "") + plain["digits"].replace(",", "") + (plain["decimals"] or ""))
        return Numeral(value, Decimal(1).scaleb(_exponent(value)))
    total, step, below, at = Decimal(0), Decimal(0), None, 0
    while at < len(text):
        piece = _ARABIC_PIECE.match(text, at)
        if not piece:
            return None
        scale = _SCALES.get(piece["scale"]) if piece["scale"] else Decimal(1)
        number = Decimal(piece["number"].replace(",", ""))
        if scale is None or (below is not None and number * scale >= below):
            return None
        total += number * scale
        step = Decimal(1).scaleb(_exponent(number)) * scale
        below, at = scale, piece.end()
    return Numeral(whole(total), whole(step))


def whole(value: Decimal) -> Decimal:
    """Return a whole value without decimal places or exponent (9360000000.0 → 9360000000), any other as it is.

    Example:
        >>> whole(Decimal("9360000000.0")), whole(Decimal("1E+1")), whole(Decimal("6.50"))
        (Decimal('9360000000'), Decimal('10'), Decimal('6.50'))
    """
    integral = value.to_integral_value()
    if integral != value:
        return value
    return integral if _exponent(integral) == 0 else Decimal(int(integral))


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _chinese(text: str) -> Numeral | None:
    if _DIGIT_STRING.fullmatch(text):
        return Numeral(Decimal("".join(str(_DIGITS[char]) for char in text)), Decimal(1))
    value = _whole(text)
    return None if value is None or value > _BEYOND else Numeral(Decimal(value), Decimal(_last_place(text)))


def _whole(text: str) -> int | None:
    """Read a Chinese whole number: cut at the last 亿, then at the last 万, then place by place."""
    for name, unit in (("亿", _YI), ("万", _WAN)):
        high, found, low = text.rpartition(name)
        if not found:
            continue
        left = _whole(high) if high else 1
        right = _tail(low, unit) if low else 0
        if left is None or right is None or left == 0 or right >= unit or (unit == _WAN and left >= _WAN):
            return None
        return left * unit + right
    return _section(text)


def _tail(text: str, unit: int) -> int | None:
    """Read what stands behind a magnitude; a lone digit counts the next place below: 三万五 is 35000."""
    if len(text) == 1 and text in _DIGITS:
        return _DIGITS[text] * unit // 10 or None
    if text[0] in "百千万亿":
        return None
    return _whole(text)


def _section(text: str) -> int | None:
    """Read a number below 10,000: 一千零五十, 廿三, 百, 两千五 (2500)."""
    if text in _DIGITS:
        return _DIGITS[text]
    match = _SECTION.fullmatch(text)
    if not match or not text.strip("零〇"):
        return None
    value, last = 0, 0
    for name in ("千", "百", "十"):
        digit = match[name]
        if digit is not None:
            last = _WORTH[name]
            value += (_DIGITS[digit] if digit else 1) * last
    if match["廿"]:
        last = 10
        value += _WORTH[match["廿"]]
    ones = match["个"]
    if ones:
        short = len(text) > 1 and text[-2] in "百千"  # 两千五 is 2500, 两千零五 is 2005
        if ones == "两" and last:
            return None
        value += _DIGITS[ones] * (last // 10 if short else 1)
    return value


def _last_place(text: str) -> int:
    """Return the worth of one unit in the last written place: 十二万三千 → 1000, 两千 → 1000, 一百零五 → 1."""
    worth = 1
    at = len(text)
    while at and text[at - 1] in _WORTH:
        at -= 1
        worth *= 1 if text[at] in "廿卅" else _WORTH[text[at]]
    if at == len(text) and at > 1 and text[at - 1] in _DIGITS and text[at - 2] in "百千万亿":
        return _WORTH[text[at - 2]] // 10
    return worth


def _chinese_decimal(text: str) -> Numeral | None:
    """Read 三点五 and 零点五万."""
    front_text, _, rest = text.partition("点")
    digits = rest.rstrip("百千万亿")
    scale = _SCALES.get(rest[len(digits) :]) if len(digits) < len(rest) else Decimal(1)
    front = _chinese(front_text)
    if front is None or scale is None or not digits or any(char not in _DIGITS or char == "两" for char in digits):
        return None
    decimals = Decimal("0." + "".join(str(_DIGITS[char]) for char in digits))
    return Numeral(whole((front.value + decimals) * scale), whole(Decimal(1).scaleb(-len(digits)) * scale))


def _fraction(text: str) -> Numeral | None:
    """Read 三分之一, 百分之七, 一又二分之一 and 1/7."""
    if "/" in text:
        above, _, below = text.partition("/")
        mixed = ""
    else:
        below, _, above = text.partition("分之")
        mixed, found, rest = below.partition("又")
        mixed, below = (mixed, rest) if found else ("", below)
    over, under = read_numeral(above), read_numeral(below)
    front = read_numeral(mixed) if mixed else Numeral(Decimal(0), Decimal(0))
    if over is None or under is None or front is None or under.value <= 0:
        return None
    if below in {"百", "千", "万"} and not mixed:
        return Numeral(over.value / under.value, over.step / under.value)
    with localcontext(prec=2 * MAX_NUMERAL_CHARACTERS):
        value = (front.value + over.value / under.value).quantize(_FRACTION_PLACES)
    return Numeral(whole(value.normalize()), Decimal(0))
