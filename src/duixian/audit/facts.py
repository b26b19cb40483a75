"""Figures in the form the checks work on: with their words, the values they can mean, and indexes by thing and year.

In goes a place's dossier; out comes a :class:`Field`: facts in order, and levels and growths by what, in which unit and
when.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Final

from duixian.audit.cues import cue, cues
from duixian.figures.meaning import meaning
from duixian.indicators import link
from duixian.indicators.phrases import spell
from duixian.ledger.dossier import Dossier
from duixian.model import Figure, FigureKind, Reading
from duixian.quantities import Interval, unit_of

__all__ = ["Fact", "Field", "Thing", "facts_of", "field_of", "thing_named", "unit_group", "widened"]

Thing = tuple[str, str]
"""What is measured and whose: the scope (``self`` or a division code or a name), and the indicator's id or phrase."""

_LONGEST_CLAUSE: Final = 60
_CLAUSE_END: Final = re.compile(r"[。;!?\n]")
_JOINT: Final = re.compile(r"[\s,、和及与以:]{0,3}(?:分别)?(?:增长|提高|下降)?\s?$")
_YEAR_CHARACTERS: Final = 4
_COUNTS: Final = frozenset({"count", "households"})
_AFTER_CHARACTERS: Final = 24
_TOTALS: Final = re.compile(r"(?:总数|总量|总计|保有量|总户数|总数量|数量|达到|累计)$")
_ADDED: Final = re.compile(r"^(?:净增|新增|新登记|新设|新培育|新认定)")
_ABOUT_DOUBLED: Final = Decimal("0.95")
_CONTEXT_CHARACTERS: Final = 60
_PARAGRAPH_CHARACTERS: Final = 160
_NO_THING: Final = re.compile(r"(?:增长|增加|提高|上升|下降|降低|减少|完成|实现|达到|突破)+")
_ROUND_FROM: Final = 1000
_CACHED_PHRASES: Final = 65_536


