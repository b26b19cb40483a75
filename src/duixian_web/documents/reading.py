"""Reading a document: the work behind the queue.

In goes a document's number; out come a reading with its figures and promises as rows, or the core's message why it
could not be read. It is idempotent by document and version of the reader.
"""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

import duixian
from duixian import DuixianError, InternalError, Limits
from duixian.exports.quotations import title_of
from duixian.ledger import gather
from duixian.ledger.dossier import delivered
from duixian.model import Reading as CoreReading
from duixian_web.audit_trail.trail import record
from duixian_web.documents.convert import figure_row, promise_row, structure_of
from duixian_web.documents.models import Document, FigureRow, PromiseRow, Reading
from duixian_web.documents.store import kept
from duixian_web.jobs.queue import enqueue, handler

__all__ = ["KIND", "limits", "queue_reading", "read_document"]

KIND: Final = "documents.read"
_MEBIBYTE: Final = 1 << 20
_BATCH: Final = 1_000


def limits() -> Limits:
    """Return the bounds of what strangers may hand in: narrower than those of a file one chose oneself."""
    return Limits(
        max_bytes=settings.MAX_UPLOAD_BYTES,
        max_characters=5_000_000,
        max_pages=1_000,
        max_unpacked_bytes=200 * _MEBIBYTE,
        max_ratio=100,
        max_members=2_000,
        max_memory_bytes=2_048 * _MEBIBYTE,
    )


def queue_reading(document: Document, *, again: bool = False) -> None:
    """Queue a document for the present reader, inside the caller's transaction."""
    enqueue(KIND, f"{document.pk}:{duixian.__version__}", again=again)


@handler(KIND)
def read_document(key: str) -> None:
    """Read the document that a job's key names, and write what was read, all or nothing.

    Raises:
        DuixianError: the document cannot be read; it is marked so.
    """
    document = Document.objects.get(pk=int(key.partition(":")[0]))
    try:
        found = duixian.read(kept(document.sha256), name=document.name, limits=limits())
    except DuixianError as error:
        _mark_failed(document, error)
        raise
    with transaction.atomic():
        locked = Document.objects.select_for_update().get(pk=document.pk)
        if locked.readings.filter(reader=duixian.__version__).exists():
            return
        _write(locked, found)


def _mark_failed(document: Document, error: DuixianError) -> None:
    defect = isinstance(error, InternalError)
    with transaction.atomic():
        locked = Document.objects.select_for_update().get(pk=document.pk)
        if locked.reading_id is None:
            locked.state = Document.State.FAILED
        locked.error_code = error.code
        # What a defect says of the inside is for the server's log.
        locked.error_zh = "读取时程序出错,请告诉管理员。" if defect else error.text("zh")
        locked.error_en = "The reader failed; please tell the administrator." if defect else error.text("en")
        locked.save(update_fields=["state", "error_code", "error_zh", "error_en"])
        record(None, locked.organisation, "document.fail", f"document:{locked.pk}", after={"code": error.code})


def _write(document: Document, found: CoreReading) -> None:
    reading = Reading(
        document=document,
        reader=duixian.__version__,
        at=timezone.now(),
        text=found.document.text,
        structure=structure_of(found.document),
    )
    reading.save()
    figures = [figure_row(reading, number, figure) for number, figure in enumerate(found.figures)]
    FigureRow.objects.bulk_create(figures, batch_size=_BATCH)
    rows = dict(zip(found.figures, figures, strict=True))
    promises = [promise_row(reading, number, each, rows) for number, each in enumerate(found.promises)]
    PromiseRow.objects.bulk_create(promises, batch_size=_BATCH)
    _overview(document, reading, found, figures)
    after = {
        "reader": reading.reader,
        "sha256": document.sha256,
        "figures": document.figures,
        "promises": document.promises,
    }
    record(None, document.organisation, "document.read", f"document:{document.pk}", after=after)


def _overview(document: Document, reading: Reading, found: CoreReading, figures: list[FigureRow]) -> None:
    meta, dossier = found.document.metadata, gather([found])[0]
    document.reading = reading
    document.state = Document.State.READ
    document.error_code = document.error_zh = document.error_en = ""
    document.title = title_of(found.document)[:300]
    document.kind = "" if meta.kind is None else meta.kind.value
    document.place = (dossier.name or "")[:120]
    document.place_code = "" if dossier.place is None else dossier.place.code
    document.year = delivered(found.document)
    document.reviews = "" if meta.reviews is None else str(meta.reviews.value)
    document.plans = "" if meta.plans is None else str(meta.plans.value)
    document.figures, document.promises = len(found.figures), len(found.promises)
    document.open_doubts = sum(row.doubtful for row in figures)
    place = document.place_code or document.place
    document.series = f"{place}|{document.kind}|{document.year}" if place and document.kind and document.year else ""
    document.save()
    _order_versions(document)


def _order_versions(document: Document) -> None:
    """Let the newest upload of a series be the one that counts."""
    if not document.series:
        return
    same = Document.objects.filter(organisation=document.organisation, series=document.series)
    newest = same.order_by("-uploaded_at", "-pk").first()
    if newest is None:
        return
    same.exclude(pk=newest.pk).update(newest=False)
    same.filter(pk=newest.pk).update(newest=True)
    document.newest = document.pk == newest.pk
