"""A small reading with everything an export may meet, and golden files."""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from duixian.exports import ExportOptions, exporter
from duixian.model import (
    Cell,
    Document,
    Doubt,
    Figure,
    Metadata,
    Note,
    Period,
    Place,
    Reading,
    Section,
    Sentence,
    Span,
    Stated,
    Table,
)

TEXT = """柳溪区政府工作报告
一、2023年回顾
全年地区生产总值412.6亿元,增长6.3%。商品房待售面积下降2.92%[1]。
二、2024年计划
地区生产总值增长6%—6.5%,力争引进项目=1+2个以上。
指标 目标
空气质量优良天数 310天
[1]待售面积:已竣工而尚未售出的面积。
打印本页 关闭窗口
"""

MARK = "[1]"


def span_of(words: str, *, after: int = 0) -> Span:
    """Return where words stand in the text."""
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


def make_figure(words: str, value: str, **fields: object) -> Figure:
    """Return a figure with plain fields, changed by what is given."""
    given: dict[str, object] = {
        "span": span_of(words),
        "text": words,
        "value": Decimal(value),
        "high": None,
        "unit": "%",
        "bound": "=",
        "step": Decimal("0.1"),
        "kind": "growth",
        "indicator": "地区生产总值",
        "indicator_id": "gdp",
        "of": None,
        "role": "actual",
        "period": Period.year(2023),
        "scope": "self",
        "sentence": None,
        "confidence": Decimal("0.9"),
    }
    return Figure(**(given | fields))  # type: ignore[arg-type]


def make_reading(name: str = "柳溪区-2024.txt") -> Reading:
    """Return the reading of the little report."""
    plain = TEXT.replace(MARK, "   ", 1)
    first, second = span_of("一、2023年回顾"), span_of("二、2024年计划")
    table = span_of("指标 目标\n空气质量优良天数 310天")
    document = Document(
        id="ab" * 32,
        name=name,
        format="text",
        text=TEXT,
        plain=plain,
        sections=(
            Section(Span(0, first.start), None, "", 0, None, "other", None),
            Section(Span(first.start, second.start), first, "2023年回顾", 1, None, "review", Period.year(2023)),
            Section(Span(second.start, len(TEXT)), second, "2024年计划", 1, None, "plan", Period.year(2024)),
        ),
        sentences=(
            Sentence(span_of("全年地区生产总值412.6亿元,增长6.3%。"), 1, 2),
            Sentence(span_of("商品房待售面积下降2.92%[1]。"), 1, 2),
            Sentence(span_of("地区生产总值增长6%—6.5%,力争引进项目=1+2个以上。"), 2, 4),
        ),
        notes=(Note(span_of("[1]待售面积:已竣工而尚未售出的面积。"), "1", "待售面积"),),
        tables=(
            Table(
                table,
                (
                    Cell(span_of("指标"), 0, 0, header=True),
                    Cell(span_of("目标"), 0, 1, header=True),
                    Cell(span_of("空气质量优良天数"), 1, 0),
                    Cell(span_of("310天"), 1, 1),
                ),
            ),
        ),
        furniture=(span_of("打印本页 关闭窗口"),),
        metadata=Metadata(
            title=Stated("柳溪区政府工作报告", span_of("柳溪区政府工作报告")),
            kind=Stated("work report", span_of("政府工作报告")),
            issuer=Stated("柳溪区", span_of("柳溪区")),
            reviews=Stated(Period.year(2023), first),
            plans=Stated(Period.year(2024), second),
        ),
        places=(Place(Span(0, second.start), 1), Place(Span(second.start, len(TEXT)), 2)),
    )
    figures = (
        make_figure("412.6亿元", "41260000000", unit="元", kind="amount", sentence=0),
        make_figure("6.3%", "6.3", sentence=0),
        make_figure("2.92%", "-2.92", indicator="商品房待售面积", indicator_id=None, sentence=1),
        make_figure(
            "6%—6.5%", "6", high=Decimal("6.5"), bound="range", role="target", period=Period.year(2024), sentence=2
        ),
        make_figure(
            "=1+2个",
            "3",
            unit="个",
            bound=">=",
            kind="amount",
            role="target",
            indicator="=cmd|' /C calc'!A0",
            indicator_id=None,
            of="@全市",
            period=None,
            scope="+临江新城",
            sentence=2,
            confidence=Decimal("0.35"),
            doubts=(Doubt("indicator", "two nouns"), Doubt("period", "no year")),
        ),
        make_figure(
            "310天",
            "310",
            unit="天",
            kind="amount",
            role="target",
            indicator="空气质量优良天数",
            period=Period.year(2021, 2025),
        ),
    )
    return Reading(document, figures)


@pytest.fixture
def reading() -> Reading:
    """The reading of the little report."""
    return make_reading()


@pytest.fixture
def written() -> Callable[..., bytes]:
    """Write readings in a format and return the bytes."""

    def write(name: str, *readings: Reading, **options: object) -> bytes:
        out = BytesIO()
        exporter(name).write(readings, out, ExportOptions(**options))  # type: ignore[arg-type]
        return out.getvalue()

    return write


@pytest.fixture
def golden(root: Path) -> Callable[[str, bytes], None]:
    """Compare an output with the golden file of that name; ``DUIXIAN_REGENERATE=1`` writes it anew."""

    def compare(name: str, found: bytes) -> None:
        path = root / "tests" / "golden" / "exports" / name
        if os.environ.get("DUIXIAN_REGENERATE") == "1":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(found)
        assert path.read_bytes().decode("utf-8") == found.decode("utf-8")

    return compare
