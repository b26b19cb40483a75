"""Readings → findings: which figures fit each other, which cannot all be true, and what follows from them.

In go readings of any number of places; out comes an :class:`Audit`: findings with their derivation, and values that no
document states but that follow from what they do state. All arithmetic is on intervals of exact decimals.
"""

from duixian.audit.run import Audit, audit
from duixian.audit.texts import derivation, explanation_text

__all__ = ["Audit", "audit", "derivation", "explanation_text"]
