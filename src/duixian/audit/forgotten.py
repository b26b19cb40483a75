"""Targets that last year's documents set for the year under review, and that the draft forgets.

In go the reading of a draft and those of other documents of its place; out comes a note for each target of that year,
and each item of a livelihood list with a number, that no document answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from duixian.figures.meaning import meaning
from duixian.ledger.build import draw_ledger
from duixian.model import Figure, Finding, FindingFigure, LedgerLine, Promise, Reading, Reason, ValueRange

__all__ = ["forgotten_findings"]

_CLAUSE_CHARACTERS: Final = 120


def forgotten_findings(draft: Reading, others: Sequence[Reading]) -> Iterator[Finding]:
    r"""Yield the targets set in and for the year a draft looks back upon that neither it nor another document answers.

    Only outcomes with number and date and items of livelihood lists (民生实事) with a number count: work without one is
    often told in other words.

    Args:
        draft: what is to be read out.
        others: earlier documents, and those that accompany the draft.

    Example:
        >>> from duixian.reading import read_text
        >>> said = read_text("2024年沈阳市政府工作报告\n二、2024年工作安排\n粮食产量达到420万吨以上。")
        >>> told = read_text("2025年沈阳市政府工作报告\n一、2024年工作回顾\n生产总值增长5.2%。")
        >>> [each.figures[0].figure.text for each in forgotten_findings(told, [said])]
        ['420万吨']
    """
    reviews = draft.document.metadata.reviews
    if reviews is None:
        return
    year = reviews.value.last_year
    ledger = draw_ledger((draft, *others))
    places = {line.place for line in ledger.lines if line.document == draft.document.id}
    places |= {each.name for each in ledger.dossiers if draft.document.id in each.by_id}
    for line in ledger.lines:
        figure = _figure(line.promise)
        if figure is None or line.document == draft.document.id or line.place not in places:
            continue
        due = line.promise.due
        if line.judgement.verdict == "unreported" and due is not None and line.year == due.last_year == year:
            yield _finding(line, figure, ledger.document(line.document).text)


def _figure(promise: Promise) -> Figure | None:
    """Return the number of an outcome, or the first one of an item of a livelihood list."""
    if promise.form == "outcome" and promise.testability == "measured":
        return promise.figure
    return promise.figures[0] if promise.origin == "livelihood" and promise.figures else None


def _finding(line: LedgerLine, figure: Figure, text: str) -> Finding:
    value, clause = meaning(figure), " ".join(line.promise.clause.of(text).split())
    if len(clause) > _CLAUSE_CHARACTERS:
        clause = clause[: _CLAUSE_CHARACTERS - 1] + "…"
    step = Reason("forgotten", {"name": line.name, "clause": clause})
    return Finding(
        relation="other",
        rule="forgotten-target",
        place=line.place,
        figures=(FindingFigure(line.document, line.name, figure, "target"),),
        expression="",
        stated=ValueRange(value.low, value.high),
        computed=ValueRange(None, None),
        unit=figure.unit,
        compare="=",
        verdict="note",
        explanations=(Reason("other-words"),),
        steps=(step,),
    )
