"""Outcome targets are linked to the figures that answer them, and not to what only looks like an answer."""

from __future__ import annotations

import itertools

import pytest

from duixian.ledger.dossier import gather
from duixian.ledger.linking import Linker


def _answers(readings, words):
    """Return the texts of the results of the one target whose clause holds the words."""
    (dossier,) = gather(readings)
    linker = Linker(dossier)
    (found,) = [
        (promise, reading.document.id)
        for reading in dossier.readings
        for promise in reading.promises
        if promise.figure is not None and words in reading.document.text[promise.clause.start : promise.clause.end]
    ]
    return [(result.year, result.text) for result in linker.results(*found)]


def test_next_report_answers(make_report):
    """The same indicator and year in the next report is the result."""
    readings = [make_report(2023, plan="一般公共预算收入增长7%。"), make_report(2024, "一般公共预算收入增长6.2%。")]
    assert [(2024, "6.2%")] == _answers(readings, "增长7%")


def test_own_target_of_the_next_year_is_no_result(make_report):
    """What the next report promises for its own year does not answer."""
    readings = [make_report(2023, plan="粮食产量达到40亿斤。"), make_report(2024, plan="粮食产量达到42亿斤。")]
    assert [] == _answers(readings, "40亿斤")


def test_five_year_average_is_no_result(make_report):
    """An average of five years does not answer a year's target."""
    readings = [
        make_report(2020, plan="地区生产总值增长7%。"),
        make_report(2021, "“十三五”时期,地区生产总值年均增长6.1%。"),
    ]
    assert [] == _answers(readings, "增长7%")


def test_level_does_not_answer_growth(make_report):
    """A level in yuan is not compared with a growth target."""
    readings = [make_report(2023, plan="固定资产投资增长7%。"), make_report(2024, "固定资产投资完成260亿元。")]
    assert [] == _answers(readings, "增长7%")


def test_later_revision_comes_after_the_first_report(make_report):
    """What was reported first stands first; the revision is kept behind it."""
    readings = [
        make_report(2022, plan="城镇新增就业5万人。"),
        make_report(2023, "城镇新增就业5.2万人。"),
        make_report(2024, "2022年城镇新增就业5.3万人。2023年城镇新增就业5.6万人。"),
    ]
    assert [(2023, "5.2万人"), (2024, "5.3万人")] == _answers(readings, "5万人")


def test_starting_point_of_the_next_plan_answers(make_report):
    """由240元提高到280元 in next year's plan tells what this year came to."""
    readings = [
        make_report(2023, plan="城乡居民医保补助标准提高到240元。"),
        make_report(2024, plan="城乡居民医保补助标准由240元提高到280元。"),
    ]
    assert [(2024, "240元")] == _answers(readings, "提高到240元")


def test_of_a_change_the_end_is_the_result(make_report):
    """由38%提高到43% answers with 43%."""
    readings = [make_report(2023, plan="污水处理率达到42%。"), make_report(2024, "污水处理率由38%提高到43%。")]
    assert [(2024, "43%")] == _answers(readings, "42%")


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_order_of_documents_does_not_matter(make_report, order):
    """Links are the same whatever order the documents came in."""
    readings = [
        make_report(2022, plan="粮食产量达到40亿斤。"),
        make_report(2023, "粮食产量达到41亿斤。"),
        make_report(2024, "粮食产量达到43亿斤。"),
    ]
    assert [(2023, "41亿斤")] == _answers([readings[at] for at in order], "40亿斤")


@pytest.mark.parametrize(
    ("plan", "words", "review", "found"),
    [
        ("改造市区积水点60处。", "60处", "实施市区积水点改造,完成4处热网互联工程。", []),
        ("新增畜牧养殖小区100个。", "100个", "新增农业专业乡镇12个,新增养殖户3000户。", []),
        ("全年签约落地项目600个。", "600个", "世界500强投资项目签约落地4个。", []),
        ("工业投资占比达到25%。", "25%", "工业和基础设施投资占比达到55%。", []),
        ("建设高标准农田35万亩。", "35万亩", "新建高标准农田20.7万亩。", [(2024, "20.7万亩")]),
        ("改造污水处理厂7座。", "7座", "新建改造污水处理厂8座。", [(2024, "8座")]),
    ],
)
def test_names_and_sizes_decide_what_surroundings_leave_open(make_report, plan, words, review, found):
    """Another thing beside the same words, or a number of another size, is no answer; new works answer works."""
    assert found == _answers([make_report(2023, plan=plan), make_report(2024, review)], words)
