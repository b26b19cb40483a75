"""The database's form is that of the models."""

from __future__ import annotations

from django.core.management import call_command


def test_no_migration_is_missing(db) -> None:
    """``makemigrations`` finds nothing to do."""
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
