"""What holds for the structure of every document, whatever its text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.documents.formats.text import load_text
from duixian.documents.limits import Limits
from duixian.documents.structure import build_document
from duixian.model import Block, Document, SourceText, Span

LINES = """
一、2020年工作回顾
二、2021年工作安排
(一)坚持改革开放
1.推进改造。全年改造30个。
第一章 总则
第一节 发展基础
①支持企业
专栏1 重大工程
各位代表:
——2021年1月5日在某某区会议上
名词解释
[1]两河:指两条河。
1.两河:指两条河。
2.四好:好。
当前位置:首页 > 新闻
目录
12
今年,我们要新增就业1万人。
过去五年,累计新增6万人。
同时,我们清醒地看到不足。
2021年的主要预期目标是:增长6%;
某某区政府工作报告
收入增长7%[1],支出①增长
“放心办。”的
表1 指标
""".splitlines()
TEXTS = st.one_of(
    st.lists(st.sampled_from(LINES), max_size=24).map("\n".join),
    st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=40)), max_size=12).map("\n".join),
    st.text(alphabet="一二(）、。“”《》：；①[1]年2020五\n \u3000><第章节注", max_size=120),
)


def build(text: str) -> Document:
    """Build a document with one paragraph a line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(Span(at, at + len(line)), "paragraph"))
        at += len(line) + 1
    return build_document(SourceText(text, tuple(blocks)), id="0", name="text", format="text")


@given(TEXTS)
def test_sentences_are_in_order_and_do_not_overlap(text: str) -> None:
    """Each sentence ends before the next begins, and none is empty."""
    sentences = build(text).sentences
    assert all(len(sentence.span) > 0 for sentence in sentences)
    assert all(before.span.end <= after.span.start for before, after in pairwise(sentences))
    assert all(before.paragraph <= after.paragraph for before, after in pairwise(sentences))


@given(TEXTS)
def test_sentences_lie_inside_their_sections(text: str) -> None:
    """A sentence's section covers it, and no later section that covers it is deeper."""
    document = build(text)
    for sentence in document.sentences:
        inner = [index for index, section in enumerate(document.sections) if section.span.covers(sentence.span)]
        assert inner[-1] == sentence.section


@given(TEXTS)
def test_sections_nest_and_are_in_order(text: str) -> None:
    """Sections begin in order; a parent stands before its children, covers them and is on a higher level."""
    sections = build(text).sections
    assert all(before.span.start <= after.span.start for before, after in pairwise(sections))
    for index, section in enumerate(sections):
        if section.parent is not None:
            parent = sections[section.parent]
            assert section.parent < index
            assert parent.span.covers(section.span)
            assert 0 < parent.level < section.level


@given(TEXTS)
def test_the_plain_form_is_as_long_as_the_text(text: str) -> None:
    """Offsets mean the same in both."""
    document = build(text)
    assert len(document.plain) == len(text)


@given(TEXTS)
def test_every_character_is_told_once(text: str) -> None:
    """What is no blank stands in a sentence or in furniture, never in both."""
    document = build(text)
    told = [0] * len(text)
    for span in [*(sentence.span for sentence in document.sentences), *document.furniture]:
        for index in range(span.start, span.end):
            told[index] += 1
    blank = document.plain
    assert all(count == 1 or (count == 0 and not blank[i].strip()) for i, count in enumerate(told))


@given(TEXTS)
def test_notes_hold_their_terms(text: str) -> None:
    """A note's term stands in the plain form of the note."""
    document = build(text)
    for note in document.notes:
        assert note.term is None or note.term.replace(" ", "") in note.span.of(document.plain).replace(" ", "")


@pytest.mark.parametrize("text", ["", "\n", " ", "。", "一、", "(", "12", "目录", "title:", "\ufeff\u200b"])
def test_the_smallest_texts_do_no_harm(text: str) -> None:
    """A text of nearly nothing gives a document of nearly nothing."""
    assert len(build(text).sentences) <= 1


@pytest.mark.parametrize(
    "piece",
    [
        "增",
        "1",
        "。",
        "“。",
        "(一",
        "①",
        "[1",
        "一、\n",
        "2020年",
        "a > ",
        "目录\n一、某\n",
        "1.某:某\n",
        "某市",
        "也看到",
        "。(一)某某某某 ",
    ],
)
def test_a_long_row_of_one_thing_is_read(piece: str) -> None:
    """A hostile text of 100,000 characters passes; a rule that backtracks would hang here."""
    text = piece * (100_000 // len(piece))
    assert len(build(text).plain) == len(text)


def test_text_from_a_loader_and_from_lines_is_the_same() -> None:
    """The text loader makes the blocks these tests make."""
    text = "一、2020年工作回顾\n新增就业1万人。"
    loaded = build_document(load_text(text, limits=Limits(), name="t"), id="0", name="text", format="text")
    assert loaded == build(text)
