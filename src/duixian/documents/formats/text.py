r"""Read plain text.

In go the bytes of a text file; out comes its decoded content unchanged, each line that is not empty a block.

The text is the file's content as ``open(path, encoding=…, newline="")`` yields it, without byte order mark. Line
breaks are not translated: in a file with ``\r\n`` the ``\r`` counts, so that offsets hold for every program, not
only for those that read with Python's universal newlines. In files with ``\n`` (all of the corpus) both are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duixian.documents.formats.decoding import decode
from duixian.documents.formats.rows import column_count, separated_table
from duixian.documents.limits import Deadline, Limits
from duixian.errors import DocumentError
from duixian.model import Block, SourceText, Span, Table

__all__ = ["lines_of", "load", "load_text"]

# A line from its first character that is no space; \S cannot be a line break.
_LINE = re.compile(r"\S[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]*")
_MIN_ROWS = 2


def lines_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    r"""Yield the lines that are not empty, trimmed, as half-open spans of code points.

    Example:
        >>> [span.of("　　一、回顾\r\n\n增长7%。 ") for span in lines_of("　　一、回顾\r\n\n增长7%。 ")]
        ['一、回顾', '增长7%。']
    """
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        yield Span(match.start(), match.start() + len(match.group().rstrip()))


def load(data: bytes, *, limits: Limits, name: str) -> SourceText:
    """Read a plain text file (UTF-8, UTF-16 or GB 18030, with or without byte order mark).

    Raises:
        DocumentError: no text, or wrong bytes.

    Example:
        >>> load("增长7%。".encode(), limits=Limits(), name="报告.txt").blocks[0].kind
        'paragraph'
    """
    return load_text(decode(data, where=name), limits=limits, name=name)


def load_text(text: str, *, limits: Limits, name: str) -> SourceText:
    """Read a plain text that is decoded already; see :func:`load`.

    Example:
        >>> load_text("增长7%。", limits=Limits(), name="报告.txt").text
        '增长7%。'
    """
    limits.check("limit-characters", len(text), limits.max_characters, where=name)
    deadline = Deadline(limits.max_seconds, where=name)
    lines = list(lines_of(text))
    if not lines:
        raise DocumentError("empty-document", where=name)
    deadline.check()
    blocks: list[Block] = []
    tables: list[Table] = []
    for run in _runs(text, lines):
        separator = _separator(text, run[0])
        # Tabs in front of all lines are indents, no columns.
        if len(run) >= _MIN_ROWS and any(text.find(separator, line.start, line.end) >= 0 for line in run):
            table = separated_table(text, run, separator, header=False)
            blocks.append(Block(table.span, "table"))
            tables.append(table)
        else:
            blocks.extend(Block(line, "paragraph") for line in run)
    return SourceText(text, tuple(blocks), tuple(tables))


def _separator(text: str, line: Span) -> str:
    return "|" if text.find("|", line.start, line.end) >= 0 else "\t"


def _runs(text: str, lines: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """Yield the lines in runs of neighbours with the same number of separators, at least one."""
    at = 0
    while at < len(lines):
        separator = _separator(text, lines[at])
        columns = column_count(text, lines[at], separator)
        last = at + 1
        while (
            columns > 1
            and last < len(lines)
            and column_count(text, lines[last], separator) == columns
            and text.count("\n", lines[last - 1].end, lines[last].start) <= 1
        ):
            last += 1
        yield lines[at:last]
        at = last
