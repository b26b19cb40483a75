"""Find the figures that answer an outcome target: same thing, same place, same period, told later.

In go a dossier and a promise of it; out come the answering figures, first the one reported first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from duixian.ledger.dossier import Dossier
from duixian.ledger.matching import Matcher, Profile, comparable, measure_of, near, profile_of
from duixian.ledger.wording import Weights
from duixian.model import Figure, FigureKind, Observation, Period, Promise, Result, Span

__all__ = ["Linker"]

LEAST_SCORE: Final = Decimal("0.55")
"""Below this score a figure is not taken for the answer."""

LEAST_CONTEXT: Final = Decimal("0.12")
LEAST_EVIDENCE: Final = 8.0
_MARGIN: Final = 3.0
"""Where names tell nothing: the least likeness and common weight of the surroundings, and the lead over all others."""

_MOST_TIMES: Final = 4
_MOST_TIMES_OF_SHARE: Final = 2
"""How many times a promised amount or share its answer may be, or the other way round, where only words link them."""

_PART_OF_YEAR: Final = Decimal("0.85")
_STARTING_POINT: Final = Decimal("0.85")
_ESTIMATE: Final = Decimal("0.98")
_LEVELS: Final = frozenset({"level", "stock"})
_ADDING_KINDS: Final = frozenset({"amount", "growth"})
_YEARLY_SCORE: Final = Decimal("0.75")
_LEAST_YEARS_TOLD: Final = 2
"""Single years answer for a period only where at least one in so many of them is told."""

_LEVEL_KINDS: Final = frozenset({"rate", "rank"})


@dataclass(frozen=True, slots=True)
class _Candidate:
    observation: Observation
    profile: Profile
    period: Period
    weight: Decimal


class Linker:
    """Links the outcome targets of a dossier to later figures of it.

    Args:
        dossier: all documents of a place.
    """

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._weights: dict[str, Weights] = {}
        self._matchers: dict[frozenset[str], Matcher] = {}

    def _matcher(self, asking: str, told: str) -> Matcher:
        """Return what compares figures of two documents.

        Tokens are weighed by these two alone, so that a document added later changes no link between others.
        """
        pair = frozenset((asking, told))
        if pair not in self._matchers:
            one, *other = map(self._weights_of, sorted(pair))
            self._matchers[pair] = Matcher(one + other[0] if other else one)
        return self._matchers[pair]

    def _weights_of(self, id_: str) -> Weights:
        if id_ not in self._weights:
            document = self._dossier.by_id[id_].document
            sentences = (sentence.span for sentence in document.sentences)
            self._weights[id_] = Weights.over(document.plain[span.start : span.end] for span in sentences)
        return self._weights[id_]

    @cached_property
    def _by_year(self) -> Mapping[int, list[_Candidate]]:
        """What was reported of each year, in order of delivery and text."""
        found: dict[int, list[_Candidate]] = defaultdict(list)
        for observation in self._dossier.observations:
            stands = self._stands_for(observation)
            if stands is not None:
                period, weight = stands
                found[period.last_year].append(_Candidate(observation, self.profile(observation), period, weight))
        return found

    def profile(self, observation: Observation) -> Profile:
        """Return a figure with the clauses it stands in."""
        return profile_of(self._dossier.by_id[observation.document].document, observation.figure)

    def _stands_for(self, observation: Observation) -> tuple[Period, Decimal] | None:
        """Tell which period a figure reports, and how surely it is a report at all; ``None`` for targets."""
        figure = observation.figure
        if figure.role in {"actual", "estimate"}:
            weight = Decimal(1) if figure.role == "actual" else _ESTIMATE
            return None if figure.period is None else (figure.period, weight)
        if figure.role == "reference" and figure.sentence is not None:
            document = self._dossier.by_id[observation.document].document
            section = document.sections[document.sentences[figure.sentence].section]
            if section.part == "plan":
                # 由240元提高到280元 in next year's plan: 240元 is what this year came to.
                return Period.year(observation.year - 1), _STARTING_POINT
        return None

    def results(self, promise: Promise, document: str) -> tuple[Result, ...]:
        """Return the figures that answer a promise, one a document, in order of delivery.

        Args:
            promise: an outcome target; others have no such results.
            document: id of the document that promises.
        """
        figure, due = promise.figure, promise.due
        if figure is None or due is None or document not in self._dossier.years:
            return ()
        asked = Observation(document, self._dossier.years[document], figure)
        answers = defaultdict(list)
        for candidate, fit in self._candidates(promise, asked, due.last_year):
            answers[candidate.observation.document].append((candidate, fit))
        wanted = self.profile(asked)
        found = [
            best
            for told, each in answers.items()
            if (best := self._best(self._matcher(document, told), wanted, each)) is not None
        ]
        return tuple(sorted(found, key=lambda result: (result.year, -result.score, result.document)))

    def yearly(self, promise: Promise, document: str) -> tuple[Result, ...]:
        """Return the figures of the single years of a promise over several years, the last year's first.

        Only where its last year is reviewed by some document; a share or a stock is told by that year alone.
        """
        figure, period = promise.figure, promise.period
        if figure is None or period is None or period.first_year == period.last_year or _is_level(figure):
            return ()
        if document not in self._dossier.years or figure.kind not in _ADDING_KINDS:
            return ()
        if period.last_year not in self._dossier.reviewed:
            return ()
        asked = Observation(document, self._dossier.years[document], figure)
        wanted = self.profile(asked)
        found = []
        for year in range(period.last_year, period.first_year - 1, -1):
            scored = [
                (
                    self._matcher(document, each.observation.document).score(wanted, each.profile, across_years=True)
                    * each.weight,
                    -rank,
                    each,
                )
                for rank, each in enumerate(self._by_year.get(year, ()))
                if each.period.first_year == each.period.last_year
                and _same_scope(each.observation.figure, figure)
                and each.observation.document != document
            ]
            score, _, best = max(scored, key=lambda entry: entry[:2], default=(Decimal(0), 0, None))
            if best is not None and score >= _YEARLY_SCORE:
                found.append(self.result(best.observation, score.quantize(Decimal("0.01")), "year-by-year"))
        years = period.last_year - period.first_year + 1
        return tuple(found) if len(found) * _LEAST_YEARS_TOLD >= years else ()

    def reported(self, indicator_id: str, kind: FigureKind, year: int, *, after: str | None) -> Observation | None:
        """Return what was first reported of an indicator in a year by its place, or ``None``.

        Args:
            indicator_id: id of the catalogue.
            kind: growth, amount, …
            year: the year it is about.
            after: id of a document; only later ones are looked at.
        """
        least = self._dossier.years.get(after, 0) if after is not None else 0
        for candidate in self._by_year.get(year, ()):
            figure = candidate.observation.figure
            if figure.indicator_id != indicator_id or figure.kind != kind or figure.scope != "self":
                continue
            if candidate.period.first_year == year and candidate.observation.year > least:
                return candidate.observation
        return None

    def _candidates(self, promise: Promise, asked: Observation, year: int) -> Iterator[tuple[_Candidate, Decimal]]:
        """Yield what later documents report of the year, with how well the period fits."""
        for candidate in self._by_year.get(year, ()):
            told = candidate.observation
            if told.document == asked.document or told.year < asked.year or not comparable(told.figure, asked.figure):
                continue
            fit = _fit(promise, asked.figure, candidate)
            if fit and _same_scope(told.figure, asked.figure):
                yield candidate, fit * candidate.weight

    def _best(self, matcher: Matcher, wanted: Profile, candidates: list[tuple[_Candidate, Decimal]]) -> Result | None:
        """Return the figure of one document that answers best, or ``None``."""
        scored = [(matcher.score(wanted, each.profile) * fit, each) for each, fit in candidates]
        sized = [entry for entry in scored if _may_answer(wanted.figure, entry[1].profile.figure)]
        score, best = max(
            sized, key=lambda entry: (entry[0], *_preference(wanted.figure, entry[1])), default=(Decimal(0), None)
        )
        if best is not None and score >= LEAST_SCORE:
            same_id = _same_indicator(wanted.figure, best.profile.figure)
            rule = "same-indicator" if same_id else "same-wording"
            return self.result(best.observation, score.quantize(Decimal("0.01")), rule)
        return self._by_context(matcher, wanted, [each for each, _ in candidates])

    def _by_context(self, matcher: Matcher, wanted: Profile, candidates: list[_Candidate]) -> Result | None:
        """Return the one figure whose surroundings have much in common with those of the promise, and no other's."""
        told = [
            (matcher.evidence(wanted, each.profile), rank, each)
            for rank, each in enumerate(candidates)
            if wanted.figure.indicator_id is None
            and wanted.figure.unit == each.profile.figure.unit
            and matcher.score(wanted, each.profile) >= LEAST_CONTEXT
        ]
        if not told:
            return None
        evidence, _, best = max(told, key=lambda entry: (entry[0], entry[1]))
        name = best.profile.figure.indicator
        others = [other for other, _, each in told if each.profile.figure.indicator != name]
        if evidence < LEAST_EVIDENCE or evidence < _MARGIN * max(others, default=0.0):
            return None
        if not matcher.kin(wanted, best.profile):
            return None
        return self.result(best.observation, LEAST_SCORE, "same-context")

    def result(self, of: Observation, score: Decimal, rule: str) -> Result:
        """Return an observation as the result of a promise, with the sentence around it."""
        document = self._dossier.by_id[of.document].document
        figure = of.figure
        sentence = figure.span if figure.sentence is None else document.sentences[figure.sentence].span
        return Result(
            document=of.document,
            year=of.year,
            span=figure.span,
            text=figure.text,
            sentence=Span(min(sentence.start, figure.span.start), max(sentence.end, figure.span.end)),
            form="figure",
            figure=figure,
            score=score,
            rules=(rule,),
        )

    def series(self, asked: Observation) -> tuple[Observation, ...]:
        """Return all figures of the place that measure the same as one, targets left out, in order of delivery."""
        wanted = self.profile(asked)
        return tuple(
            candidate.observation
            for year in sorted(self._by_year)
            for candidate in self._by_year[year]
            if _same_scope(candidate.observation.figure, asked.figure)
            and self._matcher(asked.document, candidate.observation.document).score(wanted, candidate.profile)
            >= LEAST_SCORE
        )


