"""What kind of figure a number is: amount, rate, growth, points, multiple or rank, and its sign.

In goes a candidate with the words around it; out comes the kind by the verb that governs the number
(增长【7%】, 提高到【36%】, 占全市【40%】) and the sign of a decline.
"""

from __future__ import annotations

import re
from functools import cache

from duixian.figures.candidates import Candidate
from duixian.figures.exclusions import counts_money, counts_people
from duixian.figures.wording import load_wording
from duixian.model import FigureKind

__all__ = ["decide_kind", "implied_unit"]

_PERCENT_UNITS = frozenset({"%", "‰", "成"})
_LOOK_BACK_CHARACTERS = 24
_CONCENTRATION = re.compile(r"(?:浓度|空气质量综合指数)[^,;]{0,6}改善[^,;]{0,3}\Z")
_CUT = re.compile(
    r"\s*(?:平均|再|累计|进一步|力争|确保|、)*(?:缩减|压减|压缩|减少|精简|削减|降低|节约|缩短|压降)([^,;]{2,20})\Z"
)
_LEVEL_WORDS = re.compile(r"率|占|比|至|到|度")
_GROWTH_BEHIND = re.compile(r"(?:的)?[^,;。\d]{0,12}(?:增长|增速|增幅)(?:目标|预期|速度|率)?\s*(?:,|。|;|\Z)")


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

    Example:
        >>> from duixian.figures.candidates import Clauses, cut_candidates
        >>> from duixian.quantities import find_quantities
        >>> plain = "能耗下降3%,绿化率达到36%"
        >>> candidates = cut_candidates(Clauses(plain, 0, len(plain), []), find_quantities(plain))
        >>> for candidate in candidates:
        ...     candidate.unit = candidate.quantity.unit
        >>> [decide_kind(candidate, None) for candidate in candidates]
        [('growth', -1), ('rate', 1)]
    """
    quantity = candidate.quantity
    left = candidate.left[-_LOOK_BACK_CHARACTERS:].rstrip()
    if quantity.form == "standing":
        return "rank", 1
    if quantity.form == "doubling":
        return "multiple", 1
    if candidate.unit == "百分点":
        return "points", _sign(left, before)
    if candidate.unit == "倍":
        kind = _verb_kind(left)
        return ("growth", 1) if kind in ("rise", "fall") else ("multiple", 1)
    if candidate.unit in _PERCENT_UNITS:
        return _percent_kind(left, candidate.between, before)
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


def _percent_kind(left: str, behind: str, before: Candidate | None) -> tuple[FigureKind, int]:
    if not left.strip("、和及与,到至-~ ") and before is not None and before.kind in ("growth", "rate"):
        return before.kind, before.sign
    if _patterns()["of"].search(left) and not _patterns()["rise"].search(left) and not _patterns()["fall"].search(left):
        return "rate", 1
    verb = _verb_kind(left)
    cut = _CUT.match(left)
    falls = _CONCENTRATION.search(left) is not None or (cut is not None and not _LEVEL_WORDS.search(cut.group(1)))
    if falls or (verb == "fall" and not _GROWTH_BEHIND.match(behind)):
        return "growth", -1
    rises = _GROWTH_BEHIND.match(behind) is not None or (verb == "rise" and "自然增长率" not in left)
    return ("growth", 1) if rises else ("rate", 1)


def _sign(left: str, before: Candidate | None) -> int:
    if not left.strip("、和及与,到至-~ ") and before is not None and before.kind == "points":
        return before.sign
    if _patterns()["fall"].search(left):
        return -1
    compared = _patterns()["compared"].search(left)
    return -1 if compared and compared.group().startswith(("低于", "慢于")) else 1


def implied_unit(candidate: Candidate) -> str | None:
    """Return the unit that the noun implies where the text has no measure word (19万群众 → 人).

    Args:
        candidate: with ``left`` and ``between`` set.

    Example:
        >>> from duixian.figures.candidates import Clauses, cut_candidates
        >>> from duixian.quantities import find_quantities
        >>> plain = "惠及19万群众,完成投资8亿,种树6万棵"
        >>> candidates = cut_candidates(Clauses(plain, 0, len(plain), []), find_quantities(plain))
        >>> [implied_unit(candidate) for candidate in candidates]
        ['人', '元', None]
    """
    quantity = candidate.quantity
    if quantity.form not in ("arabic", "chinese") or not candidate.in_ten_thousands:
        return None
    if counts_people(candidate.left, "万", candidate.between.lstrip()):
        return "人"
    return "元" if counts_money(candidate.left) else None
