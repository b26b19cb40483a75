"""Write ``docs/reference`` from the code.

In goes the installed package: its command line, docstrings, messages and data files; out come
Markdown pages that cannot tell anything else than the code does.  ``--check`` writes nothing and
fails where a page differs.
"""

from __future__ import annotations

import argparse
import dataclasses
import inspect
import logging
import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterable
from importlib import resources
from pathlib import Path
from typing import Any

import click
import griffe

import duixian
import duixian.audit
import duixian.ledger
from duixian import cli, errors, model
from duixian.documents.formats.registry import FORMATS
from duixian.exports.audit import DERIVED, FINDINGS
from duixian.exports.figures import FIGURES
from duixian.exports.labels import labels
from duixian.exports.ledger import LEDGER
from duixian.exports.panel import PANEL
from duixian.exports.promises import PROMISES
from duixian.exports.registry import EXPORTERS
from duixian.exports.series import SERIES
from duixian.indicators import catalogue, families

FOLDER = Path(__file__).resolve().parent / "reference"
HEAD = "<!-- Written by docs/generate.py from the code; do not edit. `make docs` writes it anew. -->\n\n"

ERRORS_INTRODUCTION = """\
Every error that duixian raises on purpose is a `DuixianError` with a stable `code`; its text says what was
wrong, where, and what is right. `DUIXIAN_LANG` chooses the language.
"""

VOCABULARIES = {
    "verdict": "Verdicts",
    "topic": "Topics",
    "promise_form": "Forms of promises",
    "promise_origin": "Where a promise stands",
    "firmness": "How firm a promise is",
    "testability": "How testable a promise is",
    "result_form": "Forms of results",
    "change": "What later documents make of a promise",
    "pace": "Pace of targets of several years",
    "missing": "Why a panel has no value",
    "finding": "Verdicts of findings",
    "relation": "Relations between figures",
    "telling": "How a stated value stands to those told before",
}

FORMATS_INTRODUCTION = """\
The content decides which format a file has, where it can be told for sure; else the extension does. What cannot be read
(old `.doc`, `.wps`, `.ofd`, pictures, archives, files with a password) is refused with advice what to do.
"""

UNITS_INTRODUCTION = """\
The units and measure words that are known behind a number; any two may stand around a slash (元/人, 件/万人).
*Worth* is that of one unit in the base of its dimension. They stand in `quantities/units.toml`; see
[how to add a unit](../how-to/add-a-unit.md).
"""

INDICATORS_INTRODUCTION = """\
The indicators that phrases are tied to (`indicator_id`). *Measure* tells how one counts over time; an id may be
followed by a point and a variant (`.new` 新增, `.net-new` 净增, `.cumulative` 累计 …). *Wished* is the direction
that is better. They stand in `indicators/catalogue/`; see [how to add an indicator](../how-to/add-an-indicator.md).
"""

WEB_INTRODUCTION = """\
`duixian serve` starts it; the environment variables it looks at stand in [settings](../settings.md), its commands in
[the command line](cli.md). One data folder holds all: the database (unless `DATABASE_URL` names a PostgreSQL server),
the key that signs sessions, and the original files.
"""

WEB_RIGHTS = """\
The one table that decides, from `accounts/permissions.py`. *district*: the right reaches over the whole district of the
member's organisation, with all beneath it; *own*: over the organisation itself and what is beneath it; empty: none.
Whoever has no role at all finds nothing (404), whoever lacks the right is refused (403), and what belongs to another
district is not there (404).
"""

WEB_ROUTES = """\
*Who* is a right of the table above, everyone, or anyone signed in.
"""

API_INTRODUCTION = """\
# Python API

What `duixian`, `duixian.ledger` and `duixian.audit` offer. Everything else may change without notice.
"""

WRITTEN_AS_PAGES = """\
A ledger, an audit and a series as `html` are one page each; promises and panels have none. An audit of a Word draft as
`docx` is a copy of the draft with comments.
"""

