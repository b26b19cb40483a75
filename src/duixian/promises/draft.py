"""Make promises of clauses and figures.

In goes a clause with its head, its figures and its words of time; out comes a :class:`~duixian.model.Promise`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from duixian.model import Document, Figure, Firmness, Period, Promise, PromiseOrigin, Span, Testability
from duixian.periods import PeriodMention, year_spoken_in
from duixian.promises.clauses import Clause, item_number
from duixian.promises.dates import due_of
from duixian.promises.firmness import FirmnessMarks
from duixian.promises.heads import PLEDGE, Head
from duixian.promises.lexicon import lexicon
from duixian.promises.programmes import Programmes
from duixian.promises.topics import TopicMarks, topic_of_figure, topic_of_words
from duixian.promises.wording import passage

__all__ = ["Drafter", "Scene", "Setting"]

_MIN_WORK = 4


@dataclass(frozen=True, slots=True)
class Setting:
    """What a clause has from the place it stands in.

    Args:
        sentence: index of the sentence, ``None`` in a table.
        headings: titles above it, outermost first.
        topic: what the headings tell of the topic.
        section_period: the section's period.
        period: the period planned there.
        due: by when, where a column tells.
        origin: text, table or livelihood.
        number: number of the list's item.
        inline: whether the items stand in running text, the clauses bearing their numbers.
    """

    sentence: int | None
    headings: tuple[str, ...]
    topic: str | None
    section_period: Period | None
    period: Period | None
    due: Period | None
    origin: PromiseOrigin
    number: int | None
    inline: bool = False


class Scene(NamedTuple):
    """A clause with what stands around it.

    Args:
        clause: the clause.
        whole: the clause together with those it leans upon.
        figures: the figures in the clause.
        mention: the words of time that hold for it, or ``None``.
        before: the clauses before it in the sentence.
    """

    clause: Clause
    whole: Span
    figures: tuple[Figure, ...]
    mention: PeriodMention | None
    before: Sequence[Clause]


class Drafter:
    """Makes the promises of one document.

    Args:
        document: the document.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.programmes = Programmes(document)
        self.firm = FirmnessMarks(document.plain)
        self.topics = TopicMarks(document.plain)
        metadata = document.metadata
        self.plans = metadata.plans.value if metadata.plans else None
        self.this_year = self._this_year()
        self._above: dict[int | None, tuple[tuple[str, ...], str | None]] = {None: ((), None)}

    def _this_year(self) -> int | None:
        metadata = self.document.metadata
        plans = self.plans
        if plans is None and metadata.reviews is not None:
            plans = Period.year(metadata.reviews.value.last_year + 1)
        delivered = int(metadata.date.value[:4]) if metadata.date is not None else None
        return year_spoken_in(self.document.plain, delivered=delivered, plans=plans)

    def setting(
        self,
        sentence: int | None,
        section: int | None,
        *,
        livelihood: bool,
        number: int | None,
        table: bool = False,
        due: Period | None = None,
    ) -> Setting:
        """Gather what a place in the document gives to the promises that stand there."""
        headings, topic = self._headings(section)
        stated = self.document.sections[section] if section is not None else None
        planned = stated.period if stated is not None and stated.part == "plan" else None
        origin: PromiseOrigin = "livelihood" if livelihood else "table" if table else "text"
        return Setting(
            sentence, headings, topic, stated.period if stated else None, planned or self.plans, due, origin, number
        )

    def _headings(self, section: int | None) -> tuple[tuple[str, ...], str | None]:
        if section not in self._above and section is not None:
            one = self.document.sections[section]
            above, topic = self._headings(one.parent)
            if one.title:
                topic = topic_of_words(one.title) or topic
                above = (*above, one.title)
            self._above[section] = (above, topic)
        return self._above[section]

    def outcomes(self, scene: Scene, aims: Sequence[Figure], setting: Setting) -> Iterator[Promise]:
        """Yield the promises of the targets in one clause."""
        topic = self.topics.topic(scene.whole)
        firmness, word, firm_rule = self._firmness(scene)
        head = scene.clause.head
        action = None if head is None or head.group == PLEDGE else head.action.of(self.document.text)
        rules = ("target-figure", firm_rule)
        for figure in aims:
            period = figure.period or setting.period
            due = _due(figure, scene.mention) or setting.due or due_of(period)
            yield self._promise(
                figure.span,
                setting,
                clause=scene.whole,
                form="outcome",
                figure=figure,
                figures=scene.figures,
                action=action,
                object=_thing(figure, action),
                topic=topic_of_figure(figure.indicator_id) or topic or setting.topic,
                period=period,
                due=due,
                firmness=firmness,
                firmness_text=word,
                testability="measured" if due is not None else "checkable",
                rules=rules,
            )

    def row_outcome(self, row: Span, figure: Figure, setting: Setting) -> Promise:
        """Return the promise of a target in a table."""
        period = figure.period or setting.period
        due = setting.due or due_of(period)
        clause = Span(min(row.start, figure.span.start), max(row.end, figure.span.end))
        words = figure.indicator or ""
        return self._promise(
            figure.span,
            setting,
            clause=clause,
            form="outcome",
            figure=figure,
            figures=(figure,),
            action=None,
            object=figure.indicator,
            topic=topic_of_figure(figure.indicator_id) or topic_of_words(words) or setting.topic,
            period=period,
            due=due,
            firmness="firm",
            firmness_text=None,
            testability="measured" if due is not None else "checkable",
            rules=("target-in-table",),
        )

    def work(self, scene: Scene, head: Head, setting: Setting) -> Promise | None:
        """Return the promise of a clause that commits to work; ``None`` where it says too little."""
        text, plain, clause, mention = self.document.text, self.document.plain, scene.clause, scene.mention
        span, thing = clause.span, head.object
        if len(thing) <= 1:
            owner = _owner(scene, plain)
            if head.kind != "event" or owner is None:
                return None
            span = Span(owner.span.start, span.end)
            thing = owner.head.object if owner.head is not None and owner.head.object else owner.span
        if len(span) < _MIN_WORK:
            return None
        firmness, word, firm_rule = self._firmness(scene)
        period = setting.period
        if mention is not None and mention.use == "covers" and mention.period is not None:
            period = mention.period
        due = due_of(mention.period) if mention is not None else setting.due or due_of(setting.period)
        topic = self.topics.topic(span) or setting.topic
        return self._promise(
            span,
            setting,
            clause=span,
            form="work",
            figure=None,
            figures=scene.figures,
            action=head.action.of(text),
            object=thing.of(text) or None,
            topic=topic or ("livelihood" if setting.origin == "livelihood" else None),
            period=period,
            due=due,
            firmness=firmness,
            firmness_text=word,
            testability=_testability(head, thing.of(plain)),
            rules=(f"verb-{head.group}", firm_rule),
        )

    def whole(self, span: Span, setting: Setting) -> Iterator[Promise]:
        """Yield a whole item of a livelihood list as one promise."""
        plain, text = self.document.plain, self.document.text
        marked = item_number(plain, span.start, span.end)
        body = plain[marked[1] if marked else span.start : span.end]
        words = body.strip(" \n。*")
        if len(words) < _MIN_WORK:
            return
        start = span.end - len(body) + body.index(words[0])
        place = Span(start, start + len(words))
        due = setting.due or due_of(setting.period)
        yield self._promise(
            place,
            setting,
            clause=place,
            form="work",
            figure=None,
            figures=(),
            action=None,
            object=place.of(text),
            topic=self.topics.topic(place) or setting.topic or "livelihood",
            period=setting.period,
            due=due,
            firmness="firm",
            firmness_text=None,
            testability="checkable",
            rules=("livelihood-item",),
        )

    def _promise(self, span: Span, setting: Setting, *, clause: Span, **fields: Any) -> Promise:
        return Promise(
            span=span,
            text=span.of(self.document.text),
            clause=clause,
            origin=setting.origin,
            headings=setting.headings,
            programme=self.programmes.explaining(clause),
            sentence=setting.sentence,
            number=setting.number,
            **fields,
        )

    def _firmness(self, scene: Scene) -> tuple[Firmness, str | None, str]:
        """Return how firmly a clause commits, the word that tells and the rule."""
        plain, clause = self.document.plain, scene.clause
        head = clause.head
        own = self.firm.governing(clause.span)
        if own is not None:
            return (*own, "firmness-word")
        if head is None or not head.leading:
            for one in reversed(scene.before):
                if one.group != clause.group:
                    break
                told = self.firm.governing(one.span)
                own_verb = one.head is not None and one.head.leading
                if told is not None and told[0] != "explore" and (not own_verb or _is_modal(told[1])):
                    return (*told, "firmness-carried")
                if own_verb:
                    break
        if head is None:
            return "firm", None, "firmness-default"
        word = head.action.of(plain) if head.firmness == "explore" and head.group in ("push", "urge") else None
        return head.firmness, word, "firmness-verb"


