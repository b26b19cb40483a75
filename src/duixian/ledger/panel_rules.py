"""The panel's knowledge of language and usage, from ``panel.toml``.

In goes the data file, or a path's name; out come checked rows: kinds, names, and the words by which a document says
that it sets no number.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final, Literal, cast, get_args

from duixian.errors import DefinitionError
from duixian.model import FigureKind

__all__ = ["AbsenceExample", "KindRow", "NameRow", "PanelRules", "panel_rules", "parse_panel_rules"]

_FILE: Final = "ledger/panel.toml"
_BLOCKS: Final = {"kind_words", "kinds", "names", "absence", "relative", "absences"}
_LISTS: Final = {
    "absence": ("no", "aims", "fillers"),
    "relative": ("with", "same", "above", "levels", "steady", "fillers"),
}


@dataclass(frozen=True, slots=True)
class KindRow:
    """Which kind of figure most targets of some indicators use; see the head of ``panel.toml``."""

    kind: FigureKind
    indicators: frozenset[str]
    dimension: str | None
    measures: frozenset[str]
    example: str

    def fits(self, identifier: str, dimension: str, measure: str) -> bool:
        """Tell whether the row speaks of an indicator."""
        if self.indicators:
            return identifier in self.indicators
        return dimension == self.dimension and (not self.measures or measure in self.measures)


@dataclass(frozen=True, slots=True)
class NameRow:
    """Words that, with one kind of figure, mean an indicator."""

    indicator: str
    kind: FigureKind
    units: frozenset[str]
    names: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class AbsenceExample:
    """A sentence and what it says of a series."""

    sentence: str
    series: str
    reason: str


@dataclass(frozen=True, slots=True)
class PanelRules:
    """All rows of ``panel.toml``.

    Args:
        kind_words: Chinese words for kinds of figures.
        kinds: the first that fits an indicator tells the kind.
        names: further names of indicators.
        absence: lists of words; a sentence says that no number is set.
        gap: most characters between its two words.
        relative: lists of words; a clause sets an aim without a number.
        absences: examples.
    """

    kind_words: Mapping[str, FigureKind]
    kinds: tuple[KindRow, ...]
    names: tuple[NameRow, ...]
    absence: Mapping[str, tuple[str, ...]]
    gap: int
    relative: Mapping[str, tuple[str, ...]]
    absences: tuple[AbsenceExample, ...]


@cache
def panel_rules() -> PanelRules:
    """Return the rows of ``panel.toml``.

    Example:
        >>> panel_rules().kind_words["增速"]
        'growth'
    """
    return parse_panel_rules(resources.files("duixian").joinpath(_FILE).read_text(encoding="utf-8"))


def parse_panel_rules(source: str) -> PanelRules:
    """Read and check the data file.

    Raises:
        DefinitionError: it is no TOML, or a row breaks the grammar of its head.

    Example:
        >>> parse_panel_rules("[kind_words]")
        Traceback (most recent call last):
        duixian.errors.DefinitionError: ledger/panel.toml: 缺少“absence”。请按文件开头的说明补上。
    """
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError("not-toml", where=_FILE, reason=str(error)) from error
    for block in sorted(_BLOCKS):
        if block not in data:
            raise DefinitionError("missing-field", where=_FILE, field=block)
    for block in sorted(set(data) - _BLOCKS):
        raise DefinitionError("bad-field", where=_FILE, field=block, value="…", allowed="、".join(sorted(_BLOCKS)))
    gap = data["absence"].pop("gap", None)
    if not isinstance(gap, int) or gap < 0:
        raise DefinitionError("bad-field", where=f"{_FILE} [absence]", field="gap", value=gap, allowed="0, 1, 2 …")
    return PanelRules(
        kind_words={word: _kind(kind, f"{_FILE} [kind_words]") for word, kind in data["kind_words"].items()},
        kinds=tuple(_kind_row(row, f"{_FILE} [[kinds]] {at}") for at, row in enumerate(data["kinds"], start=1)),
        names=tuple(_name_row(row, f"{_FILE} [[names]] {at}") for at, row in enumerate(data["names"], start=1)),
        absence=_word_lists(data, "absence"),
        gap=gap,
        relative=_word_lists(data, "relative"),
        absences=tuple(_example(row, f"{_FILE} [[absences]] {at}") for at, row in enumerate(data["absences"], start=1)),
    )


def _kind_row(row: Mapping[str, Any], where: str) -> KindRow:
    _check(row, ("kind", "example"), ("indicators", "dimension", "measures"), where)
    if ("indicators" in row) == ("dimension" in row):
        raise DefinitionError("missing-field", where=where, field="indicators / dimension")
    return KindRow(
        kind=_kind(row["kind"], where),
        indicators=frozenset(row.get("indicators", ())),
        dimension=row.get("dimension"),
        measures=frozenset(row.get("measures", ())),
        example=row["example"],
    )


def _name_row(row: Mapping[str, Any], where: str) -> NameRow:
    _check(row, ("indicator", "kind", "units", "names", "example"), (), where)
    kind = _kind(row["kind"], where)
    return NameRow(row["indicator"], kind, frozenset(row["units"]), frozenset(row["names"]), row["example"])


def _example(row: Mapping[str, Any], where: str) -> AbsenceExample:
    _check(row, ("sentence", "series"), ("reason",), where)
    return AbsenceExample(row["sentence"], row["series"], row.get("reason", ""))


def _word_lists(data: Mapping[str, Any], block: Literal["absence", "relative"]) -> dict[str, tuple[str, ...]]:
    _check(data[block], _LISTS[block], (), f"{_FILE} [{block}]")
    return {name: tuple(data[block][name]) for name in _LISTS[block]}


def _kind(value: Any, where: str) -> FigureKind:
    if value not in get_args(FigureKind):
        allowed = "、".join(get_args(FigureKind))
        raise DefinitionError("bad-field", where=where, field="kind", value=value, allowed=allowed)
    return cast("FigureKind", value)


def _check(row: Mapping[str, Any], needed: tuple[str, ...], optional: tuple[str, ...], where: str) -> None:
    for field in needed:
        if not row.get(field):
            raise DefinitionError("missing-field", where=where, field=field)
    for field in set(row) - set(needed) - set(optional):
        allowed = "、".join((*needed, *optional))
        raise DefinitionError("bad-field", where=where, field=field, value=row[field], allowed=allowed)
