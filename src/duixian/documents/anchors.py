"""Decide which year a document looks back upon, which it plans and in which it speaks.

In go the headings, the head of the document and its date; out come the anchors that 去年, 今年 and
过去五年 are counted from, each with the place that told it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from duixian.documents.paragraphs import Paragraph
from duixian.documents.phrases import phrases
from duixian.documents.years import Anchors, fold_years
from duixian.model import Span

__all__ = ["Dating", "find_anchors"]

_FIRST_AUTUMN_MONTH = 10
_OFTEN_SHARE = 0.25
_MAX_OPENING_CHARS = 60
_HEADING_YEAR = re.compile(r"(?<![-~至到望])((?:19|20)\d\d)\s?年?(?!远景|愿景|的?远景|\d|[-~至到])")
_NAMED_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_PLAN_OPENING = re.compile(
    r"(?:做好|完成|实现|抓好|是|今年|关于)?(?P<year>(?:19|20)\d\d)年?的?(?:,我们(?:将|要)|全?[市省区县州]?(?:经济社会|经济和社会|国民经济|政府工作|政府|工作|发展|主要|总体|预期|重点|民生)"
    r".{0,16}(?:总体要求|总体思路|指导思想|主要(?:预期)?目标|预期目标|奋斗目标|重点|任务|安排|要|必须)|.{0,20}(?:开局之年|关键之年|启动之年|起步之年|第一年|开局年))"
)


@dataclass(frozen=True, slots=True)
class Dating:
    """The anchors with the places that told them (``None`` where no single place did)."""

    anchors: Anchors
    review_span: Span | None = None
    plan_span: Span | None = None


def find_anchors(
    titles: Sequence[tuple[str, Span]],
    lines: Sequence[Paragraph],
    *,
    delivered: tuple[int, int] | None,
    published: int | None,
    title: str,
    report: bool,
) -> Dating:
    """Return the anchors of a document.

    The date of delivery decides (a report given from October on plans the next year, unless a heading says
    otherwise); without one the headings that name their year, then the year in the title, the openings of
    paragraphs, the year of publication, and last the year named most.

    Args:
        titles: plain words and places of the headings.
        lines: the paragraphs.
        delivered: year and month (0 if unknown) of delivery.
        published: the year the page gives as its date.
        title: the document's title, plain.
        report: whether it is a report on work, which always looks back and plans.

    Example:
        >>> find_anchors([], [], delivered=(2024, 11), published=None, title="", report=True).anchors
        Anchors(review=2024, plan=2025, spoken=2024, years=1)
        >>> heading = ("2023年工作回顾", Span(0, 9))
        >>> find_anchors([heading], [], delivered=None, published=None, title="", report=True).review_span
        Span(start=0, end=9)
    """
    named = [int(year) for year in _NAMED_YEAR.findall(title)]
    if delivered and named and _mistaken(delivered[0], named[0], titles):
        delivered = None
    about = delivered[0] if delivered else (named[0] if named else None)
    review, review_span = _from_titles(titles, "review", about)
    plan, plan_span = _from_titles(titles, "plan", about)
    late = delivered is not None and delivered[1] >= _FIRST_AUTUMN_MONTH
    if delivered and (not late or plan is None):
        plan, plan_span = delivered[0] + late, plan_span if plan == delivered[0] + late else None
    if plan is None and review is None and about is None:
        plan, plan_span = _from_openings(lines)
    if plan is None:
        guessed = _named_most(lines) if report else None
        plan = (review + 1 if review else None) or about or published or (guessed + 1 if guessed else None)
    if plan is not None and review != plan - 1:
        review, review_span = plan - 1, None
    return Dating(Anchors(review, plan, delivered[0] if delivered else plan), review_span, plan_span)


def _mistaken(delivered: int, named: int, titles: Sequence[tuple[str, Span]]) -> bool:
    """Tell whether a date is a slip: title and headings agree on another year."""
    years = {int(year) for title, _ in titles for year in _HEADING_YEAR.findall(fold_years(title))}
    return abs(delivered - named) > 1 and delivered not in years and bool({named - 1, named} & years)


def _from_titles(titles: Sequence[tuple[str, Span]], part: str, about: int | None) -> tuple[int | None, Span | None]:
    """Return the year of the first heading that names a year near ``about`` and says what it does with it."""
    rows = phrases("parts.toml", "year")
    for title, span in titles:
        years = [int(year) for year in _HEADING_YEAR.findall(fold_years(title))]
        years = [year for year in years if about is None or abs(year - about) <= 1]
        told = {row.gives for row in rows if row.pattern.search(title)} if years else set()
        if len(told) > 1:
            # 2020年工作回顾和2021年目标任务 in one heading.
            return (min(years) if part == "review" else max(years)), span
        if part in told:
            return (max(years) if part == "review" else min(years)), span
    return None, None


def _from_openings(lines: Sequence[Paragraph]) -> tuple[int | None, Span | None]:
    for line in lines:
        match = _PLAN_OPENING.match(line.text[:_MAX_OPENING_CHARS])
        if match:
            start = line.span.start + match.start("year")
            return int(match["year"]), Span(start, start + len("2021"))
    return None, None


def _named_most(lines: Sequence[Paragraph]) -> int | None:
    """Return the last year that is named not much less often than the one named most."""
    counts = Counter(int(year) for line in lines for year in _NAMED_YEAR.findall(line.text))
    often = max(counts.values(), default=0) * _OFTEN_SHARE
    return max((year for year, count in counts.items() if count >= often), default=None)
