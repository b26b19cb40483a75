"""The app's name and place: it only exists in tests."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["TestingConfig"]


class TestingConfig(AppConfig):
    """Testing."""

    name = "duixian_web.testing"
    label = "testing"
