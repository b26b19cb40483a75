"""The columns that all tabular exports share.

In goes a reading; out comes one row a figure, in text order, every cell a string, an integer, a decimal or ``None``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from duixian.model import Figure, Reading, Section, Span

__all__ = ["COLUMNS", "Cell", "Column", "Locator", "grouped", "plain_decimal", "rows"]

Cell = str | int | Decimal | None
"""What stands in one cell; ``None`` for unknown."""

_SENTENCE_CHARACTERS: Final = 1_000
"""Longest quotation of a sentence, in code points; keeps the output linear in the number of figures."""

_HEADING_CHARACTERS: Final = 80


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a tabular export.

    Args:
        name: its machine name, the key of its words in ``labels.toml``.
        form: what its cells hold; ``word`` is text out of a closed list of the same name.
        width: a width that suits it, in characters of half width.

    Example:
        >>> Column("unit", "text", 8).form
        'text'
    """

    name: str
    form: Literal["text", "word", "integer", "decimal"]
    width: int


COLUMNS: Final = (
    Column("document", "text", 28),
    Column("start", "integer", 8),
    Column("end", "integer", 8),
    Column("text", "text", 14),
    Column("value", "decimal", 18),
    Column("value_high", "decimal", 12),
    Column("unit", "text", 8),
    Column("bound", "word", 8),
    Column("kind", "word", 8),
    Column("indicator", "text", 32),
    Column("indicator_id", "text", 22),
    Column("of", "text", 12),
    Column("role", "word", 8),
    Column("period", "text", 12),
    Column("period_text", "text", 14),
    Column("scope", "text", 12),
    Column("scope_code", "text", 10),
    Column("confidence", "decimal", 8),
    Column("doubts", "text", 28),
    Column("sentence", "text", 60),
    Column("section", "text", 36),
    Column("page", "integer", 6),
)
"""All columns, in the order of every export."""


class Locator:
    """Finds where figures stand: sentence, headings and page; each look-up takes logarithmic time.

    Args:
        reading: the document and its figures.
    """

    __slots__ = ("_document", "_page_starts", "_paths", "_section_starts")

    def __init__(self, reading: Reading) -> None:
        self._document = reading.document
        self._section_starts = [section.span.start for section in self._document.sections]
        self._page_starts = [place.span.start for place in self._document.places]
        self._paths: dict[int, tuple[str, ...]] = {}

    def quotation(self, figure: Figure) -> Span:
        """Return the sentence of a figure, or its line where it has none, at most 1,000 characters long."""
        text, start, end = self._document.text, figure.span.start, figure.span.end
        margin = max(_SENTENCE_CHARACTERS - len(figure.span), 0) // 2
        if figure.sentence is not None:
            whole = self._document.sentences[figure.sentence].span
        else:
            first = text.rfind("\n", max(start - margin, 0), start) + 1
            last = text.find("\n", end, end + margin)
            whole = Span(first or max(start - margin, 0), last if last >= 0 else min(end + margin, len(text)))
        if len(whole) <= _SENTENCE_CHARACTERS:
            return whole
        return Span(min(max(whole.start, start - margin), start), max(min(whole.end, end + margin), end))

    def sentence(self, figure: Figure) -> str:
        """Return the quotation's characters, with … where a long sentence was cut."""
        span = self.quotation(figure)
        said = span.of(self._document.text).strip()
        if figure.sentence is None:
            return said
        whole = self._document.sentences[figure.sentence].span
        return ("…" if span.start > whole.start else "") + said + ("…" if span.end < whole.end else "")

    def headings(self, figure: Figure) -> tuple[str, ...]:
        """Return the titles of the sections around a figure, the highest first."""
        if figure.sentence is not None:
            at = self._document.sentences[figure.sentence].section
        else:
            at = bisect_right(self._section_starts, figure.span.start) - 1
        if at not in self._paths:
            self._paths[at] = tuple(self._climb(at))
        return self._paths[at]

    def _climb(self, at: int) -> list[str]:
        path: list[str] = []
        here: int | None = at if at >= 0 else None
        while here is not None:
            section: Section = self._document.sections[here]
            if section.title:
                path.append(_shorten(section.title))
            # A parent stands before its child; anything else would be a circle.
            here = section.parent if section.parent is not None and section.parent < here else None
        return path[::-1]

    def page(self, figure: Figure) -> int | None:
        """Return the page a figure begins on, or ``None``."""
        at = bisect_right(self._page_starts, figure.span.start) - 1
        return self._document.places[at].page if at >= 0 else None


def _shorten(title: str) -> str:
    return title if len(title) <= _HEADING_CHARACTERS else title[: _HEADING_CHARACTERS - 1] + "…"


def plain_decimal(value: Decimal) -> str:
    """Write a decimal's digits without exponent and without zeros at the end; no digit is lost.

    Example:
        >>> plain_decimal(Decimal("9.360E+9")), plain_decimal(Decimal("-2.920")), plain_decimal(Decimal("-0"))
        ('9360000000', '-2.92', '0')
    """
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits in {"-0", ""} else digits


def grouped(digits: str) -> str:
    """Set a comma after every three digits before the point, for people to read.

    Example:
        >>> grouped("9360000000"), grouped("-1234.5"), grouped("7")
        ('9,360,000,000', '-1,234.5', '7')
    """
    sign = "-" if digits.startswith("-") else ""
    whole, point, rest = digits.removeprefix("-").partition(".")
    first = len(whole) % 3
    groups = ([whole[:first]] if first else []) + [whole[at : at + 3] for at in range(first, len(whole), 3)]
    return sign + ",".join(groups) + point + rest


def rows(reading: Reading) -> Iterator[dict[str, Cell]]:
    """Yield one row a figure: the cells by column name, in the order of :data:`COLUMNS`.

    Offsets are half-open, in code points of the document's text.

    Example:
        >>> from duixian.model import Document, Reading
        >>> list(rows(Reading(Document("0" * 64, "报告.txt", "text", "", "", (), ()), ())))
        []
    """
    locator = Locator(reading)
    for figure in reading.figures:
        yield {
            "document": reading.document.name,
            "start": figure.span.start,
            "end": figure.span.end,
            "text": figure.text,
            "value": figure.value,
            "value_high": figure.high,
            "unit": figure.unit,
            "bound": figure.bound,
            "kind": figure.kind,
            "indicator": figure.indicator,
            "indicator_id": figure.indicator_id,
            "of": figure.of,
            "role": figure.role,
            "period": None if figure.period is None else str(figure.period),
            "period_text": figure.period_text,
            "scope": figure.scope,
            "scope_code": figure.scope_code,
            "confidence": figure.confidence,
            "doubts": "; ".join(f"{doubt.field}: {doubt.reason}" for doubt in figure.doubts) or None,
            "sentence": locator.sentence(figure),
            "section": " / ".join(locator.headings(figure)) or None,
            "page": locator.page(figure),
        }
