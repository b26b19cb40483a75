"""A finding: figures that cannot all be true together, that fit, or from which another value follows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from duixian.model.figure import Figure
from duixian.model.ledger import Reason
from duixian.model.period import Period

__all__ = ["Compare", "Derived", "Finding", "FindingFigure", "FindingVerdict", "Relation", "ValueRange"]

Relation = Literal[
    "increment",
    "multiple",
    "share",
    "sum",
    "difference",
    "growth",
    "average_growth",
    "per_unit",
    "partition",
    "cumulative",
    "repeat",
    "other",
]
"""The kinds of relation: those of the audit benchmark, and ``repeat``: one thing told twice."""

FindingVerdict = Literal["contradiction", "tension", "note", "consistent"]
"""矛盾 does not fit, no known innocent cause; 存疑 may have one; 提示 does not fit for a known cause; 相符 fits."""

Compare = Literal["=", "<=", ">="]


@dataclass(frozen=True, slots=True)
class ValueRange:
    """The values a number can mean, both ends included; ``None`` for an end that is not limited.

    Example:
        >>> ValueRange(Decimal("5.55"), None).record()
        [5.55, None]
    """

    low: Decimal | None
    high: Decimal | None

    def record(self) -> list[int | float | None]:
        """Return the two ends for JSON."""
        return [None if end is None else _number(end) for end in (self.low, self.high)]


@dataclass(frozen=True, slots=True)
class FindingFigure:
    """A figure of a finding, with the document it stands in.

    Args:
        document: id (SHA-256) of the document.
        name: that document's file name.
        figure: what it says there.
        part: what it is in the relation (``whole``, ``part``, ``base``, ``level``, ``stated`` …).
    """

    document: str
    name: str
    figure: Figure
    part: str

    def record(self) -> dict[str, Any]:
        """Return the canonical JSON form: where it stands, what it says, what it is in the relation."""
        full = self.figure.record(self.name)
        keys = ("document", "start", "end", "text", "value", "unit", "indicator", "indicator_id", "period")
        return {key: full[key] for key in keys} | {"part": self.part}


@dataclass(frozen=True, slots=True)
class Finding:
    """What the arithmetic of some figures gives.

    Args:
        relation: the kind of relation.
        rule: id of the check that made it (``growth-level``, ``sum-total`` …).
        place: name of the place whose documents they are, ``None`` where the documents do not tell.
        figures: those of the relation; the stated one is last.
        expression: what was computed, with the stated numbers: ``282.6 ÷ 260.9 − 1``.
        stated: what the text says, as the values it can mean.
        computed: what the expression gives, as the values it can mean.
        unit: the unit of ``stated`` and ``computed``, or ``None``.
        compare: how ``computed`` should stand to ``stated``.
        verdict: contradiction 矛盾, tension 存疑, note 提示, consistent 相符.
        explanations: the innocent causes that may apply, most likely first; codes of ``audit/explanations.toml``.
        steps: the derivation; codes of ``audit/texts.toml``.
    """

    relation: Relation
    rule: str
    place: str | None
    figures: tuple[FindingFigure, ...]
    expression: str
    stated: ValueRange
    computed: ValueRange
    unit: str | None
    compare: Compare
    verdict: FindingVerdict
    explanations: tuple[Reason, ...] = ()
    steps: tuple[Reason, ...] = ()

    @property
    def id(self) -> str:
        """A stable name: rule, and the first 8 digits and offset of each figure."""
        spots = "+".join(f"{each.document[:8]}.{each.figure.span.start}" for each in self.figures)
        return f"{self.rule}:{spots}"

    def record(self, *, derivation: str = "") -> dict[str, Any]:
        """Return the canonical JSON form, as ``duixian audit --format jsonl`` writes it.

        Args:
            derivation: the steps as text; ``audit.derivation(finding)`` makes it.
        """
        return {
            "relation": self.relation,
            "rule": self.rule,
            "place": self.place,
            "figures": [each.record() for each in self.figures],
            "expression": self.expression,
            "stated": self.stated.record(),
            "computed": self.computed.record(),
            "unit": self.unit,
            "compare": self.compare,
            "verdict": self.verdict,
            "explanations": [each.code for each in self.explanations],
            "derivation": derivation,
        }


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that no document states and that follows from what they do state.

    Args:
        place: name of the place, ``None`` where the documents do not tell.
        indicator: what it is of, in the words of the figure it was derived from.
        indicator_id: id in the catalogue, or ``None``.
        kind: kind of the derived value (``amount`` for a level).
        unit: its unit.
        period: what time it covers.
        scope: ``self`` or another place or organisation.
        value: the values it can have.
        figures: what it was derived from.
        steps: the derivation; codes of ``audit/texts.toml``.
    """

    place: str | None
    indicator: str | None
    indicator_id: str | None
    kind: str
    unit: str | None
    period: Period
    scope: str
    value: ValueRange
    figures: tuple[FindingFigure, ...]
    steps: tuple[Reason, ...] = ()

    def record(self, *, derivation: str = "") -> dict[str, Any]:
        """Return the canonical JSON form.

        Args:
            derivation: the steps as text; ``audit.derivation(derived)`` makes it.
        """
        return {
            "place": self.place,
            "indicator": self.indicator,
            "indicator_id": self.indicator_id,
            "kind": self.kind,
            "unit": self.unit,
            "period": str(self.period),
            "scope": self.scope,
            "value": self.value.record(),
            "figures": [each.record() for each in self.figures],
            "derivation": derivation,
        }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
