from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.errors import UsageError
from duixian.ledger.dossier import gather, place_and_year_of_name
from duixian.ledger.panel_extract import extract
from duixian.ledger.panel_series import parse_series
from duixian.ledger.panel_table import Failure, PanelRow, panel, tabulate, unplaced
from duixian.reading import read_text

GDP = parse_series("gdp")


def report(place: str, year: int, *, past: str = "", plan: str = "", name: str | None = None):
    """Return the reading of a small work report."""
    text = f"""{place}政府工作报告

一、{year - 1}年工作回顾
过去一年,各项工作扎实推进。{past}

二、{year}年工作安排
今年工作的总体要求是稳中求进。{plan}
"""
    return read_text(text, name=name or f"{place}-{year}.txt")


def communique_of(growth: str):
    """Return the reading of a communiqué that was published after the report of its year."""
    text = f"云溪市2023年国民经济和社会发展统计公报\n\n2024年3月20日\n\n2023年,全市地区生产总值比上年增长{growth}。\n"
    return read_text(text, name="公报.txt")


def grew(value: str) -> str:
    return f"地区生产总值增长{value},一般公共预算收入增长3%。"


def rows_of(*readings, wanted: str = "gdp", failures=()) -> dict[int, PanelRow]:
    return {row.year: row for row in panel(gather(readings), [wanted], failures=failures)}


def value(statement) -> Decimal | None:
    return None if statement is None else statement.figure.value


@pytest.fixture(scope="module")
def city():
    """Three reports of one city; 2023 is missing."""
    return (
        report("云溪市", 2021, past=grew("3.1%"), plan="预期目标是:" + grew("8%以上")),
        report("云溪市", 2022, past=grew("8.4%"), plan="预期目标是:" + grew("6%左右")),
        report("云溪市", 2024, past=grew("5%"), plan="鉴于形势特殊,没有提出经济增速具体目标。"),
    )


def test_target_result_and_verdict_stand_in_the_row_of_their_year(city) -> None:
    """The target of a year comes from its own report, the result from the next one."""
    row = rows_of(*city)[2021]
    assert (value(row.target), row.target.figure.bound, value(row.result)) == (Decimal(8), ">=", Decimal("8.4"))
    assert row.judgement.verdict == "met"
    assert (row.target.document.name, row.result.document.name) == ("云溪市-2021.txt", "云溪市-2022.txt")


def test_rows_go_from_the_year_before_the_first_document_to_the_last(city) -> None:
    """Every year between is there, also those without documents."""
    assert list(rows_of(*city)) == [2020, 2021, 2022, 2023, 2024]


def test_gaps_have_their_reasons(city) -> None:
    """What no document can tell, what a document does not tell and what it says it sets are different things."""
    rows = rows_of(*city)
    assert {year: row.target_missing for year, row in rows.items()} == {
        2020: "document_missing",
        2021: None,
        2022: None,
        2023: "document_missing",
        2024: "stated_absent",
    }
    assert {year: row.result_missing for year, row in rows.items()} == {
        2020: None,
        2021: None,
        2022: "document_missing",
        2023: None,
        2024: "document_missing",
    }
    assert (rows[2022].judgement.verdict, rows[2022].judgement.rule) == ("undecidable", "no-document")
    document, absence = rows[2024].absence
    assert (document.year, absence.text) == (2024, "没有提出经济增速具体目标")


def test_a_target_without_a_number_is_told_apart_from_silence() -> None:
    """与全国同步 is an aim in words; another report says nothing at all."""
    words = report("云溪市", 2024, plan="预期目标是:地区生产总值增速与全国同步。")
    assert rows_of(words)[2024].target_missing == "stated_in_words"
    assert rows_of(report("云溪市", 2024))[2024].target_missing == "not_stated"


def test_the_newest_target_is_open() -> None:
    """No document looks back upon the year yet."""
    row = rows_of(report("云溪市", 2024, plan="预期目标是:" + grew("6%")))[2024]
    assert (row.judgement.verdict, row.result_missing) == ("open", "document_missing")


