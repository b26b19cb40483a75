"""One finding for one set of figures: checks that see the same thing in two ways must not be read twice.

In go findings in order; out come those that tell something new.
"""

from __future__ import annotations

from collections.abc import Iterable

from duixian.model import Finding

__all__ = ["without_echoes"]


def without_echoes(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings without those of the same relation, verdict and figures as an earlier one.

    Args:
        findings: in the order in which they are told; the first of several alike stays.

    Example:
        >>> from duixian.audit import audit
        >>> from duixian.reading import read_text
        >>> found = audit([read_text("2024年全区审批环节由20个减少到12个,压缩45%。")]).findings
        >>> len(without_echoes((*found, *found)))
        1
    """
    seen: dict[tuple[object, ...], Finding] = {}
    for each in findings:
        spots = frozenset((figure.document, figure.figure.span) for figure in each.figures)
        seen.setdefault((each.relation, each.verdict, spots, len(each.figures)), each)
    return tuple(seen.values())
