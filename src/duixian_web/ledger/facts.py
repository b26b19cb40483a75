"""Lines of the core's ledger → what the application keeps of them.

In goes a ledger; out come plain values of JSON: quotations as pieces of text (never as markup), reasons as code and
values, so that they are told in the language of whoever looks.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from duixian.errors import Language
from duixian.exports.labels import label
from duixian.exports.ledger_views import percent
from duixian.exports.locator import Locator, around
from duixian.exports.quotations import title_of
from duixian.ledger import Ledger, reason_text
from duixian.model import Change, LedgerLine, Pace, Promise, Reason, Result, Span

__all__ = ["Facts", "pieces", "search_words", "told"]


def pieces(text: str, span: Span, whole: Span) -> list[list[Any]]:
    """Return a quotation as pairs of words and whether they are marked; of a very long one the part around the span.

    Example:
        >>> pieces("增长7%左右", Span(2, 4), Span(0, 6))
        [['增长', False], ['7%', True], ['左右', False]]
    """
    taken = around(span, whole)
    before, after = "…" if taken.start > whole.start else "", "…" if taken.end < whole.end else ""
    if span == whole or not taken.covers(span):
        return [[before + text[taken.start : taken.end] + after, False]]
    found = [
        [before + text[taken.start : span.start], False],
        [text[span.start : span.end], True],
        [text[span.end : taken.end] + after, False],
    ]
    return [piece for piece in found if piece[0]]


def told(reasons: Iterable[dict[str, Any]], lang: Language) -> list[str]:
    """Return kept reasons as sentences."""
    return [reason_text(Reason(each["code"], each["values"]), lang) for each in reasons]


class Facts:
    """Turns the lines of one ledger into values of JSON.

    Args:
        ledger: its lines and documents.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._locators: dict[str, Locator] = {}

    def of(self, line: LedgerLine) -> dict[str, Any]:
        """Return all that is kept of a line beside its columns."""
        promise = line.promise
        return {
            "said": self._promise(line.document, promise, line.year),
            "done": [self._result(result) for result in line.results],
            "reasons": _reasons(line.judgement.reasons),
            "rule": line.judgement.rule,
            "firmness": promise.firmness,
            "origin": promise.origin,
            "testability": promise.testability,
            "indicator": "" if promise.figure is None else promise.figure.indicator or "",
            "changes": [self._change(change) for change in line.changes],
            "pace": None if line.pace is None or promise.figure is None else _pace(line.pace),
        }

    def _quote(self, document: str, span: Span, whole: Span, year: int | None) -> dict[str, Any]:
        source = self._ledger.document(document)
        locator = self._locators.setdefault(document, Locator(source))
        return {
            "pieces": pieces(source.text, span, whole),
            "document": document,
            "title": title_of(source),
            "name": source.name,
            "path": " / ".join(locator.headings(span)),
            "page": locator.page(span),
            "start": whole.start,
            "end": whole.end,
            "year": year,
        }

    def _promise(self, document: str, promise: Promise, year: int | None) -> dict[str, Any]:
        return self._quote(document, promise.span, promise.clause, year)

    def _result(self, result: Result) -> dict[str, Any]:
        quote = self._quote(result.document, result.span, result.sentence, result.year)
        return quote | {"form": result.form, "score": percent(result.score), "text": result.text}

    def _change(self, change: Change) -> dict[str, Any]:
        return {
            "kind": change.kind,
            "year": change.year,
            "title": title_of(self._ledger.document(change.document)),
            "reasons": _reasons(change.reasons),
            "said": None if change.promise is None else self._promise(change.document, change.promise, change.year),
        }


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    return [{"code": reason.code, "values": dict(reason.values)} for reason in reasons]


def _pace(pace: Pace) -> dict[str, Any]:
    way = None if pace.way_share is None else [percent(share) for share in pace.way_share]
    return {
        "pace": pace.pace,
        "year": pace.year,
        "time": None if pace.time_share is None else percent(pace.time_share),
        "way": None if way is None else way[0] if way[0] == way[1] else "–".join(way),
        "needed": None if pace.needed is None else f"{pace.needed.quantize(Decimal('0.1')):f}%",
        "reasons": _reasons(pace.reasons),
    }


def search_words(line: LedgerLine, facts: dict[str, Any]) -> str:
    """Return all words of a line that a search looks through."""
    said = [line.name, line.promise.figure.indicator or "" if line.promise.figure is not None else ""]
    if line.promise.topic:
        said += [label("topic", line.promise.topic, "zh"), label("topic", line.promise.topic, "en")]
    quotes = [facts["said"], *facts["done"]]
    said += ["".join(words for words, _ in quote["pieces"]) for quote in quotes]
    return "\n".join(said + told(facts["reasons"], "zh"))
