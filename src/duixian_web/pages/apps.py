"""The app's name and place."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["PagesConfig"]


class PagesConfig(AppConfig):
    """Pages."""

    name = "duixian_web.pages"
    label = "pages"
