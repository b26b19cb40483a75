"""Counts of a list against its items: 安排了10件民生实事, and the list has the numbers 1 to 10.

In goes a place's field; out come claims over the highest number of the livelihood list and the count the text tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from duixian.audit.claims import Claim
from duixian.audit.expressions import number
from duixian.audit.facts import Fact, Field
from duixian.model import Document
from duixian.promises.livelihood import livelihood_items

__all__ = ["list_claims"]

_COUNTED: Final = "livelihood-projects"
_FEWEST: Final = 3


def list_claims(field: Field, _: Mapping[str, Field]) -> Iterator[Claim]:
    r"""Yield that the number of planned livelihood projects is that of the items listed in the same document.

    Where a list may end is told by its form only, so that a misfit is tension at most.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "二、2025年工作安排\n安排了3件民生实事。\n2025年民生实事\n"
        >>> text += "1.新建社区食堂5家。\n2.打通断头路3条。\n3.植树2万棵。\n"
        >>> [claim.rule for claim in list_claims(Field.of(read_text(text)), {})]
        ['list-count']
    """
    for facts in field.by_document.values():
        counts = [fact for fact in facts if _is_count(fact)]
        items = _items(counts[0].reading.document) if counts else None
        if items is not None:
            for fact in counts:
                yield Claim("other", "list-count", (), number(items), fact, sure=False, cues=frozenset({"list"}))


def _is_count(fact: Fact) -> bool:
    figure = fact.figure
    plans = fact.reading.document.metadata.plans
    planned = plans is None or fact.year == plans.value.last_year
    return fact.thing == ("self", _COUNTED) and figure.kind == "amount" and figure.role == "target" and planned


def _items(document: Document) -> int | None:
    """Return the number of items of the document's only livelihood list; ``None`` without one, or with a gap."""
    lists: dict[int, set[int]] = defaultdict(set)
    for item in livelihood_items(document).values():
        if item.number is not None:
            lists[item.list].add(item.number)
    if len(lists) != 1:
        return None
    (numbers,) = lists.values()
    return len(numbers) if len(numbers) >= _FEWEST and numbers == set(range(1, len(numbers) + 1)) else None
