"""What people change in the ledger: a right asked for, the change, and its row in the trail, in one transaction.

In go who judges, which version was seen, and the opinion; out comes the row written, or ``None`` where another was
quicker.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction
from django.http import Http404

from duixian.model import Span
from duixian_web.accounts.models import User
from duixian_web.accounts.permissions import require
from duixian_web.audit_trail.trail import record
from duixian_web.ledger.facts import pieces
from duixian_web.ledger.models import Checked, Deed, Opinion, Promise, Source

__all__ = ["judge"]

_AROUND: Final = 60


def judge(
    actor: User,
    promise: int,
    *,
    version: int,
    deed: str,
    verdict: str = "",
    reason: str = "",
    source: Source | None = None,
    quotation: str = "",
) -> Opinion | None:
    """Put a person's opinion on top of the machine's verdict.

    Args:
        actor: who judges.
        promise: id of the line.
        version: the version the actor saw; if it is no longer the newest, nothing is written and ``None`` returned.
        deed: one of :class:`Deed`.
        verdict: the verdict that shall be shown, for all deeds but ``confirm`` and ``revert``.
        reason: why.
        source: for ``link``, the document that answers.
        quotation: for ``link``, its words; they stand in the document's text.

    Raises:
        Http404: there is no such line for the actor.
        PermissionDenied: the actor may see it, but not judge.
    """
    with transaction.atomic():
        found = Promise.objects.select_for_update(of=("self",)).select_related("place__organisation")
        row = found.filter(pk=promise).first()
        if row is None:
            raise Http404
        require(actor, "promise.judge", row.place.organisation)
        if row.version != version or not row.current:
            return None
        before = _state(row)
        result = None if deed != Deed.LINK or source is None else _result(source, quotation)
        opinion = Opinion(
            promise=row,
            author=actor,
            deed=deed,
            verdict={Deed.CONFIRM: row.verdict, Deed.REVERT: ""}.get(Deed(deed), verdict),
            reason=reason,
            machine_verdict=row.verdict,
            result=result,
        )
        opinion.save()
        _stand(row, opinion)
        row.version += 1
        row.save(update_fields=["shown_verdict", "shown_late", "checked", "standing", "version"])
        after = _state(row) | {"deed": deed, "reason": reason, "result": result and result["text"]}
        record(actor, row.place.organisation, "promise.judge", f"promise:{row.pk}", before=before, after=after)
    return opinion


def _state(row: Promise) -> dict[str, Any]:
    return {"verdict": row.shown_verdict, "machine": row.verdict, "checked": row.checked, "version": row.version}


def _stand(row: Promise, opinion: Opinion) -> None:
    if opinion.deed == Deed.REVERT:
        row.shown_verdict, row.shown_late, row.checked, row.standing = row.verdict, row.late, Checked.NO, None
        return
    row.checked = Checked.CONFIRMED if opinion.deed == Deed.CONFIRM else Checked.OVERRULED
    row.shown_verdict = opinion.verdict
    row.shown_late = row.late and opinion.verdict == row.verdict
    row.standing = {
        "deed": opinion.deed,
        "verdict": opinion.verdict,
        "reason": opinion.reason,
        "author": str(opinion.author),
        "at": opinion.at.isoformat(timespec="seconds"),
        "machine_verdict": opinion.machine_verdict,
        "result": opinion.result,
    }


def _result(source: Source, quotation: str) -> dict[str, Any]:
    """Return the quotation a person chose, as results of the machine are kept."""
    words = quotation.replace("\r\n", "\n")
    start = source.text.index(words)
    span = Span(start, start + len(words))
    left = max(source.text.rfind("\n", 0, start) + 1, start - _AROUND)
    line_end = source.text.find("\n", span.end)
    right = min(len(source.text) if line_end < 0 else line_end, span.end + _AROUND)
    return {
        "pieces": pieces(source.text, span, Span(left, right)),
        "document": source.sha256,
        "title": source.title,
        "name": source.name,
        "path": "",
        "page": None,
        "start": span.start,
        "end": span.end,
        "year": source.year,
        "form": "sentence",
        "score": None,
        "text": words,
    }
