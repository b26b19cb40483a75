"""The work behind the ledger: drawn when documents are read, whatever the order of the jobs."""

from __future__ import annotations

import pytest

from duixian_web.audit_trail.trail import verify
from duixian_web.documents.commands import reread_document, upload_document
from duixian_web.documents.models import Document
from duixian_web.jobs.models import Job
from duixian_web.jobs.queue import HANDLERS
from duixian_web.ledger.job import KIND, readings_of
from duixian_web.ledger.models import Promise
from duixian_web.testing.ledger_world import SAID, TOLD, small_readings

pytestmark = pytest.mark.django_db(transaction=True)


def work(kind: str) -> int:
    """Do all waiting jobs of a kind, oldest first; return how many."""
    done = 0
    for job in Job.objects.filter(kind=kind, state=Job.State.WAITING).order_by("pk"):
        HANDLERS[kind](job.key)
        Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
        done += 1
    return done


def upload(cast) -> None:
    upload_document(cast.officer, cast.district, name="2024.txt", data=SAID.encode())
    upload_document(cast.reporter, cast.department, name="2025.txt", data=TOLD.encode())


def verdicts() -> dict[str, str]:
    found = Promise.objects.filter(current=True, year=2024)
    return {row.clause[:4]: row.verdict for row in found}


def test_uploads_draw_the_ledger_of_the_district(cast) -> None:
    """A department's document counts for its district; of several drawings the last one is enough."""
    upload(cast)
    assert work("documents.read") == 2
    assert work(KIND) == 2
    assert verdicts() == {"生产总值": "met", "新建公园": "unreported", "一般公共": "missed", "改造老旧": "met"}
    assert not Promise.objects.exclude(place__organisation=cast.district).exists()
    assert verify() == []


def test_rows_give_back_what_was_read(cast) -> None:
    """The ledger is drawn over the very records that the core read."""
    upload(cast)
    work("documents.read")
    assert sorted(readings_of(cast.district), key=lambda each: each.document.name) == list(small_readings())


def test_a_drawing_that_runs_twice_changes_nothing(cast) -> None:
    """A job that a crash repeats gives the same rows."""
    upload(cast)
    work("documents.read")
    work(KIND)
    before = list(Promise.objects.values_list("pk", "version"))
    HANDLERS[KIND](f"{cast.district.pk}:0")
    assert list(Promise.objects.values_list("pk", "version")) == before


def test_a_newer_version_of_a_document_takes_the_place_of_the_older(cast) -> None:
    """Only the newest upload of the same place, kind and year counts."""
    upload(cast)
    work("documents.read")
    work(KIND)
    told = TOLD.replace("收入增长3.1%", "收入增长9.1%")
    upload_document(cast.officer, cast.district, name="2025b.txt", data=told.encode())
    upload_document(cast.officer, cast.district, name="2025c.txt", data=told.replace("5.2", "5.3").encode())
    work("documents.read")
    work(KIND)
    newest = Document.objects.filter(newest=True).values_list("name", flat=True)
    assert "2025b.txt" not in newest
    assert verdicts()["一般公共"] == ("met" if "2025c.txt" in newest else "missed")


def test_a_document_read_again_is_not_lost(cast) -> None:
    """Asking for a new reading by the same reader leaves the ledger as it is."""
    upload(cast)
    work("documents.read")
    work(KIND)
    before = verdicts()
    reread_document(cast.officer, Document.objects.get(name="2024.txt"))
    work("documents.read")
    work(KIND)
    assert verdicts() == before
