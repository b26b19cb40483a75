"""Judge a promise by a sentence that reports on it: built, under way, put off.

In go the words of a promise and of the reporting clause; out comes a judgement. The stages of a piece of work stand in
``works.toml``, other telling words in ``judging.toml``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from re import Pattern
from typing import Final

from duixian.documents.plain import fold
from duixian.ledger.judging_aims import aim_of
from duixian.ledger.judging_numbers import compare
from duixian.ledger.judging_values import Told, factor_between, scaled, show, words
from duixian.ledger.wording import tokens
from duixian.ledger.works_stages import Stage, failure_in, promised_stage, reported_stage
from duixian.model import Figure, Judgement, Promise, Quantity, Reason, Verdict
from duixian.quantities import Interval, find_quantities, interval

__all__ = ["all_or_part", "is_datable", "judge_count", "judge_words", "kept_parts"]

_UNDER_WAY: Final = 3
_COMPLETED: Final = 5
_STARTED: Final = 2
_FEW: Final = 10
_PROJECT: Final = "building"
_SOFT: Final = "bettering"
_EVENT: Final = "event"
_SAID_CHARACTERS: Final = 24
_WHOLE_PERCENT: Final = 100
_NAMED_SHARE: Final = Decimal("0.5")
_MARK: Final = re.compile(r"\[\^?\d{1,3}\]")


@cache
def _pattern(name: str) -> Pattern[str]:
    return words().anywhere(name)


def judge_words(promised: str, told: str) -> Judgement:
    """Judge a piece of work by the clause that reports on it.

    Words of failure decide first, then words that still plan, then words that tell of a part; else the stage reached
    is set beside the stage promised.

    Args:
        promised: the clause that commits.
        told: the clause that reports.

    Example:
        >>> judge_words("图书馆年内建成开放", "图书馆主体工程完工").verdict
        'partly'
        >>> judge_words("启动图书馆建设", "图书馆加快建设").verdict
        'met'
    """
    promised, told = fold(promised), fold(told)
    wish = Reason("change-by-words", {"words": _wanted_words(promised)})
    failure = failure_in(told)
    if failure is not None:
        return _judged("missed", "told-not-done", _around(told, failure), wish, rule="words-failure")
    planned = _pattern("planned").search(told)
    if planned:
        return _judged("missed", "told-planned", _around(told, planned.group()), wish, rule="words-planned")
    if _pattern("multiple").search(promised) and not _pattern("multiple").search(told):
        return _judged("undecidable", "told-not-how-many-times", _short(told), wish, rule="words-multiple")
    if goal := _pattern("goal_kept").search(told):
        return _judged("met", "told-done", _around(told, goal.group()), rule="words-goal")
    part = _pattern("in_part").search(told)
    if part and not _pattern("in_part").search(promised):
        wanted = _wanted(promised)
        reached = reported_stage(part.group())
        if wanted is None or reached is None or not _reaches(wanted, reached) or part.group().startswith("部分"):
            values = {"promised": _wanted_words(promised), "words": part.group()}
            return Judgement("partly", (Reason("told-partly", values), wish), late=False, rule="words-part")
    return _by_stage(promised, told, wish)


def is_datable(promised: str) -> bool:
    """Tell whether a promise names a state that is reached on one day; 推进 and 加强 go on for ever.

    Example:
        >>> is_datable("建成图书馆"), is_datable("推进产业融合")
        (True, False)
    """
    wanted = _wanted(fold(promised))
    return wanted is not None and wanted.track != _SOFT and (wanted.track != _PROJECT or wanted.rank != _UNDER_WAY)


def _wanted(promised: str) -> Stage | None:
    """Return the stage a promise names; 完成主体建设 wants the shell, 完成前期工作 the preparation."""
    wanted = promised_stage(promised)
    if wanted is not None and wanted.id == "completed":
        if _pattern("wants_shell").search(promised):
            return Stage("topped-out", wanted.track, wanted.rank - 1)
        if _pattern("wants_preparation").search(promised):
            return Stage("prepared", wanted.track, 1)
    return wanted


def _by_stage(promised: str, told: str, wish: Reason) -> Judgement:
    wanted, said = _wanted(promised), _short(told)
    reached = reported_stage(told, track=None if wanted is None or wanted.track == _SOFT else wanted.track)
    if reached is None or (wanted is not None and wanted.track == _EVENT and reached.track != _EVENT):
        # what a review counts (覆盖68条街路), and an event it looks back upon, came about
        if (not is_datable(promised) and _counts(told)) or (wanted is not None and wanted.track == _EVENT):
            return _judged("met", "told-done", said, rule="words-told-of")
        return _unclear(wish, rule="words-unclear")
    if not is_datable(promised) and _is_vague(wanted, reached, told):
        return _judged("undecidable", "told-untestable", said, wish, rule="words-untestable")
    if wanted is None or wanted.track == _SOFT:
        sure = wanted is not None or reached.rank >= _COMPLETED or reached.track not in {_PROJECT, _SOFT}
        if sure or _counts(told):
            return _judged("met", "told-done", said, rule="words-done")
        return _unclear(wish, rule="words-unclear")
    if _reaches(wanted, reached):
        return _judged("met", "told-done", said, rule=f"stage-{reached.id}")
    return _behind(wanted, reached, promised, said)


def _behind(wanted: Stage, reached: Stage, promised: str, said: str) -> Judgement:
    """Judge work that has come less far than promised: begun is a part, prepared is none of it."""
    wish = Reason("change-by-words", {"words": _wanted_words(promised)})
    if wanted.track != reached.track:
        return _unclear(wish, rule="words-unlike")
    if reached.rank >= min(_STARTED, wanted.rank - 1):
        values = {"promised": _wanted_words(promised), "words": said}
        return Judgement("partly", (Reason("told-partly", values), wish), late=False, rule=f"stage-{reached.id}")
    return _judged("missed", "told-not-done", said, wish, rule=f"stage-{reached.id}")


def _unclear(wish: Reason, *, rule: str) -> Judgement:
    return Judgement("undecidable", (Reason("told-nothing-clear"), wish), late=False, rule=rule)


def _is_vague(wanted: Stage | None, reached: Stage, told: str) -> bool:
    """Tell whether a report says no more than that things got better or went on: 服务水平不断提升, 改革深入推进.

    A number or a deed (开展, 发放, 改造) can be checked; that work goes on answers a promise to go on with it.
    """
    if _counts(told) or _pattern("deed").search(told):
        return False
    if reached.track == _PROJECT and reached.rank == _UNDER_WAY:
        return wanted is None or wanted.track == _SOFT
    return reached.track == _SOFT


def _counts(told: str) -> bool:
    """Tell whether a report gives a number of something; a year is none."""
    return any(each.unit not in {None, "年"} for each in find_quantities(told))


def _reaches(wanted: Stage, reached: Stage) -> bool:
    """Tell whether a reported stage is the promised one or beyond, across tracks where one includes the other."""
    if wanted.track == reached.track:
        # to start and to advance cannot be told apart: 启动建设, 加快建设
        return reached.rank >= (_STARTED if wanted.rank == _UNDER_WAY and wanted.track == _PROJECT else wanted.rank)
    if wanted.track == _PROJECT:
        # 推进改革 is kept by a reform that deepened, 创建示范区 as 建成示范区 by an approval
        if reached.track == _SOFT:
            return wanted.rank == _UNDER_WAY
        return wanted.rank <= _UNDER_WAY or (reached.track == "body" and wanted.rank == _COMPLETED)
    return reached.track == _PROJECT and reached.rank >= _COMPLETED


def judge_count(target: Figure, told: str) -> Judgement:
    """Judge a promised number by a clause whose words answer it; a number of its unit in the clause counts.

    Args:
        target: what was promised.
        told: the clause that reports.

    Example:
        >>> from duixian.reading import read_text
        >>> target = read_text("新增上市企业2家。").figures[0]
        >>> judge_count(target, "星河公司登陆证券交易所").verdict, judge_count(target, "上市工作未达预期").verdict
        ('partly', 'missed')
    """
    told = fold(told)
    wish = Reason("change-by-number")
    failure = failure_in(told)
    if failure is not None:
        return _judged("missed", "told-not-done", _around(told, failure), wish, rule="words-failure")
    if planned := _pattern("planned").search(told):
        return _judged("undecidable", "told-planned", _around(told, planned.group()), wish, rule="words-planned")
    if goal := _pattern("goal_kept").search(told):
        return _judged("met", "told-goal-kept", goal.group(), rule="words-goal")
    by_number = _number_told(target, told)
    if by_number is not None:
        return by_number
    done = _pattern("done").search(told)
    counted = target.kind == "amount" and target.step == 1
    if done and counted and target.value == 1:
        return _judged("met", "told-done", _short(told), rule="words-one")
    if done and counted and 1 < target.value <= _FEW:
        return _judged("partly", "told-without-number", _short(told), wish, rule="words-some")
    return _judged("undecidable", "told-without-number", _short(told), wish, rule="words-no-number")


def _number_told(target: Figure, told: str) -> Judgement | None:
    """Judge by the only number in the unit of the promise, where the clause names most of what was promised."""
    if target.kind != "amount" or not target.unit:
        return None
    matches = [each for each in find_quantities(told) if each.unit and factor_between(each.unit, target.unit)]
    wanted = tokens(target.indicator or "")
    if len(matches) != 1 or not wanted or len(wanted & tokens(told)) < _NAMED_SHARE * len(wanted):
        return None
    judgement = compare(aim_of(target), _told(matches[0], target))
    over_years = target.period is not None and target.period.first_year < target.period.last_year
    if over_years and judgement.verdict != "met":
        part = Reason("part-of-years", {"promised": show(target), "reported": _shown(matches[0])})
        reasons = (part, Reason("change-by-report"))
        return Judgement("undecidable", reasons, late=False, rule="words-part-of-years")
    return judgement


def kept_parts(promise: Promise, told: str) -> Judgement | None:
    """Judge a piece of work by the numbers of the reporting clause, paired by unit; ``None`` where none can be paired.

    Args:
        promise: a piece of work with figures.
        told: the clause that reports.

    Example:
        >>> from duixian.model import Promise, Span
        >>> from duixian.reading import read_text
        >>> figures = read_text("新建公园12座、绿道9公里。").figures
        >>> promise = Promise(Span(0, 13), "新建公园12座、绿道9公里", Span(0, 13), "work", "text", None, figures, None,
        ...                   None, (), None, None, None, "firm", None, "measured")
        >>> kept_parts(promise, "新建公园13座、绿道8公里").verdict
        'partly'
    """
    figures = [each for each in promise.figures if each.kind == "amount" and each.unit]
    found = [each for each in find_quantities(fold(told)) if each.unit]
    pairs = [(each, match) for each in figures if (match := _same_unit(each, figures, found)) is not None]
    if not pairs:
        return None
    parts = [compare(aim_of(each), _told(match, each)) for each, match in pairs]
    if len(parts) == 1:
        return parts[0]
    met = sum(part.verdict == "met" for part in parts)
    counts = {"total": str(len(parts)), "met": str(met), "short": str(len(parts) - met)}
    shown = tuple(part.reasons[0] for part in parts)
    verdict: Verdict = "met" if met == len(parts) else "partly" if met else parts[0].verdict
    return Judgement(verdict, (Reason("parts", counts), *shown), late=False, rule="parts")


def _same_unit(figure: Figure, figures: list[Figure], found: list[Quantity]) -> Quantity | None:
    """Return the only quantity in the unit of a figure, where the figure is the only one of its clause with it too."""
    rivals = [each for each in figures if each.unit == figure.unit]
    matches = [each for each in found if each.unit == figure.unit]
    return matches[0] if len(rivals) == len(matches) == 1 else None


def _told(quantity: Quantity, figure: Figure) -> Told:
    factor = factor_between(quantity.unit, figure.unit) or Decimal(1)
    limited = quantity.bound in {">", ">=", "<", "<="}
    stated = None if quantity.is_range else quantity.value * factor
    values = interval(quantity) * Interval.exactly(factor)
    return Told(values, stated, quantity.step * factor, _shown(quantity), limited)


def _shown(quantity: Quantity) -> str:
    return scaled(quantity.value) + (quantity.unit or "")


def all_or_part(promised: str, told: str) -> Judgement | None:
    """Judge a promise to do all of something by the share that was reported; ``None`` where it is no such case.

    Example:
        >>> all_or_part("社区食堂实现全覆盖", "社区食堂覆盖92%的社区").verdict
        'partly'
    """
    if not _pattern("all").search(fold(promised)):
        return None
    told = fold(told)
    shares = [each for each in find_quantities(told) if each.unit == "%" and not each.is_range]
    if len(shares) != 1 or _pattern("change").search(told[: shares[0].span.start]):
        return None
    shown = f"{shares[0].value.normalize():f}%"
    if shares[0].value >= _WHOLE_PERCENT:
        return _judged("met", "told-done", shown, rule="share-of-all")
    whole = Reason("change-to-met", {"value": "100%"})
    return Judgement("partly", (Reason("share-done", {"reported": shown}), whole), late=False, rule="share-of-all")


def _judged(verdict: Verdict, code: str, said: str, *more: Reason, rule: str) -> Judgement:
    return Judgement(verdict, (Reason(code, {"words": said}), *more), late=False, rule=rule)


def _short(text: str) -> str:
    text = "".join(_MARK.sub("", text).split()).strip(",;。:、")
    return text if len(text) <= _SAID_CHARACTERS else text[: _SAID_CHARACTERS - 1] + "…"


def _around(text: str, said: str) -> str:
    """Return the piece between commas that holds some words."""
    at = text.find(said)
    start = max(text.rfind(mark, 0, at) for mark in ",;。") + 1
    ends = [end for mark in ",;。" if (end := text.find(mark, at + len(said))) >= 0]
    return _short(text[start : min(ends, default=len(text))])


def _wanted_words(promised: str) -> str:
    """Return the last piece of a promise between commas: what is to be so in the end."""
    pieces = [piece for piece in promised.replace("。", ",").replace(";", ",").split(",") if piece.strip()]
    return _short(pieces[-1]) if pieces else ""
