"""A figure: a number that says how much something is, was or is to be."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from duixian.model.period import Period
from duixian.model.quantity import Bound
from duixian.model.span import Span

__all__ = ["Doubt", "Figure", "FigureKind", "Role"]

FigureKind = Literal["amount", "rate", "growth", "points", "multiple", "rank"]
Role = Literal["actual", "estimate", "target", "reference"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A field that may be wrong, and why.

    Example:
        >>> Doubt("period", "no year in the section").field
        'period'
    """

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that says how much, how many, how fast or in which place something measurable is, was, or is to be.

    Args:
        span: from the first character of the number to the last of its unit; code points, half-open.
        text: the characters of ``span``.
        value: in the base unit, declines negative in kinds ``growth`` and ``points``; a range's lower end.
        high: a range's upper end, else ``None``.
        unit: as written, without magnitude word; ``None`` where none is written or implied.
        bound: how the stated value limits the true one.
        step: the worth of one unit in the last written place; 0 where the value is exact.
        kind: amount, rate, growth, points, multiple or rank.
        indicator: what is measured, in the document's own words; ``None`` where it could not be told.
        indicator_id: its id in the catalogue, right or ``None``.
        of: for a share the whole.
        role: actual, estimate, target or reference.
        period: what time the value covers; ``None`` where the text does not tell.
        scope: ``self`` or the place or organisation the value belongs to, as written.
        sentence: index into :attr:`Document.sentences`; ``None`` for a figure from a table or note.
        confidence: the chance that value, unit, kind, indicator, role and period are all right.
        doubts: the fields most in doubt, worst first.
        rules: ids of the rules that fired, in order.
        period_text: the words of time that told the period, as written; ``None`` where the section told it.
        scope_code: GB/T 2260 code of the place the value belongs to; ``None`` where it is not a division.
    """

    span: Span
    text: str
    value: Decimal
    high: Decimal | None
    unit: str | None
    bound: Bound
    step: Decimal
    kind: FigureKind
    indicator: str | None
    indicator_id: str | None
    of: str | None
    role: Role
    period: Period | None
    scope: str
    sentence: int | None
    confidence: Decimal
    doubts: tuple[Doubt, ...] = ()
    rules: tuple[str, ...] = ()
    period_text: str | None = None
    scope_code: str | None = None

    def record(self, document: str) -> dict[str, Any]:
        """Return the canonical JSON form, as ``duixian read --format jsonl`` writes it.

        Decimals that are whole become integers; others the shortest float that prints the same digits.
        """
        value: Any = _number(self.value) if self.high is None else [_number(self.value), _number(self.high)]
        return {
            "document": document,
            "start": self.span.start,
            "end": self.span.end,
            "text": self.text,
            "value": value,
            "unit": self.unit,
            "bound": self.bound,
            "kind": self.kind,
            "indicator": self.indicator,
            "indicator_id": self.indicator_id,
            "of": self.of,
            "role": self.role,
            "period": None if self.period is None else str(self.period),
            "period_text": self.period_text,
            "scope": self.scope,
            "scope_code": self.scope_code,
            "confidence": _number(self.confidence),
            "doubts": [{"field": doubt.field, "reason": doubt.reason} for doubt in self.doubts],
        }


def _number(value: Decimal) -> int | float:
    """Render a decimal for JSON: the only place where a float is made."""
    return int(value) if value == value.to_integral_value() else float(value)
