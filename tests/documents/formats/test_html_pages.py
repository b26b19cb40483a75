"""Web pages: the article is found among the furniture, and reads as a browser shows it."""

from __future__ import annotations

import pytest

from duixian.documents.formats.html import load, sniff
from duixian.documents.limits import Limits
from duixian.model import SourceText

RUNNING = "全年粮食总产量达到8.6万吨，增长2.1%，连续五年增产，保障有力。"
OTHER = "完成造林1.2万亩，治理河道18公里，空气优良天数比例达到88.5%。"


def read(body: str, *, head: str = "") -> SourceText:
    return load(
        f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), limits=Limits(), name="a"
    )


def texts(source: SourceText, *kinds: str) -> list[str]:
    return [block.span.of(source.text) for block in source.blocks if not kinds or block.kind in kinds]


@pytest.mark.parametrize(
    "furniture",
    [
        "<ul><li><a href=1>首页</a></li><li><a href=2>政务公开</a></li></ul>",
        "<nav>首页 | 公开 | 服务，办事，互动，数据，专题，帮助，联系</nav>",
        "<div class='footer'>某县政府办公室主办，地址：和平路8号，邮编：000000，欢迎访问。</div>",
        "<div>当前位置：<a href=1>首页</a> &gt; <a href=2>政府信息公开</a></div>",
        "<div style='display:none'>隐藏的内容，不应读出，增长99%，不应计入。</div>",
        "<div hidden>隐藏的内容，不应读出，增长99%，不应计入。</div>",
        "<script>var a='增长99%，不应读出。'</script><style>p{color:red}</style>",
        "<div class='related'><a href=1>解读：一图读懂报告，增长99%</a><a href=2>新闻发布会，增长98%</a></div>",
        "<!-- 增长99%，注释，不应读出。 -->",
        "<select><option>增长99%，选项，不应读出。</option></select>",
    ],
)
def test_furniture_outside_the_article_is_not_in_the_text(furniture) -> None:
    """Menus, breadcrumbs, feet, hidden parts, scripts and related links are left away."""
    source = read(f"{furniture}<div><p>{RUNNING}</p><p>{OTHER}</p></div>{furniture}")
    assert texts(source) == [RUNNING, OTHER]


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：王小明",
        "扫一扫在手机打开当前页",
        "字号：大 中 小",
        "分享到：微信 微博",
        "共计8000字，预计阅读时长20分钟",
    ],
)
def test_furniture_inside_the_article_is_marked(line) -> None:
    """A line of the site between paragraphs stays in the text as furniture."""
    source = read(f"<div><p>{RUNNING}</p><p>{line}</p><p>{OTHER}</p></div>")
    assert texts(source, "furniture") == [line]


def test_the_title_stands_first_though_it_is_outside_the_article() -> None:
    """A heading of the first level above the article belongs to it, the line of date and source with it."""
    head = "<div><h1>某县政府工作报告</h1><p>发布时间：2024-02-01 来源：县政府办</p></div>"
    source = read(f"{head}<div id=zoom><p>{RUNNING}</p><p>{OTHER}</p></div>")
    assert texts(source, "heading") == ["某县政府工作报告"]
    assert texts(source, "furniture") == ["发布时间：2024-02-01 来源：县政府办"]


def test_the_title_of_the_head_serves_where_the_page_shows_none() -> None:
    """Without a heading the page's title is taken, the site's name cut off."""
    source = read(f"<p>{RUNNING}</p><p>{OTHER}</p>", head="<title>某县政府工作报告_某县人民政府</title>")
    assert texts(source)[0] == "某县政府工作报告"


def test_a_page_laid_out_by_tables_is_no_table() -> None:
    """An article in the cell of a layout table is read as paragraphs."""
    source = read(
        f"<table><tr><td><a href=1>首页</a></td><td><p>{RUNNING * 15}</p><p>{OTHER * 20}</p></td></tr></table>"
    )
    assert source.tables == ()
    assert texts(source) == [RUNNING * 15, OTHER * 20]


def test_a_form_around_the_whole_page_is_no_furniture() -> None:
    """Old sites wrap the page in a form; the article inside is kept."""
    assert texts(read(f"<form action=a><div><p>{RUNNING}</p><p>{OTHER}</p></div></form>")) == [RUNNING, OTHER]


def test_misleading_class_names_do_not_lose_the_article() -> None:
    """Where all running text stands in what is called a sidebar, it is read."""
    blocks = "".join(f"<div class=side><p>{RUNNING}</p></div>" for _ in range(9))
    assert texts(read(blocks)) == [RUNNING] * 9


