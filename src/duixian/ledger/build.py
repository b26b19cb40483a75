"""Draw up the ledger: every promise of a set of documents with its results, verdict and later changes.

In go readings in any order; out comes a :class:`Ledger` whose lines are in order of place, year and text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from duixian.ledger.answers import Answers
from duixian.ledger.changes import changes_of, key_of
from duixian.ledger.dossier import Dossier, gather
from duixian.ledger.judging import judge
from duixian.ledger.pace import pace, runs_years
from duixian.model import Change, Document, Judgement, LedgerLine, Pace, Promise, Reading, Reason, Result, Standing

__all__ = ["Ledger", "draw_ledger", "standing"]


@dataclass(frozen=True)
class Ledger:
    """The promises of a set of documents beside what came of them.

    Args:
        dossiers: the documents by place.
        lines: one a promise, in order of place, year of the document and text.
    """

    dossiers: tuple[Dossier, ...]
    lines: tuple[LedgerLine, ...]

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {each.document.id: each.document for dossier in self.dossiers for each in dossier.readings}

    def document(self, id: str) -> Document:  # noqa: A002 (the word of the model)
        """Return the document of an id.

        Raises:
            KeyError: the ledger holds no such document.
        """
        return self._documents[id]


def draw_ledger(readings: Iterable[Reading]) -> Ledger:
    r"""Set every promise beside the results that answer it.

    The order of the readings does not matter, and a document given twice counts once.

    Args:
        readings: documents of one or more places, with their promises.

    Example:
        >>> from duixian.reading import read_text
        >>> said = read_text("2024年沈阳市政府工作报告\n二、2024年工作安排\n生产总值增长5%以上。")
        >>> told = read_text("2025年沈阳市政府工作报告\n一、2024年工作回顾\n生产总值增长5.2%。")
        >>> [line.judgement.verdict for line in draw_ledger([told, said]).lines]
        ['met']
    """
    dossiers = gather(readings)
    return Ledger(dossiers, tuple(line for dossier in dossiers for line in _lines(dossier)))


def _lines(dossier: Dossier) -> tuple[LedgerLine, ...]:
    answers = Answers(dossier)
    found = [
        (reading.document, promise, answers.of(promise, reading.document.id))
        for reading in dossier.readings
        for promise in reading.promises
    ]
    answered = frozenset(key_of(document.id, promise) for document, promise, results in found if results)
    changes = changes_of(dossier, answered=answered)
    lines = []
    for document, promise, results in found:
        later = changes.get(key_of(document.id, promise), ())
        judgement = _judge(dossier, answers, document, promise, results)
        line = LedgerLine(
            document=document.id,
            name=document.name,
            place=dossier.name,
            code=None if dossier.place is None else dossier.place.code,
            year=dossier.years.get(document.id),
            promise=promise,
            results=results,
            judgement=_put_off(promise, later) or judgement if not results else judgement,
            changes=later,
            pace=_pace(dossier, answers, document, promise),
        )
        lines.append(line)
    return tuple(lines)


def _put_off(promise: Promise, changes: tuple[Change, ...]) -> Judgement | None:
    """Judge a promise that no document answers by what a later one promises anew, after it was due."""
    if promise.due is None:
        return None
    for change in changes:
        if change.kind == "postponed" and change.year > promise.due.last_year:
            return Judgement("missed", (*change.reasons, Reason("change-by-report")), late=False, rule="put-off")
    return None


def _judge(
    dossier: Dossier, answers: Answers, document: Document, promise: Promise, results: tuple[Result, ...]
) -> Judgement:
    told = ""
    if results:
        sentence = results[0].sentence
        told = dossier.by_id[results[0].document].document.text[sentence.start : sentence.end]
    return judge(
        promise,
        results,
        standing=standing(dossier, promise),
        sibling=answers.sibling(promise, results),
        base=answers.base(promise),
        clause=_clause(document, promise),
        told=told,
    )


def _pace(dossier: Dossier, answers: Answers, document: Document, promise: Promise) -> Pace | None:
    if promise.figure is None or not runs_years(promise, dossier.years.get(document.id)):
        return None
    series = answers.series(promise, document.id)
    return pace(promise, series, until=dossier.newest, clause=_clause(document, promise))


def _clause(document: Document, promise: Promise) -> str:
    return document.text[promise.clause.start : promise.clause.end]


def standing(dossier: Dossier, promise: Promise) -> Standing:
    r"""Tell whether a promise can be judged by the documents there are.

    ``due``: some document looks back upon the year it fell due; ``not-due``: none does yet; ``document-missing``:
    later ones do, but that year's report is not among them; ``undated``: the promise tells no time.

    Example:
        >>> from duixian.reading import read_text
        >>> said = read_text("2024年沈阳市政府工作报告\n二、2024年工作安排\n生产总值增长5%以上。")
        >>> standing(gather([said])[0], said.promises[0])
        'not-due'
    """
    if promise.due is None:
        return "undated"
    year = promise.due.last_year
    if year in dossier.reviewed:
        return "due"
    return "not-due" if dossier.newest is None or year > dossier.newest else "document-missing"
