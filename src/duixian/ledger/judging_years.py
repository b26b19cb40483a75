"""Put yearly results together where a promise covers several years: sums of work done, products of growth.

In go what keeps a promise and the reported figures; out comes one number for all its years, or why there is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, reduce
from operator import add, mul
from re import Pattern
from typing import Final

from duixian.figures.wording import load_wording
from duixian.ledger.judging_aims import Aim, fit
from duixian.ledger.judging_values import Told, show, show_value, tell, words
from duixian.ledger.matching import measure_of
from duixian.model import Figure, Judgement, Reason
from duixian.quantities import Interval

__all__ = ["accrues", "is_average", "mean", "over_years", "product", "total", "yearly"]

_HUNDRED: Final = Interval.exactly(100)
_ONE: Final = Interval.exactly(1)
_LEVELS: Final = frozenset({"level", "stock"})
_SHOWN_PLACES: Final = Decimal("0.01")


@cache
def _pattern(group: str) -> Pattern[str]:
    return load_wording("changes", folder="ledger").anywhere(group)


def accrues(target: Figure, before: str) -> bool:
    """Tell whether yearly amounts of a promise add up: work done (新建) rather than a level reached (达到).

    Args:
        target: what was promised.
        before: the characters before the number in its clause.

    Example:
        >>> from duixian.reading import read_text
        >>> figures = read_text("新建绿道90公里,PM2.5浓度下降到35微克。").figures
        >>> [accrues(each, "") for each in figures]
        [True, False]
    """
    if target.kind != "amount":
        return False
    measure = measure_of(target)
    if measure in _LEVELS:
        return False
    said = f"{before}|{target.indicator or ''}"
    done = _pattern("accrual").search(said) is not None
    if measure in {None, "flow"}:
        return done and (_pattern("level").search(before) is None or "累计" in said)
    return True


def is_average(target: Figure, before: str) -> bool:
    """Tell whether a promised growth is an average of several years, or a promised amount so much every year.

    Args:
        target: what was promised.
        before: the characters before the number in its clause.

    Example:
        >>> from duixian.reading import read_text
        >>> figures = read_text("收入年均增长6%,PM2.5年均浓度35微克。").figures
        >>> [is_average(each, before) for each, before in zip(figures, ("收入年均增长", "PM2.5年均浓度"))]
        [True, False]
    """
    group = {"growth": "average", "amount": "each_year"}.get(target.kind)
    said = f"{before}|{target.indicator or ''}"
    return group is not None and words().anywhere(group).search(said) is not None


def over_years(
    aim: Aim, reported: Sequence[Figure], *, average: bool, before: str = ""
) -> tuple[Told, tuple[Reason, ...]] | Judgement | None:
    """Put yearly figures together for a promise over several years.

    Args:
        aim: what keeps the promise.
        reported: figures that answer it.
        average: whether the promise is an average of the years.
        before: the characters before the number in its clause.

    Returns:
        One number for all years and how it was made; a judgement where years are missing; ``None`` where the promise
        is about one time, or the answer itself covers several years.

    Example:
        >>> from duixian.ledger.judging_aims import aim_of
        >>> from duixian.reading import read_text
        >>> target, *told = read_text("2023—2024年,新建公园12座。2023年,新建公园5座。2024年,新建公园6座。").figures
        >>> over_years(aim_of(target), told, average=False)[0].shown
        '11座'
    """
    target = aim.figure
    span = target.period
    if span is None or span.first_year == span.last_year or target.kind not in {"growth", "amount"}:
        return None
    first = reported[0].period
    if first is None or first.first_year != first.last_year:
        return None
    if target.kind == "amount" and not average and not accrues(target, before):
        return _level_in_time(aim, reported[0], first.last_year)
    years = range(span.first_year, span.last_year + 1)
    values = yearly(reported, target)
    missing = [year for year in years if year not in values]
    if target.kind == "amount" and not average:
        told, how = total(values, target, years)
        if missing and not (aim.wish == "up" and fit(aim, told) == "kept"):
            return _incomplete(how, missing)
        return told, (how,)
    if missing:
        return _incomplete(None, missing)
    if target.kind == "amount":
        told, how = mean(values, target, years)
    else:
        told, how = product(values, target, years, average=average)
    return told, (how,)


def _level_in_time(aim: Aim, answer: Figure, year: int) -> Judgement | None:
    """Refuse to call a level missed by what it was before it was due."""
    span = aim.figure.period
    told = tell(answer, aim.figure.unit)
    early = span is not None and year < span.last_year
    if early and told is not None and answer.kind == "amount" and fit(aim, told) not in {"kept", "equal"}:
        return _incomplete(None, [span.last_year] if span is not None else [])
    return None


def yearly(reported: Sequence[Figure], target: Figure) -> dict[int, Figure]:
    """Return the figures of single years of the promise's kind, the latest told of each year.

    Example:
        >>> from duixian.reading import read_text
        >>> figures = read_text("2023年,收入增长5%。2024年,收入增长6%。").figures
        >>> [(year, each.text) for year, each in yearly(figures, figures[0]).items()]
        [(2023, '5%'), (2024, '6%')]
    """
    found: dict[int, Figure] = {}
    for figure in reported:
        period = figure.period
        if period is None or period.first_year != period.last_year or figure.kind != target.kind:
            continue
        if tell(figure, target.unit) is not None:
            found[period.last_year] = figure
    return dict(sorted(found.items()))


def total(values: Mapping[int, Figure], target: Figure, years: range) -> tuple[Told, Reason]:
    """Return the sum of yearly figures in the unit of the promise.

    Example:
        >>> from duixian.reading import read_text
        >>> figures = read_text("2023年,新建公园5座。2024年,新建公园6座。").figures
        >>> total(yearly(figures, figures[0]), figures[0], range(2023, 2025))[0].shown
        '11座'
    """
    parts = [told for year in years if year in values and (told := tell(values[year], target.unit)) is not None]
    summed = reduce(add, (part.values for part in parts), Interval.exactly(0))
    stated = sum((part.stated for part in parts if part.stated is not None), Decimal(0))
    plain = all(part.stated is not None and not part.limited for part in parts)
    shown = show_value(stated, target)
    told = Told(summed, stated if plain else None, max((part.step for part in parts), default=Decimal(0)), shown)
    return told, Reason("summed", {**_listed(values, years), "total": shown})


def mean(values: Mapping[int, Figure], target: Figure, years: range) -> tuple[Told, Reason]:
    """Return the average of yearly figures in the unit of the promise.

    Example:
        >>> from duixian.reading import read_text
        >>> figures = read_text("2023年,新建公园5座。2024年,新建公园6座。").figures
        >>> mean(yearly(figures, figures[0]), figures[0], range(2023, 2025))[0].shown
        '5.5座'
    """
    told, how = total(values, target, years)
    count = max(1, sum(year in values for year in years))
    stated = None if told.stated is None else told.stated / count
    shown = show_value(told.point / count, target)
    average = Told(told.values / Interval.exactly(count), stated, told.step, shown, told.limited)
    return average, Reason("averaged", {name: how.values[name] for name in ("years", "values")} | {"average": shown})


def product(values: Mapping[int, Figure], target: Figure, years: range, *, average: bool) -> tuple[Told, Reason]:
    """Return the growth over several years from that of each, or its yearly average (geometric mean).

    Example:
        >>> from duixian.reading import read_text
        >>> figures = read_text("2023年,收入增长5%。2024年,收入增长7%。").figures
        >>> product(yearly(figures, figures[0]), figures[0], range(2023, 2025), average=True)[0].shown
        '6%'
    """
    parts = [told for year in years if year in values and (told := tell(values[year], "%")) is not None]
    times = reduce(mul, (part.values / _HUNDRED + _ONE for part in parts), _ONE)
    stated = reduce(mul, (1 + part.stated / 100 for part in parts if part.stated is not None), Decimal(1))
    count = len(parts)
    if average and count:
        times = times.root(count)
        stated = stated ** (1 / Decimal(count)) if stated > 0 else stated
    growth = (stated - 1) * 100
    rounded = growth.quantize(_SHOWN_PLACES)
    shown = show_value(rounded, target)
    code = "compounded" if average else "compounded-total"
    told = Told((times - _ONE) * _HUNDRED, rounded, _SHOWN_PLACES, shown)
    return told, Reason(code, {**_listed(values, years), "average": shown})


def _listed(values: Mapping[int, Figure], years: range) -> dict[str, str]:
    known = [year for year in years if year in values]
    span = f"{known[0]}—{known[-1]}" if known else ""
    return {"years": span, "values": "、".join(show(values[year]) for year in known)}


def _incomplete(how: Reason | None, missing: Sequence[int]) -> Judgement:
    reasons = [] if how is None else [how]
    reasons.append(Reason("years-missing", {"years": "、".join(map(str, missing))}))
    return Judgement("undecidable", (*reasons, Reason("change-by-report")), late=False, rule="years-missing")
