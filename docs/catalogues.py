"""Keep the English catalogues of the application: find what is said, compile what is translated.

In go the templates and modules of each app of ``src/duixian_web``, whose words are Chinese; out come
``APP/locale/en/LC_MESSAGES/django.po``, to be filled in by hand, and ``django.mo``, which the application reads.
Both are under version control, so that neither gettext nor this script is needed to install or run. ``--check`` writes
nothing and fails where a translation is missing or left over, or a compiled catalogue is out of date.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import warnings
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
APPS = ROOT / "src" / "duixian_web"
CATALOGUE = "locale/en/LC_MESSAGES/django"
KEYWORDS = {
    name: spec
    for names, spec in (
        (("_", "gettext", "gettext_lazy", "gettext_noop"), None),
        (("ngettext", "ngettext_lazy"), (1, 2)),
        (("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    )
    for name in names
}


class _Undated(Catalog):
    """A catalogue whose head holds no date or version: the same words give the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        """The lines of the head."""
        return [
            ("Language", "en"),
            ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def words_of(app: Path) -> Catalog:
    """Return all that an app says."""
    from django.utils.translation.template import templatize

    found = _Undated(locale="en", charset="utf-8")
    found.header_comment = (
        "# What the app says, in English. Filled in by hand; `python docs/catalogues.py` compiles it."
    )
    for path in sorted([*app.rglob("*.py"), *app.rglob("*.html"), *app.rglob("*.txt")]):
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            source = templatize(source)
        for _, message, _, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
            found.add(message, context=context)
    return found


def known_words() -> dict[str, dict[tuple[str, str | None], str | tuple[str, ...]]]:
    """Return what is translated already, by app."""
    found: dict[str, dict[tuple[str, str | None], str | tuple[str, ...]]] = {}
    for path in sorted(APPS.glob(f"*/{CATALOGUE}.po")):
        with path.open("rb") as file:
            rows = [row for row in read_po(file, locale="en") if row.id and all(_strings(row.string))]
        found[path.relative_to(APPS).parts[0]] = {(_first(row.id), row.context): row.string for row in rows}
    return found


def catalogue_of(app: Path) -> tuple[Catalog, str, bytes]:
    """Return an app's catalogue, its text and its compiled form; what is translated there or elsewhere is kept."""
    catalogue, known = words_of(app), known_words()
    for message in catalogue:
        key = (_first(message.id), message.context)
        for words in (known.get(app.name, {}), *known.values()):
            if message.id and key in words:
                message.string = words[key]
                break
    text, compiled = io.BytesIO(), io.BytesIO()
    write_po(text, catalogue, width=120, no_location=True, sort_output=True)
    write_mo(compiled, catalogue)
    return catalogue, text.getvalue().decode(), compiled.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Return what has no English yet."""
    empty = [message for message in catalogue if message.id and not all(_strings(message.string))]
    return [_first(message.id) for message in empty]


def _first(said: str | list[str] | tuple[str, ...]) -> str:
    return said if isinstance(said, str) else said[0]


def _strings(said: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (said or "",) if said is None or isinstance(said, str) else tuple(said)


def main() -> int:
    """Write or check all catalogues."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where something differs")
    check = parser.parse_args().check
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duixian_web.testing.settings")
    warnings.simplefilter("ignore", DeprecationWarning)
    wrong = 0
    for app in sorted(path.parent for path in APPS.glob("*/apps.py") if path.parent.name != "testing"):
        catalogue, text, compiled = catalogue_of(app)
        if len(catalogue) == 0:
            continue
        for words in untranslated(catalogue):
            print(f"{app.name}: no English for {words!r}")
            wrong += 1
        for suffix, data in ((".po", text.encode()), (".mo", compiled)):
            path = app / f"{CATALOGUE}{suffix}"
            if path.exists() and path.read_bytes() == data:
                continue
            if check:
                print(f"{path.relative_to(ROOT)} is out of date: run python docs/catalogues.py")
                wrong += 1
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
