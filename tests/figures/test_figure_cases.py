"""The sentences of ``tests/cases/figures.toml`` are read as a person reads them."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duixian.documents.plain import plain_text
from duixian.figures import read_figures
from duixian.model import Document, Figure, Period, Section, Sentence, Span

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "figures.toml").read_text(encoding="utf-8"))["case"]


def document(text: str, *, part: str = "review", period: str | None = None) -> Document:
    """Return a document of one section whose sentences end at 。."""
    span = Span(0, len(text))
    stated = Period.parse(period or {"review": "2024", "plan": "2025"}.get(part, "2025"))
    sentences, start = [], 0
    for at, char in enumerate(text):
        if char == "。" or at == len(text) - 1:
            sentences.append(Sentence(Span(start, at + 1), 0, 0))
            start = at + 1
    section = Section(span, None, "", 1, None, part, stated)  # type: ignore[arg-type]
    return Document("0" * 64, "case", "text", text, plain_text(text), (section,), tuple(sentences))


def as_wanted(figure: Figure, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a figure that the case names, in the case's form."""
    fields: dict[str, Any] = {}
    for name in wanted:
        value = getattr(figure, name)
        if isinstance(value, Decimal):
            value = float(value)
        fields[name] = str(value) if name == "period" and value is not None else value
    return fields


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_sentence_yields_the_figures_of_its_case(case: dict[str, Any]) -> None:
    """Each case of the file holds."""
    figures = read_figures(document(case["text"], part=case.get("part", "review"), period=case.get("period")))

    assert [wanted["text"] for wanted in case["figures"]] == [figure.text for figure in figures]
    for wanted, figure in zip(case["figures"], figures, strict=True):
        assert wanted == as_wanted(figure, wanted)
