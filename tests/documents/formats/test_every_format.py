"""What holds for every loader: a report says the same in each format, and no fault of a file becomes a crash."""

from __future__ import annotations

import json

import pytest

from duixian.documents.formats import FORMATS, load_isolated, load_source
from duixian.documents.formats.registry import find_format
from duixian.documents.formats.wire import source_from_json, source_to_json
from duixian.documents.limits import Limits
from duixian.errors import DuixianError, LimitError
from duixian.model import SourceText

# Scans have tests of their own: recognition takes seconds, and its text may differ in a character.
KINDS = [entry.name for entry in FORMATS if entry.name != "scan"]


@pytest.fixture(params=KINDS)
def kind(request) -> str:
    """The name of a format."""
    return request.param


def read(report_in, kind: str) -> SourceText:
    name, data = report_in(kind)
    found, source = load_source(data, name=name, limits=Limits())
    assert found == kind
    return source


def outcome(data: bytes, name: str) -> str:
    """Return the text read, or the message of the error; any other exception goes on and fails the test."""
    try:
        return load_source(data, name=name, limits=Limits())[1].text
    except DuixianError as error:
        return error.text("zh") + error.text("en")


def said(source: SourceText) -> list[str]:
    return [block.span.of(source.text) for block in source.blocks if block.kind in {"heading", "paragraph", "item"}]


def test_a_report_says_the_same_in_every_format(report_in, report_lines, kind) -> None:
    """Title, heading and paragraphs come out character for character."""
    assert list(report_lines) == said(read(report_in, kind))


def test_a_table_has_the_same_cells_in_every_format(report_in, report_rows, kind) -> None:
    """The cells come out with their row and column."""
    source = read(report_in, kind)
    (table,) = source.tables
    cells = {(cell.row, cell.column): cell.span.of(source.text) for cell in table.cells}
    assert {(r, c): text for r, row in enumerate(report_rows) for c, text in enumerate(row)} == cells


def test_blocks_stand_in_order_within_the_text(report_in, kind) -> None:
    """Blocks do not overlap, are not empty, and hold no white space at their ends."""
    source = read(report_in, kind)
    at = 0
    for block in source.blocks:
        assert at <= block.span.start < block.span.end <= len(source.text)
        if block.kind != "table":
            assert block.span.of(source.text) == block.span.of(source.text).strip()
        at = block.span.end


def test_tables_marks_and_places_stand_within_the_text(report_in, kind) -> None:
    """Each table is a block, each cell is inside its table, and all other spans are inside the text."""
    source = read(report_in, kind)
    blocks = {block.span for block in source.blocks if block.kind == "table"}
    assert blocks == {table.span for table in source.tables}
    for table in source.tables:
        assert all(table.span.covers(cell.span) for cell in table.cells)
    for span in [*source.marks, *(place.span for place in source.places)]:
        assert span.start < span.end <= len(source.text)
    assert set(source.note_marks) <= set(source.marks)


@pytest.mark.parametrize("tenth", range(10))
def test_a_file_cut_off_is_read_or_refused(report_in, kind, tenth) -> None:
    """A file that ends after any tenth of its bytes yields a text or an error of duixian, nothing else."""
    name, data = report_in(kind)
    assert outcome(data[: len(data) * tenth // 10], name)


@pytest.mark.parametrize("eighth", range(1, 8))
def test_a_damaged_byte_is_read_over_or_refused(report_in, kind, eighth) -> None:
    """A byte that is wrong anywhere yields a text or an error of duixian, nothing else."""
    name, data = report_in(kind)
    at = len(data) * eighth // 8
    assert outcome(data[:at] + b"\xff" + data[at + 1 :], name)


@pytest.mark.parametrize("limit", ["max_bytes", "max_characters"])
def test_limits_of_size_hold(report_in, kind, limit) -> None:
    """A report of some hundred characters is refused where ten are allowed."""
    name, data = report_in(kind)
    with pytest.raises(LimitError) as caught:
        load_source(data, name=name, limits=Limits(**{limit: 10}))
    assert caught.value.code == limit.replace("max_", "limit-")


def test_the_content_decides_not_the_name(report_in, kind) -> None:
    """What can be told by its content is read whatever it is called; the rest is plain text."""
    _, data = report_in(kind)
    expected = kind if kind in {"html", "docx", "pdf"} else "text"
    assert expected == find_format(data, name="报告.txt").name


def test_a_process_of_its_own_reads_the_same(report_in, kind) -> None:
    """Isolated reading yields the very same text, blocks and places."""
    name, data = report_in(kind)
    assert load_source(data, name=name, limits=Limits()) == load_isolated(data, name=name, limits=Limits())


def test_json_gives_the_same_text_back(report_in, kind) -> None:
    """What one process hands to the other loses nothing."""
    source = read(report_in, kind)
    assert source == source_from_json(json.loads(json.dumps(source_to_json(source))))


def test_each_format_has_a_sample() -> None:
    """A new format needs a sample in these tests."""
    from_conftest = {"text", "markdown", "html", "docx", "pdf"}
    assert from_conftest == set(KINDS)


def test_extensions_belong_to_one_format() -> None:
    """No extension is claimed twice, and all are in lower case."""
    extensions = [extension for entry in FORMATS for extension in entry.extensions]
    assert len(extensions) == len(set(extensions))
    assert all(extension == extension.lower() and extension.startswith(".") for extension in extensions)
