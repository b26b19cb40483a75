"""Judge whether a promise was kept: verdict, reasons, and whether it was late.

In go a promise and the results that answer it; out comes a :class:`~duixian.model.Judgement`, always with reasons a
citizen understands and with what would change the verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from re import Pattern
from typing import Final

from duixian.documents.plain import fold
from duixian.ledger.judging_numbers import judge_number
from duixian.ledger.judging_relative import judge_relative, relation_of
from duixian.ledger.judging_values import show, words
from duixian.ledger.judging_words import all_or_part, judge_count, judge_words, kept_parts
from duixian.ledger.works_stages import failure_in
from duixian.model import Figure, Judgement, Promise, Reason, Result, Standing

__all__ = ["judge"]

_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)")
_PIECE_ENDS: Final = ",;。"


def judge(
    promise: Promise,
    results: Sequence[Result],
    *,
    standing: Standing,
    sibling: Figure | None = None,
    base: Figure | None = None,
    clause: str = "",
    told: str = "",
) -> Judgement:
    """Judge a promise by the results that answer it.

    Args:
        promise: what was promised.
        results: the answer first; of a promise over several years possibly one figure a year.
        standing: whether the documents at hand can have answered it.
        sibling: the reported figure of the other indicator, for promises such as 与经济增长同步.
        base: the starting point, for promises such as 翻一番 whose answer is a level.
        clause: the characters of ``promise.clause``, which tell 年均, 控制在 and 保持 of an outcome.
        told: the characters of the first result's ``sentence``, which may say that a number was not reached.

    Example:
        >>> from duixian.model import Period, Span
        >>> from duixian.reading import read_text
        >>> target, answer = read_text("收入增长7%以上。收入增长6.2%。").figures
        >>> due = Period.year(2024)
        >>> promise = Promise(target.span, target.text, Span(0, 8), "outcome", "text", target, (target,), None, None,
        ...                   (), None, due, due, "firm", None, "measured")
        >>> result = Result("", 2025, answer.span, answer.text, answer.span, "figure", answer, answer.confidence)
        >>> judge(promise, [result], standing="due").verdict, judge(promise, [], standing="due").verdict
        ('missed', 'unreported')
    """
    if not results:
        return _without_results(promise, standing)
    before = _before(promise, clause)
    judgement = _by_results(promise, results, before=before, sibling=sibling, base=base, clause=clause, told=told)
    if standing == "not-due":
        return _not_due(promise, results[0], judgement)
    if standing == "undated" and promise.due is None:
        judgement = replace(judgement, reasons=(*judgement.reasons, Reason("undated")))
    return _with_time(promise, results, judgement, told)


def _without_results(promise: Promise, standing: Standing) -> Judgement:
    due = {"due": "" if promise.due is None else str(promise.due)}
    report = Reason("change-by-report")
    match standing:
        case "not-due":
            return Judgement("open", (Reason("not-due", due), report), late=False, rule="not-due")
        case "document-missing":
            return Judgement("undecidable", (Reason("document-missing", due), report), late=False, rule="no-document")
        case "undated":
            return Judgement("undecidable", (Reason("undated"), report), late=False, rule="undated")
        case _:
            return Judgement("unreported", (Reason("unreported", due), report), late=False, rule="unreported")


def _not_due(promise: Promise, first: Result, judgement: Judgement) -> Judgement:
    due = {"due": "" if promise.due is None else str(promise.due)}
    reasons = [Reason("not-due", due)]
    if judgement.verdict == "met":
        shown = first.text if first.figure is None else show(first.figure)
        reasons.append(Reason("already-reached", {"reported": shown}))
    return Judgement("open", (*reasons, Reason("change-by-report")), late=False, rule="not-due")


def _before(promise: Promise, clause: str) -> str:
    """Return what stands before the number in its clause, back to the last comma."""
    if promise.figure is None or not clause:
        return ""
    head = fold(clause[: max(0, promise.figure.span.start - promise.clause.start)])
    return head[max(head.rfind(mark) for mark in _PIECE_ENDS) + 1 :]


@cache
def _average() -> Pattern[str]:
    return words().anywhere("average")


def _by_results(
    promise: Promise,
    results: Sequence[Result],
    *,
    before: str,
    sibling: Figure | None,
    base: Figure | None,
    clause: str,
    told: str,
) -> Judgement:
    first, target = results[0], promise.figure
    promised = clause or promise.text
    if first.form == "problem":
        change = Reason("change-by-number" if target is not None else "change-by-report")
        problem = Reason("told-problem", {"words": _said(first.text)})
        return Judgement("missed", (problem, change), late=False, rule="problem")
    figures = [each.figure for each in results if each.figure is not None]
    if target is not None:
        if first.figure is None:
            return judge_count(target, first.text)
        if failure := _failed(first, told, target):
            reasons = (Reason("told-not-done", {"words": failure}), Reason("change-by-number"))
            return Judgement("missed", reasons, late=False, rule="told-failure")
        average = _average().search(before or target.indicator or "") is not None
        return judge_number(target, figures, before=before, average=average, base=base)
    relation = relation_of(promised)
    if relation is not None and first.figure is not None:
        return judge_relative(relation, first.figure, sibling)
    return _by_work(promise, promised, first)


def _by_work(promise: Promise, promised: str, first: Result) -> Judgement:
    """Judge a piece of work: by its numbers where the clause gives them, else by the words of the clause."""
    if first.figure is not None:
        share = all_or_part(promised, first.figure)
        if share is not None:
            return share
        rivals = [each for each in promise.figures if each.kind == first.figure.kind and each.unit == first.figure.unit]
        if len(rivals) == 1:
            return judge_number(rivals[0], [first.figure])
    by_words = judge_words(promised, first.text)
    if by_words.rule in {"words-failure", "words-planned"}:
        return by_words
    return kept_parts(promise, first.text) or by_words


def _said(text: str) -> str:
    return "".join(text.split()).strip(_PIECE_ENDS)


def _failed(first: Result, told: str, target: Figure) -> str | None:
    """Return the words that say that the promised number, told again, was not reached (2家的计划未能实现)."""
    if not told or first.figure is None or first.figure.value != target.value:
        return None
    text = fold(told)
    start, end = first.span.start - first.sentence.start, first.span.end - first.sentence.start
    begin = max(text.rfind(mark, 0, start) for mark in _PIECE_ENDS) + 1
    ends = [at for mark in _PIECE_ENDS if (at := text.find(mark, end)) >= 0]
    piece = text[begin : min(ends, default=len(text))]
    return _said(piece) if failure_in(piece) else None


def _with_time(promise: Promise, results: Sequence[Result], judgement: Judgement, told: str) -> Judgement:
    """Flag what was kept after it was due, by the first result or by a later one that tells of it."""
    if promise.due is None:
        return judgement
    due = promise.due.last_year
    if judgement.verdict in {"met", "partly"}:
        year = _told_year(results[0], told)
        return _late(judgement, promise, year) if judgement.verdict == "met" and year > due else judgement
    if promise.figure is not None:
        return judgement
    for later in results[1:]:
        year = _told_year(later, "")
        if later.form == "sentence" and year > due and judge_words(promise.text, later.text).verdict == "met":
            return _late(judgement, promise, year)
    return judgement


def _late(judgement: Judgement, promise: Promise, year: int) -> Judgement:
    reason = Reason("late", {"due": str(promise.due), "reported": str(year)})
    return replace(judgement, late=True, reasons=(*judgement.reasons, reason))


def _told_year(result: Result, told: str) -> int:
    """Return the year a result speaks of: its figure's, the latest it names, else the one before its document."""
    if result.figure is not None and result.figure.period is not None:
        return result.figure.period.last_year
    named = [int(year) for year in _YEAR.findall(fold(told or result.text))]
    return max((year for year in named if year <= result.year), default=result.year - 1)
