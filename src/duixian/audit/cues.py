"""The words around a number that tell how it relates to others, read from ``cues.toml``.

In go the clause before a number and what follows it; out comes whether a cue stands there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, cast

from duixian.errors import DefinitionError

__all__ = ["Cue", "cue", "cues"]

Side = Literal["before", "near", "after"]

_FILE: Final = "cues.toml"


@dataclass(frozen=True, slots=True)
class Cue:
    """A block of ``cues.toml``; see its head for what each field means."""

    name: str
    side: Side
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def cues() -> Mapping[str, Cue]:
    """Return all cues by name.

    Raises:
        DefinitionError: a block breaks the file's grammar.

    Example:
        >>> cues()["net"].side
        'near'
    """
    data = cast("dict[str, dict[str, Any]]", tomllib.loads((files("duixian.audit") / _FILE).read_text("utf-8")))
    return {name: _cue(name, block) for name, block in data.items()}


def _cue(name: str, block: Mapping[str, Any]) -> Cue:
    try:
        pattern = re.compile(block["pattern"])
        examples, side = tuple(block["examples"]), block["side"]
    except (KeyError, re.error) as error:
        raise DefinitionError("audit-block", where=f"{_FILE} [{name}]", problem=str(error)) from error
    if side not in ("before", "near", "after") or not examples:
        raise DefinitionError("audit-block", where=f"{_FILE} [{name}]", problem=f"side = {side!r}")
    return Cue(name, side, pattern, examples, tuple(block.get("not", ())))


def cue(name: str, text: str) -> re.Match[str] | None:
    """Find a cue in the text on its side of the number.

    Args:
        name: of the block.
        text: the clause up to the number, or what follows the number for a cue of side ``after``.

    Example:
        >>> cue("change", "优良天数增加") is not None, cue("change", "优良天数增加到") is not None
        (True, False)
    """
    return cues()[name].pattern.search(text)
