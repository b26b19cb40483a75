"""What later documents made of a piece of work: promised again, for later, or never spoken of any more.

In go the statements of a place and what its documents speak of; out come pairs of an earlier and a later promise of
the same work, and the works about which the documents fell silent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

from duixian.ledger.changes_statements import Speech, Statement, first_alike
from duixian.ledger.changes_words import is_event
from duixian.ledger.wording import tokens
from duixian.ledger.works_stages import compare_stages
from duixian.model import Figure
from duixian.quantities import unit_of

__all__ = ["Works"]

SAME_SHARE: Final = 0.75
"""Share of the words of one promise's object, by weight, that the other promise must have."""

SHARED_WEIGHT: Final = 8.0
"""What the shared words must tell together; two words that occur in one of a hundred sentences weigh about 9."""

LONG_NAME_WEIGHT: Final = 20.0
LONG_NAME_SHARE: Final = 0.6
"""Where the shared words tell as much as a long proper name, a smaller share of the object is enough."""

LEAST_SHARE: Final = 0.5
"""What the later promise must have of the earlier one's object, unless that is a list of several things."""

_TOKENS_LOOKED_UP: Final = 4
FEWEST_NAME_TOKENS: Final = 2
"""Pairs of characters that tell a name; two make a word of three characters."""

_NAME_SPREAD: Final = 0.4
"""A word that occurs in more than this share of the documents names no single project."""

_FEW_DOCUMENTS: Final = 5
_SIZES: Final = frozenset({"length", "area", "volume", "power"})
"""What a single project is as large as; things counted one by one are many projects, and land is counted in 亩."""
_LAND: Final = frozenset({"亩", "万亩"})

_LONGEST_POSTPONEMENT_YEARS: Final = 6


class Works:
    """The promised works of a place's documents, by the rare words of their objects.

    Args:
        statements: the place's promises, in order.
        speech: what its documents speak of; weighs the words.
        documents: how many documents there are.
    """

    def __init__(self, statements: Sequence[Statement], speech: Speech, *, documents: int) -> None:
        self._works = tuple(each for each in statements if each.due is not None and each.tokens)
        self._speech = speech
        self._most_documents = max(_FEW_DOCUMENTS, int(documents * _NAME_SPREAD))

    def again(self) -> Iterator[tuple[Statement, Statement, Decimal]]:
        """Yield pairs of an earlier and a later promise of the same project, due at the same time or later."""
        for earlier in self._works:
            if not self.is_project(earlier):
                continue
            for later in self._near(earlier):
                if _may_follow(earlier, later):
                    score = self._score(earlier, later)
                    if score:
                        yield earlier, later, score

    def is_project(self, statement: Statement) -> bool:
        """Tell whether a promise is about one project that can be seen done, not about so many of a kind."""
        if statement.stage is None or not is_event(statement.clause) or _is_counted(statement):
            return False
        return len(self._names(statement.tokens)) >= FEWEST_NAME_TOKENS

    @cached_property
    def _index(self) -> Mapping[str, list[Statement]]:
        index: dict[str, list[Statement]] = defaultdict(list)
        for each in self._works:
            for token in each.said:
                index[token].append(each)
        return {token: first_alike(found) for token, found in index.items()}

    def _near(self, earlier: Statement) -> tuple[Statement, ...]:
        rare = self._speech.rarest(self._names(earlier.tokens), most=_TOKENS_LOOKED_UP)
        alike = (later for token in rare for later in self._index.get(token, ()))
        found = {later.place: later for later in alike if later.year > earlier.year}
        return tuple(found[place] for place in sorted(found))

    def _names(self, found: frozenset[str]) -> frozenset[str]:
        """Return the tokens that occur in few documents, as those of a project's name do."""
        return frozenset(token for token in found if self._speech.spread(token) <= self._most_documents)

    def _score(self, earlier: Statement, later: Statement) -> Decimal:
        """Return the share of one object's words that the other promise has; 0 where they are not the same work."""
        there = earlier.tokens & later.said
        back = later.tokens & earlier.said
        of_earlier = self._speech.cover(earlier.tokens, later.said)
        of_later = self._speech.cover(later.tokens, earlier.said)
        if of_earlier < LEAST_SHARE and len(earlier.items) == 1:
            return Decimal(0)
        share = max(of_earlier, of_later)
        if len(self._names(there | back)) < FEWEST_NAME_TOKENS:
            return Decimal(0)
        weight = self._speech.weights.of(there | back)
        if weight < SHARED_WEIGHT or share < (SAME_SHARE if weight < LONG_NAME_WEIGHT else LONG_NAME_SHARE):
            return Decimal(0)
        return Decimal(str(round(share, 2)))


def _may_follow(earlier: Statement, later: Statement) -> bool:
    """Tell whether a later promise can be the earlier one again: the same stage or one before, the same part."""
    if earlier.due is None or later.due is None:
        return False
    if not is_event(later.clause) or not 0 <= later.due - earlier.due <= _LONGEST_POSTPONEMENT_YEARS:
        return False
    if not (earlier.parts <= later.parts or later.parts <= earlier.parts) or _sizes_differ(earlier, later):
        return False
    shared = earlier.tokens & later.said or later.tokens & earlier.said
    return compare_stages(later.stage_of(shared), earlier.stage_of(shared)) == "reached"


def _is_counted(statement: Statement) -> bool:
    """Tell whether the promise is about a number of things (改造小区40个) or a level, of which each year has its own.

    The size of a single project (院区设床位500张) does not count: its words are others than the project's name.
    """
    return any(
        _counts(figure, statement) for figure in (statement.promise.figure, *statement.promise.figures) if figure
    )


def _counts(figure: Figure, statement: Statement) -> bool:
    if figure.kind != "amount":
        return True
    if _size_of(figure) is not None:
        return False
    return figure.indicator_id is not None or bool(tokens(figure.indicator or "") & statement.tokens)


def _size_of(figure: Figure) -> str | None:
    """Return the dimension in which a figure tells how large a thing is, ``None`` for counts and land in 亩."""
    unit = None if figure.unit is None or figure.unit in _LAND else unit_of(figure.unit)
    return unit.dimension if unit is not None and unit.dimension in _SIZES else None


def _sizes_differ(one: Statement, two: Statement) -> bool:
    """Tell whether both promises give a length or area, and not the same: 20公里 of roads one year, 18公里 the next."""
    first, second = _sizes(one), _sizes(two)
    return any(first[dimension].isdisjoint(second[dimension]) for dimension in first.keys() & second.keys())


def _sizes(statement: Statement) -> Mapping[str, set[Decimal]]:
    sizes: dict[str, set[Decimal]] = defaultdict(set)
    for figure in statement.promise.figures:
        dimension = _size_of(figure)
        if dimension is not None:
            sizes[dimension].add(figure.value)
    return sizes
