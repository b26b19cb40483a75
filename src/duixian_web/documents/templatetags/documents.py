"""The tag ``sortable``: the head of a column by which a list may be sorted.

In go a column and its words; out comes a head with a link that sorts, and turns the order at the second time.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

__all__ = ["register", "sortable"]

register = template.Library()


@register.simple_tag(takes_context=True)
def sortable(context: dict[str, Any], column: str, words: str) -> SafeString:
    """Return the head of a column; all other parameters of the address are kept."""
    now = context["sort"]
    query = context["request"].GET.copy()
    query.pop("page", None)
    query["sort"] = f"-{column}" if now == column else column
    order = {column: "ascending", f"-{column}": "descending"}.get(now, "none")
    sign = {"ascending": " ▲", "descending": " ▼"}.get(order, "")
    return format_html(
        '<th scope="col" aria-sort="{}"><a href="?{}">{}</a><span aria-hidden="true">{}</span></th>',
        order,
        query.urlencode(),
        words,
        sign,
    )
