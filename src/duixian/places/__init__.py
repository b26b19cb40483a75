"""Names of places → codes of administrative divisions (GB/T 2260), with their changes since 1980."""

from duixian.places.naming import issuing_place, resolve, scope_place
from duixian.places.table import NATION, Division, Level, ancestors, children, division, parent

__all__ = [
    "NATION",
    "Division",
    "Level",
    "ancestors",
    "children",
    "division",
    "issuing_place",
    "parent",
    "resolve",
    "scope_place",
]
