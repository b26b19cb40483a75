"""The frame of all pages: language, errors, addresses, proxies."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings


def test_pages_are_chinese_by_default(client, db) -> None:
    """Whatever the browser says, the offices' language comes first."""
    response = client.get("/account/sign-in/", headers={"accept-language": "en-US"})
    assert response.headers["Content-Language"] == "zh-hans"
    assert 'lang="zh-CN"' in response.content.decode()
    assert "登录" in response.content.decode()


def test_english_is_kept_once_chosen(client, db) -> None:
    """The choice is a cookie that scripts cannot read."""
    response = client.post("/language/", {"language": "en", "next": "/account/sign-in/?next=/trail/"})
    assert response.headers["Location"] == "/account/sign-in/?next=/trail/"
    assert response.cookies["duixian-language"]["httponly"]
    body = client.get("/account/sign-in/").content.decode()
    assert 'lang="en"' in body
    assert "Sign in" in body


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "x"])
def test_choosing_a_language_leads_nowhere_else(target: str, client, db) -> None:
    """One stays on this site."""
    assert client.post("/language/", {"language": "xx", "next": target}).headers["Location"] == "/"


def test_an_unknown_address_is_told_plainly(client, db) -> None:
    """A page of the house, not to be kept."""
    response = client.get("/no-such-page/")
    assert response.status_code == 404
    assert "没有这一页" in response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_defect_tells_nothing_of_the_inside(client, db, monkeypatch) -> None:
    """The page 500 holds no trace."""
    from duixian_web.accounts import signing_in

    monkeypatch.setattr(signing_in, "SignInForm", None)
    client.raise_request_exception = False
    response = client.get("/account/sign-in/")
    assert response.status_code == 500
    assert "Traceback" not in response.content.decode()
    assert "服务器出错" in response.content.decode()


def test_other_hosts_are_refused(client, db) -> None:
    """A Host header that is not ours gets 400."""
    assert client.get("/account/sign-in/", headers={"host": "evil.example"}).status_code == 400


def test_form_tokens_are_asked_for(db) -> None:
    """A form from elsewhere is told what to do."""
    response = Client(enforce_csrf_checks=True).post("/account/sign-in/", {"username": "x", "password": "y"})
    assert response.status_code == 403
    assert "请重新提交" in response.content.decode()


def test_cookies_are_closed(cast, client) -> None:
    """The session's cookie is out of reach for scripts and other sites."""
    from duixian_web.testing.cast import PASSWORD

    response = client.post("/account/sign-in/", {"username": "officer", "password": PASSWORD})
    cookie = response.cookies["duixian"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert client.get("/account/password/").cookies["duixian-csrf"]["samesite"] == "Strict"


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (2, "10.9.9.9, 203.0.113.9, 198.51.100.1", "203.0.113.9"),
        (2, "203.0.113.9", "203.0.113.9"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_known_proxies_are_believed(proxies: int, told: str, address: str, rf) -> None:
    """A visitor cannot choose the address that limits count."""
    from django.http import HttpResponse

    from duixian_web.middleware import client_address

    seen = []
    with override_settings(TRUSTED_PROXIES=proxies):
        answer = client_address(lambda request: seen.append(request.client_address) or HttpResponse())
        answer(rf.get("/", headers={"x-forwarded-for": told}))
    assert seen == [address]


def test_static_files_are_served_with_their_version(client, db) -> None:
    """Style and script come from here, and their address tells their content."""
    import re

    body = client.get("/account/sign-in/").content.decode()
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', body)
    assert len(addresses) >= 3
    for address in addresses:
        assert "?v=" in address
        response = client.get(address)
        assert response.status_code == 200
        assert b"".join(response)
        response.close()
