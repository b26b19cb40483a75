"""A process of its own that reads documents one after the other and can be killed.

In goes a piece of work; out comes what it returns, or the error that tells that the process hung or died.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from duixian.batch.worker import Worker
from duixian.errors import DocumentError, LimitError

__all__ = ["Lane"]

T = TypeVar("T")


class Lane(Generic[T]):
    """One worker process, made when first needed and anew after it hung or died.

    One thread gives it work; any thread may close it. There is one process, so that it is always known which document
    a dead process was reading.

    Example:
        >>> Lane().close()
    """

    __slots__ = ("_closed", "_lock", "_worker")

    def __init__(self) -> None:
        self._worker: Worker[T] | None = None
        self._closed = False
        # So that no process is started after the end, or unseen by it.
        self._lock = threading.Lock()

    def run(self, work: Callable[[], T], *, seconds: float, where: str) -> T:
        """Let the process do one piece of work and wait for it.

        Args:
            work: what to do; it goes to the process by pickle.
            seconds: how long it may take, from the sending of the work to the last byte of the answer.
            where: the document's name, for messages.

        Raises:
            LimitError: it took longer; the process was killed (code ``limit-seconds``).
            DocumentError: the process died, as when memory runs out, or the lane was closed (code ``worker-died``).
        """
        worker = self._ready(where)
        with worker.killed_after(seconds) as late:
            try:
                answer = worker.ask(work)
            except EOFError as error:
                self._drop()
                if late.is_set():
                    raise LimitError("limit-seconds", where=where, limit=f"{seconds:g}") from error
                raise DocumentError("worker-died", where=where) from error
        if late.is_set():
            # The last byte came just in time, yet the process is about to die: the next work is not for it.
            self._drop()
        return answer.result()

    def _ready(self, where: str) -> Worker[T]:
        """Return a process that takes work; one that died while idle, or did not come up, is replaced once."""
        for _ in range(2):
            with self._lock:
                if self._closed:
                    break
                worker = self._worker = self._worker or Worker()
            if worker.is_ready():
                return worker
            self._drop()
        raise DocumentError("worker-died", where=where)

    def _drop(self) -> None:
        """End the process whatever it does; the next work gets a new one."""
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()

    def close(self) -> None:
        """End the process for good; who waits for its answer is told that it died."""
        with self._lock:
            self._closed = True
        self._drop()
