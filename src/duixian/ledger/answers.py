"""Find all that answers a promise: figures, sentences that report work, failures told without a number.

In go a dossier and a promise of it; out come its results, and the figures beside which it must be judged.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from duixian.documents.plain import fold
from duixian.indicators import link
from duixian.ledger.dossier import Dossier
from duixian.ledger.judging_relative import relation_of
from duixian.ledger.linking import Linker
from duixian.ledger.works import DossierIndex, work_results
from duixian.ledger.works_problems import problem_results
from duixian.ledger.works_scoring import key_tokens
from duixian.model import Figure, Observation, Promise, Result

__all__ = ["Answers"]

_ECONOMY: Final = ("gdp", "growth")
_SURE_OF_WORK: Final = Decimal("0.9")
_SHARE_OF_NAME: Final = 0.5
"""A sentence must name more than this share of what was counted: of 棚户区、危房 each has its own answer."""

_SUBJECT: Final = re.compile(
    r"([一-鿿()A-Za-z]{3,20}?)(?:增长|增速|增幅|水平)?(?:[要应将]|基本|保持){0,3}(?:与|和|同|快于|高于|不低于)"
)


class Answers:
    """Answers the promises of a dossier.

    Args:
        dossier: all documents of a place.
    """

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._linker = Linker(dossier)
        self._index = DossierIndex(dossier)

    def of(self, promise: Promise, document: str) -> tuple[Result, ...]:
        """Return what answers a promise: the answer first, then later revisions and further evidence.

        Args:
            promise: a promise of the dossier.
            document: id of the document that promises.
        """
        if promise.figure is None:
            relative = self._relative(promise, document)
            return relative or work_results(promise, self._index, document_id=document)
        return (
            self._linker.results(promise, document)
            or self._linker.yearly(promise, document)
            or self._problems(promise, promise.figure, document)
            or self._told_as_work(promise, document)
        )

    def _problems(self, promise: Promise, target: Figure, document: str) -> tuple[Result, ...]:
        """Return failures told without the promise's number; one told of another number is of another promise."""
        return tuple(
            result
            for result in problem_results(promise, self._index, document_id=document)
            if not any(
                result.span.start <= figure.span.start < result.span.end
                and figure.unit == target.unit
                and figure.value != target.value
                for figure in self._dossier.by_id[result.document].figures
            )
        )

    def _told_as_work(self, promise: Promise, document: str) -> tuple[Result, ...]:
        """Return the sentences that tell of a thing whose size was named (听澜大道北延线3.4公里), not its number."""
        if promise.action is None or promise.figure is None or promise.figure.kind != "amount":
            return ()
        own = key_tokens(promise.figure.indicator or "")
        found = work_results(promise, self._index, document_id=document)
        # what is counted every year (新建农村公路500公里) is told of its own year, not of a later one
        return tuple(
            each
            for each in found
            if each.score >= _SURE_OF_WORK
            and "late" not in each.rules
            and (not own or len(own & key_tokens(each.text)) > len(own) * _SHARE_OF_NAME)
        )

    def _relative(self, promise: Promise, document: str) -> tuple[Result, ...]:
        """Return the figure of the indicator that was promised to move with another (居民收入与经济增长同步)."""
        if promise.due is None or relation_of(clause := self._clause(promise, document)) is None:
            return ()
        subject = _SUBJECT.search(fold(clause))
        if subject is None:
            return ()
        indicator = link(subject[1], unit="%", kind="growth").indicator_id
        if indicator is None:
            return ()
        observation = self._linker.reported(indicator, "growth", promise.due.last_year, after=document)
        return () if observation is None else (self._linker.result(observation, Decimal(1), "same-indicator"),)

    def sibling(self, promise: Promise, results: tuple[Result, ...]) -> Figure | None:
        """Return the growth of the economy in the year of the answer, for promises to keep pace with it."""
        if not results or results[0].figure is None or promise.due is None:
            return None
        observation = self._linker.reported(*_ECONOMY, promise.due.last_year, after=None)
        return None if observation is None else observation.figure

    def base(self, promise: Promise) -> Figure | None:
        """Return the starting point of a promise to multiply: what was reported of the year before its period."""
        figure = promise.figure
        if figure is None or figure.kind != "multiple" or promise.period is None or figure.indicator_id is None:
            return None
        observation = self._linker.reported(figure.indicator_id, "amount", promise.period.first_year - 1, after=None)
        return None if observation is None else observation.figure

    def series(self, promise: Promise, document: str) -> tuple[Observation, ...]:
        """Return all figures of the indicator of a promise, its own among them; none for a piece of work."""
        year = self._dossier.years.get(document)
        if promise.figure is None or year is None:
            return ()
        asked = Observation(document, year, promise.figure)
        return (*self._linker.series(asked), asked)

    def _clause(self, promise: Promise, document: str) -> str:
        return self._dossier.by_id[document].document.text[promise.clause.start : promise.clause.end]
