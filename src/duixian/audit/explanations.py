"""Innocent causes for numbers that do not fit, chosen by what is known of the indicator and the case.

In goes the situation of a misfit; out come a verdict and the causes that may apply, or nothing. The causes are data
(``explanations.toml``), each with the indicators, years and words it applies to and how far it reaches.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, cast

from duixian.errors import DefinitionError
from duixian.indicators import catalogue, indicator
from duixian.model import Reason, Relation

__all__ = ["Explanation", "Situation", "always_explained", "explain", "explanations"]

_FILE: Final = "explanations.toml"
_ANY: Final = Decimal(0)
_FAR: Final = 3
"""Within one document, numbers so many times farther apart than a cause can reach are not of that cause."""
_FIELDS: Final = frozenset(
    {"code", "relations", "indicators", "families", "measures", "words", "cues", "unless", "years", "verdict", "gap",
     "zh", "en", "example"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of numbers that do not fit.

    Args:
        relation: the kind of relation.
        indicators: ids of the figures' indicators, or their phrases.
        words: the figures' indicators in the documents' words.
        years: the years the figures cover.
        cues: what the words around them and the choice of documents tell.
        gap: how far computed and stated lie apart, in points where they are rates, else in percent of the greater.
    """

    relation: Relation
    indicators: frozenset[str]
    words: tuple[str, ...]
    years: frozenset[int]
    cues: frozenset[str]
    gap: Decimal


@dataclass(frozen=True, slots=True)
class Explanation:
    """A row of ``explanations.toml``; see its head for what each field means."""

    code: str
    relations: tuple[str, ...]
    indicators: tuple[str, ...]
    families: tuple[str, ...]
    measures: tuple[str, ...]
    words: tuple[str, ...]
    cues: tuple[str, ...]
    unless: tuple[str, ...]
    years: tuple[int, ...]
    verdict: Literal["note", "tension"]
    gap: Decimal | None
    zh: str
    en: str
    example: str

    def applies(self, case: Situation) -> bool:
        """Tell whether the cause may apply, however far apart the numbers are."""
        if self.relations and case.relation not in self.relations:
            return False
        if not case.cues.issuperset(self.cues) or not case.cues.isdisjoint(self.unless):
            return False
        if self.years and case.years.isdisjoint(self.years):
            return False
        return not (self.indicators or self.families or self.measures or self.words) or self._of_this_kind(case)

    def _of_this_kind(self, case: Situation) -> bool:
        if any(word in said for word in self.words for said in case.words):
            return True
        for name in case.indicators:
            base, _, variant = name.partition(".")
            if base.startswith("~") or not base or base not in catalogue():
                continue
            known = indicator(base)
            if base in self.indicators or known.family in self.families or (variant or known.measure) in self.measures:
                return True
        return False


@cache
def explanations() -> Mapping[str, Explanation]:
    """Return all causes by code, in the order of the file.

    Raises:
        DefinitionError: a row breaks the file's grammar.

    Example:
        >>> explanations()["currency"].verdict
        'note'
    """
    data = cast("dict[str, list[dict[str, Any]]]", tomllib.loads((files("duixian.audit") / _FILE).read_text("utf-8")))
    return {row["code"]: _explanation(row) for row in data["explanation"]}


def _explanation(row: Mapping[str, Any]) -> Explanation:
    where = f"{_FILE} {row.get('code')}"
    unknown = set(row) - _FIELDS
    if unknown or not row.keys() >= {"code", "verdict", "zh", "en", "example"}:
        raise DefinitionError("audit-block", where=where, problem=f"{sorted(unknown)}")
    for name in row.get("indicators", ()):
        if name not in catalogue():
            raise DefinitionError("audit-block", where=where, problem=name)
    return Explanation(
        code=row["code"],
        relations=tuple(row.get("relations", ())),
        indicators=tuple(row.get("indicators", ())),
        families=tuple(row.get("families", ())),
        measures=tuple(row.get("measures", ())),
        words=tuple(row.get("words", ())),
        cues=tuple(row.get("cues", ())),
        unless=tuple(row.get("unless", ())),
        years=tuple(row.get("years", ())),
        verdict=row["verdict"],
        gap=Decimal(row["gap"]) if "gap" in row else None,
        zh=row["zh"],
        en=row["en"],
        example=row["example"],
    )


def always_explained(name: str, codes: Iterable[str]) -> bool:
    """Tell whether one of some causes is of the nature of an indicator, whatever the case.

    Args:
        name: the indicator's id.
        codes: of the causes.

    Example:
        >>> always_explained("gdp", ["real-growth"]), always_explained("general-public-budget-revenue", ["real-growth"])
        (True, False)
    """
    case = Situation(
        "growth", frozenset({name}), (indicator(name.partition(".")[0]).zh,), frozenset(), frozenset(), _ANY
    )
    return any(explanations()[code].applies(case) for code in codes)


def explain(case: Situation) -> tuple[Literal["note", "tension"], tuple[Reason, ...]] | None:
    """Return a verdict with the causes that may apply, or ``None`` where none does.

    A cause that reaches as far as the numbers lie apart gives its own verdict; one that does not reach gives tension.

    Example:
        >>> case = Situation("growth", frozenset({"gdp"}), (), frozenset({2022}), frozenset(), Decimal(2))
        >>> verdict, reasons = explain(case)
        >>> verdict, reasons[0].code
        ('note', 'real-growth')
    """
    found = [each for each in explanations().values() if each.applies(case)]
    if not found:
        return None
    if "documents" not in case.cues and all(each.gap is not None and case.gap > _FAR * each.gap for each in found):
        return None
    near = [each for each in found if each.gap is None or case.gap <= each.gap]
    reasons = tuple(Reason(each.code) for each in near or found)
    return ("note" if any(each.verdict == "note" for each in near) else "tension"), reasons
