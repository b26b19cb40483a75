"""The reading: a document becomes figures.

In goes a :class:`~duixian.model.Document`; out come its figures in text order, each with value, unit,
bound, kind, indicator, role, period and scope, tied to the characters it was read from.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from duixian.figures.candidates import Candidate, Clauses, cut_candidates
from duixian.figures.composition import linked_name, name_candidates
from duixian.figures.confidence import assess
from duixian.figures.evidence import CellEvidence, PassageEvidence, Witness
from duixian.figures.exclusions import excluded_by
from duixian.figures.kinds import decide_kind, implied_unit
from duixian.figures.phrases import Phrase
from duixian.figures.roles import Cues, decide_role
from duixian.figures.scopes import SELF, ScopeCodes, decide_scope
from duixian.figures.tables import number_cells, table_figure, text_cells
from duixian.figures.timing import Timeline, decide_period
from duixian.indicators import link
from duixian.model import Document, Figure, Period, Quantity, Section, Span, Table
from duixian.periods import PeriodContext, PeriodMention, find_periods, year_spoken_in
from duixian.quantities import find_quantities

__all__ = ["read_figures"]

_OPENING_CHARACTERS = 6
"""Period words within so many characters of a sentence's start say what the paragraph is about."""


def read_figures(document: Document, *, witness: Witness | None = None) -> tuple[Figure, ...]:
    r"""Read all figures of a document, in text order.

    Args:
        document: a loaded document.
        witness: is shown what was looked at, for explanations; it changes nothing.

    Returns:
        The figures; for each, ``document.text[figure.span.start:figure.span.end] == figure.text``.

    Example:
        >>> from duixian.documents import from_text
        >>> [figure.text for figure in read_figures(from_text("一、2024年工作回顾\\n投资增长5%,新建学校3所。"))]
        ['5%', '3所']
    """
    quantities = find_quantities(document.plain)
    starts = [quantity.span.start for quantity in quantities]
    reader = _Reader(document, witness)
    work: list[_Passage] = []
    for index, sentence in enumerate(document.sentences):
        if sentence.heading:
            continue
        first = bisect_left(starts, sentence.span.start)
        last = bisect_left(starts, sentence.span.end, lo=first)
        section = document.sections[sentence.section]
        work.append(reader.passage(index, sentence.span, section, sentence.paragraph, quantities[first:last]))
    for table in document.tables:
        work.extend(reader.cells(table))
    bare = _blank(document.plain, sorted(mention.span for passage in work for mention in passage.mentions))
    figures: list[Figure] = []
    for passage in work:
        figures.extend(reader.read(passage, bare))
    for table in document.tables:
        figures.extend(reader.table(table))
    return tuple(sorted(figures, key=lambda figure: figure.span))


@dataclass(frozen=True, slots=True)
class _Passage:
    """A sentence, or a table cell that is read like one, with what was found in it.

    ``index`` is the sentence's index in the document, ``None`` for a cell.
    """

    index: int | None
    span: Span
    section: Section
    paragraph: int
    mentions: Sequence[PeriodMention]
    quantities: Sequence[Quantity]


