"""A process of its own that reads documents one after the other and can be killed.

In goes a piece of work; out comes what it returns, or the error that tells that the process hung or died.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Final, Generic, TypeVar

from duixian.errors import DocumentError, LimitError

__all__ = ["Lane"]

T = TypeVar("T")

START_SECONDS: Final = 60.0
"""How long a fresh process may take to start."""

_KILL: Final = getattr(signal, "SIGKILL", signal.SIGTERM)


class Lane(Generic[T]):
    """One worker process, made when first needed and anew after it hung or died.

    A pool of one process, so that it is always known which document a dead process was reading. Processes are
    spawned: a forked copy of a program with threads may deadlock.

    Example:
        >>> Lane().close()
    """

    __slots__ = ("_closed", "_pid", "_pool")

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._pid: int | None = None
        self._closed = False

    def run(self, work: Callable[[], T], *, seconds: float, where: str) -> T:
        """Let the process do one piece of work and wait for it.

        Args:
            work: what to do; it goes to the process by pickle.
            seconds: how long it may take.
            where: the document's name, for messages.

        Raises:
            LimitError: it took longer; the process was killed (code ``limit-seconds``).
            DocumentError: the process died, as when memory runs out (code ``worker-died``).
        """
        future = self._submit(work, where)
        try:
            return future.result(timeout=seconds)
        except TimeoutError as error:
            # A TimeoutError that the work itself raised is its own affair.
            if future.done():
                raise
            self.kill()
            raise LimitError("limit-seconds", where=where, limit=f"{seconds:g}") from error
        except BrokenProcessPool as error:
            self.kill()
            raise DocumentError("worker-died", where=where) from error

    def _submit(self, work: Callable[[], T], where: str) -> Future[T]:
        for _ in range(2):
            try:
                return (self._pool or self._start()).submit(work)
            except (BrokenProcessPool, TimeoutError):
                # It died while idle, or did not come up: not this document's fault, so try a new one.
                self.kill()
        raise DocumentError("worker-died", where=where)

    def _start(self) -> ProcessPoolExecutor:
        if self._closed:
            # Asked for work after the end: the caller was interrupted meanwhile.
            raise BrokenProcessPool
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=_ignore_interrupts)
        self._pid = self._pool.submit(os.getpid).result(timeout=START_SECONDS)
        return self._pool

    def kill(self) -> None:
        """End the process whatever it does; the next work gets a new one."""
        pool, pid = self._pool, self._pid
        self._pool = self._pid = None
        if pid is not None:
            with suppress(OSError):
                os.kill(pid, _KILL)
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """End the process for good."""
        self._closed = True
        self.kill()


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the parent, which ends the processes itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
