"""Tell whether two figures measure the same thing, whatever words each document uses for it.

In go figures, alone or in the context of their documents; out comes a score from 0 (different) to 1 (the same
indicator of the catalogue, of the same kind).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from duixian.indicators import indicator
from duixian.ledger.wording import Weights, tokens
from duixian.model import Document, Figure
from duixian.quantities import unit_of

__all__ = ["Matcher", "Profile", "alike", "comparable"]

_CLAUSE_END: Final = re.compile(r"[，,；;。！？!?：:\n]")
_AVERAGE: Final = re.compile(r"年均|平均每年|月均|日均")
_SUM: Final = re.compile(r"累计|[三五两]年(?:来|间|共|累)")
_NEW: Final = re.compile(r"新增|净增|新建|新开工|增加(?!值)")
_TOTAL: Final = re.compile(r"总数|总量|总计|保有量|达到|增加到|扩大到|累计")
_STAGES: Final = tuple(
    map(re.compile, (r"开工|动工|启动", r"建成|竣工|完工|投产|投用", r"签约", r"引进", r"谋划|储备"))
)
_CHANGE_KINDS: Final = frozenset({"growth", "rate"})
_CHANGE_WORD: Final = re.compile(r"涨幅|增速|增幅|增长率")
_VAGUE_WEIGHT: Final = 9.0
"""Below this weight a phrase (拟安排资金) tells so little that its neighbours in the sentence are looked at too."""

_OTHER_ID: Final = 0.25
_ONE_ID: Final = 0.95
_CONTEXT: Final = 0.5


@dataclass(frozen=True)
class Profile:
    """What is known of the thing a figure measures.

    Args:
        figure: the figure.
        clause: the clause it stands in, numbers included; empty where the figure stands alone.
        neighbours: the clauses before and behind in the same sentence.
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

    def score(self, one: Profile, two: Profile) -> Decimal:
        """Return how sure it is that two figures measure the same, 0 to 1 in hundredths; symmetric."""
        if not comparable(one.figure, two.figure) or _stages_differ(one, two):
            return Decimal(0)
        first, second = one.figure.indicator_id, two.figure.indicator_id
        if first and second:
            if first == second:
                return Decimal(1)
            return _hundredths(self._by_words(one, two) * _OTHER_ID)
        return _hundredths(self._by_words(one, two) * _ONE_ID)

    def _by_words(self, one: Profile, two: Profile) -> float:
        there, back = self._cover(one, two), self._cover(two, one)
        return 0.0 if not there or not back else 2 * there * back / (there + back)

    def _cover(self, of: Profile, by: Profile) -> float:
        """Return the weighted share of one profile's tokens that the other has, context for half."""
        weight = self._weights.of
        parts = [(of.phrase, 1.0), (of.context, _CONTEXT)]
        if weight(of.phrase) < _VAGUE_WEIGHT:
            parts = [(of.phrase, 1.0), (of.context, 1.0), (of.around, _CONTEXT)]
        elif not of.context or not by.clause:
            parts = [(of.phrase, 1.0)]
        else:
            parts = [(of.phrase, 1.0)]
        whole = sum(weight(part) * share for part, share in parts)
        if not whole:
            return 0.0
        named = sum(weight(part & by.phrase) * share for part, share in parts)
        beside = sum(weight(part & by.context) * share for part, share in parts)
        around = sum(weight(part & by.around) * share for part, share in parts)
        return min(1.0, (named + 0.8 * beside + 0.4 * around) / whole)


def _stages_differ(one: Profile, two: Profile) -> bool:
    """Tell whether wordings forbid that two figures measure the same: average and year, started and completed."""
    if bool(_AVERAGE.search(one.words)) != bool(_AVERAGE.search(two.words)):
        return True
    names = (one.figure.indicator or "", two.figure.indicator or "")
    stages = [frozenset(at for at, stage in enumerate(_STAGES) if stage.search(name)) for name in names]
    if stages[0] and stages[1] and not stages[0] & stages[1]:
        return True
    if one.figure.kind == "amount":
        new = [bool(_NEW.search(name)) for name in names]
        total = [bool(_TOTAL.search(each.clause)) for each in (one, two)]
        return (new[0] and not new[1] and total[1]) or (new[1] and not new[0] and total[0])
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


def profiles_of(document: Document, figures: Iterable[Figure]) -> Mapping[Figure, Profile]:
    """Return the profiles of a document's figures with the clauses they stand in."""
    return {figure: _profile(document, figure) for figure in figures}


def _profile(document: Document, figure: Figure) -> Profile:
    if figure.sentence is None:
        return Profile(figure)
    sentence = document.sentences[figure.sentence].span
    text = document.plain
    ends = [found.end() for found in _CLAUSE_END.finditer(text, sentence.start, sentence.end)]
    cuts = [sentence.start, *ends, sentence.end]
    at = max(index for index, cut in enumerate(cuts[:-1]) if cut <= figure.span.start)
    last = min(at + 1, len(cuts) - 1)
    clause = text[cuts[at] : max(cuts[last], figure.span.end)]
    before = text[cuts[max(at - 1, 0)] : cuts[at]]
    behind = text[cuts[last] : cuts[min(last + 1, len(cuts) - 1)]]
    return Profile(figure, clause, before + behind)


def _hundredths(share: float) -> Decimal:
    return Decimal(str(round(share, 2)))


def measure_of(figure: Figure) -> str | None:
    """Return how the figure's indicator counts over time (flow, stock, new, …), or ``None`` without an indicator."""
    if figure.indicator_id is None:
        return None
    base, _, variant = figure.indicator_id.partition(".")
    return variant or indicator(base).measure
