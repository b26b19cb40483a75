"""Cut a sentence into its clauses, quotations and brackets kept whole.

In goes a sentence of the plain text; out come its :class:`Clause` records in order, each with the number of the list
item that it opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from duixian.model import Span
from duixian.promises.heads import Head, find_head

__all__ = ["Clause", "cut_clauses", "item_number"]

_MARK = re.compile(r"(?<=\d)[,:](?=\d)|“[^”。;]{0,60}”|\([^()。]{0,80}\)|《[^》。]{0,60}》|(?P<stop>[,;:。!?、])")
_MARKER = re.compile(
    r"\s*[-*]*\s*(?:(?P<han>[一二三四五六七八九十]{1,3})(?:是|[、.])|第(?P<nth>[一二三四五六七八九十]{1,3})[,、]"
    r"|\((?P<inner>[一二三四五六七八九十]{1,3}|\d{1,2})\)|(?P<digits>\d{1,2})(?:[.、)]|[.)、]?\s+)(?!\d)|(?P<ring>[①-⑳]))"
)
_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", 1)}
_TEN = "十"
_MIN_OBJECT = 2
_NO_OBJECT = ("、", "和", "与", "及", "等")
_EDGES = " \n。!?*"
_TAKEN = re.compile(r"等[^,;]{0,4}(?:工作|工程|项目|行动|方式|措施|活动|任务|机制|制度)\Z")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, or one of the coordinated parts of a clause.

    Args:
        span: its characters, without the mark of a list item and blanks.
        group: counts the parts of the sentence between ；.
        head: the verb that commits, or ``None``.
        number: number of the list item that begins here, or ``None``.
        part: whether it is a part behind 、.
    """

    span: Span
    group: int
    head: Head | None
    number: int | None
    part: bool = False


def item_number(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the number that a list's item opens with and where its words begin; ``None`` where it has none.

    Example:
        >>> item_number("十一、新建幼儿园", 0, 8), item_number("③新建幼儿园", 0, 6), item_number("新建幼儿园", 0, 5)
        ((11, 3), (3, 1), None)
    """
    match = _MARKER.match(plain, start, end)
    if match is None:
        return None
    ring = match["ring"]
    if ring:
        return ord(ring) - ord("①") + 1, match.end()
    words = match["han"] or match["nth"] or match["inner"] or match["digits"]
    return (int(words) if words.isdigit() else _chinese(words)), match.end()


def _chinese(words: str) -> int:
    tens, ten, ones = words.partition(_TEN)
    if not ten:
        return _DIGITS.get(words[0], 0)
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


def cut_clauses(plain: str, start: int, end: int, times: Mapping[int, int]) -> list[Clause]:
    """Cut a sentence at ，；：。 and at the 、 behind which a part has its own committing verb and object.

    Args:
        plain: the plain text.
        start: first code point of the sentence.
        end: first code point behind it.
        times: where words of time start and end.

    Example:
        >>> text = "改造背街小巷、新建社区食堂,完善规划、建设、管理机制"
        >>> [clause.span.of(text) for clause in cut_clauses(text, 0, len(text), {})]
        ['改造背街小巷', '新建社区食堂', '完善规划、建设、管理机制']
    """
    clauses: list[Clause] = []
    at, group, commas = start, 0, []
    for match in _MARK.finditer(plain, start, end):
        stop = match["stop"]
        if stop == "、":
            commas.append(match.start())
        elif stop is not None:
            clauses.extend(_parts(plain, Span(at, match.start()), commas, group, times))
            at, commas = match.end(), []
            group += stop == ";"
    clauses.extend(_parts(plain, Span(at, end), commas, group, times))
    return clauses


def _parts(plain: str, span: Span, commas: list[int], group: int, times: Mapping[int, int]) -> Iterator[Clause]:
    """Yield a clause, or its coordinated parts."""
    number, first = item_number(plain, span.start, span.end) or (None, span.start)
    bounds, heads = _bounds(plain, Span(first, span.end), commas, times)
    for index, (low, head) in enumerate(zip(bounds, heads, strict=True)):
        high = bounds[index + 1] - 1 if index + 1 < len(bounds) else span.end
        piece = plain[low:high]
        body = piece.strip(_EDGES)
        if body:
            begin = low + piece.index(body)
            yield Clause(Span(begin, begin + len(body)), group, head, None if index else number, index > 0)


def _bounds(plain: str, span: Span, commas: list[int], times: Mapping[int, int]) -> tuple[list[int], list[Head | None]]:
    """Return where the coordinated parts of a clause begin, and the head of each."""
    bounds: list[int] = [span.start]
    heads: list[Head | None] = []
    listed = not commas or _TAKEN.search(plain, span.start, span.end) is not None
    for comma in () if listed else commas:
        if comma < bounds[-1] + _MIN_OBJECT:
            continue
        behind = find_head(plain, comma + 1, span.end, times)
        if behind is None or not _is_own(plain, behind, span.end):
            continue
        before = find_head(plain, bounds[-1], comma, times)
        if before is not None and len(before.object) >= _MIN_OBJECT:
            heads.append(before)
            bounds.append(comma + 1)
    heads.append(find_head(plain, bounds[-1], span.end, times))
    return bounds, heads


def _is_own(plain: str, head: Head, end: int) -> bool:
    """Tell whether a part behind 、 has a verb and an object of its own."""
    thing = head.object
    if not head.leading or len(thing) < _MIN_OBJECT or plain.startswith(_NO_OBJECT, thing.start):
        return False
    first = plain.find("、", thing.start, end)
    return first < 0 or first - thing.start >= _MIN_OBJECT
