"""Increments against totals: last year's total and what came are this year's total, or at most that if some left.

In goes a place's field; out come claims over two totals and a net (净增) or gross (新增) increment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from duixian.audit.claims import Claim
from duixian.audit.expressions import figure
from duixian.audit.facts import Field

__all__ = ["increment_claims"]

_VARIANTS: Final = {"net-new": True, "new": False}


def increment_claims(field: Field, _: Mapping[str, Field]) -> Iterator[Claim]:
    """Yield what each increment says of the totals of its year and the year before.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "2023年,高新技术企业总数达到300家。2024年,净增高新技术企业50家,总数达到350家。"
        >>> [claim.rule for claim in increment_claims(Field.of(read_text(text)), {})]
        ['increment-net']
    """
    for fact in field.facts:
        base, _dot, variant = fact.thing[1].partition(".")
        net = _VARIANTS.get(variant)
        if net is None or not fact.told or not fact.plain_year or fact.year is None or fact.says("together"):
            continue
        thing = fact.thing[0], base
        total = field.level(thing, fact.unit, fact.year, near=fact)
        before = field.level(thing, fact.unit, fact.year - 1, near=fact)
        if total is None or before is None or total.document != fact.document:
            continue
        if net:
            yield Claim(
                "increment",
                "increment-net",
                ((before, "base"), (fact, "increment")),
                figure(0) + figure(1),
                total,
                cues=frozenset({"net"}),
            )
        else:
            yield Claim(
                "increment",
                "increment-gross",
                ((total, "level"), (before, "base")),
                figure(0) - figure(1),
                fact,
                compare="<=",
                cues=frozenset({"gross-rise"}),
            )
