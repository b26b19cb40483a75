"""Reduce a reading to what a panel needs of it, so that thousands of documents fit into memory.

In goes a reading and the series looked for; out comes an :class:`Extract`: whose document it is and when it speaks,
and of each series the one target and the one result that it states for each year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from duixian.ledger.dossier import delivered, issuer_of, place_and_year_of_name, spoken_place
from duixian.ledger.panel_absence import Absence, find_absences
from duixian.ledger.panel_series import Series
from duixian.model import Document, DocumentKind, Figure, Period, Reading, Role, Span

__all__ = ["Extract", "PanelDocument", "Statement", "extract"]

PROMISED: Final[frozenset[Role]] = frozenset({"target"})
ACHIEVED: Final[frozenset[Role]] = frozenset({"actual", "estimate"})

_BEFORE: Final = 80
_BEHIND: Final = 40


@dataclass(frozen=True, slots=True)
class PanelDocument:
    """What a panel knows of a document.

    Args:
        id: SHA-256 of its bytes.
        name: its file name.
        kind: which kind of document it is, ``None`` where it does not tell.
        place: name of the place that speaks; ``None`` where neither text nor file name tells.
        code: GB/T 2260 code of the place.
        place_from: where the place was read: in the text, or only in the file's name.
        year: the year it speaks in.
        reviews: first and last year it looks back upon.
        plans: first and last year it plans.
    """

    id: str
    name: str
    kind: DocumentKind | None
    place: str | None
    code: str | None
    place_from: Literal["text", "name"] | None
    year: int | None
    reviews: tuple[int, int] | None
    plans: tuple[int, int] | None

    def plans_year(self, year: int) -> bool:
        """Tell whether the document should say what is aimed at for a year."""
        if self.plans is None:
            return self.year == year and self.kind != "communique"
        return self.plans[0] <= year <= self.plans[1]

    def reviews_year(self, year: int) -> bool:
        """Tell whether the document should say what was reached in a year."""
        if self.reviews is None:
            return self.year == year + 1 and self.kind not in ("plan", "livelihood list")
        return self.reviews[0] <= year <= self.reviews[1]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a document says of a series for a year.

    Args:
        series: what is stated.
        year: the calendar year it covers.
        promised: whether it is a target; else a result.
        figure: the number.
        quote: the words around it, at most 80 code points before and 40 behind, within the sentence or line.
        quote_span: where these words stand.
        document: the document that says so.
    """

    series: Series
    year: int
    promised: bool
    figure: Figure
    quote: str
    quote_span: Span
    document: PanelDocument


@dataclass(frozen=True, slots=True)
class Extract:
    """What a panel needs of one document.

    Args:
        document: the document.
        statements: at most one target and one result for each series and year, in text order.
        absences: where it says that it sets no number, in text order.
    """

    document: PanelDocument
    statements: tuple[Statement, ...]
    absences: tuple[Absence, ...]


def extract(reading: Reading, wanted: Sequence[Series]) -> Extract:
    """Take out of a reading what a panel of some series needs.

    Args:
        reading: of one document.
        wanted: the series.

    Example:
        >>> from duixian.reading import read_text
        >>> reading = read_text("云溪市政府工作报告。2025年,力争生产总值增长6%以上。")
        >>> [(each.year, each.figure.text) for each in extract(reading, [Series("gdp", "growth")]).statements]
        [(2025, '6%')]
    """
    document = _about(reading.document)
    statements = sorted(_statements(reading, document, wanted), key=lambda each: (each.figure.span, str(each.series)))
    return Extract(document, tuple(statements), find_absences(reading.document, wanted))


