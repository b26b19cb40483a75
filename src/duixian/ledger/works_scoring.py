"""Say how sure it is that a clause reports on a promise.

In go the words of both with the weights of their tokens; out come features and the chance they make together.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from duixian.documents.plain import fold
from duixian.ledger.wording import plain_wording, tokens
from duixian.ledger.works_stages import Stage, compare_stages, definitions, reported_stage, without_generic

__all__ = ["Wanted", "chance", "contradicts", "features", "key_tokens", "wanted_of"]

_CACHED_WORDINGS: Final = 65_536
_NAME: Final = re.compile(r"[“《]([^“”《》]{2,20})[”》]")
_NUMBERED: Final = re.compile(
    r"([0-9]{1,3}|[一二三四五六七八九十]{1,3})(号线|期|环|号楼|标段|批|阶段|届|次|号院|轮|季|站台|中学|医院)"
)
_SIDED: Final = re.compile(r"([东西南北中]部)([一-鿿]{2})")
_NUMERALS: Final = {numeral: str(number) for number, numeral in enumerate("一二三四五六七八九十", 1)}
_LONGEST_REPLACED: Final = 4
_PLAIN_WORD: Final = re.compile(r"[\u4e00-\u9fff]{2,4}")
_AMOUNT: Final = re.compile(
    r"[0-9][0-9.]*[万亿千百]*(?:平方公里|平方米|立方米|公里|公顷|万千瓦|千瓦|微克|人次|米|亩|吨|元)?"
)
_BESIDE_EACH_OTHER: Final = re.compile(r"[、,;]|以及|(?<!共)和(?!谐|平)|及")
_GAP: Final = "|"
_FULL_MASS: Final = 40.0
_FULL_RUN: Final = 10


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a clause must speak of to report on a promise.

    Args:
        text: the promise's words, plain.
        runs: its telling words: stretches without what is generic, each cut into neighbouring pairs in order.
        tokens: all those pairs.
        items: the pairs of each of several things promised side by side; empty for a single one.
        names: what it names in quotation marks.
        numbered: what it names with a number, by noun (期 → {2}).
        stage: the state it wants the work to be in.
        headings: tokens of the headings it stands under.
    """

    text: str
    runs: tuple[tuple[str, ...], ...]
    tokens: frozenset[str]
    items: tuple[frozenset[str], ...]
    names: frozenset[str]
    numbered: Mapping[str, frozenset[str]]
    stage: Stage | None
    headings: frozenset[str]

    @property
    def track(self) -> str | None:
        """The track of the stage, ``None`` without one."""
        return None if self.stage is None else self.stage.track

    @property
    def is_event(self) -> bool:
        """Whether something is promised that happens or does not; 提升服务水平 is never over."""
        return self.stage is not None and self.stage.track != "bettering"


def wanted_of(text: str, *, stage: Stage | None, headings: str = "") -> Wanted:
    """Take a promise's words apart.

    Example:
        >>> from duixian.ledger.works_stages import promised_stage
        >>> wanted = wanted_of("加快建设地铁4号线", stage=promised_stage("加快建设地铁4号线"))
        >>> sorted(wanted.tokens), dict(wanted.numbered)
        (['号线', '地铁'], {'号线': frozenset({'4'})})
    """
    plain = fold(text)
    runs = tuple(
        tuple(run[at : at + 2] for at in range(len(run) - 1))
        for run in plain_wording(without_generic(_AMOUNT.sub(_GAP, plain))).split(_GAP)
        if len(run) > 1
    )
    return Wanted(
        text=plain,
        runs=runs,
        tokens=frozenset(pair for run in runs for pair in run),
        items=_items(plain),
        names=frozenset(_NAME.findall(plain)),
        numbered=numbered_in(plain),
        stage=stage,
        headings=key_tokens(headings),
    )


def _items(plain: str) -> tuple[frozenset[str], ...]:
    items = tuple(filter(None, map(key_tokens, _BESIDE_EACH_OTHER.split(plain))))
    return items if len(items) > 1 else ()


@lru_cache(maxsize=_CACHED_WORDINGS)
def key_tokens(text: str) -> frozenset[str]:
    """Return the tokens of a wording without what is generic; single characters are left out.

    Example:
        >>> sorted(key_tokens("加快推进青年公园建设"))
        ['公园', '年公', '青年']
    """
    return frozenset(token for token in tokens(without_generic(_AMOUNT.sub(_GAP, fold(text)))) if len(token) > 1)


@lru_cache(maxsize=_CACHED_WORDINGS)
def numbered_in(text: str) -> Mapping[str, frozenset[str]]:
    """Return what a wording names with a number (二期, 4号线), by noun."""
    found: dict[str, frozenset[str]] = {}
    for number, noun in _NUMBERED.findall(text):
        found[noun] = found.get(noun, frozenset()) | {_NUMERALS.get(number, number)}
    return found


