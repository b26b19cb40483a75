"""Promises of a place's documents as they are compared with each other over the years.

In goes a dossier; out come its dated promises with the words that name their object, and an index of what every
document speaks of.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from duixian.ledger.changes_words import Counting, counting_of, event_stage, is_attribute, is_event, parts_of
from duixian.ledger.dossier import Dossier
from duixian.ledger.wording import Weights, tokens
from duixian.ledger.works_stages import Stage, without_generic
from duixian.model import Document, Promise

__all__ = ["Speech", "Statement", "first_alike", "statements_of"]

FEWEST_SENTENCES: Final = 500
"""A few short documents weigh their words as one of usual length would: a name is rare though it is in all of them."""

FEW_DOCUMENTS: Final = 3
FEW_SHARE: Final = 0.2
"""A pair of characters that occurs in so few documents, or in this share of them, names the thing where it occurs."""

MOST_SENTENCES: Final = 2_000
"""A pair of characters that occurs in more sentences is not looked up: it names nothing, and would take long."""

MOST_ALIKE: Final = 25
"""So many promises of one document are compared that share indicator or name, the first in the text."""

LONGEST_HEAD_CHARACTERS: Final = 30
"""Longer words before a colon name no project."""

_MEASURE: Final = re.compile(r"[0-9.]+[万亿]?(?:平方米|平方公里|立方米|公里|千米|公顷|[米亩元])")
_ITEM_END: Final = re.compile(r"[、,;]")
_PIECE_END: Final = re.compile(r"[。;!?\n]+")


@dataclass(frozen=True, eq=False)
class Statement:
    """A promise in its document; one made twice is two statements.

    Args:
        promise: what was promised.
        document: the document that promises.
        year: the year that document speaks in.
    """

    promise: Promise
    document: Document
    year: int

    @cached_property
    def clause(self) -> str:
        """The clause that commits, in its plain form."""
        return self.promise.clause.of(self.document.plain)

    @cached_property
    def subject(self) -> str:
        """The words that name what is promised: the object, else the indicator, else the whole clause.

        Where the object is only an attribute (全长5公里, 2025年建成), the name before the colon of its line counts.
        """
        promise = self.promise
        head = self._head
        if head is not None and is_attribute(promise.object or self.clause):
            return head
        if promise.object:
            return promise.object
        if promise.figure is not None and promise.figure.indicator:
            return promise.figure.indicator
        return self.clause

    @cached_property
    def _head(self) -> str | None:
        """The words before the first colon of the line, where the promise stands behind it."""
        plain, start = self.document.plain, self.promise.clause.start
        line = plain.rfind("\n", 0, start) + 1
        head, colon, _ = plain[line:start].partition(":")
        head = head.strip(" -*#")
        return head if colon and 0 < len(head) <= LONGEST_HEAD_CHARACTERS else None

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The tokens of the subject, without words that tell nothing of what is to be done."""
        return tokens(without_generic(_MEASURE.sub("|", self.subject)))

    @cached_property
    def items(self) -> tuple[frozenset[str], ...]:
        """The tokens of each thing in the subject's list (甲桥、乙路); one set where it is no list."""
        listed = (tokens(without_generic(_MEASURE.sub("|", item))) for item in _ITEM_END.split(self.subject))
        return tuple(item for item in listed if item)

    @cached_property
    def said(self) -> frozenset[str]:
        """The tokens of the whole clause and the subject."""
        return tokens(without_generic(_MEASURE.sub("|", self.clause))) | self.tokens

    @cached_property
    def stage(self) -> Stage | None:
        """The furthest stage that the clause promises."""
        return event_stage(self.clause)

    def stage_of(self, thing: frozenset[str]) -> Stage | None:
        """Return the stage promised for one thing of a list (甲桥开工、乙路通车), by its tokens."""
        pieces = self.clause.split("、")
        nearest = max(pieces, key=lambda piece: len(thing & tokens(piece)))
        return event_stage(nearest) if len(pieces) > 1 and is_event(nearest) else self.stage

    @cached_property
    def parts(self) -> frozenset[str]:
        """The words that tell its part or phase of a project."""
        return parts_of(self.subject)

    @cached_property
    def counting(self) -> Counting | None:
        """How the number of an outcome counts over time."""
        return counting_of(self.promise, self.document)

    @property
    def due(self) -> int | None:
        """The last year it may be kept in."""
        return None if self.promise.due is None else self.promise.due.last_year

    @property
    def place(self) -> tuple[int, str, int, int]:
        """Its place among all statements: year, document, offsets."""
        return self.year, self.document.id, self.promise.span.start, self.promise.span.end


