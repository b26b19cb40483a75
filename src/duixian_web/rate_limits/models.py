"""The counters of rate limits."""

from __future__ import annotations

from django.db import models

__all__ = ["Counter"]


class Counter(models.Model):
    """How often one limit was used by one address or account since its window began."""

    limit = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    began = models.DateTimeField(db_index=True)
    used = models.PositiveIntegerField()

    class Meta:
        """One counter a limit and key."""

        constraints = (models.UniqueConstraint(fields=("limit", "key"), name="counter_once"),)

    def __str__(self) -> str:
        return f"{self.limit} {self.used}"
