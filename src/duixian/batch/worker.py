"""One process that does what it is sent, and the only pipe to it.

In go pieces of work; out comes what they return. Whoever kills the process frees whoever waits for it.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Final, Generic, TypeVar, cast

from duixian.errors import InternalError

__all__ = ["Answer", "Worker"]

T = TypeVar("T")

START_SECONDS: Final = 60.0
"""How long a fresh process may take to start."""

_END_SECONDS: Final = 5.0
"""How long to wait until the system has cleared a killed process away."""


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What a piece of work returned, or the error that it raised.

    Example:
        >>> Answer(7, None).result()
        7
    """

    value: T | None
    error: Exception | None

    def result(self) -> T:
        """Return the value, or raise the error; an ``InternalError`` (``unexpected``) where the value was not sent."""
        if self.error is not None:
            raise self.error
        return cast("T", self.value)


class Worker(Generic[T]):
    """A spawned process at the other end of a pipe; a forked copy of a program with threads may deadlock.

    Each end of the pipe is held by one process alone. So where the process is killed, or dies, all that is written to
    the pipe or read from it ends with :class:`EOFError` or another :class:`OSError`, also in the middle of a message.
    This is why no pool of the standard library is used: there the reading process holds the writing end as well, and
    waits for ever for the rest of what a dead process began to send.

    Example:
        >>> worker = Worker()
        >>> worker.kill()
    """

    __slots__ = ("_greeted", "_pipe", "_process")

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        # A daemon: should nobody kill it, the program does at its end, instead of waiting for it.
        self._process = context.Process(target=_serve, args=(theirs,), name="duixian", daemon=True)
        self._greeted = False
        with theirs, _without_interrupts():
            self._process.start()

    def is_ready(self) -> bool:
        """Tell whether the process takes work; wait for one that has just been started."""
        if self._greeted:
            # It says nothing unasked: what can be read now is the end of the pipe.
            return not self._pipe.poll()
        wait([self._pipe, self._process.sentinel], START_SECONDS)
        with suppress(EOFError, OSError):
            self._greeted = self._pipe.poll() and self._pipe.recv() is None
        return self._greeted

    def ask(self, work: Callable[[], T]) -> Answer[T]:
        """Let the process do one piece of work and wait for it.

        Raises:
            EOFError: the process died, or was killed by another thread; what the work raised is in the answer.
        """
        try:
            self._pipe.send(work)
            answer: Answer[T] = self._pipe.recv()
        except OSError as broken:
            raise EOFError from broken
        return answer

    @contextmanager
    def killed_after(self, seconds: float) -> Iterator[threading.Event]:
        """Kill the process after so many seconds, unless the block ends before; the event tells whether it was."""
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        alarm = threading.Timer(seconds, end)
        alarm.daemon = True
        alarm.start()
        try:
            yield late
        finally:
            alarm.cancel()
            # It may have begun to kill: the next work must not be sent to what is about to die.
            alarm.join()

    def kill(self) -> None:
        """End the process whatever it does; safe from any thread, also while another one waits for an answer."""
        self._process.kill()
        self._process.join(_END_SECONDS)


def _serve(pipe: Connection) -> None:
    """Do what is sent, in the process, until the other end of the pipe is closed."""
    # Ctrl-C goes to all processes of a terminal; the parent ends this one itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            _answer(pipe, pipe.recv())


def _answer(pipe: Connection, work: Callable[[], object]) -> None:
    try:
        answer = Answer(work(), None)
    except Exception as error:  # noqa: BLE001 (it is raised again where the work was given)
        answer = Answer(None, error)
    try:
        pipe.send(answer)
    except OSError:
        raise
    except Exception as unsent:  # noqa: BLE001 (pickling raises what it likes, before a byte is sent)
        said = "".join(traceback.format_exception_only(unsent)).strip()
        pipe.send(Answer(None, InternalError("unexpected", where="", error=said, trace=traceback.format_exc())))


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let processes started by this thread begin with Ctrl-C held back, until they ignore it themselves."""
    if sys.platform == "win32":
        yield
        return
    # Started with the first process otherwise, and some versions of Python end the holding back as they do so.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
