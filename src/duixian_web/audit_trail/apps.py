"""The app's name and place."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["AuditTrailConfig"]


class AuditTrailConfig(AppConfig):
    """Audit trail."""

    name = "duixian_web.audit_trail"
    label = "audit_trail"
