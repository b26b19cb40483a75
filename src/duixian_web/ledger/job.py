"""The work behind the ledger's rows: draw a district's ledger anew whenever a document of it was read.

In goes a district's number; out come its rows. It is idempotent: the same documents give the same rows.
"""

from __future__ import annotations

from typing import Any, Final

from django.db.models.signals import post_save
from django.dispatch import receiver

import duixian
from duixian import DuixianError
from duixian.model import Reading as CoreReading
from duixian_web.accounts.models import Organisation
from duixian_web.documents.models import Document, Reading
from duixian_web.documents.reading import limits
from duixian_web.documents.store import kept
from duixian_web.jobs.models import Job
from duixian_web.jobs.queue import enqueue, handler
from duixian_web.ledger.drawing import redraw

__all__ = ["KIND", "draw", "queue_drawing"]

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
    redraw(district, list(_readings(district)))


def _readings(district: Organisation) -> list[CoreReading]:
    """Read the current documents of a district from the files that were kept."""
    documents = Document.objects.filter(organisation__district=district, reading__isnull=False, newest=True)
    # Several organisations of the district may hold the same report: the newest upload of all counts.
    current = {each.series or f"#{each.pk}": each for each in documents.order_by("uploaded_at", "pk")}
    found = []
    for document in current.values():
        try:
            found.append(duixian.read(kept(document.sha256), name=document.name, limits=limits()))
        except DuixianError:
            # It was read once; that it cannot be now is told where documents are listed.
            continue
    return found
