"""Proof-read a draft before it is read out: against itself and against other documents of its place.

In go the readings of drafts and of other documents; out comes an :class:`~duixian.audit.run.Audit` that holds only what
touches a draft: every finding of its figures, slips of the pen, and targets that it forgets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from duixian.audit.facts import field_of
from duixian.audit.forgotten import forgotten_findings
from duixian.audit.run import Audit, audit
from duixian.audit.slips import slip_findings
from duixian.ledger.dossier import gather, issuer_of
from duixian.model import Derived, Finding, Reading, Span, Stated

__all__ = ["proofread"]

_SEVERITY = ("contradiction", "tension", "note", "consistent")


def proofread(drafts: Sequence[Reading], others: Iterable[Reading] = ()) -> Audit:
    """Check drafts against themselves and other documents.

    A draft that does not tell whose it is counts for the place of the others, if all of them are of one place.

    Args:
        drafts: what is to be read out.
        others: last year's report, the plan, what accompanies the draft.

    Example:
        >>> from duixian.reading import read_text
        >>> draft = read_text("2024年全区一般公共预算收入53.5亿元,增长7个百分点。")
        >>> [(each.rule, each.verdict) for each in proofread([draft]).findings]
        [('slip-percent', 'tension')]
    """
    beside = list(others)
    own = [_placed(draft, beside) for draft in drafts]
    ids = {draft.document.id for draft in own}
    beside = [each for each in beside if each.document.id not in ids]
    whole = audit((*own, *beside))
    findings = {each.id: each for each in whole.findings if _touches(each, ids)}
    told = {each.figures[-1].figure for each in findings.values() if each.verdict != "consistent"}
    for dossier in gather((*own, *beside)):
        for slip in slip_findings(field_of(dossier)):
            # What a check has found already needs no second finding.
            if _touches(slip, ids) and slip.figures[-1].figure not in told:
                findings.setdefault(slip.id, slip)
    for draft in own:
        for forgotten in forgotten_findings(draft, [each for each in (*own, *beside) if each is not draft]):
            findings.setdefault(forgotten.id, forgotten)
    ordered = sorted(findings.values(), key=lambda each: (each.place or "", _SEVERITY.index(each.verdict), each.id))
    return Audit(tuple(ordered), tuple(each for each in whole.derived if _touches(each, ids)))


def _touches(found: Finding | Derived, ids: set[str]) -> bool:
    return any(each.document in ids for each in found.figures)


def _placed(draft: Reading, others: Sequence[Reading]) -> Reading:
    """Return a draft as one of the others' place, where it names none and they are all of one."""
    metadata = draft.document.metadata
    if issuer_of(draft.document) is not None or metadata.issuer is not None:
        return draft
    # Whose the others are their dossiers tell; one that names nobody is of no use here.
    if sum(dossier.name is not None for dossier in gather(others)) != 1:
        return draft
    told = next((each.document.metadata.issuer for each in others if each.document.metadata.issuer is not None), None)
    if told is None:
        return draft
    issuer = Stated(told.value, Span(0, 0))
    return replace(draft, document=replace(draft.document, metadata=replace(metadata, issuer=issuer)))
