"""The bridge between the core's records and rows.

In go readings of the core; out come rows, and back the equal records, with people's corrections on top where wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final, cast, get_args

from duixian.errors import UsageError
from duixian.exports.overview import DOUBTFUL_BELOW
from duixian.indicators import catalogue
from duixian.model import Bound, Document, Doubt, Figure, FigureKind, Period, Promise, Role, Span
from duixian_web.documents.codec import decode, encode
from duixian_web.documents.models import Correction, FigureRow, PromiseRow, Reading

__all__ = [
    "CHOICES",
    "FIELDS",
    "corrected",
    "document_of",
    "field_text",
    "figure_of",
    "figure_row",
    "parse_field",
    "promise_of",
    "promise_row",
    "structure_of",
]

FIELDS: Final = (
    "value", "high", "unit", "bound", "kind", "indicator", "indicator_id", "of", "role", "period", "scope",
)  # fmt: skip
"""The fields of a figure that people may correct, in the order they are shown."""

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "bound": get_args(Bound),
    "kind": get_args(FigureKind),
    "role": get_args(Role),
}
"""The fields whose values are words of the model."""

_NEEDED: Final = frozenset({"value", "bound", "kind", "role", "scope"})
_LARGEST: Final = Decimal(10) ** 300
_MOST_CHARACTERS: Final = 200


def structure_of(document: Document) -> str:
    """Return a document's structure as JSON, without its text."""
    return encode(replace(document, text=""))


def document_of(reading: Reading) -> Document:
    """Return the core's document of a reading."""
    return replace(decode(Document, reading.structure), text=reading.text)


def figure_row(reading: Reading, number: int, figure: Figure) -> FigureRow:
    """Return the row of a figure, not yet written."""
    return FigureRow(
        reading=reading,
        number=number,
        start=figure.span.start,
        end=figure.span.end,
        text=figure.text,
        value=str(figure.value),
        high=None if figure.high is None else str(figure.high),
        sortable=float(max(min(figure.value, _LARGEST), -_LARGEST)),
        unit=figure.unit,
        bound=figure.bound,
        step=str(figure.step),
        kind=figure.kind,
        indicator=figure.indicator,
        indicator_id=figure.indicator_id,
        of=figure.of,
        role=figure.role,
        period=None if figure.period is None else str(figure.period),
        period_text=figure.period_text,
        scope=figure.scope,
        scope_code=figure.scope_code,
        sentence=figure.sentence,
        confidence=figure.confidence,
        doubtful=figure.confidence < DOUBTFUL_BELOW,
        doubts=[[doubt.field, doubt.reason] for doubt in figure.doubts],
        rules=list(figure.rules),
    )


def figure_of(row: FigureRow) -> Figure:
    """Return the figure as the machine read it."""
    return Figure(
        span=Span(row.start, row.end),
        text=row.text,
        value=Decimal(row.value),
        high=None if row.high is None else Decimal(row.high),
        unit=row.unit,
        bound=cast("Bound", row.bound),
        step=Decimal(row.step),
        kind=cast("FigureKind", row.kind),
        indicator=row.indicator,
        indicator_id=row.indicator_id,
        of=row.of,
        role=cast("Role", row.role),
        period=None if row.period is None else Period.parse(row.period),
        scope=row.scope,
        sentence=row.sentence,
        confidence=row.confidence.normalize() if row.confidence else row.confidence,
        doubts=tuple(Doubt(field, reason) for field, reason in row.doubts),
        rules=tuple(row.rules),
        period_text=row.period_text,
        scope_code=row.scope_code,
    )