def _owner(scene: Scene, plain: str) -> Clause | None:
    """Return the clause before that names what this one leaves out (城东公园:占地12公顷,【年内建成】)."""
    owner = None
    for one in reversed(scene.before):
        named = owner is not None and plain[owner.span.start - 1] == ":"
        if one.group != scene.clause.group or (owner is not None and owner.head is not None and not named):
            break
        owner = one
        if named:
            break
    return owner


def _is_modal(word: str) -> bool:
    known = lexicon().words.get(word)
    return known is not None and known.modal


def _due(figure: Figure, mention: PeriodMention | None) -> Period | None:
    """Return the day or month that a figure's clause names, if it is finer than the figure's own period."""
    if mention is None or mention.period is None or mention.use != "by":
        return None
    own = figure.period
    if own is not None and mention.period.last_year != own.last_year:
        return None
    return due_of(mention.period)


def _thing(figure: Figure, action: str | None) -> str | None:
    """Return what a target is about, without the verb that commits."""
    thing = figure.indicator
    if thing and action and thing.startswith(action) and len(thing) > len(action) + 1:
        return thing[len(action) :]
    return thing


def _testability(head: Head, thing: str) -> Testability:
    if head.kind == "state":
        return "checkable"
    if head.kind == "event":
        return "directional" if passage("vague").search(thing) else "checkable"
    return "checkable" if head.kind == "work" and passage("concrete").search(thing) else "directional"
