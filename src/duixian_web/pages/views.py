"""The start page, the choice of language, and the pages of errors.

In goes a request; out comes the page. Pages of errors tell nothing of the inside.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from duixian_web.accounts.access import public, signed_in
from duixian_web.pages.navigation import navigation

__all__ = ["csrf_failure", "forbidden", "health", "home", "language", "not_found", "server_error"]

YEAR_SECONDS = 365 * 24 * 60 * 60


@signed_in()
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the first section the user may enter."""
    sections = navigation(request)["sections"]
    return redirect(sections[0]["url"]) if sections else render(request, "pages/home.html")


@public("POST")
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language a visitor chose, and go back."""
    target = request.POST.get("next", "")
    safe = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    response = redirect(target if safe else "/")
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=YEAR_SECONDS,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
    return response


@public()
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (the view's form)
    """Say that the server answers, for whoever watches it."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django's form)
    """Say that the account may not do this."""
    return render(request, "pages/forbidden.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django's form)
    """Say that there is no such page, or none for this account."""
    return render(request, "pages/not_found.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django's form)
    """Say that something failed here; without database and session, which may be what failed."""
    return HttpResponse(
        "<!doctype html><meta charset=utf-8><title>500</title><p lang=zh>服务器出错了,请稍后再试,或告诉管理员。</p>"
        "<p lang=en>Something failed on the server. Try again later, or tell the administrator.</p>",
        status=500,
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django's form)
    """Say that the form was too old or came from elsewhere."""
    return render(request, "pages/csrf_failure.html", status=403)
