"""Limits as readable one-liners, and the question whether one is used up.

In go a limit and who uses it; out comes the wait in seconds, 0 where none. Uses are counted before what they limit is
done, and a database that does not answer is an error: the limits fail closed. Keys are kept as hashes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from duixian_web.rate_limits.models import Counter

__all__ = [
    "CODES_PER_ACCOUNT",
    "PASSWORDS_PER_ACCOUNT",
    "SIGN_INS_PER_ACCOUNT",
    "SIGN_INS_PER_ADDRESS",
    "UPLOADS_PER_USER",
    "Limit",
    "forget",
    "give_back",
    "take",
    "too_many",
]

_HOUR: Final = 3_600
_KEPT: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many uses within so many seconds, counted from the first of them.

    Args:
        name: what is limited.
        uses: how many uses a window allows.
        seconds: how long a window is.
    """

    name: str
    uses: int
    seconds: int


SIGN_INS_PER_ADDRESS: Final = Limit("sign-in address", 20, _HOUR)
SIGN_INS_PER_ACCOUNT: Final = Limit("sign-in account", 10, _HOUR)
CODES_PER_ACCOUNT: Final = Limit("sign-in code", 10, _HOUR)
PASSWORDS_PER_ACCOUNT: Final = Limit("password change", 20, 24 * _HOUR)
UPLOADS_PER_USER: Final = Limit("upload", 300, _HOUR)


def take(limit: Limit, key: str) -> int:
    """Count one use; return 0 if it is allowed, else the seconds until the next may be tried."""
    window = timedelta(seconds=limit.seconds)
    with transaction.atomic():
        counter, _ = Counter.objects.select_for_update().get_or_create(
            limit=limit.name, key=_hashed(key), defaults={"began": timezone.now(), "used": 0}
        )
        # Asked once the row is ours: whoever waited for it must not take a window that just began for one to come.
        now = timezone.now()
        # A window that begins far ahead is that of a clock set back since.
        if abs(now - counter.began) >= window:
            counter.began, counter.used = now, 0
        if counter.used >= limit.uses:
            return max(1, limit.seconds - int((now - counter.began).total_seconds()))
        counter.used += 1
        counter.save(update_fields=["began", "used"])
    return 0


def give_back(limit: Limit, key: str) -> None:
    """Undo one :func:`take`: what was done was no misuse."""
    Counter.objects.filter(limit=limit.name, key=_hashed(key), used__gt=0).update(used=F("used") - 1)


def forget(limit: Limit, key: str) -> None:
    """Begin anew, and drop counters that nobody asks for any more."""
    Counter.objects.filter(limit=limit.name, key=_hashed(key)).delete()
    Counter.objects.filter(began__lt=timezone.now() - _KEPT).delete()


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """Return the page 429 that says when to try again, with ``Retry-After``."""
    minutes = -(-seconds // 60)
    response = render(request, "pages/too_many.html", {"minutes": minutes}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _hashed(key: str) -> str:
    """Hash with the installation's key: addresses and account names do not lie about in a table."""
    return salted_hmac("duixian.rate_limits", key, algorithm="sha256").hexdigest()
