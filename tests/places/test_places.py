"""Divisions, their parents and their names."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.errors import DefinitionError
from duixian.places import NATION, ancestors, children, division, issuing_place, parent, resolve, scope_place, table
from duixian.places.names import short_name

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "places.toml").read_text(encoding="utf-8"))
FIRST_YEAR, LAST_YEAR = 1980, 2025
ENTRIES = [each for entries in table.load_table().by_code.values() for each in entries if each is not NATION]
YEARS = st.integers(FIRST_YEAR, LAST_YEAR)


def code(found):
    return "" if found is None else found.code


@pytest.mark.parametrize("case", CASES["resolve"], ids=lambda case: "-".join(map(str, case.values())))
def test_a_name_means_a_division(case):
    """Each case's name resolves to its code, within its place and year."""
    assert case["code"] == code(resolve(case["name"], within=case.get("within"), year=case.get("year")))


@pytest.mark.parametrize("case", CASES["issuer"], ids=lambda case: case["text"])
def test_the_issuer_of_a_document(case):
    """Each case's words name the place that speaks."""
    assert case["code"] == code(issuing_place(case["text"], year=case.get("year")))


@pytest.mark.parametrize("case", CASES["scope"], ids=lambda case: case["words"] + case["issuer"])
def test_the_place_that_a_scope_means(case):
    """Each case's words mean a place as seen from the issuer."""
    year = case.get("year")
    assert case["code"] == code(scope_place(case["words"], division(case["issuer"], year), year=year))


def test_no_code_bears_two_names_at_once():
    """The times of one code's names do not overlap."""
    for entries in table.load_table().by_code.values():
        for earlier, later in pairwise(entries):
            assert earlier.until is not None
            assert later.since is not None
            assert earlier.until <= later.since


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_YEAR + 1))
def test_every_division_of_a_year_has_a_parent_in_that_year(year):
    """Counties lie in prefectures or provinces, prefectures in provinces, provinces in the nation."""
    for each in ENTRIES:
        if each.existed(year):
            above = parent(each, year)
            assert above is not None, each
            assert above.existed(year), each
            assert ancestors(each, year)[-1] is NATION


@pytest.mark.parametrize("year", [1980, 1994, 2002, 2012, 2020, 2025])
def test_a_name_within_its_parent_means_its_own_division(year):
    """No two divisions of one parent bear one name in a year, and each is found again by name."""
    for each in ENTRIES:
        if each.existed(year):
            assert resolve(each.name, within=parent(each, year).code, year=year) == each


@given(st.sampled_from(ENTRIES), YEARS)
def test_a_code_leads_back_to_its_division(each, year):
    """A division is found by its code in every year it existed."""
    if each.existed(year):
        assert division(each.code, year) == each


@given(st.text(max_size=60), YEARS)
def test_any_text_may_be_asked(text, year):
    """No text breaks the look-up of issuers, names and scopes."""
    issuing_place(text, year=year)
    resolve(text, year=year)
    scope_place(text, division("210112"))


@pytest.mark.parametrize("year", [1985, 2000, 2020])
def test_children_and_parents_agree(year):
    """A division is among the children of its parent."""
    liaoning = division("210000", year)
    for city in children(liaoning, year):
        assert parent(city, year) == liaoning
        for county in children(city, year):
            assert parent(county, year) == city


def test_the_provinces_are_complete():
    """Today there are 34 divisions of the first level and 333 of the second (台湾 and the special regions without)."""
    provinces = children(NATION)
    assert len(provinces) == 34
    assert sum(child.level == "prefecture" for each in provinces for child in children(each)) == 333


def test_a_list_behind_a_decree_does_not_hide_a_name():
    """A name is found up to two years before the official list first has it."""
    assert code(resolve("达坂城区", year=2001)) == "650107"
    assert resolve("达坂城区", year=1999) is None


@pytest.mark.parametrize(
    "line",
    [
        "21011\t浑南区\t\t",
        "210112\t\t\t",
        "210112\t浑南区",
        "210112\t浑南区\tx\t",
        "210112\t浑南区\t2016\t2014",
        "沈阳市市区\t浑南区\t\t",
    ],
)
def test_a_line_that_breaks_the_grammar_is_named(line):
    """A bad line raises an error with file and line number."""
    with pytest.raises(DefinitionError, match=r"divisions\.tsv, line 7"):
        table._entry(line, 7)


def test_short_names_keep_two_characters():
    """A short name has at least two characters and begins the full name."""
    for each in ENTRIES:
        assert len(each.short_name) >= 2
        assert each.name.startswith(each.short_name)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("新疆维吾尔自治区", "新疆"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("三都水族自治县", "三都"),
        ("东乡族自治县", "东乡族"),
        ("鄂伦春自治旗", "鄂伦春"),
        ("顺河回族区", "顺河"),
        ("神农架林区", "神农架"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("香港特别行政区", "香港"),
        ("郊区", "郊区"),
    ],
)
def test_short_names(name, short):
    """Words for kind and peoples are left out."""
    assert short == short_name(name)


@pytest.mark.corpus
def test_the_places_of_the_corpus_are_known(corpus):
    """Every report's place, as its file is named, is a division of its year."""
    for path in corpus.glob("*-report.md"):
        name, year = path.name.split("-")[:2]
        assert name == "全国" or resolve(name, year=int(year)), path.name
