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
from duixian.documents.years import Anchors, mentions
from duixian.model import Span

__all__ = ["Dating", "find_anchors"]

_FIRST_AUTUMN_MONTH = 10
_MAX_OPENING_CHARS = 60
_NO_ANCHORS = Anchors()
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
    date: tuple[int, int] | None,
    title: str,
) -> Dating:
    """Return the anchors of a document.

    Headings that name their year decide; then the date of delivery (a report given from October on plans
    the next year), the year in the title, the openings of paragraphs, and last the year named most.

    Args:
        titles: plain words and places of all lines that may be headings.
        lines: the paragraphs.
        date: year and month (0 if unknown) of delivery.
        title: the document's title, plain.
    """
    review, review_span = _from_titles(titles, "review")
    plan, plan_span = _from_titles(titles, "plan")
    delivered = None if date is None else date[0] + (date[1] >= _FIRST_AUTUMN_MONTH)
    if plan is None and review is None and delivered is None:
        plan, plan_span = _from_openings(lines)
    if plan is None:
        named = _NAMED_YEAR.search(title)
        plan = delivered or (review + 1 if review else None) or (int(named[0]) if named else None)
    if plan is None and review is None:
        review = _named_most(lines)
    if review is None and plan is not None:
        review = plan - 1
    if plan is None and review is not None:
        plan = review + 1
    if plan is not None and review is not None and not plan - 1 <= review <= plan:
        review = plan - 1
    spoken = date[0] if date else plan
    return Dating(Anchors(review, plan, spoken), review_span, plan_span)


def _from_titles(titles: Sequence[tuple[str, Span]], part: str) -> tuple[int | None, Span | None]:
    """Return the year of the first heading that names one single year and says what it does with it."""
    rows = phrases("parts.toml", "dated")
    for title, span in titles:
        found = [m for m in mentions(title, _NO_ANCHORS) if not m.relative and m.period is not None]
        years = [m.period for m in found if m.period is not None and m.period.first_year == m.period.last_year]
        if not years:
            continue
        told = next((row.gives for row in rows if row.pattern.search(title)), None)
        if told == part and (part == "review" or len(years) == 1):
            return (max if part == "review" else min)(year.first_year for year in years), span
    return None, None


def _from_openings(lines: Sequence[Paragraph]) -> tuple[int | None, Span | None]:
    for line in lines:
        match = _PLAN_OPENING.match(line.text[:_MAX_OPENING_CHARS])
        if match:
            start = line.span.start + match.start("year")
            return int(match["year"]), Span(start, start + len("2021"))
    return None, None


def _named_most(lines: Sequence[Paragraph]) -> int | None:
    counts = Counter(year for line in lines for year in _NAMED_YEAR.findall(line.text))
    return int(counts.most_common(1)[0][0]) if counts else None
