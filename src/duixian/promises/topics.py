"""The topics of promises, with their labels.

In go words of a clause or heading, or an indicator; out comes the id of a topic, ``None`` where none fits.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from duixian.indicators import families, indicator
from duixian.model import Span
from duixian.promises import wording
from duixian.promises.marks import Dictionary, Marks
from duixian.promises.wording import bad_row

__all__ = ["Topic", "TopicMarks", "topic_label", "topic_of_figure", "topic_of_words", "topics"]

_FILE = "topics.toml"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a promise is about.

    Args:
        id: stable, English.
        zh, en: its label.
        words: words that tell it.
        families: families of the catalogue whose indicators belong to it.
        example: a clause that belongs to it.
    """

    id: str
    zh: str
    en: str
    words: tuple[str, ...]
    families: tuple[str, ...]
    example: str


@cache
def topics() -> MappingProxyType[str, Topic]:
    """Load the topics by id, in the order of the file.

    Raises:
        DefinitionError: a topic lacks label, words or example, or names a family that is none or another's.

    Example:
        >>> topics()["housing"].zh
        '住房'
    """
    found: dict[str, Topic] = {}
    taken: set[str] = set()
    for number, (name, block) in enumerate(tomllib.loads(wording.source(_FILE)).items(), 1):
        if not all(block.get(field) for field in ("zh", "en", "words", "example")):
            raise bad_row(_FILE, name, number, "zh, en, words, example")
        for family in block.get("families", ()):
            if family not in families() or family in taken:
                raise bad_row(_FILE, name, number, f"families: {family}")
            taken.add(family)
        words, homes = tuple(block["words"]), tuple(block.get("families", ()))
        found[name] = Topic(name, block["zh"], block["en"], words, homes, block["example"])
    return MappingProxyType(found)


def topic_label(topic: str | None, lang: Literal["zh", "en"] = "zh") -> str:
    """Return the label of a topic, empty for ``None``.

    Example:
        >>> topic_label("housing", "en")
        'Housing'
    """
    if topic is None:
        return ""
    return topics()[topic].zh if lang == "zh" else topics()[topic].en


@cache
def _index() -> tuple[Dictionary, dict[str, tuple[str, int]], dict[str, int]]:
    """Return a dictionary of all words, the topic and weight of each, and the rank of the topics."""
    owners: dict[str, tuple[str, int]] = {}
    for topic in topics().values():
        for word in topic.words:
            owners.setdefault(word, (topic.id, len(word)))
    ranks = {name: rank for rank, name in enumerate(topics())}
    return Dictionary(owners), owners, ranks


class TopicMarks:
    """The words of topics in a text.

    Args:
        plain: the plain text.

    Example:
        >>> TopicMarks("新建公办幼儿园").topic(Span(0, 7))
        'education'
    """

    __slots__ = ("_marks",)

    def __init__(self, plain: str) -> None:
        self._marks = Marks(_index()[0], plain)

    def topic(self, span: Span) -> str | None:
        """Return the topic that weighs most in a stretch of the text, ``None`` where no word tells any."""
        words = self._marks.all(span.start, span.end)
        if not words:
            return None
        _, owners, ranks = _index()
        if len(words) == 1:
            return owners[words[0]][0]
        weights: dict[str, int] = {}
        for word in words:
            topic, weight = owners[word]
            weights[topic] = weights.get(topic, 0) + weight
        return max(weights, key=lambda topic: (weights[topic], -ranks[topic]))


def topic_of_words(words: str) -> str | None:
    """Return the topic that weighs most in some words.

    Example:
        >>> topic_of_words("新建公办幼儿园")
        'education'
    """
    return TopicMarks(words).topic(Span(0, len(words)))


@cache
def topic_of_figure(indicator_id: str | None) -> str | None:
    """Return the topic of an indicator's family; ``None`` without indicator.

    Example:
        >>> topic_of_figure("gdp")
        'economy'
    """
    if indicator_id is None:
        return None
    family = indicator(indicator_id).family
    return next((topic.id for topic in topics().values() if family in topic.families), None)
