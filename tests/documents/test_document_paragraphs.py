"""Paragraphs of prints that broke their lines, and the plain form where what is blanked overlaps."""

from __future__ import annotations

import pytest

from duixian.documents import from_text
from duixian.documents.paragraphs import Paragraph, blanked, unwrap, without_contents, without_lumps
from duixian.documents.plain import plain_text
from duixian.model import Span

WIDTH = 20
PROSE = (
    "各街道坚持把居民的小事当作自己的大事来办,挨家挨户走访,听取大家对改造方案的意见,并及时把结果告诉大家,"
    "让好事真正办到心坎上,一年来满意度持续提高,投诉数量逐月下降,各项服务得到普遍认可,全区新建幼儿园6所,"
    "扩建小学4所,改造卫生站9个,建成社区食堂14个,新增停车泊位3200个,整治背街小巷57条,更新老旧电梯81部,"
    "新装路灯460盏,为困难家庭送去温暖,居民都说日子越来越有盼头,街区越来越整洁,出门就有公园,看病不用远行,"
    "孩子在家门口就能上学,老人在社区里就能吃上热饭,邻里之间也更加和睦,夜里回家的路都亮堂起来了。"
)


def lines_of(plain: str) -> list[Paragraph]:
    """Return one paragraph a line."""
    found, at = [], 0
    for line in plain.split("\n"):
        found.append(Paragraph(Span(at, at + len(line)), line, "paragraph"))
        at += len(line) + 1
    return found


def wrapped(prose: str) -> str:
    """Break a text after every so many characters, as a print does."""
    return "\n".join(prose[at : at + WIDTH] for at in range(0, len(prose), WIDTH))


def test_lines_of_one_width_are_joined() -> None:
    """A text whose lines all end in mid-sentence at one width is one paragraph; its breaks are blanks."""
    plain = wrapped(PROSE)

    joined, breaks = unwrap(lines_of(plain), plain)

    assert [line.text for line in joined] == [plain.replace("\n", " ")]
    assert len(breaks) == plain.count("\n")
    assert {span.of(plain) for span in breaks} == {"\n"}


def test_lines_of_one_width_are_apart_where_a_blank_line_stands_between() -> None:
    """A blank line ends a paragraph, also of a print whose lines are all broken."""
    tight = wrapped(PROSE.replace(",", "里"))
    loose = tight.replace("\n", "\n\n")
    lines = [line for line in lines_of(loose) if line.text]

    assert len(unwrap(lines_of(tight), tight)[0]) == 1
    assert unwrap(lines, loose) == (lines, [])


@pytest.mark.parametrize("cut", [5, 11, 15], ids=["few lines", "one line too few", "enough lines"])
def test_a_width_needs_many_lines(cut: int) -> None:
    """A handful of lines says nothing of the width of a print; short lists of places stay apart."""
    plain = "\n".join(["城区街道社区楼院公园广场学校医院市场车站"] * cut)

    joined, _ = unwrap(lines_of(plain), plain)

    assert len(joined) == (1 if cut >= 12 else cut)


def test_lines_of_many_widths_stay_apart() -> None:
    """Lines that end without a stop, but each somewhere else, are a list and no print."""
    plain = "\n".join("城区街道社区楼院" * size for size in range(2, 20))

    assert len(unwrap(lines_of(plain), plain)[0]) == 18


def test_a_figure_broken_by_the_width_is_one_sentence() -> None:
    """Number and unit on two lines of a print stand in one sentence of the document."""
    document = from_text("一、2024年工作回顾\n" + wrapped(PROSE))

    assert document.sentences[1].span.of(document.text).replace("\n", "") == PROSE
    assert "\n" not in document.sentences[1].span.of(document.plain)


def test_cutting_a_lump_keeps_each_character_at_its_place() -> None:
    """The pieces of a paragraph that lost its line breaks are the characters of their spans; blank ones are dropped."""
    text = "一、工作回顾。" + "新建学校。" * 300 + " \u3000二、工作安排。" + "改造道路。" * 20 + "  "
    pieces = without_lumps([Paragraph(Span(0, len(text)), text, "paragraph")])

    assert [piece.span.of(text) for piece in pieces] == [piece.text for piece in pieces]
    assert [piece.text[:6] for piece in pieces] == ["一、工作回顾", "二、工作安排"]
    assert "".join(piece.text for piece in pieces) == "".join(text.split())


def test_a_name_of_contents_without_entries_stays() -> None:
    """目录 whose first entry never stands again behind it is a line like others."""
    lines = lines_of("目录\n一、工作回顾\n新建学校。")

    assert without_contents(lines) == (lines, [])


SPANS = [Span(1, 4), Span(2, 3), Span(3, 5), Span(7, 8)]


@pytest.mark.parametrize("spans", [SPANS, SPANS[::-1]], ids=["sorted", "reversed"])
def test_spans_may_overlap_where_they_are_blanked(spans: list[Span]) -> None:
    """Overlapping marks, in any order, are blanked once and the length stays."""
    assert blanked("增长约百分之七八", spans) == "增    之七 "
    assert plain_text("增长约百分之七八", spans) == "增    之七 "
