"""The forms of accounts: signing in, passwords, codes, members.

In go what was typed; out come clean values or messages beside the fields.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from duixian_web.accounts.models import Organisation, Role, User
from duixian_web.accounts.permissions import organisations_permitting

__all__ = ["CodeForm", "DepartmentForm", "MemberForm", "PasswordForm", "SignInForm"]


class SignInForm(forms.Form):
    """User name and password; whether they are right is the view's question."""

    username = forms.CharField(
        label=_("账号"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """The six digits of an authenticator."""

    code = forms.RegexField(
        r"\A\d{6}\Z",
        label=_("六位动态码"),
        error_messages={"invalid": _("请填写六位数字。")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


class PasswordForm(forms.Form):
    """The old password and, twice, the new one."""

    old = forms.CharField(
        label=_("原密码"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("新密码"),
        max_length=256,
        strip=False,
        help_text=_("至少12位,不能全是数字,不能是常见密码,也不能与账号或姓名相近。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输入一次新密码"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def clean(self) -> dict[str, Any] | None:
        """Check the old password, the rules of new ones, and that both are the same."""
        said = self.cleaned_data
        if not {"old", "new", "again"} <= said.keys():
            return said
        # Taken first: `add_error` removes the value it complains of.
        old, new, again = said["old"], said["new"], said["again"]
        if not self._user.check_password(old):
            self.add_error("old", _("原密码不对。"))
        if new != again:
            self.add_error("again", _("两次输入的新密码不一样。"))
        elif new == old:
            self.add_error("new", _("新密码须与原密码不同。"))
        else:
            try:
                password_validation.validate_password(new, self._user)
            except forms.ValidationError as error:
                self.add_error("new", error)
        return said


class MemberForm(forms.Form):
    """Who gets which role where."""

    username = forms.CharField(
        label=_("账号"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"})
    )
    name = forms.CharField(label=_("姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("单位"), empty_label=None)
    role = forms.ChoiceField(label=_("角色"), choices=Role.choices, initial=Role.REPORTER)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = organisations_permitting(user, "people.manage")  # type: ignore[attr-defined]


class DepartmentForm(forms.ModelForm):  # type: ignore[type-arg] # not generic when it runs
    """A new organisation under one the user manages."""

    class Meta:
        """Fields."""

        model = Organisation
        fields = ("name", "kind", "code", "parent")
        labels = {"parent": _("上级单位")}  # noqa: RUF012 (Django's own form)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        field.queryset = organisations_permitting(user, "people.manage")  # type: ignore[attr-defined]
        field.required = True
        field.empty_label = None  # type: ignore[attr-defined]
        self.fields["kind"].initial = Organisation.Kind.DEPARTMENT
