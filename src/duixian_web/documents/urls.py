"""The addresses of documents and their figures."""

from __future__ import annotations

from django.urls import path

from duixian_web.documents import figures, views

__all__ = ["app_name", "urlpatterns"]

app_name = "documents"
urlpatterns = [
    path("", views.document_list, name="list"),
    path("upload/", views.upload, name="upload"),
    path("<int:document>/", views.document_page, name="page"),
    path("<int:document>/original/", views.original, name="original"),
    path("<int:document>/reread/", views.reread, name="reread"),
    path("<int:document>/figures/<int:figure>/", figures.figure, name="figure"),
    path("<int:document>/figures/<int:figure>/correct/", figures.correct, name="correct"),
]
