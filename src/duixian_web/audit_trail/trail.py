"""The one door to the trail, and its proof.

In goes a change; out comes its row, bound to the row before. In goes nothing; out come the rows that were tampered
with. The chain follows the plainest form of a hash chain: SHA-256 over the canonical JSON of a row's columns, the hash
of the row before among them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final, Literal

from django.db import connection
from django.utils import timezone

from duixian.errors import InternalError
from duixian_web.accounts.models import Organisation, User
from duixian_web.audit_trail.models import ChainHead, Event

__all__ = ["FIRST_HASH", "Fault", "canonical", "head", "record", "verify"]

FIRST_HASH: Final = "0" * 64
"""What stands as ``previous`` in the first event."""

_HEAD: Final = 1
_MANY: Final = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """A row at which the chain does not hold.

    Args:
        seq: the event's number.
        kind: ``changed`` its columns do not give its hash; ``cut`` it does not follow the event before it, which was
            replaced or had its hash computed anew; ``missing`` there is no such row; ``head`` the chain does not end
            where its head says.
    """

    seq: int
    kind: Literal["changed", "cut", "missing", "head"]


def canonical(value: Any) -> str:
    """Return the one JSON text of a value: keys sorted, no spaces, characters as they are.

    Example:
        >>> canonical({"b": 1, "a": "兑现"})
        '{"a":"兑现","b":1}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def record(
    actor: User | None,
    organisation: Organisation | None,
    action: str,
    object: str,  # noqa: A002 (the trail's own word)
    *,
    before: Any = None,
    after: Any = None,
) -> Event:
    """Add an event, inside the caller's transaction: both are committed, or neither.

    The head's row is locked until that transaction ends, so that of two writers the second waits and the chain never
    forks; SQLite has one writer at a time anyway.

    Args:
        actor: who did it; ``None`` for the server's own command line and workers.
        organisation: whose matter it is; decides who may see the event.
        action: what was done, as ``noun.verb``.
        object: what it was done to, as ``noun:id``.
        before: the state before, as JSON; ``None`` where there was none.
        after: the state after.

    Raises:
        InternalError: ``web-no-transaction``: it was called outside a transaction.
    """
    if not connection.in_atomic_block:
        raise InternalError("web-no-transaction", action=action)
    end, _ = ChainHead.objects.select_for_update().get_or_create(pk=_HEAD, defaults={"seq": 0, "hash": FIRST_HASH})
    event = Event(
        seq=end.seq + 1,
        at=timezone.now(),
        actor=actor,
        actor_name="" if actor is None else actor.username,
        organisation=organisation,
        action=action,
        object=object,
        before=canonical(before),
        after=canonical(after),
        previous=end.hash,
    )
    event.hash = _hash(event)
    event.save()
    end.seq, end.hash = event.seq, event.hash
    end.save(update_fields=["seq", "hash"])
    return event


def head() -> tuple[int, str]:
    """Return number and hash of the newest event, to be kept elsewhere; ``(0, FIRST_HASH)`` where there is none."""
    end = ChainHead.objects.filter(pk=_HEAD).first()
    return (0, FIRST_HASH) if end is None else (end.seq, end.hash)


def verify(*, kept: tuple[int, str] | None = None) -> list[Fault]:
    """Walk the whole chain; return at most the first 100 rows at which it does not hold, in order.

    Args:
        kept: number and hash of an event noted elsewhere, which must still be the same: the only way to notice that the
            whole chain was computed anew.
    """
    return list(islice(_faults(kept), _MANY))


def _faults(kept: tuple[int, str] | None) -> Iterator[Fault]:
    number, previous = 0, FIRST_HASH
    found_kept = kept is None or kept[0] == 0
    for event in Event.objects.order_by("seq").iterator(chunk_size=2_000):
        if event.seq > number + 1:
            yield Fault(number + 1, "missing")
        elif event.previous != previous:
            yield Fault(event.seq, "cut")
        if event.hash != _hash(event):
            yield Fault(event.seq, "changed")
        if kept is not None and event.seq == kept[0]:
            found_kept = event.hash == kept[1]
        number, previous = event.seq, event.hash
    end, end_hash = head()
    if end > number:
        yield Fault(number + 1, "missing")
    elif (end, end_hash) != (number, previous):
        yield Fault(number, "head")
    if kept is not None and not found_kept:
        yield Fault(kept[0], "head")


def _hash(event: Event) -> str:
    at: datetime = event.at.astimezone(UTC)
    columns = {
        "seq": event.seq,
        "at": at.isoformat(timespec="microseconds"),
        "actor": event.actor_id,
        "actor_name": event.actor_name,
        "organisation": event.organisation_id,
        "action": event.action,
        "object": event.object,
        "before": event.before,
        "after": event.after,
        "previous": event.previous,
    }
    return hashlib.sha256(canonical(columns).encode("utf-8")).hexdigest()
