"""Tell which year 今年 means in a document.

In go the plain text, the year of delivery and the period planned; out comes a year, or ``None`` where nothing tells.
"""

from __future__ import annotations

import re

from duixian.model import Period

__all__ = ["year_spoken_in"]

# 明年主要预期目标是: a report delivered in December; 今年主要预期目标是: one delivered in January. What 到明年 precedes
# is the date of one task, not of the plan.
_AIMS = (
    r"的?(?:[全我][市区省县州])?的?(?:经济|社会|政府|发展|主要|预期|总体|目标|各项|工作)"
    r"[^,。;:\n]{0,12}?(?:目标|要求|工作|任务)"
)
_OF_NEXT_YEAR = re.compile(rf"(?<![到在])明年(?:{_AIMS}|工作)")
_OF_THIS_YEAR = re.compile(rf"今年(?:{_AIMS}|工作)")
_TELLING_TIMES = 2


def year_spoken_in(plain: str, *, delivered: int | None, plans: Period | None) -> int | None:
    """Return the year that 今年 means in a document.

    A report delivered in December plans 明年, one delivered in January 今年, whatever day it was published on.

    Args:
        plain: the whole text in plain form.
        delivered: the year the document is dated.
        plans: the period it plans.

    Example:
        >>> plans = Period.year(2021)
        >>> year_spoken_in("明年发展的主要预期目标是:", delivered=2021, plans=plans)
        2020
        >>> year_spoken_in("今年发展的主要预期目标是:", delivered=2021, plans=plans)
        2021
    """
    if plans is None:
        return delivered
    this, following = len(_OF_THIS_YEAR.findall(plain)), len(_OF_NEXT_YEAR.findall(plain))
    if following > this:
        return plans.first_year - 1
    if this < _TELLING_TIMES and delivered == plans.first_year - 1:
        return delivered
    return plans.first_year
