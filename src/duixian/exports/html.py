"""Figures as web pages.

In go readings; out comes one page a document, complete in itself: the text with every figure marked, the fields of the
figure that is selected, and a table of all. Nothing is loaded from elsewhere, and a content security policy forbids it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Final, get_args
from urllib.parse import quote

from duixian.errors import UsageError
from duixian.exports.columns import grouped, plain_decimal
from duixian.exports.labels import labels
from duixian.exports.locator import Locator
from duixian.exports.markup import anchors, figure_marks, marked_blocks
from duixian.exports.options import ExportOptions
from duixian.exports.overview import DOUBTFUL_BELOW, Overview, overview
from duixian.exports.pages import GENERATOR, frame, template
from duixian.model import Bound, Figure, FigureKind, Reading, Role

__all__ = ["page_name", "write_html", "write_html_folder"]

INDEX_NAME: Final = "index.html"
_HEAD_BYTES: Final = 2_048
_NAME_CHARACTERS: Final = 60
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*#%\s]+')
_LARGEST: Final = Decimal("1e300")
_FIELDS: Final = (
    "indicator", "value", "bound", "kind", "role", "period", "scope", "of", "confidence", "doubts", "section", "place",
)  # fmt: skip


def write_html(readings: Iterable[Reading], out: BinaryIO, options: ExportOptions) -> None:
    """Write the page of one document.

    Raises:
        UsageError: there is more than one (code ``pages-need-folder``).

    Example:
        >>> from io import BytesIO
        >>> from duixian.model import Document
        >>> out = BytesIO()
        >>> document = Document("0" * 64, "甲.txt", "text", "兑现", "兑现", (), ())
        >>> write_html([Reading(document, ())], out, ExportOptions())
        >>> out.getvalue().decode()[:15]
        '<!doctype html>'
    """
    for count, reading in enumerate(readings, start=1):
        if count > 1:
            raise UsageError("pages-need-folder", format="html", count=count)
        out.write(_page(reading, options, index=False).encode("utf-8", "replace"))


def write_html_folder(readings: Iterable[Reading], folder: Path, options: ExportOptions) -> dict[str, Path]:
    """Write one page a document and a list of all pages into a folder, which is made if need be.

    Returns:
        The page of each document, by the document's name.

    Raises:
        UsageError: the folder cannot be written (``cannot-write``), or a page stands there that is not from duixian
            (``foreign-page``).

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     write_html_folder([], Path(folder), ExportOptions())
        {}
    """
    written: dict[str, Path] = {}
    entries: list[tuple[str, Overview]] = []
    taken = {INDEX_NAME}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for reading in readings:
            name = page_name(reading.document.name, taken)
            taken.add(name.lower())
            _replace(folder / name, _page(reading, options, index=True))
            written[reading.document.name] = folder / name
            entries.append((name, overview(reading)))
        if entries:
            _replace(folder / INDEX_NAME, _index(entries, options))
    except BrokenPipeError:
        raise
    except OSError as error:
        where = str(error.filename or folder)
        raise UsageError("cannot-write", where=where, reason=error.strerror or str(error)) from error
    return written


def page_name(document: str, taken: Iterable[str]) -> str:
    """Return a file name for a document's page that is safe on every system and not taken yet.

    Example:
        >>> page_name("2024/工作报告.docx", {"index.html"}), page_name("index.md", {"index.html"})
        ('2024-工作报告.html', 'index-2.html')
    """
    used = set(taken)
    stem = document.rpartition(".")[0] or document
    stem = _UNSAFE.sub("-", stem).strip(".-")[:_NAME_CHARACTERS] or "document"
    number, name = 1, f"{stem}.html"
    while name.lower() in used:
        number += 1
        name = f"{stem}-{number}.html"
    return name


def _replace(path: Path, page: str) -> None:
    """Write a page in place of an older one of duixian, whole or not at all."""
    with suppress(FileNotFoundError), path.open("rb") as old:
        if GENERATOR.encode() not in old.read(_HEAD_BYTES):
            raise UsageError("foreign-page", where=str(path))
    part = path.with_name(f".{path.name[:40]}.part")
    try:
        part.write_text(page, encoding="utf-8", errors="replace", newline="\n")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _page(reading: Reading, options: ExportOptions, *, index: bool) -> str:
    blocks = marked_blocks(reading.document, figure_marks(reading.figures))
    found = overview(reading)
    figures = _records(reading)
    return template("page.html").render(
        **frame("page", options),
        overview=found,
        title=found.title or found.document,
        blocks=blocks,
        figures=figures,
        roles=get_args(Role),
        fields=_FIELDS,
        index=INDEX_NAME if index else None,
        data={"figures": figures, "words": _words(), "source": _source(found)},
    )


def _index(entries: list[tuple[str, Overview]], options: ExportOptions) -> str:
    return template("index.html").render(
        **frame("page", options),
        roles=get_args(Role),
        entries=[(quote(name), found) for name, found in entries],
        totals={role: sum(getattr(found, role) for _, found in entries) for role in ("figures", *get_args(Role))},
    )


def _source(found: Overview) -> dict[str, str]:
    return {"title": found.title or found.document, "document": found.document, "sha256": found.sha256}


def _words() -> dict[str, dict[str, list[str]]]:
    """Return the words the script shows, each as Chinese and English."""
    wanted = {"role": get_args(Role), "kind": get_args(FigureKind), "bound": get_args(Bound)}
    page = ("self", "unknown", "no_doubts", "characters", "on_page", "cite", "cited")
    wanted["page"] = page
    wanted["field"] = tuple(labels()["field"])
    return {
        name: {word: [labels()[name][word]["zh"], labels()[name][word]["en"]] for word in words}
        for name, words in wanted.items()
    }


def _records(reading: Reading) -> list[dict[str, Any]]:
    """Return what the table and the script need to know of each figure."""
    locator = Locator(reading.document)
    return [
        _record(figure, anchor, locator)
        for figure, anchor in zip(reading.figures, anchors(reading.figures), strict=True)
    ]


def _record(figure: Figure, anchor: str, locator: Locator) -> dict[str, Any]:
    value = grouped(plain_decimal(figure.value))
    return {
        "id": anchor,
        "start": figure.span.start,
        "end": figure.span.end,
        "text": " ".join(figure.text.split()),
        "value": value if figure.high is None else f"{value} – {grouped(plain_decimal(figure.high))}",
        "number": _sortable(figure.value),
        "unit": figure.unit,
        "bound": figure.bound,
        "kind": figure.kind,
        "indicator": figure.indicator,
        "indicator_id": figure.indicator_id,
        "of": figure.of,
        "role": figure.role,
        "period": None if figure.period is None else str(figure.period),
        "scope": figure.scope,
        "confidence": f"{figure.confidence:.2f}",
        "low": figure.confidence < DOUBTFUL_BELOW,
        "doubts": [[doubt.field, doubt.reason] for doubt in figure.doubts],
        "section": " / ".join(locator.headings(figure.span, figure.sentence)),
        "page": locator.page(figure.span),
    }


def _sortable(value: Decimal) -> float:
    """Return a number by which the script may sort; the largest there is where a double cannot hold the value."""
    return float(max(min(value, _LARGEST), -_LARGEST))
