"""Whether a figure is a result, an estimate, a target or given only for reference.

In goes a candidate with the part its section plays and the words of its sentence; out comes the role.
"""

from __future__ import annotations

import re
from functools import cache

from duixian.figures.candidates import Candidate
from duixian.figures.wording import load_wording
from duixian.model import Part, Role

__all__ = ["decide_role", "is_starting_point"]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = load_wording("roles")
    return {
        "estimate": words.anywhere("estimate"),
        "target": words.anywhere("target"),
        "done": words.anywhere("done"),
        "plan_words": words.anywhere("plan_words"),
        "from": words.end("from"),
        "from_behind": words.front("from_behind"),
    }


def is_starting_point(candidate: Candidate, clause: str) -> bool:
    """Tell whether the number is where a change began (由【34%】提升至36%)."""
    patterns = _patterns()
    return patterns["from"].search(clause) is not None and patterns["from_behind"].match(candidate.between) is not None


def decide_role(candidate: Candidate, part: Part, before: str, clause: str) -> Role:
    """Return the role of a candidate.

    Args:
        candidate: the candidate.
        part: the part its section plays.
        before: the words of the sentence in front of the number.
        clause: the words of its clause in front of the number.
    """
    patterns = _patterns()
    if is_starting_point(candidate, clause):
        return "reference"
    if part == "plan":
        return "actual" if patterns["done"].search(clause) else "target"
    if part in ("review", "problems"):
        if patterns["target"].search(clause):
            return "target"
        return "estimate" if patterns["estimate"].search(before) else "actual"
    if patterns["target"].search(before):
        return "target"
    if patterns["estimate"].search(before):
        return "estimate"
    if patterns["done"].search(before):
        return "actual"
    return "target" if patterns["plan_words"].search(before) else "actual"
