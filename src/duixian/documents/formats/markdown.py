"""Read Markdown.

In go the bytes of a Markdown file; out comes its decoded content unchanged, with headings, notes and tables as
blocks, and the signs that are no part of sentences (``**``, links' addresses, tags) as marks.

Each line is a block of its own, as Chinese Markdown is not wrapped. ``- ``, ``* `` and ``+ `` in front of a line are
list signs; ``1.`` is text, since reports number their paragraphs so. A line of ``---`` is a rule, never an underline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from duixian.documents.formats.decoding import decode
from duixian.documents.formats.rows import is_rule, separated_table
from duixian.documents.formats.text import lines_of
from duixian.documents.limits import Deadline, Limits
from duixian.errors import DocumentError
from duixian.model import Block, BlockKind, SourceText, Span, Table

__all__ = ["load"]

_MAX_FRONT_MATTER_LINES = 200
_MAX_BOLD_HEADING_CHARACTERS = 100
_FRONT_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_RULE = re.compile(r"(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+|`{3,}.*|~{3,}.*")
_HEADING = re.compile(r"(#{1,6})[ \t\u3000]+|(#{2,6})(?=[^\s#])")
_TRAILING_HASHES = re.compile(r"[ \t]+#+$")
_LIST_SIGN = re.compile(r"(?:[-+*][ \t]+|>[ \t]?)+")
_NOTE = re.compile(r"\[\^[^\]\s\[]{1,32}\]:")
# Every alternative ends before the next sign of its own kind, so that a row of 100,000 brackets takes linear time.
_INLINE = re.compile(
    r"""(?P<escape>\\(?=[\\`*_{}\[\]()#+\-.!~>|<"'“”]))
      | (?P<note>\[\^[^\]\s\[]{1,32}\])
      | (?P<image>!\[[^\[\]]*\]\([^()\s]*(?:[ ]"[^"()]*")?\))
      | \[(?P<label>[^\[\]]*)\](?P<address>\([^()\s]*(?:[ ]"[^"()]*")?\))
      | (?P<tag></?[A-Za-z][^<>]*>)
      | (?P<space>&(?:nbsp|emsp|ensp|thinsp|\#160|\#12288);)
      | (?P<pair>\*\*|__|~~|\*|`)
    """,
    re.VERBOSE,
)


def load(data: bytes, *, limits: Limits, name: str) -> SourceText:
    r"""Read a Markdown file.

    Raises:
        DocumentError: no text, or wrong bytes.

    Example:
        >>> source = load("## 二、**重点**\n增长[7%](a.html)".encode(), limits=Limits(), name="报告.md")
        >>> [(block.kind, block.level, block.span.of(source.text)) for block in source.blocks]
        [('heading', 2, '二、**重点**'), ('paragraph', None, '增长[7%](a.html)')]
        >>> [mark.of(source.text) for mark in source.marks]
        ['**', '**', '[', '](a.html)']
    """
    text = decode(data, where=name)
    limits.check("limit-characters", len(text), limits.max_characters, where=name)
    scan = _Scan(text, Deadline(limits.max_seconds, where=name))
    scan.run()
    if not any(block.kind != "furniture" for block in scan.blocks):
        raise DocumentError("empty-document", where=name)
    return SourceText(
        text, tuple(scan.blocks), tuple(scan.tables), tuple(scan.marks), note_marks=tuple(scan.note_marks)
    )


@dataclass(slots=True)
class _Scan:
    """What has been found while going down the text."""

    text: str
    deadline: Deadline
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    marks: list[Span] = field(default_factory=list)
    note_marks: list[Span] = field(default_factory=list)

    def run(self) -> None:
        at = self._front_matter()
        for span, furniture in _without_comments(self.text, at):
            self.deadline.check()
            if furniture:
                self.blocks.append(Block(span, "furniture"))
            else:
                self._lines(list(lines_of(self.text, span.start, span.end)))

    def _front_matter(self) -> int:
        """Take the block between two lines of ``---`` at the start of the file; return where the text goes on."""
        if not self.text.startswith(("---\n", "---\r\n")):
            return 0
        end = _FRONT_END.search(self.text, 4)
        if end is None or self.text.count("\n", 0, end.start()) > _MAX_FRONT_MATTER_LINES:
            return 0
        self.blocks.append(Block(Span(0, len(self.text[: end.end()].rstrip())), "furniture"))
        return end.end()

    def _lines(self, lines: Sequence[Span]) -> None:
        at = 0
        while at < len(lines):
            rows = self._table_rows(lines, at)
            if rows:
                self._table(lines[at : at + rows])
                at += rows
            else:
                self._line(lines[at])
                at += 1

    def _table_rows(self, lines: Sequence[Span], at: int) -> int:
        """Return how many lines from ``at`` on make a table (0: none): a head, a rule and rows with ``|``."""
        if at + 1 >= len(lines) or "|" not in lines[at].of(self.text) or "|" not in lines[at + 1].of(self.text):
            return 0
        if not is_rule(self.text, lines[at + 1]):
            return 0
        last = at + 2
        while (
            last < len(lines)
            and self.text.find("|", lines[last].start, lines[last].end) >= 0
            and self.text.count("\n", lines[last - 1].end, lines[last].start) <= 1
        ):
            last += 1
        return last - at

    def _table(self, lines: Sequence[Span]) -> None:
        table = separated_table(self.text, lines, "|", header=True)
        if not table.cells:
            return
        self.blocks.append(Block(table.span, "table"))
        self.tables.append(table)
        for cell in table.cells:
            self._inline(cell.span)

    def _line(self, line: Span) -> None:
        text = self.text
        if _RULE.fullmatch(text, line.start, line.end):
            return
        start, end = line.start, line.end
        sign = _LIST_SIGN.match(text, start, end)
        kind: BlockKind = "paragraph"
        level: int | None = None
        if sign is not None:
            start = sign.end()
            kind = "paragraph" if sign.group().startswith(">") else "item"
        heading = _HEADING.match(text, start, end)
        if heading is not None:
            start, kind, level = heading.end(), "heading", len(heading.group(1) or heading.group(2))
            end = start + len(_TRAILING_HASHES.sub("", text[start:end]))
        elif _NOTE.match(text, start, end):
            kind = "note"
        bold = _whole_bold(text, Span(start, end)) if kind != "note" else None
        if bold is not None:
            self.marks.append(Span(start, bold.start))
            self.marks.append(Span(bold.end, end))
            start, end, kind = bold.start, bold.end, "heading"
        if start >= end:
            return
        before = len(self.marks)
        self._inline(Span(start, end))
        if kind == "paragraph" and _covered(self.marks[before:]) == end - start:
            kind = "furniture"
        self.blocks.append(Block(Span(start, end), kind, level))
        if bold is not None:
            self.marks.sort()

    def _inline(self, span: Span) -> None:
        """Collect the signs inside one block or cell."""
        if span.start == span.end:
            return
        marks: list[Span] = []
        open_at: dict[str, Span] = {}
        for match in _INLINE.finditer(self.text, span.start, span.end):
            group = match.lastgroup
            here = Span(*match.span())
            if group == "pair":
                opened = open_at.pop(match.group(), None)
                if opened is None:
                    open_at[match.group()] = here
                else:
                    marks += (opened, here)
            elif group == "address":
                marks.append(Span(here.start, here.start + 1))
                marks.append(Span(match.end("label"), here.end))
                # The label was eaten by the match; a picture or emphasis inside it is rare enough to leave.
            elif group != "note":
                marks.append(here)
            elif not _NOTE.match(self.text, here.start, span.end):
                # The sign in front of a note itself is part of the note.
                marks.append(here)
                self.note_marks.append(here)
        self.marks += sorted(marks)


def _whole_bold(text: str, span: Span) -> Span | None:
    """Return what stands between ``**`` and ``**`` (or ``__``) if that is the whole short line."""
    said = span.of(text)
    for sign in ("***", "**", "__"):
        inner = said[len(sign) : -len(sign)]
        if (
            len(said) > 2 * len(sign)
            and said.startswith(sign)
            and said.endswith(sign)
            and sign[:2] not in inner
            and len(inner) <= _MAX_BOLD_HEADING_CHARACTERS
            and inner.strip()
        ):
            start = span.start + len(sign) + len(inner) - len(inner.lstrip())
            return Span(start, start + len(inner.strip()))
    return None


def _covered(marks: Sequence[Span]) -> int:
    return sum(len(mark) for mark in marks)


def _without_comments(text: str, at: int) -> Iterator[tuple[Span, bool]]:
    """Yield the stretches of the text from ``at`` on, and whether each is an HTML comment.

    A comment that is not closed is text: rather a stray sign is read than the rest of a report lost.
    """
    while at < len(text):
        start = text.find("<!--", at)
        end = -1 if start < 0 else text.find("-->", start + 4)
        if end < 0:
            yield Span(at, len(text)), False
            return
        if start > at:
            yield Span(at, start), False
        yield Span(start, end + 3), True
        at = end + 3
