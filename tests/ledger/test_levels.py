"""Targets of upper and lower levels side by side, and the yearly targets of one indicator."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.ledger.dossier import gather
from duixian.ledger.levels import compare_levels
from duixian.ledger.levels_path import target_path
from duixian.ledger.levels_targets import gap, targets_in_force
from duixian.ledger.reasons import reason_text
from duixian.quantities import Interval
from duixian.reading import read_text

HUNNAN, CITY, PROVINCE = "沈阳市浑南区", "沈阳市", "辽宁省"


def target(place, year, text, quote, due=None):
    return {"place": place, "year": year, "text": text, "quote": quote, "due": due or year}


def growth(place, year, percent):
    return target(place, year, f"{year}年，地区生产总值增长{percent}。", percent)


def rows_of(readings):
    return compare_levels(gather(readings))


def figures(text):
    return read_text(text).figures


def test_a_district_stands_beside_its_city_and_the_city_beside_its_province(promised) -> None:
    """Each target is compared with the next upper place; the province has none above."""
    readings = [promised(growth(*said)) for said in ((PROVINCE, 2024, "5%"), (CITY, 2024, "6%"), (HUNNAN, 2024, "7%"))]
    rows = {row.target.place: row for row in rows_of(readings)}
    assert (rows["浑南区"].upper.place, rows["浑南区"].difference) == (CITY, Interval.exactly(1))
    assert (rows[CITY].upper.place, rows[CITY].ratio) == (PROVINCE, Interval.exactly(Decimal("1.2")))
    assert rows["浑南区"].stance == rows[CITY].stance == "higher"
    assert [reason.code for reason in rows[PROVINCE].reasons] == ["no-upper-target"]


def test_a_level_without_target_is_passed_over(promised) -> None:
    """Where the city states none, the district stands beside the province."""
    rows = rows_of([promised(growth(PROVINCE, 2024, "5%")), promised(growth(HUNNAN, 2024, "5%"))])
    assert [(row.upper.place, row.stance) for row in rows if row.upper] == [(PROVINCE, "equal")]


def test_other_kinds_are_not_subtracted(promised) -> None:
    """An amount beside a growth rate has no difference, and the reason says what each states."""
    city = promised(growth(CITY, 2024, "6%"))
    district = promised(target(HUNNAN, 2024, "2024年，地区生产总值达到800亿元。", "800亿元"))
    (row,) = (row for row in rows_of([city, district]) if row.upper)
    assert (row.difference, row.ratio, row.stance) == (None, None, None)
    assert [reason_text(reason) for reason in row.reasons] == ["上级说的是6%,这里说的是800亿元,不能相减"]


def test_the_newest_document_in_time_counts(promised) -> None:
    """A target revised before its year is over stands in its new value, whatever later documents say of it."""
    readings = [
        promised(target(CITY, 2021, "到2025年，城镇化率达到85%。", "85%", [2021, 2025])),
        promised(target(CITY, 2023, "到2025年，城镇化率达到84%。", "84%", [2023, 2025])),
        promised(target(CITY, 2026, "到2025年，城镇化率达到83%的目标。", "83%", 2025)),
    ]
    (dossier,) = gather(readings)
    assert [each.figure.text for each in targets_in_force(dossier).values()] == ["84%"]


def test_ranges_give_intervals() -> None:
    """The difference of two ranges holds all differences, and a range around the other value is overlapping."""
    own, above = figures("增长5%—6%,增长5.5%。")
    assert gap(own, above).difference == Interval(Decimal("-0.5"), Decimal("0.5"))


def test_sizes_of_declines_are_compared() -> None:
    """More decline is more: 3 % down is half a point above 2.5 % down."""
    own, above = figures("能耗下降3%,能耗下降2.5%。")
    assert gap(own, above).difference == Interval.exactly(Decimal("0.5"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("增长6%,增长0%。", "upper-is-zero"),
        ("投资6亿元,投资3亿美元。", "units-differ"),
        ("增长6%,达到7亿元。", "kinds-differ"),
    ],
)
def test_missing_parts_have_a_reason(text, code) -> None:
    """What cannot be subtracted or divided says why."""
    own, above = figures(text)
    found = gap(own, above)
    assert found.ratio is None
    assert [reason.code for reason in found.reasons] == [code]


def test_measure_words_of_counts_do_not_matter() -> None:
    """10座 and 20个 parks are counted alike; areas are brought to one unit."""
    assert gap(*figures("新建公园10座,新建公园20个。")).difference == Interval.exactly(-10)
    assert gap(*figures("造林30亩,造林1公顷。")).difference == Interval.exactly(15)


PLACED = [(place, percent) for place in (PROVINCE, CITY, HUNNAN) for percent in ("4.5%", "5%左右", "5%—6%", "6%以上")]


@given(said=st.lists(st.sampled_from(PLACED), min_size=1, unique_by=lambda each: each[0]), data=st.data())
def test_the_order_of_documents_changes_nothing(said, data, promised) -> None:
    """Documents in any order and given twice make the same rows."""
    readings = [promised(growth(place, 2024, percent)) for place, percent in said]
    shuffled = data.draw(st.permutations(readings + readings[:1]))
    assert rows_of(shuffled) == rows_of(readings)


@given(said=st.lists(st.sampled_from(PLACED), min_size=1, unique_by=lambda each: each[0]))
def test_records_are_json(said, promised) -> None:
    """A row's record is JSON, with the place in the document of both targets."""
    for row in rows_of([promised(growth(place, 2024, percent)) for place, percent in said]):
        record = json.loads(json.dumps(row.record(), ensure_ascii=False))
        assert record["target"]["text"] == row.target.figure.text
        assert (record["upper"] is None) == (row.upper is None)
        assert all(reason_text(reason, lang) for reason in row.reasons for lang in ("zh", "en"))


def test_a_path_tells_each_step(promised) -> None:
    """Targets of neighbouring years are compared; a year without target leaves the next one without step."""
    years = ((2020, "6%"), (2021, "6%左右"), (2022, "5.5%"), (2024, "5%—6%"))
    (dossier,) = gather([promised(growth(CITY, year, percent)) for year, percent in years])
    path = target_path(dossier, "gdp")
    assert [(each.year, each.step, each.wording) for each in path] == [
        (2020, None, None),
        (2021, "unchanged", "softened"),
        (2022, "lowered", "hardened"),
        (2024, None, None),
    ]
    assert path[-1].reasons[0].code == "no-target-before"
    assert json.dumps([each.record() for each in path], ensure_ascii=False)


def test_a_path_of_an_unknown_indicator_is_empty(promised) -> None:
    """An indicator without targets has no path."""
    (dossier,) = gather([promised(growth(CITY, 2024, "6%"))])
    assert target_path(dossier, "population") == ()
