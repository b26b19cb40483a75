"""Findings and derived values as exports write them.

In goes an audit with the readings it was made of; out comes one row, record or table line a finding, worst first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from rich.table import Table
from rich.text import Text

from duixian.audit import Audit, derivation, explanation_text
from duixian.audit.claims import shown_range
from duixian.audit.settling import settling
from duixian.errors import Language
from duixian.exports.columns import Column, Row
from duixian.exports.labels import label, labels
from duixian.exports.locator import Locator
from duixian.exports.nouns import Noun
from duixian.exports.overview import overview
from duixian.exports.table import shown, titled_table
from duixian.model import Derived, Document, Finding, FindingFigure, FindingVerdict, Reading, ValueRange
from duixian.quantities import Interval

__all__ = [
    "DERIVED",
    "FINDINGS",
    "FINDING_SIGNS",
    "FINDING_STYLES",
    "Audited",
    "cause_words",
    "kind_words",
    "range_words",
]

FINDING_STYLES: Final[Mapping[FindingVerdict, str]] = {
    "contradiction": "bold red",
    "tension": "yellow",
    "note": "cyan",
    "consistent": "green",
}
"""The look of each verdict on a terminal."""

FINDING_SIGNS: Final[Mapping[FindingVerdict, str]] = {
    "contradiction": "✗",
    "tension": "?",
    "note": "i",
    "consistent": "✓",
}
"""A sign beside the word, so that colour alone tells nothing."""

_DIGITS: Final = 12


@dataclass(frozen=True)
class Audited:
    """An audit, with what exports need beside it.

    Args:
        audit: the findings to be written, and the derived values.
        readings: all documents that were read for it.
        draft: id of the one document that is to be read out, or ``None``.
        data: the bytes of that document's file, or ``None``.
    """

    audit: Audit
    readings: tuple[Reading, ...]
    draft: str | None = None
    data: bytes | None = None

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {each.document.id: each.document for each in self.readings}

    def document(self, id: str) -> Document:  # noqa: A002 (the word of the model)
        """Return the document of an id.

        Raises:
            KeyError: no such document was read.
        """
        return self._documents[id]


_COLUMNS: Final = (
    Column("verdict", "word", 8, words="finding", label="finding_verdict"),
    Column("relation", "word", 12),
    Column("place", "text", 12, label="finding_place"),
    Column("document", "text", 26, label="finding_document"),
    Column("text", "text", 14, label="finding_text"),
    Column("sentence", "text", 52, label="finding_sentence"),
    Column("expression", "text", 34),
    Column("computed", "text", 24),
    Column("stated", "text", 24),
    Column("explanations", "text", 44),
    Column("settling", "text", 44),
    Column("derivation", "text", 80),
    Column("figures", "text", 60, label="finding_figures"),
    Column("section", "text", 30),
    Column("page", "integer", 6),
    Column("computed_low", "decimal", 16, exact=True),
    Column("computed_high", "decimal", 16, exact=True),
    Column("stated_low", "decimal", 16, exact=True),
    Column("stated_high", "decimal", 16, exact=True),
    Column("unit", "text", 8, label="finding_unit"),
    Column("compare", "word", 8, words="bound"),
    Column("rule", "text", 18, label="finding_rule"),
    Column("start", "integer", 8),
    Column("end", "integer", 8),
    Column("spots", "text", 40, label="finding_spots"),
    Column("id", "text", 40, label="finding_id"),
)

_DERIVED_COLUMNS: Final = (
    Column("place", "text", 12, label="finding_place"),
    Column("indicator", "text", 28),
    Column("indicator_id", "text", 22),
    Column("period", "text", 10),
    Column("value", "text", 26, label="derived_value"),
    Column("kind", "word", 8),
    Column("unit", "text", 8),
    Column("scope", "text", 12),
    Column("value_low", "decimal", 18, exact=True, label="derived_low"),
    Column("value_high", "decimal", 18, exact=True, label="derived_high"),
    Column("derivation", "text", 80),
    Column("figures", "text", 60, label="finding_figures"),
    Column("spots", "text", 40, label="finding_spots"),
)


def kind_words(found: Finding, lang: Language) -> str:
    """Return in words what a finding is about: a check's own word, where it has one, else the relation.

    Example:
        >>> from duixian.audit import audit
        >>> from duixian.reading import read_text
        >>> kind_words(audit([read_text("2024年全区审批环节由20个减少到12个,压缩45%。")]).findings[0], "zh")
        '增速'
    """
    own = found.rule in labels()["finding_kind"]
    return label("finding_kind", found.rule, lang) if own else label("relation", found.relation, lang)


def cause_words(found: Finding, lang: Language) -> tuple[str, ...]:
    """Return the innocent causes that may apply, without the words that introduce them.

    Example:
        >>> from duixian.audit import audit
        >>> from duixian.reading import read_text
        >>> cause_words(audit([read_text("2024年全区审批环节由20个减少到12个,压缩45%。")]).findings[0], "zh")
        ()
    """
    texts = (explanation_text(reason, lang=lang) for reason in found.explanations)
    return tuple(text.partition(":")[2].strip() for text in texts)


def range_words(value: ValueRange, unit: str | None) -> str:
    """Return a range as people read it; ``—`` where nothing limits it.

    Example:
        >>> from decimal import Decimal
        >>> range_words(ValueRange(Decimal("5.5"), Decimal("6.5")), "%"), range_words(ValueRange(None, None), "%")
        ('5.5%–6.5%', '—')
    """
    if value.low is None and value.high is None:
        return "—"
    return shown_range(Interval(value.low, value.high), unit)


def _rows(audited: Audited, lang: Language) -> Iterator[Row]:
    locators: dict[str, Locator] = {}
    for found in audited.audit.findings:
        last = found.figures[-1]
        if last.document not in locators:
            locators[last.document] = Locator(audited.document(last.document))
        locator, span = locators[last.document], last.figure.span
        computed, stated = _outward(found.computed), _outward(found.stated)
        yield {
            "verdict": found.verdict,
            "relation": found.relation,
            "place": found.place,
            "document": last.name,
            "text": last.figure.text,
            "sentence": locator.sentence(span, last.figure.sentence),
            "expression": found.expression or None,
            "computed": range_words(found.computed, found.unit),
            "stated": range_words(found.stated, found.unit),
            "explanations": "; ".join(cause_words(found, lang)) or None,
            "settling": "; ".join(settling(found, lang=lang)) or None,
            "derivation": "; ".join(derivation(found, lang=lang).splitlines()),
            "figures": _told(found.figures),
            "section": " / ".join(locator.headings(span, last.figure.sentence)) or None,
            "page": locator.page(span),
            "computed_low": computed.low,
            "computed_high": computed.high,
            "stated_low": stated.low,
            "stated_high": stated.high,
            "unit": found.unit,
            "compare": found.compare,
            "rule": found.rule,
            "start": span.start,
            "end": span.end,
            "spots": _spots(found.figures),
            "id": found.id,
        }


def _told(figures: tuple[FindingFigure, ...]) -> str:
    """Return the figures in words, each with its document, period and indicator."""
    parts = ((each.name, each.figure.period, each.figure.indicator, each.figure.text) for each in figures)
    return "; ".join(" ".join(str(part) for part in each if part is not None) for each in parts)


def _spots(figures: tuple[FindingFigure, ...]) -> str:
    return "; ".join(f"{each.name}:{each.figure.span.start}-{each.figure.span.end}" for each in figures)


def _outward(value: ValueRange) -> ValueRange:
    """Round both ends outwards to so many digits as anybody reads; no value is lost."""
    low, high = (Context(prec=_DIGITS, rounding=way) for way in (ROUND_FLOOR, ROUND_CEILING))
    return ValueRange(
        None if value.low is None else low.plus(value.low), None if value.high is None else high.plus(value.high)
    )


def _records(audited: Audited, lang: Language) -> Iterator[dict[str, Any]]:
    for found in audited.audit.findings:
        yield {"id": found.id} | found.record(derivation=derivation(found, lang=lang))


def _tables(audited: Audited, lang: Language) -> Iterator[Table]:
    for place, group in groupby(audited.audit.findings, key=lambda found: found.place):
        findings = list(group)
        table = titled_table(f"{place or '—'}  ·  {len(findings)} {label('sheet', 'findings', lang).lower()}")
        table.show_lines = True
        table.add_column(label("column", "finding_verdict", lang), no_wrap=True)
        table.add_column(label("column", "relation", lang), no_wrap=True)
        table.add_column(label("column", "derivation", lang), overflow="fold")
        for found in findings:
            sign = f"{FINDING_SIGNS[found.verdict]} {label('finding', found.verdict, lang)}"
            table.add_row(
                shown(sign, FINDING_STYLES[found.verdict]),
                shown(kind_words(found, lang)),
                _lines([*derivation(found, lang=lang).splitlines(), *settling(found, lang=lang)]),
            )
        yield table


def _lines(lines: list[str]) -> Text:
    return Text("\n").join(shown(line) for line in lines)


def _derived_rows(audited: Audited, lang: Language) -> Iterator[Row]:
    for found in audited.audit.derived:
        value = _outward(found.value)
        yield {
            "place": found.place,
            "indicator": found.indicator,
            "indicator_id": found.indicator_id,
            "period": str(found.period),
            "value": range_words(found.value, found.unit),
            "kind": found.kind,
            "unit": found.unit,
            "scope": found.scope,
            "value_low": value.low,
            "value_high": value.high,
            "derivation": "; ".join(derivation(found, lang=lang).splitlines()),
            "figures": _told(found.figures),
            "spots": _spots(found.figures),
        }


def _derived_records(audited: Audited, lang: Language) -> Iterator[dict[str, Any]]:
    return (found.record(derivation=derivation(found, lang=lang)) for found in audited.audit.derived)


def _derived_tables(audited: Audited, lang: Language) -> Iterator[Table]:
    for place, group in groupby(audited.audit.derived, key=lambda found: found.place):
        values: list[Derived] = list(group)
        table = titled_table(f"{place or '—'}  ·  {len(values)} {label('sheet', 'derived', lang).lower()}")
        for name in ("indicator", "period", "derived_value", "derivation"):
            table.add_column(label("column", name, lang), overflow="fold", no_wrap=name in {"period", "derived_value"})
        for found in values:
            table.add_row(
                shown(found.indicator),
                shown(str(found.period)),
                shown(range_words(found.value, found.unit)),
                _lines(derivation(found, lang=lang).splitlines()),
            )
        yield table


FINDINGS: Final[Noun[Audited]] = Noun(
    name="findings",
    columns=_COLUMNS,
    rows=_rows,
    records=_records,
    tables=_tables,
    overviews=lambda audited: (overview(each) for each in audited.readings),
)
"""The findings of an audit."""

DERIVED: Final[Noun[Audited]] = Noun(
    name="derived",
    columns=_DERIVED_COLUMNS,
    rows=_derived_rows,
    records=_derived_records,
    tables=_derived_tables,
    overviews=lambda audited: (overview(each) for each in audited.readings),
)
"""Values that follow without being stated."""