def _same_indicator(one: Figure, two: Figure) -> bool:
    return one.indicator_id == two.indicator_id is not None


def _may_answer(target: Figure, reported: Figure) -> bool:
    """Tell whether a number's size lets it answer, where nothing but words says that it is of the same thing.

    Of 600 projects not 4 come about, nor 3,695 of 20: those are others.
    """
    if _same_indicator(target, reported) or target.kind not in {"amount", "rate"} or not target.value:
        return True
    return near(target, reported, times=_MOST_TIMES if target.kind == "amount" else _MOST_TIMES_OF_SHARE)


def _preference(target: Figure, candidate: _Candidate) -> tuple[bool, int, int]:
    """Prefer the same sign, then what is told first, but of one sentence what it ends with (由2.43%提高到4.68%)."""
    figure = candidate.observation.figure
    sentence = figure.span.start if figure.sentence is None else figure.sentence
    return (figure.value < 0) == (target.value < 0), -sentence, figure.span.start


def _same_scope(one: Figure, two: Figure) -> bool:
    if one.scope_code is not None and two.scope_code is not None:
        return one.scope_code == two.scope_code
    return one.scope == two.scope


def _fit(promise: Promise, target: Figure, candidate: _Candidate) -> Decimal:
    """Tell how well the period of a reported figure is the one promised, 0 to 1."""
    told, asked = candidate.period, promise.period or promise.due
    if asked is None:
        return Decimal(0)
    years_told, years_asked = told.last_year - told.first_year, asked.last_year - asked.first_year
    if _is_level(target) or _is_level(candidate.observation.figure):
        # A share or a stock at the end of five years is the same as in the last of them.
        return Decimal(1)
    if years_asked == years_told == 0:
        whole = len(told.start) == len(asked.start) or (told.start[4:] in {"", "-01"} and told.end[4:] in {"", "-12"})
        return Decimal(1) if whole else _PART_OF_YEAR
    if years_asked and years_told:
        return Decimal(1) if abs(years_asked - years_told) <= 1 else Decimal(0)
    return Decimal(0)


def _is_level(figure: Figure) -> bool:
    return figure.kind in _LEVEL_KINDS or (figure.kind == "amount" and measure_of(figure) in _LEVELS)
