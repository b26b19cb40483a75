from __future__ import annotations

import csv
import json
from dataclasses import replace
from decimal import Decimal
from io import BytesIO, StringIO

import pytest

from duixian.exports import LEDGER_EXPORTERS, PROMISE_EXPORTERS
from duixian.exports.cells import restore
from duixian.exports.labels import label
from duixian.exports.ledger import LEDGER
from duixian.exports.promises import PROMISES


def lines_of(data: bytes) -> list[dict]:
    return [json.loads(line) for line in data.decode().splitlines()]


@pytest.mark.parametrize("noun", [PROMISES, LEDGER], ids=["promises", "ledger"])
def test_every_row_has_a_cell_for_each_column(noun, promising, ledger) -> None:
    """Rows and columns agree in their names."""
    for row in noun.rows(promising if noun is PROMISES else ledger, "zh"):
        assert {column.name for column in noun.columns} == set(row)


def test_promises_are_written_in_their_canonical_form(promising, written) -> None:
    """A line of JSON is the record of the model, figure fields null for work without one."""
    found = lines_of(written("jsonl", promising, among=PROMISE_EXPORTERS))
    assert [promise.record(promising.document.name) for promise in promising.promises] == found
    assert (found[0]["value"], found[1]["value"]) == ([6, 6.5], None)


def test_ledger_lines_have_the_fields_of_the_contract(ledger, written) -> None:
    """Promise, result, verdict, reasons and score, and beside them what the ledger knows more."""
    missed, met, open_ = lines_of(written("jsonl", ledger, among=LEDGER_EXPORTERS))
    assert (missed["verdict"], missed["score"], missed["late"]) == ("missed", 0.92, False)
    assert missed["promise"]["text"] == "6%—6.5%"
    assert (missed["result"]["value"], missed["result"]["document"]) == (5.4, "柳溪区-2025.txt")
    assert missed["reasons"] == ["承诺 ≥6%,报告 5.4% → 差 0.6 个百分点"]
    assert [result["text"] for result in missed["revisions"]] == ["320天"]
    assert (met["result"]["value"], met["result"]["form"], met["late"]) == (None, "sentence", True)
    assert [change["kind"] for change in met["changes"]] == ["restated", "softened"]
    assert (open_["result"], open_["score"], open_["pace"]["way_share"]) == (None, None, [1.02, 1.04])
    assert all(line["id"] and (line["place"], line["code"], line["year"]) == ("柳溪区", "999901", 2024)
               for line in (missed, met, open_))  # fmt: skip


def test_result_offsets_lead_to_its_text(ledger, written) -> None:
    """In every tabular row promise and result stand where the offsets say."""
    rows = list(csv.DictReader(StringIO(written("csv", ledger, among=LEDGER_EXPORTERS, bom=False).decode())))
    said, told = (reading.document.text for reading in ledger.dossiers[0].readings)
    for row in rows:
        assert restore(row["clause"]) == said[int(row["clause_start"]) : int(row["clause_end"])]
        assert restore(row["result"]) == (
            told[int(row["result_start"]) : int(row["result_end"])] if row["result"] else ""
        )


def test_flags_are_true_and_false_in_csv_and_words_in_workbooks(ledger, written) -> None:
    """Late or not is told in the form each format's readers know."""
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    rows = list(csv.DictReader(StringIO(written("csv", ledger, among=LEDGER_EXPORTERS, bom=False).decode())))
    assert [row["late"] for row in rows] == ["false", "true", "false"]
    book = openpyxl.load_workbook(BytesIO(written("xlsx", ledger, among=LEDGER_EXPORTERS)))
    assert book.sheetnames == ["台账", "文件", "说明"]
    header, *cells = book["台账"].iter_rows(values_only=True)
    assert header[:6] == ("年份", "地方", "区划代码", "承诺", "指标", "目标")
    assert [row[header.index("逾期")] for row in cells] == ["否", "是", "否"]
    assert [row[header.index("兑现情况")] for row in cells] == ["未兑现", "兑现", "未到期"]
    assert cells[0][header.index("领域")] == label("topic", "economy", "zh")
    assert book["台账"].freeze_panes == "A2"
    assert book["文件"].max_row == 3


def test_reasons_are_in_the_language_asked_for(ledger, written) -> None:
    """What duixian says of the data is translated; the quotations are not."""
    row = next(csv.DictReader(StringIO(written("csv", ledger, among=LEDGER_EXPORTERS, bom=False, lang="en").decode())))
    assert row["reasons"] == "promised ≥6%, reported 5.4% → 0.6 percentage points short"
    assert row["target"] == "6%—6.5%"


def test_parquet_reads_back_what_was_written(promising, ledger, written) -> None:
    """Every cell comes back with its type, and long values have their exact column."""
    parquet = pytest.importorskip("pyarrow.parquet")
    for noun, item, among in ((PROMISES, promising, PROMISE_EXPORTERS), (LEDGER, ledger, LEDGER_EXPORTERS)):
        found = parquet.read_table(BytesIO(written("parquet", item, among=among))).to_pylist()
        exact = dict.fromkeys(f"{column.name}_exact" for column in noun.columns if column.exact)
        assert [row | exact for row in noun.rows(item, "zh")] == found
        assert exact


def test_value_beyond_the_column_stands_exactly_beside_it(ledger, written) -> None:
    """The result's digits are kept like those of figures."""
    parquet = pytest.importorskip("pyarrow.parquet")
    line = ledger.lines[0]
    result = line.results[0]
    long = replace(result, figure=replace(result.figure, value=Decimal(123456789012345678901234)))
    data = written("parquet", replace(ledger, lines=(replace(line, results=(long,)),)), among=LEDGER_EXPORTERS)
    (row,) = parquet.read_table(BytesIO(data)).to_pylist()
    assert (row["result_value"], row["result_value_exact"]) == (None, "123456789012345678901234")


def test_terminal_shows_a_table_for_each_place_and_year(ledger, written) -> None:
    """Lines of one place and year stand together; escape sequences of documents do nothing."""
    line = ledger.lines[0]
    odd = replace(line, promise=replace(line.promise, figure=replace(line.promise.figure, text="\x1b[2J7%")), year=2025)
    shown = written("table", replace(ledger, lines=(*ledger.lines, odd)), among=LEDGER_EXPORTERS, width=160).decode()
    assert "柳溪区 2024  ·  3 承诺" in shown
    assert "柳溪区 2025  ·  1 承诺" in shown
    assert "\x1b" not in shown
    assert "兑现 · 逾期" in shown
