"""Stated differences against two levels: 比上年增加28天, 提高2.1个百分点, 高于全国0.5个百分点, 低于控制目标0.8个百分点.

In goes a place's field and the fields of all places; out come claims over the two levels that a difference lies
between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from duixian.audit.claims import Claim
from duixian.audit.cues import cue
from duixian.audit.expressions import figure
from duixian.audit.facts import Fact, Field, Thing, thing_named
from duixian.audit.wordings import level_before

__all__ = ["difference_claims"]

_RATES: Final = ("rate", "growth")
_COUNTRY: Final = "100000"


def difference_claims(field: Field, places: Mapping[str, Field]) -> Iterator[Claim]:
    """Yield what each stated difference says of the level it was told of and the one it is counted from.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "2023年,优良天数280天。2024年,优良天数300天,比上年增加20天。"
        >>> [claim.rule for claim in difference_claims(Field.of(read_text(text)), {})]
        ['difference-level']
    """
    for fact in field.facts:
        if not fact.told or (not fact.plain_year and fact.years is None):
            continue
        if fact.figure.kind == "points":
            yield from _points(field, places, fact)
        elif fact.is_change and fact.plain_year and fact.base_year is not None:
            yield from _amount(field, fact)


def _amount(field: Field, fact: Fact) -> Iterator[Claim]:
    level = level_before(field.neighbours(fact), fact)
    beside = level is not None and level.unit == fact.unit
    if not beside:
        if fact.thing[1].startswith("~") or fact.year is None:
            return
        level = field.level(fact.thing, fact.unit, fact.year, near=fact)
        if level is None or level.document != fact.document:
            return
    if level is None or level.year != fact.year or fact.base_year is None:
        return
    base = field.level(level.thing, level.unit, fact.base_year, near=fact)
    if base is None or base.figure.kind != level.figure.kind:
        return
    falls = cue("decrease", fact.clause) is not None
    yield Claim(
        relation="difference",
        rule="difference-level",
        facts=((level, "level"), (base, "base")),
        expression=figure(1) - figure(0) if falls else figure(0) - figure(1),
        stated=fact,
        sure=beside,
    )


def _points(field: Field, places: Mapping[str, Field], fact: Fact) -> Iterator[Claim]:
    level = _level_of_points(field, fact)
    if level is None:
        return
    other = _compared(field, places, fact, level)
    if other is None:
        return
    base, part = other
    if base is level or (base.figure.kind != level.figure.kind and part != "target"):
        return
    yield Claim(
        relation="difference",
        rule="points-" + part,
        facts=((level, "level"), (base, part)),
        expression=figure(0) - figure(1),
        stated=fact,
        either_sign=True,
        unit="个百分点",
    )


def _level_of_points(field: Field, fact: Fact) -> Fact | None:
    level = level_before(field.neighbours(fact), fact, kinds=_RATES)
    if level is not None:
        return level
    if fact.year is None or fact.figure.indicator is None:
        return None
    for thing in _things(fact):
        for found in (field.level(thing, "%", fact.year, near=fact), field.growth(thing, fact.year, near=fact)):
            if found is not None and found.document == fact.document:
                return found
    return None


def _things(fact: Fact) -> list[Thing]:
    scope, name = fact.thing
    phrase = fact.figure.indicator or ""
    return list(
        dict.fromkeys([(scope, name), *((scope, thing_named(phrase, "%", kind)) for kind in ("rate", "growth"))])
    )


def _compared(field: Field, places: Mapping[str, Field], fact: Fact, level: Fact) -> tuple[Fact, str] | None:
    """Return what a difference in points is counted from, and what that is."""
    year = level.year
    if fact.says("control_target"):
        found = _target(field, level)
        return None if found is None else (found, "target")
    for name, code in _wholes(field.code):
        if fact.says(name):
            place = places.get(code)
            if place is None or place is field or year is None:
                return None
            found = _same(place, ("self", level.thing[1]), level, year)
            return None if found is None else (found, "peer")
    versus = cue("versus", fact.clause)
    if versus is None or cue("since", fact.clause) is not None or fact.base_year is None:
        if year is None:
            return _earlier_plan(field, fact, level)
        base_year = fact.base_year
        if base_year is None or (cue("change", fact.clause) is None and cue("since", fact.clause) is None):
            return None
        found = _same(field, level.thing, level, base_year)
        return None if found is None else (found, "base")
    return None


def _same(field: Field, thing: Thing, level: Fact, year: int) -> Fact | None:
    if level.figure.kind == "growth":
        return field.growth(thing, year, near=level)
    return field.level(thing, level.unit, year, near=level)


def _target(field: Field, level: Fact) -> Fact | None:
    if level.year is None:
        return None
    for target in field.targets.get((level.thing, level.year), ()):
        if target.unit == level.unit and target.spoken == level.year:
            return target
    return None


def _earlier_plan(field: Field, fact: Fact, level: Fact) -> tuple[Fact, str] | None:
    """Return the average of the five years before, for 高于“十三五”时期1.2个百分点."""
    start = cue("since", fact.clause)
    if level.years is None or start is None or not start["other"] or "五" not in start["other"]:
        return None
    first, last = level.years
    wanted = (first - (last - first + 1), first - 1)
    for other in field.facts:
        same = other.thing == level.thing and other.figure.kind == level.figure.kind and other.told
        if same and other.years == wanted and other.says("average"):
            return other, "base"
    return None


def _wholes(code: str | None) -> Iterator[tuple[str, str]]:
    yield "whole_country", _COUNTRY
    if code is not None:
        yield "whole_province", code[:2] + "0000"
        yield "whole_city", code[:4] + "00"
