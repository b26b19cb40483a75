"""The app's name and place."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["RateLimitsConfig"]


class RateLimitsConfig(AppConfig):
    """Rate limits."""

    name = "duixian_web.rate_limits"
    label = "rate_limits"
