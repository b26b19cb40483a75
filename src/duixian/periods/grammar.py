"""Compile the words of time into one alternation that finds mentions.

In go the rules; out comes a compiled pattern whose last group tells which kind of mention matched, and the
look-up tables that lead its words back to their rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from duixian.periods.rules import Rule, load_rules

__all__ = ["Grammar", "chinese_number", "grammar", "year_number"]

_DIGIT = "[〇零0O一二三四五六七八九]"
_YEAR = rf"(?:(?:19|20)\d\d|(?:一九|二[〇零0O]){_DIGIT}{{2}})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三?十[一二三四五六七八九]?|二十[一二三四五六七八九]?|[一二三四五六七八九])"
_OPEN = "[“\"‘']"
_CLOSE = "[”\"’']"
_TO = r" ?(?:-{1,2}|至|到|~) ?"
_COUNT = r"(?:\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_QUARTER = r"[头前][一二三1-3]个?季度|第?[1-4一二三四](?:[-至到、][2-4二三四])?季度"
_TO_DAY = rf" ?{_DAY}日(?:{_TO}(?:{_MONTH}月)?{_DAY}日)?"
# 三月三 is a feast, 一月一次 a rhythm.
_MONTHS = (
    rf"{_MONTH} ?月?份?{_TO}{_MONTH} ?月份?|前{_COUNT}个月"
    rf"|(?<![“这逐一])[一二三四五六七八九十]{{1,2}}月(?![一三])份?(?:{_TO_DAY})?"
    rf"|(?:1[0-2]|0?[1-9]) ?月份?(?:{_TO_DAY})?"
)
_DIGITS = str.maketrans("〇零O一二三四五六七八九", "000123456789")
_CHINESE = {char: value for value, char in enumerate("一二三四五六七八九", start=1)} | {"两": 2}


def year_number(written: str) -> int:
    """Return a year written in four digits, Arabic or Chinese.

    Example:
        >>> year_number("二〇二〇"), year_number("1998")
        (2020, 1998)
    """
    return int(written.translate(_DIGITS))


def chinese_number(written: str) -> int:
    """Return a number below 100, in digits or in Chinese.

    Example:
        >>> chinese_number("十二"), chinese_number("三十"), chinese_number("11"), chinese_number("两")
        (12, 30, 11, 2)
    """
    if written.isdecimal() and written.isascii():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (_CHINESE.get(tens, 1) * 10 if ten else 0) + _CHINESE.get(ones, 0)


@dataclass(frozen=True, slots=True)
class Grammar:
    """What :func:`grammar` compiles.

    Args:
        body: finds the time itself; group names: ``title`` (a book title, to be passed over), ``from`` and ``to``
            (a range or list of years), ``year`` or ``named`` with ``half``, ``quarter`` or ``months``, ``plan``
            with ``of``, ``quoted``, ``compared``, ``decade``, ``fixed``, ``term``, ``vague``, and ``before`` ``count``
            ``after``.
        ending: what may follow it; the group that matched is the number of the rule in ``endings``.
        endings: the rules of endings, by group number less one.
        prepositions: word → rules, the first that fits holds.
        longest_preposition: in characters.
        words: table name → word → rule.
        plans: name → (first year, last year).
        parts: words for a part of a plan → rule.
        counted: words before or after a number of years → rule.
    """

    body: re.Pattern[str]
    ending: re.Pattern[str]
    endings: tuple[Rule, ...]
    prepositions: dict[str, tuple[Rule, ...]]
    longest_preposition: int
    words: dict[str, dict[str, Rule]]
    plans: dict[str, tuple[int, int]]
    parts: dict[str, Rule]
    counted: dict[str, Rule]


def _either(words: list[str] | tuple[str, ...]) -> str:
    """Return an alternation, longest word first, so that the longest wins."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _guarded(rules: tuple[Rule, ...]) -> str:
    """Return an alternation of rows, each with what must not stand before and must stand behind it."""
    rows = sorted(rules, key=lambda rule: -max(map(len, rule.words)))
    return "|".join(
        (f"(?<![{rule.behind}])" if rule.behind else "") + f"(?:{_either(rule.words)}){rule.ahead}" for rule in rows
    )


