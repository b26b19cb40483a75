"""What the page of series shows: charts, and tables whose values lead to their source text.

In go drawn series; out come views, ready for the template, and the documents' texts with the quoted spans marked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from duixian.audit import derivation
from duixian.audit.claims import shown_range
from duixian.audit.explanations import explanations
from duixian.audit.series import PlaceSeries, SeriesPoint, StatedValue
from duixian.errors import Language
from duixian.exports.quotations import DocumentView, Quotation, Quotations
from duixian.exports.series import DrawnSeries, series_title
from duixian.exports.series_chart import Chart, draw_chart
from duixian.figures.meaning import meaning
from duixian.model import Derived, FindingFigure, FindingVerdict, Role
from duixian.quantities import Interval

__all__ = ["DerivedView", "FindingView", "SeriesView", "SeriesViews", "ValueView", "YearView"]


@dataclass(frozen=True, slots=True)
class FindingView:
    """Why a stated value lies outside what others imply: the verdict and the derivation's lines."""

    verdict: FindingVerdict
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ValueView:
    """A stated or aimed-at value.

    Args:
        text: as written.
        told: the year that told it.
        role: what it is.
        telling: how it stands to those told before.
        verdict: the worst of the findings, or ``None``.
        quotation: the words around it.
        again: other documents that repeat it.
        findings: by which it lies outside what others imply.
    """

    text: str
    told: int | None
    role: Role
    telling: str
    verdict: FindingVerdict | None
    quotation: Quotation
    again: tuple[Quotation, ...]
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class DerivedView:
    """A derived interval.

    Args:
        value: its two ends.
        fits: whether the value stated first lies in it, or none is stated.
        steps: the derivation's lines.
        sources: of the figures it follows from.
    """

    value: str
    fits: bool
    steps: tuple[str, ...]
    sources: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class YearView:
    """One row of a table.

    Args:
        year: the calendar year.
        anchor: its name in links.
        stated: values, repetitions gathered under the first.
        derived: intervals.
        targets: what was aimed at.
        verdict: the worst of the findings of the year, or ``None``.
    """

    year: int
    anchor: str
    stated: tuple[ValueView, ...]
    derived: tuple[DerivedView, ...]
    targets: tuple[ValueView, ...]
    verdict: FindingVerdict | None


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A chart and its table.

    Args:
        anchor: its name in links.
        title: place, indicator, kind and unit.
        chart: what is drawn, or ``None``.
        hints: for each dot and band of the chart the words shown beside it, by kind, year and index.
        years: the rows.
        aims: whether there are targets.
        apart: whether growth and levels are at different prices.
        caveats: why they may not fit each other by the indicator's nature.
    """

    anchor: str
    title: str
    chart: Chart | None
    hints: dict[tuple[str, int, int], str]
    years: tuple[YearView, ...]
    aims: bool
    apart: bool
    caveats: tuple[str, ...]


class SeriesViews:
    """Makes views of series and, once they are made, of the documents quoted.

    Args:
        drawn: the series and their documents.
        lang: language of derivations.
    """

    def __init__(self, drawn: DrawnSeries, lang: Language) -> None:
        self._drawn = drawn
        self._lang = lang
        self._quotations = Quotations(drawn.document)

    def series(self) -> Iterator[SeriesView]:
        """Yield a view of each series, one a unit."""
        number = 0
        for found in self._drawn.series:
            for _, points in groupby(found.points, key=lambda point: point.unit):
                yield self._series(found, list(points), f"s{number}")
                number += 1

    def documents(self) -> Iterator[DocumentView]:
        """Yield the documents that were quoted so far, in order of first quotation."""
        return self._quotations.documents()

    def _series(self, found: PlaceSeries, points: list[SeriesPoint], anchor: str) -> SeriesView:
        known = [point for point in points if point.stated or point.derived or point.targets]
        texts = explanations()
        return SeriesView(
            anchor=anchor,
            title=series_title(found, points[0].unit, self._lang),
            chart=draw_chart(points),
            hints=dict(self._hints(known)),
            years=tuple(self._year(point, f"{anchor}-{point.year}") for point in known),
            aims=any(point.targets for point in known),
            apart=found.apart,
            caveats=tuple(texts[code].en if self._lang == "en" else texts[code].zh for code in found.caveats),
        )

    def _hints(self, points: list[SeriesPoint]) -> Iterator[tuple[tuple[str, int, int], str]]:
        for point in points:
            for form, values in (("stated", point.stated), ("target", point.targets)):
                for index, each in enumerate(values):
                    told = "" if each.told is None else f" ({each.told})"
                    yield (form, point.year, index), f"{point.year}: {each.figure.text}{told}"
            for index, way in enumerate(point.derived):
                yield ("derived", point.year, index), f"{point.year}: {_range(way)}"

    def _year(self, point: SeriesPoint, anchor: str) -> YearView:
        stated = tuple(self._values(point.stated, anchor))
        verdicts = [each.verdict for each in stated if each.verdict is not None]
        order = ("contradiction", "tension", "note", "consistent")
        return YearView(
            year=point.year,
            anchor=anchor,
            stated=stated,
            derived=tuple(self._derived(way, point, anchor) for way in point.derived),
            targets=tuple(self._values(point.targets, anchor)),
            verdict=min(verdicts, key=order.index, default=None),
        )

    def _values(self, values: tuple[StatedValue, ...], anchor: str) -> Iterator[ValueView]:
        kept = [each for each in values if each.telling != "repeated"]
        for each in kept:
            others = [other for other in values if other.telling == "repeated" and other.document != each.document]
            again = others if each is kept[0] else []
            yield ValueView(
                text=" ".join(each.figure.text.split()),
                told=each.told,
                role=each.figure.role,
                telling=each.telling,
                verdict=each.verdict,
                quotation=self._quoted(each, anchor),
                again=tuple(self._quoted(other, anchor) for other in again),
                findings=tuple(
                    FindingView(finding.verdict, tuple(derivation(finding, lang=self._lang).splitlines()))
                    for finding in each.against
                ),
            )

    def _quoted(self, value: StatedValue, anchor: str) -> Quotation:
        return self._quotation(value.document, value, anchor)

    def _derived(self, way: Derived, point: SeriesPoint, anchor: str) -> DerivedView:
        value = Interval(way.value.low, way.value.high)
        return DerivedView(
            value=_range(way),
            fits=not point.stated or meaning(point.stated[0].figure).meets(value),
            steps=tuple(derivation(way, lang=self._lang).splitlines()),
            sources=tuple(self._quotation(each.document, each, anchor) for each in way.figures),
        )

    def _quotation(self, document: str, told: StatedValue | FindingFigure, anchor: str) -> Quotation:
        figure = told.figure
        mark = self._quotations.mark(document, figure.span, anchor, f"f {figure.role}")
        source = self._drawn.document(document)
        whole = figure.span if figure.sentence is None else source.sentences[figure.sentence].span
        return self._quotations.quote(document, [figure.span], whole, mark)


def _range(way: Derived) -> str:
    return shown_range(Interval(way.value.low, way.value.high), way.unit)
