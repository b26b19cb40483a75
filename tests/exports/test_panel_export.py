from __future__ import annotations

import csv
import json
from decimal import Decimal
from io import BytesIO, StringIO

import pytest

from duixian.exports import ExportOptions
from duixian.exports.codebook import codebook, codebook_words
from duixian.exports.labels import labels
from duixian.exports.panel import DERIVED_PANEL, PANEL, draw_panel, stated_ends
from duixian.exports.registry import tabular
from duixian.ledger.panel_series import parse_series
from duixian.ledger.panel_table import Failure
from duixian.reading import read_text

REPORTS = {
    "沈阳市-2022.txt": """沈阳市政府工作报告

一、2021年工作回顾
2021年,地区生产总值预计增长7%左右,一般公共预算收入增长4%。

二、2022年工作安排
预期目标是:地区生产总值增长6%—6.5%,城镇登记失业率控制在4.5%以内,居民人均可支配收入与经济增长同步。
""",
    "沈阳市-2023.txt": """沈阳市政府工作报告

一、2022年工作回顾
2022年,地区生产总值增长3.5%,城镇登记失业率3.9%。

二、2023年工作安排
预期目标是:地区生产总值增长6%以上,城镇登记失业率控制在4.5%以内。
""",
}
FAILURE = Failure("沈阳市-2024.pdf", "The file holds no text.")
WANTED = ("gdp", "registered-unemployment-rate", "居民人均可支配收入")


@pytest.fixture(scope="module")
def drawn():
    readings = [read_text(text, name=name) for name, text in REPORTS.items()]
    return draw_panel(readings, [parse_series(each) for each in WANTED], [FAILURE])


@pytest.fixture(scope="module")
def write(drawn):
    """Write the panel in a format and return the bytes."""

    def call(name: str, **options: object) -> bytes:
        out = BytesIO()
        (entry,) = (each for each in tabular(PANEL) if each.name == name)
        entry.write([drawn], out, ExportOptions(**options))
        return out.getvalue()

    return call


@pytest.mark.parametrize(
    ("name", "file", "options"),
    [
        ("csv", "panel.csv", {"bom": False}),
        ("jsonl", "panel.jsonl", {"lang": "en"}),
        ("table", "panel.txt", {"width": 110}),
    ],
)
def test_panel_is_that_of_the_golden_file(name, file, options, write, golden) -> None:
    """The little panel is written as before, byte for byte."""
    golden(file, write(name, **options))


def test_codebook_is_that_of_the_golden_file(drawn, golden, monkeypatch) -> None:
    """Columns, codes, indicators, method, documents and failures are told."""
    monkeypatch.setattr("duixian.exports.codebook.version", lambda _: "0.0")
    golden("codebook.md", codebook(drawn, name="面板.csv", licence="CC-BY-4.0").encode("utf-8"))


def test_every_column_is_explained() -> None:
    """Each column has words in both languages, each code its words."""
    for column in PANEL.columns:
        assert labels()["column"][column.key]["about_zh"].endswith("。")
        assert column.form != "word" or labels()[column.vocabulary]


def test_codes_of_missing_values_are_explained_alike() -> None:
    """The codebook explains the codes that the labels name."""
    assert codebook_words()["missing"].keys() == labels()["missing"].keys()


def test_rows_have_all_columns_and_every_gap_a_reason(write) -> None:
    """Where there is no target or result, the reason stands beside it, and only there."""
    rows = list(csv.DictReader(StringIO(write("csv", bom=False).decode("utf-8"))))
    assert len(rows) == 3 * 4
    for row in rows:
        assert bool(row["target"]) != bool(row["target_missing"])
        assert bool(row["result"]) != bool(row["result_missing"])
        assert bool(row["verdict"]) == bool(row["target"])


def test_quotes_and_offsets_lead_back_to_the_text(write) -> None:
    """The characters between start and end are the number as published, and stand in the quotation."""
    for row in csv.DictReader(StringIO(write("csv", bom=False).decode("utf-8"))):
        for side in ("target", "result"):
            if row[side]:
                text = REPORTS[row[f"{side}_document"]]
                assert text[int(row[f"{side}_start"]) : int(row[f"{side}_end"])] == row[f"{side}_text"]
                assert row[f"{side}_text"] in row[f"{side}_quote"]


