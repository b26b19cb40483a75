from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from io import StringIO

import pytest

from duixian.audit.series import PlaceSeries, place_series
from duixian.errors import UsageError
from duixian.exports.registry import SERIES_EXPORTERS
from duixian.exports.series import DrawnSeries
from duixian.exports.series_chart import HEIGHT, WIDTH, draw_chart
from duixian.exports.series_page import MAX_POINTS
from duixian.ledger.panel_series import Series
from duixian.reading import read_text

REPORTS = {
    "柳溪区-2022.txt": "2021年,一般公共预算收入预计达到80.0亿元,增长5%。<秋粮>丰收。",
    "柳溪区-2023.txt": "2022年,一般公共预算收入增长4.0%。",
    "柳溪区-2024.txt": "2023年,一般公共预算收入93.6亿元,增长7.0%。2021年,一般公共预算收入79.4亿元。",
}
PLANS = {"柳溪区-2024.txt": "\n二、2024年工作安排\n力争一般公共预算收入达到100亿元以上。"}
SUFFIXES = {"table": "txt", "jsonl": "jsonl", "csv": "csv", "html": "html"}


@pytest.fixture(scope="module")
def drawn() -> DrawnSeries:
    """Three years of one district: an estimate, a revision, a target, and a year that nobody states."""
    readings = []
    for name, text in REPORTS.items():
        year = int(name[4:8])
        whole = f"柳溪区{year}年政府工作报告\n\n一、{year - 1}年工作回顾\n{text}\n{PLANS.get(name, '')}\n"
        readings.append(read_text(whole, name=name))
    wanted = [Series("general-public-budget-revenue", kind) for kind in ("amount", "growth")]
    return DrawnSeries(place_series(readings, wanted), tuple(readings))


@pytest.fixture
def write(drawn, written):
    """Write the series in a format and return the text."""
    return lambda name, **options: written(name, drawn, among=SERIES_EXPORTERS, **options).decode("utf-8-sig")


@pytest.mark.parametrize("name", ["table", "jsonl", "csv", "html"])
def test_series_are_those_of_the_golden_file(name, drawn, written, golden) -> None:
    """The little district's series are written as before, byte for byte."""
    golden(f"series.{SUFFIXES[name]}", written(name, drawn, among=SERIES_EXPORTERS, width=130))


def test_rows_keep_stated_and_derived_values_apart(write) -> None:
    """A stated value has a source and no interval of others; a derived one has ends and no value."""
    rows = list(csv.DictReader(StringIO(write("csv"))))
    amounts = [row for row in rows if row["kind"] == "amount"]
    assert {(row["year"], row["form"]) for row in amounts} >= {
        ("2021", "stated"),
        ("2022", "derived"),
        ("2023", "stated"),
        ("2024", "target"),
    }
    for row in rows:
        assert bool(row["value"]) == bool(row["document"]) == (row["form"] != "derived")
        assert bool(row["derivation"]) >= (row["form"] == "derived")
    revised = next(row for row in amounts if row["telling"] == "revised")
    assert (revised["year"], revised["text"], revised["told"]) == ("2021", "79.4亿元", "2024")


def test_offsets_lead_to_the_words(drawn, write) -> None:
    """Start and end are those of the text in the document."""
    texts = {reading.document.name: reading.document.text for reading in drawn.readings}
    for row in csv.DictReader(StringIO(write("csv"))):
        if row["document"]:
            assert texts[row["document"]][int(row["start"]) : int(row["end"])] == row["text"]


def test_records_hold_one_year_each(write) -> None:
    """Stated, derived and aimed-at values are lists of their own, and the figures of a derivation are named."""
    records = [json.loads(line) for line in write("jsonl").splitlines()]
    (record,) = [each for each in records if (each["kind"], each["year"]) == ("amount", 2022)]
    assert record["stated"] == []
    assert {figure["document"] for way in record["derived"] for figure in way["figures"]} == set(REPORTS)
    assert record["implied"] is None or len(record["implied"]) == 2


@pytest.mark.parametrize("name", ["xlsx", "parquet"])
def test_binary_formats_are_written(name, drawn, written) -> None:
    """A workbook and a Parquet file come out."""
    pytest.importorskip({"xlsx": "xlsxwriter", "parquet": "pyarrow"}[name])
    assert written(name, drawn, among=SERIES_EXPORTERS)[:2] in {b"PK", b"PA"}


def test_page_is_whole_in_itself_and_escapes_what_documents_say(write) -> None:
    """Nothing is loaded, every link leads somewhere in the page, and text is no markup."""
    page = write("html")
    assert not re.search(r"(?:src|href)=\"(?!#|data:,)", page)
    assert "<秋粮>" not in page
    assert "&lt;秋粮&gt;" in page
    names = set(re.findall(r"\bid=\"([^\"]+)\"", page))
    assert {link for link in re.findall(r"href=\"#([^\"]+)\"", page) if link not in names} == set()


def test_page_draws_estimates_hollow_and_what_does_not_fit_with_a_halo(write) -> None:
    """The classes of the chart tell what a mark is; every mark has words."""
    page = write("html")
    chart = page[page.index('<div class="wide chart">') : page.index("</svg></div>")]
    assert 'class="dot estimate"' in chart
    assert 'class="dot again"' in chart
    assert 'class="band"' in chart
    assert 'class="aim"' in chart
    assert "halo v-" in chart
    assert chart.count("<title>") == chart.count("<a href=")


def test_page_speaks_english(write) -> None:
    """Headings and derivations are in the language asked for."""
    page = write("html", lang="en")
    assert "Values over the years" in page
    assert "derived from other years" in page


def test_marks_stay_within_the_chart(drawn) -> None:
    """Positions lie within the view box, and rows do not come down twice at one height."""
    for found in drawn.series:
        chart = draw_chart(found.points)
        assert chart is not None
        for dot in (*chart.dots, *chart.targets):
            assert chart.left <= dot.x <= chart.right
            assert 0 <= dot.y <= HEIGHT
        assert all(0 <= band.x <= WIDTH and 0 <= band.y and band.y + band.height <= HEIGHT for band in chart.bands)
        assert len({row.at for row in chart.rows}) == len(chart.rows) > 1


@pytest.mark.parametrize("value", ["0", "-3", "0.000001", "1e30", "123456789012345678901234567890123456789"])
def test_a_chart_of_one_value_has_a_scale(value, drawn, monkeypatch) -> None:
    """Nothing, negative, tiny and vast values are drawn too."""
    from dataclasses import replace

    (point, *_) = [point for point in drawn.series[0].points if point.stated]
    told = replace(point.stated[0], figure=replace(point.stated[0].figure, value=Decimal(value)))
    chart = draw_chart([replace(point, stated=(told,), derived=(), targets=())])
    assert chart is not None
    assert len(chart.dots) == 1
    assert 2 <= len(chart.rows) <= 12


def test_nothing_found_makes_an_empty_page_and_no_chart(written) -> None:
    """The page says so."""
    page = written("html", DrawnSeries((), ()), among=SERIES_EXPORTERS).decode()
    assert "没有说到这些指标" in page
    assert draw_chart([]) is None


def test_too_many_years_belong_into_a_table(drawn, written) -> None:
    """Beyond the limit the page is refused with advice."""
    first = drawn.series[0]
    many = PlaceSeries("甲", None, first.series, first.points * (MAX_POINTS // len(first.points) + 1), False, ())
    with pytest.raises(UsageError) as caught:
        written("html", DrawnSeries((many,), drawn.readings), among=SERIES_EXPORTERS)
    assert caught.value.code == "series-too-long"
