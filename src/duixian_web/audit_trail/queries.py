"""What of the trail a user may see.

In go a user and what is looked for; out come events of the organisations whose trail the user may see.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from duixian_web.accounts.models import User
from duixian_web.accounts.permissions import organisations_permitting
from duixian_web.audit_trail.models import Event

__all__ = ["events"]


def events(
    user: User,
    *,
    words: str = "",
    actor: str = "",
    action: str = "",
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[Event]:
    """Return the events a user may see, newest first, narrowed by what is not empty.

    Args:
        user: who looks.
        words: what occurs in the object or in the values before or after.
        actor: the user name of who did it.
        action: how the action's name begins.
        first: the first day.
        last: the last day, included.
    """
    found = Event.objects.filter(organisation__in=organisations_permitting(user, "trail.view")).order_by("-seq")
    for word in words.split():
        found = found.filter(Q(object__icontains=word) | Q(before__icontains=word) | Q(after__icontains=word))
    if actor:
        found = found.filter(actor_name__iexact=actor)
    if action:
        found = found.filter(action__istartswith=action)
    if first is not None:
        found = found.filter(at__date__gte=first)
    if last is not None:
        found = found.filter(at__date__lte=last)
    return found
