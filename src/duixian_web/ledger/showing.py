"""Rows of a ledger → what templates and tables show of them.

In goes a row, of the ledger or of what was published; out come its quotations, reasons and opinion in the language of
whoever looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from duixian.errors import Language
from duixian.exports.labels import labels
from duixian_web.ledger.facts import told
from duixian_web.ledger.models import Deed, LineColumns

__all__ = ["LineView", "blocks", "citation", "label_words", "quoted", "view_of"]


@dataclass(frozen=True, slots=True)
class LineView:
    """One line, ready to be shown.

    Args:
        row: its columns.
        said: what was promised.
        done: the answer that is shown: a person's, else the machine's, or ``None``.
        unlinked: the machine's answer that a person took away.
        further: other results of the machine.
        reasons: why the machine's verdict is what it is.
        standing: the person's opinion, or ``None``.
        changes: what later documents made of it.
        pace: for targets of several years.
    """

    row: LineColumns
    said: dict[str, Any]
    done: dict[str, Any] | None
    unlinked: dict[str, Any] | None
    further: list[dict[str, Any]]
    reasons: list[str]
    standing: dict[str, Any] | None
    changes: list[dict[str, Any]]
    pace: dict[str, Any] | None


def view_of(row: LineColumns, lang: Language) -> LineView:
    """Return what is shown of a row."""
    facts, standing = row.facts, row.standing
    machine: list[dict[str, Any]] = facts["done"]
    done, unlinked = (machine[0] if machine else None), None
    if standing is not None and standing["deed"] in {Deed.LINK, Deed.UNLINK}:
        done, unlinked = standing["result"], done
    pace = facts["pace"]
    return LineView(
        row=row,
        said=facts["said"],
        done=done,
        unlinked=unlinked,
        further=machine[1:],
        reasons=told(facts["reasons"], lang),
        standing=standing,
        changes=[each | {"reasons": told(each["reasons"], lang)} for each in facts["changes"]],
        pace=None if pace is None else pace | {"reasons": told(pace["reasons"], lang)},
    )


def label_words(lang: Language) -> dict[str, str]:
    """Return the words of the core's own page of a ledger."""
    return {word: said[lang] for word, said in labels()["ledger_page"].items()}


def quoted(quote: dict[str, Any]) -> str:
    """Return a quotation's words without marks."""
    return "".join(words for words, _ in quote["pieces"])


def citation(quote: dict[str, Any], address: str) -> str:
    """Return a quotation with its source, the place in it, the file's hash and the address of the line."""
    year = "" if quote["year"] is None else f",{quote['year']}"
    return (
        f"“{quoted(quote)}”——《{quote['title']}》({quote['name']}{year})\n"
        f"SHA-256: {quote['document']} · {quote['start']}–{quote['end']}\n{address}"
    )


def blocks(text: str, start: int, end: int) -> list[list[tuple[str, bool]]]:
    r"""Return a text by lines, the characters from ``start`` to ``end`` marked; empty lines are left out.

    Example:
        >>> blocks("增长\n7%左右", 3, 5)
        [[('增长', False)], [('7%', True), ('左右', False)]]
    """
    found: list[list[tuple[str, bool]]] = []
    at = 0
    for line in text.split("\n"):
        low, high = (min(max(place - at, 0), len(line)) for place in (start, end))
        parts = [(line[:low], False), (line[low:high], True), (line[high:], False)]
        if line.strip():
            found.append([part for part in parts if part[0]])
        at += len(line) + 1
    return found
