"""The researcher's table: places × years, what was aimed at, what was first reported, later revisions, and the verdict.

In go the documents of any number of places, in any order; out comes one :class:`PanelRow` a place, series and year,
every missing value with its reason.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

from duixian.figures.meaning import meaning
from duixian.ledger.dossier import Dossier, place_and_year_of_name
from duixian.ledger.judging import judge
from duixian.ledger.panel_absence import Absence, AbsenceKind
from duixian.ledger.panel_extract import Extract, PanelDocument, Statement, extract
from duixian.ledger.panel_series import Series, parse_series
from duixian.model import Judgement, Period, Promise, Result, Standing
from duixian.places import ancestors, division

__all__ = ["Failure", "Missing", "PanelRow", "panel", "tabulate", "unplaced"]

Missing = Literal["not_stated", "stated_absent", "stated_in_words", "unreadable", "document_missing"]
"""Why a value is missing: the documents do not state it; say that none is set; set an aim without a number of its own
(与经济增长同步); could not be read; are not there."""

_CLAUSE_SIGN: Final = re.compile(r"[,\uff0c;\uff1b:\uff1a!\uff01?\uff1f。\n]")
_KIND_ORDER: Final = ("work report", "execution report", "communique", "livelihood list", "plan", "other", None)


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read; its place and year are known from its name alone.

    Args:
        name: its file name or path.
        reason: why, in words.
    """

    name: str
    reason: str

    @property
    def place(self) -> tuple[str, str] | None:
        """Name and code of the place that the name tells, or ``None``."""
        found, _ = place_and_year_of_name(self.name)
        return None if found is None else (found.name, found.code)

    @property
    def year(self) -> int | None:
        """The year that the name tells."""
        return place_and_year_of_name(self.name)[1]


@dataclass(frozen=True, slots=True)
class PanelRow:
    """What is known of one series in one place and year.

    Args:
        place: the newest name of the place; where two places share it, with the name of the place above.
        code: GB/T 2260 code, ``None`` for places outside the table.
        series: indicator and kind of figure.
        year: the calendar year.
        target: what was aimed at for the year, as stated in the year's own documents, else in earlier plans.
        target_missing: why there is no target.
        target_changes: other values that other documents state as the year's target, in order.
        result: what was first reported for the year.
        result_missing: why there is no result.
        revisions: other values that later documents report for the year, in order; not those that round an earlier one.
        judgement: verdict with reasons, ``None`` without a target.
        absence: the document, and the place in it, that says that no number is set.
        failures: documents that should tell, but could not be read.
    """

    place: str
    code: str | None
    series: Series
    year: int
    target: Statement | None
    target_missing: Missing | None
    target_changes: tuple[Statement, ...]
    result: Statement | None
    result_missing: Missing | None
    revisions: tuple[Statement, ...]
    judgement: Judgement | None
    absence: tuple[PanelDocument, Absence] | None = None
    failures: tuple[Failure, ...] = ()


def panel(
    dossiers: Iterable[Dossier], indicators: Sequence[str], *, failures: Iterable[Failure] = ()
) -> tuple[PanelRow, ...]:
    """Set targets beside results, place by place and year by year.

    Args:
        dossiers: the documents of places (:func:`duixian.ledger.gather`); a document that does not tell whose it is
            counts for the place its file name tells.
        indicators: what to tabulate, as for :func:`parse_series`.
        failures: documents that could not be read.

    Returns:
        Rows in order of place, series as asked for, and year: each year from the one before the first document to that
        of the last. Documents that tell neither place nor year stand in no row.

    Raises:
        UsageError: an indicator is unknown.

    Example:
        >>> from duixian.ledger.dossier import gather
        >>> from duixian.reading import read_text
        >>> old = read_text("云溪市政府工作报告。一、2023年工作回顾。二、2024年工作安排。今年,力争生产总值增长6%以上。")
        >>> new = read_text("云溪市政府工作报告。一、2024年工作回顾。2024年,生产总值增长5.1%。二、2025年工作安排。")
        >>> row = panel(gather([new, old]), ["gdp"])[1]
        >>> row.place, row.year, row.target.figure.text, row.result.figure.text, row.judgement.verdict
        ('云溪市', 2024, '6%', '5.1%', 'missed')
    """
    wanted = list(dict.fromkeys(parse_series(each) for each in indicators))
    extracts = [extract(reading, wanted) for dossier in dossiers for reading in dossier.readings]
    return tabulate(extracts, wanted, failures=failures)


def tabulate(
    extracts: Iterable[Extract], wanted: Sequence[Series], *, failures: Iterable[Failure] = ()
) -> tuple[PanelRow, ...]:
    """Set targets beside results, from what was taken out of readings; see :func:`panel`.

    Args:
        extracts: of documents, in any order; the same document twice counts once.
        wanted: the series, in the order of the rows.
        failures: documents that could not be read.

    Example:
        >>> tabulate([], [Series("gdp", "growth")])
        ()
    """
    places = _by_place(extracts)
    failed = _failures_by_place(failures)
    names = _place_names(places, failed)
    rows: list[PanelRow] = []
    for key in sorted(names, key=lambda each: (each[0] is None, each[0] or "", names[each])):
        record = _PlaceRecord(names[key], key[0], places.get(key, ()), failed.get(key, ()))
        rows.extend(row for series in wanted for row in record.rows(series))
    return tuple(rows)


