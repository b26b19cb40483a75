"""The app's name and place."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["LedgerConfig"]


class LedgerConfig(AppConfig):
    """Ledger."""

    name = "duixian_web.ledger"
    label = "ledger"
