"""Tell what each stretch of text does — look back, name problems, plan, explain — and about what period.

In go the units of a document (its headings and sentences, in order) with its anchors; out comes for each
unit its state. A heading sets the state where its words tell; the opening of a paragraph or a sentence
that names a period and a purpose may change it; where nothing tells, the mood of the sentences decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import cast

from duixian.documents.headings import Heading
from duixian.documents.modality import lean, mood, turning_point
from duixian.documents.phrases import Phrase, alternation, phrases
from duixian.documents.years import Anchors, Mention, mentions
from duixian.model import Part, Period

__all__ = ["State", "Unit", "heading_state", "opening_state", "states_of", "tells"]

_OPENING_CHARS = 80
_MENTION_CHARS = 20
_MAX_MENTION_CHARS = 8
_TOPIC_CHARS = 18
_INNER_TOPIC_CHARS = 4
_TOP_RANK = 4.3
_MIN_PLAN_SHARE = 20
_MIN_TURN = 6
_OTHER = ("notes", "other")
_ASIDE = ("problems", "other")
_PLAN_OF_A_YEAR = "plan of a year"
_CALL = re.compile(r"奋力|努力|谱写|开创|迈向|开启|建设新|而奋斗|全力以赴|再上新|再创")
_MAIN = ("review", "plan")
_HINT = re.compile(r"[年届]|五[”\"时期规计]|以来")
_ADDRESS = re.compile(r"(?:各位代表|同志们|各位委员)?[!,:]?\s*")
_TOPIC = re.compile(
    r"\s?(?:[,:是]|的[,]|时期[,是]|期间[,是]|以?来[,]|中[,]"
    r"|(?:时期|以来|里|间)?(?:,|是|我[们市省区县国州]|全[市省区县国州]))"
)
_LIST_ITEM = re.compile(
    r"[一二三四五六七八九]是|\(?[一二三四五六七八九\d]\)|第[一二三四五六七八九],|对此|对于?这些|这些(?:困难|问题)|产生|究其|造成|-{2}"
)


@dataclass(frozen=True, slots=True)
class State:
    """What a stretch of text does, and about what period."""

    part: Part
    period: Period | None


@dataclass(frozen=True, slots=True)
class Unit:
    """A heading or a sentence.

    Args:
        text: its plain form.
        paragraph: index of its paragraph.
        heading: the heading it is, or opens with; else ``None``.
        title: whether it is no sentence but a title (a heading alone on its line, or before running text).
        first: whether it is the first sentence of its paragraph.
    """

    text: str
    paragraph: int
    heading: Heading | None
    title: bool
    first: bool


@cache
def _rows(table: str) -> tuple[Phrase, ...]:
    return phrases("parts.toml", table)


@cache
def _joined(table: str) -> re.Pattern[str]:
    return alternation(_rows(table))


def _told(table: str, text: str) -> str | None:
    """Return what the first row that is found in a text gives, rows in the table's order."""
    if _joined(table).search(text) is None:
        return None
    return next((row.gives for row in _rows(table) if row.pattern.search(text)), None)


def tells(title: str) -> bool:
    """Tell whether a line without number is a heading by its words alone.

    Example:
        >>> tells("2020年工作回顾"), tells("全面加强政府自身建设")
        (True, False)
    """
    if _told("heading", title) is not None or _told("top", title) is not None:
        return True
    return _told("dated", title) is not None and bool(mentions(title, Anchors()))


def heading_state(title: str, anchors: Anchors, *, top: bool) -> State | None:
    """Return what a heading's words tell, or ``None`` where they tell nothing.

    Args:
        title: the heading's words.
        anchors: the years relative words are counted from.
        top: whether the heading stands under no other; then the years it names tell by themselves.

    Example:
        >>> heading_state("2021年主要工作安排", Anchors(2020, 2021, 2021), top=True)
        State(part='plan', period=Period(start='2021', end='2021'))
    """
    found = mentions(title, anchors)
    part = _told("heading", title) or (_told("top", title) if top else None)
    if part is None and found:
        part, timed = _told("dated", title), _by_time(found, anchors)
        if not part and not top:
            return None
        # 全面完成2020年目标任务 names aims, but of a year that is over.
        part = timed if not part or (part == "plan" and timed == "review") else part
    if not part:
        return None
    return State(cast("Part", part), _period(found, part, anchors))


def _by_time(found: Sequence[Mention], anchors: Anchors) -> str | None:
    """Tell looking back from planning by the years alone."""
    for mention in found:
        if mention.outlook != "named":
            return "review" if mention.outlook == "back" else "plan"
        if mention.period is None or anchors.plan is None or anchors.review is None:
            continue
        if mention.period.last_year <= anchors.review:
            return "review"
        if mention.period.first_year >= anchors.plan:
            return "plan"
    return None


