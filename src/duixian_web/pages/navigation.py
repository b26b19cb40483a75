"""The links in the head of every page.

In goes a request; out come the sections its user may enter. A new section is a row of :data:`SECTIONS`.
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from duixian_web.accounts.permissions import Action, holds

__all__ = ["SECTIONS", "navigation"]

SECTIONS: Final[tuple[tuple[str, Any, Action], ...]] = (
    ("documents:list", _("文件"), "document.view"),
    ("ledger:lines", _("台账"), "ledger.view"),
    ("accounts:people", _("人员"), "people.manage"),
    ("audit_trail:search", _("审计"), "trail.view"),
)
"""Route, words and right of each section, in order."""


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Return the sections the user may enter, the current one marked; asked only where a template shows them."""

    def sections() -> list[dict[str, Any]]:
        user: Any = request.user
        found = [{"url": reverse(route), "words": words} for route, words, action in SECTIONS if holds(user, action)]
        return [{**section, "current": request.path.startswith(section["url"])} for section in found]

    return {"sections": SimpleLazyObject(sections)}
