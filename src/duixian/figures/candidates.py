"""The figures-to-be of one sentence, each with the words to its left and right.

In goes a sentence of the plain text with the quantities found in it; out come candidates in text
order, cut out of their clauses so that every later rule looks at short pieces only.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from duixian.figures.phrases import Phrase, strip_aim
from duixian.model import FigureKind, Period, Quantity, Role

__all__ = ["Candidate", "Clauses", "cut_candidates"]

_REACH_CHARACTERS = 120
"""How far from a number its name is looked for; keeps time linear on text without punctuation."""
_BOUNDARY = re.compile(r"[,;:。!?\n]|(?<=[%元家人户个])\.(?=[\u4e00-\u9fff])|--|\([^()]{0,60}\)|[()]")
_JOINT = r"(?:、|和|及|与|以及|及其|并|或|到|至|,)"
_OPENS_WITH_JOINT = re.compile(rf"\s*{_JOINT}\s*")
_CLOSES_WITH_JOINT = re.compile(r"(?:、|和|及|与|以及|或|并)\s*\Z")
_OWN_THEN_EXAMPLES = re.compile(r"([^、和及]{2,}?)(?:、|和|及)[^,;]*等\s*\Z")
"""Behind the number its own name, then the examples of the next: 3项【方案设计】、通天街提升改造等20项 …"""
_ONLY_JOINT = re.compile(rf"\s*{_JOINT}*\s*\Z")


@dataclass(slots=True)
class Candidate:
    """One figure in the making: what the stages find is noted here, nothing is guessed.

    Args:
        quantity: the number with its unit, as written.
        left: words from the start of the clause, or from the figure before, up to the number.
        right: words behind the number that belong to it, up to the end of the clause or the next figure.
        between: all words up to the next figure or the clause's end, whoever they belong to.
        clause: index of the clause in the sentence.
        clause_start: offset at which the clause starts.
        follows: whether the figure before stands in the same clause.
        listed: whether the figure continues a list (starts behind 、 or 和).
    """

    quantity: Quantity
    left: str
    right: str
    between: str
    clause: int
    clause_start: int
    follows: bool
    listed: bool
    unit: str | None = None
    value: Decimal = Decimal(0)
    high: Decimal | None = None
    kind: FigureKind = "amount"
    sign: int = 1
    of: str | None = None
    phrase: Phrase | None = None
    role: Role = "actual"
    period: Period | None = None
    period_text: str | None = None
    scope: str = "self"
    rules: list[str] = field(default_factory=list)
    in_ten_thousands: bool = False

    @property
    def start(self) -> int:
        """Where the number starts, in code points of the document's text."""
        return self.quantity.span.start


class Clauses:
    """The clauses of one sentence: where each starts and ends, short brackets left inside.

    Args:
        plain: the plain text of the document.
        start, end: the sentence, half-open, in code points.
        numbers: starts of the accepted quantities in the sentence, sorted; a bracket that holds one is a boundary.

    Example:
        >>> clauses = Clauses("投资(含续建)增长7%,新建学校3所", 0, 20, numbers=[9, 16])
        >>> clauses.text(0), clauses.text(clauses.index(16))
        ('投资(含续建)增长7%', '新建学校3所')
    """

    __slots__ = ("ends", "plain", "starts")

    def __init__(self, plain: str, start: int, end: int, numbers: Sequence[int]) -> None:
        self.plain = plain
        self.starts: list[int] = [start]
        self.ends: list[int] = []
        at = start
        while (match := _BOUNDARY.search(plain, at, end)) is not None:
            opened, closed = match.span()
            bracket = closed - opened > len("()")
            if bracket and bisect_left(numbers, opened) == bisect_left(numbers, closed):
                at = closed  # a bracket without figures is part of the phrase
                continue
            if bracket:
                closed = opened + 1
            if plain[opened] == ":" and plain[opened - 1 : opened].isdigit() and plain[closed : closed + 1].isdigit():
                at = closed  # 1:1.5
                continue
            self.ends.append(opened)
            self.starts.append(closed)
            at = closed
        self.ends.append(end)

    def index(self, offset: int) -> int:
        """Return the index of the clause that holds ``offset``."""
        return bisect_right(self.starts, offset) - 1

    def text(self, index: int) -> str:
        """Return the words of clause ``index``; nothing behind the last one."""
        if index >= len(self.starts):
            return ""
        return self.plain[self.starts[index] : self.ends[index]]


def cut_candidates(clauses: Clauses, quantities: Sequence[Quantity]) -> list[Candidate]:
    """Cut out the words around each quantity and settle to which figure the words between two belong.

    The words between two figures belong to the first where a list goes on behind them
    (建成【43处】居家养老服务中心和【127处】…), to the second where a list goes on before them
    (新增泊位【1.1万个】、共享单车泊位【2500处】), else to both (【588名】干部深入【674家】企业).

    Example:
        >>> from duixian.quantities import find_quantities
        >>> plain = "新增泊位1.1万个、充电桩2500处,改造老旧小区36个"
        >>> found = cut_candidates(Clauses(plain, 0, len(plain), []), find_quantities(plain))
        >>> [(one.left, one.clause, one.listed) for one in found]
        [('新增泊位', 0, False), ('、充电桩', 0, True), ('改造老旧小区', 1, False)]
    """
    plain = clauses.plain
    found: list[Candidate] = []
    for position, quantity in enumerate(quantities):
        clause = clauses.index(quantity.extent.start)
        start = clauses.starts[clause]
        before = found[-1] if found and found[-1].clause == clause else None
        left = (
            before.between
            if before
            else plain[max(start, quantity.extent.start - _REACH_CHARACTERS) : quantity.extent.start]
        )
        # extents may overlap where one word bounds two numbers
        stop = max(clauses.ends[clause], quantity.extent.end)
        if position + 1 < len(quantities):
            stop = max(min(stop, quantities[position + 1].extent.start), quantity.extent.end)
        between = plain[quantity.extent.end : min(stop, quantity.extent.end + 2 * _REACH_CHARACTERS)]
        same = position + 1 < len(quantities) and clauses.index(quantities[position + 1].extent.start) == clause
        listed = before is not None and _OPENS_WITH_JOINT.match(left) is not None
        if before is not None and _CLOSES_WITH_JOINT.search(left) and not listed:
            left, listed = "", True
        right = between
        if same and (etc := _OWN_THEN_EXAMPLES.match(between)):
            right, between = etc.group(1), between[etc.end(1) + 1 :]
        elif _OPENS_WITH_JOINT.match(between):
            right = ""
        elif same and (close := _CLOSES_WITH_JOINT.search(between)):
            right = between[: close.start()]
        if _ONLY_JOINT.match(right):
            right = ""
        left, right = strip_aim(left[-_REACH_CHARACTERS:]), right[:_REACH_CHARACTERS]
        candidate = Candidate(quantity, left, right, between, clause, start, before is not None, listed)
        candidate.in_ten_thousands = not {"万", "亿"}.isdisjoint(quantity.span.of(plain))
        found.append(candidate)
    return found
