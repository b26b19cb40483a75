"""Text that is shown, never obeyed: by spreadsheets as a formula, by terminals as an escape sequence.

In goes any text; out comes text that begins with no character a spreadsheet takes for a formula, and the way back; or
text without characters that steer a terminal. The danger and its characters: OWASP, CSV Injection.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_formula", "neutralise", "restore", "visible"]

# The full-width signs are taken for formulas under East Asian settings of Excel.
_FORMULA: Final = re.compile(r"[ \u3000\u00a0]*[=+\-@\t\r\n＝＋－＠]")
_QUOTED: Final = re.compile(r"'+[ \u3000\u00a0]*[=+\-@\t\r\n＝＋－＠]")

# C0 and C1 controls, and the marks that turn the direction of writing.
_STEERING: Final = dict.fromkeys(
    (*range(32), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"
)


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet may take a text for a formula.

    Example:
        >>> is_formula("=1+1"), is_formula("增长7%")
        (True, False)
    """
    return _FORMULA.match(text) is not None


def neutralise(text: str) -> str:
    """Put an apostrophe before what may be taken for a formula; :func:`restore` takes it away again.

    Example:
        >>> neutralise("=HYPERLINK(1)"), neutralise("增长7%"), neutralise("'=1")
        ("'=HYPERLINK(1)", '增长7%', "''=1")
    """
    return "'" + text if _FORMULA.match(text) or _QUOTED.match(text) else text


def restore(text: str) -> str:
    """Undo :func:`neutralise`.

    Example:
        >>> restore("'=HYPERLINK(1)"), restore("'90后")
        ('=HYPERLINK(1)', "'90后")
    """
    return text[1:] if _QUOTED.match(text) else text


def visible(text: str) -> str:
    r"""Replace the characters that steer a terminal, and line breaks, by the replacement character; same length.

    Example:
        >>> visible("收入\x1b[2J")
        '收入�[2J'
    """
    return text.translate(_STEERING)
