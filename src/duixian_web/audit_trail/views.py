"""The page of the trail.

In goes a search; out come the events found, fifty a page.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from duixian_web.accounts.access import guarded
from duixian_web.audit_trail.forms import SearchForm
from duixian_web.audit_trail.queries import events
from duixian_web.audit_trail.trail import head
from duixian_web.pages.paging import page_of

__all__ = ["search"]


@guarded("trail.view")
def search(request: HttpRequest) -> HttpResponse:
    """Show the events that a search finds, newest first."""
    form = SearchForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = events(request.user, **wanted) if form.is_valid() else events(request.user).none()  # type: ignore[arg-type]
    page = page_of(request, found.select_related("organisation"))
    return render(request, "audit_trail/search.html", {"form": form, "page": page, "head": head()})
