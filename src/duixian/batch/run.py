"""Read many documents, in several processes, without one of them spoiling the rest.

In go sources; out comes one :class:`Outcome` a source, in the same order: a reading, or the error that says why there
is none.
"""

from __future__ import annotations

import time
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final

from duixian.batch.lane import Lane
from duixian.batch.sources import Source
from duixian.documents.limits import Limits
from duixian.errors import DefinitionError, DuixianError, InternalError
from duixian.model import Reading
from duixian.reading import read

__all__ = ["Outcome", "Reader", "read_figures_of", "read_many", "read_one", "read_source"]

Reader = Callable[[Source, Limits], Reading]
"""What reads one source; it must be importable by name, since processes are spawned."""

GRACE_SECONDS: Final = 15.0
"""How much longer than the loaders' own limits a process may take before it is killed."""

_IN_FLIGHT_PER_JOB: Final = 4

_LOOK_UP_SECONDS: Final = 0.2
_JOIN_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one source: a reading or an error, never both.

    Args:
        source: the document asked for.
        reading: its figures, or ``None``.
        error: why it could not be read, or ``None``.
        seconds: how long it took.
    """

    source: Source
    reading: Reading | None
    error: DuixianError | None
    seconds: float


def read_source(source: Source, limits: Limits) -> Reading:
    """Read figures and promises of one source; the document is called by the source's name.

    Example:
        >>> read_source(Source("报告.txt", data="增长7%。".encode()), Limits()).document.name
        '报告.txt'
    """
    return _read(source, limits, promises=True)


def read_figures_of(source: Source, limits: Limits) -> Reading:
    """Read the figures of one source and leave out its promises, which take a third of the time.

    Example:
        >>> read_figures_of(Source("报告.txt", data="力争增长7%。".encode()), Limits()).promises
        ()
    """
    return _read(source, limits, promises=False)


def _read(source: Source, limits: Limits, *, promises: bool) -> Reading:
    given = source.data if source.data is not None else source.path
    if given is None:
        raise InternalError("unexpected", where=source.name, error="a source without path and data", trace="")
    reading = read(given, name=None if source.data is None else source.name, limits=limits, promises=promises)
    if reading.document.name == source.name:
        return reading
    return replace(reading, document=replace(reading.document, name=source.name))


def read_one(source: Source, *, limits: Limits, reader: Reader = read_source) -> Outcome:
    """Read one source in this process; whatever goes wrong with it becomes part of the outcome.

    Raises:
        DefinitionError: duixian's own data files are broken.

    Example:
        >>> read_one(Source("空.txt", data=b""), limits=Limits()).error.code
        'empty-document'
    """
    begun = time.perf_counter()
    reading: Reading | None = None
    error: DuixianError | None = None
    try:
        reading = reader(source, limits)
    except DefinitionError:
        # Broken rules spoil every document alike: the run ends, with one message.
        raise
    except DuixianError as known:
        known.__traceback__ = None
        error = known
    except MemoryError:
        error = InternalError("unexpected", where=source.where, error="MemoryError", trace="")
    except Exception as unknown:  # noqa: BLE001 (one defect must not end the reading of the other documents)
        said = "".join(traceback.format_exception_only(unknown)).strip()
        error = InternalError("unexpected", where=source.where, error=said, trace=traceback.format_exc())
    return Outcome(source, reading, error, time.perf_counter() - begun)


def read_many(
    sources: Iterable[Source],
    *,
    jobs: int = 1,
    limits: Limits | None = None,
    isolated: bool | None = None,
    reader: Reader = read_source,
) -> Generator[Outcome, None, None]:
    """Read sources and yield the outcomes in order, a bounded number of them ahead.

    Args:
        sources: what to read.
        jobs: how many processes.
        limits: bounds of each document. A process that goes on for longer than its seconds (those of a scan where the
            document may be one) and a little grace is killed, and the document reported as ``limit-seconds``.
        isolated: read in processes of their own; by default where ``jobs`` is more than 1. In this process nothing can
            be killed; the loaders' own limits hold all the same.
        reader: what reads one source.

    Raises:
        DefinitionError: duixian's own data files are broken, which no document can mend.

    Example:
        >>> sources = [Source("甲.txt", data="增长7%。".encode()), Source("乙.txt", data=b"")]
        >>> [outcome.error is None for outcome in read_many(sources)]
        [True, False]
    """
    limits = limits or Limits()
    if not (jobs > 1 if isolated is None else isolated):
        for source in sources:
            yield read_one(source, limits=limits, reader=reader)
        return
    yield from _Lanes(jobs, limits, reader).outcomes(sources)


class _Lanes:
    """The processes of one run, each led by a thread that waits for it.

    The threads and the caller share simple queues only: Ctrl-C may come at any moment, and would leave the lock of a
    :class:`~concurrent.futures.Future` locked where it comes just after it was taken.
    """

    def __init__(self, jobs: int, limits: Limits, reader: Reader) -> None:
        self._limits = limits
        self._reader = reader
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._lanes: list[Lane[Outcome]] = [Lane() for _ in range(jobs)]
        # Daemons: a caller who forgets the generator does not wait for them at the program's end.
        self._threads = [Thread(target=self._lead, args=(lane,), name="lane", daemon=True) for lane in self._lanes]

    def outcomes(self, sources: Iterable[Source]) -> Iterator[Outcome]:
        waiting: deque[_Task] = deque()
        try:
            for thread in self._threads:
                thread.start()
            for source in sources:
                waiting.append(_Task(source))
                self._tasks.put(waiting[-1])
                while len(waiting) >= len(self._lanes) * _IN_FLIGHT_PER_JOB or (waiting and waiting[0].is_done()):
                    yield waiting.popleft().outcome()
            while waiting:
                yield waiting.popleft().outcome()
        finally:
            # Also when the caller stops early or is interrupted: no process may go on.
            with ExitStack() as ends:
                # The last comes first, and all of it is done, also where a second interrupt comes in between.
                for thread in self._threads:
                    ends.callback(_join, thread)
                for _ in self._threads:
                    ends.callback(self._tasks.put, None)
                for lane in self._lanes:
                    ends.callback(lane.close)

    def _lead(self, lane: Lane[Outcome]) -> None:
        """Do tasks until there is none; those left over when the lane is closed fail at once."""
        for task in iter(self._tasks.get, None):
            try:
                task.answer.put(self._read(lane, task.source))
            except BaseException as error:  # noqa: BLE001 (it is raised where the outcome is awaited)
                task.answer.put(error)

    def _read(self, lane: Lane[Outcome], source: Source) -> Outcome:
        begun = time.perf_counter()
        try:
            work = partial(read_one, source, limits=self._limits, reader=self._reader)
            return lane.run(work, seconds=_seconds(source, self._limits), where=source.where)
        except DefinitionError:
            raise
        except DuixianError as error:
            error.where = error.where or source.where
            return Outcome(source, None, error, time.perf_counter() - begun)


@dataclass(frozen=True, slots=True)
class _Task:
    """A source on its way, and where its outcome will be laid."""

    source: Source
    answer: SimpleQueue[Outcome | BaseException] = field(default_factory=SimpleQueue)

    def is_done(self) -> bool:
        return not self.answer.empty()

    def outcome(self) -> Outcome:
        """Wait for the outcome; raise what ended the run, or Ctrl-C."""
        # Python takes an interrupt between two steps only. It does not always end a wait: not on Windows, not where
        # another thread received it, not where it came just before. So the wait is made of short ones.
        answer: Outcome | BaseException | None = None
        while answer is None:
            with suppress(Empty):
                answer = self.answer.get(timeout=_LOOK_UP_SECONDS)
        if isinstance(answer, BaseException):
            raise answer
        return answer


def _join(thread: Thread) -> None:
    """Wait for a thread whose process was killed, if it ever ran."""
    with suppress(RuntimeError):
        thread.join(_JOIN_SECONDS)


def _seconds(source: Source, limits: Limits) -> float:
    """Return how long a source may take: a PDF may turn out to be a scan."""
    suffix = "" if source.path is None else source.path.suffix.lower()
    scan = limits.max_scan_seconds if suffix == ".pdf" or source.data is not None else 0.0
    return limits.max_seconds + scan + GRACE_SECONDS