def test_what_the_next_report_does_not_mention_is_unreported() -> None:
    """The report is there and silent."""
    row = rows_of(report("云溪市", 2023, plan="预期目标是:" + grew("6%")), report("云溪市", 2024))[2023]
    assert (row.judgement.verdict, row.result_missing) == ("unreported", "not_stated")


def test_averages_and_parts_of_the_place_are_no_results() -> None:
    """Neither an average of five years nor a zone's growth is the place's growth in the year."""
    past = "五年来,地区生产总值年均增长6.8%。高新区地区生产总值增长11%。"
    assert rows_of(report("云溪市", 2024, past=past))[2023].result is None


def test_the_list_of_aims_is_preferred_to_a_later_chapter() -> None:
    """The figure that stands beside most other indicators is taken."""
    plan = "开发区要率先突破,力争地区生产总值增长9%。\n\n主要预期目标是:" + grew("6.5%")
    assert value(rows_of(report("云溪市", 2024, plan=plan))[2024].target) == Decimal("6.5")


def test_a_value_reported_otherwise_later_is_a_revision() -> None:
    """First reported stays first; the communiqué's other number is listed with its source."""
    communique = communique_of("5.3%")
    row = rows_of(communique, report("云溪市", 2024, past="预计2023年" + grew("5%")))[2023]
    assert (value(row.result), row.result.figure.role) == (Decimal(5), "estimate")
    assert [(each.figure.value, each.document.name) for each in row.revisions] == [(Decimal("5.3"), "公报.txt")]


def test_the_same_value_told_again_is_no_revision() -> None:
    """Only what differs is a revision."""
    communique = communique_of("5%")
    assert rows_of(communique, report("云溪市", 2024, past=grew("5%")))[2023].revisions == ()


@pytest.mark.parametrize(
    ("first", "later", "revised"),
    [("5%", "5.3%", True), ("5.28%", "5.3%", False), ("5.3%", "5%以上", False), ("4.8%", "5%以上", True)],
)
def test_a_rounded_value_is_no_revision(first: str, later: str, revised: bool) -> None:
    """Who says the known number more roughly revises nothing; who says more or other does."""
    row = rows_of(communique_of(later), report("云溪市", 2024, past=grew(first)))[2023]
    assert revised is bool(row.revisions)


def test_an_earlier_plan_serves_where_the_year_itself_is_silent() -> None:
    """A five-year plan's number for its last year is taken where the year's report states none."""
    plan = read_text(
        "云溪市国民经济和社会发展第十四个五年规划纲要\n第一章 目标\n到2025年,森林覆盖率达到42%。", name="纲要.txt"
    )
    silent = rows_of(plan, report("云溪市", 2025), wanted="forest-coverage")[2025]
    assert (value(silent.target), silent.target.document.name) == (Decimal(42), "纲要.txt")
    own = report("云溪市", 2025, plan="今年,森林覆盖率达到43%。")
    spoken = rows_of(plan, own, wanted="forest-coverage")[2025]
    assert (value(spoken.target), [value(each) for each in spoken.target_changes]) == (Decimal(43), [Decimal(42)])


def test_an_unreadable_document_is_told_as_such() -> None:
    """Place and year come from its name; what it should tell is unreadable, not unstated."""
    failure = Failure("沈阳市-2024-政府工作报告.pdf", "no text")
    rows = rows_of(report("沈阳市", 2023, plan="预期目标是:" + grew("6%")), failures=[failure])
    assert (rows[2024].target_missing, rows[2023].result_missing) == ("unreadable", "unreadable")
    assert rows[2023].failures == rows[2024].failures == (failure,)
    assert (rows[2023].code, rows[2023].judgement.verdict) == ("210100", "undecidable")


def test_an_unreadable_copy_beside_a_readable_one_hides_nothing(city) -> None:
    """Where another document tells, the failure does not matter."""
    failure = Failure("沈阳市-2023.pdf", "no text")
    row = rows_of(report("沈阳市", 2023, plan="预期目标是:" + grew("6%")), failures=[failure])[2023]
    assert (row.target_missing, row.failures) == (None, ())