class _Reader:
    """Goes through the sentences of one document and remembers what carries on from one to the next."""

    def __init__(self, document: Document, witness: Witness | None) -> None:
        self.document = document
        self.witness = witness
        metadata = document.metadata
        self.reviews = metadata.reviews.value if metadata.reviews else None
        self.plans = metadata.plans.value if metadata.plans else None
        self.issuer = metadata.issuer.value if metadata.issuer else None
        self.this_year = _this_year(document)
        self.codes = ScopeCodes(self.issuer, self.this_year)
        self.spans = _spans(document)
        self.paragraph = -1
        self.carried: Period | None = None
        self.topic: Phrase | None = None

    def passage(
        self, index: int | None, span: Span, section: Section, paragraph: int, quantities: Sequence[Quantity]
    ) -> _Passage:
        """Find the period words of a sentence."""
        context = PeriodContext(self.this_year, self.reviews, self.plans, section.period)
        mentions = find_periods(self.document.plain, span.start, span.end, context)
        return _Passage(index, span, section, paragraph, mentions, quantities)

    def read(self, passage: _Passage, bare: str) -> Iterator[Figure]:
        """Read one sentence; ``bare`` is the plain text with all period words blanked."""
        if passage.paragraph != self.paragraph:
            self.paragraph, self.carried, self.topic = passage.paragraph, None, None
        accepted = _accepted(self.document.plain, passage.quantities, passage.mentions)
        clauses: Clauses | None = None
        candidates: list[Candidate] = []
        figures: list[Figure] = []
        if accepted:
            numbers = [quantity.span.start for quantity in accepted]
            clauses = Clauses(bare, passage.span.start, passage.span.end, numbers)
            candidates = cut_candidates(clauses, accepted)
            figures = list(self._figures(passage, clauses, candidates))
            yield from figures
        if self.witness is not None:
            found = (tuple(passage.mentions), tuple(passage.quantities), clauses, tuple(candidates), tuple(figures))
            self.witness(PassageEvidence(passage.span, passage.section, *found, carried=self.carried))
        self._carry(passage)

    def table(self, table: Table) -> Iterator[Figure]:
        """Read the numbers of one table by row and column."""
        plain = self.document.plain
        section = self._section_at(table.span.start)
        context = PeriodContext(self.this_year, self.reviews, self.plans, section.period)
        for number in number_cells(plain, table, context):
            figure = table_figure(self.document.text, plain, number, section)
            if figure is not None:
                yield replace(figure, scope_code=self.codes.code(SELF))
                if self.witness is not None:
                    self.witness(CellEvidence(table, section, number, figure))

    def cells(self, table: Table) -> Iterator[_Passage]:
        """Yield the cells of a table that hold running text, to be read like sentences."""
        plain = self.document.plain
        section = self._section_at(table.span.start)
        for number, cell in enumerate(text_cells(plain, table)):
            found = find_quantities(plain, cell.span.start, cell.span.end)
            yield self.passage(None, cell.span, section, -2 - number, found)

    def _section_at(self, offset: int) -> Section:
        """Return the section an offset stands in or behind; one without heading where the document has none."""
        sections = self.document.sections
        inside = [section for section in sections if section.span.start <= offset < section.span.end]
        inside = inside or [section for section in sections if section.span.start <= offset]
        return inside[-1] if inside else Section(Span(0, len(self.document.text)), None, "", 0, None, "other", None)

    def _figures(self, passage: _Passage, clauses: Clauses, candidates: list[Candidate]) -> Iterator[Figure]:
        plain = self.document.plain
        section, start, end = passage.section, passage.span.start, passage.span.end
        _measure(candidates)
        name_candidates(clauses, candidates, self.topic)
        cues = Cues(plain, start, end)
        timeline = Timeline(passage.mentions, plain, start=start, end=end, first_clause_end=clauses.ends[0])
        for candidate in candidates:
            past = timeline.is_past(candidate.quantity.span.start, section.period)
            candidate.role = decide_role(candidate, section.part, cues, start, past=past)
            aimed = (
                candidate.role == "target" and section.part != "plan" and cues.between("aim", start, candidate.start)
            )
            around = self.plans if aimed and self.plans is not None else section.period
            candidate.period = decide_period(
                candidate, timeline, carried=self.carried, section=around, spans=self.spans
            )
            candidate.scope = decide_scope(candidate.left, self.issuer, is_share=candidate.of is not None)
            candidate.phrase = _without_issuer(candidate.phrase, self.issuer)
            yield self._figure(passage, candidate)
        self.topic = candidates[-1].phrase

    def _figure(self, passage: _Passage, candidate: Candidate) -> Figure:
        quantity = candidate.quantity
        phrase = str(candidate.phrase or "") or None
        linked = link(linked_name(candidate), unit=candidate.unit, kind=candidate.kind, scope=candidate.scope)
        confidence, doubts = assess(candidate, passage.section.part, linked.indicator_id)
        return Figure(
            span=quantity.span,
            text=quantity.span.of(self.document.text),
            value=candidate.value,
            high=candidate.high,
            unit=candidate.unit,
            bound=quantity.bound,
            step=quantity.step,
            kind=candidate.kind,
            indicator=phrase,
            indicator_id=linked.indicator_id,
            of=candidate.of,
            role=candidate.role,
            period=candidate.period,
            scope=candidate.scope,
            sentence=passage.index,
            confidence=confidence,
            doubts=doubts,
            rules=tuple(candidate.rules),
            period_text=candidate.period_text,
            scope_code=self.codes.code(candidate.scope),
        )

    def _carry(self, passage: _Passage) -> None:
        """Let a target date at the head of a sentence govern the sentences behind it in the paragraph."""
        span = passage.section.period
        if span is None or span.first_year == span.last_year:
            return
        for mention in passage.mentions:
            if mention.period is None or mention.span.start - passage.span.start >= _OPENING_CHARACTERS:
                continue
            if mention.use == "by" or mention.period == Period.year(span.last_year):
                self.carried = mention.period


