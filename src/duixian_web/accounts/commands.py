"""Every change of accounts: a right asked for, the change, and its row in the trail, in one transaction.

In go who does it and the new values; out comes the row that was written.
"""

from __future__ import annotations

import secrets
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from duixian_web.accounts.models import Membership, Organisation, Role, User
from duixian_web.accounts.permissions import require
from duixian_web.audit_trail.trail import record

__all__ = [
    "add_member",
    "change_password",
    "close_account",
    "confirm_totp",
    "create_administrator",
    "create_organisation",
    "drop_totp",
    "end_membership",
    "reopen_account",
    "reset_password",
]

_INITIAL_BYTES: Final = 12


def create_organisation(
    actor: User | None, *, name: str, kind: str, code: str = "", parent: Organisation | None = None
) -> Organisation:
    """Add an organisation to the tree; ``actor`` is ``None`` only on the command line of the server.

    Raises:
        PermissionDenied: the actor does not manage the people of ``parent``.
        ValidationError: a value is wrong, or the name is taken under the same parent.
    """
    with transaction.atomic():
        if actor is not None:
            if parent is None:
                raise ValidationError(_("新单位须有上级单位。"))
            require(actor, "people.manage", parent)
        made = Organisation(name=name, kind=kind, code=code, parent=parent)
        made.full_clean(exclude=("district", "path"))
        made.save()
        after = {"name": name, "kind": kind, "code": code, "parent": parent and parent.pk}
        record(actor, made, "organisation.create", f"organisation:{made.pk}", after=after)
    return made


def create_administrator(*, username: str, name: str, password: str, organisation: Organisation) -> User:
    """Create an account of role administrator, from the command line of the server.

    Raises:
        ValidationError: the name is taken, or the password too weak.
    """
    with transaction.atomic():
        user = _new_user(username, name)
        validate_password(password, user)
        user.set_password(password)
        user.save()
        _join(None, user, organisation, Role.ADMINISTRATOR)
    return user


def add_member(
    actor: User, *, username: str, name: str, organisation: Organisation, role: str
) -> tuple[Membership, str | None]:
    """Give a person a role in an organisation, and an account if there is none of that user name.

    Returns:
        The membership and, for a new account, the password to hand over; it must be changed at the first sign-in.

    Raises:
        PermissionDenied: the actor does not manage the people of the organisation.
        ValidationError: a value is wrong, the role is held already, or the account belongs to people elsewhere.
    """
    with transaction.atomic():
        require(actor, "people.manage", organisation)
        user = User.objects.filter(username__iexact=username).first()
        password: str | None = None
        if user is None:
            password = secrets.token_urlsafe(_INITIAL_BYTES)
            user = _new_user(username, name)
            user.must_change_password = True
            user.set_password(password)
            user.save()
        else:
            _require_own(actor, user)
        if user.memberships.filter(organisation=organisation, role=role).exists():
            raise ValidationError(_("这个账号在该单位已有这个角色。"))
        return _join(actor, user, organisation, Role(role)), password


def end_membership(actor: User, membership: Membership) -> None:
    """Take a role from a person.

    Raises:
        PermissionDenied: the actor does not manage the people of the organisation.
        ValidationError: it is the actor's own last role of administrator there.
    """
    with transaction.atomic():
        require(actor, "people.manage", membership.organisation)
        if membership.user_id == actor.pk and membership.role == Role.ADMINISTRATOR:
            raise ValidationError(_("不能撤销自己的管理员角色,请由另一位管理员操作。"))
        before = {"user": membership.user.username, "role": membership.role}
        record(
            actor, membership.organisation, "membership.end", f"user:{membership.user_id}", before=before, after=None
        )
        membership.delete()


def reset_password(actor: User, user: User) -> str:
    """Give an account a new password to hand over, and take its TOTP device away; returns the password."""
    with transaction.atomic():
        organisation = _require_own(actor, user)
        password = secrets.token_urlsafe(_INITIAL_BYTES)
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        TOTPDevice.objects.filter(user=user).delete()
        record(actor, organisation, "password.reset", f"user:{user.pk}")
    return password


def close_account(actor: User, user: User) -> None:
    """Close an account: nobody signs in with it, what it did stays."""
    _open_or_close(actor, user, active=False)


def reopen_account(actor: User, user: User) -> None:
    """Open a closed account again."""
    _open_or_close(actor, user, active=True)


def change_password(user: User, password: str) -> None:
    """Set a user's own new password; forms have checked the old one and the rules."""
    with transaction.atomic():
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        record(user, _home(user), "password.change", f"user:{user.pk}")


def confirm_totp(user: User, device: TOTPDevice) -> None:
    """Ask for a code of this device at each sign-in from now on; other devices of the user end."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        record(user, _home(user), "totp.confirm", f"user:{user.pk}")


def drop_totp(user: User) -> None:
    """Ask for no code any more."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        record(user, _home(user), "totp.drop", f"user:{user.pk}")


def _new_user(username: str, name: str) -> User:
    user = User(username=User.normalize_username(username.strip()), name=name.strip())
    user.full_clean(exclude=("password",))
    return user


def _join(actor: User | None, user: User, organisation: Organisation, role: Role) -> Membership:
    membership = Membership.objects.create(user=user, organisation=organisation, role=role)
    after = {"user": user.username, "role": role.value}
    record(actor, organisation, "membership.create", f"user:{user.pk}", after=after)
    return membership


def _home(user: User) -> Organisation | None:
    membership = user.memberships.select_related("organisation").order_by("pk").first()
    return None if membership is None else membership.organisation


def _require_own(actor: User, user: User) -> Organisation | None:
    """Let pass if the actor manages all organisations of an account: one of several districts belongs to none alone."""
    memberships = list(user.memberships.select_related("organisation"))
    for membership in memberships:
        require(actor, "people.manage", membership.organisation)
    if not memberships:
        raise ValidationError(_("这个账号不属于任何单位,请由服务器管理员处理。"))
    return memberships[0].organisation


def _open_or_close(actor: User, user: User, *, active: bool) -> None:
    with transaction.atomic():
        organisation = _require_own(actor, user)
        if user.pk == actor.pk:
            raise ValidationError(_("不能停用自己的账号。"))
        before = {"active": user.is_active}
        user.is_active = active
        user.save(update_fields=["is_active"])
        action = "account.reopen" if active else "account.close"
        record(actor, organisation, action, f"user:{user.pk}", before=before, after={"active": active})
