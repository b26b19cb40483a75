"""Plain text: the content stays as it is, lines are blocks, runs of separated lines are tables."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.documents.formats.decoding import decode
from duixian.documents.formats.text import load, load_text
from duixian.documents.limits import Limits
from duixian.errors import DocumentError

REPORT = "一、2024年工作回顾\n全年粮食总产量达到8.6万吨，增长2.1%。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings_are_found(encoding) -> None:
    """The content comes out the same, without byte order mark."""
    assert decode(REPORT.encode(encoding), where="a") == REPORT


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_byte_order_mark_says_the_order(mark) -> None:
    """Both orders of UTF-16 are read by their mark."""
    order = "le" if mark == codecs.BOM_UTF16_LE else "be"
    assert decode(mark + REPORT.encode(f"utf-16-{order}"), where="a") == REPORT


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_line_breaks_are_not_translated(line_break) -> None:
    """The text is the decoded content, so that offsets hold for every program."""
    content = f"甲。{line_break}{line_break}　　乙。{line_break}"
    source = load(content.encode(), limits=Limits(), name="a.txt")
    assert source.text == content
    assert [block.span.of(content) for block in source.blocks] == ["甲。", "乙。"]


def test_short_gbk_text_is_not_taken_for_utf8() -> None:
    """Two GBK characters whose bytes could be UTF-8 are an old trap; a whole line is told rightly."""
    assert decode("联通增长7%,用户达到3.2万户。".encode("gbk"), where="a") == "联通增长7%,用户达到3.2万户。"


@pytest.mark.parametrize(
    ("content", "tables"),
    [
        ("指标\t数值\n粮食\t8.6\n油料\t1.2", [["指标", "数值", "粮食", "8.6", "油料", "1.2"]]),
        ("指标|数值\n粮食|8.6", [["指标", "数值", "粮食", "8.6"]]),
        ("|指标|数值|\n|---|---|\n|粮食|8.6|", [["指标", "数值", "粮食", "8.6"]]),
        ("\t上年\t今年\n粮食\t8.4\t8.6", [["", "上年", "今年", "粮食", "8.4", "8.6"]]),
        ("首页|公开|服务", []),
        ("\t甲段。\n\t乙段。\n\t丙段。", []),
        ("甲\t1\n\n\n乙\t2", []),
        ("甲\t1\n乙\t2\t3", []),
    ],
)
def test_runs_of_separated_lines_are_tables(content, tables) -> None:
    """At least two neighbouring lines with the same separators; indents and single lines are none."""
    source = load_text(content, limits=Limits(), name="a")
    assert tables == [[cell.span.of(content) for cell in table.cells] for table in source.tables]


def test_a_caption_above_a_table_is_found() -> None:
    """The line 表1 … above a table is its caption."""
    from duixian.documents.formats.registry import load_source

    _, source = load_source("表1 主要指标\n甲\t1\n乙\t2".encode(), name="a.txt", limits=Limits())
    assert source.tables[0].caption is not None
    assert source.tables[0].caption.of(source.text) == "表1 主要指标"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_text_comes_back_from_utf8(text) -> None:
    """What was encoded is decoded, whatever it says."""
    text = text.lstrip("\ufeff")
    if text.strip():
        assert decode(text.encode(), where="a") == text


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_refused(data) -> None:
    """Decoding has no other outcome than a text without NUL or an error."""
    try:
        outcome = decode(data, where="a")
    except DocumentError as error:
        outcome = error.code
    assert "\0" not in outcome
