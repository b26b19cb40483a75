"""The level of a year: as a document tells it, or led on from an earlier year by the rates of the reports between.

In goes what is wanted of which year; out comes an expression over facts that gives it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from duixian.audit.expressions import Expression, figure, number
from duixian.audit.facts import Fact, Field, Thing

__all__ = ["Reached", "grown", "reach"]

_MOST_YEARS: Final = 5
"""Over more years the intervals of rounded rates are too wide to tell anything."""
_HUNDRED: Final = number(100)


@dataclass(frozen=True)
class Reached:
    """A level with the facts it follows from.

    Args:
        expression: over the facts, counted from the offset it was asked for.
        facts: what it uses, with what each is.
    """

    expression: Expression
    facts: tuple[tuple[Fact, str], ...]

    @property
    def stated(self) -> bool:
        """Whether a document tells the level itself."""
        return len(self.facts) == 1


def grown(rate: Expression) -> Expression:
    """Return the factor by which a rate in percent lets a level grow.

    Example:
        >>> from duixian.audit.expressions import write
        >>> write(grown(figure(0)), ["7"])
        '1 + 7 ÷ 100'
    """
    return number(1) + rate / _HUNDRED


def reach(field: Field, thing: Thing, unit: str, year: int, *, near: Fact, offset: int = 0) -> Reached | None:
    """Return the level of a year, stated or led on from the newest earlier one over at most five years of rates.

    Args:
        field: the place's facts.
        thing: what is measured.
        unit: the unit of the level, as of :func:`duixian.audit.facts.unit_group`.
        year: the year wanted.
        near: the fact for which it is wanted; decides between several documents.
        offset: at which place the facts will stand in the whole expression's.

    Example:
        >>> from duixian.audit.expressions import write
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> field = Field.of(read_text("2022年,软件收入50亿元。2023年,软件收入增长2%。2024年,软件收入增长3%。"))
        >>> level = field.facts[0]
        >>> write(reach(field, level.thing, "元", 2023, near=field.facts[2]).expression, ["50亿", "2"])
        '50亿 × (1 + 2 ÷ 100)'
    """
    rates: list[Fact] = []
    for back in range(_MOST_YEARS + 1):
        level = field.level(thing, unit, year - back, near=near)
        if level is not None:
            return _led_on(level, rates[::-1], offset)
        rate = field.growth(thing, year - back, near=near)
        if rate is None:
            return None
        rates.append(rate)
    return None


def _led_on(level: Fact, rates: list[Fact], offset: int) -> Reached:
    expression = figure(offset)
    for at, _ in enumerate(rates, offset + 1):
        expression = expression * grown(figure(at))
    return Reached(expression, ((level, "base"), *((rate, "growth") for rate in rates)))
