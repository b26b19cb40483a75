"""Promises of which no later document says anything: dropped in silence.

In go the statements of a place and what its documents speak of; out come those that should have been spoken of and
were not, with the document that should have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from duixian.ledger.changes_statements import Speech, Statement
from duixian.ledger.changes_works import Works
from duixian.ledger.dossier import Dossier
from duixian.model import Change, Document, Reason

__all__ = ["silences"]

MENTIONED_SHARE: Final = 0.5
"""A sentence with half of the words of an object, by weight, is taken to speak of it."""

SUBJECT_WEIGHT: Final = 9.0
"""An object whose words weigh less (工作, 建设) tells too little to say that nobody speaks of it."""

SILENT_PLANS: Final = 2
"""So many later reports must be silent before a promise not yet due is called dropped."""

FAR_YEARS: Final = 5
"""A promise for later than that need not be spoken of every year."""

_TOKENS_LOOKED_UP: Final = 6
_REPORTING: Final = frozenset({"work report", "execution report"})


def silences(
    dossier: Dossier,
    again: Mapping[Statement, Sequence[Statement]],
    *,
    works: Works,
    speech: Speech,
) -> Iterator[tuple[Statement, Change]]:
    """Yield the promises that were dropped in silence, each with the document that should have spoken of it.

    Only what can be tested is called dropped: a single project whose completion can be seen, an item of a livelihood
    list, or a target of several years; and only where the report on the year it fell due is among the documents, or
    several later reports were silent while it was not due yet. One sentence in any later document that has half of its
    words is enough not to call it dropped, unless that document only promises it again.

    Args:
        dossier: the documents of one place.
        again: each of their promises with the later ones that say it again, in order.
        works: tells which of them are single projects.
        speech: what the documents speak of.

    Example:
        >>> from duixian.ledger.changes_statements import statements_of
        >>> from duixian.ledger.dossier import gather
        >>> from duixian.reading import read_text
        >>> dossier = gather([read_text("二、2025年工作安排。青石大桥年内通车。")])[0]
        >>> said, speech = statements_of(dossier), Speech(dossier)
        >>> list(silences(dossier, {each: () for each in said}, works=Works(said, speech, documents=1), speech=speech))
        []
    """
    reports = [
        (dossier.years[reading.document.id], reading.document)
        for reading in dossier.readings
        if reading.document.id in dossier.years and _reports(reading.document)
    ]
    measured = _measured(dossier)
    for statement, followers in again.items():
        due = max((each.due for each in (statement, *followers) if each.due is not None), default=None)
        if due is None or not _is_testable(statement, works):
            continue
        last = max((each.year for each in (statement, *followers)), default=statement.year)
        later = [(year, document) for year, document in reports if year > last]
        should = _should_have_spoken(due, later, early=_is_ahead(statement, due))
        if should is None or speech.weights.of(statement.tokens) < SUBJECT_WEIGHT:
            continue
        mentions = _mentions(statement, speech)
        if statement.promise.figure is not None and statement.promise.form == "outcome":
            mentions |= measured.get(statement.promise.figure.indicator_id, frozenset())
        promising = {each.document.id for each in followers}
        if all(dossier.years.get(id_, last) <= statement.year for id_ in mentions - promising):
            year, document = should
            yield statement, Change("dropped", document.id, year, None, (_reason(statement, due, later),))


def _mentions(statement: Statement, speech: Speech) -> frozenset[str]:
    """Return the documents that speak of what is promised, or of one thing in its list."""
    found: frozenset[str] = frozenset()
    for item in (statement.tokens, *statement.items):
        found |= speech.mentions(item, share=MENTIONED_SHARE, most=_TOKENS_LOOKED_UP)
    return found


def _measured(dossier: Dossier) -> Mapping[str | None, frozenset[str]]:
    """Return for each indicator the documents that give a figure of it, whatever they call it."""
    found: dict[str | None, set[str]] = defaultdict(set)
    for reading in dossier.readings:
        for figure in reading.figures:
            found[figure.indicator_id].add(reading.document.id)
    return {id_: frozenset(documents) for id_, documents in found.items()}


def _reports(document: Document) -> bool:
    kind = document.metadata.kind
    return (kind is None or kind.value in _REPORTING) and document.metadata.reviews is not None


def _is_testable(statement: Statement, works: Works) -> bool:
    promise = statement.promise
    if promise.testability == "directional":
        return False
    if promise.form == "work":
        return promise.origin == "livelihood" or works.is_project(statement)
    known = promise.figure is not None and promise.figure.indicator_id is not None
    return known and promise.period is not None and promise.period.first_year < promise.period.last_year


def _is_ahead(statement: Statement, due: int) -> bool:
    """Tell whether silence before the date says something: of works promised for the next few years it does."""
    return statement.promise.form == "work" and due - statement.year <= FAR_YEARS


def _should_have_spoken(due: int, later: Sequence[tuple[int, Document]], *, early: bool) -> tuple[int, Document] | None:
    """Return the first later report on the due year; while there is none, for works the second that was silent."""
    for year, document in later:
        reviews = document.metadata.reviews
        if reviews is not None and reviews.value.last_year == due:
            return year, document
    ahead = [(year, document) for year, document in later if year <= due]
    passed = any(year > due for year, _ in later)
    return ahead[SILENT_PLANS - 1] if early and len(ahead) >= SILENT_PLANS and not passed else None


def _reason(statement: Statement, due: int, later: Sequence[tuple[int, Document]]) -> Reason:
    years = "、".join(str(year) for year in sorted({year for year, _ in later}))
    return Reason("dropped", {"subject": statement.subject, "years": years, "due": str(due)})
