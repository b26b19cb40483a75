"""What all web pages share: templates, style and script in one file, and a policy that lets nothing else in.

In go names of templates; out come the parts of a page that loads nothing from elsewhere.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import Any, Final

import jinja2
from markupsafe import Markup

from duixian.exports.columns import grouped
from duixian.exports.labels import label, labels
from duixian.exports.options import ExportOptions

__all__ = ["GENERATOR", "frame", "template"]

GENERATOR: Final = '<meta name="generator" content="duixian'
"""What the head of every page holds, by which duixian knows its own."""


@cache
def _asset(name: str) -> str:
    return resources.files("duixian").joinpath("exports/templates", name).read_text(encoding="utf-8").strip()


def _hash(text: str) -> str:
    """Return a source of the content security policy that allows this very script or style."""
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


@cache
def _templates() -> jinja2.Environment:
    loader = jinja2.FunctionLoader(_asset)
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.globals.update(t=_both, label=label, grouped=grouped)
    return environment


def _both(name: str, word: str, **details: Any) -> Markup:
    """Return a word in both languages; the page's style shows one of them."""
    words = labels()[name][word]
    html = Markup('<span class="zh" lang="zh-CN">{}</span><span class="en" lang="en">{}</span>')
    return html.format(words["zh"].format(**details), words["en"].format(**details))


def template(name: str) -> jinja2.Template:
    """Return a template of this package; everything it shows is escaped.

    Example:
        >>> template("page.html").name
        'page.html'
    """
    return _templates().get_template(name)


def frame(name: str, options: ExportOptions, *, on: str = "") -> dict[str, Any]:
    """Return what every page's template needs: language, policy, style and script.

    Args:
        name: of the page's own style and script in the folder of templates.
        options: the language.
        on: another page whose style comes before, and whose script is used.

    Example:
        >>> frame("page", ExportOptions())["policy"][:19]
        "default-src 'none';"
    """
    style = "\n\n".join(_asset(f"{each}.css") for each in ("base", on, name) if each)
    script = _asset(f"{on or name}.js")
    return {
        "lang": options.lang,
        "policy": f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        "style": Markup(style),  # noqa: S704 (a file of this package)
        "script": Markup(script),  # noqa: S704 (a file of this package)
        "word": labels()["page"],
    }
