"""Why a number was read as it was, or why it is no figure.

In go a document and an offset; out comes an :class:`Explanation`: the sentence, each field of the figure with the
rule that gave it and an example, the numbers that were dropped and why, and what was considered on the way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from duixian.errors import Language, UsageError
from duixian.figures.cell_steps import cell_steps, row_of
from duixian.figures.composition import linked_name
from duixian.figures.confidence import Factor, factors, features
from duixian.figures.evidence import CellEvidence, Evidence, PassageEvidence
from duixian.figures.exclusions import excluded_by
from duixian.figures.read import read_figures
from duixian.figures.rulebook import drop_text
from duixian.figures.steps import Step, passage_steps
from duixian.indicators import link
from duixian.indicators.loading import alias_index, indicator
from duixian.indicators.phrases import spell
from duixian.model import Document, Figure, Part, Period, Place, Quantity, Span
from duixian.periods import PeriodMention
from duixian.quantities import find_quantities

__all__ = ["Considered", "Dropped", "Explanation", "Spot", "explain"]

Spot = Literal["sentence", "table", "heading", "furniture", "line"]
"""What an offset stands in; a ``line`` is anything that is not read, such as a blank one."""

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_MOST_CONSIDERED = 5
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Dropped:
    """A number that is no figure.

    Args:
        span: the number, in code points of the document's text.
        text: its characters.
        rule: id of the rule of ``exclusions.toml``, or of the reason in ``rules.toml``.
        zh: why it is no figure, in Chinese.
        en: the same in English.
        example: a text whose number in [brackets] is dropped for the same reason; may be empty.
    """

    span: Span
    text: str
    rule: str
    zh: str
    en: str
    example: str

    def why(self, lang: Language) -> str:
        """Return why, in one language."""
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Considered:
    """An indicator of the catalogue that the name might have meant, and whether it was chosen."""

    id: str
    zh: str
    en: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How the number at an offset was read.

    Args:
        document: the document's name.
        offset: the offset asked about.
        spot: what it stands in.
        span: the sentence, table row or line around it.
        text: its characters.
        headings: the titles of the sections around it, the highest first.
        part: what the innermost section does.
        period: its period.
        places: pages and boxes of the number (else of the start of the passage) in the original.
        figure: the figure at the offset; ``None`` where there is none.
        steps: how each field of ``figure`` was read.
        chance: the confidence of a plain figure, before any factor; ``None`` without figure and in tables.
        factors: what the chance was multiplied with.
        considered: the indicators that the name might have meant.
        figures: all figures of the passage.
        dropped: its numbers that are no figures.
        mentions: its words of time, each with what it means.
    """

    document: str
    offset: int
    spot: Spot
    span: Span
    text: str
    headings: tuple[str, ...]
    part: Part
    period: Period | None
    places: tuple[Place, ...] = ()
    figure: Figure | None = None
    steps: tuple[Step, ...] = ()
    chance: Decimal | None = None
    factors: tuple[Factor, ...] = ()
    considered: tuple[Considered, ...] = ()
    figures: tuple[Figure, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    mentions: tuple[PeriodMention, ...] = ()

    @property
    def number(self) -> Dropped | None:
        """The dropped number at the offset, ``None`` where there is none."""
        here = (one for one in self.dropped if one.span.start <= self.offset < one.span.end)
        return next(here, None) if self.figure is None else None


def explain(document: Document, offset: int) -> Explanation:
    """Tell how the number at an offset was read, or why it is no figure.

    The document is read anew, with the same rules as by :func:`~duixian.reading.read`.

    Args:
        document: a loaded document, such as ``reading.document``.
        offset: a place in ``document.text``, in code points from 0; inside a figure it explains the figure,
            inside another number why that is none, elsewhere what the passage holds.

    Raises:
        UsageError: the offset lies outside the text (code ``offset-outside``).

    Example:
        >>> from duixian.reading import read
        >>> told = explain(read("2023年,新建学校3所。").document, 10)
        >>> told.figure.text, [step.rule for step in told.steps if step.field == "period"]
        ('3所', ['period-stated'])
        >>> explain(read("2023年,新建学校3所。").document, 0).number.rule
        'in-period-words'
    """
    if not 0 <= offset < len(document.text):
        length = len(document.text)
        raise UsageError("offset-outside", where=document.name, offset=offset, length=length, last=length - 1)
    seen: list[Evidence] = []
    read_figures(document, witness=seen.append)
    told = _explained(document, offset, seen)
    here = told.figure or told.number
    return replace(told, places=document.places_of(here.span if here else Span(offset, offset + 1)))


def _explained(document: Document, offset: int, seen: Sequence[Evidence]) -> Explanation:
    passage = next((one for one in seen if isinstance(one, PassageEvidence) and _holds(one.span, offset)), None)
    if passage is not None:
        return _of_passage(document, offset, passage)
    for table in document.tables:
        if _holds(table.span, offset) and (row := row_of(table, offset)):
            span = Span(min(cell.span.start for cell in row), max(cell.span.end for cell in row))
            cells = [one for one in seen if isinstance(one, CellEvidence) and span.covers(one.figure.span)]
            return _of_row(document, offset, span, cells)
    return _of_rest(document, offset)


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset < span.end


def _around(document: Document, offset: int, spot: Spot, span: Span) -> Explanation:
    """Begin an explanation with where the offset stands."""
    inside = [at for at, section in enumerate(document.sections) if _holds(section.span, offset)]
    section = document.sections[inside[-1]] if inside else None
    titles: list[str] = []
    at: int | None = inside[-1] if inside else None
    while at is not None:
        if document.sections[at].title:
            titles.append(document.sections[at].title)
        parent = document.sections[at].parent
        # A parent stands before its child; anything else would be a circle.
        at = parent if parent is not None and parent < at else None
    return Explanation(
        document=document.name,
        offset=offset,
        spot=spot,
        span=span,
        text=span.of(document.text),
        headings=tuple(reversed(titles)),
        part=section.part if section is not None else "other",
        period=section.period if section is not None else None,
    )


def _of_passage(document: Document, offset: int, passage: PassageEvidence) -> Explanation:
    told = replace(
        _around(document, offset, "sentence", passage.span),
        figures=passage.figures,
        mentions=passage.mentions,
        dropped=_dropped(document, passage.span, passage.quantities, passage.figures, passage.mentions),
    )
    position = next((at for at, one in enumerate(passage.figures) if _holds(one.span, offset)), None)
    if position is None:
        return told
    figure = passage.figures[position]
    chance, by_feature = factors()
    found = features(passage.candidates[position], passage.section.part, figure.indicator_id)
    return replace(
        told,
        figure=figure,
        steps=passage_steps(document.plain, passage, position),
        chance=chance,
        factors=tuple(by_feature[name] for name in found if name in by_feature),
        considered=_considered(figure, passage.candidates[position].scope, linked_name(passage.candidates[position])),
    )


def _of_row(document: Document, offset: int, span: Span, cells: Sequence[CellEvidence]) -> Explanation:
    figures = tuple(cell.figure for cell in cells)
    quantities = find_quantities(document.plain, span.start, span.end)
    told = replace(
        _around(document, offset, "table", span),
        figures=figures,
        dropped=_dropped(document, span, quantities, figures, (), reason="in-table"),
    )
    here = next((cell for cell in cells if _holds(cell.figure.span, offset)), None)
    if here is None:
        return told
    steps, considered = (
        cell_steps(document.plain, here),
        _considered(here.figure, here.figure.scope, here.figure.indicator),
    )
    return replace(told, figure=here.figure, steps=steps, considered=considered)


def _of_rest(document: Document, offset: int) -> Explanation:
    """Explain what is never read: headings, furniture, blank lines."""
    text = document.text
    end = text.find("\n", offset)
    line = Span(text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(text))
    heading = next((one.span for one in document.sentences if one.heading and _holds(one.span, offset)), None)
    furniture = any(_holds(span, offset) for span in document.furniture)
    spot: Spot = "heading" if heading else "furniture" if furniture else "line"
    span = heading or line
    quantities = find_quantities(document.plain, span.start, span.end) if spot != "line" else ()
    dropped = _dropped(document, span, quantities, (), (), reason=f"in-{spot}") if spot != "line" else ()
    return replace(_around(document, offset, spot, span), dropped=dropped)


def _dropped(
    document: Document,
    span: Span,
    quantities: Sequence[Quantity],
    figures: Sequence[Figure],
    mentions: Sequence[PeriodMention],
    *,
    reason: str | None = None,
) -> tuple[Dropped, ...]:
    """Return the numbers of a passage that are no figures; ``reason`` is that of all of them, where they share one."""
    found = []
    times = [mention.span for mention in mentions]
    for number, quantity in _numbers(document.plain, span, quantities, [figure.span for figure in figures]):
        if _overlaps(times, number):
            rule = "in-period-words"
        elif reason is not None:
            rule = reason
        else:
            rule = (excluded_by(document.plain, quantity) or "excluded") if quantity is not None else "not-a-number"
        text = drop_text(rule)
        found.append(Dropped(number, number.of(document.text), rule, text.zh, text.en, text.example))
    return tuple(found)


def _numbers(
    plain: str, span: Span, quantities: Sequence[Quantity], figures: Sequence[Span]
) -> Iterator[tuple[Span, Quantity | None]]:
    """Yield the numbers of a passage that are no figures, and the digits in it that are no number, in text order."""
    taken = sorted([*figures, *(quantity.span for quantity in quantities)])
    digits = (Span(*match.span()) for match in _DIGITS.finditer(plain, span.start, span.end))
    loose: Iterable[tuple[Span, Quantity | None]] = ((one, None) for one in digits if not _overlaps(taken, one))
    numbers = ((one.span, one) for one in quantities if not _overlaps(figures, one.span))
    yield from sorted((*numbers, *loose), key=lambda pair: pair[0])


def _overlaps(spans: Sequence[Span], one: Span) -> bool:
    """Tell whether one of the spans, in text order, shares a character with another."""
    at = bisect_left(spans, one.end, key=lambda span: span.start) - 1
    return at >= 0 and spans[at].overlaps(one)


def _considered(figure: Figure, scope: str, name: str | None) -> tuple[Considered, ...]:
    """Return the indicators that a figure's name, or a part of it, is a name of; the chosen one first."""
    if figure.indicator is None:
        return ()
    found = link(name, unit=figure.unit, kind=figure.kind, scope=scope)
    index = alias_index()
    if found.alias is not None:
        ids = [entry.id for entry in index.get(found.alias, ())]
    else:
        name = spell(figure.indicator)
        inside = sorted((alias for alias in index if len(alias) >= _SHORTEST_NAME and alias in name), key=len)
        ids = [entry.id for alias in reversed(inside) for entry in index[alias]]
    chosen = figure.indicator_id
    if chosen is not None:
        ids = [chosen, *(other for other in ids if other != chosen.partition(".")[0])]
    known = [indicator(one) for one in list(dict.fromkeys(ids))[:_MOST_CONSIDERED]]
    return tuple(Considered(one.id, one.zh, one.en, one.id == chosen) for one in known)
