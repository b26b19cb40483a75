"""What a panel is made of: indicators with the kind of figure that states them.

In goes what a user asks for (``gdp``, ``gdp:amount``, 地区生产总值, 地区生产总值:增速); out comes a
:class:`Series`, or an error that names what comes near.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Final, get_args

from duixian.errors import UsageError
from duixian.indicators import Indicator, catalogue, indicator, link
from duixian.ledger.panel_rules import panel_rules
from duixian.model import Figure, FigureKind

__all__ = ["Series", "default_kind", "parse_series"]

_NEAR: Final = 5
_CUTOFF: Final = 0.5
_UNITS: Final[dict[str, frozenset[str | None]]] = {
    # Growth by 倍 is a rare way to say it and would mix two units in one column.
    "growth": frozenset({"%"}),
    "points": frozenset({"百分点", "个百分点"}),
    "multiple": frozenset({"倍", None}),
}


@dataclass(frozen=True, slots=True)
class Series:
    """One column of values: an indicator, stated in one kind of figure.

    Args:
        indicator_id: id of the catalogue, a variant behind a point.
        kind: the kind of its figures.

    Example:
        >>> str(Series("gdp", "growth")), Series("gdp", "growth").indicator.zh
        ('gdp:growth', '地区生产总值')
    """

    indicator_id: str
    kind: FigureKind

    @property
    def indicator(self) -> Indicator:
        """The indicator's block in the catalogue."""
        return indicator(self.indicator_id)

    @property
    def unit(self) -> str:
        """The unit its values are shown in: that of the kind, or the indicator's own."""
        return {"growth": "%", "points": "百分点", "multiple": "倍", "rank": "名"}.get(self.kind, self.indicator.unit)

    def admits(self, figure: Figure) -> bool:
        """Tell whether a figure states this series, whatever its time and place."""
        if figure.indicator_id != self.indicator_id:
            return self._named_by(figure)
        kind = figure.kind
        if kind == "rate" and "rate" not in self.indicator.kinds:
            kind = "growth"  # “GDP增速7%” reads like a rate, but the product has no rate.
        elif kind == "rate" and self.kind == "growth" and self.indicator.dimension == "price-change":
            kind = "growth"  # A price index's rate is its change.
        return kind == self.kind and (kind not in _UNITS or figure.unit in _UNITS[kind])

    def _named_by(self, figure: Figure) -> bool:
        return figure.indicator_id is None and any(
            row.indicator == self.indicator_id
            and row.kind == self.kind == figure.kind
            and figure.unit in row.units
            and figure.indicator in row.names
            for row in panel_rules().names
        )

    def __str__(self) -> str:
        return f"{self.indicator_id}:{self.kind}"


def default_kind(entry: Indicator) -> FigureKind:
    """Return the kind of figure that most targets of an indicator use.

    Example:
        >>> default_kind(indicator("gdp")), default_kind(indicator("urban-new-jobs"))
        ('growth', 'amount')
    """
    for row in panel_rules().kinds:
        if row.fits(entry.id, entry.dimension, entry.measure):
            return row.kind
    return "amount"


def parse_series(wanted: str) -> Series:
    """Read what a user asks for: an id of the catalogue or a Chinese name, with a kind behind a colon or without.

    Args:
        wanted: such as ``gdp``, ``gdp:amount``, 地区生产总值, 地区生产总值:增速.

    Returns:
        The series; without a kind the one that most targets of the indicator use (:func:`default_kind`).

    Raises:
        UsageError: the indicator is unknown (``panel-indicator-unknown``) or may be several
            (``panel-indicator-several``), or has no such kind (``panel-kind-unknown``).

    Example:
        >>> str(parse_series("gdp")), str(parse_series("GDP:总量")), str(parse_series("地区生产总值增速"))
        ('gdp:growth', 'gdp:amount', 'gdp:growth')
    """
    name, _, word = wanted.strip().replace("\uff1a", ":").partition(":")
    entry = _find(name.strip())
    kind = word.strip()
    chosen = panel_rules().kind_words.get(kind, kind) if kind else default_kind(entry)
    kinds = tuple(each for each in get_args(FigureKind) if each in entry.kinds or each == default_kind(entry))
    if chosen not in kinds:
        raise UsageError("panel-kind-unknown", indicator=entry.id, kind=kind, kinds=", ".join(kinds))
    return Series(entry.id, next(each for each in kinds if each == chosen))


def _find(name: str) -> Indicator:
    try:
        return indicator(name)
    except UsageError:
        linked = {link(name, unit=None, kind=kind).indicator_id for kind in get_args(FigureKind)}
    found = sorted(each for each in linked if each is not None)
    if len(found) == 1:
        return indicator(found[0])
    if found:
        raise UsageError("panel-indicator-several", name=name, found=_listed(found))
    raise UsageError("panel-indicator-unknown", name=name, near=_listed(_near(name)) or "—")


def _near(name: str) -> list[str]:
    """Return the ids whose id, name or other wording comes nearest, the nearest first."""
    spellings = {
        spelling.lower(): entry.id
        for entry in catalogue().values()
        for spelling in (*entry.aliases, entry.en, entry.zh, entry.id)
    }
    lowered = name.lower()
    near = difflib.get_close_matches(lowered, spellings, n=_NEAR, cutoff=_CUTOFF)
    near += [each for each in spellings if len(lowered) > 1 and lowered in each]
    return list(dict.fromkeys(spellings[each] for each in near))[:_NEAR]


def _listed(identifiers: list[str]) -> str:
    return "、".join(f"{each} ({indicator(each).zh})" for each in identifiers)
