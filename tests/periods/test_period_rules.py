"""Every row of the words of time reads its own example."""

import pytest

from duixian.model import Period
from duixian.periods import PeriodContext, find_periods
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
