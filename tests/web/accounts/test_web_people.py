"""The administrator's pages: members, organisations, accounts."""

from __future__ import annotations

import html

import pytest

from duixian_web.accounts.models import Membership, Organisation, Role, User
from duixian_web.audit_trail.models import Event

PAYLOAD = "<script>alert(1)</script>'\"><img src=x onerror=alert(1)>"


@pytest.fixture
def client(cast, as_user):
    return as_user(cast.administrator)


def add(client, cast, **values):
    said = {"username": "newcomer", "name": "新人", "organisation": cast.department.pk, "role": "reporter"}
    return client.post("/account/people/members/", {**said, **values})


def test_a_new_account_gets_a_password_to_hand_over(cast, client, as_user) -> None:
    """It is shown once, must be changed, and stands nowhere in the trail."""
    response = add(client, cast)
    user = User.objects.get(username="newcomer")
    password = response.content.decode().partition('class="secret">')[2].partition("<")[0]
    assert user.check_password(html.unescape(password))
    assert user.must_change_password
    assert user.memberships.get().role == Role.REPORTER
    event = Event.objects.get(action="membership.create")
    assert (event.actor, event.organisation) == (cast.administrator, cast.department)
    assert password not in event.after


def test_a_known_account_gets_another_role(cast, client) -> None:
    """No new password is made; the same role twice is refused."""
    assert add(client, cast, username="READER", role="leader").status_code == 302
    assert add(client, cast, username="reader", role="leader").status_code == 422
    assert cast.reader.memberships.count() == 2


def test_people_of_elsewhere_cannot_be_taken_over(cast, client) -> None:
    """An account of another district is not given roles here, nor a new password."""
    assert add(client, cast, username="foreigner").status_code == 404
    assert client.post(f"/account/people/accounts/{cast.foreigner.pk}/password/").status_code == 404
    Membership.objects.create(user=cast.foreigner, organisation=cast.district, role=Role.READER)
    assert client.post(f"/account/people/accounts/{cast.foreigner.pk}/password/").status_code == 404


def test_organisations_of_elsewhere_cannot_be_chosen(cast, client) -> None:
    """A form that names another district's organisation is refused."""
    assert add(client, cast, organisation=cast.elsewhere.pk).status_code == 422


def test_an_administrator_does_not_lock_out_oneself(cast, client) -> None:
    """One's own role of administrator, and one's own account, are ended by another."""
    own = cast.administrator.memberships.get()
    client.post(f"/account/people/members/{own.pk}/end/")
    client.post(f"/account/people/accounts/{cast.administrator.pk}/close/")
    cast.administrator.refresh_from_db()
    assert cast.administrator.is_active
    assert cast.administrator.memberships.count() == 1


def test_accounts_are_closed_and_opened_again(cast, client) -> None:
    """Both are in the trail with the state before and after."""
    client.post(f"/account/people/accounts/{cast.reader.pk}/close/")
    assert not User.objects.get(pk=cast.reader.pk).is_active
    client.post(f"/account/people/accounts/{cast.reader.pk}/reopen/")
    assert User.objects.get(pk=cast.reader.pk).is_active
    actions = list(Event.objects.values_list("action", "before", "after"))
    assert actions == [
        ("account.close", '{"active":true}', '{"active":false}'),
        ("account.reopen", '{"active":false}', '{"active":true}'),
    ]


def test_roles_end(cast, client) -> None:
    """The membership goes, the account stays."""
    client.post(f"/account/people/members/{cast.reader.memberships.get().pk}/end/")
    assert cast.reader.memberships.count() == 0
    assert User.objects.filter(username="reader").exists()


def test_organisations_are_added_beneath_others(cast, client) -> None:
    """A department lies in its parent's branch and district."""
    said = {"name": "云溪区民政局", "kind": "department", "code": "", "parent": cast.district.pk}
    assert client.post("/account/people/organisations/", said).status_code == 302
    made = Organisation.objects.get(name="云溪区民政局")
    assert made.path == f"{cast.district.path}{made.pk}/"
    assert made.district == cast.district
    assert client.post("/account/people/organisations/", said).status_code == 422
    assert client.post("/account/people/organisations/", {**said, "name": "x", "code": "12"}).status_code == 422


def test_names_are_shown_as_text(cast, client, as_user) -> None:
    """Markup in a name is text everywhere it is shown."""
    add(client, cast, username="mallory", name=PAYLOAD[:60])
    said = {"name": PAYLOAD, "kind": "department", "code": "", "parent": cast.district.pk}
    client.post("/account/people/organisations/", said)
    for address in ("/account/people/", "/trail/"):
        body = client.get(address).content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert "&lt;script&gt;alert(1)" in body


def test_the_list_asks_a_bounded_number_of_queries(cast, client, django_assert_max_num_queries) -> None:
    """A hundred people more cost no query more."""
    users = User.objects.bulk_create(User(username=f"u{i}", name=f"人{i}") for i in range(100))
    Membership.objects.bulk_create(Membership(user=user, organisation=cast.department, role="reader") for user in users)
    with django_assert_max_num_queries(14):
        assert client.get("/account/people/").status_code == 200
