"""The filter ``of`` and the tag ``quotation``, for pages of ledgers.

In go mappings and quotations; out come their values and markup, every word escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse

from duixian_web.ledger.models import Deed

__all__ = ["deed_words", "of", "quotation", "register", "text_address"]

register = template.Library()


@register.filter
def of(values: Mapping[Any, Any], key: Any) -> Any:
    """Return a mapping's value, nothing where there is none."""
    return values.get(key, "")


@register.filter
def deed_words(deed: str) -> str:
    """Return the words of a deed in the page's language."""
    return str(Deed(deed).label)


@register.inclusion_tag("ledger/quotation.html")
def quotation(quote: Mapping[str, Any], address: str = "") -> dict[str, Any]:
    """Show a quotation with its source; ``address`` is where the document's text stands, if it may be seen."""
    return {"quote": quote, "address": address}


@register.filter
def text_address(document: str, texts: Mapping[str, int | str]) -> str:
    """Return where a document's text stands, nothing where it may not be seen.

    Args:
        document: its hash.
        texts: hash → number of the text in the ledger, or the address itself.
    """
    found = texts.get(document, "")
    return reverse("ledger:text", args=[found]) if isinstance(found, int) else found
