"""The addresses of accounts."""

from __future__ import annotations

from django.urls import path, re_path

from duixian_web.accounts import people, signing_in, views

__all__ = ["app_name", "urlpatterns"]

app_name = "accounts"
urlpatterns = [
    path("", views.account, name="account"),
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-in/code/", signing_in.code, name="code"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("password/", views.password, name="password"),
    path("totp/", views.totp, name="totp"),
    path("totp/off/", views.totp_off, name="totp_off"),
    path("people/", people.people, name="people"),
    path("people/members/", people.add_member, name="add_member"),
    path("people/members/<int:membership>/end/", people.end_membership, name="end_membership"),
    path("people/organisations/", people.add_organisation, name="add_organisation"),
    re_path(
        r"^people/accounts/(?P<account>[0-9]{1,15})/(?P<change>close|reopen|password)/$",
        people.account_state,
        name="account_state",
    ),
]
