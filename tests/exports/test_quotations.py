"""Quotations show the words of a document without the signs of its format."""

from __future__ import annotations

from duixian.documents import load
from duixian.exports.markup import Mark
from duixian.exports.quotations import Quotations
from duixian.model import Span


def test_signs_of_markdown_are_left_out_of_quotations():
    """**财政** is quoted as 财政; the figure's mark stays at its place."""
    document = load("**财政工作**。收入`稳定`增长7%。\n".encode(), name="报告.md")
    start = document.text.index("7%")
    quotations = Quotations({document.id: document}.__getitem__)
    mark = Mark(Span(start, start + 2), "d0-0", "", "")
    quotation = quotations.quote(document.id, [mark.span], Span(0, len(document.text)), mark)
    assert "财政工作。收入稳定增长<mark>7%</mark>。" in str(quotation.html)
