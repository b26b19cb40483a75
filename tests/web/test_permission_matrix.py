"""Every route × every role: who may, gets through; who may not, does not; no route is left out."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from duixian_web.accounts.models import Membership, Organisation, Role
from duixian_web.accounts.permissions import ACTIONS, PERMISSIONS, Action, Reach

FOLDER = Path(__file__).resolve().parent
SIGN_IN = "/account/sign-in/"


@dataclass(frozen=True)
class Route:
    """One row of ``routes.toml``."""

    name: str
    method: str
    access: str
    kwargs: dict[str, str] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    object: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.name}"

    def call(self, client: Client, world: dict[str, object]) -> HttpResponse:
        """Call the route with the world's values."""
        kwargs = {key: name[1:] if name.startswith("=") else world[name] for key, name in self.kwargs.items()}
        address = reverse(self.name, kwargs=kwargs)
        data = {key: world.get(value, value) if isinstance(value, str) else value for key, value in self.data.items()}
        return client.get(address, data) if self.method == "GET" else client.post(address, data)


ROUTES = [
    Route(**row)
    for path in sorted(FOLDER.rglob("routes.toml"))
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["route"]
]
CLOSED = [route for route in ROUTES if route.access not in {"public", "signed-in"}]


def views() -> dict[str, Any]:
    """Return all named views of the application."""
    found: dict[str, Any] = {}

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
            else:
                found[f"{prefix}{pattern.name}"] = pattern.callback

    walk(get_resolver().url_patterns, "")
    return found


VIEWS = views()


def test_every_route_is_in_the_matrix() -> None:
    """Each route and method has exactly one row, and each row a route."""
    wanted = sorted((name, method) for name, view in VIEWS.items() for method in set(view.methods) - {"HEAD"})
    assert wanted == sorted((route.name, route.method) for route in ROUTES)


def test_every_view_has_the_door_its_row_says() -> None:
    """The access written at the view is the one of the matrix."""
    assert {str(route): VIEWS[route.name].access for route in ROUTES} == {str(r): r.access for r in ROUTES}


def test_every_right_is_an_action_of_the_table() -> None:
    """Rows and roles speak of no action that does not exist, and no action is held by nobody."""
    assert set(get_args(Action)) == set(ACTIONS)
    assert {route.access for route in CLOSED} <= set(ACTIONS)
    assert {action for row in PERMISSIONS.values() for action in row} == set(ACTIONS)


def passed(response: HttpResponse) -> bool:
    """Tell whether the answer is the view's own, not a refusal."""
    return response.status_code in {200, 201, 302, 400, 409, 422} and not response.headers.get(
        "Location", ""
    ).startswith(SIGN_IN)


@pytest.mark.parametrize("role", [role.value for role in Role])
@pytest.mark.parametrize("route", CLOSED, ids=str)
def test_roles_get_what_the_table_says(route: Route, role: str, cast, as_user, world) -> None:
    """With the right one passes; without it, or with a department's right upon the district, comes 403."""
    response = route.call(as_user(cast.of(role)), world)
    reach = PERMISSIONS[Role(role)].get(route.access)
    if reach is Reach.DISTRICT or (reach is Reach.OWN and not route.object):
        assert passed(response), response.status_code
    else:
        assert response.status_code == 403


@pytest.mark.parametrize("role", [role.value for role in Role])
@pytest.mark.parametrize("route", [route for route in CLOSED if route.object], ids=str)
def test_people_of_elsewhere_find_nothing(route: Route, role: str, cast, as_user, world) -> None:
    """Whoever has the right, but in another district, gets 404 and learns nothing; without the right 403."""
    Membership.objects.filter(user=cast.foreigner).update(role=role)
    allowed = route.access in PERMISSIONS[Role(role)]
    assert route.call(as_user(cast.foreigner), world).status_code == (404 if allowed else 403)


@pytest.mark.parametrize("route", CLOSED, ids=str)
def test_strangers_find_nothing(route: Route, cast, as_user, world) -> None:
    """An account without any role gets 404 everywhere."""
    assert route.call(as_user(cast.stranger), world).status_code == 404


@pytest.mark.parametrize("route", [route for route in ROUTES if route.access != "public"], ids=str)
def test_visitors_are_asked_to_sign_in(route: Route, as_user, world) -> None:
    """Without an account every closed page leads to the sign-in."""
    response = route.call(as_user(None), world)
    assert response.status_code == 302
    assert response.headers["Location"].startswith(SIGN_IN)


@pytest.mark.parametrize("route", CLOSED, ids=str)
def test_closed_accounts_get_nowhere(route: Route, cast, as_user, world) -> None:
    """A session ends when its account is closed."""
    client = as_user(cast.administrator)
    type(cast.administrator).objects.update(is_active=False)
    assert route.call(client, world).headers["Location"].startswith(SIGN_IN)


@pytest.mark.parametrize("route", CLOSED, ids=str)
def test_a_password_due_for_change_comes_first(route: Route, cast, as_user, world) -> None:
    """Whoever has a password made by others changes it before anything else."""
    client = as_user(cast.administrator)
    type(cast.administrator).objects.update(must_change_password=True)
    assert route.call(client, world).headers["Location"] == "/account/password/"


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_other_methods_are_refused(name: str, cast, as_user, world) -> None:
    """A method that a route does not name gets 405."""
    route = next(route for route in ROUTES if route.name == name)
    client = as_user(cast.administrator)
    for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - set(VIEWS[name].methods):
        kwargs = {key: text[1:] if text.startswith("=") else world[text] for key, text in route.kwargs.items()}
        assert client.generic(method, reverse(name, kwargs=kwargs)).status_code == 405


@pytest.mark.parametrize("route", [route for route in ROUTES if route.method == "POST"], ids=str)
def test_posts_without_token_are_refused(route: Route, cast, world) -> None:
    """No POST is taken without the form's token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.administrator)
    assert route.call(client, world).status_code == 403


@pytest.mark.parametrize("route", [route for route in ROUTES if route.method == "GET"], ids=str)
def test_pages_carry_the_headers(route: Route, cast, as_user, world) -> None:
    """Each page has the strict headers, and is kept by no cache while signed in."""
    response = route.call(as_user(cast.administrator), world)
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert response.headers["Cache-Control"] == "private, no-store"
    body = response.content.decode(errors="replace")
    assert "<style" not in body
    assert " style=" not in body
    assert " onclick=" not in body


def test_a_department_reaches_its_own_branch_only(cast) -> None:
    """A right with reach OWN ends at the department's own branch, one with DISTRICT spans the district."""
    from duixian_web.accounts.permissions import permitted

    sister = Organisation.objects.create(name="云溪区民政局", kind="department", parent=cast.district)
    assert permitted(cast.reporter, "document.upload", cast.department)
    assert not permitted(cast.reporter, "document.upload", sister)
    assert not permitted(cast.reporter, "document.upload", cast.district)
    assert permitted(cast.reporter, "document.view", sister)
    assert not permitted(cast.reporter, "document.view", cast.elsewhere)
