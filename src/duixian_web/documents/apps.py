"""The app's name and place."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["DocumentsConfig"]


class DocumentsConfig(AppConfig):
    """Documents."""

    name = "duixian_web.documents"
    label = "documents"

    def ready(self) -> None:
        """Declare the work that documents give to the queue."""
        from duixian_web.documents import reading  # noqa: F401 (declares its handler)