@dataclass(frozen=True)
class Fact:
    """A figure with what the checks need to know of it.

    Args:
        reading: the reading it belongs to.
        figure: the figure.
        at: its place in the reading's figures.
        spoken: the year its document was delivered, or ``None``.
        clause: the words of its clause before it, back to the figure before; a list's later figures have the first's.
        between: the words between the figure before and this one in the same sentence, or ``None`` at its first figure.
        own: the division code of the place whose document it is, or ``None``.
        like: the figure before, where the words leave out what both measure (城镇新增就业1.56万人,三年累计4.36万人).
    """

    reading: Reading
    figure: Figure
    at: int
    spoken: int | None
    clause: str
    between: str | None
    own: str | None = None
    like: Fact | None = None

    @cached_property
    def value(self) -> Interval:
        """The values the figure can mean; 翻一番 is said of anything from about twice upwards."""
        if self.figure.kind == "multiple" and "番" in self.figure.text and self.figure.bound == "=":
            return Interval(self.figure.value * _ABOUT_DOUBLED, None)
        return meaning(self.figure)

    @cached_property
    def thing(self) -> Thing:
        """What it measures, and whose."""
        if self.like is not None:
            return self.like.thing
        figure = self.figure
        own = figure.scope == "self" or (self.own is not None and figure.scope_code == self.own)
        return "self" if own else figure.scope_code or figure.scope, _name(figure)

    @cached_property
    def unit(self) -> str:
        """The unit in which it can be compared."""
        return unit_group(self.figure.unit)

    @cached_property
    def year(self) -> int | None:
        """The one year it covers, or ``None``."""
        period = self.figure.period
        if period is None or period.start != period.end or len(period.start) != _YEAR_CHARACTERS:
            return None
        return period.first_year

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """The first and last of the several years it covers, or ``None``."""
        period = self.figure.period
        if period is None or period.start == period.end:
            return None
        if len(period.start) != _YEAR_CHARACTERS or len(period.end) != _YEAR_CHARACTERS:
            return None
        return period.first_year, period.last_year

    @property
    def document(self) -> str:
        """The id of its document."""
        return self.reading.document.id

    @cached_property
    def after(self) -> str:
        """The words behind it, up to the end of the clause."""
        end = self.figure.span.end
        return _CLAUSE_END.split(self.reading.document.plain[end : end + _AFTER_CHARACTERS])[0]

    def says(self, name: str) -> bool:
        """Tell whether a cue stands before it."""
        return cue(name, self.clause) is not None

    @cached_property
    def told(self) -> bool:
        """Whether it reports what was, and is neither a target nor another place's value."""
        return self.figure.role in ("actual", "estimate")

    @cached_property
    def is_change(self) -> bool:
        """Whether an amount tells how much something changed, not how much there is."""
        return self.figure.kind == "amount" and cue("change", self.clause) is not None

    @cached_property
    def base_year(self) -> int | None:
        """The year from which a growth or difference is counted: the year before unless the words name another."""
        if self.year is None or self.says("average") or self.says("part_of_year"):
            return None
        found = list(cues()["since"].pattern.finditer(self.clause))[-1:]
        if not found:
            return None if self.says("together") else self.year - 1
        start = found[0]
        if start["other"]:
            return None
        return self.year - 1 if start["last"] else int(start["year"])

    @cached_property
    def lead(self) -> str:
        """The words of its sentence before it, back to a semicolon; other figures stand among them."""
        if self.figure.sentence is None:
            return ""
        document = self.reading.document
        start = document.sentences[self.figure.sentence].span.start
        return document.plain[start : self.figure.span.start][-_CONTEXT_CHARACTERS:].rpartition(";")[2]

    @cached_property
    def context(self) -> str:
        """The words of its paragraph before it, with the title of its section."""
        document, at = self.reading.document, self.figure.sentence
        if at is None:
            return ""
        first = document.sentences[at]
        while at and document.sentences[at - 1].paragraph == first.paragraph:
            at -= 1
            first = document.sentences[at]
        start = max(first.span.start, self.figure.span.start - _PARAGRAPH_CHARACTERS)
        return document.sections[first.section].title + "\n" + document.plain[start : self.figure.span.start]

    @cached_property
    def of_part(self) -> bool:
        """Whether its sentence speaks of a part of the place (县域, 开发区) before it, whatever its scope says."""
        return cue("area", self.lead) is not None

    @cached_property
    def plain_year(self) -> bool:
        """Whether it covers one whole year, and neither a part of it nor several years' sum or average."""
        return self.year is not None and not any(map(self.says, ("average", "part_of_year")))


def unit_group(unit: str | None) -> str:
    """Return the name under which a unit is compared: aliases are one, and so are all measure words of counting.

    Example:
        >>> unit_group("家") == unit_group("户"), unit_group("平方千米")
        (True, '平方公里')
    """
    known = None if unit is None else unit_of(unit)
    if known is None:
        return unit or ""
    return "count" if known.dimension in _COUNTS else known.name


@lru_cache(maxsize=_CACHED_PHRASES)
def thing_named(phrase: str, unit: str | None, kind: FigureKind) -> str:
    """Return the id of the indicator a phrase names, else the phrase in its compared spelling.

    Example:
        >>> thing_named("净增高新技术企业总数", "家", "amount"), thing_named("软件收入", "元", "amount")
        ('high-tech-enterprises', '~软件收入')
    """
    bare = _TOTALS.sub("", _ADDED.sub("", phrase)) if _TOTALS.search(phrase) else phrase
    for name in dict.fromkeys((phrase, bare)):
        found = link(name, unit=unit, kind=kind).indicator_id if name else None
        if found is not None:
            return found
    return "~" + spell(bare or phrase)


def _name(figure: Figure) -> str:
    if figure.indicator_id is not None:
        return figure.indicator_id
    nameless = figure.indicator is None or _NO_THING.fullmatch(figure.indicator) is not None
    return "~" if nameless or figure.indicator is None else thing_named(figure.indicator, figure.unit, figure.kind)


