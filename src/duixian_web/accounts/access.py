"""The doors of views: who may call which, by which methods.

In goes a view function; out comes one that answers only those who may. Each view has exactly one of the three doors
:func:`public`, :func:`signed_in` and :func:`guarded`; a test over all routes holds that none is without.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect

from duixian_web.accounts.permissions import Action, holds, memberships_of

__all__ = ["Door", "View", "guarded", "public", "signed_in"]

View = Callable[..., HttpResponse]
Door = Callable[[View], View]

READS = ("GET", "HEAD")


def public(*methods: str) -> Door:
    """Open a view to everyone, by the methods named (by default GET and HEAD)."""
    return _door("public", methods or READS, _let_pass)


def signed_in(*methods: str) -> Door:
    """Open a view to everyone with an account; a new password that is due is asked for elsewhere."""
    return _door("signed-in", methods or READS, _ask_to_sign_in)


def guarded(action: Action, *methods: str) -> Door:
    """Open a view to those who hold a right somewhere; upon which organisation, the view asks itself.

    A visitor is sent to sign in, a user without any membership finds nothing (404), one without the right is refused
    (403), one whose password is due for change is sent to change it.
    """

    def check(request: HttpRequest) -> HttpResponse | None:
        answer = _ask_to_sign_in(request)
        if answer is not None:
            return answer
        if request.user.must_change_password:  # type: ignore[union-attr]
            return redirect("accounts:password")
        if not memberships_of(request.user):
            raise Http404
        if not holds(request.user, action):
            raise PermissionDenied
        return None

    return _door(action, methods or READS, check)


def _let_pass(_: HttpRequest) -> HttpResponse | None:
    return None


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse | None:
    if request.user.is_authenticated:
        return None
    # Coming back after a sign-in is a GET: of other methods only the start page is sensible.
    return redirect_to_login(request.get_full_path() if request.method in READS else "/")


def _door(access: str, methods: tuple[str, ...], check: Callable[[HttpRequest], HttpResponse | None]) -> Door:
    def close(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
                return HttpResponseNotAllowed(methods)
            return check(request) or view(request, *args, **kwargs)

        answer.access = access  # type: ignore[attr-defined]
        answer.methods = methods  # type: ignore[attr-defined]
        return answer

    return close
