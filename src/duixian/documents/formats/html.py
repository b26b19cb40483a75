"""Read web pages.

In go the bytes of an HTML file; out comes the article on it: title, headings, paragraphs and tables, with the site's
own furniture (menus, breadcrumbs, share and print links, related articles, licences) left away.

The article is the innermost element that holds most of the running text, which is counted as in the link density
measures of Kohlschütter, Fankhauser and Nejdl, "Boilerplate Detection using Shallow Text Features" (WSDM 2010):
characters outside links in blocks that end sentences.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from duixian.documents.formats.article import article_of
from duixian.documents.formats.assembly import Assembly, Piece
from duixian.documents.formats.decoding import decode
from duixian.documents.formats.pageblocks import PageBlock, PageTable, page_blocks, page_title
from duixian.documents.limits import Deadline, Limits
from duixian.errors import DocumentError, LimitError
from duixian.model import SourceText

__all__ = ["load", "sniff"]

_HEAD_BYTES = 4_096
_START = re.compile(
    rb"(?:<\?xml[^>]{0,200}>|<!--.{0,1000}?-->|\s)*<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.DOTALL | re.IGNORECASE,
)
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,20})", re.IGNORECASE)
_XML_ENCODING = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_CHINESE_CHARSETS = ("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936")
_FED_CHARACTERS = 1 << 20


def sniff(data: bytes) -> bool:
    """Tell whether the bytes begin as an HTML page does.

    Example:
        >>> sniff(b"<!DOCTYPE html>"), sniff(b"a <html>")
        (True, False)
    """
    head = data[:_HEAD_BYTES]
    if head.startswith(_BYTE_ORDER_MARKS[1:]):
        head = head.replace(b"\0", b"")[2:]
    return _START.match(head.removeprefix(_BYTE_ORDER_MARKS[0])) is not None


def load(data: bytes, *, limits: Limits, name: str) -> SourceText:
    r"""Read an HTML page.

    Raises:
        DocumentError: no text, or wrong bytes.
        LimitError: too large, nested too deep, too slow.

    Example:
        >>> page = "<html><div><a href='/'>首页</a></div><div><h1>工作报告</h1><p>全年增长7%，好于预期。</p></div>"
        >>> load(page.encode(), limits=Limits(), name="报告.html").text
        '工作报告\n全年增长7%，好于预期。'
    """
    text = _decoded(data, name)
    limits.check("limit-characters", len(text), limits.max_characters, where=name)
    deadline = Deadline(limits.max_seconds, where=name)
    root = _parsed(text, limits, name, deadline)
    if root is None:
        raise DocumentError("empty-document", where=name)
    blocks = page_blocks(root, deadline)
    assembly = Assembly(limits.max_characters, name)
    for block in article_of(root, blocks, title=page_title(root)):
        deadline.check()
        _add(assembly, block)
    return assembly.source()


def _add(assembly: Assembly, block: PageBlock | PageTable) -> None:
    if isinstance(block, PageTable):
        assembly.add_table(block.cells, caption=block.caption)
    else:
        assembly.add(Piece(block.text, block.kind, block.level, tuple(block.note_marks)))


def _decoded(data: bytes, name: str) -> str:
    """Decode by byte order mark, by the page's own word, or by the bytes; errors of single bytes are forgiven."""
    declared = _CHARSET.search(data[:_HEAD_BYTES])
    if declared is not None and not data.startswith(_BYTE_ORDER_MARKS):
        charset = declared.group(1).decode("ascii", "replace").lower()
        charset = "gb18030" if charset in _CHINESE_CHARSETS else charset
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            pass
    try:
        return decode(data.replace(b"\0", b"") if b"\0" in data and data[:1] == b"<" else data, where=name)
    except DocumentError:
        # A browser shows a page with a few wrong bytes, so we do too; most of it must be right.
        for charset in ("utf-8", "gb18030"):
            text = data.decode(charset, errors="replace")
            if text.count("\ufffd") * 1_000 <= len(text) and "\0" not in text:
                return text
        raise


def _parsed(text: str, limits: Limits, name: str, deadline: Deadline) -> Any:
    """Parse with libxml2's forgiving parser, in pieces, so that depth and time are asked on the way."""
    text = _XML_ENCODING.sub("", text).replace("\0", "")
    parser = etree.HTMLPullParser(
        events=("start", "end"), no_network=True, remove_comments=True, remove_pis=True, recover=True, huge_tree=True
    )
    depth = 0
    try:
        for at in range(0, len(text), _FED_CHARACTERS):
            deadline.check()
            parser.feed(text[at : at + _FED_CHARACTERS])
            for event, _ in parser.read_events():
                depth += 1 if event == "start" else -1
                if depth > limits.max_nesting:
                    raise LimitError("limit-nesting", where=name, found=depth, limit=limits.max_nesting)
        return parser.close()
    except DocumentError:
        raise
    except (etree.XMLSyntaxError, ValueError, AssertionError):
        return None
