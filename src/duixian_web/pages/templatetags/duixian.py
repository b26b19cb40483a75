"""The tags ``asset`` and ``field`` and the filter ``word``, for all templates.

In go names of static files, form fields and words of the core's vocabulary; out come addresses and markup.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.translation import get_language

from duixian.errors import Language
from duixian.exports.labels import labels

__all__ = ["asset", "field", "interface_language", "register", "word"]

register = template.Library()


def interface_language() -> Language:
    """Return the language of the page as the core names it."""
    return "en" if get_language() == "en" else "zh"


@cache
def _version(name: str) -> str:
    found = finders.find(name)
    return hashlib.sha256(Path(str(found)).read_bytes()).hexdigest()[:12]


@register.simple_tag
def asset(name: str) -> str:
    """Return the address of a static file; it changes with the file, so that browsers may keep it."""
    return f"{static(name)}?v={_version(name)}"


@register.inclusion_tag("pages/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """Show a form's field with label, help and errors tied to it for screen readers."""
    described = [f"{bound.auto_id}-errors"] if bound.errors else []
    described += [f"{bound.auto_id}-help"] if bound.help_text else []
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {"field": bound, "widget": bound.as_widget(attrs=attributes)}


@register.filter
def word(value: str | None, name: str) -> str:
    """Return a word of the core's vocabulary (role, kind, …) in the page's language; unknown ones as they are."""
    found = labels().get(name, {}).get(str(value))
    return str(value or "") if found is None else found[interface_language()]
