"""One's own account: password and authenticator.

In go what was typed; out come the account's pages.
"""

from __future__ import annotations

from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from duixian_web.accounts.access import signed_in
from duixian_web.accounts.commands import change_password, confirm_totp, drop_totp
from duixian_web.accounts.forms import CodeForm, PasswordForm
from duixian_web.accounts.permissions import memberships_of
from duixian_web.rate_limits.limits import CODES_PER_ACCOUNT, PASSWORDS_PER_ACCOUNT, take, too_many

__all__ = ["account", "password", "totp", "totp_off"]


@signed_in()
def account(request: HttpRequest) -> HttpResponse:
    """Show one's name, roles, and what protects the account."""
    user: Any = request.user
    device = TOTPDevice.objects.filter(user=user, confirmed=True).exists()
    return render(request, "accounts/account.html", {"memberships": memberships_of(user), "totp": device})


@signed_in("GET", "POST")
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; other sessions of the account end."""
    user: Any = request.user
    if request.method == "POST":
        wait = take(PASSWORDS_PER_ACCOUNT, str(user.pk))
        if wait:
            return too_many(request, wait)
    form = PasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_password(user, form.cleaned_data["new"])
        update_session_auth_hash(request, user)
        messages.success(request, _("密码已修改。"))
        return redirect("accounts:account")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/password.html", {"form": form}, status=status)


@signed_in("GET", "POST")
def totp(request: HttpRequest) -> HttpResponse:
    """Show a key for an authenticator, and switch it on once it has given a right code."""
    user: Any = request.user
    if TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        return redirect("accounts:account")
    device, _made = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "totp"})
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wait = take(CODES_PER_ACCOUNT, str(user.pk))
        if wait:
            return too_many(request, wait)
        if device.verify_token(form.cleaned_data["code"]):
            confirm_totp(user, device)
            messages.success(request, _("已开启动态码,下次登录时需要。"))
            return redirect("accounts:account")
        form.add_error("code", _("动态码不对或已经用过。"))
    picture = segno.make(device.config_url, error="m").svg_data_uri(scale=4, border=2, dark="#000", light="#fff")
    key = device.config_url.partition("secret=")[2].partition("&")[0]
    status = 422 if form.is_bound else 200
    return render(request, "accounts/totp.html", {"form": form, "picture": picture, "key": key}, status=status)


@signed_in("POST")
def totp_off(request: HttpRequest) -> HttpResponse:
    """Switch the authenticator off; the password is asked again."""
    user: Any = request.user
    wait = take(PASSWORDS_PER_ACCOUNT, str(user.pk))
    if wait:
        return too_many(request, wait)
    if user.check_password(request.POST.get("password", "")):
        drop_totp(user)
        messages.success(request, _("已关闭动态码。"))
    else:
        messages.error(request, _("密码不对,动态码没有关闭。"))
    return redirect("accounts:account")
