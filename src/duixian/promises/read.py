"""The promises of a document.

In goes a document with the figures read from it; out come its promises in text order: outcome targets and pieces of
work, each tied to the characters it was read from.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from duixian.figures.scopes import SELF, decide_scope
from duixian.model import Document, Figure, Part, Promise, Sentence, Span
from duixian.periods import PeriodContext, find_periods
from duixian.promises.clauses import Clause, cut_clauses
from duixian.promises.dates import Calendar
from duixian.promises.draft import Drafter, Scene, Setting
from duixian.promises.heads import Head
from duixian.promises.livelihood import Item, livelihood_items
from duixian.promises.marks import Marks
from duixian.promises.rows import TableRow, table_rows
from duixian.promises.silence import Silence
from duixian.promises.wording import passage

__all__ = ["read_promises"]

_MAX_LEAD_CHARACTERS = 24
_TIMED = re.compile(r"年|月|季度|任期|时期|期间|五”")
"""Most words of time ahead hold one of these; so most sentences need not be searched."""
_MAX_LEAN = 2
_MAX_BEFORE = 8


def read_promises(document: Document, figures: tuple[Figure, ...]) -> tuple[Promise, ...]:
    r"""Read all promises of a document, in text order.

    Args:
        document: a loaded document.
        figures: its figures, as :func:`duixian.figures.read_figures` reads them.

    Returns:
        The promises; for each, ``document.text[promise.span.start:promise.span.end] == promise.text``.

    Example:
        >>> from duixian.documents import from_text
        >>> from duixian.figures import read_figures
        >>> document = from_text("一、2025年工作安排\n今年投资增长5%,出台青年创业政策。")
        >>> [(one.form, one.text) for one in read_promises(document, read_figures(document))]
        [('outcome', '5%'), ('work', '出台青年创业政策')]
    """
    reader = _Reader(document, figures)
    found = [*reader.sentences(), *reader.tables()]
    return tuple(sorted(found, key=lambda promise: (promise.span, promise.form)))


@dataclass(frozen=True, slots=True)
class _Passage:
    """A sentence or cell to be read.

    Args:
        span: its characters.
        figures: its figures.
        aims: the places of those of them that are targets.
        plans: whether it stands where the document plans.
        silent: whether it commits to no work.
        lead: whether it only opens its paragraph.
    """

    span: Span
    figures: Sequence[Figure]
    aims: frozenset[Span]
    plans: bool
    silent: bool
    lead: bool = False

    def reads(self, head: Head) -> bool:
        """Tell whether a clause with this verb is read as work."""
        return not self.silent and (head.kind == "event" or not self.lead)


class _Reader:
    """Goes through the sentences of one document, then through its tables."""

    def __init__(self, document: Document, figures: Sequence[Figure]) -> None:
        self.document = document
        self.drafter = Drafter(document)
        self.silence = Silence(document.plain)
        self.timed = Marks(_TIMED, document.plain)
        self.levels = Marks(passage("levels"), document.plain)
        self.above = Marks(passage("above"), document.plain)
        metadata = document.metadata
        self.issuer = metadata.issuer.value if metadata.issuer else None
        self.reviews = metadata.reviews.value if metadata.reviews else None
        self.plans = metadata.plans.value if metadata.plans else None
        self.first_year = self.plans.first_year if self.plans else None
        self.figures = sorted(figures, key=lambda figure: figure.span)
        self.starts = [figure.span.start for figure in self.figures]
        self.items = livelihood_items(document)
        self.list, self.number = 0, 0

    def sentences(self) -> Iterator[Promise]:
        """Yield the promises of running text."""
        item: tuple[int, int | None] | None = None
        pending: list[Promise] = []
        first: Sentence | None = None
        for index, sentence in enumerate(self.document.sentences):
            if sentence.heading:
                continue
            place = self.items.get(index)
            if place is not None and place.list != self.list:
                self.list, self.number = place.list, 0
            key = None if place is None or place.inline else (place.list, place.number)
            if key != item:
                yield from self._item(pending, first)
                pending, item, first = [], key, sentence if key is not None else None
            found = self._sentence(index, sentence, place)
            if item is None:
                yield from found
            else:
                pending.extend(found)
        yield from self._item(pending, first)

    def _item(self, promises: list[Promise], first: Sentence | None) -> Iterator[Promise]:
        """Give the outcomes of an item all its figures; an item in which no verb commits is one promise whole."""
        if first is None:
            return
        if not promises:
            index = self.document.sentences.index(first)
            setting = self._setting(index, first, self.items[index])
            yield from self.drafter.whole(first.span, setting)
            return
        yield from _together(promises)

    def _figures_in(self, span: Span) -> Sequence[Figure]:
        low = bisect_left(self.starts, span.start)
        return self.figures[low : bisect_left(self.starts, span.end, lo=low)]

    def _setting(self, index: int | None, sentence: Sentence, place: Item | None) -> Setting:
        setting = self.drafter.setting(
            index, sentence.section, livelihood=place is not None, number=None if place is None else place.number
        )
        return setting if place is None or not place.inline else replace(setting, inline=True)

    def _sentence(self, index: int, sentence: Sentence, place: Item | None) -> Iterator[Promise]:
        section = self.document.sections[sentence.section]
        figures = self._figures_in(sentence.span)
        aims = frozenset(figure.span for figure in figures if self._is_aim(figure, section.part))
        silent = self.silence.is_silent(sentence, section.part, livelihood=place is not None)
        if silent and not aims:
            return
        lead = not aims and place is None and self._is_lead(index)
        setting = self._setting(index, sentence, place)
        plans = section.part == "plan"
        yield from self._passage(_Passage(sentence.span, figures, aims, plans, silent, lead), setting)

    def _is_aim(self, figure: Figure, part: Part) -> bool:
        """Tell whether a figure is a target of the place that still lies ahead."""
        if figure.role != "target" or figure.scope != SELF or part == "notes":
            return False
        if figure.period is None:
            return True
        if self.first_year is not None and figure.period.last_year < self.first_year:
            return False
        return part != "review" or self.reviews is None or figure.period.last_year > self.reviews.last_year

    def _is_lead(self, index: int) -> bool:
        """Tell whether a short sentence only opens its paragraph, like a heading in running text."""
        sentences = self.document.sentences
        one = sentences[index]
        if len(one.span) > _MAX_LEAD_CHARACTERS or (index and sentences[index - 1].paragraph == one.paragraph):
            return False
        return index + 1 < len(sentences) and sentences[index + 1].paragraph == one.paragraph

    def _passage(self, part_of: _Passage, setting: Setting) -> Iterator[Promise]:
        """Read the clauses of one sentence or cell."""
        plain, span = self.document.plain, part_of.span
        calendar = self._calendar(span, setting)
        clauses = cut_clauses(plain, span.start, span.end, calendar.times)
        above = self._above(span, clauses)
        modal = part_of.plans or setting.origin == "livelihood"
        for at, clause in enumerate(clauses):
            opens = setting.inline and clause.number == self.number + 1
            self.number += opens
            here = self._numbered(setting)
            head = clause.head
            modal = modal or (head is not None and head.modal)
            if above[at]:
                continue
            inside = tuple(self._figures_in(clause.span)) if part_of.figures else ()
            aims = [figure for figure in inside if figure.span in part_of.aims]
            if not aims and opens and head is None:
                yield from self.drafter.whole(clause.span, here)
            if not aims and (head is None or not modal or not part_of.reads(head) or self.silence.is_idle(clause.span)):
                continue
            whole = _with_subject(plain, clauses, at) if aims else clause.span
            mention = calendar.governing(clause.span, clauses[at - 1].span if at else None)
            scene = Scene(clause, whole, inside, mention, clauses[max(0, at - _MAX_BEFORE) : at])
            if aims:
                yield from self.drafter.outcomes(scene, aims, here)
            elif head is not None:
                promise = self.drafter.work(scene, head, here)
                if promise is not None:
                    yield promise

    def _numbered(self, setting: Setting) -> Setting:
        """Give a clause of a list in running text the number of its item; before the first it is no list yet."""
        if not setting.inline:
            return setting
        return replace(setting, number=self.number) if self.number else replace(setting, origin="text")

    def _calendar(self, span: Span, setting: Setting) -> Calendar:
        """Find the words of time in a sentence or cell."""
        if not self.timed.within(span.start, span.end):
            return Calendar((), span.start, self.first_year)
        context = PeriodContext(self.drafter.this_year, self.reviews, self.plans, setting.section_period)
        mentions = find_periods(self.document.plain, span.start, span.end, context)
        return Calendar(mentions, span.start, self.first_year)

    def _above(self, span: Span, clauses: Sequence[Clause]) -> list[bool]:
        """Tell for each clause whether it speaks of the goals of a higher level."""
        plain = self.document.plain
        if not self.levels.within(span.start, span.end) and not self.above.within(span.start, span.end):
            return [False] * len(clauses)
        found: list[bool] = []
        above = False
        for clause in clauses:
            words = clause.span.of(plain)
            if decide_scope(words, self.issuer, is_share=False) != SELF:
                above = True
            elif passage("ours").search(words) or (clause.head is not None and clause.head.leading):
                above = False
            found.append(above or self.above.within(clause.span.start, clause.span.end))
        return found

    def tables(self) -> Iterator[Promise]:
        """Yield the promises of tables: targets, and the rows of livelihood lists."""
        for row in table_rows(self.document):
            found = list(self._row(row))
            if row.livelihood and not found and row.content is not None:
                found = list(self.drafter.whole(row.content, self._row_setting(row)))
            yield from _together(found) if row.livelihood else found

    def _row_setting(self, row: TableRow) -> Setting:
        return self.drafter.setting(
            None, row.section, livelihood=row.livelihood, number=row.number, table=True, due=row.due
        )

    def _row(self, row: TableRow) -> Iterator[Promise]:
        setting = self._row_setting(row)
        part = self.document.sections[row.section].part if row.section is not None else "other"
        if part in ("review", "problems"):
            part = "other"
        for cell in row.cells:
            figures = self._figures_in(cell)
            aims = [figure for figure in figures if self._is_aim(figure, part)]
            if cell in row.texts:
                places = frozenset(figure.span for figure in aims)
                yield from self._passage(_Passage(cell, figures, places, part == "plan", silent=False), setting)
            else:
                yield from (self.drafter.row_outcome(row.span, figure, setting) for figure in aims)


def _together(promises: list[Promise]) -> Iterator[Promise]:
    """Give each outcome of a list's item all figures of the item."""
    spans: dict[Span, Figure] = {}
    for promise in promises:
        spans.update((figure.span, figure) for figure in promise.figures)
    figures = tuple(spans[span] for span in sorted(spans))
    for promise in promises:
        yield replace(promise, figures=figures) if promise.form == "outcome" else promise


def _with_subject(plain: str, clauses: Sequence[Clause], at: int) -> Span:
    """Return a clause together with the ones before it that it leans upon."""
    first = at
    leaning = passage("leaning")
    while first and at - first < _MAX_LEAN:
        one, before = clauses[first], clauses[first - 1]
        if before.group != one.group or not leaning.match(plain, one.span.start, one.span.end):
            break
        first -= 1
    return Span(clauses[first].span.start, clauses[at].span.end)
