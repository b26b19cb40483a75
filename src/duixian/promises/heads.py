"""The verb by which a clause commits, and what is to be acted upon.

In goes a clause of the plain text; out comes its :class:`Head`, or ``None`` where no verb commits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from duixian.model import Firmness, Span
from duixian.promises.lexicon import Verb, VerbClass, lexicon

__all__ = ["PLEDGE", "Head", "find_head"]

_MAX_OPENERS = 10
_MAX_RUN = 2
_MAX_CLAUSE_CHARACTERS = 300
_MIN_OBJECT = 2
_MIN_PLEDGED = 4
_MAX_TIME_CHARACTERS = 14
PLEDGE: Final = "pledge"
"""Group of a head whose verb is a word of intention."""
Times = Mapping[int, int]
"""Where words of time start → where they end."""
_RANK: dict[VerbClass, int] = {"event": 3, "work": 2, "state": 1, "direction": 0}
_BLANK = frozenset(" \n“”\"'*#·|-")
_RESULT = re.compile(r"(?:已经?|去年|上年(?!度)|截至|以来|(?<!为)了(?!解))")
_RUN_GROUPS = frozenset({"completion", "decree", "start", "founding", "do", "build", "renew", "gain", "give", "push"})
"""A verb of these groups may follow another verb at once and is then part of the action."""


class Head(NamedTuple):
    """How a clause commits.

    Args:
        action: place of the verb, or of the run of verbs (启动建设).
        object: place of what is acted upon; empty where it is left out (确保年底前投用).
        kind: the strongest class among the verbs: an event, even where it is only to be pushed (推动…开工).
        firmness: what the first verb says.
        group: id of the verb's row.
        modal: whether a word of intention (将, 力争) stands before the verb.
        leading: whether the verb opens the clause, openers aside.
        before: whether the object stands before the verb (图书馆新馆年内开放).
    """

    action: Span
    object: Span
    kind: VerbClass
    firmness: Firmness
    group: str
    modal: bool
    leading: bool
    before: bool = False


def find_head(
    plain: str, start: int, end: int, times: Times | None = None, *, only_leading: bool = False
) -> Head | None:
    """Find the verb that commits in one clause.

    Args:
        plain: the plain text.
        start: first code point of the clause.
        end: first code point behind it.
        times: where words of time start and end; they are passed over like adverbs.
        only_leading: whether to look only at the front of the clause.

    Example:
        >>> text = "加快推进城东文化馆建设"
        >>> head = find_head(text, 0, len(text))
        >>> head.action.of(text), head.object.of(text), head.kind
        ('加快推进', '城东文化馆建设', 'direction')
        >>> text = "轨道交通5号线一期年底前通车"
        >>> head = find_head(text, 0, len(text))
        >>> head.action.of(text), head.object.of(text)
        ('通车', '轨道交通5号线一期')
    """
    words, times = lexicon(), times or {}
    if end - start > _MAX_CLAUSE_CHARACTERS or plain.endswith(words.subordinate, start, end):
        return None
    at, modal, preposed = start, False, False
    yielded: Verb | None = None
    held = (start, start, False)
    pledge: Span | None = None
    for _ in range(_MAX_OPENERS):
        at = _passed(plain, at, end, times)
        found = words.at(plain, at, end)
        if found is None:
            break
        word, stop = found
        verb = word.verb
        if word.attitude:
            return None
        if verb is not None and not (verb.noun and words.noun_behind.match(plain, stop, end)):
            if not (verb.yields or word.opener or word.modal):
                return _leading(plain, at, stop, verb, end, modal=modal)
            yielded, held = verb, (at, stop, modal)
        elif not (word.opener or word.modal):
            preposed = word.preposition
            break
        if word.promise:
            pledge = Span(at, stop)
        modal, preposed = modal or word.modal, preposed or word.preposition
        at = stop
    if yielded is not None:
        return _leading(plain, held[0], held[1], yielded, end, modal=held[2])
    if only_leading:
        return None
    found_later = (_inner if preposed else _tail)(plain, at, end, times, modal=modal)
    found_later = found_later or _midway(plain, at, end, times)
    return found_later or (None if pledge is None else _pledged(plain, pledge, end))


def _midway(plain: str, at: int, end: int, times: Times) -> Head | None:
    """Find the verb behind a word of intention that follows the subject (物流园【力争】申建保税区)."""
    word = lexicon().midway.search(plain, at + _MIN_OBJECT, end)
    head = None if word is None else find_head(plain, word.start(), end, times, only_leading=True)
    return None if head is None else head._replace(leading=False)


def _pledged(plain: str, pledge: Span, end: int) -> Head | None:
    """Let the word of intention be the verb where no other commits (确保逃生通道通畅)."""
    thing = _trimmed(plain, pledge.end, end)
    if len(thing) < _MIN_PLEDGED:
        return None
    return Head(pledge, thing, "direction", "firm", PLEDGE, modal=True, leading=True)


def _passed(plain: str, at: int, end: int, times: Times) -> int:
    """Pass over blanks, quotes and words of time."""
    while at < end:
        if plain[at] in _BLANK:
            at += 1
        elif at in times and times[at] <= end:
            at = times[at]
        else:
            break
    return at


def _leading(plain: str, start: int, stop: int, verb: Verb, end: int, *, modal: bool) -> Head | None:
    """Take in the verbs that follow at once, and let the rest be the object."""
    words, kind = lexicon(), verb.kind
    for _ in range(_MAX_RUN):
        joint = words.joint.match(plain, stop, end)
        found = words.at(plain, joint.end() if joint else stop, end)
        if found is None or found[0].verb is None or found[0].verb.noun:
            break
        if joint is None and found[0].verb.group not in _RUN_GROUPS:
            break
        following = found[1]
        if end - following < _MIN_OBJECT or words.run_stop.match(plain, following, end):
            break
        kind, stop = max(kind, found[0].verb.kind, key=_RANK.__getitem__), following
    thing = _trimmed(plain, stop, end)
    if (kind != "event" and len(thing) < _MIN_OBJECT) or plain.startswith("、", thing.start):
        return None
    if kind == "direction" and verb.group in ("push", "urge", "hasten"):
        event = words.tail.search(plain, stop + _MIN_OBJECT, end)
        if event is not None:
            kind, thing = "event", _trimmed(plain, stop, event.start("verb"))
    return Head(Span(start, stop), thing, kind, verb.firmness, verb.group, modal, leading=True)


def _inner(plain: str, at: int, end: int, times: Times, *, modal: bool) -> Head | None:
    """Find the verb behind a phrase that a preposition opens (对沿街楼宇【实施】…)."""
    words = lexicon()
    if words.manner.search(plain, at, end):
        return None
    matches = list(words.inner.finditer(plain, at, end))
    for index, match in enumerate(matches):
        # in 为签约家庭医生的老人提供服务 the first verb only describes
        if index + 1 < len(matches) and "的" in plain[match.end() : matches[index + 1].start()]:
            continue
        verb = words.words[match["verb"]].verb
        thing = _trimmed(plain, match.end("verb"), end)
        if verb is None or len(thing) < _MIN_OBJECT or plain.startswith("、", thing.start):
            continue
        action = Span(match.start("verb"), match.end("verb"))
        return Head(action, thing, verb.kind, verb.firmness, verb.group, modal, leading=False)
    return _tail(plain, at, end, times, modal=modal)


def _tail(plain: str, at: int, end: int, times: Times, *, modal: bool) -> Head | None:
    """Find an event or a state behind its subject."""
    words = lexicon()
    match = words.tail.search(plain, at, end) or words.tail_object.search(plain, at, end)
    if match is None or _RESULT.search(plain, at, match.start()):
        return None
    verb = words.words[match["verb"]].verb
    if verb is None:
        return None
    thing = _subject(plain, at, match.start(), times)
    if plain.startswith(("与", "同"), at):
        return None
    between = plain[thing.end : match.start()]
    intends = modal or any(word in between for word in ("力争", "确保", "将", "拟"))
    action = Span(match.start("verb"), match.end("verb"))
    return Head(action, thing, verb.kind, verb.firmness, verb.group, intends, leading=False, before=True)


def _subject(plain: str, start: int, end: int, times: Times) -> Span:
    """Return a subject without the words of time and manner behind it."""
    words = lexicon().before_tail
    stop = end
    for _ in range(_MAX_OPENERS):
        while stop > start and plain[stop - 1].isspace():
            stop -= 1
        firsts = range(stop - 1, max(start, stop - _MAX_TIME_CHARACTERS) - 1, -1) if times else ()
        behind = next((first for first in firsts if times.get(first) == stop), None)
        if behind is None:
            word = next((word for word in words if plain.endswith(word, start, stop)), None)
            if word is None:
                break
            behind = stop - len(word)
        stop = behind
    return _trimmed(plain, start, stop)


def _trimmed(plain: str, start: int, end: int) -> Span:
    while start < end and plain[start].isspace():
        start += 1
    while start < end and plain[end - 1].isspace():
        end -= 1
    return Span(start, max(start, end))
