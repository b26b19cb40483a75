"""The queue: put work in, take it out, say how it ended.

In go kinds of work and keys; out come jobs, each to one worker at a time, again after a crash or an unforeseen failure.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from duixian_web.jobs.models import Job

__all__ = [
    "HANDLERS",
    "LEASE_SECONDS",
    "MOST_ATTEMPTS",
    "arrived",
    "claim",
    "enqueue",
    "fail",
    "finish",
    "handler",
    "renew",
]

LEASE_SECONDS: Final = 60
MOST_ATTEMPTS: Final = 3
_PAUSE: Final = (timedelta(seconds=5), timedelta(minutes=1))
"""How long to wait after the first and the second unforeseen failure."""

Handler = Callable[[str], None]
HANDLERS: Final[dict[str, Handler]] = {}
"""What does each kind of work, given the key."""

arrived: Final = threading.Event()
"""Set when work was queued by this process, so that its workers need not wait for their next look."""


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Declare a function to be the one that does a kind of work; it must give the same rows however often it runs."""

    def declare(function: Handler) -> Handler:
        HANDLERS[kind] = function
        return function

    return declare


def enqueue(kind: str, key: str, *, again: bool = False) -> Job:
    """Queue work inside the caller's transaction; the same work a second time is the same job.

    Args:
        kind: one of :data:`HANDLERS`.
        key: what it is about.
        again: whether a job that ended is to run once more.
    """
    job, made = Job.objects.get_or_create(kind=kind, key=key, defaults={"due": timezone.now()})
    if not made and again:
        ended = Job.objects.filter(pk=job.pk, state__in=(Job.State.DONE, Job.State.FAILED))
        ended.update(state=Job.State.WAITING, attempts=0, due=timezone.now(), error="", ended=None)
    transaction.on_commit(arrived.set)
    return job


def claim() -> Job | None:
    """Take the next job that is due, for :data:`LEASE_SECONDS`; ``None`` where there is none."""
    now = timezone.now()
    ready = Q(state=Job.State.WAITING, due__lte=now) | Q(state=Job.State.RUNNING, leased_until__lt=now)
    # Most looks find nothing: they take no lock.
    if not Job.objects.filter(ready).exists():
        return None
    with transaction.atomic():
        rows = Job.objects.filter(ready, kind__in=list(HANDLERS)).order_by("due", "pk")
        job = rows.select_for_update(
            skip_locked=transaction.get_connection().features.has_select_for_update_skip_locked
        ).first()
        if job is None:
            return None
        job.state, job.lease = Job.State.RUNNING, secrets.token_hex(16)
        job.leased_until, job.attempts = now + timedelta(seconds=LEASE_SECONDS), job.attempts + 1
        job.save(update_fields=["state", "lease", "leased_until", "attempts"])
    return job


def renew(job: Job) -> bool:
    """Hold a job for longer; ``False`` where it was lost to another worker."""
    until = timezone.now() + timedelta(seconds=LEASE_SECONDS)
    return bool(_held(job).update(leased_until=until))


def finish(job: Job) -> None:
    """Say that a job is done."""
    _held(job).update(state=Job.State.DONE, leased_until=None, lease="", error="", ended=timezone.now())


def fail(job: Job, error: str, *, forgo: bool) -> None:
    """Say that a job failed; it runs again after a pause, unless that is of no use or was tried often enough."""
    if forgo or job.attempts >= MOST_ATTEMPTS:
        _held(job).update(state=Job.State.FAILED, leased_until=None, lease="", error=error, ended=timezone.now())
        return
    due = timezone.now() + _PAUSE[min(job.attempts, len(_PAUSE)) - 1]
    _held(job).update(state=Job.State.WAITING, leased_until=None, lease="", error=error, due=due)


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, lease=job.lease, state=Job.State.RUNNING)
