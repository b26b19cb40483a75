"""Judge whether a promise was kept: verdict, reasons, and whether it was late.

In go a promise and the results that answer it; out comes a :class:`~duixian.model.Judgement`, always with reasons a
citizen understands and with what would change the verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from duixian.documents.plain import fold
from duixian.ledger.judging_numbers import judge_number
from duixian.ledger.judging_relative import judge_relative, keeps_relation, names_other_place, relation_of
from duixian.ledger.judging_values import show
from duixian.ledger.judging_words import all_or_part, is_datable, judge_count, judge_words, kept_parts
from duixian.ledger.judging_years import is_average
from duixian.ledger.works_stages import failure_in
from duixian.model import Figure, Judgement, Promise, Reason, Result, Standing

__all__ = ["judge"]

_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)")
_MONTH: Final = re.compile(r"(?<![\d个])(?:1[0-2]|[1-9])月")
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
    return _with_time(promise, results, judgement)


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
    if promise.figure is None or promise.origin == "table" or not clause:
        return ""
    head = fold(clause[: max(0, promise.figure.span.start - promise.clause.start)])
    return head[max(head.rfind(mark) for mark in _PIECE_ENDS) + 1 :]


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
    if target is None and len(results) > 1 and first.form == "sentence":
        return _by_progress(promise, promised, results)
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
        average = is_average(target, before)
        return judge_number(target, figures, before=before, average=average, base=base)
    relation = relation_of(promised)
    if relation is not None and first.figure is not None:
        foreign = sibling is not None and sibling.scope == "self" and names_other_place(promised)
        return judge_relative(relation, first.figure, None if foreign else sibling)
    if relation is not None and failure_in(first.text) is None and keeps_relation(relation, first.text):
        return Judgement("met", (Reason("told-done", {"words": _said(first.text)}),), late=False, rule="words-relative")
    return _by_work(promise, promised, first)


def _by_progress(promise: Promise, promised: str, results: Sequence[Result]) -> Judgement:
    """Judge a piece of work that several reports tell of: by the one in which it was done in time, else the last.

    Only the first result of each document counts, and only documents up to the one that looks back upon the due year;
    where all are later, the first.
    """
    last = None if promise.due is None else promise.due.last_year + 1
    firsts: dict[str, Result] = {}
    for each in sorted(results, key=lambda result: result.year):
        if each.form == "sentence" and (last is None or each.year <= last):
            firsts.setdefault(each.document, each)
    judged = [_by_work(promise, promised, each) for each in firsts.values()]
    if not judged:
        return _by_work(promise, promised, results[0])
    return next((each for each in judged if each.verdict == "met"), judged[-1])


def _by_work(promise: Promise, promised: str, first: Result) -> Judgement:
    """Judge a piece of work: by its numbers where the clause gives them, else by the words of the clause."""
    share = all_or_part(promised, first.text)
    if share is not None:
        return share
    if first.figure is not None:
        rivals = [each for each in promise.figures if each.kind == first.figure.kind and each.unit == first.figure.unit]
        if len(rivals) == 1:
            return judge_number(rivals[0], [first.figure])
    by_words = judge_words(promised, first.text)
    if by_words.rule in {"words-failure", "words-planned"}:
        return by_words
    return kept_parts(promise, first.text) or _all_or_some(promised, first, by_words)


def _all_or_some(promised: str, first: Result, judgement: Judgement) -> Judgement:
    """Call a promise of several things kept in part where a report leaves one of them out (建成甲馆、乙馆)."""
    some_told = "part-of-it" in first.rules and "same-name" not in first.rules
    if judgement.verdict != "met" or not some_told or not is_datable(promised):
        return judgement
    some = Reason("told-some-of-several", {"words": _said(first.text)})
    return Judgement("partly", (some, Reason("change-by-report")), late=False, rule="words-some-of-several")


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


def _with_time(promise: Promise, results: Sequence[Result], judgement: Judgement) -> Judgement:
    """Flag what was kept after it was due, as the answer tells, or as a later result does after one that denied it."""
    if promise.due is None:
        return judgement
    due = promise.due.last_year
    if promise.figure is None and not is_datable(promise.text):
        return judgement
    if judgement.verdict == "met":
        year, dated = min(_told_year(each) for each in results if each.form == results[0].form)
        return _late(judgement, promise, year, dated=dated) if year > due else judgement
    if judgement.verdict not in {"missed", "partly"} or promise.figure is not None:
        return judgement
    year, _ = _told_year(results[0])
    if judgement.verdict == "partly" and year > due and results[0].year == min(each.year for each in results):
        reason = Reason("late-progress", {"due": str(promise.due), "reported": str(year)})
        judgement = replace(judgement, verdict="missed", reasons=(*judgement.reasons, reason))
    for later in results[1:]:
        year, _ = _told_year(later)
        if later.form == "sentence" and year > due and judge_words(promise.text, later.text).verdict == "met":
            return _late(judgement, promise, year, dated=True)
    return judgement


def _late(judgement: Judgement, promise: Promise, year: int, *, dated: bool) -> Judgement:
    reason = Reason("late" if dated else "late-report", {"due": str(promise.due), "reported": str(year)})
    return replace(judgement, late=True, reasons=(*judgement.reasons, reason))


def _told_year(result: Result) -> tuple[int, bool]:
    """Return the year a result speaks of and whether it says so itself: its figure's, else one that its words name.

    A month without a year (3月投用) is one of the year that the report looks back upon.
    """
    figure = result.figure
    if figure is not None and figure.period is not None and figure.role in {"actual", "estimate"}:
        return figure.period.last_year, True
    text = fold(result.text)
    year = next((int(year) for year in _YEAR.findall(text) if int(year) <= result.year), None)
    if year is not None:
        return year, True
    return result.year - 1, figure is None and _MONTH.search(text) is not None
