"""Every row of the words of time reads its own example."""

import pytest

from duixian.errors import DefinitionError
from duixian.model import Period
from duixian.periods import PeriodContext, find_periods, rules
from duixian.periods.rules import load_rules

RULES = load_rules()
ROWS = [(f"{table}/{row.id}", row) for table, rows in RULES.tables.items() for row in rows]


def mentions(example):
    section = Period.parse(example.section or "2020")
    context = PeriodContext(2021, Period.year(2020), Period.year(2021), section)
    return find_periods(example.sentence, 0, len(example.sentence), context)


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[name for name, _ in ROWS])
def test_each_rule_reads_its_example(name, row):
    """The first mention of the example is the one told, with its period and use."""
    mention = mentions(row.example)[0]
    assert str(mention.period or "") == (row.example.period or "")
    if row.example.found:
        assert mention.wording == row.example.found


@pytest.mark.parametrize("plan", RULES.plans, ids=lambda plan: plan.name)
def test_each_plan_reads_its_example(plan):
    """The example of a plan yields the plan's years, or those of the part it names."""
    assert [str(mention.period) for mention in mentions(plan.example)] == [plan.example.period]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("year", {"id": "x", "example": "x", "words": ["今年"], "offset": 0}),
        ("year", {"id": "x", "example": "x", "words": ["今年"], "anchor": "this", "colour": 1}),
        ("part", {"id": "x", "example": "x", "words": []}),
        ("part", {"words": ["年底"], "example": "x"}),
        ("part", {"id": "x", "example": "x", "words": ["年底"], "use": "until"}),
        ("after", {"id": "x", "example": "x", "words": ["末"], "ahead": "("}),
        ("years", {"id": "x", "example": "x", "before": ["近"], "direction": "sideways"}),
    ],
)
def test_a_row_that_breaks_the_grammar_is_named(table, row):
    """A bad row raises an error that names file, table and row."""
    with pytest.raises(DefinitionError, match=r"relative\.toml"):
        rules._rule("relative.toml", table, row)


def test_a_plan_that_ends_before_it_starts_is_named():
    """A plan with turned years raises an error that names it."""
    row = {"name": "十六五", "first": 2035, "last": 2031, "example": "x", "period": "2031"}
    with pytest.raises(DefinitionError, match="十六五"):
        rules._plan(row)


def test_plans_do_not_overlap():
    """The years of the plans follow one another."""
    years = [year for plan in RULES.plans for year in (plan.first, plan.last)]
    assert years == sorted(set(years))