def test_jsonl_has_lists_where_csv_has_joined_text(write) -> None:
    """Reasons and revisions are lists; numbers are numbers."""
    rows = [json.loads(line) for line in write("jsonl").decode("utf-8").splitlines()]
    row = next(row for row in rows if row["year"] == 2022)
    assert (row["target"], row["target_high"], row["target_bound"], row["result"]) == (6, 6.5, "range", 3.5)
    assert isinstance(row["reasons"], list)
    assert row["revisions"] == []
    assert set(row) == {column.name for column in PANEL.columns}


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("收入增长6%。", ("6", "6")),
        ("收入增长6%左右。", ("6", "6")),
        ("收入增长6%以上。", ("6", None)),
        ("失业率控制在4.5%以内。", (None, "4.5")),
        ("收入增长6%—6.5%。", ("6", "6.5")),
        ("能耗下降3%以上。", (None, "-3")),
    ],
)
def test_ends_are_those_that_the_statement_sets(text: str, ends: tuple[str | None, str | None]) -> None:
    """以上 sets the low end and 以内 the high one; a decline turns them round."""
    (figure,) = read_text(text).figures
    assert stated_ends(figure) == tuple(None if end is None else Decimal(end) for end in ends)


def test_workbook_and_parquet_hold_the_same_rows(write) -> None:
    """Both are read back by other libraries."""
    openpyxl = pytest.importorskip("openpyxl")
    parquet = pytest.importorskip("pyarrow.parquet")
    sheet = openpyxl.load_workbook(BytesIO(write("xlsx")), read_only=True).worksheets[0]
    assert [cell.value for cell in next(sheet.iter_rows())][:3] == ["地方", "区划代码", "指标编号"]
    table = parquet.read_table(BytesIO(write("parquet")))
    assert table.num_rows == 12 == len(list(sheet.iter_rows())) - 1
    assert table.column("result").to_pylist()[1] == Decimal("3.5")
    assert table.schema.field("target").metadata[b"description"].startswith(b"The year's target")


REVENUE = {
    "沈阳市-2019.txt": "沈阳市政府工作报告\n\n一、2018年工作回顾\n2018年,粮食产量80.0万吨。\n",
    "沈阳市-2020.txt": "沈阳市政府工作报告\n\n一、2019年工作回顾\n2019年,粮食生产再获丰收。\n",
    "沈阳市-2021.txt": "沈阳市政府工作报告\n\n一、2020年工作回顾\n2020年,粮食产量84.0万吨,增长2.0%。\n",
}


@pytest.fixture(scope="module")
def filled():
    readings = [read_text(text, name=name) for name, text in REVENUE.items()]
    return draw_panel(readings, [parse_series("grain-output:amount")], derived=True)


def test_missing_results_are_derived_in_columns_of_their_own(filled) -> None:
    """84.0 at +2.0 % was 82.3 to 82.4; the result stays empty, and stated years have nothing derived."""
    out = BytesIO()
    (entry,) = (each for each in tabular(DERIVED_PANEL) if each.name == "csv")
    entry.write([filled], out, ExportOptions())
    rows = {row["year"]: row for row in csv.DictReader(StringIO(out.getvalue().decode("utf-8-sig")))}
    assert [(rows[year]["result"], rows[year]["derived_unit"]) for year in ("2018", "2019", "2020")] == [
        ("800000", ""),
        ("", "吨"),
        ("840000", ""),
    ]
    low, high = (Decimal(rows["2019"][name]) for name in ("derived_low", "derived_high"))
    assert 822_600 < low < Decimal(840_000) / Decimal("1.02") < high < 824_500
    assert "84.0万 ÷ (1 + 2.0 ÷ 100)" in rows["2019"]["derived_from"]
    assert "沈阳市-2021.txt" in rows["2019"]["derived_from"]


def test_records_of_derived_results_hold_their_figures(filled) -> None:
    """In jsonl each derivation names the figures and where they stand."""
    out = BytesIO()
    (entry,) = (each for each in tabular(DERIVED_PANEL) if each.name == "jsonl")
    entry.write([filled], out, ExportOptions())
    record = next(row for row in map(json.loads, out.getvalue().decode().splitlines()) if row["year"] == 2019)
    (way,) = record["derived_from"]
    assert [(each["text"], each["part"]) for each in way["figures"]] == [("84.0万吨", "level"), ("2.0%", "growth")]
    assert record["result"] is None
    assert record["result_missing"] == "not_stated"


def test_codebook_and_columns_tell_of_derived_values_only_where_asked_for(filled, drawn) -> None:
    """A panel without derived values says nothing of them."""
    assert "| derived_low |" in codebook(filled, name="x.csv")
    assert "| derived_low |" not in codebook(drawn, name="x.csv")
