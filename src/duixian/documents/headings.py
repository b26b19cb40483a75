"""Tell headings from running text and put them on levels.

In go the paragraphs; out come the headings among them, each with its words, the rank of its style of
number and its ordinal. Ranks order the styles from high to low: 第一篇, 第一章, 第一节, 一、, (一), 1., (1), ①.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from duixian.documents.paragraphs import Paragraph
from duixian.model import Span

__all__ = ["Heading", "find_headings", "is_numbered", "levels_of"]

_HAN = "[一二三四五六七八九十]"
_NUMBER = re.compile(
    rf"(?P<part>第(?:{_HAN}{{1,3}}|\d{{1,2}})[篇编])\s*"
    rf"|(?P<chapter>第(?:{_HAN}{{1,3}}|\d{{1,2}})(?:章|部分))[\s、:,]*"
    rf"|(?P<clause>第(?:{_HAN}{{1,3}}|\d{{1,2}})节)[\s、:,]*"
    r"|(?P<box>专栏\s?\d{0,2})[\s::]*"
    rf"|(?P<han>{_HAN}{{1,3}}\s?[、.]|{_HAN}{{1,3}}\s{{1,3}}(?=\S))\s*"
    rf"|(?P<paren>\(\s?{_HAN}{{1,3}}\s?\))[、.]?\s*"
    r"|(?P<arabic>\d{1,2}\s?(?:、|[.](?=(?:19|20)\d\d年|\D|$)))\s*"
    r"|(?P<round>\(\d{1,2}\)|\d{1,2}\))[、.]?\s*"
    r"|(?P<circle>[①-⑳])\s*"
)
_RANKS = {"part": 1.0, "chapter": 2.0, "clause": 3.0, "han": 4.0, "paren": 5.0, "arabic": 6.0, "round": 7.0,
          "circle": 8.0, "box": 9.0}  # fmt: skip
_MAX_TITLE_CHARS = {"part": 50, "chapter": 50, "clause": 50, "han": 60, "paren": 60, "arabic": 40, "round": 36,
                    "circle": 30, "box": 40}  # fmt: skip
_MAX_PLAIN_TITLE_CHARS = 40
_TELLING_RANK, _OTHER_RANK, _NESTED_RANK = 4.0, 4.6, 4.3
_LOW_RANK = 6.0
_STEADY_RANKS = (4.0, 5.0, 6.0, 7.0, 8.0)
_STOPPED = re.compile(r"[。;:,、!?]")
_RUN_IN = re.compile(r"([^。!?;:\s][^。!?;:\s]{1,40})(?:\s+)(?=[^\s])")
_GLUED = re.compile(
    r"([^,。;:!?]{0,24}(?:回顾|总结|安排|主要任务|重点工作|重点任务|工作任务|目标任务|要求))"
    r"(?=(?:(?:19|20)\d\d年|今年|刚刚?过去|过去|去年|[五一]年来|各位代表|同志们)[^。]{8})"
)
_LEAD = re.compile(r"([^。!?;:]{2,50})([。:])")
_DATED_LINE = re.compile(r"\(?(?:\d{2,4}|[一二][〇零一二三四五六七八九]{3})年\s?[\d一二三四五六七八九十]{1,3}\s?月")
_NOT_TITLE = re.compile(r"-{2}|各位代表|[一二三四五六七八九十]是|第[一二三四五六七八九十],|[“(\[]?注(?![释解])|表\s?\d")
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}|\d{1,2}|[①-⑳]")
_VALUES = {char: value for value, char in enumerate("零一二三四五六七八九十")}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    Args:
        paragraph: index of the paragraph it opens or is.
        span: its number and words.
        title: its words, plain, without number and end punctuation.
        rank: where its style of number stands; smaller is higher.
        ordinal: its number; ``None`` where it has none.
        alone: whether it has the line to itself; else it is the first clause of running text.
    """

    paragraph: int
    span: Span
    title: str
    rank: float
    ordinal: int | None
    alone: bool


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands first in a line: the style of its number, the number's text and the words behind it."""

    style: str
    number: str
    rest: str
    at: int


def find_headings(lines: Sequence[Paragraph], first: int, telling: frozenset[int]) -> list[Heading]:
    """Return the headings among ``lines`` from index ``first`` on.

    Args:
        lines: the paragraphs.
        first: index of the first paragraph behind the document's head.
        telling: indices of unnumbered lines whose words alone make them headings (“2020年工作回顾”).

    Example:
        >>> texts = ("一、总体要求", "着力稳就业。", "(二)办好教育。新建学校3所。")
        >>> lines = [Paragraph(Span(0, len(text)), text, "paragraph") for text in texts]
        >>> [(heading.title, heading.ordinal, heading.alone) for heading in find_headings(lines, 0, frozenset())]
        [('总体要求', 1, True), ('办好教育', 2, False)]
    """
    found: list[Heading] = []
    formats = _format_ranks(lines, first)
    nested = False
    for index in range(first, len(lines)):
        heading = _heading(index, lines[index], formats, telling=index in telling)
        if heading is None:
            continue
        if heading.rank == _TELLING_RANK and heading.ordinal is None:
            nested = False
        elif heading.rank == _TELLING_RANK:
            top = next((other for other in reversed(found) if other.rank <= _TELLING_RANK), None)
            nested = nested or (heading.ordinal == 1 and top is not None and top.ordinal is None)
            if nested:
                heading = Heading(index, heading.span, heading.title, _NESTED_RANK, heading.ordinal, heading.alone)
        found.append(heading)
    return found


