"""The queue: each job to one worker at a time, again after a crash, given up when it is of no use."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from duixian.errors import DocumentError
from duixian_web.jobs.models import Job
from duixian_web.jobs.queue import HANDLERS, MOST_ATTEMPTS, claim, enqueue, finish, renew
from duixian_web.jobs.worker import Worker, run_waiting, work_on


@pytest.fixture
def done(monkeypatch) -> list[str]:
    """The keys that were worked on, in order."""
    keys: list[str] = []
    monkeypatch.setitem(HANDLERS, "test", keys.append)
    return keys


def put(key: str, **more: bool) -> Job:
    with transaction.atomic():
        return enqueue("test", key, **more)


def test_the_same_work_is_queued_once(db, done) -> None:
    """However often it is asked for; again only when that is said and the job has ended."""
    assert put("a") == put("a")
    assert run_waiting() == 1
    put("a")
    assert run_waiting() == 0
    put("a", again=True)
    assert run_waiting() == 1
    assert done == ["a", "a"]


def test_what_is_rolled_back_is_not_queued(db, done) -> None:
    """Job and change are committed together, or neither."""

    def fail() -> None:
        with transaction.atomic():
            enqueue("test", "a")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()
    assert run_waiting() == 0


def test_an_unforeseen_failure_is_tried_again_and_then_given_up(db, monkeypatch) -> None:
    """Three attempts with pauses between; then the job says why it failed."""

    def fail(_: str) -> None:
        raise RuntimeError("the disk sleeps")

    monkeypatch.setitem(HANDLERS, "test", fail)
    put("a")
    for _ in range(MOST_ATTEMPTS):
        assert run_waiting() == 1
        Job.objects.update(due=timezone.now())
    job = Job.objects.get()
    assert (job.state, job.attempts) == ("failed", MOST_ATTEMPTS)
    assert "the disk sleeps" in job.error


def test_a_documents_own_fault_is_not_tried_again(db, monkeypatch) -> None:
    """An error of duixian would be the same the next time."""

    def fail(_: str) -> None:
        raise DocumentError("empty-document")

    monkeypatch.setitem(HANDLERS, "test", fail)
    put("a")
    run_waiting()
    job = Job.objects.get()
    assert (job.state, job.attempts) == ("failed", 1)


def test_a_job_of_a_killed_worker_is_taken_again(db, done) -> None:
    """When its lease ran out; the one who lost it can no longer end it."""
    put("a")
    lost = claim()
    assert lost is not None
    assert claim() is None
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    taken = claim()
    assert taken is not None
    assert not renew(lost)
    finish(lost)
    assert Job.objects.get().state == "running"
    work_on(taken)
    assert Job.objects.get().state == "done"


def test_workers_never_share_a_job(transactional_db, done) -> None:
    """Four threads empty a queue of twenty: each job is done once."""
    for number in range(20):
        put(str(number))

    def work() -> None:
        run_waiting()
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    run_waiting()
    assert sorted(done, key=int) == [str(number) for number in range(20)]


def test_a_worker_wakes_when_work_arrives(transactional_db, done) -> None:
    """And ends when it is told to."""
    worker = Worker(0)
    worker.start()
    put("a")
    for _ in range(100):
        if Job.objects.filter(state="done").exists():
            break
        worker.join(0.1)
    worker.stop()
    worker.join(10)
    assert done == ["a"]
    assert not worker.is_alive()
