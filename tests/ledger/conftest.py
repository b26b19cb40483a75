"""Readings of invented reports, for the tests of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from duixian.model import Firmness, Period, Promise, Reading, Span
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


@pytest.fixture(scope="session")
def promised() -> Callable[[Mapping[str, Any]], Reading]:
    """Make readings in which one promise is marked by hand; ``cases/changes.toml`` tells the keys.

    So what is done with promises is tested apart from how they are read.
    """
    return mark_promise


STRENGTH: Mapping[str, Firmness] = {"确保": "firm", "力争": "strive", "推进": "explore"}


def mark_promise(said: Mapping[str, Any]) -> Reading:
    year, place = said["year"], said.get("place", "")
    review = said.get("review", "各项工作平稳推进。")
    opening = f"{place}{year}年政府工作报告\n\n一、{year - 1}年工作回顾\n\n{review}\n\n二、{year}年工作安排\n\n"
    reading = read_text(f"{opening}{said['text']}\n", name=f"{place}{year}.txt")
    if "quote" not in said:
        return replace(reading, promises=())
    at = reading.document.text.index(said["quote"], len(opening))
    span = Span(at, at + len(said["quote"]))
    work = said.get("object")
    clause = span if work else Span(len(opening), len(opening) + len(said["text"]) - 1)
    figures = tuple(each for each in reading.figures if clause.covers(each.span))
    figure = None if work else next(each for each in figures if span.overlaps(each.span))
    due = said["due"] if isinstance(said["due"], list) else [said["due"]]
    promise = Promise(
        span=span if figure is None else figure.span,
        text=said["quote"],
        clause=clause,
        form="work" if work else "outcome",
        origin="text",
        figure=figure,
        figures=figures,
        action=None,
        object=work,
        headings=(),
        topic=None,
        period=Period.year(due[0], due[-1]),
        due=Period.year(due[-1]),
        firmness=STRENGTH.get(said.get("strength", ""), "firm"),
        firmness_text=said.get("strength"),
        testability=said.get("testability") or ("checkable" if work else "measured"),
    )
    return replace(reading, promises=(promise,))
