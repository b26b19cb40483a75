"""Whether a figure is a result, an estimate, a target or given only for reference.

In go the words of a sentence and the part its section plays; out comes the role of each candidate.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from duixian.figures.candidates import Candidate
from duixian.figures.wording import load_wording
from duixian.model import Part, Role

__all__ = ["Cues", "decide_role"]

_GROUPS = ("aim", "estimate", "target", "done", "plan_words")
_LOOK_BACK_CHARACTERS = 60


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = load_wording("roles")
    patterns = {name: words.anywhere(name) for name in _GROUPS}
    patterns["from"] = words.end("from")
    patterns["from_behind"] = words.front("from_behind")
    return patterns


class Cues:
    """Where the words that tell a role stand in one sentence.

    Args:
        plain: the plain text of the document.
        start, end: the sentence, half-open, in code points.

    Example:
        >>> cues = Cues("去年投资增长7%,今年力争增长8%", 0, 18)
        >>> cues.between("target", 0, 6), cues.between("target", 9, 15)
        (False, True)
    """

    __slots__ = ("_ends", "plain")

    def __init__(self, plain: str, start: int, end: int) -> None:
        self.plain = plain
        self._ends = {
            name: [match.end() for match in _patterns()[name].finditer(plain, start, end)] for name in _GROUPS
        }

    def between(self, name: str, start: int, number: int) -> bool:
        """Tell whether a word of the group stands between ``start`` and ``number``."""
        ends = self._ends[name]
        at = bisect_left(ends, start + 1)
        return at < len(ends) and ends[at] <= number

    def is_starting_point(self, candidate: Candidate) -> bool:
        """Tell whether the number is where a change began (由【34%】提升至36%)."""
        number = candidate.quantity.extent.start
        left = self.plain[max(candidate.clause_start, number - _LOOK_BACK_CHARACTERS) : number]
        patterns = _patterns()
        return (
            patterns["from_behind"].match(candidate.between) is not None and patterns["from"].search(left) is not None
        )


def decide_role(candidate: Candidate, part: Part, cues: Cues, sentence_start: int, *, past: bool = False) -> Role:
    """Return the role of a candidate.

    Args:
        candidate: the candidate.
        part: the part its section plays.
        cues: the words of its sentence that tell a role.
        sentence_start: where the sentence starts.
        past: whether the period that governs the candidate lies before the section's.

    Example:
        >>> from duixian.figures.candidates import Clauses, cut_candidates
        >>> from duixian.quantities import find_quantities
        >>> plain = "绿化率由34%提升至36%"
        >>> candidates = cut_candidates(Clauses(plain, 0, len(plain), []), find_quantities(plain))
        >>> [decide_role(candidate, "review", Cues(plain, 0, len(plain)), 0) for candidate in candidates]
        ['reference', 'actual']
    """
    if cues.is_starting_point(candidate):
        return "reference"
    number, clause = candidate.quantity.span.start, candidate.clause_start
    if part != "plan" and cues.between("aim", sentence_start, number):
        return "target"
    if part == "plan":
        return "actual" if past or cues.between("done", clause, number) else "target"
    if part in ("review", "problems"):
        if cues.between("target", clause, number):
            return "target"
        return "estimate" if cues.between("estimate", sentence_start, number) else "actual"
    for name, role in _WITHOUT_PART:
        if cues.between(name, sentence_start, number):
            return role
    return "actual"


_WITHOUT_PART: tuple[tuple[str, Role], ...] = (
    ("target", "target"),
    ("estimate", "estimate"),
    ("done", "actual"),
    ("plan_words", "target"),
)
"""In a section whose part is not known the first of these words decides."""