def _without_issuer(phrase: Phrase | None, issuer: str | None) -> Phrase | None:
    """Drop the reporting place itself from the front of a name (澄宁区生产总值 in its own report)."""
    if phrase is None or not issuer or not phrase.core.startswith(issuer) or len(phrase.core) <= len(issuer) + 1:
        return phrase
    return Phrase(phrase.verb, phrase.core.removeprefix(issuer))


def _spans(document: Document) -> tuple[Period, ...]:
    """Return the spans of several years that the document looks back upon or plans."""
    stated = [document.metadata.reviews, document.metadata.plans]
    periods = [one.value for one in stated if one] + [section.period for section in document.sections if section.period]
    return tuple(dict.fromkeys(period for period in periods if period.last_year > period.first_year))


def _this_year(document: Document) -> int | None:
    """Return the year that 今年 means in a document."""
    metadata = document.metadata
    plans = metadata.plans.value if metadata.plans is not None else None
    if plans is None and metadata.reviews is not None:
        plans = Period.year(metadata.reviews.value.last_year + 1)
    delivered = int(metadata.date.value[:4]) if metadata.date is not None else None
    return year_spoken_in(document.plain, delivered=delivered, plans=plans)


def _accepted(plain: str, quantities: Sequence[Quantity], mentions: Sequence[PeriodMention]) -> list[Quantity]:
    """Drop the numbers that are no figures: those inside period words, and those a rule excludes."""
    accepted = []
    times = [mention.span for mention in mentions if not mention.wording.startswith("连续")]
    at = 0
    for quantity in _with_shared_units(plain, quantities):
        while at < len(times) and times[at].end <= quantity.span.start:
            at += 1
        if at < len(times) and times[at].overlaps(quantity.span):
            continue
        if excluded_by(plain, quantity) is None:
            accepted.append(quantity)
    return accepted


_JOINED = re.compile(r"\s*(?:、|和|与|及)\s*\Z")


def _with_shared_units(plain: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """Give the numbers of a list the unit that only its last one bears (分别是【1.5】、【1.4】和2.7倍)."""
    shared = list(quantities)
    for position in range(len(shared) - 2, -1, -1):
        one, other = shared[position], shared[position + 1]
        alike = one.unit is None and one.form == "arabic" and other.unit is not None
        if alike and _JOINED.match(plain, one.extent.end, other.extent.start):
            shared[position] = replace(one, unit=other.unit)
    return shared


def _blank(plain: str, spans: Sequence[Span]) -> str:
    """Blank the period words, so that they are no part of names; same length."""
    pieces: list[str] = []
    at = 0
    for span in spans:
        if span.start < at:
            continue
        pieces.append(plain[at : span.start])
        pieces.append(" " * len(span))
        at = span.end
    pieces.append(plain[at:])
    return "".join(pieces)


def _measure(candidates: list[Candidate]) -> None:
    """Settle unit, value and kind of the candidates of a sentence."""
    for position, candidate in enumerate(candidates):
        quantity = candidate.quantity
        candidate.unit = quantity.unit or implied_unit(candidate)
        before = candidates[position - 1] if position and candidate.listed else None
        candidate.kind, candidate.sign = decide_kind(candidate, before)
        candidate.value = quantity.value * candidate.sign
        candidate.high = None if quantity.high is None else quantity.high * candidate.sign
