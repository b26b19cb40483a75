"""Where lines were broken: join them as Chinese text is joined.

In go pieces that a line break parted; out comes one text, without spaces between Chinese characters.
"""

from __future__ import annotations

import re

__all__ = ["is_wide", "join_wrapped", "unbroken"]

# Han, kana, CJK punctuation and full-width forms: written without spaces between them.
_CLASS = r"[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]"
_WIDE = re.compile(_CLASS)
_BREAK = re.compile(rf"(?<={_CLASS})[ \t\r\f]*\n[ \t\n\r\f]*(?={_CLASS})")


def join_wrapped(before: str, after: str) -> str:
    """Join two pieces that a line break parted: no space between Chinese characters or inside a number.

    Example:
        >>> join_wrapped("增长12", ".5%"), join_wrapped("work", "report"), join_wrapped("地区", "GDP")
        ('增长12.5%', 'work report', '地区GDP')
    """
    if not before or not after:
        return before + after
    left, right = before[-1], after[0]
    narrow = left.isascii() and right.isascii() and left.isalpha() and right.isalpha()
    return f"{before} {after}" if narrow else before + after


def is_wide(char: str) -> bool:
    """Tell whether a character is written without spaces beside it.

    Example:
        >>> is_wide("增"), is_wide("7")
        (True, False)
    """
    return _WIDE.match(char) is not None


def unbroken(text: str) -> str:
    r"""Take line breaks between two Chinese characters away, with the spaces around them (CSS Text 3, 4.1.3).

    Example:
        >>> unbroken("稳中\n  求进 7%\n左右")
        '稳中求进 7%\n左右'
    """
    return _BREAK.sub("", text)
