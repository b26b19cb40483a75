"""``flush`` for tests: takes the trail's triggers away while tables are emptied between tests."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import flush
from django.db import connections

from duixian_web.audit_trail.triggers import drop_triggers, make_triggers

__all__ = ["Command"]


class Command(flush.Command):
    """Empty all tables, the written-once ones too."""

    def handle(self, **options: Any) -> None:
        """Take the triggers away, empty the tables, and make them again."""
        connection = connections[options["database"]]
        drop_triggers(connection)
        try:
            super().handle(**options)
        finally:
            make_triggers(connection)