def _period(found: Sequence[Mention], part: str, anchors: Anchors) -> Period | None:
    periods = [mention.period for mention in found if mention.period is not None]
    if part in _OTHER:
        return None
    if part == "plan":
        periods = [period for period in periods if anchors.plan is None or period.last_year >= anchors.plan]
    else:
        periods = [period for period in periods if anchors.review is None or period.last_year <= anchors.review]
    if not periods:
        return anchors.planned() if part == "plan" else anchors.reviewed()
    if part != "plan":
        return Period.year(min(p.first_year for p in periods), max(p.last_year for p in periods))
    return periods[0]


def opening_state(text: str, state: State, anchors: Anchors, *, first: bool = True) -> tuple[State, bool] | None:
    """Return the state that the opening of a sentence sets, and whether it lasts beyond its paragraph.

    Args:
        text: the sentence, plain.
        state: what holds before it.
        anchors: the years relative words are counted from.
        first: whether it opens its paragraph; inside one, only a purpose with its period changes the state.

    Example:
        >>> before = State("review", Period.year(2020))
        >>> opening_state("今年发展的主要预期目标是:生产总值增长6%。", before, Anchors(2020, 2021, 2021))
        (State(part='plan', period=Period(start='2021', end='2021')), True)
    """
    opening = _ADDRESS.sub("", text[:_OPENING_CHARS], count=1)
    reach = _TOPIC_CHARS if first else _INNER_TOPIC_CHARS
    head = opening[: reach + _MENTION_CHARS]
    found = mentions(head, anchors) if _HINT.search(head, 0, reach + _MAX_MENTION_CHARS) else []
    topic = next((mention for mention in found if mention.span.start <= reach), None)
    if not first and topic is None:
        return None
    match = _joined("opening").search(opening)
    told = _rows("opening")[int(match.lastgroup[1:])].gives if match and match.lastgroup else None
    if told == "problems":
        return (replace(state, part="problems"), False) if state.part != "plan" and first else None
    if told == "plan" and topic is None:
        return None if state.part == "plan" else (State("plan", anchors.planned()), True)
    if told in ("plan", _PLAN_OF_A_YEAR) and topic is not None and _is_due(topic, state, anchors):
        # 锚定2035年远景目标,未来五年… plans the five years.
        beyond = _lies_beyond(topic.period, anchors) and state.part == "plan"
        return State("plan", (state.period if beyond else topic.period) or anchors.planned()), True
    if topic is None or topic.period is None or not _TOPIC.match(opening, topic.span.end):
        return None
    if not first:
        # 几年来,… inside a paragraph that plans.
        back = state.part == "plan" and topic.outlook == "back" and topic.span.start == 0
        return (State("review", topic.period), False) if back else None
    return _dated_opening(topic, topic.period, state, anchors)


def _is_due(topic: Mention, state: State, anchors: Anchors) -> bool:
    """Tell whether a period can be that of a plan that begins here: 围绕2030年的目标 in a review is none."""
    if topic.outlook == "ahead" or topic.period is None or anchors.plan is None:
        return topic.outlook != "back"
    if state.part == "plan":
        return topic.period.last_year >= anchors.plan
    return topic.period.first_year == anchors.plan


def _dated_opening(topic: Mention, period: Period, state: State, anchors: Anchors) -> tuple[State, bool] | None:
    way = _by_time([topic], anchors)
    if way == "review":
        return State("review", period), state.part != "plan" and period.last_year == anchors.review
    if way == "plan":
        if _lies_beyond(period, anchors):
            # 到2020年 in a report that plans 2010 is an outlook: neither the end of its review nor its new subject.
            return State("plan", period), False
        lasts = state.part != "plan" or topic.outlook == "ahead" or period.first_year == anchors.plan
        return State("plan", period), lasts
    return None


def _lies_beyond(period: Period | None, anchors: Anchors) -> bool:
    """Tell whether a period begins only after all that the document plans."""
    planned = anchors.planned()
    return period is not None and planned is not None and period.first_year > planned.last_year


