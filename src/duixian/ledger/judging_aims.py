"""What values keep a promise, and whether a reported number is one of them.

In go the promised figure and the words before it; out comes an :class:`Aim`. In go an aim and a reported number; out
comes whether the promise is kept, broken, or cannot be told. Only where the whole interval that a rounded number may
mean lies on one side is it decided; a number equal to the promised one as it is written counts as kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from re import Pattern
from typing import Final, Literal

from duixian.indicators import indicator
from duixian.ledger.judging_values import CHANGES, Told, is_decline, words
from duixian.ledger.tolerances import Tolerance, tolerance_of
from duixian.model import Figure
from duixian.quantities import Interval

__all__ = ["Aim", "Fit", "aim_of", "fit", "wish_of"]

Wish = Literal["up", "down", "hold"]
Fit = Literal["kept", "equal", "broken", "unclear"]
_LIMITS: Final = frozenset({"<", "<="})
_FLOORS: Final = frozenset({">", ">="})


@dataclass(frozen=True, slots=True)
class Aim:
    """What keeps a promise.

    Args:
        figure: what was promised.
        keeps: the values that keep it.
        wish: whether more, less or neither is better.
        threshold: the value that just keeps it, tolerance included; the promised value for ``hold``.
        tolerance: what 左右 or 保持 leaves open, ``None`` for a hard number.
        strict: whether the threshold itself does not keep it (超过).
        decline: whether it speaks of how much something falls.
    """

    figure: Figure
    keeps: Interval
    wish: Wish
    threshold: Decimal
    tolerance: Tolerance | None
    strict: bool
    decline: bool

    @property
    def promised(self) -> Decimal:
        """The promised value that counts, without tolerance; of a range the end that just keeps the promise."""
        if self.tolerance is None or self.wish == "hold":
            return self.threshold
        width = self.tolerance.width(self.figure.value)
        return self.threshold + (width if self.wish == "up" else -width)


@cache
def _pattern(name: str) -> Pattern[str]:
    return words().anywhere(name)


def wish_of(figure: Figure, before: str = "") -> Wish:
    """Return whether more or less is better than the promised number.

    The bound tells (以上, 以内), else the words before the number (控制在), else the catalogue, else the name: what
    is reduced as work (淘汰落后产能) is wished for, what is a burden (失业率, 涨幅) is not.

    Args:
        figure: what was promised.
        before: the characters before the number in its clause.

    Example:
        >>> from duixian.reading import read_text
        >>> [wish_of(each) for each in read_text("收入增长5%,失业率4.5%,能耗下降3%。").figures]
        ['up', 'down', 'down']
    """
    if figure.kind == "rank":
        return "down"
    decline = is_decline(figure)
    if figure.bound in _FLOORS:
        return "down" if decline else "up"
    if figure.bound in _LIMITS:
        return "up" if decline else "down"
    if not decline and _pattern("limit").search(before):
        return "down"
    known = _known_wish(figure)
    if decline:
        return "up" if known == "up" and figure.kind in CHANGES else "down"
    if known == "hold":
        held = figure.bound in {"~", "="} and _pattern("hold").search(before)
        return (
            "hold" if held and figure.kind not in CHANGES and not _burden(figure, before) else _by_name(figure, before)
        )
    return _by_name(figure, before) if known is None else known


def _known_wish(figure: Figure) -> Wish | None:
    if figure.indicator_id is None:
        return None
    base, _, variant = figure.indicator_id.partition(".")
    # What is done to a thing is wished for, whatever is wished for the thing itself.
    return None if variant else indicator(base).direction


def _burden(figure: Figure, before: str) -> bool:
    name = figure.indicator or before
    return _pattern("lower_is_better").search(name) is not None


def _by_name(figure: Figure, before: str) -> Wish:
    name = figure.indicator or before
    if _pattern("reduction").search(name):
        return "up"
    return "down" if _pattern("lower_is_better").search(name) else "up"


def aim_of(figure: Figure, before: str = "") -> Aim:
    """Return what keeps a promised number.

    Args:
        figure: what was promised; a number of a promise is a threshold, not rounded.
        before: the characters before the number in its clause.

    Example:
        >>> from duixian.reading import read_text
        >>> [str(aim_of(each).keeps) for each in read_text("收入增长8%左右,用地下降3%以上,占比5%—6%。").figures]
        ['[7.75, ∞)', '(-∞, -3]', '[5, ∞)']
    """
    decline = is_decline(figure)
    wish = wish_of(figure, before)
    sign = -1 if decline and figure.value > 0 else 1
    ends = sorted(end * sign for end in (figure.value, figure.value if figure.high is None else figure.high))
    held = wish == "hold"
    tolerance = None
    if figure.bound == "~":
        tolerance = tolerance_of(figure, "about")
    elif held and figure.high is None:
        tolerance = tolerance_of(figure, "hold")
    low, high = ends
    if tolerance is not None:
        low, high = low - tolerance.width(low), high + tolerance.width(high)
    strict = figure.bound in {">", "<"}
    match wish:
        case "up":
            return Aim(figure, Interval(low, None, low_open=strict), wish, low, tolerance, strict, decline)
        case "down":
            return Aim(figure, Interval(None, high, high_open=strict), wish, high, tolerance, strict, decline)
        case _:
            return Aim(figure, Interval(low, high), wish, ends[0], tolerance, strict, decline)


def fit(aim: Aim, told: Told) -> Fit:
    """Tell whether a reported number keeps a promise.

    ``kept`` and ``broken`` are said only where every value that the number may mean agrees. ``equal`` is the usual
    reading of a number that is written like the promised one (93.6亿 beside 93.6亿), though it may be rounded. Where
    the promise has a tolerance, a plainly stated number is taken as it is written: the tolerance outweighs rounding.

    Example:
        >>> from duixian.reading import read_text
        >>> from duixian.ledger.judging_values import tell
        >>> promised, reported = read_text("收入增长8%以上,收入增长7.6%。").figures
        >>> fit(aim_of(promised), tell(reported, "%"))
        'broken'
    """
    stated = told.stated
    if aim.tolerance is not None and stated is not None and not told.limited:
        return "kept" if stated in aim.keeps else "broken"
    if _inside(told.values, aim.keeps):
        return "kept"
    if not told.values.meets(aim.keeps):
        return "broken"
    plain = stated is not None and not told.limited and not aim.strict
    if plain and stated == aim.threshold and told.step <= _significant(aim.figure, aim.threshold):
        return "equal"
    return "unclear"


def _significant(figure: Figure, threshold: Decimal) -> Decimal:
    """Return the worth of a unit in the last place of a promised number that is not 0, or its step if that is more."""
    exponent = threshold.normalize().as_tuple().exponent
    return max(figure.step, Decimal(10) ** exponent) if isinstance(exponent, int) and threshold else figure.step


def _inside(inner: Interval, outer: Interval) -> bool:
    above = outer.low is None or (
        inner.low is not None
        and (inner.low > outer.low or (inner.low == outer.low and (inner.low_open or not outer.low_open)))
    )
    below = outer.high is None or (
        inner.high is not None
        and (inner.high < outer.high or (inner.high == outer.high and (inner.high_open or not outer.high_open)))
    )
    return above and below
