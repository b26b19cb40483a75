"""How large, deep and slow a document may be before it is refused.

In go the bounds a caller sets; out comes a :class:`Limits` record that all loaders look at, and a
:class:`Deadline` that says when time is up.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from duixian.errors import LimitError, UsageError

__all__ = ["Deadline", "Limits"]

_MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of what is read; beyond any of them a :class:`~duixian.errors.LimitError` is raised.

    The largest report seen has 120,000 characters and 400 pages; the defaults leave room for ten times that.

    Args:
        max_bytes: size of the file.
        max_characters: length of the text.
        max_pages: pages of a PDF.
        max_unpacked_bytes: size of all members of a zip container (docx) when unpacked.
        max_ratio: unpacked to packed size of one member (those below 1 MiB are not asked).
        max_members: members of a zip container.
        max_nesting: depth of elements in XML and HTML.
        max_pixels: size of one rendered or embedded page image.
        max_seconds: time for reading the file, without recognition of characters.
        max_scan_seconds: time for recognising the characters of a scanned document.
        max_memory_bytes: address space of the process that reads PDF, docx and scans (Linux).

    Raises:
        UsageError: a bound is not positive.

    Example:
        >>> Limits(max_pages=10).max_pages
        10
    """

    max_bytes: int = 50 * _MEBIBYTE
    max_characters: int = 20_000_000
    max_pages: int = 2_000
    max_unpacked_bytes: int = 300 * _MEBIBYTE
    max_ratio: int = 200
    max_members: int = 5_000
    max_nesting: int = 200
    max_pixels: int = 40_000_000
    max_seconds: float = 60.0
    max_scan_seconds: float = 1_800.0
    max_memory_bytes: int = 4_096 * _MEBIBYTE

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if getattr(self, name) <= 0:
                raise UsageError("limit-not-positive", name=name, value=getattr(self, name))

    def check(self, code: str, found: float, limit: float, *, where: str) -> None:
        """Raise the error of that code if ``found`` goes beyond ``limit``.

        Example:
            >>> Limits().check("limit-pages", 3, 10, where="报告.pdf")
        """
        if found > limit:
            raise LimitError(code, where=where, found=found, limit=limit)


class Deadline:
    """A moment after which reading is given up.

    Args:
        seconds: time allowed from now on.
        where: the file's name, for the message.

    Example:
        >>> Deadline(60, where="报告.pdf").check()
    """

    __slots__ = ("_end", "_seconds", "_where")

    def __init__(self, seconds: float, *, where: str) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._where = where

    @property
    def left(self) -> float:
        """Seconds that remain; negative when time is up."""
        return self._end - time.monotonic()

    def check(self) -> None:
        """Raise :class:`~duixian.errors.LimitError` (``limit-seconds``) when time is up."""
        if self.left < 0:
            raise LimitError("limit-seconds", where=self._where, limit=self._seconds)