def _by_word(rules: tuple[Rule, ...]) -> dict[str, Rule]:
    return {word: rule for rule in rules for word in rule.words}


def _years_pattern(rules: tuple[Rule, ...]) -> str:
    before = _either([word for rule in rules for word in rule.before])
    after = _either([word for rule in rules for word in rule.after])
    guard = r"(?<![\d.一二两三四五六七八九十百千零〇几第])"
    return (
        rf"(?P<before>{before}) ?(?P<count>{_COUNT}) ?年(?:时间)?(?P<after>{after})?(?![级制度])"
        rf"|{guard}(?P<count2>{_COUNT}) ?年(?P<after2>{after})(?!往)"
    )


@cache
def grammar() -> Grammar:
    """Compile the rules, once.

    Example:
        >>> grammar().body.search("到2025年,覆盖率达到45%")["year"]
        '2025'
    """
    rules = load_rules()
    tables = rules.tables
    names = _either([plan.name for plan in rules.plans])
    parts = _either([word for rule in tables["plan-part"] for word in rule.words])
    named = _guarded(tables["year"])
    half = _guarded(tables["part"])
    part = rf"(?P<half>{half})|(?P<quarter>{_QUARTER})|(?P<months>{_MONTHS})"
    lone = part.replace("P<", "P<lone_")
    body = "|".join(
        (
            r"(?P<title>《[^《》]{0,80}》)",
            (
                rf"(?<![\d.])(?P<from>{_YEAR}) ?年?(?P<from_month>{_MONTH}月)?{_TO}(?P<to>{_YEAR}) ?"
                rf"(?:年度?(?P<to_month>{_MONTH}月)?|(?=\)))"
            ),
            rf"(?<![\d.])(?P<list>{_YEAR}(?: ?[、和] ?{_YEAR}){{1,4}}) ?年度?",
            (
                rf"(?:(?<![\d.])(?P<year>{_YEAR}) ?年(?!{_either(rules.not_after_year)})度?"
                rf"|(?P<named>{named})(?![均龄代轻]))(?: ?(?:{part}))?"
            ),
            rf"{_OPEN}? ?(?<![第百二三四五六七八九])(?P<plan>{names}) ?{_CLOSE}? ?(?P<of>{parts})",
            rf"{_OPEN} ?(?P<quoted>{names}) ?{_CLOSE}(?= ?(?:$|{'|'.join(rules.plan_before)}))",
            rf"(?<=[{rules.plan_after}]){_OPEN} ?(?P<compared>{names}) ?{_CLOSE}",
            rf"(?<![\d.每前数])(?:{lone})",
            r"(?:(?P<century>20世纪|二十世纪|上个?世纪|本世纪|21世纪|二十一世纪)的?)?(?P<decade>(?<!\d)[1-9]0|[一二三四五六七八九]十)年代",
            rf"(?P<fixed>{_guarded(tables['fixed'])})",
            rf"(?P<term>{_guarded(tables['term'])})",
            rf"(?P<vague>{_guarded(tables['vague'])})",
            _years_pattern(tables["years"]),
        )
    )
    ending = "|".join(f"({_either(rule.words)}){rule.ahead}" for rule in tables["after"])
    prepositions: dict[str, tuple[Rule, ...]] = {}
    for rule in tables["before"]:
        for word in rule.words:
            prepositions[word] = (*prepositions.get(word, ()), rule)
    return Grammar(
        body=re.compile(body),
        ending=re.compile(f" ?(?:{ending})"),
        endings=tables["after"],
        prepositions=prepositions,
        longest_preposition=max(map(len, prepositions)),
        words={name: _by_word(tables[name]) for name in ("year", "part", "fixed", "term", "vague")},
        plans={plan.name: (plan.first, plan.last) for plan in rules.plans},
        parts=_by_word(tables["plan-part"]),
        counted={word: rule for rule in tables["years"] for word in (*rule.before, *rule.after)},
    )
