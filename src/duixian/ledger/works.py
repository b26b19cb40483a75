"""Find what later documents report of a piece of work: the clause that says it was built, begun, issued or not.

In go a dossier, indexed once, and a promise of it; out come the clauses that answer it, the surest first. A link is
made only where the words in common are many and rare enough: 加强党的建设 does not answer 加强作风建设.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from duixian.ledger.dossier import Dossier
from duixian.ledger.retrieval import Clause, ClauseIndex, clauses_of
from duixian.ledger.works_scoring import Wanted, chance, contradicts, features, wanted_of
from duixian.ledger.works_shortfalls import Shortfall, shortfalls
from duixian.ledger.works_stages import compare_stages, failure_beside, failure_in, promised_stage, reported_stage
from duixian.model import Document, Part, Promise, Result, Span
from duixian.quantities import find_quantities

__all__ = ["LEAST_SCORE", "DossierIndex", "Indexed", "work_results"]

LEAST_SCORE: Final = Decimal("0.75")
"""Below this chance a clause is not taken for an answer."""

LEAST_SCORE_OF_WISH: Final = Decimal("0.85")
"""The same for a promise that names no more than a direction: 完善服务体系 is near to many sentences."""

LEAST_LATE_SCORE: Final = Decimal("0.85")
"""Below this chance a clause of a later year is not an answer: what is said every year answers no one year."""

LATEST_YEARS: Final = 3
"""How many years after a promise fell due a document is still asked for it."""

MOST_RESULTS: Final = 3
"""How many clauses of one document are handed on."""

_LEAST_MASS: Final = 9.0
"""Words in common that weigh less than this (about two rare pairs of characters) tell nothing by themselves."""

_LEAST_CLAUSES: Final = 1_500
"""In shorter documents than two reports rare words are not as rare as they seem; they are taken for as long."""

_LEAST_MASS_OF_WISH: Final = 12.0
_LEAST_LATE_MASS: Final = 18.0
"""The same for a promise that names only a direction, and for a clause of a later year."""

_LEAST_COVER: Final = 0.6
"""How much of a phrase, or of one of several things promised, a clause must tell that leaves out how it begins."""

_LEAST_SHARE_OF_ITEM: Final = 0.34
_CANDIDATES: Final = 12
_ASKED_TOKENS: Final = 8
_A_YEAR_LATE: Final = Decimal("0.97")
_HUNDREDTH: Final = Decimal("0.01")
_ALL_PARTS: Final[tuple[Part, ...]] = ("review", "problems", "plan", "other")
_LESSON: Final = re.compile(
    r"(?:才能|只有|必须|要(?!求|素|闻)|只要|我们(?:深刻)?(?:体会|认识)|实践证明|围绕|按照|面对)"
    r"|在[^,]{2,60}下\Z|以[^,]{2,60}为[^,]{1,6}\Z|[^,]{0,20}是[^,]{0,20}年\Z"
)
_NEARLY_ALL: Final = 0.9
_AVERAGE: Final = re.compile(r"年均(?!浓度|值|气温)|年平均增")
_TIMES: Final = frozenset({"年", "月", "日", "天"})
_REPORTING: Final[frozenset[Part]] = frozenset({"review", "problems"})


class DossierIndex:
    """What the documents of a dossier report, indexed clause by clause, each document once and when first asked.

    What one document answers depends on it and on the promising document alone, so that a document added later changes
    no earlier answer.

    Args:
        dossier: all documents of a place.
    """

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self._read: dict[str, Indexed] = {}

    def read(self, document_id: str) -> Indexed:
        """Return a document of the dossier, indexed."""
        found = self._read.get(document_id)
        if found is None:
            found = self._read[document_id] = Indexed(self.dossier.by_id[document_id].document)
        return found

    def answering(self, promise: Promise, document_id: str) -> Iterator[tuple[Indexed, int, int]]:
        """Yield the documents that could answer a promise, with the year they speak in and how many years late.

        Documents that look back upon the year it falls due come first (0 years late), with those before it in the
        promise's period; then later ones in order.

        Args:
            promise: what was promised.
            document_id: id of the document that promises.
        """
        made = self.dossier.years.get(document_id)
        if made is None:
            return
        due = _last_year(promise, made)
        first = made if promise.period is None else min(promise.period.first_year, due)
        found = []
        for order, reading in enumerate(self.dossier.readings):
            document = reading.document
            year = self.dossier.years.get(document.id)
            if year is None or document.id == document_id or year <= made:
                continue
            stated = document.metadata.reviews
            reviewed = year - 1 if stated is None else min(stated.value.last_year, year)
            late = max(reviewed - due, 0)
            if reviewed >= first and late <= LATEST_YEARS:
                found.append((late, order, document.id, year))
        for late, _, id_, year in sorted(found):
            yield self.read(id_), year, late


def _last_year(promise: Promise, made: int) -> int:
    """Return the year a promise falls due; one that does not tell is for the year it is made in."""
    for told in (promise.due, promise.period):
        if told is not None:
            return told.last_year
    return made


@dataclass(frozen=True)
class Indexed:
    """A document with its clauses, cut and counted when first asked for.

    Args:
        document: the text with its structure.
    """

    document: Document

    @cached_property
    def index(self) -> ClauseIndex:
        """The clauses that report."""
        return ClauseIndex(tuple(clause for clause in self._all if _reports(clause)))

    @cached_property
    def _all(self) -> tuple[Clause, ...]:
        return clauses_of(self.document, parts=_ALL_PARTS)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """In how many clauses of the whole document each token occurs."""
        return Counter(token for clause in self._all for token in clause.tokens)

    @property
    def total(self) -> int:
        """How many clauses the whole document has."""
        return len(self._all)

    @cached_property
    def _headings(self) -> tuple[str, ...]:
        titles: list[str] = []
        for section in self.document.sections:
            above = "" if section.parent is None or section.level <= 1 else titles[section.parent]
            titles.append(f"{above} {section.title}" if section.level > 1 else "")
        return tuple(titles)

    def headings(self, section: int) -> str:
        """Return the titles of a section and those around it, without the document's main parts (工作回顾)."""
        return self._headings[section]

    @cached_property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """The clauses that tell without a number that targets were missed."""
        return shortfalls(self.document)

    def beside(self, clause: Clause) -> Clause | None:
        """Return the clause behind another one in its sentence, or ``None``."""
        at = self._places[clause.span.start] + 1
        behind = self.index.clauses[at] if at < len(self.index.clauses) else None
        return behind if behind is not None and behind.sentence == clause.sentence else None

    @cached_property
    def _places(self) -> Mapping[int, int]:
        return {clause.span.start: place for place, clause in enumerate(self.index.clauses)}


