"""Tell in what state a promise wants a piece of work and in what state a report shows it.

In go the words of a promise or a clause; out comes a stage of ``works.toml``, or the words that tell of failure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final, Literal

from duixian.documents.plain import fold
from duixian.errors import DefinitionError

__all__ = [
    "Stage",
    "any_of",
    "compare_stages",
    "definitions",
    "failure_beside",
    "failure_in",
    "promised_stage",
    "reported_stage",
    "without_generic",
]

_FILE: Final = "works.toml"
_CACHED_WORDINGS: Final = 65_536
_ADDS: Final = re.compile(r"(?:受|因|由于|但|目前|尚|仍|未|没|投用|通车|开放|完工|竣工|建成|工期|进度|预计|推迟|顺延)")

Relation = Literal["reached", "behind", "unlike"]


@dataclass(frozen=True, slots=True)
class Stage:
    """A state that work can be in.

    Args:
        id: its name (``started``, ``completed``, …).
        track: what kind of event; stages of one track can be compared.
        rank: its place on the track; a higher one includes the lower.
    """

    id: str
    track: str
    rank: int


@dataclass(frozen=True, slots=True)
class _Lexicon:
    words: re.Pattern[str]
    stages: Mapping[str, Stage]


@cache
def definitions() -> Mapping[str, Any]:
    """Return the data of ``works.toml``, checked.

    Raises:
        DefinitionError: a block lacks one of its keys, or a pattern is no regular expression.

    Example:
        >>> sorted(definitions())
        ['failure', 'generic', 'pending', 'shortfall', 'stage', 'topic', 'weights']
    """
    return check(tomllib.loads((files("duixian.ledger") / _FILE).read_text(encoding="utf-8")))


_KEYS: Final = {
    "stage": {"id", "track", "rank", "promised", "reported", "example"},
    "failure": {"words", "example"},
    "pending": {"words", "example"},
    "generic": {"words", "example"},
    "shortfall": {"pattern", "example"},
    "topic": {"words", "indicators", "example"},
}
_WEIGHTS: Final = frozenset(
    {"start", "cover", "mass", "focus", "named", "unnamed", "reached", "behind", "gap", "headless", "under"}
)


def check(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the data of ``works.toml`` as they are, if they follow its grammar.

    Raises:
        DefinitionError: a block lacks one of its keys, or a pattern is no regular expression.

    Example:
        >>> check(definitions()) == definitions()
        True
    """
    for name, keys in _KEYS.items():
        for number, block in enumerate(data.get(name, ()), 1):
            where = f"{_FILE} [[{name}]] #{number}"
            if set(block) != keys:
                raise DefinitionError("works-block", where=where, problem=", ".join(sorted(keys ^ set(block))))
            try:
                re.compile(block.get("pattern", ""))
            except re.error as error:
                raise DefinitionError("works-block", where=where, problem=str(error)) from error
    if set(data["weights"]) != _WEIGHTS:
        raise DefinitionError("works-block", where=f"{_FILE} [weights]", problem=", ".join(sorted(_WEIGHTS)))
    return data


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of some words, longer ones first.

    Example:
        >>> any_of(["投用", "投用时间"]).search("投用时间顺延").group()
        '投用时间'
    """
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))


@cache
def _lexicon(side: Literal["promised", "reported"]) -> _Lexicon:
    stages: dict[str, Stage] = {}
    for block in definitions()["stage"]:
        stages |= dict.fromkeys(block[side], Stage(block["id"], block["track"], block["rank"]))
    return _Lexicon(any_of(stages), stages)


@cache
def _failures() -> re.Pattern[str]:
    return any_of([word for block in definitions()["failure"] for word in block["words"]])


@cache
def _pending() -> re.Pattern[str]:
    return any_of([word for block in definitions()["pending"] for word in block["words"]])


@cache
def _generic() -> re.Pattern[str]:
    return any_of([word for block in definitions()["generic"] for word in block["words"]])


def _furthest(side: Literal["promised", "reported"], text: str, track: str | None = None) -> Stage | None:
    lexicon = _lexicon(side)
    found = [lexicon.stages[match.group()] for match in lexicon.words.finditer(text)]
    found = [stage for stage in found if stage.track == track] or found
    # 完善 and 提升 are said of everything: they count only where nothing else is told.
    return max(found, key=lambda stage: (stage.track != "bettering", stage.rank), default=None)


@lru_cache(maxsize=_CACHED_WORDINGS)
def promised_stage(text: str) -> Stage | None:
    """Return the furthest stage that a promise names, or ``None``.

    Example:
        >>> promised_stage("北环快速路年底前建成通车").id, promised_stage("加快建设科技馆").id
        ('in-use', 'under-way')
    """
    return _furthest("promised", fold(text))


@lru_cache(maxsize=_CACHED_WORDINGS)
def reported_stage(text: str, *, track: str | None = None) -> Stage | None:
    """Return the furthest stage that a report names, or ``None``; what is still to come is no stage.

    Args:
        text: the words of the report.
        track: stages of this track are preferred, where there are any.

    Example:
        >>> reported_stage("科技馆破土动工").id, reported_stage("科技馆开工,将于明年建成").id
        ('started', 'started')
    """
    plain = fold(text)
    pending = _pending().search(plain)
    return _furthest("reported", plain if pending is None else plain[: pending.start()], track)


def failure_in(text: str) -> str | None:
    """Return the words that tell of failure, or ``None``.

    Example:
        >>> failure_in("北环快速路未能按期通车")
        '未能'
    """
    found = _failures().search(fold(text))
    return found.group() if found else None


def compare_stages(wanted: Stage | None, told: Stage | None) -> Relation:
    """Tell whether the stage told is the one wanted or beyond, one before it, or cannot be compared with it.

    Example:
        >>> wanted, told = promised_stage("科技馆年内建成"), reported_stage("科技馆开工")
        >>> compare_stages(wanted, told)
        'behind'
    """
    if wanted is None or told is None or wanted.track != told.track:
        return "unlike"
    return "reached" if told.rank >= wanted.rank else "behind"


@lru_cache(maxsize=_CACHED_WORDINGS)
def without_generic(text: str) -> str:
    """Return a wording with a bar wherever words stood that tell nothing of what is to be done.

    Example:
        >>> without_generic("加快推进青年公园建设")
        '|青年公园|'
    """
    return _generic().sub("|", fold(text))


def failure_beside(text: str) -> bool:
    """Tell whether a clause only adds that what was said before it failed: 受供电影响,投用时间推迟到明年.

    Example:
        >>> failure_beside("受征拆影响,未能按期通车"), failure_beside("城北水厂未能按期通水")
        (True, False)
    """
    plain = fold(text)
    return failure_in(plain) is not None and _ADDS.match(plain) is not None
