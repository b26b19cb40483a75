from __future__ import annotations

import os
import pickle
import signal
import time
from contextlib import closing, contextmanager
from functools import partial

import pytest

from duixian import DocumentError
from duixian.batch.lane import Lane
from duixian.batch.worker import Worker


def test_work_goes_to_one_process_after_the_other() -> None:
    """The same process does all of it as long as it lives; no other process is this one."""
    with closing(Lane[int]()) as lane:
        first, second = (lane.run(os.getpid, seconds=60, where="") for _ in range(2))
    assert first == second != os.getpid()


@pytest.mark.parametrize(
    ("work", "error"),
    [
        (partial(pickle.loads, b""), EOFError),
        (partial(os.stat, "no such file"), FileNotFoundError),
        (partial(int, "seven"), ValueError),
    ],
)
def test_what_the_work_raises_is_raised_as_it_is(work, error) -> None:
    """It is not taken for a pipe that broke; the process lives on."""
    with closing(Lane[object]()) as lane:
        before = lane.run(os.getpid, seconds=60, where="")
        with pytest.raises(error):
            lane.run(work, seconds=60, where="")
        assert lane.run(os.getpid, seconds=60, where="") == before


def test_a_process_that_died_while_idle_costs_nothing() -> None:
    """The next work gets a new one, and does not hear of it."""
    with closing(Lane[int]()) as lane:
        before = lane.run(os.getpid, seconds=60, where="")
        lane._worker.kill()
        assert lane.run(os.getpid, seconds=60, where="") != before


def test_an_answer_that_comes_just_in_time_counts(monkeypatch) -> None:
    """The process may be killed all the same; the next work is not sent to what dies."""
    real = Worker.killed_after

    @contextmanager
    def at_the_last_moment(worker, seconds):
        with real(worker, seconds) as late:
            yield late
            late.set()

    with closing(Lane[int]()) as lane:
        monkeypatch.setattr(Worker, "killed_after", at_the_last_moment)
        before = lane.run(os.getpid, seconds=60, where="")
        assert lane._worker is None
        assert lane.run(os.getpid, seconds=60, where="") != before


def test_a_closed_lane_starts_no_process() -> None:
    """Who is told to stop while another thread still has work does not begin anew."""
    lane = Lane[int]()
    lane.close()
    with pytest.raises(DocumentError, match="文件") as raised:
        lane.run(os.getpid, seconds=60, where="报告.txt")
    assert (raised.value.code, lane._worker) == ("worker-died", None)


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_ctrl_c_does_not_reach_a_process_from_its_first_moment_on() -> None:
    """The parent ends it; it writes no traceback of its own, not even when it has just been started."""
    worker = Worker[int]()
    for _ in range(50):
        os.kill(worker._process.pid, signal.SIGINT)
        time.sleep(0.002)
    assert worker.is_ready()
    os.kill(worker._process.pid, signal.SIGINT)
    assert worker.ask(os.getpid).result() == worker._process.pid
    worker.kill()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
