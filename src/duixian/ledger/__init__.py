"""Readings of a place's documents → its ledger: promises beside results, with verdicts and their reasons.

In go readings; out come ledger lines, and what the documents of other levels say of the same.
"""

from duixian.ledger.dossier import Dossier, delivered, gather, issuer_of
from duixian.ledger.matching import Matcher, alike

__all__ = ["Dossier", "Matcher", "alike", "delivered", "gather", "issuer_of"]
