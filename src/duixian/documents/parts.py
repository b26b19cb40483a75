"""Tell what each paragraph does — look back, name problems, plan, explain — and about what period.

In go the paragraphs with their headings and the document's anchors; out comes for each paragraph its
state. A heading sets the state where its words tell; the opening of a paragraph may change it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from duixian.documents.headings import Heading
from duixian.documents.paragraphs import Paragraph
from duixian.documents.phrases import Phrase, alternation, phrases
from duixian.documents.years import Anchors, Mention, mentions
from duixian.model import Part, Period

__all__ = ["State", "heading_state", "opening_state", "states_of", "tells"]

_OPENING_CHARS = 80
_TOPIC_CHARS = 18
_TOP_RANK = 4.3
_ADDRESS = re.compile(r"(?:各位代表|同志们)?[!,:]?\s*")
_TOPIC = re.compile(
    r"\s?(?:[,:是]|的[,]|时期[,是]|期间[,是]|以?来[,]|中[,]|(?:时期|以来|里|间)?(?:,|是|我[们市省区县国]|全[市省区县国]))"
)
_LIST_ITEM = re.compile(
    r"[一二三四五六七八九]是|\(?[一二三四五六七八九\d]\)|第[一二三四五六七八九],|对此|对于?这些|这些(?:困难|问题)|产生|究其|造成"
)


@dataclass(frozen=True, slots=True)
class State:
    """What a stretch of text does, and about what period."""

    part: Part
    period: Period | None


@cache
def _rows(table: str) -> tuple[Phrase, ...]:
    return phrases("parts.toml", table)


@cache
def _openings() -> re.Pattern[str]:
    return alternation(_rows("opening"))


def tells(title: str) -> bool:
    """Tell whether a line without number is a heading by its words alone.

    Example:
        >>> tells("2020年工作回顾"), tells("全面加强政府自身建设")
        (True, False)
    """
    if any(row.pattern.search(title) for row in _rows("heading")):
        return True
    return any(row.pattern.search(title) for row in _rows("dated")) and bool(mentions(title, Anchors()))


def heading_state(title: str, anchors: Anchors, *, top: bool) -> State | None:
    """Return what a heading's words tell, or ``None`` where they tell nothing.

    Example:
        >>> heading_state("2021年主要工作安排", Anchors(2020, 2021, 2021), top=True)
        State(part='plan', period=Period(start='2021', end='2021'))
    """
    found = mentions(title, anchors)
    part = next((row.gives for row in _rows("heading") if row.pattern.search(title)), None)
    if part is None and found:
        part = next((row.gives for row in _rows("dated") if row.pattern.search(title)), None)
        timed = _by_time(found, anchors)
        if part is None and not top:
            return None
        part = timed if part is None or (part == "plan" and timed == "review" and top) else part
    if part is None:
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
    if part in ("notes", "other"):
        return None
    if not periods:
        year = anchors.plan if part == "plan" else anchors.review
        return None if year is None else Period.year(year)
    if part != "plan":
        return Period.year(min(p.first_year for p in periods), max(p.last_year for p in periods))
    return periods[0]


def opening_state(text: str, state: State, anchors: Anchors) -> tuple[State, bool] | None:
    """Return the state that a paragraph's opening sets, and whether it lasts beyond the paragraph."""
    opening = _ADDRESS.sub("", text[:_OPENING_CHARS], count=1)
    found = mentions(opening[: _OPENING_CHARS // 2], anchors)
    topic = next((m for m in found if m.span.start <= _TOPIC_CHARS), None)
    match = _openings().search(opening)
    told = _rows("opening")[int(match.lastgroup[1:])].gives if match and match.lastgroup else None
    if told == "problems":
        return (State("problems", state.period), False) if state.part in ("review", "problems", "other") else None
    if told == "plan" and (topic is None or _by_time([topic], anchors) != "review"):
        if state.part == "plan" and topic is None:
            return None
        period = topic.period if topic else None
        return State("plan", period or _planned(state, anchors)), True
    if topic is None or topic.period is None or not _TOPIC.match(opening, topic.span.end):
        return None
    return _dated_opening(topic, topic.period, state, anchors)


def _planned(state: State, anchors: Anchors) -> Period | None:
    if state.part == "plan":
        return state.period
    return None if anchors.plan is None else Period.year(anchors.plan)


def _dated_opening(topic: Mention, period: Period, state: State, anchors: Anchors) -> tuple[State, bool] | None:
    way = _by_time([topic], anchors)
    if way == "review":
        lasts = state.part != "plan" and period.last_year == anchors.review
        return State("review", period), lasts
    if way == "plan":
        return State(
            "plan", period
        ), state.part != "plan" or topic.outlook == "ahead" or period.first_year == anchors.plan
    return None


def states_of(
    lines: Sequence[Paragraph], headings: Sequence[Heading], anchors: Anchors, *, first: int, start: State
) -> list[State]:
    """Return the state of every paragraph.

    Args:
        lines: the paragraphs.
        headings: the headings among them, in order.
        anchors: the years relative words are counted from.
        first: index of the first paragraph behind the document's head.
        start: the state of the text behind the head.
    """
    by_line = {heading.paragraph: heading for heading in headings}
    states = [State("other", None)] * first
    stack: list[tuple[float, State]] = []
    state = current = start
    for index in range(first, len(lines)):
        heading = by_line.get(index)
        if heading is not None:
            state = _under(heading, stack, state, anchors)
            current = state
        if heading is None or not heading.alone:
            current, state = _step(lines[index].text, state, current, anchors)
            if stack and state != stack[-1][1] and current == state:
                stack[-1] = (stack[-1][0], state)
        states.append(current)
    return states


def _step(text: str, state: State, current: State, anchors: Anchors) -> tuple[State, State]:
    """Return the paragraph's own state and the one that lasts."""
    if state.part == "notes":
        return state, state
    told = opening_state(text, state, anchors)
    if told is None:
        if current.part == "problems" and _LIST_ITEM.match(text):
            return current, state
        return state, state
    return told[0], (told[0] if told[1] else state)


def _under(heading: Heading, stack: list[tuple[float, State]], state: State, anchors: Anchors) -> State:
    """Return the state that a heading opens, and put it on the stack of open sections."""
    while stack and stack[-1][0] >= heading.rank:
        stack.pop()
    top = heading.rank <= _TOP_RANK and not stack
    told = heading_state(heading.title, anchors, top=top)
    if told is None:
        told = state if not stack or heading.ordinal == 1 else stack[-1][1]
        if told.part == "problems":
            told = replace(told, part="review")
        if told.part == "notes" and stack == [] and heading.alone and heading.ordinal is None:
            told = replace(told, part="other")
    stack.append((heading.rank, told))
    return told
