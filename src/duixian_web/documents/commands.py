"""Every change of documents: a right asked for, the change, and its row in the trail, in one transaction.

In go who does it and the new values; out comes the row that was written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from duixian.errors import UsageError
from duixian_web.accounts.models import Organisation, User
from duixian_web.accounts.permissions import require
from duixian_web.audit_trail.trail import record
from duixian_web.documents.convert import FIELDS, corrected, field_text, figure_of, parse_field
from duixian_web.documents.models import Correction, Document, FigureRow
from duixian_web.documents.reading import limits, queue_reading
from duixian_web.documents.store import keep

__all__ = ["Conflict", "correct_figure", "file_name", "reread_document", "upload_document"]

_NAME_CHARACTERS: Final = 200


class Conflict(Exception):  # noqa: N818 (no error: two people worked on the same figure)
    """Somebody else corrected the figure since it was looked at.

    Args:
        later: the corrections that were not seen, oldest first.
    """

    def __init__(self, later: list[Correction]) -> None:
        super().__init__("corrected since")
        self.later = later


def file_name(said: str) -> str:
    r"""Return a file's name without folders and without characters that are none to see.

    Example:
        >>> file_name("..\\x/报告\u202e.docx")
        '报告.docx'
    """
    name = PureWindowsPath(PurePosixPath(said).name).name
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C").strip()
    stem, point, suffix = name.rpartition(".")
    room = _NAME_CHARACTERS - len(suffix) - 1
    return (f"{stem[:room]}{point}{suffix}" if room > 0 else name)[:_NAME_CHARACTERS] or "document"


def upload_document(actor: User, organisation: Organisation, *, name: str, data: bytes) -> tuple[Document, bool]:
    """Keep a file for an organisation and queue it for reading.

    Returns:
        The document, and whether it is new; the same bytes a second time are the same document.

    Raises:
        Http404, PermissionDenied: the actor may not upload for the organisation.
        UsageError: ``web-empty-file``.
        LimitError: ``limit-bytes``.
    """
    require(actor, "document.upload", organisation)
    name = file_name(name)
    if not data:
        raise UsageError("web-empty-file", where=name)
    bounds = limits()
    bounds.check("limit-bytes", len(data), bounds.max_bytes, where=name)
    # On disk before it is in the database: a crash in between leaves a file that nobody asks for, never a row without.
    sha256 = keep(data)
    with transaction.atomic():
        document, new = Document.objects.get_or_create(
            organisation=organisation,
            sha256=sha256,
            defaults={"name": name, "size": len(data), "uploaded_by": actor, "uploaded_at": timezone.now()},
        )
        if new:
            queue_reading(document)
            after = {"name": name, "sha256": sha256, "size": len(data)}
            record(actor, organisation, "document.upload", f"document:{document.pk}", after=after)
    return document, new


def reread_document(actor: User, document: Document) -> None:
    """Have a document read anew: after a failure, or by a newer reader."""
    with transaction.atomic():
        require(actor, "document.reread", document.organisation)
        locked = Document.objects.select_for_update().get(pk=document.pk)
        if locked.reading_id is None:
            locked.state = Document.State.WAITING
            locked.save(update_fields=["state"])
        queue_reading(locked, again=True)
        record(actor, locked.organisation, "document.reread", f"document:{locked.pk}")


def correct_figure(
    actor: User, figure: FigureRow, *, version: int, values: Mapping[str, str], reason: str
) -> list[Correction]:
    """Write a correction for each field that differs from what stands there now.

    Args:
        actor: who corrects.
        figure: the figure, with ``reading__document__organisation``.
        version: how many corrections the actor had seen.
        values: the fields' new texts; fields left out stay as they are.
        reason: why.

    Returns:
        The corrections; none where nothing differs.

    Raises:
        Http404, PermissionDenied: the actor may not correct.
        Conflict: there are corrections the actor had not seen.
        UsageError: ``web-field``, ``web-range``: a value is none of its field.
    """
    document = figure.reading.document
    require(actor, "figure.correct", document.organisation)
    try:
        with transaction.atomic():
            before = list(figure.corrections.select_related("author").order_by("version"))
            if len(before) != version:
                raise Conflict(before[version:])
            made = _corrections(actor, figure, before, values, reason.strip())
            for each in made:
                each.save()
            if made:
                _after_correction(actor, figure, before, made)
    except IntegrityError as error:
        # Both had seen the same state and write at the same moment: the second one's number is taken.
        raise Conflict(list(figure.corrections.filter(version__gt=version).select_related("author"))) from error
    return made


def _corrections(
    actor: User, figure: FigureRow, before: list[Correction], values: Mapping[str, str], reason: str
) -> list[Correction]:
    now = corrected(figure_of(figure), before)
    new = {field: parse_field(field, values[field]) for field in FIELDS if field in values}
    then = replace(now, **new)
    if (then.high is None) == (then.bound == "range") or (then.high is not None and then.high < then.value):
        raise UsageError("web-range")
    changes = [field for field in FIELDS if getattr(then, field) != getattr(now, field)]
    at = timezone.now()
    return [
        Correction(
            figure=figure,
            version=len(before) + place,
            field=field,
            old=field_text(now, field),
            new=field_text(then, field),
            reason=reason,
            author=actor,
            at=at,
        )
        for place, field in enumerate(changes, 1)
    ]


def _after_correction(actor: User, figure: FigureRow, before: list[Correction], made: list[Correction]) -> None:
    document = figure.reading.document
    if figure.doubtful and not before and document.reading_id == figure.reading_id:
        locked = Document.objects.select_for_update().get(pk=document.pk)
        locked.open_doubts = max(0, locked.open_doubts - 1)
        locked.save(update_fields=["open_doubts"])
    record(
        actor,
        document.organisation,
        "figure.correct",
        f"figure:{figure.pk}",
        before={each.field: each.old for each in made},
        after={each.field: each.new for each in made} | {"reason": made[0].reason},
    )