class Field:
    """The facts of one place, and indexes over them."""

    def __init__(self, place: str | None, code: str | None, facts: Sequence[Fact]) -> None:
        """Index facts.

        Args:
            place: the place's name, or ``None``.
            code: its division code, or ``None``.
            facts: of all its documents, in order of delivery and text.
        """
        self.place = place
        self.code = code
        self.facts = tuple(facts)
        self.levels: dict[tuple[Thing, str, int], list[Fact]] = defaultdict(list)
        self.growths: dict[tuple[Thing, int], list[Fact]] = defaultdict(list)
        self.units: dict[Thing, set[str]] = defaultdict(set)
        self.years: dict[tuple[Thing, str], set[int]] = defaultdict(set)
        self.targets: dict[tuple[Thing, int], list[Fact]] = defaultdict(list)
        self.sentences: dict[tuple[str, int], list[Fact]] = defaultdict(list)
        self.by_document: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            self._index(fact)

    @classmethod
    def of(cls, *readings: Reading) -> Field:
        """Return the field of readings of one place whose division is not known.

        Example:
            >>> from duixian.reading import read_text
            >>> Field.of(read_text("收入93.6亿元。")).facts[0].figure.text
            '93.6亿元'
        """
        return field_of(Dossier(None, None, readings))

    def _index(self, fact: Fact) -> None:
        figure = fact.figure
        self.by_document[fact.document].append(fact)
        if figure.sentence is not None:
            self.sentences[fact.document, figure.sentence].append(fact)
        if figure.role == "target" and fact.year is not None:
            self.targets[fact.thing, fact.year].append(fact)
        if not (fact.told or (figure.role == "reference" and figure.scope == "self")) or fact.thing[1] == "~":
            return
        if fact.year is None or not fact.plain_year or fact.of_part:
            return
        added = "." not in fact.thing[1] and fact.says("added")
        if figure.kind in ("amount", "rate") and not (added or fact.is_change or fact.says("together")):
            self.levels[fact.thing, fact.unit, fact.year].append(fact)
            self.units[fact.thing].add(fact.unit)
            self.years[fact.thing, fact.unit].add(fact.year)
        elif figure.kind == "growth" and fact.told and fact.base_year == fact.year - 1:
            self.growths[fact.thing, fact.year].append(fact)

    def level(self, thing: Thing, unit: str, year: int, *, near: Fact) -> Fact | None:
        """Return the fact that tells a level, the one nearest to another fact.

        Of the same document the nearest in text counts; of other documents the one delivered right after the year.
        Where a document tells two values that do not agree, neither is returned.
        """
        return _nearest(self.levels.get((thing, unit, year), ()), near, year)

    def growth(self, thing: Thing, year: int, *, near: Fact) -> Fact | None:
        """Return the fact that tells the growth over the year before; chosen as of :meth:`level`."""
        return _nearest(self.growths.get((thing, year), ()), near, year)

    def neighbours(self, fact: Fact) -> list[Fact]:
        """Return the facts of the same sentence, in order; of a table or note the fact alone."""
        if fact.figure.sentence is None:
            return [fact]
        return self.sentences[fact.document, fact.figure.sentence]


def _nearest(found: Sequence[Fact], near: Fact, year: int) -> Fact | None:
    here = [fact for fact in found if fact.document == near.document and fact is not near]
    if here:
        beside = [fact for fact in here if fact.figure.sentence == near.figure.sentence]
        return _agreed(beside or here, near)
    rest: dict[tuple[int, str], list[Fact]] = defaultdict(list)
    for fact in found:
        if fact.spoken is not None and fact is not near:
            rest[abs(fact.spoken - year - 1), fact.document].append(fact)
    return _agreed(rest[min(rest)], near) if rest else None


