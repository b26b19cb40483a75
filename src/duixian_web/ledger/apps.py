"""The app's name and place."""

from __future__ import annotations

from django.apps import AppConfig, apps

__all__ = ["LedgerConfig"]


class LedgerConfig(AppConfig):
    """Ledger."""

    name = "duixian_web.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Draw the ledger when documents are read."""
        if apps.is_installed("duixian_web.documents") and apps.is_installed("duixian_web.jobs"):
            from duixian_web.ledger import job  # noqa: F401 (models are ready only now)
