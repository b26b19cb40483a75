"""Which sentences stand in a livelihood list (民生实事), and the number of the item each belongs to.

In goes a document; out come its list's sentences, whether the list is a section, numbered paragraphs or running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from duixian.model import Document, Section, Sentence
from duixian.promises.clauses import item_number
from duixian.promises.wording import passage

__all__ = ["Item", "is_list_title", "livelihood_items"]

_BARE_NUMBER = re.compile(r"\s(\d{1,2})[.、]?\s*\Z")
_LOOK_BACK_CHARACTERS = 12
_MIN_CHARACTERS = 5
_INLINE = re.compile(r"[一二三四五六七八九十]是|[①-⑳]|\([一二三四五六七八九十\d]{1,2}\)|(?<!\d)\d{1,2}[.、](?!\d)")


@dataclass(frozen=True, slots=True)
class Item:
    """Where a sentence stands in a livelihood list.

    Args:
        list: counts the lists of the document.
        number: number of the item, ``None`` where the list bears none.
        inline: whether the items are told within running text, each behind its mark.
    """

    list: int
    number: int | None
    inline: bool = False


def is_list_title(title: str) -> bool:
    """Tell whether a heading stands over a livelihood list that is still to be done.

    Example:
        >>> is_list_title("2025年十件民生实事"), is_list_title("2024年十件民生实事完成情况")
        (True, False)
    """
    return passage("list_title").search(title) is not None and passage("list_done").search(title) is None


@dataclass(slots=True)
class _List:
    """A list that is being walked through; ``start`` is where its heading does, whose own number is no item's."""

    count: int
    level: int | None
    start: int = -1
    number: int | None = None
    paragraph: int = -1
    inline: bool = False


def livelihood_items(document: Document) -> dict[int, Item]:
    r"""Return the sentences that stand in livelihood lists, by their index.

    Example:
        >>> from duixian.documents import from_text
        >>> text = "一、2025年工作安排\n完善公交线网。\n2025年民生实事\n1.新建社区食堂5家。\n2.打通断头路3条。\n"
        >>> document = from_text(text)
        >>> [(document.sentences[at].span.of(text), item.number) for at, item in livelihood_items(document).items()]
        [('1.新建社区食堂5家。', 1), ('2.打通断头路3条。', 2)]
    """
    return dict(_walk(document))


def _walk(document: Document) -> Iterator[tuple[int, Item]]:
    current: _List | None = None
    count, before = 0, -1
    for index, sentence in enumerate(document.sentences):
        section = document.sections[sentence.section]
        if section.part in ("review", "notes", "problems"):
            current = None
            continue
        if sentence.section != before:
            before = sentence.section
            current = _entered(document, section, current, count)
        if sentence.heading:
            continue
        if current is None or (current.level is None and not _goes_on(document, sentence, current)):
            current = _announced(document, index, count)
        if current is None:
            continue
        count = max(count, current.count + 1)
        number = _number(document, index, current)
        if len(sentence.span) >= _MIN_CHARACTERS and (number is not None or current.inline):
            yield index, Item(current.count, number, current.inline)


def _entered(document: Document, section: Section, current: _List | None, count: int) -> _List | None:
    """Return the list that holds when a section begins."""
    if is_list_title(section.title) and section.heading is not None:
        return _List(count, section.level, section.span.start)
    if current is None or current.level is None or section.level > current.level:
        return _renumbered(document, section, current)
    found = None if section.heading is None else item_number(document.plain, section.span.start, section.span.end)
    if found is not None and found[0] == (current.number or 0) + 1:
        current.number = found[0]
        return current
    return None


def _renumbered(document: Document, section: Section, current: _List | None) -> _List | None:
    if current is None or current.level is None:
        return None
    if section.heading is not None:
        found = item_number(document.plain, section.span.start, section.span.end)
        if found is not None and found[0] == (current.number or 0) + 1:
            current.number = found[0]
    return current


def _number(document: Document, index: int, current: _List) -> int | None:
    """Return the item's number, from the sentence itself or from a line of its own before it."""
    sentence = document.sentences[index]
    if sentence.paragraph != current.paragraph:
        current.paragraph = sentence.paragraph
        start = sentence.span.start
        found = item_number(document.plain, start, sentence.span.end)
        bare = _BARE_NUMBER.search(document.text, max(0, start - _LOOK_BACK_CHARACTERS), start)
        number = found[0] if found is not None else int(bare.group(1)) if bare is not None else 0
        if number == (current.number or 0) + 1 and start != current.start:
            current.number = number
    return current.number


def _goes_on(document: Document, sentence: Sentence, current: _List) -> bool:
    """Tell whether a list that was announced in running text still holds."""
    if sentence.paragraph == current.paragraph:
        return True
    if current.inline and current.number is not None:
        return False
    found = item_number(document.plain, sentence.span.start, sentence.span.end)
    if found is None or found[0] != (current.number or 0) + 1:
        return False
    current.inline = False
    return True


def _announced(document: Document, index: int, count: int) -> _List | None:
    """Return the list that a sentence announces, if items follow it in its paragraph or the next one."""
    sentence = document.sentences[index]
    match = passage("list_lead").search(document.plain, sentence.span.start, sentence.span.end)
    if match is None:
        return None
    rest = _INLINE.search(document.plain, match.end(), sentence.span.end)
    if rest is not None and (item_number(document.plain, rest.start(), rest.end() + 1) or (0, 0))[0] != 1:
        return None
    following = document.sentences[index + 1] if index + 1 < len(document.sentences) else None
    if rest is None and following is not None:
        found = item_number(document.plain, following.span.start, following.span.end)
        if found is None or found[0] != 1:
            return None
    elif rest is None:
        return None
    same = rest is not None or (following is not None and following.paragraph == sentence.paragraph)
    return _List(count, None, paragraph=sentence.paragraph, inline=same)
