"""How far a promised number may be missed: the rules of ``tolerances.toml``.

In goes a figure and what its promise says (左右, 同步, 保持); out comes the tolerance in the figure's base unit.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from typing import Any, Final, Literal

from duixian.errors import DefinitionError
from duixian.model import Figure

__all__ = ["PaceRule", "Tolerance", "pace_rule", "tolerance_of", "tolerances"]

_FILE: Final = "ledger/tolerances.toml"
_HUNDRED: Final = Decimal(100)
_NEEDED: Final = ("id", "use", "kinds", "source", "example")

Use = Literal["about", "sync", "hold"]


@dataclass(frozen=True, slots=True)
class Tolerance:
    """A row of ``tolerances.toml``; see its head for what each field means.

    Exactly one of ``points`` and ``percent`` is set.
    """

    id: str
    use: Use
    kinds: frozenset[str]
    indicators: frozenset[str]
    points: Decimal | None
    percent: Decimal | None
    source: str

    def width(self, value: Decimal) -> Decimal:
        """Return how far a value may be missed, in its own unit.

        Example:
            >>> row = Tolerance("x", "about", frozenset({"amount"}), frozenset(), None, Decimal(5), "")
            >>> row.width(Decimal(200)) == 10
            True
        """
        return self.points if self.points is not None else abs(value) * (self.percent or Decimal(0)) / _HUNDRED


@dataclass(frozen=True, slots=True)
class PaceRule:
    """The block ``[pace]`` of ``tolerances.toml``."""

    margin: Decimal
    average_points: Decimal
    source: str


@cache
def _data() -> dict[str, Any]:
    source = resources.files("duixian").joinpath(_FILE).read_text(encoding="utf-8")
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError("not-toml", where=_FILE, reason=str(error)) from error


@cache
def tolerances() -> tuple[Tolerance, ...]:
    """Return all rows, in the order they are looked up.

    Raises:
        DefinitionError: a row lacks a field, or has not exactly one of ``points`` and ``percent``.

    Example:
        >>> tolerances()[0].id
        'about-change'
    """
    return tuple(_tolerance(block, number) for number, block in enumerate(_data().get("tolerance", ()), 1))


def _tolerance(block: dict[str, Any], number: int) -> Tolerance:
    where = f"{_FILE} [[tolerance]] #{number}"
    for part in _NEEDED:
        if part not in block:
            raise DefinitionError("missing-field", where=where, field=part)
    if ("points" in block) == ("percent" in block):
        raise DefinitionError("missing-field", where=where, field="points | percent")
    return Tolerance(
        block["id"],
        block["use"],
        frozenset(block["kinds"]),
        frozenset(block.get("indicators", ())),
        _decimal(block, "points", where) if "points" in block else None,
        _decimal(block, "percent", where) if "percent" in block else None,
        block["source"],
    )


def _decimal(block: dict[str, Any], part: str, where: str) -> Decimal:
    try:
        return Decimal(block[part])
    except (KeyError, InvalidOperation, TypeError) as error:
        value = block.get(part)
        raise DefinitionError("bad-field", where=where, field=part, value=value, allowed='"0.25"') from error


def tolerance_of(figure: Figure, use: Use) -> Tolerance:
    """Return the first row that fits a figure.

    Args:
        figure: what was promised.
        use: the word that leaves something open.

    Raises:
        DefinitionError: no row is for figures of this kind.

    Example:
        >>> from duixian.reading import read_text
        >>> tolerance_of(read_text("生产总值增长8%左右。").figures[0], "about").points
        Decimal('0.25')
    """
    base = None if figure.indicator_id is None else figure.indicator_id.partition(".")[0]
    for row in tolerances():
        if row.use == use and figure.kind in row.kinds and (not row.indicators or base in row.indicators):
            return row
    if use == "sync":
        return tolerance_of(figure, "about")
    raise DefinitionError("missing-field", where=_FILE, field=f"{use} {figure.kind}")


@cache
def pace_rule() -> PaceRule:
    """Return when a target of several years counts as fast or behind.

    Example:
        >>> str(pace_rule().margin)
        '0.1'
    """
    block, where = _data()["pace"], f"{_FILE} [pace]"
    margin = _decimal(block, "margin_points", where) / _HUNDRED
    return PaceRule(margin, _decimal(block, "average_points", where), block["source"])