WORDS_INTRODUCTION = """\
What fields of promises, ledger lines and findings may hold; the options that choose among them take the same words.
"""

EXTRAS = {"pdf": "pdf", "scan": "ocr", "docx": "docx"}

_ROLE = re.compile(r":\w+:`~?([^`]+)`")
_CODE = re.compile(r"``([^`]+)``")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    lines = [f"| {' | '.join(head)} |"]
    lines.append("|" + "---|" * (lines[0].count(" | ") + 1))
    lines += [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def markdown(text: str) -> str:
    """Turn the mark-up of docstrings into Markdown."""
    return _CODE.sub(r"`\1`", _ROLE.sub(lambda match: f"`{match[1].rsplit('.', 1)[-1]}`", text)).strip()


def docstring(item: griffe.Object | griffe.Alias) -> str:
    """Return the docstring of a class or function as Markdown."""
    parts: list[str] = []
    for section in item.docstring.parsed if item.docstring else []:
        value: Any = section.value
        if section.kind is griffe.DocstringSectionKind.text:
            parts.append(markdown(value) + "\n")
        elif section.kind is griffe.DocstringSectionKind.admonition:
            parts.append(f"```python\n{value.contents}\n```\n")
        elif section.kind in (griffe.DocstringSectionKind.parameters, griffe.DocstringSectionKind.attributes):
            rows = (
                (f"`{it.name}`", f"`{it.annotation}`" if it.annotation else "", markdown(it.description))
                for it in value
            )
            parts.append(table(("name", "type", "meaning"), rows))
        elif section.kind is griffe.DocstringSectionKind.raises:
            rows = ((f"`{it.annotation}`", markdown(it.description)) for it in value)
            parts.append(table(("raises", "when"), rows))
        elif section.kind is griffe.DocstringSectionKind.returns:
            parts.append("Returns: " + " ".join(markdown(it.description) for it in value) + "\n")
    return "\n".join(parts)


def described(names: Iterable[str], module: str) -> str:
    """Return a chapter for each public name of a module: signature and docstring."""
    package = griffe.load("duixian", docstring_parser="google", resolve_aliases=True)
    home = package if module == "duixian" else package[module.removeprefix("duixian.")]
    parts = []
    for name in names:
        item = home[name]
        item = item.final_target if item.is_alias else item
        parts.append(f"## {name}\n")
        if item.is_function:
            parts.append(f"```python\n{item.signature()}\n```\n")
        elif item.is_attribute:
            parts.append(f"```python\n{name} = {item.value}\n```\n")
        parts.append(docstring(item))
        for method in item.functions.values() if item.is_class else ():
            if method.is_public and not method.name.startswith("_"):
                parts.append(f"### {name}.{method.name}\n\n```python\n{method.signature()}\n```\n")
                parts.append(docstring(method))
    return "\n".join(parts)


def api_page() -> str:
    """Describe the public names of ``duixian``, its ledger and its audit."""
    names = [name for name in duixian.__all__ if not name.startswith("_")]
    parts = [
        API_INTRODUCTION,
        described(names, "duixian"),
    ]
    for module in (duixian.ledger, duixian.audit):
        title = f"# {module.__name__}\n\n{markdown(module.__doc__ or '')}\n"
        parts += [title, described(module.__all__, module.__name__)]
    return "\n".join(parts)


def fields_page() -> str:
    """Describe the records that readings are made of."""
    names = [name for name in model.__all__ if dataclasses.is_dataclass(getattr(model, name))]
    head = (
        "# Records and fields\n\n"
        "All offsets are half-open ranges of code points of the document's text. `None` (JSON `null`) means that the\n"
        "text does not tell. Numbers are decimals; a JSON record holds whole ones as integers.\n\n"
    )
    first = [name for name in ("Figure", "Reading", "Document") if name in names]
    return head + described(first + [name for name in names if name not in first], "duixian.model")


def errors_page() -> str:
    """List all error codes with their texts in both languages."""
    parts = [
        "# Errors\n",
        ERRORS_INTRODUCTION,
        "## Classes\n",
        table(
            ("class", "exit code", "means"),
            (
                (
                    f"`{name}`",
                    str(getattr(errors, name).exit_code),
                    (getattr(errors, name).__doc__ or "").splitlines()[0],
                )
                for name in errors.__all__
                if name.endswith("Error")
            ),
        ),
        "## Codes\n",
    ]
    for code, message in sorted(errors.messages().items()):
        parts.append(f"### {code}\n")
        parts += [f"- {''.join(message['zh'].values())}\n- {' '.join(message['en'].values())}\n"]
    return "\n".join(parts)


def cli_page() -> str:
    """Describe every command with its arguments and options."""
    parts = ["# Command line\n"]
    above = click.Context(cli.main, **cli.main.context_settings)
    for path, command in commands(cli.main, ("duixian",)):
        context = click.Context(command, info_name=" ".join(path), parent=above)
        parts.append(f"## {' '.join(path)}\n")
        pieces = " ".join(command.collect_usage_pieces(context))
        parts.append(f"```text\n{' '.join(path)} {pieces}\n```\n")
        if command.help:
            parts.append(help_text(command.help))
        options = [
            param for param in command.get_params(context) if isinstance(param, click.Option) and not param.hidden
        ]
        rows = ([*(param.get_help_record(context) or ("", ""))] for param in options)
        parts.append(table(("option", "meaning"), ((f"`{name}`", text) for name, text in rows)))
    return "\n".join(parts)


def help_text(text: str) -> str:
    """Turn a command's help into Markdown; paragraphs that click must not wrap become blocks."""
    parts = []
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        kept = paragraph.startswith("\b\n")
        parts.append(f"```text\n{paragraph.removeprefix(chr(8)).strip()}\n```\n" if kept else paragraph + "\n")
    return "\n".join(parts)


def commands(command: click.Command, path: tuple[str, ...]) -> Iterable[tuple[tuple[str, ...], click.Command]]:
    """Yield a command and all beneath it, each with its path of names."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from commands(below, (*path, name))


def toml_of(package: str, name: str) -> dict[str, Any]:
    """Read a data file of the package."""
    return tomllib.loads(resources.files(package).joinpath(name).read_text(encoding="utf-8"))


def formats_page() -> str:
    """List what is read and what is written."""
    parts = [
        "# Formats\n",
        "## Read\n",
        FORMATS_INTRODUCTION,
        table(
            ("format", "files", "extra"),
            (
                (
                    f"`{it.name}`",
                    ", ".join(f"`{end}`" for end in it.extensions) or "PDF of pictures",
                    EXTRAS.get(it.name, ""),
                )
                for it in FORMATS
            ),
        ),
        "## Written\n",
        table(
            ("format", "files", "what", "中文", "extra"),
            ((f"`{it.name}`", f"`{it.suffix}`", it.about_en, it.about_zh, it.extra or "") for it in EXPORTERS),
        ),
        WRITTEN_AS_PAGES,
        "## Columns\n",
        "The tables (`csv`, `xlsx`, `parquet`) have these columns; an unknown value is an empty cell.\n",
    ]
    about = labels()["column"]
    for noun in (FIGURES, PROMISES, LEDGER, PANEL, SERIES, FINDINGS, DERIVED):
        rows = ((f"`{it.name}`", it.form, about[it.key]["zh"], about[it.key]["about_en"]) for it in noun.columns)
        parts += [f"### {labels()['sheet'][noun.name]['en']}\n", table(("column", "holds", "中文", "meaning"), rows)]
    return "\n".join(parts)


def words_page() -> str:
    """List the closed vocabularies of promises, ledgers and audits."""
    parts = [
        "# Words of promises, ledgers and audits\n",
        WORDS_INTRODUCTION,
    ]
    for name, title in VOCABULARIES.items():
        parts.append(f"## {title}\n")
        words = labels()[name].items()
        parts.append(table(("word", "中文", "English"), ((f"`{word}`", row["zh"], row["en"]) for word, row in words)))
    return "\n".join(parts)


def units_page() -> str:
    """List the units of measure by dimension."""
    dimensions: dict[str, list[dict[str, Any]]] = {}
    for row in toml_of("duixian.quantities", "units.toml")["unit"]:
        dimensions.setdefault(row["dimension"], []).append(row)
    parts = ["# Units\n", UNITS_INTRODUCTION]
    for dimension, rows in dimensions.items():
        parts.append(f"## {dimension}\n")
        cells = (
            (row["name"], "、".join(row.get("aliases", ())), row.get("factor", ""), row["example"]) for row in rows
        )
        parts.append(table(("unit", "also written", "worth", "example"), cells))
    return "\n".join(parts)


def indicators_page() -> str:
    """List the catalogue of indicators by family."""
    parts = ["# Indicators\n", INDICATORS_INTRODUCTION]
    for family in families().values():
        parts.append(f"## {family.zh} {family.en}\n")
        cells = (
            (f"`{it.id}`", it.zh, it.en, it.unit or "", it.measure, it.direction, it.definition, it.source)
            for it in catalogue().values()
            if it.family == family.id
        )
        parts.append(table(("id", "中文", "English", "unit", "measure", "wished", "definition", "source"), cells))
    return "\n".join(parts)


def web_page() -> str:
    """Describe the application's roles, rights and routes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duixian_web.testing.settings")
    import django

    django.setup()
    from django.urls import get_resolver

    from duixian_web.accounts.models import Role
    from duixian_web.accounts.permissions import ACTIONS, PERMISSIONS

    parts = ["# The application\n", WEB_INTRODUCTION, "## Roles and rights\n", WEB_RIGHTS]
    head = ("action", "means", *(f"{role.label} `{role.value}`" for role in Role))
    reach = ({role: PERMISSIONS[role].get(action) for role in Role} for action in ACTIONS)
    rows = (
        (f"`{action}`", ACTIONS[action], *(it.value if it else "" for it in row.values()))
        for action, row in zip(ACTIONS, reach, strict=True)
    )
    parts += [table(head, rows), "## Routes\n", WEB_ROUTES]
    routes = (
        (
            f"`/{address}`",
            f"`{name}`",
            " ".join(view.methods),
            {"public": "everyone", "signed-in": "anyone signed in"}.get(view.access, f"`{view.access}`"),
            markdown((inspect.getdoc(view) or "").splitlines()[0]),
        )
        for address, name, view in web_routes(get_resolver().url_patterns)
    )
    return "\n".join([*parts, table(("address", "name", "methods", "who", "what it does"), routes)])


def web_routes(patterns: Iterable[Any], address: str = "", namespace: str = "") -> Iterable[tuple[str, str, Any]]:
    """Yield address, name and view of every route, in the order in which they are asked."""
    for pattern in patterns:
        here = address + str(pattern.pattern).lstrip("^")
        if hasattr(pattern, "url_patterns"):
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from web_routes(pattern.url_patterns, here, below)
        else:
            yield here.removesuffix("$"), f"{namespace}{pattern.name}", pattern.callback


PAGES: dict[str, Callable[[], str]] = {
    "api.md": api_page,
    "cli.md": cli_page,
    "errors.md": errors_page,
    "fields.md": fields_page,
    "formats.md": formats_page,
    "indicators.md": indicators_page,
    "units.md": units_page,
    "web.md": web_page,
    "words.md": words_page,
}


def main() -> int:
    """Write the pages, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a page is not up to date")
    check = parser.parse_args().check
    # Records may describe two fields in one row (``start, end``), which griffe takes for a slip.
    logging.getLogger("griffe").setLevel(logging.ERROR)
    stale = []
    for name, page in PAGES.items():
        path, text = FOLDER / name, HEAD + page().rstrip() + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            FOLDER.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if check and stale:
        print(f"not up to date: {', '.join(stale)}; run `make docs`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
