"""A small ledger for tests: two years of a made-up place, drawn by the core.

In goes an organisation; out comes its place with promises that were kept, missed and not reported.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import duixian
from duixian.model import Reading
from duixian_web.accounts.models import Organisation
from duixian_web.ledger.drawing import redraw
from duixian_web.ledger.models import Place, Promise

__all__ = ["SAID", "TOLD", "draw_small_ledger", "ledger_world", "small_readings"]

SAID: Final = (
    "2024年沈阳市政府工作报告\n二、2024年工作安排\n生产总值增长5%以上。\n新建公园12座。\n"
    "一般公共预算收入增长8%以上。\n改造老旧小区30个。\n"
)
TOLD: Final = (
    "2025年沈阳市政府工作报告\n一、2024年工作回顾\n生产总值增长5.2%。\n"
    "一般公共预算收入增长3.1%。\n改造老旧小区30个。\n二、2025年工作安排\n生产总值增长5.5%左右。\n"
)


@cache
def small_readings() -> tuple[Reading, ...]:
    """Return what :data:`SAID` and :data:`TOLD` say."""
    return duixian.read_text(SAID, name="2024.txt"), duixian.read_text(TOLD, name="2025.txt")


def draw_small_ledger(organisation: Organisation) -> Place:
    """Draw the small ledger into an organisation's rows."""
    redraw(organisation, small_readings())
    return Place.objects.get(organisation=organisation)


def ledger_world(organisation: Organisation) -> dict[str, object]:
    """Draw the small ledger; return what addresses of its routes speak of."""
    place = draw_small_ledger(organisation)
    row = Promise.objects.filter(place=place, current=True).order_by("year", "ordinal")[0]
    return {"place": place.pk, "promise": row.pk, "source": row.source_id}
