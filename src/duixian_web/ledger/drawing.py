"""Draw the ledger of an organisation's places, and keep it: one transaction, the same rows however often it runs.

In go readings; out come rows. What people judged is not touched: it stands on top of whatever the machine says.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from duixian.exports.quotations import title_of
from duixian.ledger import Dossier, Ledger, draw_ledger
from duixian.model import LedgerLine, Reading
from duixian_web.accounts.models import Organisation
from duixian_web.audit_trail.trail import canonical, record
from duixian_web.ledger.facts import Facts, search_words
from duixian_web.ledger.models import Checked, Place, Promise, Source

__all__ = ["redraw"]

_BATCH: Final = 500
_SCORE: Final = Decimal("0.0001")
_COLUMNS: Final = (
    "ordinal",
    "year",
    "form",
    "topic",
    "due",
    "clause",
    "target",
    "search",
    "verdict",
    "late",
    "changed",
    "score",
    "facts",
    "source",
    "current",
    "version",
    "digest",
)


def redraw(organisation: Organisation, readings: Iterable[Reading]) -> int:
    """Draw the ledger over all current documents of an organisation; return how many rows were written or retired.

    Args:
        organisation: the district whose documents they are.
        readings: its current documents with figures and promises; those left out no longer count.
    """
    ledger = draw_ledger(readings)
    with transaction.atomic():
        # Of two drawings the second waits here, so that the newer one's rows stand in the end.
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        places = _places(organisation, ledger)
        sources = _sources(organisation, places, ledger)
        lines: dict[int, list[LedgerLine]] = defaultdict(list)
        for line in ledger.lines:
            lines[places[line.document].pk].append(line)
        facts = Facts(ledger)
        changed = sum(
            _keep(place, lines[place.pk], sources, facts) for place in Place.objects.filter(organisation=organisation)
        )
        if changed:
            counts = Counter(line.judgement.verdict for line in ledger.lines)
            after = {"documents": len(sources), "written": changed, "verdicts": dict(sorted(counts.items()))}
            record(None, organisation, "ledger.draw", f"organisation:{organisation.pk}", after=after)
    return changed


def _places(organisation: Organisation, ledger: Ledger) -> dict[str, Place]:
    """Return the place of each document; documents that name none belong to the organisation itself."""
    found: dict[str, Place] = {}
    for dossier in ledger.dossiers:
        name = dossier.name or organisation.name
        code = organisation.code if dossier.place is None else dossier.place.code or ""
        place, _ = Place.objects.update_or_create(
            organisation=organisation, name=name[:120], defaults={"code": code, "drawn_at": timezone.now()}
        )
        found |= {reading.document.id: place for reading in dossier.readings}
    return found


def _sources(organisation: Organisation, places: dict[str, Place], ledger: Ledger) -> dict[str, Source]:
    kept: dict[str, Source] = {}
    for dossier in ledger.dossiers:
        for reading in dossier.readings:
            document = reading.document
            kept[document.id], _ = Source.objects.update_or_create(
                place=places[document.id], sha256=document.id, defaults=_source(dossier, reading)
            )
    stale = Source.objects.filter(place__organisation=organisation, current=True)
    stale.exclude(pk__in=[source.pk for source in kept.values()]).update(current=False)
    return kept


def _source(dossier: Dossier, reading: Reading) -> dict[str, Any]:
    document = reading.document
    return {
        "name": document.name[:255],
        "title": title_of(document)[:300],
        "year": dossier.years.get(document.id),
        # PostgreSQL keeps no NUL; of one character by another, so that offsets stay.
        "text": document.text.replace("\0", "\ufffd"),
        "current": True,
    }


def _keep(place: Place, lines: list[LedgerLine], sources: dict[str, Source], facts: Facts) -> int:
    known = {row.key: row for row in Promise.objects.select_for_update().filter(place=place).defer("facts", "search")}
    rows: dict[str, Promise] = {}
    for ordinal, line in enumerate(lines):
        row = _row(place, line, ordinal, facts.of(line))
        row.source = sources[line.document]
        old = known.get(row.key)
        if old is None or old.digest != row.digest or not old.current:
            row.version = 1 if old is None else old.version + 1
            rows[row.key] = row
    Promise.objects.bulk_create(
        rows.values(),
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=("place", "key"),
        update_fields=_COLUMNS,
    )
    seen = {line.id for line in lines}
    gone = [row.pk for row in known.values() if row.current and row.key not in seen]
    for start in range(0, len(gone), _BATCH):
        retired = Promise.objects.filter(pk__in=gone[start : start + _BATCH])
        retired.update(current=False, version=F("version") + 1)
    machine = Promise.objects.filter(place=place, checked=Checked.NO)
    machine.exclude(shown_verdict=F("verdict"), shown_late=F("late")).update(
        shown_verdict=F("verdict"), shown_late=F("late")
    )
    return len(rows) + len(gone)


def _row(place: Place, line: LedgerLine, ordinal: int, facts: dict[str, Any]) -> Promise:
    promise, figure = line.promise, line.promise.figure
    row = Promise(
        place=place,
        key=line.id,
        ordinal=ordinal,
        year=line.year,
        form=promise.form,
        topic=promise.topic or "",
        due="" if promise.due is None else str(promise.due),
        clause=_plain("".join(words for words, _ in facts["said"]["pieces"])),
        target="" if figure is None else _plain(figure.text)[:300],
        search=_plain(search_words(line, facts)),
        verdict=line.judgement.verdict,
        late=line.judgement.late,
        changed=bool(line.changes),
        score=None if line.result is None else line.result.score.quantize(_SCORE),
        facts=_without_nul(facts),
        shown_verdict=line.judgement.verdict,
        shown_late=line.judgement.late,
    )
    values = {name: str(getattr(row, name)) for name in _COLUMNS[:12]} | {"facts": row.facts}
    row.digest = hashlib.sha256(canonical(values).encode("utf-8", "surrogatepass")).hexdigest()
    return row


def _plain(text: str) -> str:
    return text.replace("\0", "\ufffd")


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, dict):
        return {key: _without_nul(each) for key, each in value.items()}
    return [_without_nul(each) for each in value] if isinstance(value, list) else value
