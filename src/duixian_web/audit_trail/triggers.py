"""The database's own refusal to change the trail: triggers, for SQLite and PostgreSQL.

In goes a database connection; out come triggers that refuse UPDATE and DELETE (and TRUNCATE, where there is one).
"""

from __future__ import annotations

from typing import Any, Final

__all__ = ["drop_triggers", "make_triggers"]

TABLE: Final = "audit_trail_event"
_SAID: Final = "the audit trail is written once"

_SQLITE: Final = tuple(
    f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
    for verb in ("UPDATE", "DELETE")
)
_POSTGRESQL: Final = (
    f"""
    CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{_SAID}' USING ERRCODE = 'restrict_violation'; END $$
    """,
    f"""
    CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()
    """,
    f"""
    CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()
    """,
)


def make_triggers(connection: Any) -> None:
    """Let the database refuse every change of the trail."""
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)


def drop_triggers(connection: Any) -> None:
    """Undo :func:`make_triggers`: for a migration backwards, and between tests."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_{verb}")
        else:
            for name in ("change", "truncate"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_{name} ON {TABLE}")
            cursor.execute(f"DROP FUNCTION IF EXISTS {TABLE}_refuse()")
