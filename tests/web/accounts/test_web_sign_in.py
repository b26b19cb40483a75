"""Signing in: right and wrong passwords, limits, codes, and where one lands."""

from __future__ import annotations

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from duixian_web.audit_trail.models import Event
from duixian_web.rate_limits.limits import CODES_PER_ACCOUNT, SIGN_INS_PER_ACCOUNT, SIGN_INS_PER_ADDRESS
from duixian_web.testing.cast import PASSWORD

ADDRESS = "/account/sign-in/"


def enter(client: Client, username: str = "officer", password: str = PASSWORD, **extra):
    return client.post(ADDRESS, {"username": username, "password": password, **extra})


def code_of(device: TOTPDevice) -> str:
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    return f"{totp.token():06d}"


def test_a_right_password_opens_a_session(cast, client) -> None:
    """The user lands on the page asked for, and the trail knows."""
    response = enter(client, next="/account/")
    assert (response.status_code, response.headers["Location"]) == (302, "/account/")
    assert client.get("/account/").status_code == 200
    assert Event.objects.get(action="session.begin").actor == cast.officer


def test_names_are_the_same_in_any_case(cast, client) -> None:
    """OFFICER is officer."""
    assert enter(client, username="OFFICER").status_code == 302


@pytest.mark.parametrize(("username", "password"), [("officer", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_password_says_no_more(username: str, password: str, cast, client) -> None:
    """A wrong password and an unknown account get the same answer."""
    response = enter(client, username=username, password=password)
    assert response.status_code == 422
    assert "账号或密码不对" in response.content.decode()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_sent_elsewhere(target: str, cast, client) -> None:
    """After the sign-in one stays on this site."""
    assert enter(client, next=target).headers["Location"] == "/"


def test_an_account_is_limited(cast, client) -> None:
    """After ten wrong passwords even the right one is refused, with the time to wait."""
    for _ in range(SIGN_INS_PER_ACCOUNT.uses):
        assert enter(client, password="wrong", REMOTE_ADDR="x").status_code == 422
    response = enter(client)
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= SIGN_INS_PER_ACCOUNT.seconds


def test_an_address_is_limited_over_all_accounts(cast, client) -> None:
    """Twenty wrong passwords from one address, spread over accounts, are enough."""
    for number in range(SIGN_INS_PER_ADDRESS.uses):
        assert enter(client, username=f"somebody{number}").status_code == 422
    assert enter(client).status_code == 429
    other = client.post(ADDRESS, {"username": "officer", "password": PASSWORD}, REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 302


def test_right_passwords_do_not_use_the_address_up(cast, as_user) -> None:
    """An office behind one address may sign in as often as it has people."""
    for _ in range(SIGN_INS_PER_ADDRESS.uses + 5):
        assert enter(Client()).status_code == 302


def test_the_limit_fails_closed(cast, client, monkeypatch) -> None:
    """Where the counter cannot be asked, nobody signs in."""
    from django.db import DatabaseError

    from duixian_web.accounts import signing_in

    def broken(*_: object) -> int:
        raise DatabaseError

    monkeypatch.setattr(signing_in, "take", broken)
    client.raise_request_exception = False
    assert enter(client).status_code == 500
    assert "_auth_user_id" not in client.session


def test_a_closed_account_stays_out(cast, client) -> None:
    """The right password of a closed account gets the answer of a wrong one."""
    type(cast.officer).objects.filter(pk=cast.officer.pk).update(is_active=False)
    assert enter(client).status_code == 422


def test_signing_out_ends_the_session(cast, client) -> None:
    """After it, pages ask to sign in again."""
    enter(client)
    client.post("/account/sign-out/")
    assert client.get("/account/").status_code == 302


def test_an_authenticator_can_be_switched_on_and_is_asked_for(cast, client) -> None:
    """Once switched on with a right code, the password alone opens nothing."""
    enter(client)
    assert client.get("/account/totp/").status_code == 200
    device = TOTPDevice.objects.get()
    assert client.post("/account/totp/", {"code": code_of(device)}).status_code == 302
    client.post("/account/sign-out/")
    assert enter(client).headers["Location"] == "/account/sign-in/code/"
    assert client.get("/account/").status_code == 302
    assert client.post("/account/sign-in/code/", {"code": "000000"}).status_code == 422
    # The code that switched it on was used: the next step's is another.
    TOTPDevice.objects.update(last_t=-1, throttling_failure_count=0)
    device.refresh_from_db()
    assert client.post("/account/sign-in/code/", {"code": code_of(device)}).headers["Location"] == "/"
    assert client.get("/account/").status_code == 200
    client.post("/account/totp/off/", {"password": "wrong"})
    assert TOTPDevice.objects.count() == 1
    client.post("/account/totp/off/", {"password": PASSWORD})
    assert TOTPDevice.objects.count() == 0


def test_codes_are_limited(cast, client) -> None:
    """Ten wrong codes are enough."""
    TOTPDevice.objects.create(user=cast.officer, confirmed=True)
    enter(client)
    for _ in range(CODES_PER_ACCOUNT.uses):
        assert client.post("/account/sign-in/code/", {"code": "000000"}).status_code == 422
    assert client.post("/account/sign-in/code/", {"code": "000000"}).status_code == 429


def test_the_code_page_without_a_password_leads_back(cast, client) -> None:
    """Whoever did not give a password is asked for it first."""
    assert client.get("/account/sign-in/code/").headers["Location"] == ADDRESS
