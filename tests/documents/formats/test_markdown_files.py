"""Markdown: the content stays as it is; signs that are no words are marks."""

from __future__ import annotations

import pytest

from duixian.documents.formats.markdown import load
from duixian.documents.formats.text import load_text
from duixian.documents.limits import Limits
from duixian.model import SourceText


def read(content: str) -> SourceText:
    source = load(content.encode(), limits=Limits(), name="a.md")
    assert source.text == content
    return source


def blocks(content: str) -> list[tuple[str, int | None, str]]:
    return [(block.kind, block.level, block.span.of(content)) for block in read(content).blocks]


def words(content: str) -> str:
    """Return the text without its marks."""
    source = read(content)
    hidden = {at for mark in source.marks for at in range(mark.start, mark.end)}
    return "".join(char for at, char in enumerate(content) if at not in hidden)


@pytest.mark.parametrize(
    ("content", "block"),
    [
        ("# 一、回顾", ("heading", 1, "一、回顾")),
        ("### 一、回顾 ##", ("heading", 3, "一、回顾")),
        ("##二、目标", ("heading", 2, "二、目标")),
        ("**一、回顾**", ("heading", None, "一、回顾")),
        ("- 增长7%", ("item", None, "增长7%")),
        ("+ 增长7%", ("item", None, "增长7%")),
        ("* 增长7%", ("item", None, "增长7%")),
        ("1.推进项目建设", ("paragraph", None, "1.推进项目建设")),
        ("1. 推进项目建设", ("paragraph", None, "1. 推进项目建设")),
        ("-5%的降幅", ("paragraph", None, "-5%的降幅")),
        ("> 引文增长7%", ("paragraph", None, "引文增长7%")),
        ("[^1]: 一网统管：平台", ("note", None, "[^1]: 一网统管：平台")),
        ("**一、**项目", ("paragraph", None, "**一、**项目")),
        ("#1号线", ("paragraph", None, "#1号线")),
    ],
)
def test_lines_become_blocks(content, block) -> None:
    """Each kind of line, with its signs outside the block."""
    assert blocks(content) == [block]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("增长**7%**。", "增长7%。"),
        ("增长*7%*。", "增长7%。"),
        ("增长__7%__。", "增长7%。"),
        ("代码`7%`。", "代码7%。"),
        ("见[公报](http://a.b/c.html)。", "见公报。"),
        ('见[公报](a.html "标题")。', "见公报。"),
        ("图![a](b.png)增长7%", "图增长7%"),
        ("增长<sup>2</sup>7%", "增长27%"),
        ("31.4（\\*）", "31.4（*）"),
        ("增长&nbsp;7%", "增长7%"),
        ("5*3=15", "5*3=15"),
        ("增长[41]3.1%", "增长[41]3.1%"),
        ("注：*为预计数", "注：*为预计数"),
        ("PM2.5<35微克", "PM2.5<35微克"),
    ],
)
def test_signs_are_marks(content, text) -> None:
    """Emphasis, links, pictures, tags and escapes are marked; what only looks like them is text."""
    assert words(content) == text


def test_references_to_notes_are_marked() -> None:
    """[^1] inside a sentence is the mark of a note; at the start of the note it is part of it."""
    source = read("平台[^1]上线。\n\n[^1]: 平台：系统。")
    assert [mark.of(source.text) for mark in source.note_marks] == ["[^1]"]


def test_front_matter_and_comments_are_furniture() -> None:
    """The head between --- and HTML comments say nothing of the report."""
    assert [kind for kind, _, _ in blocks("---\ntitle: 报告\n---\n\n<!-- 共印9份 -->\n增长7%。")] == [
        "furniture",
        "furniture",
        "paragraph",
    ]


def test_a_comment_that_is_not_closed_is_text() -> None:
    """The report behind a stray sign is not lost."""
    assert "增长7%。" in blocks("<!-- 增长7%。")[0][2]


def test_pipe_tables_are_tables() -> None:
    """Cells are trimmed, the first row is the head, the rule is no row."""
    source = read("表1 指标\n\n| 指标 | 值 |\n|:--|--:|\n| 粮食 | **8.6** |\n\n后文。")
    (table,) = source.tables
    assert [(cell.row, cell.column, cell.header, cell.span.of(source.text)) for cell in table.cells] == [
        (0, 0, True, "指标"),
        (0, 1, True, "值"),
        (1, 0, False, "粮食"),
        (1, 1, False, "**8.6**"),
    ]


def test_rules_and_fences_are_no_blocks() -> None:
    """--- between paragraphs and ``` around lines are no words."""
    assert [text for _, _, text in blocks("甲。\n\n---\n\n```\n乙。\n```\n***")] == ["甲。", "乙。"]


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        "*" * 99_999 + "增长7%",
        "**a " * 30_000,
        "[a](" * 30_000,
        "![" * 50_000,
        "<!--" * 30_000,
        "`" * 100_001,
        "<a" * 50_000,
        "[^a" * 30_000,
        "|a" * 50_000 + "\n" + "|-" * 50_000,
        "> - " * 30_000 + "增长",
        "\\" * 100_000,
    ],
    ids=lambda content: content[:4],
)
def test_hostile_signs_are_read_in_linear_time(content) -> None:
    """A hundred thousand signs that open and never close are read at once (quadratic time would hang here)."""
    assert read(content + "\n增长7%。").blocks[-1].kind == "paragraph"


def test_a_text_without_signs_is_read_as_plain_text() -> None:
    """Markdown without any sign gives the blocks that plain text gives."""
    content = "一、回顾\n\n全年增长7%。\n二、目标\n"
    assert load_text(content, limits=Limits(), name="a").blocks == read(content).blocks
