"""What of people and organisations a user may see.

In go a user; out come the members and organisations that the user manages.
"""

from __future__ import annotations

from django.db.models import QuerySet

from duixian_web.accounts.models import Membership, User
from duixian_web.accounts.permissions import organisations_permitting

__all__ = ["managed_memberships", "managed_users"]


def managed_memberships(user: User) -> QuerySet[Membership]:
    """Return the memberships in the organisations whose people a user manages."""
    organisations = organisations_permitting(user, "people.manage")
    return (
        Membership.objects.filter(organisation__in=organisations)
        .select_related("user", "organisation")
        .order_by("organisation__path", "user__username", "role")
    )


def managed_users(user: User) -> QuerySet[User]:
    """Return the accounts with a membership that the user manages."""
    return User.objects.filter(memberships__in=managed_memberships(user)).distinct()
