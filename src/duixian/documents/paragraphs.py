"""Turn a loader's blocks into the paragraphs of the document.

In go the text, its plain form and its blocks; out come paragraphs in text order, with the lines of a
hard-wrapped print joined again, and the furniture apart from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from duixian.documents.furniture import is_furniture
from duixian.model import Block, BlockKind, Span

__all__ = ["Paragraph", "blanked", "paragraphs_of", "unwrap", "without_contents", "without_lumps"]

_MIN_WRAPPED_CHARS = 16
_MIN_WRAPPED_LINES = 12
_WRAPPED_SHARE = 0.5
_ENDED = re.compile(r"[。!?;:…”\"')\]】>》]\Z")
_OPENS = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}[篇编章节部]|[一二三四五六七八九十]{1,3}\s?[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d)"
    r"|[①-⑳]|-{2}|各位代表|专栏|注[::\d]|[一二三四五六七八九十]是"
)
_LUMP_CHARS = 1500
_LUMP_HEADING = re.compile(
    r"(?<=[。!?:”\s])(?=(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))[^,;:。]{4,40}[\s。])"
)
_CUT = re.compile(r"(?:[,、(“《—]|[\u4e00-\u9fff]\s+\d{1,4})\Z")
_CAPTION = re.compile(r"表\s?\d{1,2}\D")
_MAX_EDGE_CHARS = 20
_TITLE_LIKE = re.compile(r"报告|规划|纲要|公报|清单|实事|计划|方案|\d|会|省长|市长|区长|县长|州长|主席")
_CONTENTS = re.compile(r"目\s*[录次]\Z")
_LEADERS = re.compile(r"[\s.…·\-]*\d*\Z")
_MAX_CONTENTS_LINES = 400
_MAX_ENTRY_CHARS = 70
_MAX_PAGE_DIGITS = 4
_CUT_CHARS = 8


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the document, its ends trimmed.

    Args:
        span: its characters; several lines where a print broke it.
        text: their plain form, the breaks inside as spaces.
        kind: as the loader said.
        level: a heading's level, where the format tells.
        bold: whether the whole line was set in bold.
    """

    span: Span
    text: str
    kind: BlockKind
    level: int | None = None
    bold: bool = False


def paragraphs_of(plain: str, blocks: Sequence[Block]) -> tuple[list[Paragraph], list[Span]]:
    r"""Split the blocks into paragraphs and furniture; tables are in neither.

    Example:
        >>> plain = "首页 > 政务公开\n新建学校3所。"
        >>> kept, furniture = paragraphs_of(plain, [Block(Span(0, 9), "paragraph"), Block(Span(10, 17), "paragraph")])
        >>> [line.text for line in kept], furniture
        (['新建学校3所。'], [Span(start=0, end=9)])
    """
    kept: list[Paragraph] = []
    furniture: list[Span] = []
    in_table = False
    numbered = _has_page_numbers(plain, blocks)
    for block in blocks:
        if block.kind == "table":
            continue
        piece = plain[block.span.start : block.span.end]
        line = piece.strip()
        in_table = _CAPTION.match(line) is not None or (in_table and block.kind == "item")
        bare = _is_bare_number(line) and (numbered or not kept or _ENDED.search(kept[-1].text) is not None)
        if block.kind == "furniture" or bare or (line and block.kind != "note" and is_furniture(line)):
            furniture.append(block.span)
        elif block.kind == "item" and in_table:
            # A table set as a list under its caption; its cells are lost.
            continue
        elif line:
            start = block.span.start + piece.index(line[0])
            # Loaders call a line that is bold as a whole a heading without a level.
            bold = block.kind == "heading" and block.level is None
            kind = "paragraph" if bold else block.kind
            kept.append(Paragraph(Span(start, start + len(line)), line, kind, block.level, bold))
    return _without_edges(kept, furniture)


def _without_edges(kept: list[Paragraph], furniture: list[Span]) -> tuple[list[Paragraph], list[Span]]:
    """Take out the short lines that stand among furniture before the title and behind the last paragraph."""
    body = [index for index, line in enumerate(kept) if len(line.text) > _MAX_ENTRY_CHARS or _OPENS.match(line.text)]
    if not body or not furniture:
        return kept, furniture
    last = kept[body[-1]].span.end
    behind = min((span.start for span in furniture if span.start >= last), default=None)
    before = max((span.end for span in furniture if span.start < kept[body[0]].span.start), default=0)
    edges = {
        index
        for index, line in enumerate(kept)
        if (behind is not None and line.span.start >= behind)
        or (line.span.end <= before and len(line.text) <= _MAX_EDGE_CHARS and not _TITLE_LIKE.search(line.text))
    }
    furniture = sorted([*furniture, *(kept[index].span for index in edges)])
    return [line for index, line in enumerate(kept) if index not in edges], furniture


def _is_bare_number(line: str) -> bool:
    return len(line) <= _MAX_PAGE_DIGITS and line.isascii() and line.isdigit()


def _has_page_numbers(plain: str, blocks: Sequence[Block]) -> bool:
    """Tell whether the numbers alone on their lines count up; else they may be parts of broken sentences."""
    bare = [block.span.of(plain).strip() for block in blocks if len(block.span) <= _MAX_PAGE_DIGITS]
    pages = [int(line) for line in bare if _is_bare_number(line)]
    steps = sum(1 for before, after in pairwise(pages) if after == before + 1)
    return steps * 2 > len(pages)


