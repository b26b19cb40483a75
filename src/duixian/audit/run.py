"""Audit readings: every check over every place, in an order that does not depend on the input's.

In go readings; out come findings, worst first within a place, and derived values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from duixian.audit.averages import average_claims, multiple_claims
from duixian.audit.claims import Claim, judge
from duixian.audit.cumulative import cumulative_claims
from duixian.audit.differences import difference_claims
from duixian.audit.facts import Field, field_of
from duixian.audit.from_to import from_to_claims
from duixian.audit.growth import growth_claims
from duixian.audit.increments import increment_claims
from duixian.audit.listed import list_claims
from duixian.audit.network import derived_values, network_claims
from duixian.audit.parts import part_claims
from duixian.audit.per_unit import per_unit_claims
from duixian.audit.records import record_claims
from duixian.audit.repeats import repeat_claims, restated_target_claims
from duixian.audit.running import running_claims
from duixian.audit.shares import partition_claims, share_claims
from duixian.audit.sums import sum_claims
from duixian.ledger.dossier import Dossier, gather
from duixian.model import Derived, Finding, Reading

__all__ = ["Audit", "audit"]

_CHECKS: Final[tuple[Callable[[Field, Mapping[str, Field]], Iterator[Claim]], ...]] = (
    average_claims,
    cumulative_claims,
    difference_claims,
    from_to_claims,
    growth_claims,
    increment_claims,
    list_claims,
    multiple_claims,
    network_claims,
    part_claims,
    partition_claims,
    per_unit_claims,
    record_claims,
    repeat_claims,
    restated_target_claims,
    running_claims,
    share_claims,
    sum_claims,
)
_SEVERITY: Final[Mapping[str, int]] = {"contradiction": 0, "tension": 1, "note": 2, "consistent": 3}


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found.

    Args:
        findings: place by place, in each the worst first, then in order of documents and text; all verdicts.
        derived: values that no document states.
    """

    findings: tuple[Finding, ...]
    derived: tuple[Derived, ...] = ()

    def of(self, *verdicts: str) -> tuple[Finding, ...]:
        """Return the findings of some verdicts, in order."""
        return tuple(each for each in self.findings if each.verdict in verdicts)


def audit(readings: Iterable[Reading]) -> Audit:
    """Check the figures of readings against each other.

    Args:
        readings: of any number of places, in any order; a document that is given twice counts once.

    Example:
        >>> from duixian.reading import read_text
        >>> text = "2024年全区审批环节由20个减少到12个,压缩45%。"
        >>> [(each.relation, each.verdict) for each in audit([read_text(text)]).findings]
        [('growth', 'contradiction')]
    """
    fields = [field_of(dossier) for whole in gather(readings) for dossier in _told_apart(whole)]
    places = {field.code: field for field in fields if field.code is not None}
    findings: list[Finding] = []
    for field in fields:
        found: dict[tuple[str, frozenset[tuple[str, int]]], Finding] = {}
        for claim in _claims(field, places):
            finding = judge(claim, field.place)
            if finding is not None:
                spots = frozenset((each.document, each.figure.span.start) for each in finding.figures)
                found.setdefault((finding.relation, spots), finding)
        findings.extend(sorted(found.values(), key=lambda each: (_SEVERITY[each.verdict], each.id)))
    derived = tuple(value for field in fields for value in derived_values(field))
    return Audit(tuple(findings), derived)


def _told_apart(dossier: Dossier) -> Iterator[Dossier]:
    """Yield a dossier; where its documents do not tell whose they are, one for each of them."""
    if dossier.name is not None:
        yield dossier
        return
    for reading in dossier.readings:
        yield Dossier(None, None, (reading,))


def _claims(field: Field, places: Mapping[str, Field]) -> Iterator[Claim]:
    for check in _CHECKS:
        yield from check(field, places)
