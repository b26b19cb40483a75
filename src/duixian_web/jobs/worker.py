"""The threads that empty the queue.

In go jobs; out comes their work, each under a lease that is renewed while it lasts.
"""

from __future__ import annotations

import logging
import threading
import traceback
from types import TracebackType
from typing import Final

from django.db import connection, connections

from duixian.errors import DuixianError, InternalError
from duixian_web.jobs.models import Job
from duixian_web.jobs.queue import HANDLERS, LEASE_SECONDS, arrived, claim, fail, finish, renew

__all__ = ["Worker", "run_waiting", "work_on"]

_LOOK_SECONDS: Final = 2.0
_log = logging.getLogger(__name__)


class _Lease:
    """Renews a job's lease while it is worked on."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._renew, daemon=True, name=f"lease of job {job.pk}")

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _renew(self) -> None:
        try:
            while not self._over.wait(LEASE_SECONDS / 4):
                renew(self._job)
        finally:
            connections.close_all()


def work_on(job: Job) -> None:
    """Do a job that was claimed, and say how it ended.

    An error of duixian is the document's own: running again would end the same. Anything else may pass.
    """
    try:
        with _Lease(job):
            HANDLERS[job.kind](job.key)
    except InternalError as error:
        fail(job, error.text("zh"), forgo=True)
        _log.exception("job %s failed", job.pk)
    except DuixianError as error:
        fail(job, error.text("zh"), forgo=True)
    except Exception as error:  # noqa: BLE001 (whatever it is, the job is told so)
        said = "".join(traceback.format_exception_only(error)).strip()
        fail(job, said, forgo=False)
        _log.exception("job %s failed, attempt %s", job.pk, job.attempts)
    else:
        finish(job)


def run_waiting() -> int:
    """Do all jobs that are due, in this thread; return how many."""
    done = 0
    while (job := claim()) is not None:
        work_on(job)
        done += 1
    return done


class Worker(threading.Thread):
    """A thread that does jobs until it is told to stop.

    Example:
        >>> Worker(1).daemon
        True
    """

    def __init__(self, number: int) -> None:
        super().__init__(name=f"worker {number}", daemon=True)
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Let the thread end after the job it is at."""
        self._stopped.set()
        arrived.set()

    def run(self) -> None:
        """Do jobs; where the database does not answer, wait and look again."""
        while not self._stopped.is_set():
            arrived.clear()
            try:
                run_waiting()
            except Exception:  # noqa: BLE001 (the thread outlasts whatever ails the database)
                _log.exception("the queue could not be asked")
                connection.close()
            arrived.wait(_LOOK_SECONDS)
        connections.close_all()