def first_alike(found: Iterable[Statement]) -> list[Statement]:
    """Keep of each document the first :data:`MOST_ALIKE` statements, so that repetition cannot take long.

    Example:
        >>> first_alike([])
        []
    """
    kept: Counter[str] = Counter()
    first = []
    for each in found:
        kept[each.document.id] += 1
        if kept[each.document.id] <= MOST_ALIKE:
            first.append(each)
    return first


def statements_of(dossier: Dossier) -> tuple[Statement, ...]:
    """Return the promises of all documents that have a year, in order of year, document and text.

    Example:
        >>> from duixian.ledger.dossier import gather
        >>> from duixian.reading import read_text
        >>> statements_of(gather([read_text("2023年,全市生产总值增长5%。")])[0])
        ()
    """
    found = (
        Statement(promise, reading.document, dossier.years[reading.document.id])
        for reading in dossier.readings
        if reading.document.id in dossier.years
        for promise in reading.promises
    )
    return tuple(sorted(found, key=lambda each: each.place))


class Speech:
    """What the documents of a dossier speak of, sentence by sentence, tables and notes included.

    Args:
        dossier: the documents of one place.
    """

    def __init__(self, dossier: Dossier) -> None:
        pieces = [
            (reading.document.id, tokens(piece)) for reading in dossier.readings for piece in _pieces(reading.document)
        ]
        counts = Counter(token for _, found in pieces for token in found)
        self.weights = Weights(counts, max(len(pieces), FEWEST_SENTENCES))
        self._tokens = tuple(found for _, found in pieces)
        self._document = tuple(document for document, _ in pieces)
        self._documents = len(dossier.readings)

    @cached_property
    def _postings(self) -> Mapping[str, list[int]]:
        postings: dict[str, list[int]] = defaultdict(list)
        for at, found in enumerate(self._tokens):
            for token in found:
                postings[token].append(at)
        return postings

    def rarest(self, wanted: Iterable[str], *, most: int) -> tuple[str, ...]:
        """Return the tokens that occur in the fewest sentences."""
        return tuple(sorted(wanted, key=lambda token: (self.weights.counts.get(token, 0), token))[:most])

    def cover(self, of: frozenset[str], by: frozenset[str]) -> float:
        """Return the weighted share of some tokens that others have, 0 to 1."""
        whole = self.weights.of(of)
        return self.weights.of(of & by) / whole if whole else 0.0

    def spread(self, token: str) -> int:
        """Return in how many documents a token occurs."""
        return self._spread[token]

    @cached_property
    def _spread(self) -> Counter[str]:
        return Counter(token for _, token in {(self._document[at], token) for at, token in self._pairs()})

    def _pairs(self) -> Iterator[tuple[int, str]]:
        return ((at, token) for at, found in enumerate(self._tokens) for token in found)

    def mentions(self, wanted: frozenset[str], *, share: float, most: int) -> frozenset[str]:
        """Return the documents in which one sentence has at least a weighted share of some tokens, or a rare one.

        Args:
            wanted: tokens of what is looked for.
            share: 0 to 1.
            most: how many of the rarest tokens are looked up; a sentence without any of them is no mention.
        """
        rare = max(FEW_DOCUMENTS, int(self._documents * FEW_SHARE))
        looked_up = self.rarest(wanted, most=most)
        if looked_up and len(self._postings.get(looked_up[0], ())) > MOST_SENTENCES:
            return frozenset(self._document)  # words that are said everywhere
        found = set()
        for token in looked_up:
            if len(self._postings.get(token, ())) > MOST_SENTENCES:
                break
            is_name = self.spread(token) <= rare
            for at in self._postings.get(token, ()):
                document = self._document[at]
                if document not in found and (is_name or self.cover(wanted, self._tokens[at]) >= share):
                    found.add(document)
        return frozenset(found)


def _pieces(document: Document) -> Iterator[str]:
    return (piece for piece in _PIECE_END.split(document.plain) if piece.strip())