def _reports(clause: Clause) -> bool:
    """Tell whether a clause can report: a lesson is no report, nor a problem unless it tells that something failed."""
    if clause.part not in _REPORTING or _LESSON.match(clause.text):
        return False
    return clause.part == "review" or failure_in(clause.text) is not None


def _weight(asking: Indexed, told: Indexed) -> Callable[[str], float]:
    """Return how much a token tells: inverse document frequency over the clauses of both documents."""
    total = max(asking.total + told.total, _LEAST_CLAUSES)
    ours, theirs = asking.counts, told.counts
    return lambda token: math.log(total / (ours.get(token, 0) + theirs.get(token, 0) + 1))


def work_results(promise: Promise, index: DossierIndex, *, document_id: str) -> tuple[Result, ...]:
    r"""Return the clauses of later documents that report on a promise.

    Args:
        promise: a piece of work; of an outcome the clause without its number is looked for.
        index: of the dossier that holds the document.
        document_id: id of the document that promises.

    Returns:
        Results of form ``sentence``, or ``problem`` from a paragraph on problems: first those of the year the promise
        fell due and before, then later ones by year, the surest first. The rules tell what linked and what is told:
        ``same-name`` or ``same-words``; ``part-of-it`` where one of several things promised is left out; ``late`` where
        the document looks back upon a later year; ``stage-reached``, ``stage-behind``, ``stage-unlike`` (no stages that
        can be compared) or ``told-failed``.

    Example:
        >>> from duixian.ledger import gather
        >>> from duixian.reading import read_text
        >>> said = read_text("2024年沈阳市政府工作报告\n二、2024年工作安排\n建成青年公园。")
        >>> told = read_text("2025年沈阳市政府工作报告\n一、2024年工作回顾\n青年公园建成开放。\n二、2025年工作安排")
        >>> dossier, = gather([said, told])
        >>> [found.text for promise in said.promises
        ...     for found in work_results(promise, DossierIndex(dossier), document_id=said.document.id)]
        ['青年公园建成开放']
    """
    asking = index.read(document_id)
    wanted = _wanted(promise, asking.document)
    if not wanted.tokens:
        return ()
    found: list[Result] = []
    for told, year, late in index.answering(promise, document_id):
        found += _answers(promise, wanted, asking, told, year=year, late=late)
    return tuple(found)


def _wanted(promise: Promise, document: Document) -> Wanted:
    plain = document.plain
    pieces, at = [], promise.clause.start
    for span in sorted(figure.span for figure in promise.figures):
        pieces.append(plain[at : max(span.start, at)])
        at = max(at, span.end)
    pieces.append(plain[at : promise.clause.end])
    words = ",".join(pieces)
    headings = " ".join(promise.headings[1:] or promise.headings)
    return wanted_of(words, stage=promised_stage(words), headings=headings)


