"""Signing in and out: password, then a code where the account asks for one, both limited.

In go what was typed; out comes a session, the next step, or the page 429.
"""

from __future__ import annotations

import time
from typing import Final

from django.contrib.auth import authenticate, login, logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from duixian_web.accounts.access import public, signed_in
from duixian_web.accounts.forms import CodeForm, SignInForm
from duixian_web.accounts.models import User
from duixian_web.accounts.permissions import memberships_of
from duixian_web.audit_trail.trail import record
from duixian_web.rate_limits.limits import (
    CODES_PER_ACCOUNT,
    SIGN_INS_PER_ACCOUNT,
    SIGN_INS_PER_ADDRESS,
    forget,
    give_back,
    take,
    too_many,
)

__all__ = ["code", "sign_in", "sign_out"]

_PENDING: Final = "sign-in"
_PENDING_SECONDS: Final = 300


@public("GET", "POST")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for user name and password."""
    target = _target(request)
    if request.user.is_authenticated:
        return redirect(target)
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        username, address = form.cleaned_data["username"], request.client_address  # type: ignore[attr-defined]
        # Counted before the password is looked at: of many tries at once none is free.
        wait = max(take(SIGN_INS_PER_ADDRESS, address), take(SIGN_INS_PER_ACCOUNT, username.casefold()))
        if wait:
            return too_many(request, wait)
        user = authenticate(request, username=username, password=form.cleaned_data["password"])
        if isinstance(user, User):
            give_back(SIGN_INS_PER_ADDRESS, address)
            forget(SIGN_INS_PER_ACCOUNT, username.casefold())
            return _second_step(request, user, target)
        form.add_error(None, _("账号或密码不对。"))
        status = 422
    return render(request, "accounts/sign_in.html", {"form": form, "next": target}, status=status)


@public("GET", "POST")
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of an authenticator, within five minutes after the password."""
    pending = request.session.get(_PENDING)
    user = User.objects.filter(pk=pending["user"], is_active=True).first() if pending else None
    if not pending or user is None or time.time() - pending["at"] > _PENDING_SECONDS:
        request.session.pop(_PENDING, None)
        return redirect("accounts:sign_in")
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        wait = take(CODES_PER_ACCOUNT, str(user.pk))
        if wait:
            return too_many(request, wait)
        if _code_is_right(user, form.cleaned_data["code"]):
            forget(CODES_PER_ACCOUNT, str(user.pk))
            return _enter(request, user, pending["next"])
        form.add_error("code", _("动态码不对或已经用过。"))
        status = 422
    return render(request, "accounts/code.html", {"form": form}, status=status)


@signed_in("POST")
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("accounts:sign_in")


def _second_step(request: HttpRequest, user: User, target: str) -> HttpResponse:
    if not TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        return _enter(request, user, target)
    request.session.cycle_key()
    request.session[_PENDING] = {"user": user.pk, "at": int(time.time()), "next": target}
    return redirect("accounts:code")


def _code_is_right(user: User, said: str) -> bool:
    """Check a code; the device's row is locked, so that one code opens one session."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
        return device is not None and bool(device.verify_token(said))


def _enter(request: HttpRequest, user: User, target: str) -> HttpResponse:
    request.session.pop(_PENDING, None)
    with transaction.atomic():
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        memberships = memberships_of(user)
        record(user, memberships[0].organisation if memberships else None, "session.begin", f"user:{user.pk}")
    return redirect("accounts:password" if user.must_change_password else target)


def _target(request: HttpRequest) -> str:
    """Return where to go after: a page of this site, nowhere else."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/") else "/"
