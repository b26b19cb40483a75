"""Parts that cannot be more than their whole: industrial investment within all fixed-asset investment of a year.

In goes a place's field; out come claims over the parts and wholes of ``identities.toml`` that one document tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from duixian.audit.claims import Claim
from duixian.audit.cues import cue
from duixian.audit.expressions import figure
from duixian.audit.facts import Fact, Field, Thing
from duixian.audit.identities import Part, identities

__all__ = ["part_claims"]

_REACH: Final = Decimal("0.5")
"""A part more than twice its whole is of something else."""


def part_claims(field: Field, _: Mapping[str, Field]) -> Iterator[Claim]:
    """Yield that each part is at most its whole, where one document tells both for one year and the whole place.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "2024年,固定资产投资260.0亿元,民间投资130.0亿元。"
        >>> [claim.rule for claim in part_claims(Field.of(read_text(text)), {})]
        ['part-of-whole']
    """
    for document, facts in field.by_document.items():
        things = {fact.thing[1] for fact in facts if fact.thing[0] == "self"}
        for row in identities().parts:
            if row.whole in things:
                for name in sorted(things):
                    if row.names(name):
                        yield from _of(field, document, ("self", name), row)


def _of(field: Field, document: str, part: Thing, row: Part) -> Iterator[Claim]:
    whole: Thing = ("self", row.whole)
    for unit in sorted(field.units.get(part, set()) & field.units.get(whole, set())):
        for year in sorted(field.years[part, unit] & field.years[whole, unit]):
            one, two = _level(field, document, (part, unit, year)), _level(field, document, (whole, unit, year))
            if one is not None and two is not None:
                yield Claim(
                    relation="share",
                    rule="part-of-whole",
                    facts=((one, "part"),),
                    expression=figure(0),
                    stated=two,
                    compare="<=",
                    sure=row.part is not None and _looks_back_on_one_year(one),
                    cues=frozenset({"part"}),
                    reach=_REACH,
                )


def _level(field: Field, document: str, wanted: tuple[Thing, str, int]) -> Fact | None:
    """Return the level that a document tells of the whole place and one year; ``None`` where two differ."""
    told = [
        fact
        for fact in field.levels.get(wanted, ())
        if fact.document == document and fact.told and fact.figure.kind == "amount"
    ]
    if not told or any(cue("area", fact.context) or cue("together", fact.lead) for fact in told):
        return None
    return told[0] if all(fact.value.meets(told[0].value) for fact in told) else None


def _looks_back_on_one_year(fact: Fact) -> bool:
    """Tell whether what a document tells without naming years can only be of one."""
    reviews = fact.reading.document.metadata.reviews
    return reviews is None or reviews.value.first_year == reviews.value.last_year
