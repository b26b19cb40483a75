"""Readings are gathered by place, in the order of the years they speak in, each document once."""

from __future__ import annotations

import itertools

import pytest

from duixian.ledger.dossier import delivered, gather, issuer_of
from duixian.reading import read_text


def test_report_speaks_in_the_year_it_plans(make_report):
    """A report that plans 2024 counts for 2024."""
    assert delivered(make_report(2024).document) == 2024


def test_communique_speaks_in_the_year_after_it_reviews():
    """A communiqué of 2021 is told in 2022."""
    text = (
        "某某市2021年国民经济和社会发展统计公报\n\n2022年3月1日\n\n一、综合\n\n全年地区生产总值500亿元,比上年增长8%。"
    )
    assert delivered(read_text(text).document) == 2022


def test_text_without_years_has_no_year():
    """Nothing is guessed where a text tells no year."""
    assert delivered(read_text("道路已经修好。").document) is None


def test_issuer_is_told_by_the_title(make_report):
    """The place in the title is the place that speaks."""
    assert issuer_of(make_report(2024, place="沈阳市").document).code == "210100"


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_order_of_input_does_not_matter(make_report, order):
    """The same dossiers come out whatever order the documents came in."""
    readings = [
        make_report(2024),
        make_report(2025),
        make_report(2023, place="大连市"),
        make_report(2022, place="无名区"),
    ]
    found = gather([readings[at] for at in order])
    assert [("沈阳市", 2), ("大连市", 1)] == [(each.name, len(each.readings)) for each in found[:2]]
    assert [2024, 2025] == [found[0].years[each.document.id] for each in found[0].readings]
    assert found == gather(readings)


def test_same_document_counts_once(make_report):
    """A document given twice, under whatever name, is one."""
    one, two = make_report(2024), make_report(2024)
    assert [1] == [len(each.readings) for each in gather([one, two, one])]


def test_places_outside_the_table_are_kept_apart_by_name(make_report):
    """Two places that no table knows do not share a dossier."""
    found = gather([make_report(2024, place="栖梧区"), make_report(2024, place="云台区")])
    assert {("栖梧区", None), ("云台区", None)} == {(each.name, each.place) for each in found}


def test_documents_that_do_not_tell_their_place_come_last(make_report):
    """They stand together, without a name."""
    found = gather([read_text("2024年,造林5万亩。"), make_report(2024)])
    assert ["沈阳市", None] == [each.name for each in found]


def test_reviewed_years_are_those_some_document_looks_back_upon(make_report):
    """Years between two reports that nobody reports on stay out."""
    (dossier,) = gather([make_report(2021), make_report(2024)])
    assert {2020, 2023} == dossier.reviewed
    assert dossier.newest == 2023


def test_observations_carry_document_and_year(make_report):
    """Each figure is kept with the document that tells it."""
    (dossier,) = gather([make_report(2024, "全市造林5万亩。", "造林6万亩。")])
    assert [(2024, "5万亩"), (2024, "6万亩")] == [(each.year, each.figure.text) for each in dossier.observations]


def test_file_name_tells_the_place_only_where_the_text_does_not():
    """A silent text goes to the place its file is called by; a text that names one keeps it."""
    silent = read_text("政府工作报告\n\n一、2023年工作回顾\n\n造林5万亩。", name="江西省-2024-report.md")
    told = read_text("恩施州政府工作报告\n\n一、2023年工作回顾\n\n造林5万亩。", name="江西省-2023-report.md")
    assert ["江西省", "恩施土家族苗族自治州"] == [each.name for each in gather([told, silent])]
