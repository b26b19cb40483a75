"""The rows of the trail and its head.

Terms: an *event* is one change; the *head* is the newest event's number and hash, kept apart so that events cut off at
the end are missed.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from duixian_web.appendonly import AppendOnly

__all__ = ["ChainHead", "Event"]


class Event(AppendOnly):
    """One change, written once; ``hash`` covers all other columns, ``previous`` is the hash of the event before.

    ``before`` and ``after`` are canonical JSON (keys sorted, no spaces), kept as text: a database's own JSON type would
    not give back the very characters that were hashed.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=150)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=60, db_index=True)
    object = models.CharField(max_length=120, db_index=True)
    before = models.TextField()
    after = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        """Newest last."""

        ordering = ("seq",)

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.object}"


class ChainHead(models.Model):
    """Where the chain ends: a single row, locked by whoever adds an event."""

    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"
