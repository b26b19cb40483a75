"""What the ledger's page shows: every promise, its results and changes as quotations that lead to their source text.

In goes a ledger; out come views of its lines, ready for the template, and the documents' texts with the quoted spans
marked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from markupsafe import Markup, escape

from duixian.errors import Language
from duixian.exports.locator import Locator, around
from duixian.exports.markup import Mark, Piece, marked_blocks
from duixian.ledger.build import Ledger
from duixian.ledger.dossier import delivered
from duixian.ledger.reasons import reason_text
from duixian.model import (
    Change,
    ChangeKind,
    Document,
    LedgerLine,
    Pace,
    PaceClass,
    Promise,
    Reason,
    Result,
    ResultForm,
    Span,
)

__all__ = ["ChangeView", "DocumentView", "LineView", "PaceView", "Quotation", "Views"]

WHOLE_CHARACTERS: Final = 3_000_000
"""Up to so many code points in all, whole documents go into the page; beyond, the paragraphs around quoted spans."""

_NUMERALS: Final = frozenset("〇○零一二三四五六七八九十")
_GAP: Final = Piece("note", Markup("…"))


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a document, the figure in them marked.

    Args:
        html: the words, escaped.
        title: what the document is called.
        name: its file's name.
        path: the headings above.
        page: of the original, or ``None``.
        href: leads to the words in the document's text.
    """

    html: Markup
    title: str
    name: str
    path: str
    page: int | None
    href: str


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


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The text of a document with the quoted spans marked.

    Args:
        id: its name in links.
        title: what it is called.
        name: its file's name.
        blocks: the text.
        whole: whether that is all of it.
    """

    id: str
    title: str
    name: str
    blocks: tuple[Piece, ...]
    whole: bool


class Views:
    """Makes views of a ledger's lines and, once they are made, of the documents quoted.

    Args:
        ledger: its lines and documents.
        lang: language of reasons.
    """

    def __init__(self, ledger: Ledger, lang: Language) -> None:
        self._ledger = ledger
        self._lang = lang
        self._locators: dict[str, Locator] = {}
        self._numbers: dict[str, int] = {}
        self._marks: dict[str, dict[Span, Mark]] = {}

    def lines(self) -> Iterator[LineView]:
        """Yield a view of each line, in order."""
        for line in self._ledger.lines:
            yield self._line(line)

    def documents(self) -> Iterator[DocumentView]:
        """Yield the documents that were quoted so far, in order of first quotation."""
        found = [self._ledger.document(document) for document in self._numbers]
        whole = sum(len(document.text) for document in found) <= WHOLE_CHARACTERS
        for document in found:
            pieces = marked_blocks(document, list(self._marks[document.id].values()))
            kept = pieces if whole else list(_near_marks(pieces))
            yield DocumentView(self._anchor(document.id), title_of(document), document.name, tuple(kept), whole)

    def _line(self, line: LedgerLine) -> LineView:
        anchor, promise, result = f"l{line.id}", line.promise, line.result
        said = self._promise(line.document, promise, anchor)
        if promise.span != promise.clause:
            self._mark(line.document, promise.span, anchor, "f target")
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
        mark = self._mark(document, promise.clause, anchor, "said")
        return self._quotation(document, promise.span, promise.clause, mark)

    def _result(self, result: Result, anchor: str) -> Quotation:
        mark = self._mark(result.document, result.span, anchor, "f actual" if result.form == "figure" else "done")
        return self._quotation(result.document, result.span, result.sentence, mark)

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

    def _quotation(self, document: str, span: Span, whole: Span, mark: Mark) -> Quotation:
        source = self._ledger.document(document)
        if document not in self._locators:
            self._locators[document] = Locator(source)
        locator = self._locators[document]
        return Quotation(
            html=quoted_html(source.text, span, whole),
            title=title_of(source),
            name=source.name,
            path=" / ".join(locator.headings(span)),
            page=locator.page(span),
            href=f"#{mark.id}",
        )

    def _mark(self, document: str, span: Span, anchor: str, names: str) -> Mark:
        number = self._anchor(document)
        marks = self._marks.setdefault(document, {})
        if span not in marks:
            marks[span] = Mark(span, f"{number}-{len(marks)}", f"#{anchor}", names)
        return marks[span]

    def _anchor(self, document: str) -> str:
        return f"d{self._numbers.setdefault(document, len(self._numbers))}"

    def _reasons(self, reasons: tuple[Reason, ...]) -> tuple[str, ...]:
        return tuple(reason_text(reason, self._lang) for reason in reasons)


def title_of(document: Document) -> str:
    """Return what a document calls itself, with its year where that tells it from others, else its file's name.

    Example:
        >>> from duixian.reading import read_text
        >>> title_of(read_text("增长7%。", name="报告.txt").document)
        '报告.txt'
    """
    if document.metadata.title is None:
        return document.name
    title, year = " ".join(document.metadata.title.value.split()), delivered(document)
    dated = year is None or any(char.isdecimal() or char in _NUMERALS for char in title)
    return title if dated else f"{year}年{title}"


def quoted_html(text: str, span: Span, whole: Span) -> Markup:
    """Return words with a span in them marked, the part around the span where they are very many.

    Example:
        >>> quoted_html("增长<7%>左右", Span(3, 5), Span(0, 8))
        Markup('增长&lt;<mark>7%</mark>&gt;左右')
    """
    taken = around(span, whole)
    before, after = "…" if taken.start > whole.start else "", "…" if taken.end < whole.end else ""
    if span == whole or not whole.covers(span):
        return escape(before + _spaced(taken.of(text)) + after)
    inner = Markup("<mark>{}</mark>").format(_spaced(span.of(text)))
    left, right = text[taken.start : span.start].lstrip(), text[span.end : taken.end].rstrip()
    return escape(before + _spaced(left)) + inner + escape(_spaced(right) + after)


def _spaced(text: str) -> str:
    return " ".join(text.split()) if "\n" in text else text


def percent(share: Decimal) -> str:
    """Return a share as whole percent.

    Example:
        >>> percent(Decimal("0.456"))
        '46%'
    """
    return f"{(share * 100).quantize(Decimal(1)):f}%"


def _bar(share: Decimal) -> int:
    return int(max(Decimal(0), min(Decimal(1), share)) * 100)


def _near_marks(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces that hold marks with their neighbours and the headings, a … for what is left out."""
    kept = {near for at, piece in enumerate(pieces) if piece.marked for near in (at - 1, at, at + 1)}
    gap = False
    for at, piece in enumerate(pieces):
        if at in kept or piece.kind in {"title", "heading"}:
            if gap:
                yield _GAP
            gap = False
            yield piece
        else:
            gap = True
