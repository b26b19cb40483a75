"""Readings of a place's documents → its ledger: promises beside results, with verdicts and their reasons.

In go readings; out come ledger lines, and what the documents of other levels say of the same.
"""

from duixian.ledger.build import Ledger, draw_ledger
from duixian.ledger.changes import changes_of
from duixian.ledger.dossier import Dossier, delivered, gather, issuer_of
from duixian.ledger.levels import LevelRow, compare_levels
from duixian.ledger.levels_path import PathStep, target_path
from duixian.ledger.matching import Matcher, alike
from duixian.ledger.panel_series import Series, parse_series
from duixian.ledger.panel_table import Failure, PanelRow, panel
from duixian.ledger.reasons import reason_text

__all__ = [
    "Dossier",
    "Failure",
    "Ledger",
    "LevelRow",
    "Matcher",
    "PanelRow",
    "PathStep",
    "Series",
    "alike",
    "changes_of",
    "compare_levels",
    "delivered",
    "draw_ledger",
    "gather",
    "issuer_of",
    "panel",
    "parse_series",
    "reason_text",
    "target_path",
]
