"""Groups of words from the data files beside this module, as compiled alternations.

In goes the name of a TOML file of word groups; out come regular expressions that find those words
at the front, at the end or anywhere in a piece of text.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from duixian.errors import DefinitionError

__all__ = ["Group", "Wording", "load_wording"]


@dataclass(frozen=True, slots=True)
class Group:
    """Words that play the same part in a sentence, with an example that shows it.

    Args:
        name: the group's name in the data file.
        words: the words; plain text unless ``regex`` is set.
        example: a sentence in which one of the words plays this part.
        alternation: a regular expression that matches any of the words, longest first.
    """

    name: str
    words: tuple[str, ...]
    example: str
    alternation: str


@dataclass(frozen=True, slots=True)
class Wording:
    """All word groups of one data file.

    Example:
        >>> wording = load_wording("kinds")
        >>> bool(wording.end("rise").search("地区生产总值增长"))
        True
    """

    file: str
    groups: dict[str, Group]

    def alternation(self, *names: str) -> str:
        """Return one alternation (non-capturing group) over the words of the groups ``names``."""
        return "(?:" + "|".join(self.groups[name].alternation for name in names) + ")"

    def front(self, *names: str) -> re.Pattern[str]:
        """Return a pattern to ``match`` at the front of a text."""
        return re.compile(self.alternation(*names))

    def end(self, *names: str) -> re.Pattern[str]:
        """Return a pattern to ``search`` for at the very end of a text."""
        return re.compile(self.alternation(*names) + r"\Z")

    def anywhere(self, *names: str) -> re.Pattern[str]:
        """Return a pattern to ``search`` for anywhere in a text."""
        return re.compile(self.alternation(*names))


@cache
def load_wording(name: str, *, folder: str = "figures") -> Wording:
    """Load ``FOLDER/NAME.toml`` of the package.

    Raises:
        DefinitionError: a group lacks a name, words or an example, or is there twice.

    Example:
        >>> load_wording("kinds").groups["rise"].name
        'rise'
    """
    file = f"{folder}/{name}.toml"
    data = tomllib.loads(resources.files("duixian").joinpath(file).read_text(encoding="utf-8"))
    groups: dict[str, Group] = {}
    for row, block in enumerate(data.get("group", []), 1):
        where = f"{file}, group {row}"
        if not (block.get("name") and block.get("words") and block.get("example")):
            raise DefinitionError("bad-wording", where=where, problem="name, words and example are needed")
        if block["name"] in groups:
            raise DefinitionError("bad-wording", where=where, problem=f"the group {block['name']!r} is there twice")
        words = tuple(block["words"])
        ordered = sorted(words, key=len, reverse=True)
        alternation = "|".join(word if block.get("regex") else re.escape(word) for word in ordered)
        try:
            re.compile(alternation)
        except re.error as error:
            raise DefinitionError("bad-wording", where=where, problem=str(error)) from error
        groups[block["name"]] = Group(block["name"], words, block["example"], alternation)
    return Wording(file, groups)
