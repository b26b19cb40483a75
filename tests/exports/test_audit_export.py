from __future__ import annotations

import csv
import json
from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO

import pytest

from duixian.audit.proofread import proofread
from duixian.audit.run import Audit, audit
from duixian.errors import UsageError
from duixian.exports import AUDIT_EXPORTERS, DERIVED_EXPORTERS, audit_page
from duixian.exports.audit import DERIVED, FINDINGS, Audited
from duixian.exports.cells import restore
from duixian.exports.labels import labels
from duixian.model import Reading
from duixian.reading import read_text

EARLIER = """柳溪区2024年政府工作报告
一、2023年工作回顾
地区生产总值500.0亿元。高新技术企业总数336家。
二、2024年工作安排
粮食产量达到42万吨以上。
"""
LATER = """柳溪区2025年政府工作报告
一、2024年工作回顾
地区生产总值530.0亿元，增长5.2%。全区审批环节由20个减少到12个，压缩45%。
净增高新技术企业56家，总数396家。社会消费品零售总额325.0亿元，增长8.5%。
二、2025年工作安排
做好各项工作。
"""
WORDS = "<img src=x onerror=alert(1)>=cmd|' /C calc'!A0\x1b[2J"


@pytest.fixture(scope="module")
def readings() -> tuple[Reading, ...]:
    """Two reports of one place."""
    return read_text(EARLIER, name="柳溪区-2024.txt"), read_text(LATER, name="柳溪区-2025.txt")


@pytest.fixture(scope="module")
def audited(readings) -> Audited:
    """Their audit, without what fits."""
    found = audit(readings)
    return Audited(Audit(found.of("contradiction", "tension", "note"), found.derived), readings)


@pytest.fixture(scope="module")
def proof(readings) -> Audited:
    """The later report as a draft."""
    found = proofread(readings[1:], readings[:1])
    shown = Audit(found.of("contradiction", "tension", "note"))
    return Audited(shown, readings, readings[1].document.id)


def hostile(audited: Audited) -> Audited:
    """Return an audit with hostile words wherever a document's own may stand."""

    def spoilt(found):
        figures = tuple(
            replace(each, name=WORDS, figure=replace(each.figure, indicator=WORDS, text=WORDS))
            for each in found.figures
        )
        steps = tuple(replace(step, values=dict.fromkeys(step.values, WORDS)) for step in found.steps)
        return replace(found, place=WORDS, figures=figures, steps=steps, unit=WORDS, expression=WORDS)

    documents = {each.document.id: replace(each.document, name=WORDS) for each in audited.readings}
    readings = tuple(replace(each, document=documents[each.document.id]) for each in audited.readings)
    return Audited(Audit(tuple(map(spoilt, audited.audit.findings))), readings, audited.draft)


@pytest.mark.parametrize("name", ["table", "jsonl", "csv", "html"])
def test_findings_are_those_of_the_golden_file(name, audited, written, golden) -> None:
    """The audit of two little reports is written as before, byte for byte."""
    suffix = {"table": "txt"}.get(name, name)
    golden(f"audit.{suffix}", written(name, audited, among=AUDIT_EXPORTERS, width=130))


@pytest.mark.parametrize("name", ["table", "jsonl", "csv"])
def test_derived_values_are_those_of_the_golden_file(name, audited, written, golden) -> None:
    """Values that follow are written as before, byte for byte."""
    suffix = {"table": "txt"}.get(name, name)
    golden(f"derived.{suffix}", written(name, audited, among=DERIVED_EXPORTERS, width=130))


@pytest.mark.parametrize("noun", [FINDINGS, DERIVED], ids=["findings", "derived"])
def test_each_finding_has_a_cell_for_every_column(noun, audited) -> None:
    """Rows and columns agree in names and order."""
    rows = list(noun.rows(audited, "zh"))
    assert rows
    for row in rows:
        assert [column.name for column in noun.columns] == list(row)


def test_a_finding_has_the_fields_of_the_contract(audited, written) -> None:
    """One finding a line, with figures that lead back to their texts, and intervals of two ends."""
    texts = {each.document.name: each.document.text for each in audited.readings}
    found = [json.loads(line) for line in written("jsonl", audited, among=AUDIT_EXPORTERS).decode().splitlines()]
    assert {line["verdict"] for line in found} == {"contradiction", "tension", "note"}
    for line in found:
        assert {
            "relation",
            "figures",
            "expression",
            "stated",
            "computed",
            "verdict",
            "explanations",
            "derivation",
        } <= set(line)
        assert len(line["stated"]) == len(line["computed"]) == 2
        for figure in line["figures"]:
            assert texts[figure["document"]][figure["start"] : figure["end"]] == figure["text"]


