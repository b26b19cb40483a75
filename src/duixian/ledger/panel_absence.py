"""Find where a document says that it sets no number for an indicator.

In goes a sentence of a plan and the series looked for; out come the places that say so: that none is set at all
(没有提出增速目标), or that the aim is told without a number of its own (与经济增长同步).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from duixian.indicators import link
from duixian.ledger.panel_rules import panel_rules
from duixian.ledger.panel_series import Series
from duixian.model import Document, Span

__all__ = ["Absence", "AbsenceKind", "absences_in", "find_absences"]

AbsenceKind = Literal["stated_absent", "stated_in_words"]

_CLAUSE: Final = re.compile(r"[^,;:。!?、\n]+")
_AIM: Final = "目标"
_NAME_CHARACTERS: Final = 30
_COMPARED_CHARACTERS: Final = 14
_PLANNING_PARTS: Final = frozenset({"plan", "other"})


@dataclass(frozen=True, slots=True)
class Absence:
    """A place where a document sets no number for a series.

    Args:
        series: what for.
        kind: whether no aim is set at all, or one without a number.
        span: the characters that say so.
        text: these characters, as published.
    """

    series: Series
    kind: AbsenceKind
    span: Span
    text: str


def find_absences(document: Document, wanted: Sequence[Series]) -> tuple[Absence, ...]:
    """Return where a document says that it sets no number, in text order; what it reviews is left out.

    Example:
        >>> from duixian.reading import read_text
        >>> document = read_text("2025年工作安排。今年不设定经济增速具体目标。").document
        >>> [(str(each.series), each.kind, each.text) for each in find_absences(document, [Series("gdp", "growth")])]
        [('gdp:growth', 'stated_absent', '今年不设定经济增速具体目标')]
    """
    found: list[Absence] = []
    for sentence in document.sentences:
        if sentence.heading or document.sections[sentence.section].part not in _PLANNING_PARTS:
            continue
        plain = document.plain[sentence.span.start : sentence.span.end]
        for kind, series, start, end in absences_in(plain, wanted):
            span = Span(sentence.span.start + start, sentence.span.start + end)
            found.append(Absence(series, kind, span, span.of(document.text)))
    return tuple(found)


def absences_in(sentence: str, wanted: Sequence[Series]) -> Iterator[tuple[AbsenceKind, Series, int, int]]:
    """Yield kind, series and half-open offsets of each place in a sentence that sets no number.

    Args:
        sentence: with its widths folded.
        wanted: the series looked for.

    Example:
        >>> list(absences_in("目标是:地区生产总值增速高于全国平均水平。", [Series("gdp", "growth")]))
        [('stated_in_words', Series(indicator_id='gdp', kind='growth'), 4, 20)]
    """
    if _AIM not in sentence and "指标" not in sentence:
        return
    if _pattern("no").search(sentence):
        for found in _absent().finditer(sentence):
            start = _clause_start(sentence, found.start())
            for series in _meant((found["between"], sentence[start : found.start()]), wanted):
                yield "stated_absent", series, start, found.end()
    if _AIM in sentence and _pattern("said").search(sentence):
        for clause in _CLAUSE.finditer(sentence):
            said = _relative().match(clause.group())
            if said is not None:
                for series in _meant((said["name"],), wanted):
                    yield "stated_in_words", series, clause.start(), clause.end()


def _clause_start(sentence: str, at: int) -> int:
    """Return where the clause around an offset begins, or the offset one name's length before."""
    first = max(at - _NAME_CHARACTERS, 0)
    return max((sentence.rfind(sign, first, at) for sign in ",;:。!?\n"), default=-1) + 1 or first


def _meant(phrases: Iterable[str], wanted: Sequence[Series]) -> Iterator[Series]:
    """Yield the series that one of the phrases names, each once."""
    names = [_bare(phrase) for phrase in phrases if phrase]
    for series in wanted:
        if any(_names(series, name) for name in names):
            yield series


def _bare(phrase: str) -> str:
    return _pattern("fillers").sub("", phrase[-_NAME_CHARACTERS:])


def _names(series: Series, name: str) -> bool:
    for row in panel_rules().names:
        if row.indicator == series.indicator_id and row.kind == series.kind and name in row.names:
            return True
    return link(name, unit=series.unit, kind=series.kind).indicator_id == series.indicator_id


@cache
def _pattern(name: Literal["no", "said", "fillers"]) -> re.Pattern[str]:
    rules = panel_rules()
    if name == "fillers":
        fillers = _any((*rules.absence["fillers"], *rules.relative["fillers"]))
        return re.compile(rf"\A(?:{fillers})+|(?:{fillers})+\Z")
    said = (*rules.relative["same"], *rules.relative["above"], *rules.relative["steady"])
    return re.compile(_any(rules.absence["no"] if name == "no" else said))


@cache
def _absent() -> re.Pattern[str]:
    rules = panel_rules()
    no, aims = _any(rules.absence["no"]), _any(rules.absence["aims"])
    return re.compile(rf"(?:{no})(?P<between>[^,;:。!?\n]{{0,{rules.gap}}}?)(?:{aims})")


@cache
def _relative() -> re.Pattern[str]:
    rules = panel_rules().relative
    name = rf"(?P<name>.{{2,{_NAME_CHARACTERS}}}?)"
    same = rf"(?:{_any(rules['with'])}).{{1,{_COMPARED_CHARACTERS}}}?(?:{_any(rules['same'])})"
    above = rf"(?:{_any(rules['above'])})(?:{_any(rules['levels'])})?.{{0,4}}"
    steady = rf"(?:保持|实现)?(?:{_any(rules['steady'])})\Z"
    return re.compile(rf"{name}(?:{same}|{above}|{steady})")


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