def contradicts(wanted: Wanted, clause: str) -> bool:
    """Tell whether a clause is about another thing of the same kind.

    Line 2 is not line 1, phase two not phase one, 西部水厂 not 东部水厂; nor is 国家肿瘤医疗中心 国家儿童医疗中心:
    within words in common another word stands in the place of the promise's own.

    Example:
        >>> contradicts(wanted_of("建设地铁4号线二期", stage=None), "地铁2号线二期建成通车")
        True
        >>> contradicts(wanted_of("加快建设市级儿童医疗中心", stage=None), "市级肿瘤医疗中心投入使用")
        True
    """
    told = numbered_in(clause)
    if any(told.get(noun) and not numbers & told[noun] for noun, numbers in wanted.numbered.items()):
        return True
    if any(noun in clause and side not in clause for side, noun in _SIDED.findall(wanted.text)):
        return True
    return any(_is_replaced(run, clause) for run in wanted.runs)


def _is_replaced(run: tuple[str, ...], clause: str) -> bool:
    """Tell whether a clause has the characters around a gap of a phrase, with others of its own between them."""
    start = None
    for place, pair in enumerate(run):
        if pair not in clause:
            start = place if start is None else start
            continue
        if start is not None and start > 0 and place - start <= _LONGEST_REPLACED + 1:
            before, behind = clause.find(run[start - 1]), clause.find(pair)
            told = clause[before + 2 : behind]
            own = "".join(part[1] for part in run[start : place - 1])
            if before >= 0 and 0 < len(told) <= _LONGEST_REPLACED and own and not set(own) & set(told):
                return _PLAIN_WORD.fullmatch(told) is not None
        start = None
    return False


def features(
    wanted: Wanted, clause: str, *, headings: str = "", weight: Callable[[str], float] = lambda _: 1.0
) -> dict[str, float]:
    """Return what speaks for and against a clause's reporting on a promise.

    Args:
        wanted: the promise.
        clause: the clause's plain form.
        headings: titles of the sections the clause stands in.
        weight: how much each token tells.

    Returns:
        ``cover`` the weighted share of the promise's tokens the clause has; ``mass`` their weight, 40 or more being 1;
        ``focus`` the weighted share of the clause's tokens the promise has; ``named`` and ``unnamed`` whether a quoted
        name is repeated or missing, a number (二期) being a name too; ``reached`` and ``behind`` how stages compare;
        ``gap`` the longest stretch of characters that the clause lacks, 10 or more being 1; ``headless`` whether the
        longest stretch in common leaves out the beginning of its phrase (财政体制改革 and 投融资体制改革); ``under``
        the share of headings in common.

    Example:
        >>> seen = features(wanted_of("建设青年公园", stage=None), "青年公园建成开放")
        >>> seen["cover"], seen["gap"], seen["headless"]
        (1.0, 0.0, 0.0)
    """
    told = key_tokens(clause)
    shared = wanted.tokens & told
    whole = sum(map(weight, wanted.tokens))
    mass = sum(map(weight, shared))
    relation = compare_stages(wanted.stage, reported_stage(clause, track=wanted.track))
    over = key_tokens(headings)
    length, start = _longest(wanted, told)
    counted = numbered_in(clause)
    quoted = any(name in clause for name in wanted.names)
    named = quoted or any(numbers & counted.get(noun, frozenset()) for noun, numbers in wanted.numbered.items())
    return {
        "cover": mass / whole if whole else 0.0,
        "mass": min(mass / _FULL_MASS, 1.0),
        "focus": mass / max(sum(map(weight, told)), 1e-9) if told else 0.0,
        "named": float(named),
        "unnamed": float(bool(wanted.names) and not quoted),
        "reached": float(relation == "reached"),
        "behind": float(relation == "behind"),
        "gap": min(_longest(wanted, wanted.tokens - told)[0] / _FULL_RUN, 1.0),
        "headless": float(length > 0 and start > 0),
        "under": len(wanted.headings & over) / len(wanted.headings) if wanted.headings else 0.0,
    }


def _longest(wanted: Wanted, told: frozenset[str]) -> tuple[int, int]:
    """Return the length in characters of the longest stretch of the promise that the clause has, and where it starts.

    The start counts from the beginning of the phrase it stands in; of stretches of equal length the first counts.
    """
    longest, at = 0, 0
    for run in wanted.runs:
        length = 0
        for place, pair in enumerate(run):
            length = length + 1 if pair in told else 0
            if length > longest:
                longest, at = length, place - length + 1
    return (longest + 1 if longest else 0), at


def chance(found: Mapping[str, float]) -> float:
    """Return the chance, 0 to 1, that features belong to a clause that reports on the promise.

    Example:
        >>> wanted = wanted_of("建设青年公园", stage=None)
        >>> chance(features(wanted, "青年公园建成开放")) > chance(features(wanted, "口袋公园建成开放"))
        True
    """
    weights = definitions()["weights"]
    logit = weights["start"] + sum(weights[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(min(logit, 30.0), -30.0)))