def unplaced(extracts: Iterable[Extract]) -> tuple[PanelDocument, ...]:
    """Return the documents that stand in no row, for they tell neither whose nor of which year they are.

    Example:
        >>> unplaced([])
        ()
    """
    found = {each.document.id: each.document for each in extracts if _key(each.document) is None}
    return tuple(sorted(found.values(), key=lambda each: (each.name, each.id)))


_Same = Callable[[Statement, Statement], bool]

_Key = tuple[str | None, str]
"""Code and name of a place; of places in the table the name is left empty, since it may change."""


def _key(document: PanelDocument) -> _Key | None:
    if document.place is None or document.year is None:
        return None
    return (None, document.place) if document.code is None else (document.code, "")


def _by_place(extracts: Iterable[Extract]) -> dict[_Key, tuple[Extract, ...]]:
    once: dict[str, Extract] = {}
    for each in extracts:
        before = once.get(each.document.id)
        if before is None or each.document.name < before.document.name:
            once[each.document.id] = each
    places: defaultdict[_Key, list[Extract]] = defaultdict(list)
    for each in once.values():
        key = _key(each.document)
        if key is not None:
            places[key].append(each)
    return {key: tuple(sorted(found, key=_order)) for key, found in places.items()}


def _order(found: Extract) -> tuple[int, int, str, str]:
    document = found.document
    return document.year or 0, _KIND_ORDER.index(document.kind), document.name, document.id


def _failures_by_place(failures: Iterable[Failure]) -> dict[_Key, tuple[Failure, ...]]:
    places: defaultdict[_Key, set[Failure]] = defaultdict(set)
    for failure in failures:
        if failure.place is not None and failure.year is not None:
            places[failure.place[1], ""].add(failure)
    return {key: tuple(sorted(found, key=lambda each: each.name)) for key, found in places.items()}


def _place_names(places: dict[_Key, tuple[Extract, ...]], failed: dict[_Key, tuple[Failure, ...]]) -> dict[_Key, str]:
    """Return the newest name of each place; a name that two places share gets the place above before it."""
    names: dict[_Key, str] = {}
    for key in {*places, *failed}:
        told = [each.place[0] for each in failed.get(key, ()) if each.place]
        told += [each.document.place or "" for each in places.get(key, ())]
        names[key] = key[1] or next(each for each in reversed(told) if each)
    shared = {name for name, count in Counter(names.values()).items() if count > 1}
    return {key: _full_name(key, name) if name in shared else name for key, name in names.items()}


def _full_name(key: _Key, name: str) -> str:
    found = None if key[0] is None else division(key[0])
    return name if found is None else "".join(each.name for each in reversed(ancestors(found)[:-1])) + name


