"""What later documents made of an outcome: the same number again, a higher or lower one, a later date, other words.

In go the statements of a place; out come pairs of an earlier and a later promise of the same thing, and what kinds of
change lie between them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

from duixian.indicators import indicator
from duixian.ledger.changes_statements import Speech, Statement, first_alike
from duixian.ledger.changes_words import is_hold
from duixian.ledger.judging_values import factor_between, is_decline
from duixian.ledger.matching import Matcher, Profile, profile_of
from duixian.model import Figure
from duixian.quantities import unit_of

__all__ = ["Outcomes", "rise"]

SAME: Final = Decimal("0.7")
"""From this score on two figures are taken for the same measure; by words alone the score is at most 0.95."""

_NUMBER: Final = re.compile(r"[0-9]+(?:[.][0-9]+)?")
_TOKENS_LOOKED_UP: Final = 3
_LONGEST_POSTPONEMENT_YEARS: Final = 6


def rise(earlier: Figure, later: Figure) -> Decimal | None:
    """Return by how much a later target is higher, in its unit; ``None`` where kinds or units do not compare.

    Of a range the middle counts. Of two declines the sizes are compared: 3 % down is higher than 2.5 % down.

    Example:
        >>> from duixian.reading import read_text
        >>> one, two, three, four = read_text("增长5%—6%,增长6%,能耗下降3%,能耗下降2.5%。").figures
        >>> str(rise(one, two)), str(rise(three, four))
        ('0.5', '-0.5')
    """
    factor = factor_between(earlier.unit, later.unit)
    if earlier.kind != later.kind or factor is None:
        return None
    first, second = _middle(earlier) * factor, _middle(later)
    if is_decline(earlier) and is_decline(later):
        return abs(second) - abs(first)
    return second - first


def _middle(figure: Figure) -> Decimal:
    return figure.value if figure.high is None else (figure.value + figure.high) / 2


class Outcomes:
    """The outcomes of a place's documents, by what could be the same measure.

    Args:
        statements: the place's promises, in order.
        speech: what its documents speak of; weighs the words.
    """

    def __init__(self, statements: Sequence[Statement], speech: Speech) -> None:
        self._counted = tuple(each for each in statements if each.counting is not None)
        self._speech = speech
        self._matcher = Matcher(speech.weights)

    def again(self) -> Iterator[tuple[Statement, Statement, Decimal]]:
        """Yield pairs of an earlier and a later promise of the same measure for the same years, with a score."""
        for earlier in self._counted:
            for later in self._near(earlier):
                score = self._score(earlier, later)
                if score >= SAME:
                    yield earlier, later, score

    def postponed(self) -> Iterator[tuple[Statement, Statement, Decimal]]:
        """Yield pairs of a promised level and the same level promised for a later year.

        Levels to hold or to keep below are promised anew every year and never postponed by that.
        """
        for group in self._levels.values():
            for at, earlier in enumerate(group):
                for later in group[at + 1 :]:
                    if _is_later_date(earlier, later) and self._score(earlier, later) >= SAME:
                        yield earlier, later, self._score(earlier, later)

    @cached_property
    def _levels(self) -> Mapping[tuple[str, Decimal], list[Statement]]:
        groups: dict[tuple[str, Decimal], list[Statement]] = defaultdict(list)
        for each in self._counted:
            figure, counting = each.promise.figure, each.counting
            if figure is None or counting is None or counting.way != "point" or figure.indicator_id is None:
                continue
            if not _is_kept_up(each, figure):
                groups[figure.indicator_id, _middle(figure)].append(each)
        return {key: first_alike(found) for key, found in groups.items()}

    @cached_property
    def _profiles(self) -> Mapping[tuple[str, Figure], Profile]:
        return {
            (each.document.id, each.promise.figure): profile_of(each.document, each.promise.figure)
            for each in self._counted
            if each.promise.figure is not None
        }

    def _score(self, earlier: Statement, later: Statement) -> Decimal:
        one, two = earlier.promise.figure, later.promise.figure
        if one is None or two is None or one.scope != two.scope:
            return Decimal(0)
        named = one.indicator_id is not None and one.indicator_id == two.indicator_id
        if not named and _thresholds(one) != _thresholds(two):
            return Decimal(0)
        return self._matcher.score(self._profiles[earlier.document.id, one], self._profiles[later.document.id, two])

    @cached_property
    def _index(self) -> Mapping[tuple[object, ...], list[Statement]]:
        index: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
        for each in self._counted:
            for key in self._keys(each):
                index[key].append(each)
        return {key: first_alike(found) for key, found in index.items()}

    def _keys(self, statement: Statement) -> Iterable[tuple[object, ...]]:
        """Return what another statement must share to be compared: years and unit, with indicator or a rare word."""
        figure = statement.promise.figure
        if figure is None:
            return ()
        unit = None if figure.unit is None else unit_of(figure.unit)
        base = (statement.counting, figure.unit if unit is None else unit.dimension)
        words = self._speech.rarest(statement.tokens, most=_TOKENS_LOOKED_UP)
        return [(*base, word) for word in (figure.indicator_id, *words) if word is not None]

    def _near(self, earlier: Statement) -> tuple[Statement, ...]:
        alike = (later for key in self._keys(earlier) for later in self._index.get(key, ()))
        found = {later.place: later for later in alike if later.year > earlier.year}
        return tuple(found[place] for place in sorted(found))


def _thresholds(figure: Figure) -> list[str]:
    """Return the numbers in an indicator's words: villages above 20万元 are not those above 50万元."""
    return _NUMBER.findall(figure.indicator or "")


def _is_kept_up(statement: Statement, figure: Figure) -> bool:
    """Tell whether a level is to be held, or is a limit, rather than to be reached once."""
    if figure.indicator_id is None or is_hold(statement.clause):
        return True
    direction = indicator(figure.indicator_id.partition(".")[0]).direction
    limits = {"down": ("<", "<="), "up": ()}
    return direction == "hold" or figure.bound in limits.get(direction, ())


def _is_later_date(earlier: Statement, later: Statement) -> bool:
    if earlier.due is None or later.due is None or later.year <= earlier.year:
        return False
    if earlier.due <= earlier.year:
        return False  # a level for the year itself is promised anew each year
    return 0 < later.due - earlier.due <= _LONGEST_POSTPONEMENT_YEARS
