"""What time a figure, a section or a document is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Period"]

_POINT = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")


@dataclass(frozen=True, slots=True)
class Period:
    """A period as ISO 8601 dates of reduced precision: year, month or day, both ends included.

    Args:
        start: the first year, month or day, such as ``2020``, ``2020-06`` or ``2020-06-30``.
        end: the last one; equal to ``start`` where the period is one year, month or day.

    Raises:
        ValueError: a point is no such date, or the period ends before it starts.

    Example:
        >>> str(Period.parse("2016/2020")), str(Period.year(2020))
        ('2016/2020', '2020')
    """

    start: str
    end: str

    def __post_init__(self) -> None:
        for point in (self.start, self.end):
            if not _POINT.match(point):
                msg = f"{point!r} is no ISO 8601 year, month or day; e.g. '2020', '2020-06' or '2020-06-30'"
                raise ValueError(msg)
        if self.end < self.start[: len(self.end)]:
            msg = f"the period {self.start}/{self.end} ends before it starts; e.g. '2016/2020'"
            raise ValueError(msg)

    @classmethod
    def year(cls, first: int, last: int | None = None) -> Period:
        """Return the period of one calendar year, or of the years ``first`` to ``last``."""
        return cls(f"{first:04d}", f"{first if last is None else last:04d}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read the canonical form that ``str()`` writes."""
        start, _, end = text.partition("/")
        return cls(start, end or start)

    @property
    def first_year(self) -> int:
        """The calendar year in which the period starts."""
        return int(self.start[:4])

    @property
    def last_year(self) -> int:
        """The calendar year in which the period ends."""
        return int(self.end[:4])

    def __str__(self) -> str:
        return self.start if self.start == self.end else f"{self.start}/{self.end}"
