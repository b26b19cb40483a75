"""The trail's address."""

from __future__ import annotations

from django.urls import path

from duixian_web.audit_trail import views

__all__ = ["app_name", "urlpatterns"]

app_name = "audit_trail"
urlpatterns = [path("", views.search, name="search")]
