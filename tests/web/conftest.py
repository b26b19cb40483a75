"""The cast of people, clients that are signed in, and the world that routes are tried in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from duixian_web.accounts.models import User
from duixian_web.documents.models import Document, FigureRow
from duixian_web.testing.cast import Cast, make_cast
from duixian_web.testing.ledger_world import ledger_world
from duixian_web.testing.library import add_document


@pytest.fixture
def cast(db) -> Cast:
    """One person of each role, a stranger, and an officer of another district."""
    return make_cast()


@pytest.fixture
def as_user() -> Callable[[User | None], Client]:
    """Return a client that is signed in as a user; ``None`` for a visitor."""

    def client(user: User | None) -> Client:
        made = Client()
        if user is not None:
            made.force_login(user)
        return made

    return client


@pytest.fixture
def document(cast: Cast) -> Document:
    """A report of the cast's district, read by duixian."""
    return add_document(cast.officer, cast.district)


@pytest.fixture
def world(cast: Cast, document: Document) -> dict[str, object]:
    """What addresses of routes speak of, by the names used in ``routes.toml``; all belongs to the cast's district."""
    return {
        "document": document.pk,
        "figure": FigureRow.objects.filter(reading=document.reading).order_by("number")[0].pk,
        "member": cast.reader.pk,
        "membership": cast.reader.memberships.get().pk,
        "district": cast.district.pk,
        "department": cast.department.pk,
        **ledger_world(cast.district),
    }