def is_numbered(line: Paragraph) -> bool:
    """Tell whether a line opens with the number of a section (第一章, 一、 or (一)) and words behind it.

    Example:
        >>> is_numbered(Paragraph(Span(0, 6), "一、总体要求", "paragraph"))
        True
    """
    lead = _lead(line.text)
    return lead is not None and _RANKS[lead.style] < _LOW_RANK and bool(lead.rest)


def levels_of(headings: Iterable[Heading]) -> dict[float, int]:
    """Map the ranks found to levels: 一、 is 1, (一) is 2, …; 第一章 is 1 where there are chapters.

    Example:
        >>> levels_of([Heading(0, Span(0, 5), "改革开放", 5.0, 2, True)])[5.0]
        2
    """
    ranks = {heading.rank for heading in headings}
    ladder = ranks if ranks and min(ranks) < _TELLING_RANK else ranks | set(_STEADY_RANKS)
    return {rank: level for level, rank in enumerate(sorted(ladder), 1)}


def _format_ranks(lines: Sequence[Paragraph], first: int) -> dict[int, float]:
    """Map the format's heading levels to ranks, by the numbered headings that stand on them."""
    ranks: dict[int, float] = {}
    for line in lines[first:]:
        if line.kind == "heading" and line.level and (lead := _lead(line.text)):
            ranks.setdefault(line.level, _RANKS[lead.style])
    for level in sorted({line.level for line in lines[first:] if line.kind == "heading" and line.level}):
        above = [rank for other, rank in ranks.items() if other < level]
        below = [rank for other, rank in ranks.items() if other > level]
        if level in ranks:
            continue
        ranks[level] = min(below) - 0.5 if below else (max(above) + 0.5 if above else _TELLING_RANK)
    return ranks


def _lead(text: str) -> Lead | None:
    match = _NUMBER.match(text)
    if match is None or match.lastgroup is None:
        return None
    return Lead(match.lastgroup, match[match.lastgroup], text[match.end() :], match.end())


def _heading(index: int, line: Paragraph, formats: dict[int, float], *, telling: bool) -> Heading | None:
    if line.kind == "note" or _NOT_TITLE.match(line.text):
        return None
    lead = _lead(line.text)
    if lead is None:
        return _unnumbered(index, line, formats, telling=telling)
    rank, ordinal = _RANKS[lead.style], _ordinal(lead.number)
    limit = _MAX_TITLE_CHARS[lead.style]
    glued = _GLUED.match(lead.rest) if rank < _LOW_RANK else None
    if glued is None and (line.kind == "heading" or _is_title(lead.rest, limit, low=rank >= _LOW_RANK)):
        return Heading(index, line.span, lead.rest.rstrip("。:;, "), rank, ordinal, alone=True)
    if rank >= _LOW_RANK:
        return None
    start = line.span.start
    run_in = _RUN_IN.match(lead.rest)
    if run_in is not None and len(lead.rest) - run_in.end() <= _MAX_PLAIN_TITLE_CHARS:
        run_in = None
    if run_in := glued or run_in:
        return Heading(index, Span(start, start + lead.at + run_in.end(1)), run_in[1], rank, ordinal, alone=False)
    clause = _LEAD.match(lead.rest)
    if clause:
        return Heading(index, Span(start, start + lead.at + clause.end()), clause[1], rank, ordinal, alone=False)
    return None


def _unnumbered(index: int, line: Paragraph, formats: dict[int, float], *, telling: bool) -> Heading | None:
    title = line.text.rstrip("。: ")
    if _DATED_LINE.match(line.text):
        return None
    if line.kind == "heading":
        rank = formats.get(line.level or 0, _OTHER_RANK)
        return Heading(index, line.span, title, min(rank, _TELLING_RANK) if telling else rank, None, alone=True)
    if telling:
        return Heading(index, line.span, title, _TELLING_RANK, None, alone=True)
    if line.bold and len(line.text) <= _MAX_PLAIN_TITLE_CHARS and not _STOPPED.search(line.text[-1]):
        return Heading(index, line.span, title, _OTHER_RANK, None, alone=True)
    return None


def _is_title(rest: str, limit: int, *, low: bool) -> bool:
    if not rest:
        return False
    if len(rest) > limit:
        return False
    body = rest.rstrip(" ")
    if low:
        return not re.search(r"[。;:!?]", body) and not re.search(r"[\d]", body)
    if body.endswith(("。", ":")):
        return "。" not in body[:-1] and not re.search(r"[;\d]", body[:-1])
    return re.search(r"[。;,、]\Z", body) is None and "。" not in body


def _ordinal(number: str) -> int | None:
    match = _ORDINAL.search(number)
    if match is None:
        return None
    digits = match[0]
    if digits.isascii():
        return int(digits)
    if digits in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
        return ord(digits) - ord("①") + 1
    tens, ten, ones = digits.partition("十")
    if not ten:
        return _VALUES[digits[-1]]
    return 10 * (_VALUES[tens[-1]] if tens else 1) + (_VALUES[ones[-1]] if ones else 0)