def test_white_space_is_collapsed_as_browsers_do() -> None:
    """Runs become one space; a source line that breaks between Chinese characters leaves none."""
    source = read("<p>全年\n  预计增长 \t 7%，\n好于预期，work\nreport，稳中有进。</p>")
    assert texts(source) == ["全年预计增长 7%，好于预期，work report，稳中有进。"]


def test_br_begins_a_new_block() -> None:
    """Lines parted by br are paragraphs of their own."""
    assert texts(read(f"<div>{RUNNING}<br>　　{OTHER}<br/><br></div>")) == [RUNNING, OTHER]


def test_entities_become_characters() -> None:
    """Named and numeric references are read."""
    assert "“三个年”&7%" in read(f"<p>&ldquo;三个年&#8221;&amp;7%，{RUNNING}</p>").text


@pytest.mark.parametrize(
    ("raised", "text", "marks"),
    [
        ("工业增长<sup>[2]</sup>7%，", "工业增长[2]7%，", ["[2]"]),
        ("“三大目标”<sup><a href='#n1'>1</a></sup>实现，", "“三大目标”1实现，", ["1"]),
        ("增长5%<sup>③</sup>，", "增长5%③，", ["③"]),
        ("面积3万m<sup>2</sup>，", "面积3万m²，", []),
        ("达到10<sup>4</sup>吨，", "达到10⁴吨，", []),
    ],
)
def test_raised_characters_are_notes_or_exponents(raised, text, marks) -> None:
    """References to notes are marked; exponents become superscripts, so that no number changes."""
    source = read(f"<p>{raised}{RUNNING}</p>")
    assert source.text == text + RUNNING
    assert marks == [mark.of(source.text) for mark in source.note_marks]


def test_headings_have_levels_and_bold_lines_are_headings() -> None:
    """h2 has its level; a short bold line has none."""
    source = read(f"<h2>一、回顾</h2><p><strong>（一）农业</strong></p><p>{RUNNING}</p><p><b>一是</b>{OTHER}</p>")
    kinds = [(block.kind, block.level) for block in source.blocks]
    assert kinds == [("heading", 2), ("heading", None), ("paragraph", None), ("paragraph", None)]


def test_merged_cells_keep_their_place() -> None:
    """Spans of rows and columns move the cells behind them; th and caption are kept."""
    rows = "<tr><th rowspan=2>指标<th colspan=2>数值<tr><th>上年<th>今年<tr><td>粮食<td>8.4<td>8.6"
    source = read(f"<p>{RUNNING}</p><table><caption>表1 主要指标</caption>{rows}</table><p>{OTHER}</p>")
    (table,) = source.tables
    placed = {
        cell.span.of(source.text): (cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells
    }
    assert placed["指标"] == (0, 0, 2, 1)
    assert placed["数值"] == (0, 1, 1, 2)
    assert placed["上年"] == (1, 1, 1, 1)
    assert placed["8.6"] == (2, 2, 1, 1)
    assert [cell.header for cell in table.cells][:4] == [True, True, True, True]
    assert table.caption is not None
    assert table.caption.of(source.text) == "表1 主要指标"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "GBK", "gb18030", "utf-16"])
def test_the_charset_is_found(charset) -> None:
    """By the page's own word or its byte order mark."""
    page = f"<html><head><meta charset='{charset}'></head><body><p>{RUNNING}</p></body></html>"
    assert load(page.encode(charset), limits=Limits(), name="a").text == RUNNING


def test_a_wrong_charset_gives_way_to_the_bytes() -> None:
    """A page that says GBK but is UTF-8 is read as UTF-8."""
    page = f"<html><meta http-equiv=Content-Type content='text/html; charset=us-ascii'><p>{RUNNING}</p>"
    assert load(page.encode(), limits=Limits(), name="a").text == RUNNING


@pytest.mark.parametrize(
    ("data", "is_page"),
    [
        (b"<!DOCTYPE html><p>", True),
        (b"\xef\xbb\xbf\r\n <HTML>", True),
        (b"<?xml version='1.0'?><!-- x --><html xmlns='x'>", True),
        ("\ufeff<html>".encode("utf-16-le"), True),
        (b"<p>growth", False),
        ("正文 <html>".encode(), False),
    ],
)
def test_pages_are_told_by_how_they_begin(data, is_page) -> None:
    """Only what begins as a page is one for sure."""
    assert sniff(data) is is_page
