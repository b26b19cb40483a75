"""Livelihood lists are promises item by item, however they are set."""

from __future__ import annotations

import pytest

from duixian.documents import from_text
from duixian.documents.load import load
from duixian.model import Promise
from duixian.promises.livelihood import is_list_title
from duixian.reading import read_document, read_text

PLAN = "一、2025年工作安排\n完善公交线网。\n"


def listed(promises: tuple[Promise, ...]) -> list[tuple[int | None, str]]:
    """Return number and words of the promises from livelihood lists."""
    return [(promise.number, promise.text) for promise in promises if promise.origin == "livelihood"]


def test_numbered_lines_under_a_heading() -> None:
    """Each numbered line is an item; one without verb and number is a promise whole."""
    text = (
        PLAN
        + "2025年民生实事\n1.新建社区食堂5家。\n2.打通断头路3条,安装路灯200盏。\n3.晨曦中学新校区的操场向居民敞开。\n"
    )

    assert listed(read_text(text).promises) == [
        (1, "5家"),
        (2, "3条"),
        (2, "200盏"),
        (3, "晨曦中学新校区的操场向居民敞开"),
    ]


def test_numbers_on_lines_of_their_own() -> None:
    """A number on a line before the item, as copied tables have it, numbers the item."""
    text = (
        PLAN
        + "2025年民生实事\n序号\n事 项\n1\n新建社区食堂5家。\n2\n改造提升青禾公园,增设座椅。\n【注释】\n1.青禾:地名。\n"
    )

    assert listed(read_text(text).promises) == [(1, "5家"), (2, "改造提升青禾公园"), (2, "增设座椅")]


def test_numbered_headings_behind_an_unnumbered_one() -> None:
    """Items that look like headings of their own still belong to the list."""
    text = (
        PLAN
        + "2025年市政府三件实事\n一、建设一批学校。新建小学2所。\n"
        + "二、改善出行。开通公交线路4条。\n三、安全饮水。改造水厂1座。\n"
    )

    assert {number for number, _ in listed(read_text(text).promises)} == {1, 2, 3}


def test_the_outcomes_of_an_item_share_its_figures() -> None:
    """Each outcome of an item knows all figures of the item."""
    text = PLAN + "2025年民生实事\n1.打通断头路3条,安装路灯200盏。\n2.新建社区食堂5家。\n"
    outcomes = [promise for promise in read_text(text).promises if promise.number == 1]

    assert [[figure.text for figure in promise.figures] for promise in outcomes] == [["3条", "200盏"]] * 2


def test_the_rows_of_a_table() -> None:
    """Each row is an item, with its serial number and the date of its column."""
    text = (
        "# 工作报告\n\n## 一、2025年工作安排\n\n完善公交线网。\n\n## 2025年十件民生实事\n\n"
        "| 序号 | 项目名称 | 年度目标 | 牵头单位 | 完成时限 |\n|---|---|---|---|---|\n"
        "| 1 | 学位扩容 | 投用新建学校2所,新增学位900个 | 教育局 | 8月底 |\n"
        "| 2 | 推窗见绿 | 青禾公园二期建成开放 | 园林局 | 10月底 |\n"
    )
    promises = read_document(load(text.encode(), name="报告.md")).promises
    rows = [promise for promise in promises if promise.origin == "livelihood"]

    assert [(one.number, one.text, str(one.due)) for one in rows] == [
        (1, "2所", "2025-08"),
        (1, "900个", "2025-08"),
        (2, "青禾公园二期建成开放", "2025-10"),
    ]
    assert {one.sentence for one in rows} == {None}


def test_targets_in_a_table_of_a_plan() -> None:
    """A figure of a target column is a promise whose clause is its row."""
    text = (
        "# 澄宁区国民经济和社会发展第十四个五年规划纲要\n\n## 一、发展目标\n\n"
        "| 指标 | 2020年 | 2025年目标 |\n|---|---|---|\n| 森林覆盖率(%) | 31.2 | 33 |\n"
    )
    reading = read_document(load(text.encode(), name="纲要.md"))
    found = [promise for promise in reading.promises if promise.origin == "table"]

    assert [(one.text, one.object, one.testability) for one in found] == [("33", "森林覆盖率", "measured")]
    assert "森林覆盖率" in found[0].clause.of(reading.document.text)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("2025年十件民生实事", True),
        ("附件:2025年民生实事项目清单", True),
        ("2024年十件实事完成情况", False),
        ("推进民生实事工程建设,增进群众福祉", False),
        ("坚持实事求是", False),
    ],
)
def test_the_title_of_a_list(title: str, told: bool) -> None:
    """Headings over lists are told from those that only speak of such things."""
    assert is_list_title(title) is told


def test_a_list_of_what_was_done_promises_nothing() -> None:
    """The list that a review tells is not promised again."""
    text = "一、2024年工作回顾\n办好三件民生实事:①新建社区食堂6家;②打通断头路3条。\n" + PLAN.replace("一、", "二、")

    assert listed(read_text(text).promises) == []


def test_a_document_without_sections_is_read() -> None:
    """Neither list nor section: nothing is promised, nothing fails."""
    assert read_document(from_text("新建")).promises == ()
