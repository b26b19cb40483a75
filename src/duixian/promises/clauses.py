"""Cut a sentence into its clauses, quotations and brackets kept whole.

In goes a sentence of the plain text; out come its :class:`Clause` records in order, each with the number of the list
item that it opens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from duixian.model import Span
from duixian.promises.heads import Head, find_head
from duixian.promises.lexicon import lexicon

__all__ = ["Clause", "cut_clauses", "item_number"]

_MARK = re.compile(r"(?<=\d)[,:](?=\d)|“[^”。;]{0,60}”|\([^()。]{0,80}\)|《[^》。]{0,60}》|(?P<stop>[,;:。!?、])")
_MARKER = re.compile(
    r"\s*[-*]*\s*(?:(?P<han>[一二三四五六七八九十]{1,3})(?:是|[、.])|第(?P<nth>[一二三四五六七八九十]{1,3})[,、]"
    r"|\((?P<inner>[一二三四五六七八九十]{1,3}|\d{1,2})\)|(?P<digits>\d{1,2})[.、)](?!\d)|(?P<ring>[①-⑳]))"
)
_MARK_SIGNS = frozenset("一二三四五六七八九十第(0123456789-* ①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", 1)}
_TEN = "十"
_MIN_OBJECT = 2
_MAX_LIST_CHARACTERS = 300
_NO_OBJECT = ("、", "和", "与", "及", "等")
_EDGES = " \n。!?*"
_TAKEN = re.compile(r"等[^,;]{0,4}(?:工作|工程|项目|行动|方式|措施|活动|任务|机制|制度)\Z")


class Clause(NamedTuple):
    """A clause, or one of the coordinated parts of a clause.

    Args:
        span: its characters, without the mark of a list item and blanks.
        group: counts the parts of the sentence between ；.
        head: the verb that commits, or ``None``.
        number: number of the list item that begins here, or ``None``.
    """

    span: Span
    group: int
    head: Head | None
    number: int | None


def item_number(plain: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the number that a list's item opens with and where its words begin; ``None`` where it has none.

    Example:
        >>> item_number("十一、新建幼儿园", 0, 8), item_number("③新建幼儿园", 0, 6), item_number("新建幼儿园", 0, 5)
        ((11, 3), (3, 1), None)
    """
    match = _MARKER.match(plain, start, end) if plain[start : start + 1] in _MARK_SIGNS else None
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
    at, group = start, 0
    commas: list[int] = []
    for match in _MARK.finditer(plain, start, end):
        stop = match["stop"]
        if stop == "、":
            commas.append(match.start())
        elif stop is not None:
            _add(clauses, plain, (at, match.start()), commas, group, times)
            at, commas = match.end(), []
            group += stop == ";"
    _add(clauses, plain, (at, end), commas, group, times)
    return clauses


def _add(  # noqa: PLR0917 (called for every clause of every document)
    clauses: list[Clause],
    plain: str,
    bounds: tuple[int, int],
    commas: list[int],
    group: int,
    times: Mapping[int, int],
) -> None:
    """Add a clause, or its coordinated parts."""
    start, end = bounds
    number, start = item_number(plain, start, end) or (None, start)
    if commas and end - start <= _MAX_LIST_CHARACTERS and not _TAKEN.search(plain, start, end):
        for comma in commas:
            first = _first_part(plain, start, comma, end, times)
            if first is None:
                continue
            clauses.append(Clause(_body(plain, start, comma), group, first, number))
            start, number = comma + 1, None
    body = _body(plain, start, end)
    if body.start < body.end:
        clauses.append(Clause(body, group, find_head(plain, body.start, body.end, times), number))


def _first_part(plain: str, start: int, comma: int, end: int, times: Mapping[int, int]) -> Head | None:
    """Return the head of the part before a 、 if both sides of it have a verb and an object."""
    if comma < start + _MIN_OBJECT:
        return None
    behind = find_head(plain, comma + 1, end, times, only_leading=True)
    if behind is None or not _is_own(plain, behind, end):
        return None
    before = find_head(plain, start, comma, times)
    if before is None or len(before.object) < _MIN_OBJECT:
        return None
    # in 投用新建、改扩建学校 the verb behind 投用 is coordinated, it is no object
    bare = lexicon().at(plain, before.object.start, comma)
    return None if bare is not None and bare[1] == comma else before


def _body(plain: str, start: int, end: int) -> Span:
    while start < end and plain[start] in _EDGES:
        start += 1
    while start < end and plain[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)


def _is_own(plain: str, head: Head, end: int) -> bool:
    """Tell whether a part behind 、 has a verb and an object of its own."""
    thing = head.object
    if (
        not head.leading
        or head.group == "direction-noun"
        or len(thing) < _MIN_OBJECT
        or plain.startswith(_NO_OBJECT, thing.start)
    ):
        return False
    first = plain.find("、", thing.start, end)
    return first < 0 or first - thing.start >= _MIN_OBJECT
