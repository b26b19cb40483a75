"""Which year 今年 means."""

import pytest

from duixian.model import Period
from duixian.periods import year_spoken_in

PLANS = Period.year(2021)


@pytest.mark.parametrize(
    ("text", "delivered", "year"),
    [
        ("明年主要预期目标是:收入增长5%。", 2020, 2020),
        ("明年全区经济社会发展的主要目标是:收入增长5%。", 2021, 2020),
        ("做好明年工作,意义重大。", None, 2020),
        ("今年政府工作的总体要求是稳中求进。今年主要目标:增长5%。", 2020, 2021),
        ("今年工作安排如下。力争到明年实现全覆盖目标。", 2021, 2021),
        ("新建学校两所。", 2020, 2020),
        ("新建学校两所。", 2021, 2021),
        ("新建学校两所。", None, 2021),
    ],
)
def test_the_year_is_told_by_what_is_aimed_at(text, delivered, year):
    """明年's aims mean that the year before the planned one speaks; else the date of delivery decides."""
    assert year == year_spoken_in(text, delivered=delivered, plans=PLANS)


def test_the_first_of_several_planned_years_counts():
    """A plan of five years that speaks of next year's aims was delivered the year before its first."""
    assert year_spoken_in("明年主要目标是增长5%。", delivered=None, plans=Period.year(2022, 2026)) == 2021


def test_without_a_plan_the_date_decides():
    """A document that plans nothing speaks in the year it is dated; without date it is unknown."""
    assert year_spoken_in("今年新建学校两所。", delivered=2019, plans=None) == 2019
    assert year_spoken_in("今年新建学校两所。", delivered=None, plans=None) is None
