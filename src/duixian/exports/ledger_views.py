"""What the ledger's page shows: every promise, its results and changes as quotations that lead to their source text.

In goes a ledger; out come views of its lines, ready for the template, and the documents' texts with the quoted spans
marked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from duixian.errors import Language
from duixian.exports.quotations import DocumentView, Quotation, Quotations, title_of
from duixian.ledger.build import Ledger
from duixian.ledger.reasons import reason_text
from duixian.model import (
    Change,
    ChangeKind,
    LedgerLine,
    Pace,
    PaceClass,
    Promise,
    Reason,
    Result,
    ResultForm,
)

__all__ = ["ChangeView", "LineView", "PaceView", "Views", "percent"]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What became of a promise in a later document.

    Args:
        kind: what happened.
        year: when.
        title: the later document.
        reasons: the wordings beside each other.
        said: the later promise, ``None`` for one that was dropped.
    """

    kind: ChangeKind
    year: int
    title: str
    reasons: tuple[str, ...]
    said: Quotation | None


@dataclass(frozen=True, slots=True)
class PaceView:
    """How far a target of several years has come, as bars of 0 to 100.

    Args:
        pace: the class.
        year: reached by the newest figure.
        time: share of the time past, and its bar; ``None`` where unknown.
        way: share of the way made, and its bar.
        needed: growth a year still needed.
        reasons: how each was computed.
    """

    pace: PaceClass
    year: int | None
    time: tuple[str, int] | None
    way: tuple[str, int] | None
    needed: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of the page.

    Args:
        line: the ledger's line.
        id: its name in links.
        said: what was promised.
        reasons: why the verdict is what it is.
        done: the answer, or ``None``.
        done_form: what the answer is.
        score: how sure the link is, in percent.
        further: later results.
        changes: what later documents made of it.
        pace: for targets of several years.
    """

    line: LedgerLine
    id: str
    said: Quotation
    reasons: tuple[str, ...]
    done: Quotation | None
    done_form: ResultForm | None
    score: str | None
    further: tuple[Quotation, ...]
    changes: tuple[ChangeView, ...]
    pace: PaceView | None


class Views:
    """Makes views of a ledger's lines and, once they are made, of the documents quoted.

    Args:
        ledger: its lines and documents.
        lang: language of reasons.
    """

    def __init__(self, ledger: Ledger, lang: Language) -> None:
        self._ledger = ledger
        self._lang = lang
        self._quotations = Quotations(ledger.document)

    def lines(self) -> Iterator[LineView]:
        """Yield a view of each line, in order."""
        for line in self._ledger.lines:
            yield self._line(line)

    def documents(self) -> Iterator[DocumentView]:
        """Yield the documents that were quoted so far, in order of first quotation."""
        return self._quotations.documents()

    def _line(self, line: LedgerLine) -> LineView:
        anchor, promise, result = f"l{line.id}", line.promise, line.result
        said = self._promise(line.document, promise, anchor)
        if promise.span != promise.clause:
            self._quotations.mark(line.document, promise.span, anchor, "f target")
        return LineView(
            line=line,
            id=anchor,
            said=said,
            reasons=self._reasons(line.judgement.reasons),
            done=None if result is None else self._result(result, anchor),
            done_form=None if result is None else result.form,
            score=None if result is None else percent(result.score),
            further=tuple(self._result(each, anchor) for each in line.results[1:]),
            changes=tuple(self._change(change, anchor) for change in line.changes),
            # A piece of work has no way to measure; saying so at every one would bury what has.
            pace=None if line.pace is None or promise.figure is None else self._pace(line.pace),
        )

    def _promise(self, document: str, promise: Promise, anchor: str) -> Quotation:
        mark = self._quotations.mark(document, promise.clause, anchor, "said")
        return self._quotations.quote(document, [promise.span], promise.clause, mark)

    def _result(self, result: Result, anchor: str) -> Quotation:
        mark = self._quotations.mark(
            result.document, result.span, anchor, "f actual" if result.form == "figure" else "done"
        )
        return self._quotations.quote(result.document, [result.span], result.sentence, mark)

    def _change(self, change: Change, anchor: str) -> ChangeView:
        said = None if change.promise is None else self._promise(change.document, change.promise, anchor)
        title = title_of(self._ledger.document(change.document))
        return ChangeView(change.kind, change.year, title, self._reasons(change.reasons), said)

    def _pace(self, pace: Pace) -> PaceView:
        way = None
        if pace.way_share is not None:
            low, high = (percent(share) for share in pace.way_share)
            way = (low if low == high else f"{low}–{high}", _bar(sum(pace.way_share, Decimal(0)) / 2))
        return PaceView(
            pace=pace.pace,
            year=pace.year,
            time=None if pace.time_share is None else (percent(pace.time_share), _bar(pace.time_share)),
            way=way,
            needed=None if pace.needed is None else f"{pace.needed.quantize(Decimal('0.1')):f}%",
            reasons=self._reasons(pace.reasons),
        )

    def _reasons(self, reasons: tuple[Reason, ...]) -> tuple[str, ...]:
        return tuple(reason_text(reason, self._lang) for reason in reasons)


def percent(share: Decimal) -> str:
    """Return a share as whole percent.

    Example:
        >>> percent(Decimal("0.456"))
        '46%'
    """
    return f"{(share * 100).quantize(Decimal(1)):f}%"


def _bar(share: Decimal) -> int:
    return int(max(Decimal(0), min(Decimal(1), share)) * 100)
