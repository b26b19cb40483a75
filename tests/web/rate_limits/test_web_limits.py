"""Counting uses within windows."""

from __future__ import annotations

import threading
from datetime import timedelta

from django.db import connections
from django.utils import timezone

from duixian_web.rate_limits.limits import Limit, forget, give_back, take
from duixian_web.rate_limits.models import Counter

THREE = Limit("test", 3, 60)


def test_uses_beyond_the_limit_wait(db) -> None:
    """The fourth use waits until the window ends; another key does not."""
    assert [take(THREE, "a") for _ in range(3)] == [0, 0, 0]
    assert 0 < take(THREE, "a") <= 60
    assert take(THREE, "b") == 0


def test_a_window_ends(db) -> None:
    """After its seconds the count begins anew."""
    for _ in range(4):
        take(THREE, "a")
    Counter.objects.update(began=timezone.now() - timedelta(seconds=60))
    assert take(THREE, "a") == 0


def test_a_clock_set_back_locks_nobody_out(db) -> None:
    """A window that begins in the future is none."""
    for _ in range(4):
        take(THREE, "a")
    Counter.objects.update(began=timezone.now() + timedelta(days=1))
    assert take(THREE, "a") == 0


def test_uses_can_be_given_back_and_forgotten(db) -> None:
    """A use given back is free again; what is forgotten leaves no row."""
    for _ in range(3):
        take(THREE, "a")
    give_back(THREE, "a")
    assert take(THREE, "a") == 0
    forget(THREE, "a")
    assert not Counter.objects.exists()


def test_keys_are_not_kept_readable(db) -> None:
    """Neither addresses nor names stand in the table."""
    take(THREE, "192.0.2.1")
    assert "192.0.2.1" not in Counter.objects.get().key


def test_uses_at_once_are_all_counted(transactional_db) -> None:
    """Of ten tries at the same moment three pass."""
    answers: list[int] = []

    def attempt() -> None:
        answers.append(take(THREE, "a"))
        connections.close_all()

    threads = [threading.Thread(target=attempt) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(0) == 3
    assert len(answers) == 10
