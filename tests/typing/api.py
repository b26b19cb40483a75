"""The types that users of duixian lean on; ``mypy`` checks them, nothing is run."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any, assert_type

import duixian
from duixian.model import Bound, Document, Figure, FigureKind, Metadata, Period, Reading, Role, Span


def a_reading_is_a_document_and_its_figures(path: Path, text: str) -> None:
    """``duixian.read`` takes a path or a text."""
    reading = duixian.read(path)
    assert_type(reading, Reading)
    assert_type(duixian.read(text), Reading)
    assert_type(reading.document, Document)
    assert_type(reading.figures, tuple[Figure, ...])
    assert_type(reading.document.metadata, Metadata)


def a_figure_has_typed_fields(figure: Figure) -> None:
    """Values are decimals; what may be unknown may be ``None``."""
    assert_type(figure.span, Span)
    assert_type(figure.value, Decimal)
    assert_type(figure.high, Decimal | None)
    assert_type(figure.unit, str | None)
    assert_type(figure.bound, Bound)
    assert_type(figure.kind, FigureKind)
    assert_type(figure.role, Role)
    assert_type(figure.period, Period | None)
    assert_type(figure.indicator, str | None)
    assert_type(figure.confidence, Decimal)
    assert_type(figure.record("报告.txt"), dict[str, Any])