@pytest.mark.parametrize(
    ("name", "place", "year"),
    [
        ("沈阳市-2016-report.md", "沈阳市", 2016),
        ("reports/辽宁省/2015年执行情况和2016年计划.docx", "辽宁省", 2016),
        ("全国-2008.txt", "中华人民共和国", 2008),
        ("2008年政府工作报告.txt", None, 2008),
        ("扫描件.pdf", None, None),
    ],
)
def test_names_of_files_tell_place_and_year(name: str, place: str | None, year: int | None) -> None:
    """A name may tell both, one, or nothing."""
    found, told = place_and_year_of_name(name)
    assert (place, year) == (None if found is None else found.name, told)


def test_a_document_that_does_not_tell_its_place_takes_it_from_its_name() -> None:
    """The row says so; a document that tells nothing stands in no row."""
    text = "政府工作报告\n一、2023年工作回顾\n2023年,全省地区生产总值增长5%。\n二、2024年工作安排\n稳中求进。"
    extracts = [extract(read_text(text, name=name), [GDP]) for name in ("江西省-2024.txt", "报告.txt")]
    named, nameless = (each.document for each in extracts)
    assert (named.place, named.place_from) == ("江西省", "name")
    assert nameless.place is None
    assert unplaced(extracts[1:]) == (nameless,)
    assert tabulate(extracts[1:], [GDP]) == ()


def test_renamed_places_are_one_and_namesakes_are_two() -> None:
    """A place goes by its newest name; two of one name get the place above before it."""
    renamed = [report("襄樊市", 2009, plan=grew("6%")), report("襄阳市", 2012, plan=grew("7%"))]
    assert {row.place for row in panel(gather(renamed), ["gdp"])} == {"襄阳市"}
    namesakes = [report("南京市鼓楼区", 2024), report("徐州市鼓楼区", 2024)]
    assert {row.place for row in panel(gather(namesakes), ["gdp"])} == {"江苏省南京市鼓楼区", "江苏省徐州市鼓楼区"}


def test_several_indicators_come_in_the_order_asked_for(city) -> None:
    """One place after the other, in it one series after the other, each once."""
    rows = panel(gather(city), ["general-public-budget-revenue", "gdp", "gdp:growth"])
    assert list(dict.fromkeys(str(row.series) for row in rows)) == [
        "general-public-budget-revenue:growth",
        "gdp:growth",
    ]


def test_an_unknown_indicator_is_refused(city) -> None:
    """No panel is better than a panel of something else."""
    with pytest.raises(UsageError):
        panel(gather(city), ["gpd"])


def test_no_documents_make_no_rows() -> None:
    """Nothing in, nothing out."""
    assert panel([], ["gdp"]) == ()


@given(data=st.data())
def test_the_order_of_documents_does_not_matter(city, data) -> None:
    """Any order, with repetitions, gives the same panel."""
    extracts = [extract(reading, [GDP]) for reading in city]
    shuffled = data.draw(st.lists(st.sampled_from(extracts), max_size=8)) + data.draw(st.permutations(extracts))
    assert tabulate(shuffled, [GDP]) == tabulate(extracts, [GDP])


def test_the_same_document_twice_counts_once(city) -> None:
    """Also under another name; it stands under the name that sorts first."""
    copy = replace(city[0], document=replace(city[0].document, name="副本-2021.txt"))
    assert rows_of(*city, copy).keys() == rows_of(*city).keys()
    assert rows_of(*city, copy)[2021].target.document.name == rows_of(copy, *city)[2021].target.document.name


@given(st.integers(1, 3), st.integers(1, 120))
def test_a_later_document_only_adds_to_what_it_tells_of(city, years: int, tenths: int) -> None:
    """Targets and first results that were known stay as they were."""
    later = report("云溪市", 2024 + years, past=grew(f"{tenths / 10}%"))
    before, after = rows_of(*city), rows_of(*city, later)
    for year, row in before.items():
        assert after[year].target == row.target
        assert row.result is None or after[year].result == row.result
