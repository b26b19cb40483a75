"""Read what a document says of itself: title, kind, issuer and date.

In go the paragraphs of its head (and the page's furniture, where the title may stand); out come the
facts with the places they were read from, ``None`` where the text does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from duixian.documents.paragraphs import Paragraph
from duixian.documents.phrases import phrases
from duixian.documents.plain import fold
from duixian.model import DocumentKind, Span, Stated
from duixian.periods.grammar import chinese_number, year_number

__all__ = ["Head", "head_size", "is_title", "read_head"]

_MAX_HEAD_LINES = 40
_MAX_HEAD_CHARS = 70
_MAX_TITLE_CHARS = 60
_ADDRESS = re.compile(r"(?:各位(?:代表|委员|领导)|同志们|(?:主席|主任|委员长))[^。]{0,30}[:,!]")
_DIGIT = "[〇零○一二三四五六七八九]"
_DATE = re.compile(
    rf"(?P<year>(?:19|20)\d\d|[一二]{_DIGIT}{{3}})\s?(?:年|[-./])\s?(?:(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s?(?:月|[-./])"
    r"\s?(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s?日?)?)?"
)
_DELIVERY = re.compile(
    r"(?:日|年|月)[^。]{0,12}在[^。]{2,40}(?:会议?|大会)|(?:人民)?代表大会|^\(?\s*(?:\d{4}|[一二][〇零○一二三四五六七八九]{3})年\S{1,12}日|会议上"
)
_SPEAKER = re.compile(r"^.{0,24}(?:省长|市长|区长|县长|州长|盟长|旗长|主席|总理|主任)\s?[\s\S]{0,12}$")
_TITLE = re.compile(r"报告|规划|纲要|公报|清单|实事|计划|方案|意见|决定|决议|通知|讲话")
_TITLE_END = re.compile(r"(?:报告|规划|纲要|公报|清单|方案|意见|计划|实事|实事项目)\s?(?:\([^()]{1,20}\))?\Z")
_WHOLE = re.compile(r"(?:报告|意见|决定|通知|决议|议案)\s?(?:\([^()]{1,20}\))?\Z")
_SPOKEN = re.compile(r"^[我本]|代表|报告|关于")
_FRONT_VALUE = re.compile(r"^(?:subtitle|author|issuer|date|publisher):[ ]*(?P<value>[^\n]*\S)", re.MULTILINE)
_FRONT_TITLE = re.compile(r"^title:\s*[\"']?(?P<title>.+?)[\"']?\s*$", re.MULTILINE)
_PLACE = r"[\u4e00-\u9fff]{1,12}?(?:特别行政区|自治区|自治州|自治县|自治旗|新区|开发区|地区|省|市|区|县|州|盟|旗)"
_ISSUERS = (
    re.compile(
        rf"^[(]?(?:关于)?(?:[12]\d{{3}}\s?年(?:度)?)?(?P<issuer>(?:{_PLACE}){{1,3}})(?=(?:人民)?(?:政府|国民经济|\d|十[一二三四五]五|第|[12]|“|[一二]〇))"
    ),
    re.compile(rf"代表(?P<issuer>(?:{_PLACE}){{1,2}})人民政府"),
    re.compile(
        rf"[在日](?:在|中国共产党)?\s?(?P<issuer>(?:{_PLACE}){{1,2}})\s?(?:第?[一二三四五六七八九十]{{1,3}}届|人民代表)"
    ),
    re.compile(rf"^(?P<issuer>(?:{_PLACE}){{1,2}})(?:人民政府)?(?:代理?)?(?:省长|市长|区长|县长|州长|盟长)"),
    re.compile(rf"(?<=[\d年])(?P<issuer>{_PLACE})(?=.{{2,}}[!?])"),
    re.compile(r"代表(?P<issuer>国务院)|^(?P<nation>国务院)"),
)
_BARE_PLACE = re.compile(r"^[省市区县州盟旗]$|^(?:本|我|全|各)[省市区县]$|^自治[区州县]$")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a document tells.

    Args:
        title: its title.
        kind: its kind.
        issuer: who speaks.
        date: when.
        delivered: whether the date is that of delivery, not of a web page.
        lines: indices of the head's paragraphs that are title, delivery line or speaker.
    """

    title: Stated[str] | None
    kind: Stated[DocumentKind] | None
    issuer: Stated[str] | None
    date: Stated[str] | None
    delivered: bool
    lines: frozenset[int]


