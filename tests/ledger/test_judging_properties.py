"""What holds for all verdicts: better is never worse, certainty is certain, and units do not matter."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from duixian.ledger.judging_aims import Fit, aim_of, fit
from duixian.ledger.judging_numbers import judge_number
from duixian.ledger.judging_values import Told, tell
from duixian.ledger.reasons import reason_text
from duixian.model import Figure, Period, Span
from duixian.quantities import Interval

ORDER: dict[Fit, int] = {"broken": 0, "unclear": 1, "equal": 2, "kept": 2}
VERDICTS = {"missed": 0, "undecidable": 1, "met": 2}
PLACES = {0: "1", 1: "0.1", 2: "0.01"}


def figure(value: Decimal, *, unit: str = "%", kind: str = "growth", bound: str = "=", places: int = 1) -> Figure:
    """Return a figure as if read from a text."""
    return Figure(
        span=Span(0, 4),
        text=f"{abs(value)}{unit}",
        value=value,
        high=None,
        unit=unit,
        bound=bound,  # type: ignore[arg-type]
        step=Decimal(PLACES[places]),
        kind=kind,  # type: ignore[arg-type]
        indicator="工业产值",
        indicator_id=None,
        of=None,
        role="target",
        period=Period.year(2024),
        scope="self",
        sentence=0,
        confidence=Decimal(1),
    )


def values(places: int = 1) -> st.SearchStrategy[Decimal]:
    """Numbers as reports write them, with some decimal places."""
    return st.decimals(-30, 30, places=places, allow_nan=False, allow_infinity=False)


BOUNDS = st.sampled_from([">", ">=", "<", "<=", "~", "="])


@given(values(), BOUNDS, values(), values(), st.integers(0, 2))
def test_a_better_result_never_gets_a_worse_verdict(
    target: Decimal, bound: str, one: Decimal, two: Decimal, places: int
) -> None:
    """Of two results of the same precision the better one is judged at least as well."""
    promised = figure(target, bound=bound)
    aim = aim_of(promised)
    quantum = Decimal(PLACES[places])
    worse, better = sorted((one.quantize(quantum), two.quantize(quantum)), reverse=aim.wish == "down")

    fits = [fit(aim, _told(figure(each, places=places))) for each in (worse, better)]

    assert ORDER[fits[0]] <= ORDER[fits[1]]


@given(values(), BOUNDS, values(2), st.integers(0, 2), st.sampled_from(["=", "~", ">", ">=", "<", "<="]))
def test_a_decided_verdict_holds_for_every_value_the_result_may_mean(
    target: Decimal, bound: str, result: Decimal, places: int, told_bound: str
) -> None:
    """Kept means that all possible values keep a hard promise, broken that none does."""
    assume(bound != "~")
    aim = aim_of(figure(target, bound=bound))
    reported = figure(result.quantize(Decimal(PLACES[places])), bound=told_bound, places=places)
    told = _told(reported)

    found = fit(aim, told)

    inside = [each in aim.keeps for each in _samples(told.values)]
    if found == "kept":
        assert all(inside)
    if found == "broken":
        assert not any(inside)


@given(values(), BOUNDS, values(2), st.integers(0, 2))
def test_equal_as_stated_is_said_of_equal_numbers_only(
    target: Decimal, bound: str, result: Decimal, places: int
) -> None:
    """The usual reading covers a result that is written like the promised number, and nothing else."""
    aim = aim_of(figure(target, bound=bound))
    told = _told(figure(result.quantize(Decimal(PLACES[places])), places=places))

    if fit(aim, told) == "equal":
        assert told.stated == target


@given(
    st.integers(1, 10**6),
    st.integers(1, 10**6),
    BOUNDS,
    st.sampled_from([("公里", "米", 1000), ("吨", "公斤", 1000), ("公顷", "平方米", 10000)]),
)
def test_the_unit_of_a_result_does_not_matter(
    target: int, result: int, bound: str, units: tuple[str, str, int]
) -> None:
    """The same result in a smaller unit, as precisely stated, gets the same verdict."""
    large, small, worth = units
    promised = figure(Decimal(target), unit=large, kind="amount", bound=bound, places=0)
    one = figure(Decimal(result), unit=large, kind="amount", places=0)
    same = replace(one, value=one.value * worth, step=one.step * worth, unit=small)

    assert judge_number(promised, [one]).verdict == judge_number(promised, [same]).verdict


@given(values(), BOUNDS, values())
def test_every_verdict_can_be_said(target: Decimal, bound: str, result: Decimal) -> None:
    """All reasons of a number's verdict have their values, in both languages, and one says what would change it."""
    found = judge_number(figure(target, bound=bound), [figure(result)])

    assert found.verdict in VERDICTS
    assert all(reason_text(each, "zh") and reason_text(each, "en") for each in found.reasons)
    assert any(each.code.startswith("change-") for each in found.reasons)


@given(st.integers(1, 10**6), st.lists(st.integers(0, 10**5), min_size=3, max_size=3))
def test_yearly_work_adds_up(target: int, done: list[int]) -> None:
    """Counted work of three years is judged by its sum."""
    promised = replace(_count(target), period=Period.year(2021, 2023))
    reported = [replace(_count(each), period=Period.year(2021 + at)) for at, each in enumerate(done)]

    assert judge_number(promised, reported).verdict == ("met" if sum(done) >= target else "missed")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_years_does_not_matter(order: tuple[int, ...]) -> None:
    """Yearly figures may be given in any order."""
    promised = replace(_count(100), period=Period.year(2021, 2023))
    reported = [replace(_count(each), period=Period.year(2021 + at)) for at, each in enumerate((40, 35, 30))]

    found = judge_number(promised, [reported[at] for at in order])

    assert found == judge_number(promised, reported)


def _count(value: int) -> Figure:
    return replace(figure(Decimal(value), unit="个", kind="amount", places=0), indicator="新建泊位")


def _told(reported: Figure) -> Told:
    told = tell(reported, reported.unit)
    assert told is not None
    return told


def _samples(values: Interval) -> list[Decimal]:
    """Return values inside an interval, near its ends and in the middle."""
    low = values.low if values.low is not None else (values.high or Decimal(0)) - 1000
    high = values.high if values.high is not None else (values.low or Decimal(0)) + 1000
    tiny = (high - low) / 1000
    samples = [low, low + tiny, (low + high) / 2, high - tiny, high]
    return [each for each in samples if each in values]
