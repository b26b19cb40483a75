"""The records of the catalogue: families, indicators and their example phrases.

In go the blocks of ``catalogue/*.toml``; out come frozen records that can be compared and hashed.
*Measure* says how an indicator counts over time, so that an increment is never compared with a total.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from duixian.model import FigureKind

__all__ = ["Direction", "Example", "Family", "Indicator", "Measure"]

Direction = Literal["up", "down", "hold"]
"""What is wished for: more (``up``), less (``down``), or neither beyond a level (``hold``)."""

Measure = Literal[
    "level",
    "flow",
    "stock",
    "work",
    "new",
    "net-new",
    "cumulative",
    "introduced",
    "signed",
    "landed",
    "started",
    "under-way",
    "completed",
    "operating",
]
"""How an indicator counts over time.

The first four are a block's own measure: ``level`` a ratio, price or concentration, ``flow`` an amount
that accrues during the period, ``stock`` an amount there is at its end, ``work`` an amount of work done
in it.  The others are variants, written behind the id with a point (``high-tech-enterprises.new``):
``new`` gross additions (新增), ``net-new`` additions less losses (净增), ``cumulative`` the sum since a
start that the text tells (累计), ``introduced`` brought in from elsewhere (引进), and the stages of a
project: ``signed`` (签约), ``landed`` (落地), ``started`` (开工), ``under-way`` (在建、开复工),
``completed`` (竣工、基本建成), ``operating`` (投产).
"""


@dataclass(frozen=True, slots=True)
class Family:
    """A file of the catalogue: what its indicators have in common.

    Example:
        >>> Family("economy", "经济总量与结构", "Economy").zh
        '经济总量与结构'
    """

    id: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Example:
    """A phrase with its figure's unit and kind, and the id it leads to.

    Args:
        phrase: the words before the number, in the style of a report.
        unit: the figure's unit, or ``None``.
        kind: the figure's kind.
        id: the id it must lead to; ``None`` for a phrase that must not lead to the block it stands in.

    Example:
        >>> Example("全区地区生产总值", "元", "amount", "gdp").id
        'gdp'
    """

    phrase: str
    unit: str | None
    kind: FigureKind
    id: str | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measurable thing with one id, whatever it is called.

    Args:
        id: stable; a variant has its measure behind a point (``high-tech-enterprises.new``).
        family: id of the family (the name of the file it stands in).
        zh: Chinese name as statistics use it today.
        en: English name.
        aliases: other wordings of reports, older names included; without 全区, verbs and quotation marks.
        bound_aliases: names that are linked only with a word that tells the measure (新建公园, not 公园).
        dimension: what the unit measures, a block of ``dimensions.toml``.
        unit: the base unit it is shown in.
        units: all units its amounts or rates may be stated in.
        kinds: the kinds of figure that may state it.
        measure: how it counts over time.
        variants: the other measures it is counted by.
        direction: what is wished for.
        definition: what is counted, in a sentence.
        source: the statistical system, plan outline or standard that defines it.
        changes: dated changes of name or scope, oldest first.
        examples: phrases that lead to it.
        confusable: phrases that look like it and must not lead to it.

    Example:
        >>> from duixian.indicators import indicator
        >>> indicator("gdp").zh, indicator("gdp").direction
        ('地区生产总值', 'up')
    """

    id: str
    family: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    bound_aliases: tuple[str, ...]
    dimension: str
    unit: str
    units: tuple[str, ...]
    kinds: tuple[FigureKind, ...]
    measure: Measure
    variants: tuple[Measure, ...]
    direction: Direction
    definition: str
    source: str
    changes: tuple[str, ...] = field(repr=False, default=())
    examples: tuple[Example, ...] = field(repr=False, default=())
    confusable: tuple[Example, ...] = field(repr=False, default=())
