"""What kind of figure a number is: amount, rate, growth, points, multiple or rank, and its sign.

In goes a candidate with the words around it; out comes the kind by the verb that governs the number
(增长【7%】, 提高到【36%】, 占全市【40%】) and the sign of a decline.
"""

from __future__ import annotations

import re
from functools import cache

from duixian.figures.candidates import Candidate
from duixian.figures.wording import load_wording
from duixian.model import FigureKind

__all__ = ["decide_kind"]

_PERCENT_UNITS = frozenset({"%", "‰", "成"})
_LOOK_BACK_CHARACTERS = 24


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = load_wording("kinds")
    holder = f"(?:{words.alternation('holder')}|\\s)*"
    return {
        "level": re.compile(words.alternation("level") + holder + r"\Z"),
        "rise": re.compile(words.alternation("rise") + holder + r"\Z"),
        "fall": re.compile(words.alternation("fall") + holder + r"\Z"),
        "share": re.compile(words.alternation("share") + holder + r"\Z"),
        "compared": re.compile(words.alternation("comparison") + r"[^,;]{0,12}\Z"),
        "of": re.compile(r"占(?:到|了)?([^,;。、占]{1,16}?)(?:的)?(?:比重|比例|比|份额)?(?:的)?" + holder + r"\Z"),
    }


def decide_kind(candidate: Candidate, before: Candidate | None) -> tuple[FigureKind, int]:
    """Return the kind of a candidate and the sign its verb gives (−1 for a decline, else 1).

    Args:
        candidate: with ``left`` and ``quantity`` set.
        before: the figure before it in the same list (增长6%、【7%】), whose verb it shares, or ``None``.
    """
    quantity = candidate.quantity
    left = candidate.left[-_LOOK_BACK_CHARACTERS:].rstrip()
    if quantity.form == "standing" or candidate.unit in ("强", "连冠") and quantity.form == "standing":
        return "rank", 1
    if quantity.form == "doubling":
        return "multiple", 1
    if candidate.unit == "百分点":
        return "points", _sign(left, before)
    if candidate.unit == "倍":
        kind = _verb_kind(left)
        return ("growth", 1) if kind in ("rise", "fall") else ("multiple", 1)
    if candidate.unit in _PERCENT_UNITS or quantity.form in ("fraction", "tenths", "half"):
        return _percent_kind(left, before)
    if candidate.unit is not None and candidate.unit.startswith("/10"):
        return "rate", 1
    return "amount", 1


def _verb_kind(left: str) -> str | None:
    """Name the group of the verb that stands right before the number, ``None`` if there is none."""
    patterns = _patterns()
    for name in ("level", "rise", "fall", "share"):
        if patterns[name].search(left):
            return name
    return None


def _percent_kind(left: str, before: Candidate | None) -> tuple[FigureKind, int]:
    if not left.strip("、和及与,到至-~ ") and before is not None and before.kind in ("growth", "rate"):
        return before.kind, -1 if before.value < 0 else 1
    if _patterns()["of"].search(left) and not _patterns()["rise"].search(left) and not _patterns()["fall"].search(left):
        return "rate", 1
    kind = _verb_kind(left)
    if kind == "rise":
        return "growth", 1
    if kind == "fall":
        return "growth", -1
    return "rate", 1


def _sign(left: str, before: Candidate | None) -> int:
    if not left.strip("、和及与,到至-~ ") and before is not None and before.kind == "points":
        return -1 if before.value < 0 else 1
    if _patterns()["fall"].search(left):
        return -1
    compared = _patterns()["compared"].search(left)
    return -1 if compared and compared.group().startswith(("低于", "慢于")) else 1
