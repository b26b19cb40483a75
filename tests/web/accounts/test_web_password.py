"""Changing one's own password."""

from __future__ import annotations

import pytest

from duixian_web.audit_trail.models import Event
from duixian_web.testing.cast import PASSWORD

NEW = "a-quiet-river-bend"


def change(client, old: str = PASSWORD, new: str = NEW, again: str = NEW):
    return client.post("/account/password/", {"old": old, "new": new, "again": again})


def test_a_new_password_replaces_the_old(cast, as_user) -> None:
    """The session stays, other sessions end, the trail knows but holds no password."""
    client, other = as_user(cast.officer), as_user(cast.officer)
    type(cast.officer).objects.update(must_change_password=True)
    assert change(client).status_code == 302
    cast.officer.refresh_from_db()
    assert cast.officer.check_password(NEW)
    assert not cast.officer.must_change_password
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    event = Event.objects.get(action="password.change")
    assert (event.before, event.after) == ("null", "null")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"old": "wrong"}, "原密码不对"),
        ({"again": "something-else-1"}, "两次输入的新密码不一样"),
        ({"new": "short", "again": "short"}, "至少"),
        ({"new": "123456789012345", "again": "123456789012345"}, "数字"),
        ({"new": PASSWORD, "again": PASSWORD}, "须与原密码不同"),
        ({"new": "officer-12345", "again": "officer-12345"}, "相似"),
    ],
)
def test_weak_or_wrong_passwords_are_refused(values: dict[str, str], said: str, cast, as_user) -> None:
    """The page says why, and nothing changes."""
    response = change(as_user(cast.officer), **values)
    assert response.status_code == 422
    assert said in response.content.decode()
    cast.officer.refresh_from_db()
    assert cast.officer.check_password(PASSWORD)


def test_changes_are_limited(cast, as_user) -> None:
    """Twenty tries a day: the old password cannot be guessed from an open session."""
    client = as_user(cast.officer)
    for _ in range(20):
        assert change(client, old="wrong").status_code == 422
    assert change(client).status_code == 429
