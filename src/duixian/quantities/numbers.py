"""Find the number that stands at a place of a text, before its unit is looked at.

In goes an offset at which a digit or Chinese numeral stands; out comes the number with its magnitude words,
or where to go on. Terms: *vague* marks are 余, 多 and 几 inside a number, which say that it is somewhat more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from duixian.model import QuantityForm
from duixian.quantities.numerals import MAX_NUMERAL_CHARACTERS, read_numeral, whole

__all__ = ["CHINESE_NUMERALS", "NumberMatch", "match_fraction", "match_number"]

CHINESE_NUMERALS = "零〇一二两三四五六七八九十百千万亿廿卅"
_ONES = "一二三四五六七八九"

_ARABIC = re.compile(
    # 1.2020年 is an enumeration's number before a year, no decimal; of 5.个百分点 the source lost the decimals
    r"(?>\d{1,3}(?:,\d{3}){1,8}+(?!\d)|\d++)(?:\.(?!(?:19|20)\d\d *年)\d++|\.(?=[个%‰万亿]))?+",
    re.ASCII,
)
_NOT_THOUSAND = "(?!瓦|米|克|卡|伏|升|兆|赫|焦|帕|字节|分点)"
_SCALE = rf"(?:[十百千]?(?:万亿|亿|万)|百(?!姓|货|花|强)|千{_NOT_THOUSAND})"
_ARABIC_TAIL = re.compile(
    rf"(?P<scaled> {{0,4}}(?P<vague>[余多](?={_SCALE}))?个?(?P<scale>{_SCALE})"
    rf"(?P<rest>\d{{1,4}}(?:万|千{_NOT_THOUSAND}))?)?"
    r"(?P<after> {0,4}[余多几])?"
)
_GE_SCALE = re.compile(r"个(?:百|千)?(?:万亿|亿)(?!元|级|以|吨|斤|美|产|企|项)")
_CHINESE = re.compile(rf"[{CHINESE_NUMERALS}]++")
_CHINESE_TAIL = re.compile(r"(?P<scaled>[余多几](?P<scale>[百千]?(?:万亿|亿|万)))?(?P<after>[余多几来])?")
_DECIMALS = re.compile(r"点[零〇一二三四五六七八九]++(?:[百千]?(?:万亿|亿|万))?")
_NEIGHBOURS = re.compile(
    rf"(?P<front>[一二三四五六七八九]?[十百千万亿])?(?P<low>[{_ONES}两])(?P<high>[{_ONES}两])(?P<back>[十百千万亿]*)"
)
_PLAN = re.compile("十[一二三四]五")
_FRACTION = re.compile(
    rf"(?P<below>[{CHINESE_NUMERALS}]{{1,6}}|\d{{1,4}})分之(?P<above>\d{{1,6}}(?:\.\d{{1,6}})?|[{CHINESE_NUMERALS}]{{1,8}}(?:点[零〇{_ONES}]{{1,6}})?)",
    re.ASCII,
)
_SLASHED = re.compile(r"(\d{1,3})/(\d{1,3})(?![\d/.%,])", re.ASCII)
_NOT_MORE = "额热量年地款粮力下孽"
_PERCENT = Decimal(100)
_MAX_PARTS = 100
_FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A number in a text.

    Args:
        start: of its first character.
        end: behind its last character, magnitude words and 余 included.
        value: its value; the lower end for neighbouring digits (三四百).
        high: the upper end for neighbouring digits, else ``None``.
        step: the worth of one unit in the last written place.
        scale: the magnitude words behind Arabic digits multiplied out; 1 if there are none.
        form: arabic, chinese, or fraction for 三分之一 and 1/7.
        vague: 余, 多 … inside or behind the number, or the empty string.
        digits: the characters before magnitude words and vague marks.
    """

    start: int
    end: int
    value: Decimal
    high: Decimal | None
    step: Decimal
    scale: Decimal
    form: QuantityForm
    vague: str
    digits: str


def match_number(text: str, at: int) -> tuple[NumberMatch | None, int]:
    """Return the number at ``at`` and where it ends; ``None`` and where to go on if the run there is no number.

    Args:
        text: plain text.
        at: offset of a digit or Chinese numeral that does not stand behind another one of its run.

    Example:
        >>> number, end = match_number("达到93.6亿元", 2)
        >>> number.value == 9_360_000_000, end
        (True, 7)
    """
    if text[at] <= "9":
        return _match_arabic(text, at)
    return _match_chinese(text, at)


def _match_arabic(text: str, at: int) -> tuple[NumberMatch | None, int]:
    token = _ARABIC.match(text, at)
    if token is None or token.end() - at > MAX_NUMERAL_CHARACTERS:
        return None, at + 1 if token is None else token.end()
    digits, end = token[0], token.end()
    numeral = read_numeral(digits.rstrip("."))
    if numeral is None:
        return None, end
    value, step, scale, vague = numeral.value, numeral.step, Decimal(1), ""
    tail = _ARABIC_TAIL.match(text, end)
    if (
        tail is not None
        and tail["scaled"]
        and (tail["scaled"].lstrip()[0] != "个" or _GE_SCALE.match(text, tail.start("scale") - 1))
    ):
        scaled = read_numeral(f"1{tail['scale']}")
        if scaled is not None:
            scale = scaled.value
            value, step, end = whole(value * scale), whole(step * scale), tail.end("scale")
            vague = tail["vague"] or ""
            rest = read_numeral(tail["rest"]) if tail["rest"] else None
            if rest is not None and rest.value < scale and not vague:
                value, step, end = value + rest.value, rest.step, tail.end("rest")
    if tail is not None and tail["after"] and _is_vague(text, tail.end("after")) and tail.start("after") >= end:
        gap = tail.start("after") - end
        if gap == 0 or (tail.end("scaled") == end or not tail["scaled"]):
            vague, end = tail["after"].strip(), tail.end("after")
    return NumberMatch(at, end, value, None, step, scale, "arabic", vague, digits), end


