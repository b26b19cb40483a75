"""Tell whether two figures measure the same thing, whatever words each document uses for it.

In go figures, alone or in the context of their documents; out comes a score from 0 (different) to 1 (the same
indicator of the catalogue, of the same kind).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from duixian.indicators import indicator
from duixian.ledger.wording import Weights, tokens
from duixian.model import Document, Figure
from duixian.quantities import unit_of

__all__ = ["Matcher", "Profile", "alike", "comparable", "measure_of", "near", "profile_of"]

_CLAUSE_END: Final = re.compile(r"[，,；;。！？!?：:\n]")
_AVERAGE: Final = re.compile(r"年均|平均每年|月均|日均")
_NEW: Final = re.compile(r"新增|净增|新建|新开工|增加(?!值)|削减|压减")
_BUILT: Final = re.compile(r"新建|新开工")
_AGAIN: Final = re.compile(r"再(?!生)")
_WORK: Final = re.compile(r"建设|建成|改造|改建|扩建|完成|实施|开工|打造|创建|建立|筹集|整治|治理|铺设")
_STAGES: Final = tuple(
    map(re.compile, (r"开工|动工|启动", r"建成|竣工|完工|投产|投用", r"签约", r"引进", r"谋划|储备"))
)
_CHANGE_KINDS: Final = frozenset({"growth", "rate"})
_CHANGE_WORD: Final = re.compile(r"涨幅|增速|增幅|增长率")
_LEAST_WEIGHT: Final = 3.0
"""Below this weight a name (拟安排资金) tells nothing alone."""

_MONEY: Final = "元"
_KIN_TIMES: Final = 3
_FEW: Final = 9
"""A number up to this one is told of many things."""

_LEAST_KIN: Final = 0.2
_MOST_KIN: Final = 0.6
"""What share two names at least have in common, and that of the one that has more of it."""

_OTHER_ID: Final = 0.25
_ONE_ID: Final = 0.95
_BESIDE: Final = 0.8
_CLAUSE: Final = (0.6, 0.4)
_AROUND: Final = (0.3, 0.5)
"""What a token beside the name counts for: at least the first, and the second more the less the name tells."""

_CLAUSES_BEFORE: Final = 2
_TOPIC_CHARS: Final = 24
_TELLING_WEIGHT: Final = 15.0
_ASKED: Final = 0.65
"""How much more it matters that the name asked for is covered than that the name found is."""


@dataclass(frozen=True)
class Profile:
    """What is known of the thing a figure measures.

    Args:
        figure: the figure.
        clause: the clause it stands in, numbers included; empty where the figure stands alone.
        neighbours: the clauses before and behind, and the opening of the paragraph.
    """

    figure: Figure
    clause: str = ""
    neighbours: str = ""

    @cached_property
    def phrase(self) -> frozenset[str]:
        """Tokens of the indicator's words."""
        return tokens(self.figure.indicator or "")

    @cached_property
    def context(self) -> frozenset[str]:
        """Tokens of the clause around it."""
        return tokens(self.clause) - self.phrase

    @cached_property
    def around(self) -> frozenset[str]:
        """Tokens of the clauses beside it."""
        return tokens(self.neighbours) - self.phrase - self.context

    @cached_property
    def words(self) -> str:
        """The words that tell stage and measure: phrase and clause."""
        return f"{self.figure.indicator or ''}|{self.clause}"


def comparable(one: Figure, two: Figure) -> bool:
    """Tell whether two figures have kinds and units that could be of one indicator.

    Example:
        >>> from duixian.reading import read_text
        >>> rate, amount = read_text("增长7%,达到500家。").figures
        >>> comparable(rate, amount)
        False
    """
    if one.kind != two.kind:
        if {one.kind, two.kind} != _CHANGE_KINDS:
            return False
        if not any(_CHANGE_WORD.search(each.indicator or "") for each in (one, two) if each.kind == "rate"):
            return False
    return _dimension(one) == _dimension(two)


