from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes are written in another way on Windows")

ENOUGH_SECONDS = 120
"""Only a run that hangs takes as long."""

PROGRAM = """
import os, signal, sys, threading, time
from multiprocessing.connection import Connection
from pathlib import Path

from duixian.batch import Source, read_many, run

TEXT = "2023年,地区生产总值增长7%。".encode()
SENT = Path(sys.argv[1], "half is sent")


def reader(source, limits):
    what = source.name.split()[0]

    def send_half(self, data, *_):
        os.write(self.fileno(), bytes(data)[: len(data) // 2])
        SENT.touch()
        if what == "die":
            os._exit(3)
        time.sleep(3600)

    def receive_nothing(self, *_):
        time.sleep(3600)

    if what in ("die", "stall"):
        Connection._send = send_half
    if what == "deaf":
        Connection._recv = receive_nothing
    return run.read_source(source, limits)


def outcomes(*names, data=TEXT, jobs=1):
    return read_many([Source(name, data=data) for name in names], jobs=jobs, isolated=True, reader=reader)


def codes(*names, **options):
    print([None if it.error is None else it.error.code for it in outcomes(*names, **options)])


def short(*names):
    run._seconds = lambda source, limits: 2.0 if source.name in names else 100.0


if __name__ == "__main__":
    exec(sys.argv[2])
"""


@pytest.fixture
def said(tmp_path):
    """Run a program to its end, and return what it printed; a program that hangs fails the test."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")

    def execute(code: str) -> str:
        command = [sys.executable, "-X", "utf8", str(program), str(tmp_path), code]
        # It waits for the end of the output, so for all processes that were started and inherited it.
        done = subprocess.run(command, check=False, timeout=ENOUGH_SECONDS, capture_output=True, encoding="utf-8")
        assert done.stderr == ""
        assert done.returncode == 0
        return done.stdout.strip()

    return execute


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_that_dies_while_it_sends_costs_one_document(said, jobs) -> None:
    """Half an answer is none; nobody waits for the other half."""
    assert said(f"codes('a', 'die', 'b', jobs={jobs})") == "[None, 'worker-died', None]"


def test_a_process_that_stops_while_it_sends_is_killed_in_time(said) -> None:
    """The time of a document ends with its answer, not with the first byte of it."""
    assert said("short('stall'); codes('a', 'stall', 'b')") == "[None, 'limit-seconds', None]"


def test_a_process_that_takes_no_work_is_killed_in_time(said) -> None:
    """A document longer than what a pipe holds is not sent for ever."""
    assert said("short('b'); codes('deaf', 'b', 'c', data=TEXT + b' ' * 1_000_000)") == "[None, 'limit-seconds', None]"


@pytest.mark.parametrize("stop", ["outcomes.close()", "raise SystemExit(0)", "del outcomes"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_who_stops_while_an_answer_is_sent_does_not_wait(said, jobs, stop) -> None:
    """Nothing is left that would keep the program from its end."""
    begin = f"outcomes = outcomes('a', 'stall', jobs={jobs}); next(outcomes)"
    assert said(f"{begin}\nwhile not SENT.exists(): time.sleep(0.01)\n{stop}") == ""


def test_ctrl_c_ends_the_wait_for_an_answer_whichever_thread_receives_it(said) -> None:
    """The system may hand it to any thread; Python raises it in the first one, which must wake for that."""
    code = """
run._seconds = lambda source, limits: 3600.0

def interrupt():
    while not SENT.exists():
        time.sleep(0.01)
    signal.pthread_kill(threading.get_ident(), signal.SIGINT)

threading.Thread(target=interrupt).start()
try:
    codes('stall', 'b', jobs=2)
except KeyboardInterrupt:
    print('interrupted')
"""
    assert said(code) == "interrupted"


def test_a_program_that_is_killed_leaves_no_process(said) -> None:
    """Its processes see that nobody is there to send them work."""
    assert said("outcomes = outcomes('a', 'b', jobs=2); next(outcomes); os._exit(0)") == ""
