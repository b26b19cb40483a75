"""The addresses of start page and language."""

from __future__ import annotations

from django.urls import path

from duixian_web.pages import views

__all__ = ["app_name", "urlpatterns"]

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("language/", views.language, name="language"),
    path("health/", views.health, name="health"),
]