def near(one: Figure, two: Figure, *, times: int) -> bool:
    """Tell whether neither of two numbers is more than some times the other.

    Example:
        >>> from duixian.reading import read_text
        >>> few, more, many = read_text("新建公园12座,新建公园30座,新建公园500座。").figures
        >>> near(few, more, times=3), near(few, many, times=3)
        (True, False)
    """
    small, large = sorted((abs(one.value), abs(two.value)))
    return large <= small * times


def _dimension(figure: Figure) -> str | None:
    unit = None if figure.unit is None else unit_of(figure.unit)
    return figure.unit if unit is None else unit.dimension


class Matcher:
    """Compares figures by indicator, wording and context, with token weights of the documents they stand in.

    Args:
        weights: how much each token tells; without weights all tokens count alike.
    """

    def __init__(self, weights: Weights | None = None) -> None:
        self._weights = weights or Weights({}, 0)

    def score(self, one: Profile, two: Profile, *, across_years: bool = False) -> Decimal:
        """Return how sure it is that two figures measure the same, 0 to 1 in hundredths.

        Args:
            one: the figure asked for, whose name counts for more.
            two: the figure found.
            across_years: whether an average of years (年均) may be compared with a year's value.
        """
        if not comparable(one.figure, two.figure) or _stages_differ(one, two):
            return Decimal(0)
        if not across_years and bool(_AVERAGE.search(one.words)) != bool(_AVERAGE.search(two.words)):
            return Decimal(0)
        first, second = one.figure.indicator_id, two.figure.indicator_id
        if first and second:
            if first == second:
                return Decimal(1)
            return _hundredths(self._by_words(one, two) * _OTHER_ID)
        return _hundredths(self._by_words(one, two) * _ONE_ID)

    def evidence(self, one: Profile, two: Profile) -> float:
        """Return the weight of all that two figures and the clauses around them have in common."""
        first, second = self._bag(one), self._bag(two)
        return sum(first[token] * second[token] * self._weights.each(token) for token in first.keys() & second.keys())

    def kin(self, one: Profile, two: Profile) -> bool:
        """Tell whether two figures can measure the same by their names and sizes, where the words around them agree.

        They can where the name asked for tells little (拟投入), where the same amount is told again, and where one name
        holds most of the other; 热网互联工程 is no 积水点, however much is said of both, and 135 villages answer no 10.
        """
        asked, found = one.figure, two.figure
        if not near(asked, found, times=_KIN_TIMES):
            return False
        counted = asked.kind == "amount" and asked.unit != _MONEY
        if self._weights.of(one.phrase) < (_LEAST_WEIGHT if counted else _TELLING_WEIGHT):
            return True
        if counted and asked.value == found.value and asked.value > _FEW:
            return True
        shared = self._weights.of(one.phrase & two.phrase)
        parts = sorted(shared / max(self._weights.of(each.phrase), _LEAST_WEIGHT) for each in (one, two))
        return parts[0] >= _LEAST_KIN and parts[1] >= _MOST_KIN

    def _by_words(self, one: Profile, two: Profile) -> float:
        return max(self._by_name(one, two), self._by_context(one, two))

    def _by_name(self, one: Profile, two: Profile) -> float:
        """Compare the names: what each covers of the other, what stands in the clause counting less."""
        there, back = self._cover(one, two), self._cover(two, one)
        return math.pow(there, _ASKED) * math.pow(back, 1 - _ASKED)

    def _cover(self, of: Profile, by: Profile) -> float:
        """Return the weighted share of one name's tokens that the other's name or clause has."""
        weight = self._weights.of
        whole = weight(of.phrase)
        if whole < _LEAST_WEIGHT:
            return 0.0
        return (weight(of.phrase & by.phrase) + _BESIDE * weight(of.phrase & by.context)) / whole

    def _by_context(self, one: Profile, two: Profile) -> float:
        """Compare names with the clauses around them, for names that tell too little alone."""
        first, second = self._bag(one), self._bag(two)
        shared = first.keys() & second.keys()
        weight = self._weights.each
        dot = sum(first[token] * second[token] * weight(token) ** 2 for token in shared)
        if not dot:
            return 0.0
        norms = [sum((share * weight(token)) ** 2 for token, share in bag.items()) for bag in (first, second)]
        return dot / math.sqrt(norms[0] * norms[1])

    def _bag(self, profile: Profile) -> Mapping[str, float]:
        """Return all tokens, each with the share it counts for; the less the name tells, the more its neighbours do."""
        silence = max(0.0, 1 - self._weights.of(profile.phrase) / _TELLING_WEIGHT)
        clause, around = (least + more * silence for least, more in (_CLAUSE, _AROUND))
        return (
            dict.fromkeys(profile.around, around)
            | dict.fromkeys(profile.context, clause)
            | dict.fromkeys(profile.phrase, 1.0)
        )


