"""Tell the lines of a web page or print from those of the document.

In goes a block's plain text; out comes whether it is furniture: menus, breadcrumbs, share and print
links, counters, record numbers, addresses, page numbers.
"""

from __future__ import annotations

from functools import cache
from re import Pattern

from duixian.documents.phrases import alternation, phrases

__all__ = ["is_furniture"]

_MAX_LINE_CHARS = 200


@cache
def _lines() -> Pattern[str]:
    return alternation(phrases("furniture.toml", "line"))


def is_furniture(line: str) -> bool:
    """Tell whether a line (plain form, ends trimmed) belongs to the page and not to the document.

    Example:
        >>> is_furniture("当前位置:首页 > 政务公开"), is_furniture("城镇新增就业1.2万人。")
        (True, False)
    """
    return len(line) <= _MAX_LINE_CHARS and _lines().match(line) is not None
