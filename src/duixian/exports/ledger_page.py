"""The ledger as one web page: what was said, what was done, and the verdict between, each leading to its source text.

In goes a ledger; out comes a page complete in itself. Nothing is loaded from elsewhere, and a content security policy
forbids it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, BinaryIO, Final, get_args

from duixian.errors import UsageError
from duixian.exports.labels import label, labels
from duixian.exports.ledger_views import Views
from duixian.exports.options import ExportOptions
from duixian.exports.pages import frame, template
from duixian.ledger.build import Ledger
from duixian.model import LedgerLine, Verdict

__all__ = ["MAX_LINES", "write_ledger_page"]

MAX_LINES: Final = 20_000
"""So many lines a browser shows; more belong into a table."""

_BAR: Final = 1_000


def write_ledger_page(ledgers: Iterable[Ledger], out: BinaryIO, options: ExportOptions) -> None:
    """Write the page of a ledger.

    Raises:
        UsageError: it has more than :data:`MAX_LINES` lines (code ``ledger-too-long``).

    Example:
        >>> from io import BytesIO
        >>> out = BytesIO()
        >>> write_ledger_page([Ledger((), ())], out, ExportOptions())
        >>> out.getvalue().decode()[:15]
        '<!doctype html>'
    """
    for ledger in ledgers:
        if len(ledger.lines) > MAX_LINES:
            raise UsageError("ledger-too-long", count=len(ledger.lines), most=MAX_LINES)
        views = Views(ledger, options.lang)
        page = template("ledger.html").stream(
            **frame("ledger", options),
            w={word: said[options.lang] for word, said in labels()["ledger_page"].items()},
            words=lambda name, word: label(name, word, options.lang),
            title=_title(ledger.lines, options),
            years=_years(ledger.lines),
            counts=_counts(ledger.lines),
            bars=_bars(ledger.lines),
            choices=_choices(ledger.lines, options),
            total=len(ledger.lines),
            late=sum(line.judgement.late for line in ledger.lines),
            lines=views.lines(),
            # The texts come after the lines, which tell what is marked in them.
            documents=views.documents(),
        )
        page.enable_buffering(200)
        page.dump(out, encoding="utf-8", errors="replace")


def _title(lines: tuple[LedgerLine, ...], options: ExportOptions) -> str:
    places = list(dict.fromkeys(line.place for line in lines if line.place))
    words = labels()["ledger_page"]
    title = words["title"][options.lang]
    if not places:
        return title
    if len(places) == 1:
        return f"{places[0]} {title}" if options.lang == "en" else f"{places[0]}{title}"
    return f"{title} · {words['places'][options.lang].format(count=len(places))}"


def _years(lines: tuple[LedgerLine, ...]) -> str:
    years = sorted({line.year for line in lines if line.year is not None})
    if not years:
        return ""
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _counts(lines: tuple[LedgerLine, ...]) -> dict[Verdict, int]:
    found = Counter(line.judgement.verdict for line in lines)
    return {verdict: found[verdict] for verdict in get_args(Verdict)}


def _bars(lines: tuple[LedgerLine, ...]) -> list[tuple[Verdict, int, int]]:
    """Return verdict, start and width of each part of a bar of 1,000."""
    bars, done = [], 0
    for verdict, count in _counts(lines).items():
        start, end = (done * _BAR // max(len(lines), 1) for done in (done, done + count))
        bars.append((verdict, start, end - start))
        done += count
    return bars


def _choices(lines: tuple[LedgerLine, ...], options: ExportOptions) -> dict[str, list[tuple[Any, str, int]]]:
    """Return value, words and count of all choices of each filter; filters with one choice are left out."""
    years = Counter(line.year for line in lines if line.year is not None)
    places = Counter(line.place for line in lines if line.place is not None)
    topics = Counter(line.promise.topic for line in lines if line.promise.topic is not None)
    forms = Counter(line.promise.form for line in lines)
    found: dict[str, list[tuple[Any, str, int]]] = {
        "year": [(year, str(year), count) for year, count in sorted(years.items())],
        "place": [(place, place, count) for place, count in places.items()],
        "topic": [(topic, label("topic", topic, options.lang), count) for topic, count in topics.most_common()],
        "form": [(form, label("promise_form", form, options.lang), count) for form, count in sorted(forms.items())],
    }
    return {name: choices for name, choices in found.items() if len(choices) > 1}
