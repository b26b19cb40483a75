"""Parts and sums: 幼儿园3所、小学4所、中学2所,合计9所; a total with 其中 behind it; sums that the statistics define.

In goes a place's field; out come claims over the parts and their total.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import add
from typing import Final

from duixian.audit.claims import Claim
from duixian.audit.cues import cue
from duixian.audit.expressions import Expression, figure
from duixian.audit.facts import Fact, Field
from duixian.audit.identities import identities

__all__ = ["sum_claims"]

_LONGEST_GAP: Final = 14
_FEWEST_LISTED: Final = 2
_MOST_PARTS: Final = 12


def sum_claims(field: Field, _: Mapping[str, Field]) -> Iterator[Claim]:
    """Yield what parts say of their total: told before it, behind it, or fixed by the statistics.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "2024年,新建幼儿园3所、小学4所、中学2所,合计9所。"
        >>> [claim.rule for claim in sum_claims(Field.of(read_text(text)), {})]
        ['sum-told']
    """
    for facts in field.sentences.values():
        for at, fact in enumerate(facts):
            if fact.figure.kind == "amount" and fact.between is not None and cue("sum", fact.between) is not None:
                yield from _told_before(facts[:at], fact)
    yield from _told_behind(field)
    yield from _defined(field)


def _told_before(facts: list[Fact], total: Fact) -> Iterator[Claim]:
    parts: list[Fact] = []
    for fact in reversed(facts):
        if (
            fact.figure.unit != total.figure.unit
            or fact.figure.kind != "amount"
            or fact.figure.role != total.figure.role
        ):
            break
        if fact.is_change:
            return
        parts.insert(0, fact)
        if fact.between is None or len(fact.between) > _LONGEST_GAP or ";" in fact.between:
            break
    if _FEWEST_LISTED <= len(parts) <= _MOST_PARTS:
        yield _claim("sum-told", parts, total, sure=True)


def _told_behind(field: Field) -> Iterator[Claim]:
    """Yield a total and the list of its parts behind 其中; a list may leave parts out, so only a fit tells anything."""
    for facts in field.by_document.values():
        for at, total in enumerate(facts[:-1]):
            if total.figure.kind != "amount" or total.figure.sentence is None or total.is_change or total.figure.high:
                continue
            parts = _listed(facts[at + 1 : at + 1 + 2 * _MOST_PARTS], total)
            if len(parts) >= _FEWEST_LISTED and cue("of_which", parts[0].clause) is not None:
                yield _claim("sum-listed", parts, total, only_fit=True)


def _listed(facts: list[Fact], total: Fact) -> list[Fact]:
    """Return the facts of the total's unit that follow in the same sentence or the next one."""
    parts: list[Fact] = []
    sentence = total.figure.sentence
    for fact in facts:
        if fact.figure.sentence is None or sentence is None or not 0 <= fact.figure.sentence - sentence <= 1:
            break
        if parts and fact.figure.sentence != parts[0].figure.sentence:
            break
        same = fact.figure.kind == "amount" and fact.figure.unit == total.figure.unit
        if same and not fact.is_change and fact.figure.high is None:
            parts.append(fact)
    return parts


def _defined(field: Field) -> Iterator[Claim]:
    for document, facts in field.by_document.items():
        things = {fact.thing[1] for fact in facts if fact.thing[0] == "self"}
        for row in identities().sums:
            if row.whole not in things or not things.issuperset(row.parts):
                continue
            for unit, year in sorted({(fact.unit, fact.year) for fact in facts if fact.thing == ("self", row.whole)
                                      and fact.year is not None and fact.plain_year}):  # fmt: skip
                found = [_level(field, document, (name, unit, year)) for name in (row.whole, *row.parts)]
                known = [fact for fact in found if fact is not None]
                if len(known) == len(found):
                    yield _claim("sum-defined", known[1:], known[0], sure=True)


def _level(field: Field, document: str, wanted: tuple[str, str, int | None]) -> Fact | None:
    name, unit, year = wanted
    if year is None:
        return None
    here = [fact for fact in field.levels.get((("self", name), unit, year), ()) if fact.document == document]
    told = [fact for fact in here if fact.told and fact.figure.kind == "amount"]
    return told[0] if told and all(fact.value.meets(told[0].value) for fact in told) else None


def _claim(rule: str, parts: list[Fact], total: Fact, *, sure: bool = True, only_fit: bool = False) -> Claim:
    leaves: list[Expression] = [figure(at) for at in range(len(parts))]
    return Claim(
        relation="sum",
        rule=rule,
        facts=tuple((part, "part") for part in parts),
        expression=reduce(add, leaves),
        stated=total,
        sure=sure,
        only_fit=only_fit,
    )