@dataclass(slots=True)
class _Walk:
    """Going through the units: the open sections with their states, what holds, and what holds for now."""

    anchors: Anchors
    lasting: State
    main: State | None = None
    stack: list[tuple[float, State]] = field(default_factory=list)

    def under(self, heading: Heading, body: str) -> State:
        """Return the state that a heading opens.

        Args:
            heading: the heading.
            body: the text under it, for top headings that do not tell; else empty.
        """
        while self.stack and self.stack[-1][0] >= heading.rank:
            self.stack.pop()
        top = heading.rank <= _TOP_RANK and not self.stack
        told = heading_state(heading.title, self.anchors, top=top)
        if told is None:
            told = self.lasting if not self.stack or heading.ordinal == 1 else self.stack[-1][1]
            if told.part in _ASIDE and self.main is not None:
                told = self.main
            if top and told.part == "plan" and _lies_beyond(told.period, self.anchors):
                told = State("plan", self.anchors.planned())
            if top:
                told = self._by_mood(told, heading.title, body)
        self.stack.append((heading.rank, told))
        self._take(told)
        return told

    def _take(self, state: State) -> None:
        self.lasting = state
        if state.part in _MAIN:
            self.main = state

    def _by_mood(self, told: State, title: str, body: str) -> State:
        # Documents look back first and plan then; imperatives without 要 must not turn a plan to a review.
        if told.part != "review" or not (mood(body) == "plan" or (_CALL.search(title) and lean(body) > 0)):
            return told
        return State("plan", self.anchors.planned())

    def change(self, state: State) -> None:
        """Take a lasting change; one from looking back to planning holds for all open sections."""
        turned = state.part == "plan" and self.lasting.part != "plan"
        self._take(state)
        if turned:
            self.stack = [(rank, state) for rank, _ in self.stack]
        elif self.stack:
            self.stack[-1] = (self.stack[-1][0], state)


def states_of(units: Sequence[Unit], anchors: Anchors, *, start: State) -> list[State]:
    """Return the state of every unit, ``start`` being that of the text before any heading or cue.

    Example:
        >>> from duixian.model import Span
        >>> heading = Heading(0, Span(0, 11), "2023年工作回顾", 4.0, 1, alone=True)
        >>> units = [Unit("一、2023年工作回顾", 0, heading, title=True, first=True),
        ...          Unit("新建学校3所。", 1, None, title=False, first=True),
        ...          Unit("2024年主要预期目标是:生产总值增长6%。", 2, None, title=False, first=True)]
        >>> [state.part for state in states_of(units, Anchors(2023, 2024, 2024), start=State("other", None))]
        ['review', 'review', 'plan']
    """
    walk = _Walk(anchors, start)
    bodies = _bodies(units)
    states: list[State] = []
    current = start
    for index, unit in enumerate(units):
        if unit.heading is not None:
            current = walk.under(unit.heading, bodies.get(index, ""))
        if not unit.title:
            current = _step(unit, walk, current)
        states.append(current)
    return _turned(units, states, anchors)


def _step(unit: Unit, walk: _Walk, current: State) -> State:
    """Return the state of a sentence, given that of the one before it in ``current``."""
    if walk.lasting.part == "notes":
        return walk.lasting
    if unit.first and not (current.part == "problems" and _LIST_ITEM.match(unit.text)):
        current = walk.lasting
    told = opening_state(unit.text, current, walk.anchors, first=unit.first)
    if told is None:
        return current
    if told[1]:
        walk.change(told[0])
    return told[0]


def _bodies(units: Sequence[Unit]) -> dict[int, str]:
    """Return the texts under top headings, by the heading's index."""
    tops = [index for index, unit in enumerate(units) if unit.heading and unit.heading.rank <= _TOP_RANK]
    return {
        index: "".join(unit.text for unit in units[index + 1 : end])
        for index, end in zip(tops, [*tops, len(units)][1:], strict=True)
    }


def _turned(units: Sequence[Unit], states: list[State], anchors: Anchors) -> list[State]:
    """Where hardly anything is said to plan, find the turn from looking back to planning by the mood."""
    sizes = dict.fromkeys(("review", "problems", "plan", "notes", "other"), 0)
    for unit, state in zip(units, states, strict=True):
        sizes[state.part] += len(unit.text)
    if sizes["plan"] * _MIN_PLAN_SHARE >= sum(sizes.values()):
        return states
    free = [state.part in ("review", "other") for state in states]
    leans = [lean(unit.text) if able else 0 for unit, able in zip(units, free, strict=True)]
    at = turning_point(leans)
    if sum(leans[at:]) < _MIN_TURN:
        return states  # a short text under a telling heading is not turned by one 继续
    plan, review = State("plan", anchors.planned()), State("review", anchors.reviewed())
    if at == len(units):
        return states
    return [
        state if not able else (plan if index >= at else (review if state.part == "other" and index > 0 else state))
        for index, (state, able) in enumerate(zip(states, free, strict=True))
    ]
