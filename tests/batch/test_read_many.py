from __future__ import annotations

import multiprocessing
import os
import time
from pathlib import Path

import pytest

from duixian import DefinitionError, DocumentError, Limits
from duixian.batch import Source, read_many, run
from duixian.batch.run import read_source
from duixian.model import Reading

TEXT = "2023年,地区生产总值增长7%。".encode()


def sources(*names: str) -> list[Source]:
    return [Source(name, data=TEXT) for name in names]


def odd_reader(source: Source, limits: Limits) -> Reading:
    """Read, hang, die, fail or return what cannot be sent, as the document's name says."""
    if source.name.startswith("hang"):
        time.sleep(60)
    if source.name.startswith("die"):
        os._exit(3)
    if source.name.startswith("slow"):
        time.sleep(0.3)
    if source.name.startswith("fail"):
        raise ZeroDivisionError
    if source.name.startswith("unsent"):
        return lambda: None  # type: ignore[return-value]
    if source.name.startswith("broken rules"):
        raise DefinitionError("label-row", where="rules.toml", row="1", keys="zh")
    return read_source(source, limits)


@pytest.fixture(autouse=True)
def _importable(monkeypatch) -> None:
    # With the import mode of the tests this module has no name that a spawned process could import.
    import sys

    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    monkeypatch.setattr(odd_reader, "__module__", Path(__file__).stem)
    monkeypatch.setitem(sys.modules, Path(__file__).stem, sys.modules[__name__])


def test_outcomes_come_in_the_order_of_the_sources() -> None:
    """A slow document holds its place."""
    names = ["slow.txt", "a.txt", "b.txt", "slow2.txt", "c.txt"]
    found = list(read_many(sources(*names), jobs=2, reader=odd_reader))
    assert names == [outcome.source.name for outcome in found]
    assert all(outcome.reading is not None for outcome in found)


def test_processes_read_the_same_as_one() -> None:
    """The number of processes changes no reading."""
    given = sources("a.txt", "b.txt")
    alone, together = list(read_many(given, jobs=1)), list(read_many(given, jobs=2))
    assert [it.reading for it in alone] == [it.reading for it in together]


def test_a_hanging_document_is_killed_and_reported(monkeypatch) -> None:
    """The rest goes on with a new process."""
    monkeypatch.setattr(run, "GRACE_SECONDS", 0.0)
    monkeypatch.setattr(run, "_seconds", lambda source, limits: 2.0 if source.name == "hang.txt" else 60.0)
    found = list(read_many(sources("hang.txt", "a.txt"), isolated=True, reader=odd_reader))
    assert [None if it.error is None else it.error.code for it in found] == ["limit-seconds", None]


def test_a_document_that_kills_its_process_is_reported() -> None:
    """A crash in a library costs one document, not the run."""
    found = list(read_many(sources("a.txt", "die.txt", "b.txt"), jobs=2, reader=odd_reader))
    assert [None if it.error is None else it.error.code for it in found] == [None, "worker-died", None]


@pytest.mark.parametrize("isolated", [False, True])
def test_an_unexpected_exception_is_a_defect_of_one_document(isolated) -> None:
    """It is told as such, with its trace, and the rest goes on."""
    failed, fine = read_many(sources("fail.txt", "a.txt"), isolated=isolated, reader=odd_reader)
    assert failed.error is not None
    assert failed.error.code == "unexpected"
    assert "ZeroDivisionError" in failed.error.details["trace"]
    assert fine.error is None


@pytest.mark.parametrize("isolated", [False, True])
def test_broken_rules_end_the_run(isolated) -> None:
    """They would spoil every document alike; one message is enough."""
    with pytest.raises(DefinitionError, match=r"rules\.toml"):
        list(read_many(sources("broken rules.txt", "a.txt"), isolated=isolated, reader=odd_reader))


def test_a_reading_that_cannot_be_sent_is_a_defect_of_one_document() -> None:
    """The process goes on with the next document."""
    unsent, fine = read_many(sources("unsent.txt", "a.txt"), isolated=True, reader=odd_reader)
    assert unsent.error is not None
    assert (unsent.error.code, unsent.error.where) == ("unexpected", "unsent.txt")
    assert "pickle" in unsent.error.details["trace"]
    assert fine.error is None


def test_errors_of_documents_come_through_with_their_code() -> None:
    """What is wrong with a document is told as the loader tells it, also from another process."""
    (found,) = read_many([Source("空.txt", data=b"")], isolated=True)
    assert isinstance(found.error, DocumentError)
    assert (found.error.code, found.error.where) == ("empty-document", "空.txt")


def test_limits_hold_for_each_document() -> None:
    """A document beyond a limit is refused, others are read."""
    given = [Source("long.txt", data=TEXT * 100), *sources("short.txt")]
    found = list(read_many(given, limits=Limits(max_bytes=1000)))
    assert [None if it.error is None else it.error.code for it in found] == ["limit-bytes", None]


def test_only_so_many_sources_are_taken_ahead() -> None:
    """A run over a million files does not hold them all."""
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += 1
            yield Source(f"{taken}.txt", data=TEXT)

    outcomes = read_many(endless(), jobs=2)
    for _ in range(3):
        next(outcomes)
    outcomes.close()
    assert taken <= 3 + 2 * 4 + 1


def test_stopping_early_leaves_no_process_behind() -> None:
    """A caller who breaks off does not wait for documents that hang."""
    outcomes = read_many(sources("a.txt", "hang.txt", "hang2.txt"), jobs=2, reader=odd_reader)
    assert next(outcomes).error is None
    outcomes.close()
    for process in multiprocessing.active_children():
        process.join(10)
    assert multiprocessing.active_children() == []


def test_a_document_is_called_as_its_source() -> None:
    """Where names repeat, the path stands in the output."""
    (found,) = read_many([Source("2024/报告.txt", data=TEXT)])
    assert found.reading is not None
    assert found.reading.document.name == "2024/报告.txt"
