"""The sentences of ``tests/cases/promises.toml`` promise what a person reads in them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from duixian.documents.plain import plain_text
from duixian.figures import read_figures
from duixian.model import Document, Metadata, Period, Promise, Section, Sentence, Span, Stated
from duixian.promises import read_promises

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "promises.toml").read_text(encoding="utf-8"))["case"]


def document(text: str, *, part: str = "plan", issuer: str | None = None) -> Document:
    """Return a document of one section that plans 2025, its sentences ending at 。."""
    nowhere = Span(0, 0)
    sentences, start = [], 0
    for at, char in enumerate(text):
        if char == "。" or at == len(text) - 1:
            sentences.append(Sentence(Span(start, at + 1), 0, 0))
            start = at + 1
    period = None if part == "notes" else Period.year(2024 if part == "review" else 2025)
    section = Section(Span(0, len(text)), None, "", 1, None, part, period)  # type: ignore[arg-type]
    metadata = Metadata(
        issuer=None if issuer is None else Stated(issuer, nowhere),
        date=Stated("2025-01", nowhere),
        reviews=Stated(Period.year(2024), nowhere),
        plans=Stated(Period.year(2025), nowhere),
    )
    plain = plain_text(text)
    return Document("0" * 64, "case", "text", text, plain, (section,), tuple(sentences), metadata=metadata)


def as_wanted(promise: Promise, text: str, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a promise that the case names, in the case's form."""
    fields: dict[str, Any] = {}
    for name in wanted:
        value = promise.clause.of(text) if name == "clause" else getattr(promise, name)
        fields[name] = str(value) if isinstance(value, Period) else value
    return fields


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_text_promises_what_its_case_says(case: dict[str, Any]) -> None:
    """Each case of the file holds."""
    read = document(case["text"], part=case.get("part", "plan"), issuer=case.get("issuer"))
    promises = read_promises(read, read_figures(read))

    assert [wanted["clause"] for wanted in case["promises"]] == [each.clause.of(read.text) for each in promises]
    for wanted, promise in zip(case["promises"], promises, strict=True):
        assert wanted == as_wanted(promise, read.text, wanted)
