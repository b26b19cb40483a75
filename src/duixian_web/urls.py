"""All addresses of the application, app by app.

In goes a path; out comes the view that answers. Every route has a row in ``tests/web/*/routes.toml``.
"""

from __future__ import annotations

from django.urls import include, path

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("", include("duixian_web.pages.urls")),
    path("documents/", include("duixian_web.documents.urls")),
    path("account/", include("duixian_web.accounts.urls")),
    path("ledger/", include("duixian_web.ledger.urls")),
    path("trail/", include("duixian_web.audit_trail.urls")),
]

handler403 = "duixian_web.pages.views.forbidden"
handler404 = "duixian_web.pages.views.not_found"
handler500 = "duixian_web.pages.views.server_error"
