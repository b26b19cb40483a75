"""What was looked at when a passage was read, kept for those who ask why.

In go the records that the reading hands to a witness; out comes nothing more: they are told apart and put into
words by :mod:`duixian.figures.explanation`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from duixian.figures.candidates import Candidate, Clauses
from duixian.figures.tables import NumberCell
from duixian.model import Figure, Period, Quantity, Section, Span, Table
from duixian.periods import PeriodMention

__all__ = ["CellEvidence", "Evidence", "PassageEvidence", "Witness"]


@dataclass(frozen=True, slots=True)
class PassageEvidence:
    """A sentence, or a table cell that was read like one, with all that was found in it.

    Args:
        span: the passage.
        section: the section it stands in.
        mentions: its period words.
        quantities: all its numbers, those that are no figures included.
        clauses: its clauses; ``None`` where no number was accepted.
        candidates: the accepted numbers with all fields decided.
        figures: what was made of them, one a candidate.
        carried: the period that an earlier sentence of the paragraph set.
    """

    span: Span
    section: Section
    mentions: tuple[PeriodMention, ...]
    quantities: tuple[Quantity, ...]
    clauses: Clauses | None
    candidates: tuple[Candidate, ...]
    figures: tuple[Figure, ...]
    carried: Period | None


@dataclass(frozen=True, slots=True)
class CellEvidence:
    """A cell that holds one number, with the words of row and column, and the figure made of them."""

    table: Table
    section: Section
    number: NumberCell
    figure: Figure


Evidence = PassageEvidence | CellEvidence

Witness = Callable[[Evidence], None]
"""What is shown all evidence of a document, passage by passage, while it is read."""