def head_size(lines: Sequence[Paragraph], opens_body: Callable[[Paragraph], bool]) -> int:
    """Return how many paragraphs stand before the address, the first heading or the first long paragraph.

    Example:
        >>> texts = ("政府工作报告", "2024年1月9日在区八届人大三次会议上", "各位代表:", "现在,我报告工作。")
        >>> head_size([Paragraph(Span(0, len(text)), text, "paragraph") for text in texts], lambda line: False)
        2
    """
    for index, line in enumerate(lines[:_MAX_HEAD_LINES]):
        if _ADDRESS.match(line.text):
            return index
        if len(line.text) > _MAX_HEAD_CHARS and not _DELIVERY.search(line.text):
            return index
        if opens_body(line):
            return index
    return min(len(lines), _MAX_HEAD_LINES)


def is_title(line: str) -> bool:
    """Tell whether a line without number could be a document's title.

    Example:
        >>> is_title("某区国民经济和社会发展第十四个五年规划纲要(草案)"), is_title("2020年工作回顾")
        (True, False)
    """
    return len(line) <= _MAX_TITLE_CHARS and _TITLE_END.search(line) is not None


def read_head(text: str, lines: Sequence[Paragraph], size: int, furniture: Sequence[tuple[Span, str]]) -> Head:
    r"""Read the head.

    Args:
        text: the document's text.
        lines: its paragraphs.
        size: how many of them are its head.
        furniture: places and plain texts of the page's own lines.

    Example:
        >>> text = "澄宁区政府工作报告\n2024年1月9日在区八届人大三次会议上"
        >>> lines = [Paragraph(span, span.of(text), "paragraph") for span in (Span(0, 9), Span(10, len(text)))]
        >>> head = read_head(text, lines, 2, [])
        >>> head.issuer.value, head.kind.value, head.date.value, head.delivered
        ('澄宁区', 'work report', '2024-01-09', True)
    """
    head = list(lines[:size])
    marked = frozenset(index for index, line in enumerate(head) if _is_head_line(line))
    title = _title(text, head, furniture)
    first = lines[size].text[: _MAX_HEAD_CHARS * 3] if size < len(lines) else ""
    opening = [(Span(0, 0), "")] if not first else [(lines[size].span, first)]
    if size + 1 < len(lines):
        opening.append((lines[size + 1].span, lines[size + 1].text[: _MAX_HEAD_CHARS * 3]))
    kind = _kind(title, opening)
    front = _front_values(text, furniture)
    places = ([(title.span, fold(title.value))] if title else []) + opening + [(line.span, line.text) for line in head]
    date, delivered = _date(head, title, [*front, *furniture])
    return Head(title, kind, _issuer(text, [*places, *front]), date, delivered, marked)