def promise_row(reading: Reading, number: int, promise: Promise, figures: Mapping[Figure, FigureRow]) -> PromiseRow:
    """Return the row of a promise, not yet written.

    Args:
        reading: the reading it belongs to.
        number: its place in the reading's list.
        promise: the promise.
        figures: the written rows of the reading's figures, by figure.
    """
    return PromiseRow(
        reading=reading,
        number=number,
        start=promise.span.start,
        end=promise.span.end,
        text=promise.text,
        clause_start=promise.clause.start,
        clause_end=promise.clause.end,
        form=promise.form,
        origin=promise.origin,
        figure=None if promise.figure is None else figures[promise.figure],
        figures=[figures[figure].number for figure in promise.figures],
        action=promise.action,
        object=promise.object,
        headings=list(promise.headings),
        topic=promise.topic,
        period=None if promise.period is None else str(promise.period),
        due=None if promise.due is None else str(promise.due),
        firmness=promise.firmness,
        firmness_text=promise.firmness_text,
        testability=promise.testability,
        programme_start=None if promise.programme is None else promise.programme.start,
        programme_end=None if promise.programme is None else promise.programme.end,
        sentence=promise.sentence,
        item=promise.number,
        rules=list(promise.rules),
    )


def promise_of(row: PromiseRow, figures: Sequence[Figure], number: int | None) -> Promise:
    """Return the promise of a row.

    Args:
        row: the row.
        figures: the reading's figures, by number.
        number: the number of the promise's own figure, ``None`` where it has none.
    """
    programme = row.programme_start, row.programme_end
    return Promise(
        span=Span(row.start, row.end),
        text=row.text,
        clause=Span(row.clause_start, row.clause_end),
        form=cast("Any", row.form),
        origin=cast("Any", row.origin),
        figure=None if number is None else figures[number],
        figures=tuple(figures[each] for each in row.figures),
        action=row.action,
        object=row.object,
        headings=tuple(row.headings),
        topic=row.topic,
        period=None if row.period is None else Period.parse(row.period),
        due=None if row.due is None else Period.parse(row.due),
        firmness=cast("Any", row.firmness),
        firmness_text=row.firmness_text,
        testability=cast("Any", row.testability),
        programme=None if programme[0] is None or programme[1] is None else Span(programme[0], programme[1]),
        sentence=row.sentence,
        number=row.item,
        rules=tuple(row.rules),
    )


def field_text(figure: Figure, field: str) -> str | None:
    """Return a field of a figure as the text that people see and correct; ``None`` where unknown.

    Example:
        >>> from duixian import read_text
        >>> field_text(read_text("2024年,生产总值增长7%。").figures[0], "value")
        '7'
    """
    value = getattr(figure, field)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return None if value is None else str(value)


def parse_field(field: str, text: str) -> Any:
    """Return the value that a corrected text means.

    Raises:
        UsageError: ``web-field``: the text is no value of that field.

    Example:
        >>> parse_field("period", "2016/2020")
        Period(start='2016', end='2020')
    """
    text = text.strip()
    if not text:
        if field in _NEEDED:
            raise UsageError("web-field", field=field, found="", wanted="…")
        return None
    if len(text) > _MOST_CHARACTERS:
        raise UsageError("web-field", field=field, found=f"{text[:20]}…", wanted=f"≤ {_MOST_CHARACTERS}")
    if field in {"value", "high"}:
        return _number(field, text)
    if field in CHOICES:
        return _known(field, text, CHOICES[field], " ".join(CHOICES[field]))
    if field == "indicator_id":
        _known(field, text.partition(".")[0], catalogue(), "gdp")
        return text
    if field == "period":
        try:
            return Period.parse(text)
        except ValueError as error:
            raise UsageError("web-field", field=field, found=text, wanted="2025, 2025-06, 2021/2025") from error
    return text


def _known(field: str, text: str, known: Iterable[str], wanted: str) -> str:
    if text not in known:
        raise UsageError("web-field", field=field, found=text, wanted=wanted)
    return text


def _number(field: str, text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "").replace("\uff0c", ""))
    except InvalidOperation as error:
        raise UsageError("web-field", field=field, found=text, wanted="93600000, -2.5") from error
    if not value.is_finite() or abs(value) > _LARGEST or "e" in text.lower():
        raise UsageError("web-field", field=field, found=text, wanted="93600000, -2.5")
    return value


def corrected(figure: Figure, corrections: Iterable[Correction]) -> Figure:
    """Return a figure with the corrections on top, in their order."""
    changes: dict[str, Any] = {
        each.field: None if each.new is None else parse_field(each.field, each.new) for each in corrections
    }
    return replace(figure, **changes) if changes else figure
