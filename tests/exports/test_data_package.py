from __future__ import annotations

import json
from pathlib import Path

import pytest

from duixian.errors import UsageError
from duixian.exports import ExportOptions
from duixian.exports.package import CODEBOOK, DESCRIPTOR, refuse_foreign_package, write_package
from duixian.exports.panel import PANEL, draw_panel
from duixian.exports.registry import tabular
from duixian.ledger.panel_series import parse_series
from duixian.ledger.panel_table import Failure
from duixian.reading import read_text

TEXT = """沈阳市政府工作报告

一、2022年工作回顾
2022年,地区生产总值增长3.5%。

二、2023年工作安排
预期目标是:地区生产总值增长6%以上。
"""


@pytest.fixture
def packaged(tmp_path: Path):
    """Write a panel with its package and return the table's path."""

    def call(format_name: str = "csv", *, licence: str | None = None, bom: bool = True) -> Path:
        series = [parse_series("gdp"), parse_series("城镇新增就业")]
        drawn = draw_panel([read_text(TEXT, name="沈阳市-2023.txt")], series, [Failure("沈阳市-2024.pdf", "no text")])
        table = tmp_path / f"面板.{format_name}"
        (entry,) = (each for each in tabular(PANEL) if each.name == format_name)
        with table.open("wb") as out:
            entry.write([drawn], out, ExportOptions(bom=bom))
        write_package(drawn, table, format_name=format_name, licence=licence)
        return table

    return call


@pytest.mark.parametrize("bom", [True, False], ids=["bom", "no-bom"])
def test_package_is_valid_by_the_frictionless_library(packaged, bom) -> None:
    """Description, schema, key, enumerations, size and hash hold for the table."""
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(packaged(bom=bom).parent / DESCRIPTOR))
    assert report.flatten(["type", "message"]) == []
    assert report.valid


def test_a_changed_table_is_found_out(packaged) -> None:
    """Size and hash tell that a table is not the one described."""
    frictionless = pytest.importorskip("frictionless")
    table = packaged()
    with table.open("a", encoding="utf-8") as out:
        out.write("沈阳市,210100,gdp,growth,2022\n")
    assert not frictionless.validate(str(table.parent / DESCRIPTOR)).valid


def test_description_tells_reader_indicators_documents_and_failures(packaged) -> None:
    """All that is needed to read the table and to make it again."""
    table = packaged(licence="CC-BY-4.0")
    record = json.loads((table.parent / DESCRIPTOR).read_text(encoding="utf-8"))
    assert record["licenses"] == [{"name": "CC-BY-4.0"}]
    assert [len(each["sha256"]) for each in record["sources"]] == [64]
    assert [each["id"] for each in record["duixian"]["indicators"]] == ["gdp", "urban-new-jobs"]
    assert record["duixian"]["unreadable"] == [{"name": "沈阳市-2024.pdf", "reason": "no text"}]
    schema = record["resources"][0]["schema"]
    assert schema["primaryKey"] == ["place", "indicator_id", "kind", "year"]
    assert [field["name"] for field in schema["fields"]] == [column.name for column in PANEL.columns]


def test_a_licence_may_be_an_address_or_nothing(packaged) -> None:
    """Without the user's word no licence is claimed."""
    table = packaged(licence="https://example.org/licence")
    assert "https://example.org/licence" in (table.parent / DESCRIPTOR).read_text(encoding="utf-8")
    record = json.loads((packaged().parent / DESCRIPTOR).read_text(encoding="utf-8"))
    assert "licenses" not in record


def test_parquet_has_its_columns_described(packaged) -> None:
    """The columns that hold all digits are described too."""
    pytest.importorskip("pyarrow")
    table = packaged("parquet")
    resource = json.loads((table.parent / DESCRIPTOR).read_text(encoding="utf-8"))["resources"][0]
    assert (resource["format"], resource["schema"]["fields"][-1]["name"]) == ("parquet", "result_exact")


def test_codebook_names_the_table(packaged) -> None:
    """It stands beside the table."""
    assert "面板.csv" in (packaged().parent / CODEBOOK).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "found", ['{"name": "other"}', "[]", "no json", '{"duixian": {}, "resources": [{"path": "other.csv"}]}']
)
def test_the_description_of_another_table_is_not_replaced(tmp_path, found) -> None:
    """A folder that holds another package is refused before any work is done."""
    (tmp_path / DESCRIPTOR).write_text(found, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        refuse_foreign_package(tmp_path / "面板.csv")
    assert caught.value.code == "package-of-other"


def test_ones_own_description_is_replaced(packaged) -> None:
    """The same panel may be drawn anew."""
    refuse_foreign_package(packaged())


def test_what_cannot_be_written_is_told(packaged) -> None:
    """The error names the file."""
    table = packaged()
    (table.parent / CODEBOOK).unlink()
    (table.parent / CODEBOOK).mkdir()
    with pytest.raises(UsageError, match=r"codebook\.md"):
        packaged()