def _front_values(text: str, furniture: Sequence[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Return the values of a front matter that tell who speaks and when, with their places."""
    return [
        (Span(*match.span("value")), fold(match["value"]))
        for span, line in furniture
        if line.startswith("---")
        for match in _FRONT_VALUE.finditer(text, span.start, span.end)
    ]


def _is_head_line(line: Paragraph) -> bool:
    if line.text.startswith("--") or line.kind == "heading":
        return True
    if "。" in line.text:
        # A short text of one sentence, such as 2024年,地区生产总值增长6%。, is no date line.
        return False
    return any(pattern.search(line.text) for pattern in (_TITLE, _DELIVERY, _SPEAKER)) or bool(_DATE.match(line.text))


def _title(text: str, head: Sequence[Paragraph], furniture: Sequence[tuple[Span, str]]) -> Stated[str] | None:
    front: Stated[str] | None = None
    for span, line in furniture:
        match = _FRONT_TITLE.search(text, span.start, span.end) if "title:" in line else None
        if match:
            front = Stated(match["title"], Span(*match.span("title")))
            break
    found = [line for line in head if _TITLE.search(line.text) and not line.text.startswith("--")
             and len(line.text) <= _MAX_TITLE_CHARS]  # fmt: skip
    if not found:
        return front
    best = next((line for line in found[1:3] if found[0].text in line.text), found[0])
    after = next((line for line in head if line.span.start > best.span.end), None)
    if after and best.text.startswith("关于") and not _WHOLE.search(best.text) and _WHOLE.search(after.text):
        span, value = Span(best.span.start, after.span.end), _shown(best, text) + _shown(after, text)
        return Stated(value, span)
    if front is None or len(best.text) >= len(front.value):
        return Stated(_shown(best, text), best.span)
    return front


def _shown(line: Paragraph, text: str) -> str:
    """Return a line's characters without the marks that are blank in the plain form."""
    return "".join(
        char for char, plain in zip(line.span.of(text), line.text, strict=True) if plain != " " or char.isspace()
    )


def _kind(title: Stated[str] | None, opening: Sequence[tuple[Span, str]]) -> Stated[DocumentKind] | None:
    if title is not None:
        for row in phrases("kinds.toml", "kind"):
            match = row.pattern.search(fold(title.value))
            if match and row.gives != "other":
                start = title.span.start + match.start()
                return Stated(cast("DocumentKind", row.gives), Span(start, min(start + len(match[0]), title.span.end)))
    for span, line in opening:
        match = re.search(
            r"(?:作|报告)政府工作(?:报告)?|报告(?:政府|[^。,]{0,14}年的?(?:政府)?|本届政府[^。,]{0,10})?工作|作(?:政府)?工作报告|政府的?工作",
            line,
        )
        if match:
            return Stated("work report", Span(span.start + match.start(), span.start + match.end()))
    return None if title is None else Stated("other", title.span)


def _issuer(text: str, places: Sequence[tuple[Span, str]]) -> Stated[str] | None:
    for pattern in _ISSUERS:
        for span, line in places:
            match = pattern.search(line)
            if match is None or match.lastgroup is None:
                continue
            # 某某市长在某某市…: the place stands behind the last 在.
            begin = match.start(match.lastgroup) + match[match.lastgroup].rfind("在") + 1
            place = Span(span.start + begin, span.start + match.end(match.lastgroup))
            if (
                place.end <= span.end
                and not _BARE_PLACE.match(match[match.lastgroup])
                and not _SPOKEN.search(place.of(text))
            ):
                return Stated(place.of(text), place)
    return None


def _date(
    head: Sequence[Paragraph], title: Stated[str] | None, furniture: Sequence[tuple[Span, str]]
) -> tuple[Stated[str] | None, bool]:
    """Return the date, and whether it is that of delivery."""
    spoken = [(line.span, line.text) for line in head if _DELIVERY.search(line.text)]
    titled = [(title.span, fold(title.value))] if title else []
    others = [(line.span, line.text) for line in head]
    for delivered, group in ((True, [*spoken, *titled]), (False, [*others, *furniture])):
        for span, line in group:
            match = _DATE.search(line)
            if match is None or not match["month"] or span.start + match.end() > span.end:
                continue
            date = _iso(match)
            return Stated(
                date, Span(span.start + match.start(), span.start + len(line[: match.end()].rstrip()))
            ), delivered
    return None, False


def _iso(match: re.Match[str]) -> str:
    year, month = year_number(match["year"]), chinese_number(match["month"])
    if not 1 <= month <= 12:  # noqa: PLR2004
        return f"{year:04d}"
    day = chinese_number(match["day"]) if match["day"] else 0
    if not 1 <= day <= 31:  # noqa: PLR2004
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}"