def _stages_differ(one: Profile, two: Profile) -> bool:
    """Tell whether wordings forbid that two figures measure the same: started and completed, total and increment."""
    names = (one.figure.indicator or "", two.figure.indicator or "")
    stages = [frozenset(at for at, stage in enumerate(_STAGES) if stage.search(name)) for name in names]
    if stages[0] and stages[1] and not stages[0] & stages[1]:
        return True
    if one.figure.kind == "amount":
        new = [bool(_NEW.search(name)) for name in names]
        said = [bool(_NEW.search(each.words) or _AGAIN.search(each.clause)) for each in (one, two)]
        if any(map(_BUILT.search, names)):  # what is built is new, whether it is called so or not
            said = [heard or bool(_WORK.search(each.words)) for heard, each in zip(said, (one, two), strict=True)]
        return (new[0] and not said[1]) or (new[1] and not said[0])
    return False


def alike(one: Figure, two: Figure) -> Decimal:
    """Return how sure it is that two figures measure the same, by indicator, kind, unit and words alone.

    Example:
        >>> from duixian.reading import read_text
        >>> jobs, more, income = read_text("城镇新增就业900万人,城镇新增就业人数达到970万人,收入93亿元。").figures
        >>> alike(jobs, more), alike(jobs, income)
        (Decimal('1'), Decimal('0'))
    """
    return _PLAIN.score(Profile(one), Profile(two))


_PLAIN: Final = Matcher()


def profile_of(document: Document, figure: Figure) -> Profile:
    """Return a figure with the clause it stands in and the clauses beside it; a table's figure stands alone.

    Example:
        >>> from duixian.reading import read_text
        >>> reading = read_text("推进水利建设,安排资金30亿元,支持水库加固。")
        >>> profile_of(reading.document, reading.figures[0]).clause
        '安排资金30亿元,'
    """
    if figure.sentence is None:
        return Profile(figure)
    own = document.sentences[figure.sentence]
    opening = _opening(document, figure.sentence)
    start = document.sentences[max(figure.sentence - 1, opening)].span.start
    text = document.plain
    ends = [found.end() for found in _CLAUSE_END.finditer(text, start, own.span.end)]
    cuts = [start, *ends, own.span.end]
    at = max(index for index, cut in enumerate(cuts[:-1]) if cut <= figure.span.start)
    last = min(at + 1, len(cuts) - 1)
    clause = text[cuts[at] : max(cuts[last], figure.span.end)]
    before = text[cuts[max(at - _CLAUSES_BEFORE, 0)] : cuts[at]]
    behind = text[cuts[last] : cuts[min(last + 1, len(cuts) - 1)]]
    topic = document.sentences[opening].span
    return Profile(figure, clause, text[topic.start : min(topic.end, topic.start + _TOPIC_CHARS)] + before + behind)


def _opening(document: Document, sentence: int) -> int:
    """Return the index of the first sentence of the paragraph."""
    paragraph = document.sentences[sentence].paragraph
    while sentence and document.sentences[sentence - 1].paragraph == paragraph:
        sentence -= 1
    return sentence


def _hundredths(share: float) -> Decimal:
    return Decimal(str(round(share, 2)))


def measure_of(figure: Figure) -> str | None:
    """Return how the figure's indicator counts over time (flow, stock, new, …), or ``None`` without an indicator.

    Example:
        >>> from duixian.reading import read_text
        >>> measure_of(read_text("城镇新增就业900万人。").figures[0])
        'flow'
    """
    if figure.indicator_id is None:
        return None
    base, _, variant = figure.indicator_id.partition(".")
    return variant or indicator(base).measure
