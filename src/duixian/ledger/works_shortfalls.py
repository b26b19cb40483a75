"""Find in a document the clauses that tell, without a number, that targets were missed: 进出口总额未完成年初目标.

In go the sentences that look back or name problems; out come those clauses with the indicators they name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Final, Literal

from duixian.indicators import catalogue, indicator
from duixian.ledger.works_stages import any_of, definitions
from duixian.model import Document, Span

__all__ = ["Shortfall", "find_shortfall", "named_in", "shortfalls"]

_CUT: Final = re.compile(r"[,;。!?:\n]+")
_BEFORE: Final = re.compile(
    r"(?:[、和与及或等是在对但的虽“(]|^|[全我本][省市区县国州]|今年|去年|上年|全年|年度|部分|主要|个别|一些|地方|其中|预计|新增|净增|实现|完成|如|社会|[0-9]年)$"
)
_NAME_SCORE: Final = Decimal("0.9")
_OTHER_PLACE: Final = re.compile(r"[^全我本地城小社辖市治](?:[县区镇]|街道)")
_BELOW: Final = re.compile(r"略?仍?(?:低于|不及|不如|未及)")
_OF_A_PLAN: Final = re.compile(r"规划|五年|“?[一二三四五六七八九十]{1,2}五”|本届")
_OF_A_YEAR: Final = re.compile(r"年初|年度|全年|今年|去年|当年|[0-9]{4}年")
_TOPIC_SCORE: Final = Decimal("0.8")
_LEAST_NAME_CHARACTERS: Final = 2
_REACH_CHARACTERS: Final = 200


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A clause that tells that targets were missed.

    Args:
        span: its characters.
        sentence: the sentence it stands in.
        text: its plain form.
        names: the plain words before the ones that tell of failure.
        years: ``one`` where a year's target was missed, ``several`` where a plan's, ``None`` where not told.
        indicators: ids of what was missed, each with how sure.
    """

    span: Span
    sentence: Span
    text: str
    names: str
    years: Literal["one", "several"] | None
    indicators: Mapping[str, Decimal]


@cache
def _shortfall() -> re.Pattern[str]:
    return re.compile("|".join(block["pattern"] for block in definitions()["shortfall"]))


def find_shortfall(plain: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """Return the first words between two offsets of a plain text that tell that a target was missed, or ``None``.

    Example:
        >>> find_shortfall("进出口总额未完成年初目标").group()
        '未完成年初目标'
    """
    return _shortfall().search(plain, start, len(plain) if end is None else end)


@cache
def _names() -> tuple[re.Pattern[str], Mapping[str, Mapping[str, Decimal]]]:
    ids: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for entry in catalogue().values():
        for name in (entry.zh, *entry.aliases):
            if len(name) >= _LEAST_NAME_CHARACTERS:
                ids[name][entry.id] = _NAME_SCORE
    for block in definitions()["topic"]:
        for word in block["words"]:
            for id_ in block["indicators"]:
                ids[word].setdefault(id_, _TOPIC_SCORE)
    return any_of(ids), ids


def named_in(text: str) -> Mapping[str, Decimal]:
    """Return the indicators a clause names, each with how sure.

    Example:
        >>> sorted(named_in("进出口、物价调控目标"))
        ['cpi', 'foreign-trade']
        >>> named_in("西区外商投资"), named_in("东乡县、西山区外商投资")
        ({}, {})
    """
    pattern, ids = _names()
    found: dict[str, Decimal] = {}
    for match in pattern.finditer(text):
        if _OTHER_PLACE.search(text[: match.start()]):
            break
        if _BEFORE.search(text[max(0, match.start() - 4) : match.start()]):
            found |= ids[match.group()]
    return found


def _missed(names: str, words: str) -> Mapping[str, Decimal]:
    """Return the indicators named that were missed: unemployment below its limit was not."""
    found = named_in(names)
    if not _BELOW.match(words):
        return found
    return {} if "控制" in words else {id_: sure for id_, sure in found.items() if indicator(id_).direction != "down"}


def _years(text: str) -> Literal["one", "several"] | None:
    if _OF_A_PLAN.search(text):
        return "several"
    return "one" if _OF_A_YEAR.search(text) else None


def shortfalls(document: Document) -> tuple[Shortfall, ...]:
    r"""Return the clauses of a document's review and problems that tell of missed targets, in text order.

    Example:
        >>> from duixian.reading import read_text
        >>> text = "一、2024年工作回顾\n我们也看到困难:进出口总额未完成年初目标。\n二、2025年工作安排\n扩大开放。"
        >>> [(found.text, sorted(found.indicators)) for found in shortfalls(read_text(text).document)]
        [('进出口总额未完成年初目标', ['foreign-trade'])]
    """
    return tuple(_shortfalls(document))


def _shortfalls(document: Document) -> Iterator[Shortfall]:
    for sentence in document.sentences:
        part = document.sections[sentence.section].part
        if sentence.heading or part not in {"review", "problems"}:
            continue
        start, end = sentence.span.start, sentence.span.end
        if not find_shortfall(document.plain, start, end):
            continue
        cuts = [start, *(cut.end() for cut in _CUT.finditer(document.plain, start, end)), end]
        for low, high in pairwise(cuts):
            told = find_shortfall(document.plain, low, high)
            if told is None:
                continue
            text = document.plain[low:high].rstrip(",;。!?:\n ")
            names = document.plain[max(low, told.start() - _REACH_CHARACTERS) : told.start()] + told.group()
            yield Shortfall(
                Span(low, low + len(text)), sentence.span, text, names, _years(text), _missed(names, told.group())
            )
