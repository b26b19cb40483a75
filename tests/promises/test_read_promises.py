"""What holds for the promises of every document, whatever it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.documents import from_text, load
from duixian.figures import read_figures
from duixian.model import Document, Promise
from duixian.promises import read_promises, topics
from duixian.reading import read_text

PIECES = st.sampled_from(
    [
        "一、2024年工作回顾\n",
        "二、2025年工作安排\n",
        "2025年民生实事\n",
        "1.",
        "①",
        "一是",
        "新建",
        "改造",
        "建成",
        "推进",
        "力争",
        "确保",
        "完成",
        "公园",
        "文化馆新馆",
        "12座",
        "增长7%",
        "6月底前",
        "年内",
        "到2027年",
        ",",
        ";",
        "、",
        "。",
        "“晨光”",
        "(",
        ")",
        "全市",
        "其中",
        "同步",
        "让我们紧密",
        "\n",
        " ",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join).filter(str.strip)


def promises_of(document: Document) -> tuple[Promise, ...]:
    """Read the figures and then the promises of a document."""
    return read_promises(document, read_figures(document))


@given(TEXTS)
def test_spans_hold_the_words_and_clauses_cover_them(text: str) -> None:
    """Each promise is tied to the very characters it was read from."""
    document = from_text(text)
    for promise in promises_of(document):
        assert promise.text == promise.span.of(document.text)
        assert promise.clause.covers(promise.span)
        assert promise.form == "outcome" or promise.clause == promise.span
        assert promise.object is None or promise.form == "outcome" or promise.object in document.text


@given(TEXTS)
def test_promises_come_in_text_order_and_once(text: str) -> None:
    """No promise stands there twice, and later words come later."""
    promises = promises_of(from_text(text))
    keys = [(promise.span, promise.form) for promise in promises]

    assert sorted(set(keys)) == keys


@given(TEXTS)
def test_reading_again_yields_the_same(text: str) -> None:
    """Reading is a function of the document, and the order of the figures does not matter."""
    document = from_text(text)
    figures = read_figures(document)

    assert read_promises(document, figures) == read_promises(document, figures[::-1])


@given(TEXTS)
def test_outcomes_are_targets_and_work_has_no_figure(text: str) -> None:
    """The figure of an outcome is a target; every outcome that is dated is measured."""
    for promise in promises_of(from_text(text)):
        assert (promise.form == "outcome") == (promise.figure is not None)
        if promise.figure is not None:
            assert promise.figure.role == "target"
            assert promise.figure in promise.figures
            assert (promise.testability == "measured") == (promise.due is not None)
        assert promise.topic is None or promise.topic in topics()


@given(TEXTS)
def test_a_record_is_plain_json(text: str) -> None:
    """The canonical form of a promise holds JSON values only, and tells where its clause stands."""
    for promise in promises_of(from_text(text)):
        record = promise.record("a.txt")

        assert (record["clause_start"], record["clause_end"]) == (promise.clause.start, promise.clause.end)
        assert {type(value) for value in record.values()} <= {str, int, float, bool, list, type(None)}


@pytest.mark.parametrize(
    "unit",
    [
        "推进改革,",
        "建设道路、",
        "建设道路力争",
        "“建设",
        "①建设公园;",
        "今年力争6月底前建成公园3座,",
        "(建设",
        ";",
        "一是",
    ],
)
def test_long_lines_are_read(unit: str) -> None:
    """A single line of many thousand clauses is read to its end."""
    document = from_text("一、2025年工作安排\n" + unit * (30_000 // len(unit)))

    assert len(promises_of(document)) <= len(document.text)


def test_a_programme_is_explained_by_its_note() -> None:
    """The note whose term the clause names is told with the promise."""
    text = "一、2025年工作安排\n实施“四梁八柱”培育计划,建设青年公寓。\n名词解释\n1.“四梁八柱”:四个园区、八个集群。\n"
    reading = read_text(text)
    first, second = reading.promises

    assert first.programme is not None
    assert first.programme.of(text).startswith("1.“四梁八柱”")
    assert second.programme is None


def test_headings_are_told_outermost_first() -> None:
    """A promise bears the titles of the sections it stands in; they tell the topic where its words do not."""
    text = "一、2025年工作安排\n(一)办好人民满意教育\n建设晨曦东校区。扩建西校区。\n"
    promise = read_text(text).promises[-1]

    assert promise.headings == ("2025年工作安排", "办好人民满意教育")
    assert promise.topic == "education"


def test_a_past_target_in_a_review_is_no_promise() -> None:
    """What the year just ended had aimed at is not promised again."""
    text = (
        "一、2024年工作回顾\n力争实现的全年增长5%目标顺利完成。到2027年力争增长8%。\n二、2025年工作安排\n推进改革。\n"
    )

    assert all(one.figure is None or one.figure.text != "5%" for one in read_text(text).promises)


def test_the_example_district_is_read(root: Path) -> None:
    """A report of the example district yields its targets, its list of a table and its events."""
    document = load(root / "examples" / "source" / "2025-work-report.md")
    promises = promises_of(document)
    by_clause = {promise.clause.of(document.text): promise for promise in promises}

    assert {promise.number for promise in promises if promise.origin == "livelihood"} == set(range(1, 11))
    assert by_clause["区疾控中心新址6月底前启用"].due is not None
    assert by_clause["轨道交通4号线东延段完成铺轨"].testability == "checkable"
    assert not [promise for promise in promises if promise.headings[:1] == ("2024年工作回顾",)]
