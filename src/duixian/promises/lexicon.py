"""The verbs by which documents commit, and the words around them, as one dictionary.

In goes ``verbs.toml``; out comes a :class:`Lexicon` that tells the longest known word at a place of a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from duixian.model import Firmness
from duixian.promises.wording import alternation, bad_row, rows

__all__ = ["Lexicon", "Verb", "VerbClass", "Word", "lexicon"]

VerbClass = Literal["event", "state", "work", "direction"]

_FILE = "verbs.toml"
_CLASSES = ("event", "state", "work", "direction")
_FIRMNESS = ("firm", "strive", "explore")
_CLOSING = "使用|运行|运营|开放|生产|招生|办学|见效|达效|工作|并[^,;:]{1,8}"
_GROUPS = (
    "opener",
    "modal",
    "preposition",
    "attitude",
    "tail_object",
    "inner",
    "subordinate",
    "before_tail",
    "promise",
    "joint",
    "manner",
    "behind_noun",
    "part_of",
    "run_stop",
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that commits.

    Args:
        word: the verb.
        group: id of its row.
        kind: event, state, work or direction.
        firmness: what it says of itself.
        yields: whether it is an adverb before another verb.
        noun: whether it is as often a noun.
        tail: whether it is also found at the end of a clause.
    """

    word: str
    group: str
    kind: VerbClass
    firmness: Firmness
    yields: bool
    noun: bool
    tail: bool


@dataclass(frozen=True, slots=True)
class Word:
    """What a word may be at the front of a clause; several at once."""

    verb: Verb | None = None
    opener: bool = False
    modal: bool = False
    preposition: bool = False
    attitude: bool = False
    promise: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words that may open a clause, and the patterns made of them.

    Args:
        words: the words.
        lengths: first character → lengths of the words that begin with it, longest first.
        tail: finds a verb of event, or a state, at the end of a clause.
        tail_object: finds such a verb with a short object of its own.
        inner: finds a verb of event or work anywhere.
        noun_behind: matches behind a verb that is a noun there.
        run_stop: matches behind a second verb that belongs to the object.
        manner: finds a phrase at the end that tells only the way.
        before_tail: words between a subject and the verb behind it.
        midway: finds a word of intention that may follow a subject.
        joint: matches between two verbs of one action.
        subordinate: what ends a clause that is only the condition or time of another.

    Example:
        >>> word, end = lexicon().at("开工建设滨河公园", 0, 8)
        >>> word.verb.word, word.verb.kind, end
        ('开工建设', 'event', 4)
    """

    words: dict[str, Word]
    lengths: dict[str, tuple[int, ...]]
    tail: re.Pattern[str]
    tail_object: re.Pattern[str]
    inner: re.Pattern[str]
    noun_behind: re.Pattern[str]
    run_stop: re.Pattern[str]
    manner: re.Pattern[str]
    midway: re.Pattern[str]
    joint: re.Pattern[str]
    before_tail: tuple[str, ...]
    subordinate: tuple[str, ...]

    def at(self, plain: str, start: int, end: int) -> tuple[Word, int] | None:
        """Return the longest word at ``start`` and where it ends, ``None`` where none stands there."""
        for length in self.lengths.get(plain[start : start + 1], ()):
            stop = start + length
            if stop <= end:
                word = self.words.get(plain[start:stop])
                if word is not None:
                    return word, stop
        return None


@cache
def lexicon() -> Lexicon:
    """Load the lexicon.

    Raises:
        DefinitionError: a row lacks its words, names an unknown class or firmness, or a verb stands there twice.

    Example:
        >>> lexicon().words["力争"].modal
        True
    """
    verbs = _verbs()
    groups = _groups()
    if unknown := [word for word in groups["inner"] if word not in verbs]:
        raise bad_row(_FILE, "words", _GROUPS.index("inner"), f"inner: {unknown}")
    if silent := [word for word in groups["attitude"] if word in verbs]:
        raise bad_row(_FILE, "words", _GROUPS.index("attitude"), f"attitude: {silent}")
    kinds = ("opener", "modal", "preposition", "attitude", "promise")
    names = set(verbs).union(*(groups[kind] for kind in kinds))
    words = {name: Word(verbs.get(name), *(name in groups[kind] for kind in kinds)) for name in names}
    lengths: dict[str, set[int]] = {}
    for name in names:
        lengths.setdefault(name[0], set()).add(len(name))
    tails = (verb.word for verb in verbs.values() if verb.tail or verb.kind == "state")
    return Lexicon(
        words=words,
        lengths={char: tuple(sorted(found, reverse=True)) for char, found in lengths.items()},
        tail=re.compile(rf"(?P<verb>{alternation(tails)})(?:{_CLOSING})?\Z"),
        tail_object=re.compile(rf"(?P<verb>{alternation(groups['tail_object'])})[^,;:的]{{1,12}}\Z"),
        inner=re.compile(rf"(?P<verb>{alternation(groups['inner'])})(?!{alternation(groups['part_of'])})"),
        noun_behind=re.compile(alternation(groups["behind_noun"])),
        run_stop=re.compile(alternation(groups["run_stop"])),
        manner=re.compile(rf"{alternation(groups['manner'])}\s*\Z"),
        before_tail=groups["before_tail"],
        midway=re.compile(alternation(groups["promise"])),
        joint=re.compile(alternation(groups["joint"])),
        subordinate=groups["subordinate"],
    )


def _verbs() -> dict[str, Verb]:
    verbs: dict[str, Verb] = {}
    for number, row in enumerate(rows(_FILE, "verbs"), 1):
        if row.get("class") not in _CLASSES or row.get("firmness") not in _FIRMNESS or not row.get("words"):
            raise bad_row(_FILE, "verbs", number, f"class, firmness, words: {row['id']}")
        flags = [bool(row.get(flag, False)) for flag in ("yields", "noun", "tail")]
        for word in row["words"]:
            if word in verbs:
                raise bad_row(_FILE, "verbs", number, f"{word} ({verbs[word].group}, {row['id']})")
            verbs[word] = Verb(word, row["id"], row["class"], row["firmness"], *flags)
    return verbs


def _groups() -> dict[str, tuple[str, ...]]:
    found = {row["id"]: tuple(row.get("words", ())) for row in rows(_FILE, "words")}
    for number, name in enumerate(_GROUPS, 1):
        if not found.get(name):
            raise bad_row(_FILE, "words", number, name)
    return found
