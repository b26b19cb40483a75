"""Records in time against the levels of earlier years: 创历史新高, 成为历史第二高产年.

In goes a place's field; out come claims that no earlier level is above a record, and only one above a second-highest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from duixian.audit.claims import Claim
from duixian.audit.cues import cue
from duixian.audit.expressions import figure
from duixian.audit.facts import Fact, Field
from duixian.audit.wordings import is_level

__all__ = ["record_claims"]

_RANKS: Final[Mapping[str | None, int]] = {None: 1, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_KINDS: Final = ("amount", "rate")
_REACH: Final = Decimal("0.3")
"""An earlier level that is higher by more is of something wider."""


def record_claims(field: Field, _: Mapping[str, Field]) -> Iterator[Claim]:
    """Yield what each record says of the levels that the documents tell for earlier years.

    Earlier years that no document tells of may hide further levels above, so that only too many above are a misfit.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "2023年,粮食产量50.7亿斤。2024年,粮食产量48.6亿斤,创历史新高。"
        >>> [claim.rule for claim in record_claims(Field.of(read_text(text)), {})]
        ['record-level']
    """
    for fact in field.facts:
        found = cue("record", fact.after)
        if found is None or not is_level(fact, kinds=_KINDS) or not fact.plain_year or fact.year is None:
            continue
        if fact.thing[1].startswith("~") or fact.figure.scope != "self" or fact.of_part:
            continue
        rank = _RANKS[found["rank"]]
        earlier = sorted(_earlier(field, fact, fact.year), key=lambda each: (-each.figure.value, each.year or 0))
        if len(earlier) >= rank:
            yield Claim(
                relation="other",
                rule="record-level",
                facts=tuple((each, "earlier") for each in earlier[:rank]),
                expression=figure(rank - 1),
                stated=fact,
                compare="<=",
                cues=frozenset({"record"}),
                reach=_REACH,
            )


def _earlier(field: Field, fact: Fact, year: int) -> Iterator[Fact]:
    for each in sorted(field.years.get((fact.thing, fact.unit), ())):
        level = field.level(fact.thing, fact.unit, each, near=fact) if each < year else None
        if level is not None and level.figure.kind == fact.figure.kind and level.told:
            yield level
