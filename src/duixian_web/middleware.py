"""What every request and response goes through beside Django's own middleware.

In goes a request; out comes the response with the headers that every page has, in the language the visitor chose.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

__all__ = ["chosen_language", "client_address", "headers", "no_store_when_signed_in"]

Answer = Callable[[HttpRequest], HttpResponse]

_PERMISSIONS: Final = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"


def headers(answer: Answer) -> Answer:
    """Add the headers that neither Django nor django-csp sets."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Robots-Tag", "noindex")
        return response

    return respond


def client_address(answer: Answer) -> Answer:
    """Set ``request.client_address``: the peer's address, behind ``DUIXIAN_PROXIES`` proxies the one they saw.

    Only as many entries of ``X-Forwarded-For`` are believed, from the right, as there are proxies: the others are the
    visitor's own words.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        address = request.META.get("REMOTE_ADDR", "")
        if settings.TRUSTED_PROXIES:
            told = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
            address = told[-settings.TRUSTED_PROXIES :][0] if told else address
        request.client_address = address[:64]  # type: ignore[attr-defined]
        return answer(request)

    return respond


def chosen_language(answer: Answer) -> Answer:
    """Use the language the visitor chose, Chinese where none was chosen: the offices that work here speak it."""

    def respond(request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = answer(request)
            response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response

    return respond


def no_store_when_signed_in(answer: Answer) -> Answer:
    """Keep pages of people who signed in out of every cache, the browser's own included."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.user.is_authenticated or response.status_code >= 400:  # noqa: PLR2004 (errors are never kept)
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return respond