@dataclass(frozen=True)
class _PlaceRecord:
    """The documents of one place, in order, and those of it that could not be read."""

    name: str
    code: str | None
    extracts: tuple[Extract, ...]
    failures: tuple[Failure, ...]

    def rows(self, series: Series) -> Iterator[PanelRow]:
        years = [each.document.year for each in self.extracts if each.document.year is not None]
        years += [each.year for each in self.failures if each.year is not None]
        for year in range(min(years) - 1, max(years) + 1):
            yield self._row(series, year)

    def _row(self, series: Series, year: int) -> PanelRow:
        targets = self._targets(series, year)
        results = [each for each in self._statements.get((series, year, False), ()) if _speaks(each) > year]
        absence = None if targets else self._absence(series, year)
        target, result = next(iter(targets), None), next(iter(results), None)
        planned, told = self._failed(year, told=self._plans(year)), self._failed(year + 1, told=self._reviews(year))
        return PanelRow(
            place=self.name,
            code=self.code,
            series=series,
            year=year,
            target=target,
            target_missing=None if target else self._why_no_target(year, absence),
            target_changes=_others(target, targets, _equal),
            result=result,
            result_missing=None if result else self._why_no_result(year),
            revisions=_others(result, results, _rounded),
            judgement=None if target is None else _judge(target, results, self._standing(year, result)),
            absence=absence,
            failures=(*(planned if target is None else ()), *(told if result is None else ())),
        )

    @cached_property
    def _statements(self) -> dict[tuple[Series, int, bool], list[Statement]]:
        """All statements by series, year and whether they are targets, in order of the documents."""
        found: defaultdict[tuple[Series, int, bool], list[Statement]] = defaultdict(list)
        for each in self.extracts:
            for statement in each.statements:
                found[statement.series, statement.year, statement.promised].append(statement)
        return dict(found)

    def _targets(self, series: Series, year: int) -> list[Statement]:
        """Return the targets of a year: those of the year's own documents, then those of earlier ones, newest first."""
        stated = [each for each in self._statements.get((series, year, True), ()) if _speaks(each) <= year]
        return sorted(stated, key=lambda each: -_speaks(each))

    def _absence(self, series: Series, year: int) -> tuple[PanelDocument, Absence] | None:
        found = [
            (each.document, absence)
            for each in self.extracts
            if each.document.year == year
            for absence in each.absences
            if absence.series == series
        ]
        # To set no aim at all is the stronger word.
        order: tuple[AbsenceKind, ...] = ("stated_absent", "stated_in_words")
        return min(found, key=lambda each: order.index(each[1].kind), default=None)

    def _plans(self, year: int) -> bool:
        return any(each.document.year == year and each.document.plans_year(year) for each in self.extracts)

    def _reviews(self, year: int) -> bool:
        return any(_spoken(each) > year and each.document.reviews_year(year) for each in self.extracts)

    def _failed(self, year: int, *, told: bool) -> tuple[Failure, ...]:
        return () if told else tuple(each for each in self.failures if each.year == year)

    def _why_no_target(self, year: int, absence: tuple[PanelDocument, Absence] | None) -> Missing:
        if absence is not None:
            return absence[1].kind
        if self._plans(year):
            return "not_stated"
        return "unreadable" if self._failed(year, told=False) else "document_missing"

    def _why_no_result(self, year: int) -> Missing:
        if self._reviews(year):
            return "not_stated"
        return "unreadable" if self._failed(year + 1, told=False) else "document_missing"

    def _standing(self, year: int, result: Statement | None) -> Standing:
        if result is not None or self._reviews(year):
            return "due"
        if self._failed(year + 1, told=False):
            return "document-missing"
        reviewed = [each.document.reviews[1] for each in self.extracts if each.document.reviews is not None]
        return "document-missing" if year < max(reviewed, default=year) else "not-due"


def _speaks(statement: Statement) -> int:
    return statement.document.year or 0


def _spoken(found: Extract) -> int:
    return found.document.year or 0


def _others(chosen: Statement | None, stated: Sequence[Statement], same: _Same) -> tuple[Statement, ...]:
    """Return the statements of other documents that do not say the same as what was stated before them."""
    found: list[Statement] = []
    before = chosen
    for each in stated[1:]:
        if before is not None and not same(before, each):
            found.append(each)
            before = each
    return tuple(found)


def _equal(before: Statement, later: Statement) -> bool:
    one, other = before.figure, later.figure
    return (one.value, one.high, one.unit) == (other.value, other.high, other.unit)


def _rounded(before: Statement, later: Statement) -> bool:
    """Tell whether a later value only says an earlier one more roughly: 超3000亿元 of 3434亿元, 2.5% of 2.48%."""
    one, other = before.figure, later.figure
    if _equal(before, later) or one.unit != other.unit:
        return one.unit == other.unit
    # 约 of a number already known is a word of style; as an interval it would hide real revisions.
    meant = meaning(replace(other, bound="=") if other.bound == "~" else other)
    return all(end in meant for end in (one.value, one.high) if end is not None)


def _judge(target: Statement, results: Sequence[Statement], standing: Standing) -> Judgement:
    return judge(
        _promise(target),
        tuple(_result(each) for each in results[:1]),
        standing=standing,
        clause=_clause(target),
        told=_clause(results[0]) if results else "",
    )


def _clause(statement: Statement) -> str:
    """Return the clause around the number: what stands in its neighbours is said of other things."""
    start, end = (
        point - statement.quote_span.start for point in (statement.figure.span.start, statement.figure.span.end)
    )
    before, behind = _CLAUSE_SIGN.split(statement.quote[:start])[-1], _CLAUSE_SIGN.split(statement.quote[end:])[0]
    return before + statement.quote[start:end] + behind


def _promise(target: Statement) -> Promise:
    """Make the promise that a target is, as far as judging needs it."""
    period = Period.year(target.year)
    figure = replace(target.figure, indicator_id=target.series.indicator_id, kind=target.series.kind, period=period)
    return Promise(
        span=figure.span,
        text=figure.text,
        clause=target.quote_span,
        form="outcome",
        origin="text" if figure.sentence is not None else "table",
        figure=figure,
        figures=(figure,),
        action=None,
        object=None,
        headings=(),
        topic=None,
        period=period,
        due=period,
        firmness="firm",
        firmness_text=None,
        testability="measured",
        sentence=figure.sentence,
    )


def _result(result: Statement) -> Result:
    figure = replace(result.figure, indicator_id=result.series.indicator_id, kind=result.series.kind)
    return Result(
        document=result.document.id,
        year=_speaks(result),
        span=figure.span,
        text=figure.text,
        sentence=result.quote_span,
        form="figure",
        figure=figure,
        score=figure.confidence,
        rules=("panel",),
    )
