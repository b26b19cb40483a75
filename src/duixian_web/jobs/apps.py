"""The app's name and place."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["JobsConfig"]


class JobsConfig(AppConfig):
    """Jobs."""

    name = "duixian_web.jobs"
    label = "jobs"
