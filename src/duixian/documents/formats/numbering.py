"""The automatic numbers of a Word document.

In go the numbering definitions of a docx and its numbered paragraphs in order; out come the numbers as Word
shows them: 一、, (一), 1., ①.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Numbering", "rendered_number"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_PLACEHOLDER = re.compile(r"%([1-9])")
_MAX_NUMBER = 9_999


def rendered_number(number: int, form: str) -> str:
    """Write a number in one of Word's formats (ST_NumberFormat, ECMA-376 part 1, 17.18.59).

    Example:
        >>> [rendered_number(12, form) for form in ("chineseCounting", "decimal", "decimalEnclosedCircle", "upperRoman")]
        ['十二', '12', '⑫', 'XII']
    """
    if form in ("none", "bullet") or not 0 <= number <= _MAX_NUMBER:
        return "" if form in ("none", "bullet") else str(number)
    if form in ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
                "japaneseCounting", "ideographTraditionalCounting"):  # fmt: skip
        return _counting(number, _DIGITS, "十百千")
    if form in ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"):
        return _counting(number, _FORMAL, "拾佰仟")
    if form in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalEnclosedParen" and 1 <= number <= 20:
        return chr(0x2474 + number - 1)
    if form == "decimalEnclosedFullstop" and 1 <= number <= 20:
        return chr(0x2488 + number - 1)
    if form in ("upperLetter", "lowerLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("upperRoman", "lowerRoman") and number > 0:
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form == "ideographTraditional" and number > 0:
        return _STEMS[(number - 1) % 10]
    if form == "ideographZodiac" and number > 0:
        return _BRANCHES[(number - 1) % 12]
    if form == "decimalZero":
        return f"{number:02d}"
    return str(number)


def _counting(number: int, digits: str, places: str) -> str:
    if number == 0:
        return digits[0]
    text = ""
    gap = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            gap = gap or bool(text)
            continue
        if gap:
            text += "零"
            gap = False
        text += digits[digit] + (places[power - 1] if power else "")
    # 12 is 十二, not 一十二 (but 壹拾贰 keeps its 壹).
    return text[1:] if text.startswith("一十") else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int
    decimal_all: bool = False


@dataclass(slots=True)
class Numbering:
    """Counts numbered paragraphs as Word does.

    Args:
        root: the root element of ``word/numbering.xml``, or ``None`` if the document has none.
    """

    root: Any
    _abstract: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _lists: dict[str, tuple[str, dict[int, _Level]]] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)
    _restarts: dict[str, dict[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for abstract in self.root.iterfind(f"{_W}abstractNum"):
            levels = {_int(level.get(f"{_W}ilvl")): _level(level) for level in abstract.iterfind(f"{_W}lvl")}
            self._abstract[abstract.get(f"{_W}abstractNumId", "")] = levels
        for entry in self.root.iterfind(f"{_W}num"):
            number_id = entry.get(f"{_W}numId", "")
            link = entry.find(f"{_W}abstractNumId")
            abstract_id = "" if link is None else link.get(f"{_W}val", "")
            levels = dict(self._abstract.get(abstract_id, {}))
            for override in entry.iterfind(f"{_W}lvlOverride"):
                index = _int(override.get(f"{_W}ilvl"))
                own = override.find(f"{_W}lvl")
                if own is not None:
                    levels[index] = _level(own)
                start = override.find(f"{_W}startOverride")
                if start is not None:
                    self._restarts.setdefault(number_id, {})[index] = _int(start.get(f"{_W}val"))
            self._lists[number_id] = (abstract_id, levels)

    def next(self, number_id: str, level: int) -> str | None:
        """Count one paragraph and return its number with the signs around it; ``None`` for bullets and unknown lists."""
        abstract_id, levels = self._lists.get(number_id, ("", {}))
        here = levels.get(level)
        if here is None:
            return None
        counters = self._counters.setdefault(abstract_id, {})
        restart = self._restarts.get(number_id, {}).get(level)
        if restart is not None and (number_id, level) not in self._started:
            counters[level] = restart
        else:
            counters[level] = counters.get(level, here.start - 1) + 1
        self._started.add((number_id, level))
        for deeper in [index for index in counters if index > level]:
            del counters[deeper]
        if here.form in ("bullet", "none"):
            return None

        def number(match: re.Match[str]) -> str:
            index = int(match.group(1)) - 1
            of = levels.get(index, here)
            form = "decimal" if here.decimal_all and of.form != "bullet" else of.form
            return rendered_number(counters.setdefault(index, of.start), form)

        return _PLACEHOLDER.sub(number, here.text)


def _level(element: Any) -> _Level:
    def value(tag: str, default: str) -> str:
        found = element.find(f"{_W}{tag}")
        return default if found is None else str(found.get(f"{_W}val", default))

    legal = element.find(f"{_W}isLgl")
    return _Level(value("numFmt", "decimal"), value("lvlText", ""), _int(value("start", "1")), legal is not None)


def _int(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0
