"""The rows of the queue."""

from __future__ import annotations

from django.db import models

__all__ = ["Job"]


class Job(models.Model):
    """One piece of work; ``key`` says what it is about, so that the same work is never queued twice.

    A running job belongs to whoever holds its lease; a lease that is not renewed (the process was killed) runs out, and
    the job is taken again.
    """

    class State(models.TextChoices):
        """Where a job stands."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    due = models.DateTimeField()
    lease = models.CharField(max_length=32, blank=True, default="")
    leased_until = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")
    created = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        """What is queued once, and what is asked for often."""

        constraints = (models.UniqueConstraint(fields=("kind", "key"), name="job_once"),)
        indexes = (models.Index(fields=("state", "due"), name="job_next"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.state}"
