"""Who may do what: the one table of roles and actions, and the questions put to it.

In go a user, an action and an organisation; out comes yes or no. Nothing else in the application decides upon a right.

Grammar: ``PERMISSIONS[role][action]`` is the reach of a right, counted from the organisation of the membership:
``DISTRICT``, the nearest district at or above it with all that stands beneath, or ``OWN``, the organisation itself with
all that stands beneath. An action that does not stand in a role's row is refused. Administrators keep people and trail
but do not judge content: a person who does both holds both roles.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from duixian_web.accounts.models import Membership, Organisation, Role, User

__all__ = [
    "ACTIONS",
    "PERMISSIONS",
    "Action",
    "Reach",
    "holds",
    "memberships_of",
    "organisations_permitting",
    "permitted",
    "require",
]

Action: TypeAlias = Literal[
    "organisation.view",
    "people.manage",
    "trail.view",
    "document.view",
    "document.upload",
    "document.reread",
    "figure.correct",
    "ledger.view",
    "promise.judge",
]
"""What can be done, as ``noun.verb``."""

ACTIONS: Final[Mapping[Action, str]] = MappingProxyType(
    {
        "organisation.view": "know that the organisation exists",
        "people.manage": "add organisations and people, give and end roles, close accounts, reset passwords",
        "trail.view": "search the audit trail",
        "document.view": "read documents, their figures and promises",
        "document.upload": "upload documents",
        "document.reread": "have a document read anew",
        "figure.correct": "correct a field of a figure",
        "ledger.view": "see promises beside results, with verdicts",
        "promise.judge": "confirm or overrule a verdict, link or unlink a result",
    }
)
"""What each action means; a test holds that none is missing."""


class Reach(Enum):
    """How far a right goes from the organisation of the membership."""

    OWN = "own"
    DISTRICT = "district"


_D, _O = Reach.DISTRICT, Reach.OWN

PERMISSIONS: Final[Mapping[Role, Mapping[Action, Reach]]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: MappingProxyType(
            {
                "organisation.view": _D,
                "people.manage": _D,
                "trail.view": _D,
                "document.view": _D,
                "ledger.view": _D,
                "document.upload": _D,
                "document.reread": _D,
            }
        ),
        Role.OFFICER: MappingProxyType(
            {
                "organisation.view": _D,
                "document.view": _D,
                "ledger.view": _D,
                "document.upload": _D,
                "document.reread": _D,
                "figure.correct": _D,
                "promise.judge": _D,
            }
        ),
        Role.REPORTER: MappingProxyType(
            {
                "organisation.view": _D,
                "document.view": _D,
                "ledger.view": _D,
                "document.upload": _O,
                "document.reread": _O,
            }
        ),
        Role.LEADER: MappingProxyType({"organisation.view": _D, "document.view": _D, "ledger.view": _D}),
        Role.READER: MappingProxyType({"organisation.view": _D, "document.view": _D, "ledger.view": _D}),
    }
)


def memberships_of(user: User | AnonymousUser) -> tuple[Membership, ...]:
    """Return the memberships of a user, asked once a request; none for visitors and closed accounts."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    kept: tuple[Membership, ...] | None = user.__dict__.get("_kept_memberships")
    if kept is None:
        kept = tuple(user.memberships.select_related("organisation__district"))
        user.__dict__["_kept_memberships"] = kept
    return kept


def _branches(user: User | AnonymousUser, action: Action) -> set[str]:
    """Return the paths at and below which a user may do this."""
    found: set[str] = set()
    for membership in memberships_of(user):
        reach = PERMISSIONS[Role(membership.role)].get(action)
        organisation = membership.organisation
        if reach is Reach.DISTRICT and organisation.district is not None:
            organisation = organisation.district
        if reach is not None and organisation.path:
            found.add(organisation.path)
    return found


def holds(user: User | AnonymousUser, action: Action) -> bool:
    """Tell whether a user may do this anywhere."""
    return bool(_branches(user, action))


def permitted(user: User | AnonymousUser, action: Action, organisation: Organisation) -> bool:
    """Tell whether a user may do this for an organisation."""
    return bool(organisation.path) and any(
        str(organisation.path).startswith(branch) for branch in _branches(user, action)
    )


def organisations_permitting(user: User | AnonymousUser, action: Action) -> QuerySet[Organisation]:
    """Return the organisations for which a user may do this: where every query of what a user may see begins."""
    wanted = Q(pk__in=())
    for branch in _branches(user, action):
        wanted |= Q(path__startswith=branch)
    return Organisation.objects.filter(wanted)


def require(user: User | AnonymousUser, action: Action, organisation: Organisation) -> None:
    """Let a permitted deed pass.

    Raises:
        Http404: the user may not even know of the organisation: a stranger.
        PermissionDenied: the user may see it, but not do this.
    """
    if permitted(user, action, organisation):
        return
    if permitted(user, "organisation.view", organisation):
        raise PermissionDenied
    raise Http404
