"""The ledger: promises beside the results that answer them, with verdicts and their reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from duixian.model.figure import Figure
from duixian.model.promise import Promise
from duixian.model.span import Span

__all__ = [
    "Change",
    "ChangeKind",
    "Judgement",
    "LedgerLine",
    "Observation",
    "Pace",
    "PaceClass",
    "Reason",
    "Result",
    "ResultForm",
    "Standing",
    "Verdict",
]

Verdict = Literal["met", "partly", "missed", "open", "unreported", "undecidable"]
ResultForm = Literal["figure", "sentence", "problem"]
Standing = Literal["due", "not-due", "document-missing", "undated"]
ChangeKind = Literal["restated", "raised", "lowered", "postponed", "softened", "hardened", "dropped"]
PaceClass = Literal["ahead", "fast", "on-track", "behind", "undecidable"]


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure of a place's documents, with the document it stands in and the year that document speaks in.

    Args:
        document: id (SHA-256) of the document.
        year: the year in which the document was delivered; a report on 2024's plan speaks in 2024.
        figure: what it says.
    """

    document: str
    year: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Result:
    """The later figure or sentence that answers a promise.

    Args:
        document: id (SHA-256) of the document it stands in.
        year: the year in which that document was delivered.
        span: the figure's characters, or those of the clause that reports.
        text: the characters of ``span``.
        sentence: the sentence or table row around it.
        form: a ``figure``, a ``sentence`` that reports work, or a ``problem``: failure told without a number.
        figure: the answering figure, ``None`` in the other forms.
        score: how sure the link is, 0 to 1.
        rules: ids of the rules that linked it, in order.
    """

    document: str
    year: int
    span: Span
    text: str
    sentence: Span
    form: ResultForm
    figure: Figure | None
    score: Decimal
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is what it is: a code of ``ledger/reasons.toml`` and the values its text speaks of.

    Example:
        >>> Reason("falls-short", {"gap": "0.8"}).code
        'falls-short'
    """

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, always with its reasons.

    Args:
        verdict: met 兑现, partly 部分兑现, missed 未兑现, open 未到期, unreported 未提及, undecidable 无法判断.
        reasons: rule, inputs and the arithmetic in one line each; never empty.
        late: whether it was kept, but after it was due.
        rule: id of the rule that judged.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...]
    late: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a promise in a later document: restated, raised, softened and so on.

    Args:
        kind: what happened.
        document: id of the later document; for ``dropped`` the one that should have spoken of it.
        year: the year in which that document was delivered.
        promise: the later promise, ``None`` for ``dropped``.
        reasons: the two wordings or values beside each other.
    """

    kind: ChangeKind
    document: str
    year: int
    promise: Promise | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a target of several years has come.

    Args:
        year: the year reached by the newest figure.
        base: the starting point, ``None`` where no document states it.
        current: the newest figure of the indicator.
        time_share: share of the time past, 0 to 1.
        way_share: low and high end of the share of the way made, ``(current - base) / (target - base)``; ``None``
            where it has no meaning (to hold, to keep below, base equal to target, no base).
        pace: 提前实现, 快于预期, 基本符合, 滞后; ``undecidable`` with its reason.
        needed: percent a year still needed to reach the target, ``None`` where it has no meaning.
        reasons: how each was computed, or why it could not be.
    """

    year: int | None
    base: Observation | None
    current: Observation | None
    time_share: Decimal | None
    way_share: tuple[Decimal, Decimal] | None
    pace: PaceClass
    needed: Decimal | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One promise, the results that answer it, the verdict, and what became of it over the years.

    Args:
        document: id (SHA-256) of the document that promises.
        name: that document's file name.
        place: name of the place that promises, ``None`` where the document does not tell.
        code: GB/T 2260 code of the place, ``None`` where unknown.
        year: the year in which the promise was made.
        promise: what was promised.
        results: the answer first, then later revisions of it and further evidence.
        judgement: the verdict with its reasons.
        changes: what later documents made of the promise, in order.
        pace: for targets of several years.
    """

    document: str
    name: str
    place: str | None
    code: str | None
    year: int | None
    promise: Promise
    results: tuple[Result, ...]
    judgement: Judgement
    changes: tuple[Change, ...] = ()
    pace: Pace | None = None

    @property
    def result(self) -> Result | None:
        """The answer: the first of the results, or ``None``."""
        return self.results[0] if self.results else None

    @property
    def id(self) -> str:
        """A stable name of the promise: the document's first 12 digits and the offsets."""
        return f"{self.document[:12]}-{self.promise.span.start}-{self.promise.span.end}"
