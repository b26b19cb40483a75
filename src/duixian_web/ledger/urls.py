"""The addresses of the ledger."""

from __future__ import annotations

from django.urls import path, re_path

from duixian_web.ledger import views

__all__ = ["app_name", "urlpatterns"]

app_name = "ledger"
urlpatterns = [
    path("", views.lines, name="lines"),
    re_path(r"^lines\.(?P<kind>json|csv|xlsx)$", views.table, name="table"),
    path("promises/<int:promise>/", views.promise, name="promise"),
    path("promises/<int:promise>/judge/", views.judge, name="judge"),
    path("documents/<int:source>/", views.text, name="text"),
]