def _is_vague(text: str, end: int) -> bool:
    """Tell whether 余 or 多 before ``end`` says "more" and is not the start of a word (余额, 多数)."""
    behind = text[end : end + 1]
    if text[end - 1] == "余":
        return behind not in _NOT_MORE or not behind
    if behind == "元":
        return text[end + 1 : end + 2] not in ("化", "体")
    return behind not in ("数", "样", "方", "边", "式") or not behind


def _match_chinese(text: str, at: int) -> tuple[NumberMatch | None, int]:
    run = _CHINESE.match(text, at)
    if run is None or run.end() - at > MAX_NUMERAL_CHARACTERS:
        return None, at + 1 if run is None else run.end()
    digits, end = run[0], run.end()
    decimals = _DECIMALS.match(text, end)
    if decimals is not None:
        numeral = read_numeral(digits + decimals[0]) if len(decimals[0]) <= MAX_NUMERAL_CHARACTERS else None
        if numeral is not None:
            end = decimals.end()
            found = NumberMatch(at, end, numeral.value, None, numeral.step, Decimal(1), "chinese", "", text[at:end])
            return found, end
    if digits[-1] == "千" and digits[-2:-1] in ("万", "亿") and text[end : end + 1] in ("瓦", "米", "克", "伏"):
        digits, end = digits[:-1], end - 1
    ends = _neighbours(digits)
    if ends is None:
        numeral = None if _is_list(digits) else read_numeral(digits)
        if numeral is None:
            return None, end
        ends = numeral.value, None, numeral.step
    low, high, step = ends
    vague = ""
    tail = _CHINESE_TAIL.match(text, end)
    if tail is not None and digits[-1] in "十百千万亿" and high is None:
        if tail["scaled"]:
            scaled = read_numeral(f"1{tail['scale']}")
            if scaled is not None:
                low, step, vague, end = low * scaled.value, step * scaled.value, tail["scaled"][0], tail.end("scaled")
        if tail["after"] and tail.start("after") == end and _is_vague(text, tail.end("after")):
            vague, end = tail["after"], tail.end("after")
    return NumberMatch(at, end, low, high, step, Decimal(1), "chinese", vague, digits), end


def _is_list(digits: str) -> bool:
    """Tell whether two or three bare digits name things side by side (一二三产业, 一一) rather than count."""
    return 1 < len(digits) < 4 and not any(char in "十百千万亿廿卅" for char in digits)  # noqa: PLR2004


def _neighbours(digits: str) -> tuple[Decimal, Decimal | None, Decimal] | None:
    """Read 三四百, 十二三, 七八, 三五: two digits one apart (or 三五) side by side are a range.

    The names of plans (十四五) are none.
    """
    match = _NEIGHBOURS.fullmatch(digits)
    if match is None or _PLAN.fullmatch(digits):
        return None
    one, other = (_ONES.find("二" if match[name] == "两" else match[name]) for name in ("low", "high"))
    if not (other - one == 1 or match["low"] + match["high"] == "三五"):
        return None
    ends = [read_numeral((match["front"] or "") + match[name] + match["back"]) for name in ("low", "high")]
    low, high = ends
    if low is None or high is None or low.value >= high.value:
        return None
    return low.value, high.value, low.step


def match_fraction(text: str, at: int) -> tuple[NumberMatch, str] | None:
    """Return the share that begins at ``at`` and its unit, or ``None``.

    三分之一 is 33.3333 %, 百分之七 7 %, 千分之三 3 ‰; true fractions are rounded to four places and have step 0.

    Example:
        >>> number, unit = match_fraction("占全市1/7强", 3)
        >>> number.value, unit
        (Decimal('14.2857'), '%')
    """
    slashed = _SLASHED.match(text, at)
    if slashed is not None:
        if at and text[at - 1] in "/.":
            return None
        above, below = int(slashed[1]), int(slashed[2])
        if not 0 < above < below <= _MAX_PARTS:
            return None
        return _share(slashed, Decimal(above), Decimal(below)), "%"
    match = _FRACTION.match(text, at)
    if match is None:
        return None
    over, under = read_numeral(match["above"]), read_numeral(match["below"])
    if over is None or under is None or under.value <= 0:
        return None
    if match["below"] not in {"百", "千", "万"}:
        return _share(match, over.value, under.value), "%"
    unit, worth = ("‰", Decimal(1)) if match["below"] == "千" else ("%", _PERCENT / under.value)
    value, step = over.value * worth, over.step * worth
    return NumberMatch(at, match.end(), value, None, step, Decimal(1), "chinese", "", match[0]), unit


def _share(match: re.Match[str], above: Decimal, below: Decimal) -> NumberMatch:
    value = _rounded(_PERCENT * above / below)
    return NumberMatch(match.start(), match.end(), value, None, Decimal(0), Decimal(1), "fraction", "", match[0])


def _rounded(share: Decimal) -> Decimal:
    """Round to four places, without trailing zeros: 20, 14.2857."""
    return whole(share.quantize(_FOUR_PLACES).normalize())
