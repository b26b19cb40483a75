"""How firmly a clause commits, by the words in it.

In goes a text; out comes for each clause the word that governs it, with what it gives.
"""

from __future__ import annotations

from functools import cache

from duixian.model import Firmness, Span
from duixian.promises.marks import Dictionary, Marks
from duixian.promises.wording import bad_row, rows

__all__ = ["FirmnessMarks", "firmness_words"]

_FILE = "firmness.toml"


@cache
def firmness_words() -> dict[str, tuple[Firmness, str]]:
    """Return all words with what they give and the id of their row.

    Raises:
        DefinitionError: a row gives no firmness, or a word stands there twice.

    Example:
        >>> firmness_words()["力争"]
        ('strive', 'try')
    """
    found: dict[str, tuple[Firmness, str]] = {}
    for number, row in enumerate(rows(_FILE, "firmness"), 1):
        if row.get("gives") not in ("firm", "strive", "explore"):
            raise bad_row(_FILE, "firmness", number, f"gives: {row.get('gives')!r}")
        for word in row["words"]:
            if word in found:
                raise bad_row(_FILE, "firmness", number, word)
            found[word] = (row["gives"], row["id"])
    return found


class FirmnessMarks:
    """The words of firmness in a text.

    Args:
        plain: the plain text.

    Example:
        >>> FirmnessMarks("听风大道力争年底通车").governing(Span(0, 10))
        ('strive', '力争')
    """

    __slots__ = ("_marks",)

    def __init__(self, plain: str) -> None:
        self._marks = Marks(_dictionary(), plain)

    def governing(self, clause: Span) -> tuple[Firmness, str] | None:
        """Return the last word of firmness in a clause with what it gives; ``None`` where there is none."""
        word = self._marks.last(clause.start, clause.end)
        return None if word is None else (firmness_words()[word][0], word)


@cache
def _dictionary() -> Dictionary:
    return Dictionary(firmness_words())