def test_ends_of_ranges_are_rounded_outwards(audited, written) -> None:
    """Twelve digits are enough to read, and no possible value is lost by leaving out the rest."""
    rows = csv.DictReader(StringIO(written("csv", audited, among=AUDIT_EXPORTERS, bom=False).decode()))
    for row, found in zip(rows, audited.audit.findings, strict=True):
        for side, value in (("computed", found.computed), ("stated", found.stated)):
            if value.low is not None and value.high is not None:
                assert Decimal(row[f"{side}_low"]) <= value.low
                assert Decimal(row[f"{side}_high"]) >= value.high


def test_texts_that_begin_like_a_formula_are_neutralised(audited, written) -> None:
    """Neither csv nor workbook runs what a document says."""
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    spoilt = hostile(audited)
    formula = replace(
        spoilt,
        audit=Audit(tuple(replace(each, place="=1+1", expression="=2+2") for each in spoilt.audit.findings)),
    )
    row = next(csv.DictReader(StringIO(written("csv", formula, among=AUDIT_EXPORTERS, bom=False).decode())))
    assert (row["place"], restore(row["place"])) == ("'=1+1", "=1+1")
    book = openpyxl.load_workbook(BytesIO(written("xlsx", formula, among=AUDIT_EXPORTERS)))
    assert book.sheetnames == ["核算发现", "文件", "说明"]
    header, first, *_ = book["核算发现"].iter_rows()
    assert header[0].value == "结论"
    assert all(cell.data_type != "f" for cell in first)


def test_terminal_and_page_show_hostile_words_as_words(audited, proof, written) -> None:
    """Escape sequences steer no terminal and markup no page."""
    for whole in (hostile(audited), hostile(proof)):
        assert b"\x1b" not in written("table", whole, among=AUDIT_EXPORTERS)
        page = written("html", whole, among=AUDIT_EXPORTERS).decode()
        assert "<img" not in page
        assert "&lt;img" in page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_severity_is_told_by_sign_and_word(lang, audited, written) -> None:
    """Colour alone tells nothing, neither on the terminal nor on the page."""
    table = written("table", audited, among=AUDIT_EXPORTERS, lang=lang, width=140).decode()
    page = written("html", audited, among=AUDIT_EXPORTERS, lang=lang).decode()
    for verdict, sign in (("contradiction", "✗"), ("tension", "?"), ("note", "i")):
        word = labels()["finding"][verdict][lang]
        assert f"{sign} {word}" in table
        assert f'<use href="#v-{verdict}"/></svg> <b>{word}</b>' in page
    assert table.index("✗") < table.index(f"? {labels()['finding']['tension'][lang]}")


def test_page_quotes_marks_and_tells_what_would_settle_it(audited, written) -> None:
    """A finding shows its sentences with the figures marked, the steps, the causes, and what to look up."""
    page = written("html", audited, among=AUDIT_EXPORTERS).decode()
    assert "由<mark>20个</mark>减少到<mark>12个</mark>，压缩<mark>45%</mark>。" in page
    assert "<li>(12 ÷ 20 − 1) × 100 = -40%</li>" in page
    assert "<li>总量按当年价格计算,增速按可比价格计算</li>" in page
    assert "<li>查统计公报的不变价增速;不需要改总量。</li>" in page
    assert 'class="source" href="#d' in page
    assert page.count("<article") == 2


def test_page_of_a_draft_bears_its_name(proof, written) -> None:
    """The proof-reader's page says which draft it is about, and lists what was forgotten."""
    page = written("html", proof, among=AUDIT_EXPORTERS).decode()
    assert "<title>柳溪区2025年政府工作报告 · 宣读前核对" in page
    assert "上年目标" in page
    assert "粮食产量达到42万吨以上" in page


def test_page_without_findings_says_so(readings, written) -> None:
    """Nothing found is a result."""
    page = written("html", Audited(Audit(()), readings), among=AUDIT_EXPORTERS).decode()
    assert "没有发现数据不符。" in page


def test_more_findings_than_a_page_holds_are_refused(audited, written, monkeypatch) -> None:
    """A browser would not show them."""
    monkeypatch.setattr(audit_page, "MAX_FINDINGS", 1)
    with pytest.raises(UsageError) as caught:
        written("html", audited, among=AUDIT_EXPORTERS)
    assert caught.value.code == "audit-too-long"


def test_parquet_reads_back_findings(audited, written) -> None:
    """Every cell comes back with its type."""
    parquet = pytest.importorskip("pyarrow.parquet")
    for noun, among in ((FINDINGS, AUDIT_EXPORTERS), (DERIVED, DERIVED_EXPORTERS)):
        found = parquet.read_table(BytesIO(written("parquet", audited, among=among))).to_pylist()
        assert [row["derivation"] for row in found] == [row["derivation"] for row in noun.rows(audited, "zh")]
