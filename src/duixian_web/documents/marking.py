"""A document's text with figures and promises marked, as markup made by the server.

In goes a reading; out come the blocks of its text. Offsets are counted here, in code points, never by a browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Prefetch
from django.urls import reverse

from duixian.exports.locator import Locator
from duixian.exports.markup import Mark, Piece, marked_blocks
from duixian.model import Document, Figure, Span
from duixian_web.documents.convert import corrected, document_of, figure_of
from duixian_web.documents.models import Correction, FigureRow, Reading

__all__ = ["MarkedText", "Quotation", "marked_text", "quotation"]

_CORRECTIONS: Final = Prefetch("corrections", Correction.objects.order_by("version"))
_MOST_PROMISE_MARKS: Final = 5_000


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text for the reading page.

    Args:
        blocks: the text's blocks.
        headings: those of them that make the table of contents.
        roles: how many figures have each role, with corrections on top.
        promises: how many promises are marked.
        figures: the figures in text order, each row with the figure as it stands.
    """

    blocks: list[Piece]
    headings: list[Piece]
    roles: dict[str, int]
    promises: int
    figures: list[tuple[FigureRow, Figure]]


def marked_text(reading: Reading) -> MarkedText:
    """Return the text of a reading with its marks; each leads to the page of its figure."""
    document = document_of(reading)
    rows = list(reading.figures.order_by("number").prefetch_related(_CORRECTIONS))
    figures = [(row, corrected(figure_of(row), row.corrections.all())) for row in rows]
    works = list(
        reading.promises.filter(form="work")
        .order_by("number")
        .values_list("number", "clause_start", "clause_end")[:_MOST_PROMISE_MARKS]
    )
    marks = [_figure_mark(row, figure) for row, figure in figures]
    marks += [Mark(Span(start, end), f"p{number}", f"#p{number}", "p") for number, start, end in works]
    blocks = marked_blocks(document, marks)
    roles = dict.fromkeys(("actual", "estimate", "target", "reference"), 0)
    for _, figure in figures:
        roles[figure.role] += 1
    headings = [block for block in blocks if block.kind == "heading" and block.level <= 2]  # noqa: PLR2004 (as on pages)
    return MarkedText(blocks, headings, roles, len(works), figures)


def _figure_mark(row: FigureRow, figure: Figure) -> Mark:
    names = ["f", figure.role]
    if row.corrections.all():
        names.append("checked")
    elif row.doubtful:
        names.append("low")
    address = reverse("documents:figure", args=(row.reading.document_id, row.pk))
    return Mark(Span(row.start, row.end), f"f{row.pk}", address, " ".join(names))


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words around a figure.

    Args:
        before: up to the figure.
        text: the figure.
        after: behind it.
        headings: the titles of the sections around it.
        page: the page of the original, ``None`` where the format has none.
    """

    before: str
    text: str
    after: str
    headings: str
    page: int | None


def quotation(document: Document, figure: Figure) -> Quotation:
    """Return the sentence (or line) around a figure, cut at the figure's ends."""
    locator = Locator(document)
    if figure.sentence is not None:
        whole = document.sentences[figure.sentence].span
    else:
        start = document.text.rfind("\n", max(0, figure.span.start - 300), figure.span.start) + 1
        end = document.text.find("\n", figure.span.end, figure.span.end + 300)
        whole = Span(
            max(start, figure.span.start - 300), end if end >= 0 else min(len(document.text), figure.span.end + 300)
        )
    first, last = max(whole.start, figure.span.start - 500), min(whole.end, figure.span.end + 500)
    return Quotation(
        before=document.text[first : figure.span.start].lstrip(),
        text=figure.text,
        after=document.text[figure.span.end : last].rstrip(),
        headings=" / ".join(locator.headings(figure.span, figure.sentence)),
        page=locator.page(figure.span),
    )
