"""One indicator of a place over the years: what was stated, what follows from other years, and what does not fit.

In go a place's documents with an indicator and a kind of figure; out comes a :class:`SeriesPoint` a year. Stated values
stand with the document and year that told them, first ones before revised ones; derived intervals stand apart, each
with its derivation; a stated value that lies outside what others imply carries the finding that says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Final, Literal

from duixian.audit.claims import Claim, judge, shown_range, told_number, told_step
from duixian.audit.expressions import figure, write
from duixian.audit.facts import Fact, Field, Thing, field_of
from duixian.audit.series_chains import Implied, implied_growths, implied_levels
from duixian.audit.series_links import caveats, real_growth
from duixian.ledger.dossier import Dossier, gather
from duixian.ledger.panel_series import Series
from duixian.model import (
    Derived,
    Figure,
    FigureKind,
    Finding,
    FindingFigure,
    FindingVerdict,
    Period,
    Reading,
    Reason,
    ValueRange,
)
from duixian.quantities import Interval

__all__ = ["PlaceSeries", "SeriesPoint", "StatedValue", "Telling", "place_series", "series", "series_of"]

Telling = Literal["first", "repeated", "revised", "other"]
"""How a stated value stands to those told before it: the first; the same or a rounder word for it; another, told in a
later year; another, told in the same year."""

_DIGITS: Final = 12
_ANYWHERE: Final = Decimal("Infinity")
_LAST_YEAR: Final = 9999
_SEVERITY: Final[tuple[FindingVerdict, ...]] = ("contradiction", "tension", "note", "consistent")
_LEVELS: Final[tuple[FigureKind, ...]] = ("amount", "rate")


@dataclass(frozen=True, slots=True)
class StatedValue:
    """What a document states for a year.

    Args:
        document: id (SHA-256) of the document.
        name: that document's file name.
        told: the year in which it was delivered, ``None`` where it does not tell.
        figure: what it says.
        telling: how it stands to what was told before.
        against: the findings by which it lies outside what others imply; empty where it fits or nothing is implied.
    """

    document: str
    name: str
    told: int | None
    figure: Figure
    telling: Telling
    against: tuple[Finding, ...] = ()

    @property
    def verdict(self) -> FindingVerdict | None:
        """The worst verdict of the findings, ``None`` where nothing contradicts."""
        return min((each.verdict for each in self.against), key=_SEVERITY.index, default=None)


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """What is known of a series in one year.

    Args:
        place: name of the place, ``None`` where the documents do not tell.
        code: GB/T 2260 code of the place, ``None`` where unknown.
        series: indicator and kind of figure.
        unit: of all values of the point.
        year: the calendar year.
        stated: what documents state, in order of telling.
        derived: what follows from other years, those of the fewest steps first; several need not agree.
        targets: what was aimed at for the year, in order of telling.
    """

    place: str | None
    code: str | None
    series: Series
    unit: str | None
    year: int
    stated: tuple[StatedValue, ...]
    derived: tuple[Derived, ...]
    targets: tuple[StatedValue, ...]

    @property
    def implied(self) -> ValueRange | None:
        """The values that all derivations together leave possible; ``None`` without any, or where they do not agree."""
        common: Interval | None = None
        for at, each in enumerate(self.derived):
            one = Interval(each.value.low, each.value.high)
            common = one if at == 0 else common and common.common(one)
        return None if common is None else ValueRange(common.low, common.high)

    @property
    def contradicting(self) -> tuple[StatedValue, ...]:
        """The stated values that lie outside what others imply."""
        return tuple(each for each in self.stated if each.against)


@dataclass(frozen=True, slots=True)
class PlaceSeries:
    """One series of one place.

    Args:
        place: name of the place, ``None`` where the documents do not tell.
        code: its GB/T 2260 code, ``None`` where unknown.
        series: indicator and kind of figure.
        points: by unit, the most used first, then by year.
        apart: whether growth is at other prices than levels, so that neither was derived from the other.
        caveats: why levels and growth of the indicator may not fit each other by its nature; codes of
            ``audit/explanations.toml``.
    """

    place: str | None
    code: str | None
    series: Series
    points: tuple[SeriesPoint, ...]
    apart: bool
    caveats: tuple[str, ...]


def series(
    documents: Dossier | Iterable[Reading], indicator_id: str, kind: FigureKind = "amount"
) -> tuple[SeriesPoint, ...]:
    """Reconstruct one indicator of a place over the years.

    Args:
        documents: a place's dossier, or readings; of several places the points stand one place after the other.
        indicator_id: id of the catalogue, a variant behind a point.
        kind: ``amount`` or ``rate`` for levels, ``growth`` for growth over the year before in percent; other kinds have
            no derived values.

    Returns:
        A point for every year from the first to the last that anything is known of, by unit, the most used first.

    Raises:
        UsageError: there is no such indicator.

    Example:
        >>> from duixian.reading import read_text
        >>> reading = read_text("云溪市2026年政府工作报告。2025年,一般公共预算收入93.6亿元,增长7.0%。")
        >>> points = series([reading], "general-public-budget-revenue")
        >>> [(each.year, [told.figure.text for told in each.stated], len(each.derived)) for each in points]
        [(2024, [], 1), (2025, ['93.6亿元'], 0)]
        >>> print(points[0].implied.low, points[0].implied.high)
        8738907052.77 8756428237.50
    """
    wanted = [Series(indicator_id, kind)]
    if isinstance(documents, Dossier):
        return series_of(field_of(documents), wanted[0])
    return tuple(point for found in place_series(documents, wanted) for point in found.points)


def place_series(readings: Iterable[Reading], wanted: Sequence[Series]) -> tuple[PlaceSeries, ...]:
    """Reconstruct series of all places of some readings; a document that is given twice counts once.

    Args:
        readings: of any number of places, in any order.
        wanted: the series, in the order in which they are returned for each place.

    Returns:
        Those of which anything is known, in order of places; documents that do not tell whose they are each alone.

    Example:
        >>> from duixian.reading import read_text
        >>> reading = read_text("沈阳市政府工作报告。2024年,地区生产总值8122亿元。")
        >>> [(each.place, str(each.series)) for each in place_series([reading], [Series("gdp", "amount")])]
        [('沈阳市', 'gdp:amount')]
    """
    found: list[PlaceSeries] = []
    for whole in gather(readings):
        alone = whole.name is None
        dossiers = [Dossier(None, None, (each,)) for each in whole.readings] if alone else [whole]
        for field in map(field_of, dossiers):
            for each in wanted:
                points = series_of(field, each)
                if points:
                    name = each.indicator_id
                    found.append(PlaceSeries(field.place, field.code, each, points, real_growth(name), caveats(name)))
    return tuple(found)


def series_of(field: Field, wanted: Series) -> tuple[SeriesPoint, ...]:
    """Reconstruct one series of a place's field; see :func:`series`.

    Args:
        field: the place's facts.
        wanted: indicator and kind.

    Example:
        >>> from duixian.reading import read_text
        >>> field = Field.of(read_text("2024年,新建学校3所。"))
        >>> series_of(field, Series("gdp", "amount"))
        ()
    """
    wanted.indicator  # noqa: B018 (an unknown one is refused, also where nothing is found)
    stated: dict[str, dict[int, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    targets: dict[str, dict[int, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    units: dict[str, Counter[str | None]] = defaultdict(Counter)
    for fact in field.facts:
        if _states(fact, wanted) and fact.year is not None:
            group = targets if fact.figure.role == "target" else stated
            group[fact.unit][fact.year].append(fact)
            units[fact.unit][fact.figure.unit] += 1
    if wanted.kind == "growth":
        units["%"]["%"] += 1  # It may follow from levels where no document states it.
    ranked = sorted(units, key=lambda unit: (-sum(map(len, stated[unit].values())), unit))
    points: list[SeriesPoint] = []
    for unit in ranked:
        implied = _implied(field, wanted, unit)
        years = {*stated[unit], *targets[unit], *implied}
        if not years:
            continue
        shown = min(units[unit], key=lambda each: (-units[unit][each], each or ""))
        for year in range(min(years), max(years) + 1):
            point = _Year(field, wanted, shown, year, implied.get(year, ()))
            points.append(point.point(stated[unit].get(year, ()), targets[unit].get(year, ())))
    return tuple(points)


def _states(fact: Fact, wanted: Series) -> bool:
    """Tell whether a fact states the series for the whole place and a whole year."""
    figure, own = fact.figure, fact.thing[0] == "self"
    if not own or not wanted.admits(figure) or not fact.plain_year or fact.of_part:
        return False
    if not fact.told and figure.role != "target":
        return False
    if wanted.kind in _LEVELS:
        return not fact.is_change and not fact.says("together")
    return wanted.kind != "growth" or figure.role == "target" or fact.base_year == (fact.year or 0) - 1


def _implied(field: Field, wanted: Series, unit: str) -> Mapping[int, tuple[Implied, ...]]:
    thing: Thing = ("self", wanted.indicator_id)
    if wanted.kind in _LEVELS:
        return implied_levels(field, thing, unit)
    if wanted.kind != "growth" or unit != "%":
        return {}
    groups = sorted(field.units.get(thing, ()))
    # Amounts in another currency grow at another rate: only those in the unit of most years count.
    main = max(groups, key=lambda group: len(field.years[thing, group]), default=None)
    return {} if main is None else implied_growths(field, thing, main)


@dataclass(frozen=True, slots=True)
class _Year:
    field: Field
    series: Series
    unit: str | None
    year: int
    implied: tuple[Implied, ...]

    def point(self, stated: Sequence[Fact], targets: Sequence[Fact]) -> SeriesPoint:
        return SeriesPoint(
            place=self.field.place,
            code=self.field.code,
            series=self.series,
            unit=self.unit,
            year=self.year,
            stated=tuple(self._stated(stated, judged=True)),
            derived=tuple(map(self._derived, self.implied)),
            targets=tuple(self._stated(targets, judged=False)),
        )

    def _stated(self, facts: Sequence[Fact], *, judged: bool) -> Iterator[StatedValue]:
        before: list[Fact] = []
        for fact in sorted(facts, key=_order_told):
            yield StatedValue(
                document=fact.document,
                name=fact.reading.document.name,
                told=fact.spoken,
                figure=fact.figure,
                telling=_retold(fact, before),
                against=tuple(self._against(fact)) if judged else (),
            )
            if all(fact.value != each.value for each in before):
                before.append(fact)

    def _against(self, fact: Fact) -> Iterator[Finding]:
        """Yield what says that a stated value lies outside what others imply."""
        seen: set[str] = set()
        for each in self.implied:
            used = any(part is fact for part, _ in each.facts)
            if used or fact.value.meets(each.value):
                continue
            finding = judge(_claim(each, fact), self.field.place)
            if finding is not None and finding.verdict != "consistent" and finding.id not in seen:
                seen.add(finding.id)
                yield finding

    def _derived(self, implied: Implied) -> Derived:
        value = _outward(implied.value)
        told = write(implied.expression, [told_number(fact) for fact, _ in implied.facts])
        shown = shown_range(Interval(value.low, value.high), self.unit)
        return Derived(
            place=self.field.place,
            indicator=self.series.indicator.zh,
            indicator_id=self.series.indicator_id,
            kind=self.series.kind,
            unit=self.unit,
            period=Period.year(self.year),
            scope="self",
            value=value,
            figures=tuple(
                FindingFigure(fact.document, fact.reading.document.name, fact.figure, part)
                for fact, part in implied.facts
            ),
            steps=(
                *(told_step(fact) for fact, _ in implied.facts),
                Reason("computed", {"expression": told, "range": shown}),
            ),
        )


def _order_told(fact: Fact) -> tuple[int, str, int]:
    return _LAST_YEAR if fact.spoken is None else fact.spoken, fact.document, fact.figure.span.start


def _retold(fact: Fact, before: Sequence[Fact]) -> Telling:
    if not before:
        return "first"
    told = fact.figure
    for each in before:
        same = (told.value, told.high) == (each.figure.value, each.figure.high)
        # A rounder word is one whose range holds the number that was told before.
        if same or all(end in fact.value for end in (each.figure.value, each.figure.high) if end is not None):
            return "repeated"
    return "other" if fact.spoken == before[0].spoken else "revised"


def _outward(value: Interval) -> ValueRange:
    """Round both ends outwards to so many digits as anybody reads; no value is lost."""
    floor, ceiling = (Context(prec=_DIGITS, rounding=way) for way in (ROUND_FLOOR, ROUND_CEILING))
    return ValueRange(
        None if value.low is None else floor.plus(value.low), None if value.high is None else ceiling.plus(value.high)
    )


def _claim(implied: Implied, stated: Fact) -> Claim:
    """Return what the implied value says of the stated one; growth between two levels as the check of growth does."""
    parts = implied.facts
    anchor, last = parts[0][0], parts[-1][0]
    alike = anchor.says("of_which") == stated.says("of_which")
    one_rate = len(parts) == 2 and last.figure.kind == "growth" and last.base_year is not None  # noqa: PLR2004
    if one_rate and implied.relation == "growth" and last.figure.unit == "%" and last.figure.kind != stated.figure.kind:
        level, base = (stated, anchor) if implied.year > implied.anchor else (anchor, stated)
        return Claim(
            relation="growth",
            rule="growth-level",
            facts=((level, "level"), (base, "base")),
            expression=(figure(0) / figure(1) - 1) * 100,
            stated=last,
            unit="%",
            sure=alike and level.document == last.document,
            reach=_ANYWHERE,
        )
    return Claim(
        relation=implied.relation,
        rule="growth-level" if implied.year == implied.anchor else "series-level",
        facts=parts,
        expression=implied.expression,
        stated=stated,
        unit="%" if implied.year == implied.anchor else None,
        sure=alike and (implied.direct or implied.year == implied.anchor),
        cues=frozenset({"chain"}) if len(parts) > 2 else frozenset(),  # noqa: PLR2004
        reach=_ANYWHERE,
    )
