"""What a figure can mean: the interval of values that its stated number can be true of.

In goes a figure; out comes an interval, with declines on the negative side and their bounds turned round.
"""

from __future__ import annotations

from typing import Final

from duixian.model import Figure, Quantity
from duixian.quantities import Interval, interval

__all__ = ["meaning"]

_SIGNED: Final = frozenset({"growth", "points"})


def meaning(figure: Figure) -> Interval:
    """Return the values that a figure can be true of: rounding by its written precision, bounds and ranges.

    A decline by more than 3 % (下降3%以上, value -3, bound ``>=``) lies below -3: the bound speaks of the size.

    Example:
        >>> from duixian.reading import read_text
        >>> [str(meaning(each)) for each in read_text("能耗下降3%以上,收入93.6亿元。").figures]
        ['(-∞, -3]', '[9355000000, 9365000000]']
    """
    ends = (figure.value,) if figure.high is None else (figure.value, figure.high)
    declines = figure.kind in _SIGNED and max(ends) <= 0 and min(ends) < 0
    sizes = sorted(abs(end) for end in ends) if declines else sorted(ends)
    stated = interval(
        Quantity(
            span=figure.span,
            value=sizes[0],
            high=sizes[1] if len(sizes) > 1 else None,
            unit=figure.unit,
            bound=figure.bound,
            step=figure.step,
            form="arabic",
            number_end=figure.span.end,
            extent=figure.span,
        )
    )
    return -stated if declines else stated
