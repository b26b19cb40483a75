"""Put headings and sentences into nested sections.

In go the units of a document with their places and states; out come the sections, each with one part and
period, and for each unit the section it stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from duixian.documents.headings import Heading
from duixian.documents.parts import State, Unit
from duixian.model import Section, Span

__all__ = ["sections_of"]


@dataclass(slots=True)
class _Draft:
    """A section that is still growing."""

    start: int
    heading: Heading | None
    level: int
    parent: int | None
    state: State
    split: bool = False
    end: int = 0

    def section(self) -> Section:
        return Section(
            span=Span(self.start, max(self.start, self.end)),
            heading=None if self.heading is None else self.heading.span,
            title="" if self.heading is None else self.heading.title,
            level=self.level,
            parent=self.parent,
            part=self.state.part,
            period=self.state.period,
        )


@dataclass(slots=True)
class _Tree:
    """The sections so far and the indices of those still open, outermost first."""

    drafts: list[_Draft] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)

    @property
    def top(self) -> _Draft | None:
        return self.drafts[self.stack[-1]] if self.stack else None

    def open(self, draft: _Draft) -> None:
        draft.parent = self.stack[-1] if self.stack else None
        self.stack.append(len(self.drafts))
        self.drafts.append(draft)

    def close(self, level: int, end: int) -> None:
        """Close all open sections of ``level`` and below."""
        while self.stack and (self.drafts[self.stack[-1]].level >= level or not self.drafts[self.stack[-1]].level):
            self.drafts[self.stack.pop()].end = end

    def split(self, start: int, state: State) -> None:
        """Go on in a section without heading, as the state has changed; or back in the one around it."""
        if self.top is not None and (self.top.split or self.top.level == 0):
            self.close(self.top.level, start)
        if self.top is None or self.top.state != state:
            level = 0 if self.top is None else self.top.level + 1
            self.open(_Draft(start, None, level, None, state, split=True))


def sections_of(
    units: Sequence[Unit], spans: Sequence[Span], states: Sequence[State], levels: dict[float, int]
) -> tuple[list[Section], list[int]]:
    """Return the sections, and for each unit the index of the section it stands in.

    Where the state changes without a heading, a section without heading begins, one level below the one around it.

    Args:
        units: headings and sentences in order.
        spans: their places.
        states: their states.
        levels: rank of a heading → its level.

    Example:
        >>> heading = Heading(0, Span(0, 6), "工作回顾", 4.0, 1, alone=True)
        >>> units = [Unit("一、工作回顾", 0, heading, title=True, first=True),
        ...          Unit("今年要新建学校3所。", 1, None, title=False, first=True)]
        >>> states = [State("review", None), State("plan", None)]
        >>> sections, owners = sections_of(units, [Span(0, 6), Span(7, 17)], states, {4.0: 1})
        >>> [(section.level, section.part) for section in sections], owners
        ([(1, 'review'), (2, 'plan')], [0, 1])
    """
    grown = _Tree()
    owners: list[int] = []
    for unit, span, state in zip(units, spans, states, strict=True):
        if unit.heading is not None:
            level = levels[unit.heading.rank]
            grown.close(level, span.start)
            grown.open(_Draft(span.start, unit.heading, level, None, state))
        elif grown.top is None:
            grown.open(_Draft(span.start, None, 0, None, state))
        elif grown.top.state != state:
            grown.split(span.start, state)
        owners.append(grown.stack[-1])
    grown.close(-1, spans[-1].end if spans else 0)
    return [draft.section() for draft in grown.drafts], owners
