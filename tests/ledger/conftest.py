"""Readings of invented reports, for the tests of the ledger."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from duixian.model import Reading
from duixian.reading import read_text


def report(year: int, review: str = "", plan: str = "", *, place: str = "沈阳市", problems: str = "") -> Reading:
    """Return the reading of a short work report that reviews the year before and plans ``year``."""
    told = f"我们也清醒地看到,工作中还存在不少问题。{problems}" if problems else ""
    text = (
        f"{year}年{place}政府工作报告\n\n一、{year - 1}年工作回顾\n\n{review}\n\n{told}\n\n"
        f"二、{year}年工作安排\n\n今年经济社会发展的主要预期目标是:{plan}\n"
    )
    return read_text(text, name=f"{place}-{year}.txt")


@pytest.fixture
def make_report() -> Callable[..., Reading]:
    """Make readings of short work reports."""
    return report
