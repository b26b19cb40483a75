"""The automatic numbers of a Word document.

In go the numbering definitions of a docx and its numbered paragraphs in order; out come the numbers as Word
shows them: 一、, (一), 1., ①.
"""

from __future__ import annotations

import re
from collections.abc import Callable
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
_ENCLOSED = 20


def rendered_number(number: int, form: str) -> str:
    """Write a number in one of Word's formats (ST_NumberFormat, ECMA-376 part 1, 17.18.59).

    Example:
        >>> [rendered_number(12, form) for form in ("chineseCounting", "decimal", "decimalEnclosedCircle")]
        ['十二', '12', '⑫']
    """
    if form in ("none", "bullet"):
        return ""
    write = _FORMS.get(form)
    return str(number) if write is None or not 0 < number <= _MAX_NUMBER else write(number)


def _counting(number: int, digits: str, places: str) -> str:
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


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _enclosed(first: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if number <= _ENCLOSED else str(number)


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _plain_counting(number: int) -> str:
    return _counting(number, _DIGITS, "十百千")


def _formal_counting(number: int) -> str:
    return _counting(number, _FORMAL, "拾佰仟")


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


_FORMS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _plain_counting,
    "chineseCountingThousand": _plain_counting,
    "ideographTraditionalCounting": _plain_counting,
    "japaneseCounting": _plain_counting,
    "taiwaneseCounting": _plain_counting,
    "taiwaneseCountingThousand": _plain_counting,
    "chineseLegalSimplified": _formal_counting,
    "ideographLegalTraditional": _formal_counting,
    "japaneseLegal": _formal_counting,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "decimalEnclosedCircle": _enclosed(0x2460),
    "decimalEnclosedCircleChinese": _enclosed(0x2460),
    "decimalEnclosedParen": _enclosed(0x2474),
    "decimalEnclosedFullstop": _enclosed(0x2488),
    "decimalZero": lambda number: f"{number:02d}",
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "lowerLetter": _letters,
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "upperRoman": lambda number: _roman(number).upper(),
}


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
        """Count one paragraph and return its number with the signs around it; ``None`` for bullets."""
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
