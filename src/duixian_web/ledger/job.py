"""The work behind the ledger's rows: draw a district's ledger anew whenever a document of it was read.

In goes a district's number; out come its rows. It is idempotent: the same documents give the same rows.
"""

from __future__ import annotations

from typing import Any, Final

from django.db.models.signals import post_save
from django.dispatch import receiver

from duixian.model import Reading as CoreReading
from duixian_web.accounts.models import Organisation
from duixian_web.documents.convert import document_of, figure_of, promise_of
from duixian_web.documents.models import Document, Reading
from duixian_web.jobs.models import Job
from duixian_web.jobs.queue import enqueue, handler
from duixian_web.ledger.drawing import redraw

__all__ = ["KIND", "draw", "queue_drawing", "readings_of"]

KIND: Final = "ledger.draw"


@receiver(post_save, sender=Reading)
def queue_drawing(instance: Reading, **_: Any) -> None:
    """Queue a drawing in the transaction that writes a reading."""
    district = instance.document.organisation.district
    if district is not None:
        # A key of its own for each reading: one that is being worked on does not see what comes now.
        enqueue(KIND, f"{district.pk}:{instance.pk}", again=True)


@handler(KIND)
def draw(key: str) -> None:
    """Draw the ledger of the district that a job's key names."""
    district = Organisation.objects.get(pk=int(key.partition(":")[0]))
    others = Job.objects.filter(kind=KIND, key__startswith=f"{district.pk}:", state=Job.State.WAITING)
    if others.exclude(key=key).exists():
        return  # a later one will see all that this one would
    redraw(district, readings_of(district))


def readings_of(district: Organisation) -> list[CoreReading]:
    """Return the current documents of a district as they were read, from their rows: a scan is read once only.

    Several organisations of the district may hold the same report; the newest upload of all counts.
    """
    documents = Document.objects.filter(organisation__district=district, reading__isnull=False, newest=True)
    rows = documents.select_related("reading").order_by("uploaded_at", "pk")
    current = {row.series or f"#{row.pk}": row for row in rows}
    return [_reading(row.reading) for row in current.values() if row.reading is not None]


def _reading(row: Reading) -> CoreReading:
    figures = tuple(figure_of(each) for each in row.figures.order_by("number"))
    promises = row.promises.select_related("figure").order_by("number")
    return CoreReading(
        document_of(row),
        figures,
        tuple(promise_of(each, figures, None if each.figure is None else each.figure.number) for each in promises),
    )
