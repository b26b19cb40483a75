"""The audit as one web page: every finding with its figures, its derivation, what may explain and what would settle it.

In goes an audit with its readings; out comes a page complete in itself. Nothing is loaded from elsewhere, and a content
security policy forbids it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import BinaryIO, Final, get_args

from duixian.errors import UsageError
from duixian.exports.audit import Audited
from duixian.exports.audit_views import FindingViews
from duixian.exports.labels import label, labels
from duixian.exports.options import ExportOptions
from duixian.exports.pages import frame, template
from duixian.exports.quotations import title_of
from duixian.model import Finding, FindingVerdict

__all__ = ["MAX_FINDINGS", "write_audit_page"]

MAX_FINDINGS: Final = 20_000
"""So many findings a browser shows; more belong into a table."""

_BAR: Final = 1_000

Choices = dict[str, list[tuple[str, str, int]]]


def write_audit_page(audits: Iterable[Audited], out: BinaryIO, options: ExportOptions) -> None:
    """Write the page of an audit.

    Raises:
        UsageError: it has more than :data:`MAX_FINDINGS` findings (code ``audit-too-long``).

    Example:
        >>> from io import BytesIO
        >>> from duixian.audit import Audit
        >>> out = BytesIO()
        >>> write_audit_page([Audited(Audit(()), ())], out, ExportOptions())
        >>> out.getvalue().decode()[:15]
        '<!doctype html>'
    """
    for audited in audits:
        findings = audited.audit.findings
        if len(findings) > MAX_FINDINGS:
            raise UsageError("audit-too-long", count=len(findings), most=MAX_FINDINGS)
        views = FindingViews(audited, options.lang)
        counts = _counts(findings)
        page = template("audit.html").stream(
            **frame("audit", options, on="ledger"),
            w={word: said[options.lang] for word, said in labels()["audit_page"].items()},
            words=lambda name, word: label(name, word, options.lang),
            title=_title(audited, options),
            counts=counts,
            bars=_bars(counts),
            choices=_choices(audited, options),
            total=len(findings),
            findings=views.findings(),
            derived=list(views.derived()) if audited.audit.derived else (),
            # The texts come after the findings, which tell what is marked in them.
            documents=views.documents(),
        )
        page.enable_buffering(200)
        page.dump(out, encoding="utf-8", errors="replace")


def _title(audited: Audited, options: ExportOptions) -> str:
    words = {name: said[options.lang] for name, said in labels()["audit_page"].items()}
    if audited.draft is not None:
        return f"{title_of(audited.document(audited.draft))} · {words['title_draft']}"
    places = list(dict.fromkeys(found.place for found in audited.audit.findings if found.place))
    if not places:
        return words["title"]
    if len(places) == 1:
        return f"{places[0]} {words['title']}" if options.lang == "en" else f"{places[0]}{words['title']}"
    return f"{words['title']} · {words['places'].format(count=len(places))}"


def _counts(findings: tuple[Finding, ...]) -> dict[FindingVerdict, int]:
    found = Counter(each.verdict for each in findings)
    # What fits is told of only where it was asked for.
    return {
        verdict: found[verdict] for verdict in get_args(FindingVerdict) if verdict != "consistent" or found[verdict]
    }


def _bars(counts: dict[FindingVerdict, int]) -> list[tuple[FindingVerdict, int, int]]:
    """Return verdict, start and width of each part of a bar of 1,000."""
    bars, done, total = [], 0, max(sum(counts.values()), 1)
    for verdict, count in counts.items():
        start, end = (at * _BAR // total for at in (done, done + count))
        bars.append((verdict, start, end - start))
        done += count
    return bars


def _choices(audited: Audited, options: ExportOptions) -> Choices:
    """Return value, words and count of all choices of each filter; filters with one choice are left out."""
    findings = audited.audit.findings
    relations = Counter(found.relation for found in findings)
    places = Counter(found.place for found in findings if found.place is not None)
    quoted = Counter(name for found in findings for name in {each.document for each in found.figures})
    found: Choices = {
        "relation": [(name, label("relation", name, options.lang), count) for name, count in relations.most_common()],
        "place": [(place, place, count) for place, count in places.items()],
        "document": [(name, audited.document(name).name, count) for name, count in quoted.items()],
    }
    return {name: choices for name, choices in found.items() if len(choices) > 1}
