"""Organisations, users and memberships: who works where, in which role.

Terms: a *district* is a place with a government of its own (province, city, county, also 开发区); a *department* is an
organisation of a district. An organisation reaches over all that stands beneath it in the tree.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

__all__ = ["Membership", "Organisation", "Role", "User", "Users"]


class Role(models.TextChoices):
    """What a member does; what each role may do stands in :mod:`duixian_web.accounts.permissions`."""

    ADMINISTRATOR = "administrator", _("管理员")
    OFFICER = "officer", _("督查员")
    REPORTER = "reporter", _("填报人")
    LEADER = "leader", _("领导")
    READER = "reader", _("读者")


class Organisation(models.Model):
    """A district or a department, in a tree; its place in the tree never changes."""

    class Kind(models.TextChoices):
        """What stands in the tree."""

        DISTRICT = "district", _("地区")
        DEPARTMENT = "department", _("部门")

    name = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("类型"), max_length=12, choices=Kind.choices)
    code = models.CharField(
        _("行政区划代码"), max_length=6, blank=True, validators=[RegexValidator(r"\A\d{6}\Z", _("请填写六位数字。"))]
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    # Kept beside `parent` so that a whole branch is one comparison of texts, on every database.
    path = models.CharField(max_length=240, editable=False, unique=True, null=True, default=None)
    # The nearest district at or above: the reach of most roles.
    district = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        """Order and rules."""

        ordering = ("path",)
        constraints = (models.UniqueConstraint(fields=("parent", "name"), name="organisation_name"),)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row and, when it is new, its place in the tree."""
        super().save(*args, **kwargs)
        if self.path is None:
            self.path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
            own = self.kind == self.Kind.DISTRICT or self.parent is None
            self.district = self if own else self.parent and self.parent.district
            super().save(update_fields=["path", "district"])


class Users(UserManager["User"]):
    """Finds users by their name whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Find the user whom a sign-in names."""
        return self.get(username__iexact=username)


class User(AbstractUser):
    """A person with an account. Accounts are closed (``is_active``), never deleted: their deeds stay theirs."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("姓名"), max_length=60)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False)

    objects = Users()  # type: ignore[misc]

    REQUIRED_FIELDS = ["name"]  # noqa: RUF012 (Django's own form)

    class Meta:
        """Names differ in more than case."""

        constraints = (models.UniqueConstraint(Lower("username"), name="username_any_case"),)

    def __str__(self) -> str:
        return self.name or self.username


class Membership(models.Model):
    """One role of one person in one organisation."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(_("角色"), max_length=16, choices=Role.choices)

    class Meta:
        """A role is held once."""

        constraints = (models.UniqueConstraint(fields=("user", "organisation", "role"), name="membership_once"),)

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation} · {self.get_role_display()}"
