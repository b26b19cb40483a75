"""Running totals (累计达到506家) of one thing over the years: they cannot fall.

In goes a place's field; out come claims over the totals of a year and of the next year that tells one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Final

from duixian.audit.claims import Claim, wording
from duixian.audit.cues import cue
from duixian.audit.expressions import figure
from duixian.audit.facts import Fact, Field

__all__ = ["running_claims"]

_REACH: Final = Decimal("0.4")
"""A total that falls by more is one that began anew."""
_MOST_YEARS: Final = 3


def running_claims(field: Field, _: Mapping[str, Field]) -> Iterator[Claim]:
    """Yield that a running total is at most that of a later year told in the same words.

    Whether it was counted from the same start is told by words only, so that a misfit is tension at most.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "2023年,5G基站累计达到1200个。2024年,5G基站累计达到1150个。"
        >>> [claim.rule for claim in running_claims(Field.of(read_text(text)), {})]
        ['running-total']
    """
    groups: dict[tuple[object, ...], dict[int, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in field.facts:
        if _is_running(fact) and fact.year is not None:
            groups[fact.thing, fact.unit, wording(fact)][fact.year].append(fact)
    for years in groups.values():
        told = [(year, facts[0]) for year, facts in sorted(years.items()) if _agree(facts)]
        for (before, first), (after, last) in pairwise(told):
            if after - before <= _MOST_YEARS:
                yield Claim(
                    relation="cumulative",
                    rule="running-total",
                    facts=((first, "earlier"),),
                    expression=figure(0),
                    stated=last,
                    compare="<=",
                    sure=False,
                    reach=_REACH,
                )


def _is_running(fact: Fact) -> bool:
    if fact.figure.kind != "amount" or not fact.told or fact.thing[1] == "~" or fact.thing[0] != "self":
        return False
    return cue("running", fact.clause) is not None and cue("term", fact.lead + fact.clause) is None


def _agree(facts: list[Fact]) -> bool:
    return all(fact.value.meets(facts[0].value) for fact in facts)
