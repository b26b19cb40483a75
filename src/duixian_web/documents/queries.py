"""What of documents a user may see: every query begins with the organisations the user may see.

In go a user and what is looked for; out come rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Prefetch, Q, QuerySet

from duixian.model import Reading as CoreReading
from duixian_web.accounts.models import Organisation, User
from duixian_web.accounts.permissions import organisations_permitting
from duixian_web.documents.convert import corrected, document_of, figure_of, promise_of
from duixian_web.documents.models import Correction, Document, FigureRow, Reading

__all__ = [
    "SORTS",
    "core_reading",
    "current_readings",
    "documents",
    "figures",
    "listed_documents",
    "places_and_years",
    "upload_organisations",
    "versions_of",
]

SORTS: Final = {
    "uploaded": ("uploaded_at", "pk"),
    "title": ("title", "name", "pk"),
    "place": ("place", "year", "pk"),
    "year": ("year", "place", "pk"),
    "figures": ("figures", "pk"),
    "promises": ("promises", "pk"),
    "doubts": ("open_doubts", "pk"),
}
"""Columns that lists may be sorted by; a minus before the name turns the order."""


def documents(user: User) -> QuerySet[Document]:
    """Return the documents a user may see."""
    return Document.objects.filter(organisation__in=organisations_permitting(user, "document.view"))


def listed_documents(user: User, wanted: dict[str, Any]) -> QuerySet[Document]:
    """Return the documents of a list: what is wanted, in the order wanted; older versions only if asked for."""
    found = documents(user).select_related("organisation")
    for word in (wanted.get("words") or "").split():
        found = found.filter(Q(title__icontains=word) | Q(name__icontains=word) | Q(place__icontains=word))
    for field in ("kind", "place", "year", "state"):
        if wanted.get(field):
            found = found.filter(**{field: wanted[field]})
    if not wanted.get("versions"):
        found = found.filter(newest=True)
    said = wanted.get("sort") or "-uploaded"
    columns = SORTS[said.removeprefix("-")]
    return found.order_by(*(f"-{column}" for column in columns) if said.startswith("-") else columns)


def places_and_years(user: User) -> tuple[list[str], list[int]]:
    """Return the places and years of a user's documents, to choose from."""
    rows = documents(user).filter(newest=True)
    places = rows.exclude(place="").order_by("place").values_list("place", flat=True).distinct()
    years = rows.exclude(year=None).order_by("-year").values_list("year", flat=True).distinct()
    return list(places), [year for year in years if year is not None]


def versions_of(user: User, document: Document) -> QuerySet[Document]:
    """Return the other uploads of the same place, kind and year, newest first."""
    if not document.series:
        return documents(user).none()
    same = documents(user).filter(organisation=document.organisation, series=document.series)
    return same.exclude(pk=document.pk).order_by("-uploaded_at", "-pk")


def upload_organisations(user: User) -> QuerySet[Organisation]:
    """Return the organisations a user may upload for."""
    return organisations_permitting(user, "document.upload")


def figures(user: User) -> QuerySet[FigureRow]:
    """Return the figures of all readings a user may see, with what stands around them."""
    return FigureRow.objects.filter(reading__document__in=documents(user)).select_related(
        "reading__document__organisation"
    )


def core_reading(reading: Reading) -> CoreReading:
    """Return a reading as the core's record, with people's corrections on top; four queries whatever its size."""
    rows = list(reading.figures.order_by("number").prefetch_related(_CORRECTIONS))
    machine = [corrected(figure_of(row), row.corrections.all()) for row in rows]
    number = {row.pk: row.number for row in rows}
    promises = tuple(
        promise_of(row, machine, None if row.figure_id is None else number[row.figure_id])
        for row in reading.promises.order_by("number")
    )
    return CoreReading(document_of(reading), tuple(machine), promises)


_CORRECTIONS: Final = Prefetch("corrections", Correction.objects.order_by("version"))


def current_readings(organisation: Organisation) -> Iterator[CoreReading]:
    """Yield the readings of a district's current documents, its departments' included, with corrections on top.

    They are for whole-ledger work by the server, and not narrowed to what one user may see.
    """
    rows = Document.objects.filter(
        organisation__district=organisation, newest=True, reading__isnull=False
    ).select_related("reading")
    for document in rows.order_by("pk").iterator(chunk_size=20):
        if document.reading is not None:
            yield core_reading(document.reading)
