"""Find the article among the furniture of a web page.

In go the blocks of a page; out come those of its title and article, in order; what is furniture inside the article
(print links, share lines, the editor's name) stays as block of that kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from duixian.documents.formats.pageblocks import PageBlock, PageTable, classes_of

__all__ = ["article_of"]

_SIDE_TAGS = frozenset(("nav", "aside", "footer", "header", "form", "menu"))
_SIDE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navbar|menu|breadcrumbs?|crumbs?|position|location|footer|foot|copyright|sidebar|side|share|"
    r"bdshare|print|related|relate|recommend|hot|login|search|pager|pagination|toolbar|qrcode|ewm|dibu|xgxw|xgwz|daohang)"
    r"(?:$|[\s_-])"
)
_FURNITURE = re.compile(
    r"当前位置|您(?:现在|当前)?(?:所在)?的?位置|首页\s*[>＞»/]|打印(?:本页|文章|:|：|$)|关闭(?:窗口|本页|$)|分享(?:到|至)?\s*[:：]|"
    r"字(?:体|号)\s*[:：]|[【\[]\s*(?:大|字体|打印)|扫一扫|二维码|微信扫码|ICP\s?备|公网安备|网站标识码|版权所有|技术支持|主办单位|承办单位|"
    r"责任编辑|上一[篇条页]|下一[篇条页]|返回(?:顶部|首页|列表)|浏览(?:次数|量)|阅读(?:次数|量|时长)|点击(?:数|量|次数)|访问量|共计\d+个?字|"
    r"加入收藏|设为首页|收藏本[站页]|相关(?:链接|阅读|文章|新闻|附件)|无障碍|我要纠错|联系(?:我们|电话)|网站地图|隐私(?:声明|保护)"
)
_DATE_LINE = re.compile(r"(?:发布|成文|时间|日期|来源|信息)|\d{4}\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}")
_RUNNING = re.compile(r"[。；，！？：、,;!?]")
_MAX_FURNITURE_CHARACTERS = 120
_MAX_LINKED_SHARE = 0.5
_MIN_RUNNING_CHARACTERS = 15
_MAIN_SHARE = 0.75
_KEEP_SHARE = 0.4
_MAX_TITLE_DISTANCE = 12


def article_of(root: Any, blocks: Sequence[PageBlock | PageTable], *, title: str | None) -> list[PageBlock | PageTable]:
    """Return the blocks of the article with its title in front.

    Args:
        root: the page's root element.
        blocks: all blocks of the page, in order.
        title: the title that the page's head gives, or ``None``.

    Example:
        >>> from duixian.documents.formats.pageblocks import page_blocks
        >>> from duixian.documents.limits import Deadline
        >>> from lxml import html
        >>> page = html.fromstring("<div><a>首页</a><p>全年增长7%，好于预期，稳中有进。</p></div>")
        >>> [block.text for block in article_of(page, page_blocks(page, Deadline(60, where="")), title=None)]
        ['全年增长7%，好于预期，稳中有进。']
    """
    mass = _masses(blocks)
    total = mass.get(root, 0)
    sides = _sides(root, mass, total)
    kept = [block for block in blocks if not _inside(block.element, sides)]
    if sum(_weight(block) for block in kept) < _KEEP_SHARE * total:
        # Names that mislead: most of the running text stands in what is called a menu or foot.
        kept = list(blocks)
    mass = _masses(kept)
    total = mass.get(root, 0)
    if total == 0:
        return [block for block in kept if not _is_links(block)]
    main = _main(root, mass, total)
    inside = [index for index, block in enumerate(kept) if _within(block.element, main)]
    first, last = inside[0], inside[-1]
    head = _title_blocks(kept, first, title)
    body = [block for block in kept[first : last + 1] if not _is_links(block)]
    for block in body:
        _mark_furniture(block)
    return [*head, *body]


def _weight(block: PageBlock | PageTable) -> int:
    """Count the characters of running text: outside links, in blocks that look like sentences."""
    if isinstance(block, PageTable):
        return sum(len(cell.text) for cell in block.cells) // 2
    free = len(block.text) - block.linked
    if (
        free < _MIN_RUNNING_CHARACTERS
        or not _RUNNING.search(block.text)
        or _FURNITURE.search(block.text[:_MAX_FURNITURE_CHARACTERS])
    ):
        return 0
    return free if block.linked <= _MAX_LINKED_SHARE * len(block.text) else 0


def _masses(blocks: Sequence[PageBlock | PageTable]) -> dict[Any, int]:
    """Sum up the running text under each element."""
    mass: dict[Any, int] = {}
    for block in blocks:
        weight = _weight(block)
        at = block.element if weight else None
        while at is not None:
            mass[at] = mass.get(at, 0) + weight
            at = at.getparent()
    return mass


def _sides(root: Any, mass: dict[Any, int], total: int) -> set[Any]:
    """Return the elements that are menus, feet and the like by tag or class, and hold little of the running text."""
    sides = set()
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        named = element.tag in _SIDE_TAGS or _SIDE_CLASS.search(classes_of(element)) is not None
        if named and mass.get(element, 0) <= _KEEP_SHARE * total and element.find(".//h1") is None:
            sides.add(element)
    return sides


def _inside(element: Any, sides: set[Any]) -> bool:
    return any(at in sides for at in _upwards(element))


def _within(element: Any, main: Any) -> bool:
    return any(at is main for at in _upwards(element))


def _upwards(element: Any) -> Any:
    while element is not None:
        yield element
        element = element.getparent()


def _main(root: Any, mass: dict[Any, int], total: int) -> Any:
    """Go down from the root as long as one child holds nearly all of the running text."""
    main = root
    while True:
        heaviest = max(main, key=lambda child: mass.get(child, 0), default=None)
        if heaviest is None or mass.get(heaviest, 0) < _MAIN_SHARE * max(mass.get(main, 0), total * _MAIN_SHARE):
            return main
        main = heaviest


def _title_blocks(kept: Sequence[PageBlock | PageTable], first: int, title: str | None) -> list[PageBlock | PageTable]:
    """Return the title above the article with what stands between them of date and source."""
    start = max(0, first - _MAX_TITLE_DISTANCE)
    above = [block for block in kept[start:first] if isinstance(block, PageBlock)]
    for index, block in enumerate(above):
        text = block.text.strip()
        same = title is not None and len(text) > 5 and (text in title or title in text)
        if (block.kind == "heading" and block.level == 1) or (same and not block.linked):
            block.kind, block.level = "heading", 1
            between = [inner for inner in above[index + 1 :] if not _is_links(inner) and _keep_above(inner)]
            for inner in between:
                _mark_furniture(inner, always=inner.kind != "heading" and _DATE_LINE.search(inner.text) is not None)
            return [block, *between]
    if title is None or any(_begins(block, title) for block in kept[first : first + 8]):
        return []
    return [PageBlock(None, title, "heading", 1)]


def _keep_above(block: PageBlock) -> bool:
    return (
        block.kind == "heading" or _DATE_LINE.search(block.text) is not None or _RUNNING.search(block.text) is not None
    )


def _begins(block: PageBlock | PageTable, title: str) -> bool:
    text = block.text.strip() if isinstance(block, PageBlock) else ""
    return len(text) > 3 and (text in title or title in text)


def _is_links(block: PageBlock | PageTable) -> bool:
    """Tell whether a block is a list of links and no sentence."""
    if isinstance(block, PageTable):
        return False
    size = len(block.text.replace(" ", ""))
    return block.linked > _MAX_LINKED_SHARE * size and "。" not in block.text


def _mark_furniture(block: PageBlock | PageTable, *, always: bool = False) -> None:
    if isinstance(block, PageTable):
        return
    short = len(block.text) <= _MAX_FURNITURE_CHARACTERS and "。" not in block.text
    if always or (short and block.kind != "heading" and _FURNITURE.search(block.text)):
        block.kind, block.level = "furniture", None
