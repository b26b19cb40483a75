"""The cases of ``tests/cases/paces.toml`` come as far as they should."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.ledger.pace import pace, runs_years
from duixian.ledger.reasons import reason_text
from duixian.model import Observation, Pace, Period, Promise, Span
from duixian.reading import read_text

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "paces.toml").read_text(encoding="utf-8"))["case"]


def paced(case: dict[str, Any]) -> Pace:
    """Compute the pace of a case."""
    clause = case["promised"]
    period = Period.parse(case["due"])
    end = Period(period.end, period.end)
    *bases, read = read_text(clause + "。").figures
    target = replace(read, period=end if case.get("level") else period, role="target")
    made = period.first_year
    observations = [Observation("plan", made, target)]
    observations += [
        Observation("plan", made, replace(each, role="reference", period=None, indicator=target.indicator))
        for each in bases
    ]
    for text in case["told"]:
        time, _, words = text.partition(":")
        told = Period.parse(time)
        figure = replace(read_text(words + "。").figures[-1], period=told, role="actual")
        observations.append(Observation(f"report {told.last_year}", told.last_year + 1, figure))
    promise = Promise(
        target.span,
        target.text,
        Span(0, len(clause)),
        "outcome",
        "text",
        target,
        (target,),
        None,
        None,
        (),
        None,
        period,
        end,
        "firm",
        None,
        "measured",
    )
    return pace(promise, observations, until=case.get("until"), clause=clause)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_target_of_years_has_its_pace(case: dict[str, Any]) -> None:
    """Class, shares, need and reasons are as the case says."""
    found = paced(case)
    said = " ".join(reason_text(reason) for reason in found.reasons)

    assert found.pace == case["pace"], said
    assert case.get("says", "") in said
    assert all(reason_text(reason, "en") for reason in found.reasons)
    if "time" in case:
        assert found.time_share == Decimal(case["time"])
    if "way" in case:
        assert found.way_share == tuple(map(Decimal, case["way"]))
    if "needed" in case:
        assert ("" if found.needed is None else str(found.needed)) == case["needed"]


def test_cases_of_paces_have_names_of_their_own() -> None:
    """No two cases share a name."""
    names = [case["name"] for case in CASES]

    assert len(set(names)) == len(names)


def test_a_promise_without_a_number_says_so() -> None:
    """Nothing is skipped in silence."""
    due = Period.year(2025)
    promise = Promise(
        Span(0, 2),
        "建成",
        Span(0, 2),
        "work",
        "text",
        None,
        (),
        None,
        None,
        (),
        None,
        due,
        due,
        "firm",
        None,
        "checkable",
    )

    found = pace(promise, [], until=None)

    assert (found.pace, found.reasons[0].code) == ("undecidable", "pace-no-number")
    assert runs_years(promise, 2021)
    assert not runs_years(promise, None)


@given(st.integers(0, 400), st.integers(0, 400))
def test_more_work_done_is_never_a_worse_pace(one: int, two: int) -> None:
    """Of two sums the larger one has at least as good a class."""
    order = {"behind": 0, "on-track": 1, "fast": 2, "ahead": 3}
    less, more = sorted((one, two))
    case = {"promised": "累计改造老旧小区180个", "due": "2021/2025"}

    paces = [paced(case | {"told": [f"2021/2023:改造老旧小区{each}个"]}).pace for each in (less, more)]

    assert order[paces[0]] <= order[paces[1]]


@given(st.decimals(60, 80, places=1, allow_nan=False))
def test_the_share_of_the_way_holds_the_one_as_written(now: Decimal) -> None:
    """Rounding opens the share to both sides of the plain quotient."""
    case = {"promised": "城镇化率由64.0%提升至68.0%", "due": "2021/2025", "level": True}

    found = paced(case | {"told": [f"2023:城镇化率{now}%"]})

    assert found.way_share is not None
    low, high = found.way_share
    assert low <= ((now - 64) / 4) <= high