def _agreed(facts: Sequence[Fact], near: Fact) -> Fact | None:
    """Return the nearest of facts that agree; where they do not, of those told in the same words as the near one."""
    first = min(facts, key=lambda fact: (abs(fact.figure.span.start - near.figure.span.start), fact.figure.span.start))
    if all(first.value.meets(fact.value) for fact in facts):
        return first
    words = spell(near.figure.indicator or "")
    alike = [fact for fact in facts if spell(fact.figure.indicator or "") == words]
    return _agreed(alike, near) if alike and len(alike) < len(facts) else None


def field_of(dossier: Dossier) -> Field:
    """Return the field of a place's dossier.

    Example:
        >>> from duixian.ledger.dossier import gather
        >>> from duixian.reading import read_text
        >>> field_of(gather([read_text("沈阳市政府工作报告。2024年,收入93.6亿元。")])[0]).place
        '沈阳市'
    """
    own = None if dossier.place is None else dossier.place.code
    years = dossier.years
    facts = [
        fact for reading in dossier.readings for fact in facts_of(reading, years.get(reading.document.id), own=own)
    ]
    return Field(dossier.name, own, facts)


def facts_of(reading: Reading, spoken: int | None = None, *, own: str | None = None) -> Iterator[Fact]:
    """Yield the facts of a reading, in order of the text.

    Args:
        reading: a document with its figures.
        spoken: the year it was delivered, or ``None``.
        own: division code of the place whose document it is, or ``None``.

    Example:
        >>> from duixian.reading import read_text
        >>> [fact.clause for fact in facts_of(read_text("收入93.6亿元,增长7%。"))]
        ['收入', '收入,增长']
    """
    plain = reading.document.plain
    before: Fact | None = None
    for at, figure in enumerate(reading.figures):
        between = None
        start = figure.span.start - _LONGEST_CLAUSE
        if figure.sentence is None:
            start = figure.span.start
        else:
            start = max(start, reading.document.sentences[figure.sentence].span.start)
            if before is not None and before.figure.sentence == figure.sentence:
                end = before.figure.span.end
                between = plain[end : figure.span.start]
                start = max(start, end)
        clause = _CLAUSE_END.split(plain[start : figure.span.start])[-1] if start < figure.span.start else ""
        if before is not None and between is not None and _JOINT.fullmatch(between):
            clause = before.clause + between
        like = before if between is not None and before is not None and _goes_on(before, figure, between) else None
        before = Fact(reading, figure, at, spoken, clause, between, own, like)
        yield before


def _goes_on(before: Fact, figure: Figure, between: str) -> bool:
    """Tell whether a sum over years is of what the figure before it measures."""
    same = before.figure.kind == figure.kind == "amount" and before.unit == unit_group(figure.unit)
    return same and figure.indicator_id is None and cue("goes_on", between) is not None


def widened(fact: Fact) -> Interval:
    """Return the values a figure can mean if its number was cut off or rounded more than it shows.

    A last place may be cut off instead of rounded; 6000家 may be any number that rounds to thousands; 15%以上 is also
    said of what rounds to 15%.

    Example:
        >>> from duixian.reading import read_text
        >>> [str(widened(fact)) for fact in facts_of(read_text("收入93.6亿元,企业500家,投资6000亿元。"))]
        ['[9350000000, 9370000000]', '[500, 500]', '[550000000000, 650000000000]']
    """
    figure, value = fact.figure, fact.value
    if figure.high is not None or not figure.step:
        return value
    if figure.bound in (">", ">=") and value.low is not None:
        return Interval(value.low - figure.step / 2, value.high)
    if figure.bound != "=":
        return value
    exact = value.low == value.high
    slack = max(Decimal(0) if exact else figure.step, _round_step(figure) / 2)
    return Interval(figure.value - slack, figure.value + slack)


def _round_step(figure: Figure) -> Decimal:
    """Return the worth of the last place that is not zero, if half of four or more places are zeros; else 0."""
    places = abs(figure.value / figure.step)
    if places < _ROUND_FROM or places != places.to_integral_value():
        return Decimal(0)
    digits = str(int(places))
    zeros = len(digits) - len(digits.rstrip("0"))
    return figure.step * 10**zeros if 2 * zeros >= len(digits) else Decimal(0)