def without_lumps(found: list[Paragraph]) -> list[Paragraph]:
    """Cut paragraphs of the length of a chapter before the headings inside them.

    Some pages lose their line breaks and give a whole report as one paragraph.

    Example:
        >>> text = "一、工作回顾。" + "新建学校。" * 300 + "二、工作安排。" + "改造道路。"
        >>> [line.text[:6] for line in without_lumps([Paragraph(Span(0, len(text)), text, "paragraph")])]
        ['一、工作回顾', '二、工作安排']
    """
    cut: list[Paragraph] = []
    for line in found:
        if len(line.text) < _LUMP_CHARS or line.kind != "paragraph":
            cut.append(line)
            continue
        ends = [match.start() for match in _LUMP_HEADING.finditer(line.text)]
        for start, end in zip([0, *ends], [*ends, len(line.text)], strict=True):
            piece = line.text[start:end]
            body = piece.strip()
            if body:
                at = line.span.start + start + piece.index(body[0])
                cut.append(replace(line, span=Span(at, at + len(body)), text=body))
    return cut


def unwrap(found: list[Paragraph], plain: str) -> tuple[list[Paragraph], list[Span]]:
    r"""Join lines that a print or a page broke in mid-sentence; the breaks joined over are returned too.

    Example:
        >>> plain = "全区新建改造学校和幼儿园共计12所、\n卫生院3家。"
        >>> lines = [Paragraph(span, span.of(plain), "paragraph") for span in (Span(0, 18), Span(19, 25))]
        >>> joined, breaks = unwrap(lines, plain)
        >>> len(joined), breaks
        (1, [Span(start=18, end=19)])
    """
    width = _wrapped_width(found)
    groups: list[list[Paragraph]] = []
    for line in found:
        if groups and _continues(groups[-1], line, plain, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    breaks = [Span(before.span.end, line.span.start) for group in groups for before, line in pairwise(group)]
    return [_joined(group, plain) for group in groups], breaks


def _joined(group: list[Paragraph], plain: str) -> Paragraph:
    if len(group) == 1:
        return group[0]
    span = Span(group[0].span.start, group[-1].span.end)
    text = blanked(
        plain[span.start : span.end],
        [Span(before.span.end - span.start, line.span.start - span.start) for before, line in pairwise(group)],
    )
    return replace(group[0], span=span, text=text)


def _wrapped_width(found: list[Paragraph]) -> int:
    """Return the width of a hard-wrapped text, or 0: most long lines then end in mid-sentence at one width."""
    lines = [line.text for line in found if line.kind == "paragraph" and len(line.text) >= _MIN_WRAPPED_CHARS]
    cut = sorted(len(line) for line in lines if not _ENDED.search(line))
    if len(cut) < _MIN_WRAPPED_LINES or len(cut) < _WRAPPED_SHARE * len(lines):
        return 0
    width = cut[len(cut) // 2]
    uniform = sum(1 for size in cut if abs(size - width) <= max(3, width // 8))
    return width if uniform >= _WRAPPED_SHARE * len(cut) else 0


def _continues(group: list[Paragraph], line: Paragraph, plain: str, width: int) -> bool:
    """Tell whether a line goes on with the paragraph whose lines so far are ``group``."""
    before = group[-1]
    if before.kind != "paragraph" or line.kind != "paragraph" or before.bold or line.bold or _OPENS.match(line.text):
        return False
    if _ENDED.search(before.text[-1]):
        return False
    cut = _CUT.search(before.text[-_CUT_CHARS:]) or _is_bare_number(line.text)
    if cut and (len(group) > 1 or len(before.text) >= _MIN_WRAPPED_CHARS):
        return True
    if len(group) > 1 and _is_bare_number(before.text):
        return True
    if not width or len(before.text) < width * 7 // 8:
        return False
    return plain.count("\n", before.span.end, line.span.start) == 1


def without_contents(found: list[Paragraph]) -> tuple[list[Paragraph], list[Span]]:
    """Take out a table of contents, known by its name and by its first entry standing again behind it.

    Example:
        >>> texts = ("目录", "一、回顾……1", "二、安排……9", "一、回顾", "新建学校。")
        >>> lines = [Paragraph(Span(0, len(text)), text, "paragraph") for text in texts]
        >>> [line.text for line in without_contents(lines)[0]]
        ['一、回顾', '新建学校。']
    """
    for at, line in enumerate(found[:_MAX_CONTENTS_LINES]):
        if not _CONTENTS.match(line.text):
            continue
        entries = [_entry(other.text) for other in found[at + 1 : at + 1 + _MAX_CONTENTS_LINES]]
        if not entries or entries[0] not in entries[1:]:
            continue
        end = at + 2
        while len(found[end].text) <= _MAX_ENTRY_CHARS and _entry(found[end].text) != entries[0]:
            if found[end].text.endswith((":", "。")):
                break
            end += 1
        return found[:at] + found[end:], [other.span for other in found[at:end]]
    return found, []


def _entry(text: str) -> str:
    return re.sub(r"\s+", "", _LEADERS.sub("", text))


def blanked(plain: str, spans: Iterable[Span]) -> str:
    """Return a plain text with further spans blanked; same length.

    Example:
        >>> blanked("增长[3]7%", [Span(2, 5)])
        '增长   7%'
    """
    pieces: list[str] = []
    at = 0
    for span in sorted(spans):
        if span.end > at:
            start = max(span.start, at)
            pieces += (plain[at:start], " " * (span.end - start))
            at = span.end
    return "".join((*pieces, plain[at:]))
