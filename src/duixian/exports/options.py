"""What a caller may choose about an export.

In go keyword choices; out comes an :class:`ExportOptions` record that every writer takes.
"""

from __future__ import annotations

from dataclasses import dataclass

from duixian.errors import Language

__all__ = ["ExportOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """Choices for writing; each format uses those that mean something to it.

    Args:
        lang: language of headings and labels (table, xlsx, html).
        bom: begin csv with a byte order mark, by which Excel knows UTF-8.
        width: columns of the terminal (table).
        colour: write terminal colours (table).

    Example:
        >>> ExportOptions(lang="en").bom
        True
    """

    lang: Language = "zh"
    bom: bool = True
    width: int = 120
    colour: bool = False
