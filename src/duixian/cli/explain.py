"""The command ``duixian explain``.

In go a document and a place in it; out comes, on stdout, how the number there was read, or why it is no figure.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console

from duixian.cli.explained import explanation_record, print_explanation
from duixian.cli.limits import limit_options, limits_of
from duixian.cli.messages import choose_language
from duixian.documents.load import load
from duixian.documents.plain import fold
from duixian.errors import UsageError
from duixian.figures import Explanation, explain
from duixian.model import Document, Span

__all__ = ["explain_command", "place_of"]

STDIN: Final = "-"
_WIDTH: Final = 120
_MOST_OFFSETS: Final = 10


@click.command("explain")
@click.argument("path", metavar="文件|-")
@click.option(
    "--at",
    "offset",
    type=click.INT,
    metavar="N",
    help="位置:全文第几个字符,从 0 数起,即 read 写出的 start。"
    "The place: an offset in the text, from 0, such as `start` that read writes.",
)
@click.option(
    "--text",
    "words",
    metavar="原文",
    help="位置:引用原文中的几个字,只能出现一次。The place: words as they stand in the text, only once.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="输出格式。Format.",
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    callback=choose_language,
    help="界面语言。Language. [默认 default: DUIXIAN_LANG, zh]",
)
@click.option(
    "--name",
    metavar="文件名",
    default="stdin",
    show_default=True,
    help="标准输入的文件名,后缀说明格式。What to call standard input; the extension tells its format.",
)
@limit_options
def explain_command(path: str, offset: int | None, words: str | None, **options: Any) -> None:
    """说明一个数是怎样读出来的,或者为什么不是数据。

    Tell how a number was read: the rules that fired, with their examples, what was considered and what was dropped.

    \b
    例 Examples:
      duixian explain 报告.docx --at 1024
      duixian explain 报告.docx --text 增长6.5%左右
      duixian explain 报告.docx --at 1024 --format json
    """
    if (offset is None) == (words is None):
        raise UsageError("one-place")
    limits = limits_of(options)
    if path == STDIN:
        # One byte more than allowed, so that the loader sees that it is too much.
        document = load(sys.stdin.buffer.read(limits.max_bytes + 1), name=options["name"], limits=limits)
    else:
        document = load(Path(path), limits=limits)
    told = explain(document, offset) if offset is not None else _at_words(document, words or "")
    if options["format_name"] == "json":
        click.echo(json.dumps(explanation_record(told), ensure_ascii=False, indent=2, default=float))
    else:
        width = shutil.get_terminal_size((_WIDTH, 50)).columns
        print_explanation(told, options["lang"], Console(width=width, highlight=False))


def place_of(document: Document, words: str) -> Span:
    """Return the one place where words stand in a document; width of characters and punctuation does not matter.

    Raises:
        UsageError: they stand nowhere (``words-not-found``) or at several places (``words-not-unique``).

    Example:
        >>> from duixian import read
        >>> place_of(read("投资增长7％，消费增长5％。").document, "消费增长5%")
        Span(start=7, end=13)
    """
    found = _places(document.text, words) or _places(document.plain, fold(words))
    if not found:
        raise UsageError("words-not-found", where=document.name, words=words)
    if len(found) > 1:
        more = "…" if len(found) > _MOST_OFFSETS else ""
        offsets = ", ".join(str(at) for at in found[:_MOST_OFFSETS]) + more
        raise UsageError("words-not-unique", where=document.name, words=words, count=len(found), offsets=offsets)
    return Span(found[0], found[0] + len(words))


def _places(text: str, words: str) -> list[int]:
    found: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + len(words))
    return found


def _at_words(document: Document, words: str) -> Explanation:
    """Explain the first figure in the words quoted, else the first number, else their place."""
    quoted = place_of(document, words)
    told = explain(document, quoted.start)
    for found in (told.figures, told.dropped):
        for number in found:
            if number.span.overlaps(quoted):
                return explain(document, number.span.start)
    return told