def _answers(promise: Promise, wanted: Wanted, asking: Indexed, told: Indexed, *, year: int, late: int) -> list[Result]:
    """Return the best clauses of one document, the surest first, ties in text order."""
    wish = promise.testability == "directional"
    least_mass, least_score = _least(late=late, wish=wish)
    if late and (wish or not wanted.is_event):
        return []
    weigh = _weight(asking, told)
    weights = {token: weigh(token) for token in wanted.tokens}
    known = [token for token in wanted.tokens if token in told.index.counts]
    if sum(weights[token] for token in known) < _LEAST_MASS:
        return []
    asked = sorted(known, key=lambda token: (-weights[token], token))[:_ASKED_TOKENS]
    rated = []
    for clause in told.index.nearest(asked, limit=_CANDIDATES):
        shared = sum(weights[token] for token in wanted.tokens & clause.tokens)
        if shared < _LEAST_MASS or contradicts(wanted, clause.text) or _is_of_more_years(promise, clause):
            continue
        seen = features(wanted, clause.text, headings=told.headings(clause.section), weight=weigh)
        same = seen["named"] or min(seen["cover"], seen["focus"]) >= _NEARLY_ALL
        if shared < least_mass and (late or not same):
            continue
        if not seen["named"] and _is_beheaded(wanted, clause, seen, weights):
            continue
        if late and not _tells_of_once(clause, seen):
            continue
        score = (Decimal(str(round(chance(seen), 4))) * _A_YEAR_LATE**late).quantize(_HUNDREDTH)
        if score >= least_score:
            rated.append((-score, clause.span.start, clause, seen))
    best = sorted(rated, key=lambda entry: entry[:2])[:MOST_RESULTS]
    part = _is_part(wanted, frozenset().union(*(clause.tokens for _, _, clause, _ in best)), weights)
    return [
        _result(told, clause, wanted, year, -minus, marks=_marks(named=bool(seen["named"]), part=part, late=bool(late)))
        for minus, _, clause, seen in best
    ]


def _least(*, late: int, wish: bool) -> tuple[float, Decimal]:
    """Return the least weight of words in common, and the least chance."""
    if late:
        return _LEAST_LATE_MASS, LEAST_LATE_SCORE
    return (_LEAST_MASS_OF_WISH, LEAST_SCORE_OF_WISH) if wish else (_LEAST_MASS, LEAST_SCORE)


def _is_of_more_years(promise: Promise, clause: Clause) -> bool:
    """Tell whether a clause gives the average of several years where one year's is promised."""
    period = promise.period or promise.due
    several = period is not None and period.first_year < period.last_year
    return not several and _AVERAGE.search(clause.text) is not None


def _tells_of_once(clause: Clause, seen: Mapping[str, float]) -> bool:
    """Tell whether a clause of a later year can tell of what was due before: 新建农村公路500公里 is told every year."""
    if failure_in(clause.text):
        return True
    counted = any(each.unit not in {None, *_TIMES} for each in find_quantities(clause.text))
    return bool(seen["reached"]) and (bool(seen["named"]) or not counted)


def _is_beheaded(wanted: Wanted, clause: Clause, seen: Mapping[str, float], weights: Mapping[str, float]) -> bool:
    """Tell whether a clause has but the end of what was promised: 教师津贴补贴政策 for 公务员津贴补贴政策."""
    if not seen["headless"] or seen["cover"] >= _LEAST_COVER:
        return False
    shares = (
        sum(weights.get(token, 0.0) for token in item & clause.tokens) / whole
        for item in wanted.items
        if (whole := sum(weights.get(token, 0.0) for token in item)) >= _LEAST_MASS
    )
    return max(shares, default=0.0) < _LEAST_COVER


def _is_part(wanted: Wanted, told: frozenset[str], weights: Mapping[str, float]) -> bool:
    """Tell whether of several things promised (甲馆、乙馆等场馆) the clauses leave one out."""
    for item in wanted.items:
        whole = sum(weights.get(token, 0.0) for token in item)
        if (
            whole >= _LEAST_MASS
            and sum(weights.get(token, 0.0) for token in item & told) < whole * _LEAST_SHARE_OF_ITEM
        ):
            return True
    return False


def _marks(*, named: bool, part: bool, late: bool) -> tuple[str, ...]:
    return (
        "same-name" if named else "same-words",
        *(("part-of-it",) if part else ()),
        *(("late",) if late else ()),
    )


def _result(
    told: Indexed, clause: Clause, wanted: Wanted, year: int, score: Decimal, *, marks: tuple[str, ...]
) -> Result:
    text, end = clause.text, clause.span.end
    failed = failure_in(text) is not None
    behind = None if failed else told.beside(clause)
    if behind is not None and failure_beside(behind.text):
        failed, end = True, behind.span.end
    relation = compare_stages(wanted.stage, reported_stage(text, track=wanted.track))
    return Result(
        document=told.document.id,
        year=year,
        span=Span(clause.span.start, end),
        text=told.document.text[clause.span.start : end],
        sentence=clause.sentence,
        form="problem" if clause.part == "problems" else "sentence",
        figure=None,
        score=score,
        rules=(*marks, "told-failed" if failed else f"stage-{relation}"),
    )