def _about(document: Document) -> PanelDocument:
    meta = document.metadata
    place = issuer_of(document)
    spoken = spoken_place(document)
    place_from: Literal["text", "name"] | None = "text" if place or spoken else None
    if place is None and spoken is None:
        named, _ = place_and_year_of_name(document.name)
        if named is not None:
            place, place_from = named, "name"
    return PanelDocument(
        id=document.id,
        name=document.name,
        kind=None if meta.kind is None else meta.kind.value,
        place=spoken if place is None else place.name,
        code=None if place is None else place.code,
        place_from=place_from,
        year=delivered(document),
        reviews=None if meta.reviews is None else _years(meta.reviews.value),
        plans=None if meta.plans is None else _years(meta.plans.value),
    )


def _years(period: Period) -> tuple[int, int]:
    return period.first_year, period.last_year


def _statements(reading: Reading, document: PanelDocument, wanted: Sequence[Series]) -> Iterator[Statement]:
    for roles in (PROMISED, ACHIEVED):
        company = _Company(reading, roles)
        for series in wanted:
            chosen: dict[int, tuple[tuple[bool, int], Figure]] = {}
            for figure in reading.figures:
                if figure.role not in roles or not series.admits(figure) or not _whole(figure, document):
                    continue
                year = _year(figure, document)
                rank = (figure.period is not None, company.size(figure))
                # Of equals the first is kept: the list of aims comes before the chapters that repeat one of them.
                if year is not None and (year not in chosen or rank > chosen[year][0]):
                    chosen[year] = rank, figure
            for year, (_, figure) in chosen.items():
                quote = _quote(reading.document, figure)
                text = quote.of(reading.document.text)
                yield Statement(series, year, roles is PROMISED, figure, text, quote, document)


def _year(figure: Figure, document: PanelDocument) -> int | None:
    """Return the one calendar year a figure covers, or at whose end it stands; ``None`` where it covers more or less.

    An estimate (预计) is by its meaning about the year just ending, also where the text does not say so again.
    """
    if figure.period is None:
        reviewed = document.reviews
        return reviewed[0] if figure.role == "estimate" and reviewed and reviewed[0] == reviewed[1] else None
    year = figure.period.last_year
    return year if str(figure.period) in {f"{year}", f"{year}-12", f"{year}-12-31"} else None


def _whole(figure: Figure, document: PanelDocument) -> bool:
    """Tell whether a figure is about the whole place that speaks."""
    if figure.scope == "self":
        return True
    return figure.scope == document.place or (document.code is not None and figure.scope_code == document.code)


class _Company:
    """How many indicators are told in one breath with a figure: aims and results of the whole place come in one list.

    A sector's chapter repeats the aim, a part of the place grows faster: such figures stand among few others.
    """

    def __init__(self, reading: Reading, roles: frozenset[Role]) -> None:
        self._sentences: defaultdict[int | None, set[str]] = defaultdict(set)
        self._paragraphs: defaultdict[int | None, set[str]] = defaultdict(set)
        self._paragraph_of = [sentence.paragraph for sentence in reading.document.sentences]
        for figure in reading.figures:
            if figure.role in roles and figure.indicator_id:
                self._sentences[figure.sentence].add(figure.indicator_id)
                self._paragraphs[self._paragraph(figure)].add(figure.indicator_id)

    def size(self, figure: Figure) -> int:
        """Return how many indicators stand in the figure's sentence and in its paragraph, together."""
        return len(self._sentences[figure.sentence]) + len(self._paragraphs[self._paragraph(figure)])

    def _paragraph(self, figure: Figure) -> int | None:
        return None if figure.sentence is None else self._paragraph_of[figure.sentence]


def _quote(document: Document, figure: Figure) -> Span:
    start, end = figure.span.start, figure.span.end
    if figure.sentence is not None:
        whole = document.sentences[figure.sentence].span
    else:
        first = document.text.rfind("\n", max(start - _BEFORE, 0), start) + 1
        last = document.text.find("\n", end, end + _BEHIND)
        whole = Span(first or max(start - _BEFORE, 0), last if last >= 0 else min(end + _BEHIND, len(document.text)))
    return Span(max(whole.start, start - _BEFORE), max(min(whole.end, end + _BEHIND), end))
