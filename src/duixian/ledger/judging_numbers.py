"""Judge a promised number by a reported one: conversion, arithmetic, verdict and reasons.

In go the promised figure and the reported figures; out comes a judgement whose reasons show the arithmetic in a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from re import Pattern
from typing import Final

from duixian.ledger.judging_aims import Aim, Fit, aim_of, fit
from duixian.ledger.judging_values import CHANGES, Told, show, show_gap, show_value, tell, words
from duixian.ledger.judging_years import over_years
from duixian.model import Figure, Judgement, Reason, Verdict
from duixian.quantities import Interval

__all__ = ["compare", "converted", "judge_number"]

_HUNDRED: Final = Interval.exactly(100)
_ONE: Final = Interval.exactly(1)
_ALIKE: Final = frozenset({"growth", "rate"})
"""涨幅 3.3% may be read as a share or as a change; figures that were linked mean the same."""
_VERDICTS: Final[dict[Fit, Verdict]] = {
    "kept": "met",
    "equal": "met",
    "broken": "missed",
    "unclear": "undecidable",
}
_KIND_NAMES: Final = {
    "amount": "数量",
    "rate": "比率",
    "growth": "增速",
    "points": "百分点的变化",
    "multiple": "倍数",
    "rank": "名次",
}


@cache
def _real_growth() -> Pattern[str]:
    return words().anywhere("real_growth")


def judge_number(
    target: Figure,
    reported: Sequence[Figure],
    *,
    before: str = "",
    average: bool = False,
    base: Figure | None = None,
) -> Judgement:
    """Judge a promised number by the figures that answer it.

    Args:
        target: what was promised.
        reported: the answer first; of a promise over several years possibly one figure a year.
        before: the characters before the number in its clause.
        average: whether the promise is an average of several years (年均).
        base: the starting point of a multiple or of a growth that is reported as a level.

    Example:
        >>> from duixian.reading import read_text
        >>> promised, answer = read_text("收入增长7%以上,收入增长6.2%。").figures
        >>> judge_number(promised, [answer]).verdict
        'missed'
    """
    aim = aim_of(target, before)
    combined = over_years(aim, reported, average=average, before=before)
    if isinstance(combined, Judgement):
        return combined
    if combined is not None:
        told, how = combined
        return compare(aim, told, how)
    answer = converted(target, reported[0], base)
    if isinstance(answer, Reason):
        code = "change-by-report" if answer.code != "needs-base" else "change-by-number"
        return Judgement("undecidable", (answer, Reason(code)), late=False, rule="not-comparable")
    told, how = answer
    estimate = (Reason("estimate"),) if reported[0].role == "estimate" else ()
    return compare(aim, told, how + estimate)


def compare(aim: Aim, told: Told, how: tuple[Reason, ...] = ()) -> Judgement:
    """Judge a reported number by what keeps the promise, with the arithmetic and what would change the verdict.

    Args:
        aim: what keeps the promise.
        told: the reported number in the promise's unit.
        how: how it was derived.

    Example:
        >>> from duixian.reading import read_text
        >>> from duixian.ledger.judging_values import tell
        >>> promised, answer = read_text("失业率控制在5.5%以内,失业率5.1%。").figures
        >>> [reason.code for reason in compare(aim_of(promised), tell(answer, "%")).reasons]
        ['stays-below', 'lower-is-better', 'change-to-missed-above']
    """
    found = fit(aim, told)
    reasons = [_arithmetic(aim, told, found), *how]
    if aim.tolerance is not None:
        width = show_gap(aim.tolerance.width(aim.figure.value), aim.figure)
        reasons.append(Reason("tolerance", {"tolerance": width, "source": aim.tolerance.source}))
    if aim.wish == "down" and not aim.decline and aim.figure.kind != "rank":
        reasons.append(Reason("lower-is-better"))
    reasons.append(_what_would_change(aim, found))
    return Judgement(_VERDICTS[found], tuple(reasons), late=False, rule=_rule(aim, found))


def _rule(aim: Aim, found: Fit) -> str:
    if found == "equal":
        return "equal-as-stated"
    if aim.tolerance is not None:
        return f"{aim.wish}-within-{aim.tolerance.id}"
    return f"{aim.wish}-range" if aim.figure.high is not None else f"{aim.wish}-threshold"


def _arithmetic(aim: Aim, told: Told, found: Fit) -> Reason:
    figure = aim.figure
    sides = {"promised": show(figure), "reported": told.shown}
    if found == "equal":
        return Reason("equal-as-stated", sides)
    if found == "unclear":
        if aim.strict and told.stated == aim.threshold:
            return Reason("equal-not-beyond", sides)
        return Reason("cannot-tell", sides | {"values": _range_text(told.values, figure)})
    kept = found == "kept"
    if figure.kind == "rank":
        return Reason("ranks", sides | {"comparison": "达到" if kept else "没有达到"})
    if figure.high is not None and kept:
        inside = told.stated is None or figure.value <= told.stated <= figure.high
        return Reason("within-range" if inside else "beyond-range", sides)
    if told.stated is None or told.limited:
        return Reason("reached" if kept else "not-reached", sides)
    return _gap(aim, sides, told.stated - aim.promised, kept=kept)


def _gap(aim: Aim, sides: dict[str, str], gap: Decimal, *, kept: bool) -> Reason:
    """Say how far a decided number lies from the promised one."""
    apart = sides | {"gap": show_gap(gap, aim.figure)}
    better = gap >= 0 if aim.wish == "up" else gap <= 0
    if kept and (aim.wish == "hold" or not better):
        return Reason("within-tolerance", sides)
    if aim.wish == "hold":
        return Reason("not-held", apart)
    if gap == 0:
        return Reason("reached" if kept else "equal-not-beyond", sides)
    if aim.wish == "up" or aim.decline:
        return Reason("exceeds" if kept else "falls-short", apart)
    return Reason("stays-below" if kept else "goes-beyond", apart)


def _what_would_change(aim: Aim, found: Fit) -> Reason:
    if found == "unclear":
        return Reason("change-by-precision")
    value = {"value": show_value(aim.threshold, aim.figure)}
    below = aim.wish == "down" and not aim.decline and aim.figure.kind != "rank"
    if aim.wish == "hold":
        value = {"value": _range_text(aim.keeps, aim.figure)}
        return Reason("change-to-met" if found == "broken" else "change-to-missed-outside", value)
    if found == "broken":
        return Reason("change-to-met-below" if below else "change-to-met", value)
    return Reason("change-to-missed-above" if below else "change-to-missed", value)


def _range_text(values: Interval, figure: Figure) -> str:
    if values.low is None or values.high is None:
        end = values.high if values.low is None else values.low
        return "" if end is None else f"{'<' if values.low is None else '>'}{show_value(end, figure)}"
    return f"{show_value(values.low, figure)} 至 {show_value(values.high, figure)}"


def converted(target: Figure, answer: Figure, base: Figure | None) -> tuple[Told, tuple[Reason, ...]] | Reason:
    """Bring a reported figure to kind and unit of the promised one, or say why that cannot be.

    Example:
        >>> from duixian.reading import read_text
        >>> base, promised, answer = read_text("产值20亿元,产值翻一番,产值42亿元。").figures
        >>> told, how = converted(promised, answer, base)
        >>> [str(told.values), how[0].code]
        ['(2.024390243902439024390243902, 2.179487179487179487179487179)', 'derived']
    """
    if target.kind == answer.kind or {target.kind, answer.kind} == _ALIKE:
        told = tell(answer, target.unit)
        if told is None:
            return Reason("unit-differs", {"promised": target.unit or "", "reported": answer.unit or ""})
        return told, ()
    if (target.kind, answer.kind) in {("growth", "multiple"), ("multiple", "growth")}:
        return _between_changes(target, answer)
    return _with_base(target, answer, base)


def _between_changes(target: Figure, answer: Figure) -> tuple[Told, tuple[Reason, ...]]:
    times = _as_times(answer)
    values = times if target.kind == "multiple" else (times - _ONE) * _HUNDRED
    told = Told(values, None, Decimal(0), show(answer))
    return told, ()


def _as_times(figure: Figure) -> Interval:
    """Return how many times its starting point a multiple or a growth comes to."""
    if figure.kind == "multiple":
        told = tell(figure, "倍")
        return Interval(None, None) if told is None else told.values
    told = tell(figure, "%")
    return Interval(None, None) if told is None else told.values / _HUNDRED + _ONE


def _with_base(target: Figure, answer: Figure, base: Figure | None) -> tuple[Told, tuple[Reason, ...]] | Reason:
    sides = {"promised": show(target), "reported": show(answer)}
    pair = (target.kind, answer.kind)
    levels = {("growth", "amount"), ("multiple", "amount"), ("points", "rate")}
    changes = {("amount", "growth"), ("amount", "multiple"), ("rate", "points")}
    if pair not in levels | changes:
        names = {"promised": f"{_KIND_NAMES[target.kind]} {show(target)}"}
        return Reason("kind-differs", names | {"reported": f"{_KIND_NAMES[answer.kind]} {show(answer)}"})
    if base is None or base.kind != (answer.kind if pair in levels else target.kind):
        return Reason("needs-base", sides)
    if pair in levels:
        return _level_as_change(target, answer, base)
    start = tell(base, target.unit)
    if start is None:
        return Reason("unit-differs", {"promised": target.unit or "", "reported": base.unit or ""})
    if target.kind == "rate":
        change = tell(answer, "百分点")
        values = start.values + (Interval(None, None) if change is None else change.values)
    else:
        values = start.values * _as_times(answer)
    return _derived(target, answer, base, values)


def _level_as_change(target: Figure, answer: Figure, base: Figure) -> tuple[Told, tuple[Reason, ...]] | Reason:
    real = target.kind in CHANGES and _real_growth().search(target.indicator or "")
    if real and target.kind == "growth":
        return Reason("real-growth")
    end, start = tell(answer, base.unit), tell(base, base.unit)
    if end is None or start is None:
        return Reason("unit-differs", {"promised": base.unit or "", "reported": answer.unit or ""})
    if target.kind == "points":
        return _derived(target, answer, base, end.values - start.values)
    times = end.values / start.values
    return _derived(target, answer, base, times if target.kind == "multiple" else (times - _ONE) * _HUNDRED)


def _derived(target: Figure, answer: Figure, base: Figure, values: Interval) -> tuple[Told, tuple[Reason, ...]]:
    shown = _range_text(values, target)
    how = Reason("derived", {"reported": show(answer), "base": show(base), "derived": shown})
    return Told(values, None, Decimal(0), shown), (how,)
