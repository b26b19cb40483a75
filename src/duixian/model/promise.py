"""A promise: what a document commits to, an outcome target or a piece of work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from duixian.model.figure import Figure
from duixian.model.period import Period
from duixian.model.span import Span

__all__ = ["Firmness", "Promise", "PromiseForm", "PromiseOrigin", "Testability"]

PromiseForm = Literal["outcome", "work"]
PromiseOrigin = Literal["text", "table", "livelihood"]
Firmness = Literal["firm", "strive", "explore"]
Testability = Literal["measured", "checkable", "directional"]


@dataclass(frozen=True, slots=True)
class Promise:
    """What a document commits to, tied to the characters it was read from.

    Args:
        span: for an outcome the characters of its figure, for a piece of work those of the clause that commits.
        text: the characters of ``span``.
        clause: the whole clause that commits, figure included; equals ``span`` for a piece of work.
        form: ``outcome`` (a figure of role target) or ``work`` (something to be done).
        origin: running text, a table's row, or an item of a livelihood list (民生实事).
        figure: the target of an outcome; ``None`` for a piece of work without one.
        figures: all figures of the clause, in text order; a piece of work may have several.
        action: the verb that commits (建设, 完成, 推进), or ``None``.
        object: what is to be acted upon, in the document's words, or ``None``.
        headings: titles of the sections it stands in, outermost first.
        topic: id of the topic (economy, housing, …), or ``None`` where none fits.
        period: what time the promise covers (a five-year target covers all five years); ``None`` where not told.
        due: by when it is to be kept; ``None`` where the text does not tell.
        firmness: ``firm`` 确保、完成, ``strive`` 力争、努力, ``explore`` 推进、探索.
        firmness_text: the word that tells, or ``None`` where none is written.
        testability: ``measured`` number and date, ``checkable`` an event that can be seen, ``directional`` neither.
        programme: the note of the document that explains the programme named in the clause, or ``None``.
        sentence: index into :attr:`Document.sentences`; ``None`` for a promise from a table.
        number: its number in a list (一、, 1.), or ``None``.
        rules: ids of the rules that fired, in order.
    """

    span: Span
    text: str
    clause: Span
    form: PromiseForm
    origin: PromiseOrigin
    figure: Figure | None
    figures: tuple[Figure, ...]
    action: str | None
    object: str | None
    headings: tuple[str, ...]
    topic: str | None
    period: Period | None
    due: Period | None
    firmness: Firmness
    firmness_text: str | None
    testability: Testability
    programme: Span | None = None
    sentence: int | None = None
    number: int | None = None
    rules: tuple[str, ...] = ()

    def record(self, document: str) -> dict[str, Any]:
        """Return the canonical JSON form; fields of the figure are ``null`` for a piece of work without one.

        Args:
            document: the name of the document it stands in.
        """
        figure = {} if self.figure is None else self.figure.record(document)
        return {
            "document": document,
            "start": self.span.start,
            "end": self.span.end,
            "text": self.text,
            "clause_start": self.clause.start,
            "clause_end": self.clause.end,
            "form": self.form,
            "origin": self.origin,
            "indicator": figure.get("indicator"),
            "indicator_id": figure.get("indicator_id"),
            "kind": figure.get("kind"),
            "value": figure.get("value"),
            "unit": figure.get("unit"),
            "bound": figure.get("bound"),
            "period": None if self.period is None else str(self.period),
            "due": None if self.due is None else str(self.due),
            "scope": figure.get("scope", "self"),
            "action": self.action,
            "object": self.object,
            "topic": self.topic,
            "headings": list(self.headings),
            "firmness": self.firmness,
            "firmness_text": self.firmness_text,
            "testability": self.testability,
            "programme": None if self.programme is None else [self.programme.start, self.programme.end],
            "number": self.number,
            "figures": [[each.span.start, each.span.end] for each in self.figures],
        }
