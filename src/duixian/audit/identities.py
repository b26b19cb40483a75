"""What the statistics define: sums, partitions, shares and ratios of indicators, read from ``identities.toml``.

In goes nothing; out come the rows, checked against the catalogue.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, cast

from duixian.errors import DefinitionError
from duixian.indicators import catalogue

__all__ = ["Identities", "Part", "PerHead", "Share", "Sum", "identities"]

_FILE: Final = "identities.toml"


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole and the parts it is the sum of; for a partition into shares the whole is empty."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A share in percent, its part and its whole."""

    share: str
    part: str
    whole: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is at most its whole: an indicator, or what no indicator names and ends in some words.

    Exactly one of ``part`` and ``phrase`` is given.
    """

    whole: str
    part: str | None
    phrase: str | None

    def names(self, name: str) -> bool:
        """Tell whether what is measured, as of :func:`duixian.audit.facts.thing_named`, is such a part.

        Example:
            >>> Part("fixed-asset-investment", None, "形象进度投资").names("~项目形象进度投资")
            True
        """
        if self.phrase is None:
            return name == self.part
        return name.startswith("~") and name.endswith(self.phrase)


@dataclass(frozen=True, slots=True)
class PerHead:
    """A value for each inhabitant, the whole it is taken from, and the population at the end of a year."""

    value: str
    whole: str
    population: str


@dataclass(frozen=True, slots=True)
class Identities:
    """All rows of ``identities.toml``."""

    sums: tuple[Sum, ...]
    partitions: tuple[Sum, ...]
    shares: tuple[Share, ...]
    per_head: tuple[PerHead, ...]
    parts: tuple[Part, ...]


@cache
def identities() -> Identities:
    """Return all rows.

    Raises:
        DefinitionError: a row breaks the file's grammar.

    Example:
        >>> identities().sums[0].whole
        'gdp'
    """
    data = cast("dict[str, list[dict[str, Any]]]", tomllib.loads((files("duixian.audit") / _FILE).read_text("utf-8")))
    return Identities(
        tuple(Sum(_id(row, "whole"), _ids(row)) for row in data["sum"]),
        tuple(Sum("", _ids(row)) for row in data["partition"]),
        tuple(Share(_id(row, "share"), _id(row, "part"), _id(row, "whole")) for row in data["share"]),
        tuple(PerHead(_id(row, "value"), _id(row, "whole"), _id(row, "population")) for row in data["per_head"]),
        tuple(_part(row) for row in data["part"]),
    )


def _part(row: Mapping[str, Any]) -> Part:
    if ("part" in row) == ("phrase" in row):
        raise DefinitionError("audit-block", where=_FILE, problem=f"part, phrase: {dict(row)}")
    return Part(_id(row, "whole"), _id(row, "part") if "part" in row else None, row.get("phrase"))


def _id(row: Mapping[str, Any], field: str) -> str:
    return _known(str(row.get(field)), row)


def _ids(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(_known(name, row) for name in row.get("parts", ()))


def _known(name: str, row: Mapping[str, Any]) -> str:
    if name not in catalogue() or not row.get("source"):
        raise DefinitionError("audit-block", where=_FILE, problem=f"{name} {dict(row)}")
    return name
