"""Lists, page by page.

In go a request and rows; out comes one page of them, with the addresses of its neighbours.
"""

from __future__ import annotations

from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

__all__ = ["ROWS_PER_PAGE", "page_of"]

ROWS_PER_PAGE: Final = 50


def page_of(request: HttpRequest, rows: QuerySet[Any], *, size: int = ROWS_PER_PAGE) -> Page[Any]:
    """Return the page that ``?page=`` names, the nearest one where there is none such.

    The page's ``earlier`` and ``later`` are the queries of its neighbours, with all other parameters kept.
    """
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    page.earlier = _query(request, page.previous_page_number()) if page.has_previous() else None  # type: ignore[attr-defined]
    page.later = _query(request, page.next_page_number()) if page.has_next() else None  # type: ignore[attr-defined]
    return page


def _query(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
