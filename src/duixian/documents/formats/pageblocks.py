"""Cut a parsed web page into blocks as a browser shows them.

In goes the root element; out come blocks in reading order: runs of inline text with how much of it is links, tables of
data with their cells. White space is collapsed as browsers do (CSS Text 3, 4.1): one space, none where a line of the
source breaks between two Chinese characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from duixian.documents.formats.assembly import CellText, superscript
from duixian.documents.formats.wrapping import is_wide, join_wrapped, unbroken
from duixian.documents.limits import Deadline
from duixian.model import BlockKind, Span

__all__ = ["PageBlock", "PageTable", "classes_of", "page_blocks", "page_title"]

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "applet",
        "audio",
        "video",
        "canvas",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "datalist",
        "dialog",
        "head",
        "title",
        "meta",
        "link",
        "rt",
        "rp",
        "map",
        "area",
        "frameset",
        "frame",
        "img",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_BOLD = frozenset(("b", "strong"))
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CENTER_STYLE = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_SUPER_STYLE = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_WHITE_CHARACTERS = " \t\n\r\f"
_WHITE = re.compile(r"[ \t\n\r\f]+")
_MAX_HEADING_CHARACTERS = 60
_MAX_SPAN = 1_000
_MAX_CELL_CHARACTERS = 600
_MAX_CELL_SHARE = 0.6


@dataclass(slots=True)
class PageBlock:
    """One run of inline text.

    Args:
        text: its characters, white space collapsed.
        element: the element that holds it.
        kind: heading, item or paragraph.
        level: of a heading, from 1.
        linked: how many of its characters are links.
        bold: how many are bold.
        centered: whether it stands in the middle.
        note_marks: references to notes, offsets from the start of ``text``.
    """

    element: Any
    text: str = ""
    kind: BlockKind = "paragraph"
    level: int | None = None
    linked: int = 0
    bold: int = 0
    centered: bool = False
    note_marks: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class PageTable:
    """A table of data."""

    element: Any
    cells: list[CellText]
    caption: str | None


def classes_of(element: Any) -> str:
    """Return class and id of an element, in lower case, for matching.

    Example:
        >>> from lxml import html
        >>> classes_of(html.fromstring("<div class='Nav top' id='m1'>"))
        'nav top m1'
    """
    return f"{element.get('class', '')} {element.get('id', '')}".lower()


def page_title(root: Any) -> str | None:
    """Return the title that the page's head gives, without the site's name behind it.

    Example:
        >>> from lxml import html
        >>> page_title(html.fromstring("<html><title>工作报告_某区人民政府</title></html>"))
        '工作报告'
    """
    for meta in root.iter("meta"):
        if meta.get("name", "").lower() in ("articletitle", "title") and meta.get("content", "").strip():
            return str(meta.get("content")).strip()
    found = root.find(".//title")
    if found is None or not found.text:
        return None
    return re.split(r"[-_|–—]{1,2}|\s{2,}", _WHITE.sub(" ", found.text).strip())[0].strip() or None


def page_blocks(root: Any, deadline: Deadline) -> list[PageBlock | PageTable]:
    r"""Return the blocks of a page, in reading order.

    Example:
        >>> from lxml import html
        >>> root = html.fromstring("<div>一、<b>回顾</b><br>增长\n7%<p>二</p></div>")
        >>> [block.text for block in page_blocks(root, Deadline(60, where=""))]
        ['一、回顾', '增长 7%', '二']
    """
    return _Walk(deadline).run(root)


def _hidden(element: Any) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN_STYLE.search(element.get("style", "")) is not None
    )


@dataclass(slots=True)
class _Walk:
    """Goes through the tree once, without recursion."""

    deadline: Deadline
    blocks: list[PageBlock | PageTable] = field(default_factory=list)
    current: PageBlock | None = None
    space: bool = False
    broken: bool = False
    links: int = 0
    bolds: int = 0
    preformatted: int = 0
    parts: list[str] = field(default_factory=list)
    length: int = 0
    last: str = ""

    def run(self, root: Any) -> list[PageBlock | PageTable]:
        skip: Any = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if skip is not None:
                if event == "end" and element is skip:
                    skip = None
                    self._text(element.tail, element.getparent())
                continue
            tag = element.tag
            if event == "start":
                if tag in _DROPPED or _hidden(element) or (tag == "table" and self._table(element)):
                    skip = element
                elif tag == "sup" or _SUPER_STYLE.search(element.get("style", "")):
                    self._raised(element)
                    skip = element
                else:
                    self._start(element)
            else:
                self._end(element)
        self._flush()
        return self.blocks

    def _start(self, element: Any) -> None:
        tag = element.tag
        if tag in _BLOCKS or tag == "br":
            self._flush()
            self.deadline.check()
        if tag == "a":
            self.links += 1
        elif _is_bold(element):
            self.bolds += 1
        elif tag == "pre":
            self.preformatted += 1
        self._text(element.text, element)

    def _end(self, element: Any) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
        if tag == "a":
            self.links -= 1
        elif _is_bold(element):
            self.bolds -= 1
        elif tag == "pre":
            self.preformatted -= 1
        self._text(element.tail, element.getparent())

    def _text(self, text: str | None, element: Any) -> None:
        if not text or element is None:
            return
        if self.preformatted:
            first, *others = text.splitlines() or [""]
            self._inline(first, element)
            for line in others:
                self._flush()
                self._inline(line, element)
        else:
            self._inline(text, element)

    def _inline(self, text: str, element: Any) -> None:
        inner = text.strip(_WHITE_CHARACTERS)
        head, tail = (
            text[: len(text) - len(text.lstrip(_WHITE_CHARACTERS))],
            text[len(text.rstrip(_WHITE_CHARACTERS)) :],
        )
        self._space(head)
        if inner:
            self._words(_WHITE.sub(" ", unbroken(inner)), element)
            self._space(tail)

    def _space(self, white: str) -> None:
        self.space = self.space or bool(white)
        self.broken = self.broken or "\n" in white

    def _words(self, words: str, element: Any) -> None:
        block = self._open(element)
        if self.space and self.last and not (self.broken and is_wide(self.last) and is_wide(words[0])):
            self._append(" ")
        self.space = self.broken = False
        self._append(words)
        if self.links:
            block.linked += len(words)
        if self.bolds:
            block.bold += len(words)

    def _append(self, text: str) -> None:
        # Joined at the end: adding to one string again and again takes quadratic time.
        self.parts.append(text)
        self.length += len(text)
        self.last = text[-1:]

    def _raised(self, element: Any) -> None:
        text = "".join(element.itertext()).strip()
        if not text:
            return
        block = self._open(element)
        linked = element.find(".//a") is not None or bool(self.links)
        said, is_mark = superscript(self.last, text, linked=linked)
        if is_mark:
            block.note_marks.append(Span(self.length, self.length + len(said)))
        self._append(said)

    def _open(self, element: Any) -> PageBlock:
        if self.current is None:
            self.current = _opened(element)
        return self.current

    def _flush(self) -> None:
        block, self.current = self.current, None
        self.space = self.broken = False
        if block is None:
            return
        block.text, self.parts = "".join(self.parts), []
        self.length, self.last = 0, ""
        if not block.text.strip():
            return
        if block.kind == "paragraph" and _looks_like_heading(block):
            block.kind = "heading"
        self.blocks.append(block)

    def _table(self, table: Any) -> bool:
        """Take a table of data whole; return whether it was one, and no layout."""
        cells = table_cells(table)
        if cells is None:
            return False
        self._flush()
        caption = table.find("caption")
        said = None if caption is None else _flat(caption)
        self.blocks.append(PageTable(table, cells, said))
        return True


def _is_bold(element: Any) -> bool:
    return element.tag in _BOLD or _BOLD_STYLE.search(element.get("style", "")) is not None


def _opened(element: Any) -> PageBlock:
    """Begin a block; what kind it is, the nearest block elements around it tell."""
    block = PageBlock(element)
    at = element
    while at is not None:
        tag = at.tag
        if at.get("align", "").lower() == "center" or tag == "center" or _CENTER_STYLE.search(at.get("style", "")):
            block.centered = True
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            block.kind, block.level = "heading", int(tag[1])
            break
        if tag == "li":
            block.kind = "item"
            break
        if tag in _BLOCKS:
            break
        at = at.getparent()
    return block


def _looks_like_heading(block: PageBlock) -> bool:
    """A short line that is wholly bold and ends no sentence."""
    text = block.text.strip()
    return (
        0 < len(text) <= _MAX_HEADING_CHARACTERS
        and block.bold >= len(text.replace(" ", ""))
        and text[-1] not in "。；，、：;,"
    )


def table_cells(table: Any) -> list[CellText] | None:
    """Return the cells of a table of data; ``None`` if the table only lays out the page.

    A table lays out if it holds tables, has one column or row only, or if one cell holds most of its text.

    Example:
        >>> from lxml import html
        >>> cells = table_cells(html.fromstring("<table><tr><th>指标<th>值<tr><td>增速<td>7%</table>"))
        >>> [(cell.row, cell.column, cell.text, cell.header) for cell in cells]
        [(0, 0, '指标', True), (0, 1, '值', True), (1, 0, '增速', False), (1, 1, '7%', False)]
    """
    if table.find(".//table") is not None or table.find(".//h1") is not None:
        return None
    cells: list[CellText] = []
    taken: dict[int, int] = {}
    row = 0
    for element in table.iter("tr"):
        if _hidden(element):
            continue
        column = 0
        for cell in element.iterchildren("td", "th"):
            while taken.get(column, 0) > row:
                column += 1
            height, width = _extent(cell.get("rowspan")), _extent(cell.get("colspan"))
            header = cell.tag == "th" or element.getparent().tag == "thead"
            cells.append(CellText(_flat(cell), row, column, height, width, header))
            for inner in range(column, column + width):
                taken[inner] = row + height
            column += width
        row += 1
    filled = [cell for cell in cells if cell.text]
    if len({cell.row for cell in filled}) < 2 or len({cell.column for cell in filled}) < 2:
        return None
    longest = max(len(cell.text) for cell in filled)
    total = sum(len(cell.text) for cell in filled)
    if longest > _MAX_CELL_CHARACTERS and longest > _MAX_CELL_SHARE * total:
        return None
    return cells


def _extent(text: str | None) -> int:
    return min(max(int(text), 1), _MAX_SPAN) if text is not None and text.strip().isdigit() else 1


def _flat(element: Any) -> str:
    """Return the text of a cell in one line."""
    said = ""
    for piece in _flat_pieces(element):
        said = join_wrapped(said, piece)
    return said


def _flat_pieces(element: Any) -> Iterator[str]:
    skip: Any = None
    line = ""
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if skip is not None and inner is not skip:
            continue
        if event == "start":
            if inner.tag in _DROPPED or (inner is not element and _hidden(inner)):
                skip = inner
                continue
            if inner.tag in _BLOCKS or inner.tag == "br":
                yield _WHITE.sub(" ", line).strip()
                line = ""
            line += inner.text or ""
        else:
            skip = None
            if inner is not element:
                line += inner.tail or ""
    yield _WHITE.sub(" ", line).strip()
