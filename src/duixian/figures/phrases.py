"""From the words around a number to the name of what is measured.

In goes the text left and right of a number; out comes a :class:`Phrase`: the action (新增, 改造 …),
if one is named, and the thing itself, in the document's own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from duixian.figures.wording import load_wording

__all__ = ["Phrase", "clean_left", "clean_right", "is_bare_verb", "is_dependent", "is_money_verb", "phrase_of"]

MAX_PHRASE_CHARACTERS = 40

_SPACE = re.compile(r"\s+")
_QUOTES = re.compile(r"[“”\"'‘’《》〈〉*_`|]")
_BRACKET = re.compile(r"\([^()]*\)|[()\[\]【】]")
_EDGE = "、,;:。.·-— "
_TAIL_JOINT = re.compile(r"(?:、|和|及|与|以及|或|并|的|等)+\Z")
_ETC = re.compile(r"等(?:重点|重大|一批)?\Z")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is measured: an action, if the text names one, and the thing.

    Args:
        verb: the action in front of the thing (新增, 拆除 …), or an empty string.
        core: the thing without the action.

    Example:
        >>> str(Phrase("新增", "绿地"))
        '新增绿地'
    """

    verb: str
    core: str

    def __str__(self) -> str:
        return self.verb + self.core

    def __bool__(self) -> bool:
        return bool(self.verb or self.core)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = load_wording("phrases")
    verb = words.alternation("verb")
    return (
        re.compile(f"(?:{words.alternation('front')})+"),
        re.compile(f"(?:{words.alternation('link')})+\\Z"),
        re.compile(f"{verb}(?:(?:和|、|及|并){verb})*"),
        re.compile(words.alternation("strong_verb")),
        re.compile(words.alternation("dependent") + r"\Z"),
        re.compile(words.alternation("money_verb") + r"\Z"),
    )


def _squeeze(text: str) -> str:
    return _SPACE.sub("", _QUOTES.sub("", _BRACKET.sub("", text)))


def clean_left(text: str) -> str:
    """Strip the words to the left of a number down to the name in them.

    Example:
        >>> clean_left("力争全年新增高层次人才")
        '新增高层次人才'
        >>> clean_left("普惠性幼儿园覆盖率达到")
        '普惠性幼儿园覆盖率'
    """
    front, link, verbs, *_ = _patterns()
    text = _squeeze(text).strip(_EDGE)
    if etc := _ETC.search(text):
        # “引进中央里景区等36个文化产业项目”: the examples before 等 are not the name, the action is
        head = text[: etc.start()]
        if match := front.match(head):
            head = head[match.end() :]
        match = verbs.match(head)
        return match.group() if match else ""
    while match := front.match(text):
        text = text[match.end() :].lstrip(_EDGE)
    stripped = text
    while match := link.search(stripped):
        if match.start() == 0:
            # “新增【5万个】泊位”: a lone action is kept, a lone link word is not
            return text if verbs.fullmatch(text) else ""
        stripped = stripped[: match.start()].rstrip(_EDGE)
    return stripped


def clean_right(text: str) -> str:
    """Strip the words behind a number down to the name in them.

    Example:
        >>> clean_right("的核酸检测实验室")
        '核酸检测实验室'
    """
    text = _squeeze(text).strip(_EDGE)
    text = _TAIL_JOINT.sub("", text)
    return text.lstrip("的" + _EDGE)


def phrase_of(text: str) -> Phrase:
    """Split a cleaned phrase into action and thing.

    Example:
        >>> phrase_of("新建和改造学校")
        Phrase(verb='新建和改造', core='学校')
    """
    *_, verbs, _strong, _dependent, _money = _patterns()
    text = text[-MAX_PHRASE_CHARACTERS:]
    match = verbs.match(text)
    if match is None:
        return Phrase("", text)
    return Phrase(match.group(), text[match.end() :].lstrip("的了"))


def is_strong(verb: str) -> bool:
    """Tell whether an action makes a different measure of the same thing (新增 against 总数)."""
    return _patterns()[3].match(verb) is not None


def is_bare_verb(phrase: Phrase) -> bool:
    """Tell whether the phrase names an action only.

    Example:
        >>> is_bare_verb(phrase_of("基本建成"))
        True
    """
    return bool(phrase.verb) and not phrase.core


def is_dependent(text: str) -> bool:
    """Tell whether a name is understood only with the thing named before it.

    Example:
        >>> is_dependent("投资额"), is_dependent("社会消费品零售总额")
        (True, False)
    """
    match = _patterns()[4].match(text)
    return match is not None and match.end() == len(text)


def is_money_verb(text: str) -> bool:
    """Tell whether a name says only that money was spent, the purpose following behind.

    Example:
        >>> is_money_verb("投入")
        True
    """
    return _patterns()[5].fullmatch(text) is not None
