"""How firmly a clause commits, by the words in it.

In goes a clause; out comes the word that governs it, with what it gives.
"""

from __future__ import annotations

import re
from functools import cache

from duixian.model import Firmness
from duixian.promises.wording import bad_row, rows

__all__ = ["find_firmness", "firmness_words"]

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


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(firmness_words(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def find_firmness(plain: str, start: int, end: int) -> tuple[Firmness, str] | None:
    """Return the last word of firmness in a stretch of text with what it gives; ``None`` where there is none.

    Example:
        >>> text = "听风大道力争年底通车"
        >>> find_firmness(text, 0, len(text))
        ('strive', '力争')
    """
    last = None
    for match in _pattern().finditer(plain, start, end):
        last = match.group()
    return None if last is None else (firmness_words()[last][0], last)
