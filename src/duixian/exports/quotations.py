"""Quotations of documents on web pages: words with figures marked in them, each a link into the document's text.

In go documents and spans of them, half-open ranges of code points; out come quotations, and afterwards the texts of all
documents that were quoted, with the quoted spans marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from duixian.exports.locator import Locator, around
from duixian.exports.markup import Mark, Piece, marked_blocks
from duixian.ledger.dossier import delivered
from duixian.model import Document, Span

__all__ = ["DocumentView", "Quotation", "Quotations", "quoted_html", "title_of"]

WHOLE_CHARACTERS: Final = 3_000_000
"""Up to so many code points in all, whole documents go into the page; beyond, the paragraphs around quoted spans."""

_NUMERALS: Final = frozenset("〇○零一二三四五六七八九十")
_SIGNS: Final = frozenset("*`#")
_VOID: Final = "\0"
_GAP: Final = Piece("note", Markup("…"))


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a document, the figures in them marked.

    Args:
        html: the words, escaped.
        title: what the document is called.
        name: its file's name.
        path: the headings above.
        page: of the original, or ``None``.
        href: leads to the words in the document's text.
    """

    html: Markup
    title: str
    name: str
    path: str
    page: int | None
    href: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The text of a document with the quoted spans marked.

    Args:
        id: its name in links.
        title: what it is called.
        name: its file's name.
        blocks: the text.
        whole: whether that is all of it.
    """

    id: str
    title: str
    name: str
    blocks: tuple[Piece, ...]
    whole: bool


class Quotations:
    """Makes quotations and, once they are made, views of the documents quoted.

    Args:
        document: returns the document of an id.
    """

    def __init__(self, document: Callable[[str], Document]) -> None:
        self._document = document
        self._locators: dict[str, Locator] = {}
        self._numbers: dict[str, int] = {}
        self._marks: dict[str, dict[Span, Mark]] = {}

    def quote(self, document: str, spans: Sequence[Span], whole: Span, mark: Mark) -> Quotation:
        """Return a quotation of a wider span, some spans in it marked.

        Args:
            document: its id.
            spans: what is marked, in order; the words around the first are shown where they are very many.
            whole: what is quoted.
            mark: where the quotation leads.
        """
        source, locator = self._document(document), self.locator(document)
        return Quotation(
            html=quoted_html(_without_signs(source, whole), spans, whole),
            title=title_of(source),
            name=source.name,
            path=" / ".join(locator.headings(spans[0])),
            page=locator.page(spans[0]),
            href=f"#{mark.id}",
        )

    def mark(self, document: str, span: Span, anchor: str, names: str) -> Mark:
        """Return the mark of a span in a document's text; the first one of a span decides where it leads.

        Args:
            document: its id.
            span: what is marked.
            anchor: the id in the page it leads to.
            names: its classes.
        """
        number = self.anchor(document)
        marks = self._marks.setdefault(document, {})
        if span not in marks:
            marks[span] = Mark(span, f"{number}-{len(marks)}", f"#{anchor}", names)
        return marks[span]

    def anchor(self, document: str) -> str:
        """Return the name of a document in links."""
        return f"d{self._numbers.setdefault(document, len(self._numbers))}"

    def locator(self, document: str) -> Locator:
        """Return what finds the places of a document."""
        if document not in self._locators:
            self._locators[document] = Locator(self._document(document))
        return self._locators[document]

    def documents(self) -> Iterator[DocumentView]:
        """Yield the documents that were quoted so far, in order of first quotation."""
        found = [self._document(document) for document in self._numbers]
        whole = sum(len(document.text) for document in found) <= WHOLE_CHARACTERS
        for document in found:
            pieces = marked_blocks(document, list(self._marks.get(document.id, {}).values()))
            kept = pieces if whole else list(_near_marks(pieces))
            yield DocumentView(self.anchor(document.id), title_of(document), document.name, tuple(kept), whole)


def title_of(document: Document) -> str:
    """Return what a document calls itself, with its year where that tells it from others, else its file's name.

    Example:
        >>> from duixian.reading import read_text
        >>> title_of(read_text("增长7%。", name="报告.txt").document)
        '报告.txt'
    """
    if document.metadata.title is None:
        return document.name
    title, year = " ".join(document.metadata.title.value.split()), delivered(document)
    dated = year is None or any(char.isdecimal() or char in _NUMERALS for char in title)
    return title if dated else f"{year}年{title}"


def quoted_html(text: str, spans: Span | Sequence[Span], whole: Span) -> Markup:
    """Return words with spans in them marked, the part around the first span where they are very many.

    Example:
        >>> quoted_html("增长<7%>左右", Span(3, 5), Span(0, 8))
        Markup('增长&lt;<mark>7%</mark>&gt;左右')
    """
    marked = [spans] if isinstance(spans, Span) else list(spans)
    taken = around(marked[0], whole)
    before, after = "…" if taken.start > whole.start else "", "…" if taken.end < whole.end else ""
    inside = [span for span in marked if span != whole and taken.covers(span)]
    html, at = escape(before), taken.start
    for span in inside:
        if span.start < at:
            continue
        words = text[at : span.start].lstrip() if at == taken.start else text[at : span.start]
        html += escape(_spaced(words)) + Markup("<mark>{}</mark>").format(_spaced(span.of(text)))
        at = span.end
    rest = text[at : taken.end].strip() if at == taken.start else text[at : taken.end].rstrip()
    return html + escape(_spaced(rest) + after)


def _without_signs(document: Document, whole: Span) -> str:
    """Return the text with the signs of its format (Markdown's **) in a span made void, offsets unchanged."""
    text, plain = document.text, document.plain
    said = "".join(
        _VOID if sign in _SIGNS and plain[at] == " " else sign for at, sign in enumerate(whole.of(text), whole.start)
    )
    return f"{text[: whole.start]}{said}{text[whole.end :]}"


def _spaced(text: str) -> str:
    text = text.replace(_VOID, "")
    return " ".join(text.split()) if "\n" in text else text


def _near_marks(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces that hold marks with their neighbours and the headings, a … for what is left out."""
    kept = {near for at, piece in enumerate(pieces) if piece.marked for near in (at - 1, at, at + 1)}
    gap = False
    for at, piece in enumerate(pieces):
        if at in kept or piece.kind in {"title", "heading"}:
            if gap:
                yield _GAP
            gap = False
            yield piece
        else:
            gap = True
