"""Words of a promise that tell how its number counts over the years, and which part of a project it is about.

In go a promise and its document; out come the years that an outcome's number covers, and the words that tell one part
of a project from the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from duixian.figures.wording import load_wording
from duixian.ledger.judging_values import show
from duixian.ledger.matching import measure_of
from duixian.ledger.works_stages import Stage, promised_stage
from duixian.model import Document, Figure, Promise

__all__ = [
    "Counting",
    "Wording",
    "compare_wordings",
    "counting_of",
    "event_stage",
    "is_attribute",
    "is_event",
    "is_hold",
    "parts_of",
]

_POINT_KINDS: Final = frozenset({"rate", "rank"})
_POINT_MEASURES: Final = frozenset({"level", "stock", "operating", "under-way"})
_CHANGE_KINDS: Final = frozenset({"growth", "points", "multiple"})
_FIRMNESS: Final = {"explore": 0, "strive": 1, "firm": 2}
_AVERAGE: Final = re.compile(r"年均|平均每年|每年")


@dataclass(frozen=True, slots=True)
class Counting:
    """How the number of an outcome counts over time; two numbers can be compared where these are equal.

    Args:
        way: ``point`` what there is at a time, ``span`` what comes about over years, ``average`` a year of them.
        first: the first year covered; the due year for ``point``.
        last: the last year covered.

    Example:
        >>> Counting("point", 2025, 2025).last
        2025
    """

    way: Literal["point", "span", "average"]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Wording:
    """That a later wording binds less or more than an earlier one.

    Args:
        kind: which of the two.
        earlier: the words of the earlier promise that tell.
        later: the words of the later one.

    Example:
        >>> Wording("softened", "确保", "力争").kind
        'softened'
    """

    kind: Literal["softened", "hardened"]
    earlier: str
    later: str


@cache
def _pattern(group: str) -> re.Pattern[str]:
    return load_wording("changes", folder="ledger").anywhere(group)


def parts_of(text: str) -> frozenset[str]:
    """Return the words that tell one part or phase of a project from the next.

    Example:
        >>> sorted(parts_of("轨道交通6号线北延二期"))
        ['6号', '二期', '北延']
    """
    return frozenset(found.group() for found in _pattern("part").finditer(text))


def is_hold(text: str) -> bool:
    """Tell whether a wording wants to hold a level, so that saying it again a year later postpones nothing.

    Example:
        >>> is_hold("调查失业率控制在5.5%以内"), is_hold("城镇化率达到72%")
        (True, False)
    """
    return _pattern("hold").search(text) is not None


def is_attribute(text: str) -> bool:
    """Tell whether an object only tells how large a thing is or when it is done, not what it is.

    Example:
        >>> is_attribute("区内设站4座"), is_attribute("望山大桥")
        (True, False)
    """
    return _pattern("attribute").match(text) is not None


def is_event(text: str) -> bool:
    """Tell whether a wording promises something of which a day can be named: opened, finished, started.

    Example:
        >>> is_event("望山大桥年底前通车"), is_event("扩大对外开放")
        (True, False)
    """
    return _pattern("event").search(text) is not None


def event_stage(text: str) -> Stage | None:
    """Return the furthest stage that the events of a wording name; without event that of the whole wording.

    Example:
        >>> event_stage("推动望山大桥尽早开工").id, event_stage("加快建设望山大桥").id
        ('started', 'under-way')
    """
    told = (promised_stage(found.group()) for found in _pattern("event").finditer(text))
    return max((each for each in told if each is not None), key=lambda each: each.rank, default=promised_stage(text))


def counting_of(promise: Promise, document: Document) -> Counting | None:
    """Return how the number of an outcome counts; ``None`` where the text does not tell it surely.

    A plan of several years that promises 80 parks without naming years means all its years together; a yearly report
    that promises 20 means one. Levels and stocks are meant for the time they are due.

    Example:
        >>> from duixian.reading import read_text
        >>> from duixian.model import Period, Promise, Span
        >>> reading = read_text("到2025年,城镇化率达到72%。")
        >>> figure = reading.figures[0]
        >>> due = Period.year(2025)
        >>> promise = Promise(figure.span, figure.text, Span(0, 15), "outcome", "text", figure, (figure,), None, None,
        ...                   (), None, due, due, "firm", None, "measured")
        >>> counting_of(promise, reading.document)
        Counting(way='point', first=2025, last=2025)
    """
    figure = promise.figure
    if figure is None or promise.due is None:
        return None
    due = promise.due.last_year
    words = f"{figure.indicator or ''}|{promise.clause.of(document.plain)}"
    first, last = _years(promise, figure, due)
    if _AVERAGE.search(words):
        return Counting("average", first, last)
    measure = measure_of(figure)
    if figure.kind in _POINT_KINDS or (figure.kind == "amount" and measure in _POINT_MEASURES):
        return Counting("point", due, due)
    accrues = figure.kind in _CHANGE_KINDS or measure not in {None, "flow"} or _accrues(words)
    if not accrues:
        return Counting("span", first, last) if first == last else None
    plans = document.metadata.plans
    if first == last and plans is not None and plans.value.first_year < plans.value.last_year:
        return Counting("span", plans.value.first_year, last) if last == plans.value.last_year else None
    return Counting("span", first, last)


def _years(promise: Promise, figure: Figure, due: int) -> tuple[int, int]:
    """Return the years that the number itself covers, else those of the promise."""
    period = figure.period or promise.period
    return (due, due) if period is None else (period.first_year, period.last_year)


def _accrues(words: str) -> bool:
    """Tell whether a number without indicator adds up over the years: work done rather than a level reached."""
    return _pattern("accrual").search(words) is not None or _pattern("level").search(words) is None


def compare_wordings(earlier: Promise, later: Promise) -> Wording | None:
    """Tell whether a later promise binds less or more, by the word that commits or by 左右; ``None`` if neither.

    A promise without such a word is firm; it is only compared with one whose weaker word is written.

    Example:
        >>> from duixian.reading import read_text
        >>> text = "二、2025年工作安排。生产总值增长5%,投资增长5%左右。"
        >>> compare_wordings(*read_text(text).promises)
        Wording(kind='softened', earlier='5%', later='约5%')
    """
    step = _FIRMNESS[later.firmness] - _FIRMNESS[earlier.firmness]
    weaker = later if step < 0 else earlier
    if step and weaker.firmness_text is not None:
        return Wording(_kind(step), _committing(earlier), _committing(later))
    step = _about(earlier.figure) - _about(later.figure)
    if step:
        return Wording(_kind(step), _bounded(earlier), _bounded(later))
    return None


def _kind(step: int) -> Literal["softened", "hardened"]:
    return "softened" if step < 0 else "hardened"


def _committing(promise: Promise) -> str:
    return promise.firmness_text or promise.action or promise.text


def _about(figure: Figure | None) -> int:
    return int(figure is not None and figure.bound == "~")


def _bounded(promise: Promise) -> str:
    return promise.text if promise.figure is None else show(promise.figure)
