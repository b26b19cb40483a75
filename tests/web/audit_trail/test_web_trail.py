"""The trail: one chain, never changed, and what was tampered with is found at the very row."""

from __future__ import annotations

import threading

import pytest
from django.db import DatabaseError, connection, connections, transaction

from duixian.errors import InternalError
from duixian_web.audit_trail.models import ChainHead, Event
from duixian_web.audit_trail.trail import Fault, head, record, verify
from duixian_web.audit_trail.triggers import drop_triggers, make_triggers


def write(cast, count: int) -> None:
    for number in range(count):
        with transaction.atomic():
            record(cast.officer, cast.district, "thing.change", f"thing:{number}", before=number, after=number + 1)


def tamper(statement: str, *values: object) -> None:
    """Change rows as one could who owns the database."""
    drop_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    make_triggers(connection)


def test_events_form_one_chain(cast) -> None:
    """Numbers follow, each event holds the hash of the one before, and the head is the last."""
    write(cast, 5)
    events = list(Event.objects.all())
    assert [event.seq for event in events] == [1, 2, 3, 4, 5]
    assert [event.previous for event in events] == ["0" * 64, *(event.hash for event in events[:-1])]
    assert head() == (5, events[-1].hash)
    assert verify() == []


def test_an_event_needs_a_transaction(transactional_db) -> None:
    """Outside a transaction change and trail could part."""
    with pytest.raises(InternalError) as caught:
        record(None, None, "thing.change", "thing:1")
    assert caught.value.code == "web-no-transaction"


def test_what_is_rolled_back_leaves_no_event(cast) -> None:
    """A change that fails leaves the chain as it was."""
    write(cast, 1)

    def fail() -> None:
        with transaction.atomic():
            record(cast.officer, cast.district, "thing.change", "thing:9")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()
    assert head()[0] == 1
    assert verify() == []


@pytest.mark.parametrize("deed", ["save", "delete", "update", "delete all", "bulk_update"])
def test_the_models_refuse_changes(deed: str, cast) -> None:
    """Neither a row nor a query can change or remove events."""
    write(cast, 1)
    event = Event.objects.get()
    deeds = {
        "save": event.save,
        "delete": event.delete,
        "update": lambda: Event.objects.update(action="x"),
        "delete all": lambda: Event.objects.all().delete(),
        "bulk_update": lambda: Event.objects.bulk_update([event], ["action"]),
    }
    with pytest.raises(InternalError) as caught:
        deeds[deed]()
    assert caught.value.code == "web-append-only"


STATEMENTS = ["UPDATE audit_trail_event SET action = 'x'", "DELETE FROM audit_trail_event"]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses_changes(statement: str, cast) -> None:
    """SQL of its own gets no further."""
    write(cast, 1)
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify() == []


@pytest.mark.parametrize(
    ("statement", "faults"),
    [
        ("UPDATE audit_trail_event SET after = '9' WHERE seq = 3", [Fault(3, "changed")]),
        ("UPDATE audit_trail_event SET actor_name = 'nobody' WHERE seq = 1", [Fault(1, "changed")]),
        ("UPDATE audit_trail_event SET actor_id = NULL WHERE seq = 5", [Fault(5, "changed")]),
        ("DELETE FROM audit_trail_event WHERE seq = 2", [Fault(2, "missing")]),
        ("DELETE FROM audit_trail_event WHERE seq = 5", [Fault(5, "missing")]),
        (f"UPDATE audit_trail_chainhead SET hash = '{'f' * 64}'", [Fault(5, "head")]),
    ],
)
def test_tampering_is_found_at_the_very_row(statement: str, faults: list[Fault], cast) -> None:
    """A byte changed, a row removed, the end cut off: each is told by its number."""
    write(cast, 5)
    tamper(statement)
    assert verify() == faults


def test_a_row_hashed_anew_is_found_at_the_next(cast) -> None:
    """Whoever computes a changed row's hash anew breaks the link of the row behind it."""
    from duixian_web.audit_trail import trail

    write(cast, 4)
    event = Event.objects.get(seq=2)
    event.after = "99"
    tamper("UPDATE audit_trail_event SET after = %s, hash = %s WHERE seq = 2", event.after, trail._hash(event))
    assert verify() == [Fault(3, "cut")]


def test_a_chain_computed_anew_is_found_by_a_noted_head(cast) -> None:
    """A head kept elsewhere tells even a chain that is whole in itself from the true one."""
    write(cast, 3)
    kept = head()
    write(cast, 1)
    assert verify(kept=kept) == []
    assert verify(kept=(3, "f" * 64)) == [Fault(3, "head")]
    assert verify(kept=(9, "f" * 64)) == [Fault(9, "head")]


def test_writers_at_once_make_one_chain(transactional_db) -> None:
    """Eight threads add at the same time: no number twice, no fork."""
    failed: list[Exception] = []

    def add() -> None:
        try:
            for number in range(5):
                with transaction.atomic():
                    record(None, None, "thing.change", f"thing:{number}")
        except Exception as error:  # noqa: BLE001 (shown below)
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert Event.objects.count() == ChainHead.objects.get().seq == 40
    assert verify() == []


def test_the_page_finds_events(cast, as_user) -> None:
    """By words, account, action and day; others' events are not shown."""
    write(cast, 3)
    with transaction.atomic():
        record(cast.foreigner, cast.elsewhere, "thing.secret", "thing:77")
    client = as_user(cast.administrator)
    body = client.get("/trail/").content.decode()
    assert "thing:2" in body
    assert "thing:77" not in body
    body = client.get("/trail/", {"words": "thing:1", "actor": "officer", "action": "thing"}).content.decode()
    assert "thing:1" in body
    assert "thing:2" not in body
    assert "没有找到" in client.get("/trail/", {"last": "2001-01-01"}).content.decode()
    assert "没有找到" in client.get("/trail/", {"first": "nonsense"}).content.decode()


def test_the_page_asks_a_bounded_number_of_queries(cast, as_user, django_assert_max_num_queries) -> None:
    """Sixty events are shown with as few queries as one."""
    write(cast, 60)
    client = as_user(cast.administrator)
    with django_assert_max_num_queries(9):
        body = client.get("/trail/?page=2").content.decode()
    assert "thing:9" in body
