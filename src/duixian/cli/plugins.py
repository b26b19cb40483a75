"""Commands that other packages add to ``duixian``.

In goes nothing; out come the commands that installed packages declare as entry points of the group
``duixian.commands``. They are loaded when they are asked for, so that the core's own commands start as fast as ever and
the core imports none of those packages.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Final

import click

__all__ = ["GROUP", "added_command", "added_names"]

GROUP: Final = "duixian.commands"


@cache
def _declared() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def added_names() -> list[str]:
    """Return the names of the added commands, sorted.

    Example:
        >>> added_names() == sorted(added_names())
        True
    """
    return sorted(_declared())


def added_command(name: str) -> click.Command | None:
    """Load an added command; ``None`` where there is none of that name.

    Example:
        >>> added_command("no-such-command") is None
        True
    """
    entry = _declared().get(name)
    if entry is None:
        return None
    found = entry.load()
    return found if isinstance(found, click.Command) else None
