"""A small reading with everything an export may meet, and golden files."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from duixian.exports import EXPORTERS, ExportOptions, exporter
from duixian.ledger.build import Ledger
from duixian.ledger.dossier import Dossier
from duixian.model import (
    Cell,
    Change,
    Document,
    Doubt,
    Figure,
    Judgement,
    LedgerLine,
    Metadata,
    Note,
    Observation,
    Pace,
    Period,
    Place,
    Promise,
    Reading,
    Reason,
    Result,
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


def make_promise(words: str, figure: Figure | None = None, **fields: object) -> Promise:
    """Return a promise of the little report with plain fields, changed by what is given."""
    clause = span_of(words)
    given: dict[str, object] = {
        "span": clause if figure is None else figure.span,
        "text": words if figure is None else figure.text,
        "clause": clause,
        "form": "work" if figure is None else "outcome",
        "origin": "text",
        "figure": figure,
        "figures": () if figure is None else (figure,),
        "action": None,
        "object": None,
        "headings": ("2024年计划",),
        "topic": "economy",
        "period": Period.year(2024),
        "due": Period.year(2024),
        "firmness": "firm",
        "firmness_text": None,
        "testability": "measured",
        "sentence": 2,
        "rules": ("outcome",),
    }
    return Promise(**(given | fields))  # type: ignore[arg-type]


def make_promising() -> Reading:
    """Return the little report with an outcome, a piece of work and a row of a table promised."""
    reading = make_reading()
    growth, days = reading.figures[3], reading.figures[5]
    work = make_promise(
        "力争引进项目=1+2个以上",
        figures=(reading.figures[4],),
        action="引进",
        object="项目",
        topic=None,
        due=None,
        period=None,
        firmness="strive",
        firmness_text="力争",
        testability="checkable",
        programme=span_of("[1]待售面积:已竣工而尚未售出的面积。"),
        number=3,
    )
    row = make_promise(
        "空气质量优良天数 310天", days, origin="table", due=Period.year(2025), sentence=None, topic="environment"
    )
    return replace(reading, promises=(make_promise("地区生产总值增长6%—6.5%", growth), work, row))


ANSWER = "一、2024年回顾\n地区生产总值增长5.4%,低于预期。新引进项目2个。\n空气质量优良天数320天。\n"


def make_answering() -> Reading:
    """Return next year's report, which answers."""
    first = Span(ANSWER.index("地区"), ANSWER.index("\n空气"))
    second = Span(first.end + 1, len(ANSWER) - 1)

    def figure(words: str, value: str, sentence: int, **fields: object) -> Figure:
        start = ANSWER.index(words)
        return replace(
            make_figure("6.3%", value), span=Span(start, start + len(words)), text=words, sentence=sentence, **fields
        )

    document = replace(
        make_reading().document,
        id="cd" * 32,
        name="柳溪区-2025.txt",
        text=ANSWER,
        plain=ANSWER,
        sections=(Section(Span(0, len(ANSWER)), Span(0, 9), "2024年回顾", 1, None, "review", Period.year(2024)),),
        sentences=(Sentence(first, 0, 1), Sentence(second, 0, 2)),
        notes=(),
        tables=(),
        furniture=(),
        places=(),
        metadata=Metadata(reviews=Stated(Period.year(2024), Span(0, 9)), plans=Stated(Period.year(2025), Span(0, 9))),
    )
    figures = (
        figure("5.4%", "5.4", 0, period=Period.year(2024)),
        figure("320天", "320", 1, kind="amount", unit="天", period=Period.year(2024)),
    )
    return Reading(document, figures)


def make_ledger() -> Ledger:
    """Return a ledger with a promise missed, one restated and without date, and one of several years."""
    said, told = make_promising(), make_answering()
    shortfall, days = told.figures
    growth, work, air = said.promises

    def answer(figure: Figure, sentence: int) -> Result:
        whole = told.document.sentences[sentence].span
        return Result(told.document.id, 2025, figure.span, figure.text, whole, "figure", figure, Decimal("0.92"))

    def line(promise: Promise, results: tuple[Result, ...], judgement: Judgement, **more: object) -> LedgerLine:
        return LedgerLine(
            said.document.id, said.document.name, "柳溪区", "999901", 2024, promise, results, judgement, **more
        )  # type: ignore[arg-type]

    missed = Reason("falls-short", {"promised": "≥6%", "reported": "5.4%", "gap": "0.6 个百分点"})
    restated = Reason("restated", {"earlier": "引进项目3个以上", "later": "引进项目"})
    told_work = Span(ANSWER.index("新引进"), ANSWER.index("\n空气"))
    sentence = Result(
        told.document.id, 2025, told_work, told_work.of(ANSWER), told_work, "sentence", None, Decimal("0.6")
    )
    pace = Pace(
        2024,
        Observation(said.document.id, 2024, said.figures[5]),
        Observation(told.document.id, 2025, days),
        Decimal("0.8"),
        (Decimal("1.02"), Decimal("1.04")),
        "ahead",
        Decimal(0),
        (Reason("not-due", {"due": "2025"}),),
    )
    lines = (
        line(growth, (answer(shortfall, 0), answer(days, 1)), Judgement("missed", (missed,), late=False, rule="bound")),
        line(
            work,
            (sentence,),
            Judgement("met", (missed,), late=True, rule="work"),
            changes=(
                Change("restated", told.document.id, 2025, None, (restated,)),
                Change("softened", said.document.id, 2024, growth, ()),
            ),
        ),
        line(air, (), Judgement("open", (Reason("not-due", {"due": "2025"}),), late=False, rule="due"), pace=pace),
    )
    return Ledger((Dossier(None, "柳溪区", (said, told)),), lines)


@pytest.fixture
def promising() -> Reading:
    """The reading of the little report, with its promises."""
    return make_promising()


@pytest.fixture
def ledger() -> Ledger:
    """A ledger of three lines."""
    return make_ledger()


@pytest.fixture
def reading() -> Reading:
    """The reading of the little report."""
    return make_reading()


@pytest.fixture
def written() -> Callable[..., bytes]:
    """Write readings in a format and return the bytes."""

    def write(name: str, *items: object, among: tuple = EXPORTERS, **options: object) -> bytes:
        out = BytesIO()
        exporter(name, among).write(items, out, ExportOptions(**options))  # type: ignore[arg-type]
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
