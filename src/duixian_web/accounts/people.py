"""The administrator's pages: organisations, members, and what becomes of accounts.

In go what the administrator fills in; out comes the list of people, with a new password to hand over if one was made.
"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from duixian_web.accounts import commands
from duixian_web.accounts.access import guarded
from duixian_web.accounts.forms import DepartmentForm, MemberForm
from duixian_web.accounts.models import User
from duixian_web.accounts.permissions import organisations_permitting
from duixian_web.accounts.queries import managed_memberships, managed_users
from duixian_web.pages.paging import page_of

__all__ = ["account_state", "add_member", "add_organisation", "end_membership", "people"]


@guarded("people.manage")
def people(request: HttpRequest) -> HttpResponse:
    """Show organisations and members."""
    return _people(request)


@guarded("people.manage", "POST")
def add_member(request: HttpRequest) -> HttpResponse:
    """Give a person a role."""
    user: Any = request.user
    form = MemberForm(user, request.POST)
    if form.is_valid():
        try:
            membership, password = commands.add_member(user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            if password is not None:
                # Shown once, on the answer itself: it is kept nowhere.
                return _people(request, handed_over=(membership.user, password))
            messages.success(request, _("已添加。"))
            return redirect("accounts:people")
    return _people(request, member_form=form, status=422)


@guarded("people.manage", "POST")
def add_organisation(request: HttpRequest) -> HttpResponse:
    """Add an organisation beneath one."""
    user: Any = request.user
    form = DepartmentForm(user, request.POST)
    if form.is_valid():
        try:
            commands.create_organisation(user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("已添加。"))
            return redirect("accounts:people")
    return _people(request, organisation_form=form, status=422)


@guarded("people.manage", "POST")
def end_membership(request: HttpRequest, membership: int) -> HttpResponse:
    """Take a role from a person."""
    user: Any = request.user
    return _done(request, lambda: commands.end_membership(user, _found(managed_memberships(user), membership)))


@guarded("people.manage", "POST")
def account_state(request: HttpRequest, account: int, change: str) -> HttpResponse:
    """Close, reopen, or give a new password to an account."""
    user: Any = request.user
    target: User = _found(managed_users(user), account)
    if change == "password":
        try:
            password = commands.reset_password(user, target)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("accounts:people")
        return _people(request, handed_over=(target, password))
    return _done(request, lambda: _CHANGES[change](user, target))


_CHANGES: Final = {"close": commands.close_account, "reopen": commands.reopen_account}


def _found(rows: QuerySet[Any], number: int) -> Any:
    return get_object_or_404(rows, pk=number)


def _done(request: HttpRequest, change: Any) -> HttpResponse:
    try:
        change()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("已更新。"))
    return redirect("accounts:people")


def _people(
    request: HttpRequest,
    *,
    member_form: MemberForm | None = None,
    organisation_form: DepartmentForm | None = None,
    handed_over: tuple[User, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    user: Any = request.user
    context = {
        "page": page_of(request, managed_memberships(user)),
        "organisations": organisations_permitting(user, "people.manage").select_related("parent"),
        "member_form": member_form or MemberForm(user, auto_id="member_%s"),
        "organisation_form": organisation_form or DepartmentForm(user, auto_id="organisation_%s"),
        "handed_over": handed_over,
    }
    return render(request, "accounts/people.html", context, status=status)
