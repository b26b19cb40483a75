"""What the documents say of how the levels of two years of one thing stand to each other.

In goes a place's field, a thing and a unit; out come links: growth over last year or over several years, averages,
multiples, and changes told as amounts or percentage points. Rates at other prices than the levels make no links.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from duixian.audit.cues import cue
from duixian.audit.explanations import always_explained, explanations
from duixian.audit.expressions import Expression, figure, number
from duixian.audit.facts import Fact, Field, Thing
from duixian.audit.levels import grown
from duixian.audit.wordings import level_before
from duixian.model import Relation
from duixian.quantities import Interval

__all__ = ["Link", "caveats", "level_links", "real_growth"]

_NOT_OF_LEVELS: Final = ("real-growth", "price-base")
_MOST_YEARS: Final = 10
_ELSEWHERE: Final = ("whole_country", "whole_province", "whole_city", "control_target")


@dataclass(frozen=True, slots=True)
class Link:
    """How the level of a later year follows from that of an earlier one, by one figure.

    Args:
        first: the earlier year.
        last: the later year.
        fact: the figure that says so.
        relation: what it is.
        form: how it is applied: ``grown`` by percent, by an ``average`` each year, ``times``, ``more`` (one and so many
            times), ``plus``, ``minus``.
        level: the level of the later year that the figure was told of, ``None`` where none is told beside it.
    """

    first: int
    last: int
    fact: Fact
    relation: Relation
    form: Literal["grown", "average", "times", "more", "plus", "minus"]
    level: Fact | None

    @property
    def part(self) -> str:
        """What the figure is in the relation."""
        return {"times": "multiple", "more": "multiple", "plus": "difference", "minus": "difference"}.get(
            self.form, "growth"
        )

    def ahead(self, base: Expression, at: int) -> Expression:
        """Return the later level from the earlier one; the link's figure stands at a place of the facts.

        Example:
            >>> from duixian.audit.expressions import write
            >>> from duixian.audit.facts import Field
            >>> from duixian.reading import read_text
            >>> text = "2026年政府工作报告。2025年,一般公共预算收入93.6亿元,增长7%。"
            >>> (link,) = level_links(Field.of(read_text(text)), ("self", "general-public-budget-revenue"), "元")
            >>> write(link.ahead(figure(0), 1), ["87.5", "7"]), write(link.back(figure(0), 1), ["93.6", "7"])
            ('87.5 × (1 + 7 ÷ 100)', '93.6 ÷ (1 + 7 ÷ 100)')
        """
        if self.form == "plus":
            return base + figure(at)
        return base - figure(at) if self.form == "minus" else base * self._factor(at)

    def back(self, level: Expression, at: int) -> Expression:
        """Return the earlier level from the later one."""
        if self.form == "plus":
            return level - figure(at)
        return level + figure(at) if self.form == "minus" else level / self._factor(at)

    def _factor(self, at: int) -> Expression:
        match self.form:
            case "times":
                return figure(at)
            case "more":
                return number(1) + figure(at)
            case "average":
                return grown(figure(at)).power(self.last - self.first)
            case _:
                return grown(figure(at))


def real_growth(name: str) -> bool:
    """Tell whether an indicator's growth is at other prices than its levels, so that neither tells of the other.

    Args:
        name: the indicator's id.

    Example:
        >>> real_growth("gdp"), real_growth("retail-sales")
        (True, False)
    """
    return always_explained(name, _NOT_OF_LEVELS)


def caveats(name: str) -> tuple[str, ...]:
    """Return why levels and growth of an indicator may not fit each other though both are right, by its nature.

    Args:
        name: the indicator's id.

    Returns:
        Codes of ``explanations.toml``, most likely first.

    Example:
        >>> caveats("general-public-budget-revenue")
        ('revenue-base',)
    """
    return tuple(code for code in explanations() if always_explained(name, [code]))


def level_links(field: Field, thing: Thing, unit: str) -> tuple[Link, ...]:
    """Return all links between the levels of a thing, in order of years, then of documents and text.

    Args:
        field: the place's facts.
        thing: what is measured.
        unit: of the levels, as of :func:`duixian.audit.facts.unit_group`.

    Example:
        >>> from duixian.reading import read_text
        >>> text = "2026年政府工作报告。2025年,社会消费品零售总额100亿元,增长7%,是2020年的1.5倍。"
        >>> links = level_links(Field.of(read_text(text)), ("self", "retail-sales"), "元")
        >>> [(each.first, each.last, each.form) for each in links]
        [(2020, 2025, 'times'), (2024, 2025, 'grown')]
    """
    facts = [fact for fact in field.facts if fact.told and not fact.of_part]
    rivals = _Rivals(field, thing, unit)
    found: dict[tuple[object, ...], Link] = {}
    for fact in facts:
        links = [*_changes(field, fact, thing, unit)]
        if fact.thing == thing and not real_growth(thing[1]) and unit != "%":
            links += _ratios(field, fact, rivals)
        for link in links:
            told = None if link.level is None else link.level.value
            # What a document says twice is one link.
            found.setdefault((fact.document, link.first, link.last, link.form, fact.value, told), link)
    return tuple(sorted(found.values(), key=lambda link: (link.first, link.last)))


class _Rivals:
    """Which figures of a document tell one thing, and whether they agree; one pass over the facts of a thing."""

    def __init__(self, field: Field, thing: Thing, unit: str) -> None:
        self.thing = thing
        self.unit = unit
        self._ratios: dict[tuple[object, ...], Interval | None] = {}
        self._levels: dict[tuple[str, int], tuple[Fact, Interval | None]] = {}
        self._told: dict[tuple[str, int], Fact | None] = {}
        for fact in field.facts:
            if fact.thing == thing and fact.told:
                key = _ratio_key(fact)
                before = self._ratios.get(key, fact.value)
                self._ratios[key] = None if before is None else before.common(fact.value)
        for year in field.years.get((thing, unit), ()):
            for fact in field.levels[thing, unit, year]:
                first, common = self._levels.get((fact.document, year), (fact, fact.value))
                self._levels[fact.document, year] = first, None if common is None else common.common(fact.value)

    def agreed(self, fact: Fact) -> bool:
        """Tell whether all figures of the document that tell what a figure tells can be true together."""
        return self._ratios.get(_ratio_key(fact), fact.value) is not None

    def first(self, level: Fact, year: int) -> bool:
        """Tell whether no other level of the year stands before it in its document: what follows is often of a part."""
        first, common = self._levels.get((level.document, year), (level, level.value))
        return first is level or common is not None

    def level(self, field: Field, fact: Fact, year: int) -> Fact | None:
        """Return the level that the document of a figure tells for a year."""
        key = fact.document, year
        if key not in self._told:
            found = field.level(self.thing, self.unit, year, near=fact)
            self._told[key] = found if found is not None and found.document == fact.document else None
        return self._told[key]


def _ratio_key(fact: Fact) -> tuple[object, ...]:
    return fact.document, fact.figure.kind, str(fact.figure.period), _since(fact)


def _ratios(field: Field, fact: Fact, rivals: _Rivals) -> Iterator[Link]:
    kind, measure = fact.figure.kind, fact.figure.unit
    if fact.says("real") or fact.says("comparable") or cue("comparable", fact.after) is not None:
        return
    if kind == "multiple" and measure == "倍":
        base, last = _since(fact), fact.year
        if base is not None and last is not None:
            yield from _told(field, Link(base, last, fact, "multiple", "times", None), rivals)
    elif kind == "growth" and measure in ("%", "倍"):
        yield from _growths(field, fact, rivals)


def _growths(field: Field, fact: Fact, rivals: _Rivals) -> Iterator[Link]:
    times = fact.figure.unit == "倍"
    if fact.says("average"):
        if fact.years is not None and not times and fact.years[1] - fact.years[0] < _MOST_YEARS:
            first, last = fact.years
            yield from _told(field, Link(first - 1, last, fact, "average_growth", "average", None), rivals)
        return
    since = _since(fact) if fact.years is not None else fact.base_year if fact.plain_year else None
    until = fact.year if fact.years is None else fact.years[1]
    if since is None or until is None:
        return
    form: Literal["more", "grown"] = "more" if times else "grown"
    yield from _told(field, Link(since, until, fact, "growth", form, None), rivals)


def _since(fact: Fact) -> int | None:
    """Return the year that the words name as the one counted from."""
    start = cue("since", fact.clause)
    return int(start["year"]) if start is not None and start["year"] else None


def _told(field: Field, link: Link, rivals: _Rivals) -> Iterator[Link]:
    """Yield the link with the level it was told of; none where its document tells several such figures apart from it.

    In one sentence plain words must lead from the level to the figure.
    """
    fact = link.fact
    if link.first >= link.last:
        return
    beside = level_before(field.neighbours(fact), fact)
    if beside is not None and (beside.thing, beside.unit, beside.year) == (rivals.thing, rivals.unit, link.last):
        if rivals.first(beside, link.last):
            yield _with(link, beside)
    elif rivals.agreed(fact):
        yield _with(link, rivals.level(field, fact, link.last))


def _with(link: Link, level: Fact | None) -> Link:
    return Link(link.first, link.last, link.fact, link.relation, link.form, level)


def _changes(field: Field, fact: Fact, thing: Thing, unit: str) -> Iterator[Link]:
    """Yield what changes told as amounts, net gains and percentage points say."""
    year = fact.year
    if year is None or not fact.plain_year:
        return
    if unit == "%":
        yield from _points(field, fact, thing, year)
        return
    net = fact.thing == (thing[0], f"{thing[1]}.net-new") and not fact.says("together")
    told = fact.is_change and fact.thing == thing and fact.base_year == year - 1
    if not (net or told) or fact.unit != unit:
        return
    level = field.level(thing, unit, year, near=fact)
    if level is not None and level.document == fact.document:
        falls = told and cue("decrease", fact.clause) is not None
        yield Link(year - 1, year, fact, "increment" if net else "difference", "minus" if falls else "plus", level)


def _points(field: Field, fact: Fact, thing: Thing, year: int) -> Iterator[Link]:
    if fact.figure.kind != "points" or fact.base_year != year - 1 or any(map(fact.says, _ELSEWHERE)):
        return
    since, versus = cue("since", fact.clause), cue("versus", fact.clause)
    if since is None and (versus is not None or cue("change", fact.clause) is None):
        return
    level = level_before(field.neighbours(fact), fact, kinds=("rate",))
    if level is not None and level.thing == thing and level.year == year:
        yield Link(year - 1, year, fact, "difference", "plus", level)
