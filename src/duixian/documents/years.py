"""Find what years a heading or the opening of a paragraph speaks of.

In goes a short piece of plain text with the document's two anchors, the year reviewed and the year
planned; out come the mentions in text order, each with its period, the way it looks and its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from duixian.model import Period, Span
from duixian.periods.grammar import chinese_number, grammar, year_number

__all__ = ["Anchors", "Mention", "Outlook", "fold_years", "mentions"]

Outlook = Literal["back", "ahead", "named"]
"""``back`` for 过去五年, 去年; ``ahead`` for 今后五年, 明年; ``named`` for 2020年, “十四五”, which do not tell."""

_MAX_TERM_YEARS = 10

_YEAR = r"(?:19|20)\d\d|[一二][九〇零][〇零一二三四五六七八九]{2}"
_HAN_YEAR = re.compile(r"[一二][九〇零][〇零一二三四五六七八九]{2}(?=\s?年)")
_COUNT = r"[一二两三四五六七八九十\d]"
_MENTION = re.compile(
    rf"(?P<first>{_YEAR})年?\s?(?:-+|~|至|到)\s?(?P<last>{_YEAR})(?:年|(?=\D|$))"
    rf"|(?P<year>{_YEAR})\s?(?:年(?!代|[级龄])度?|(?=[“”\"]?(?:政府工作|工作|重点)))"
    r"|[“\"]?(?P<plan>(?<![一二三四五六七八九])十[一二三四五六七八九]五|(?<!二)十五(?=[”\"]|时期|期间|计划|规划)"
    r"|(?<!十)[一二三四六七八九]五(?=[”\"]|时期|计划))[”\"]?"
    r"|第(?P<ordinal>[一二三四五六七八九十]{1,2})个?五年(?=规划|计划)"
    rf"|(?:过去|近|最近|这|本届政府|届政府|届人大)[的这]?(?P<backyears>{_COUNT})年(?![前后内])"
    r"|(?P<since>[三四五])年(?:来|间|多来)"
    r"|(?P<term>本届政府|(?:上|[一二三四五六七八九十])届(?:市|省|区|县|州)?(?:人民)?政府(?:任期|.{0,6}回顾)|任期内)"
    rf"|(?:今后|未来|下一?个?|以后)(?:的?(?P<aheadyears>{_COUNT})年|几年(?P<some>))"
    r"|(?P<sofar>(?:新一届|本届)?政府成立以来|换届以来)"
    r"|(?P<next>新一届政府|下一?届政府|本届政府任期内要)"
    r"|(?P<lastyear>去年|上年|过去(?:的这?)?一年|一年来|(?:刚刚)?过去的?(?:这一)?年|上一年|年初以来|今年以来)"
    r"|(?P<thisyear>今年|本年度?|新的一年)"
    r"|(?P<nextyear>明年|来年|下一年)"
)


@dataclass(frozen=True, slots=True)
class Anchors:
    """The years that relative words are counted from.

    Args:
        review: the year the document looks back upon (the last one of a term), or ``None``.
        plan: the year whose work it plans, or ``None``.
        spoken: the year in which it speaks (今年), or ``None``.
        years: how many years it plans and looks back upon, where nothing tells: 5 for a five-year plan.
    """

    review: int | None = None
    plan: int | None = None
    spoken: int | None = None
    years: int = 1

    def reviewed(self) -> Period | None:
        """Return the period looked back upon where the text names none.

        Example:
            >>> str(Anchors(2020, 2021, years=5).reviewed())
            '2016/2020'
        """
        return None if self.review is None else Period.year(self.review - self.years + 1, self.review)

    def planned(self) -> Period | None:
        """Return the period planned where the text names none.

        Example:
            >>> str(Anchors(2020, 2021, years=5).planned())
            '2021/2025'
        """
        return None if self.plan is None else Period.year(self.plan, self.plan + self.years - 1)


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a period.

    Args:
        span: its place in the searched text.
        period: the years meant; ``None`` where the anchors do not let them be counted.
        outlook: whether the words themselves look back or ahead.
        relative: whether the years were counted from the anchors.
    """

    span: Span
    period: Period | None
    outlook: Outlook
    relative: bool


def fold_years(text: str) -> str:
    """Return a text with its years in Arabic digits; same length.

    Example:
        >>> fold_years("二〇二一年工作安排")
        '2021年工作安排'
    """
    return _HAN_YEAR.sub(lambda match: str(year_number(match[0])), text)


def mentions(text: str, anchors: Anchors) -> list[Mention]:
    """Return the periods mentioned in a piece of plain text.

    Example:
        >>> [str(found.period) for found in mentions("2020年和“十三五”时期工作回顾", Anchors())]
        ['2020', '2016/2020']
        >>> [str(found.period) for found in mentions("过去五年工作回顾", Anchors(review=2020))]
        ['2016/2020']
    """
    return [_mention(match, anchors) for match in _MENTION.finditer(text)]


def _mention(match: re.Match[str], anchors: Anchors) -> Mention:
    group = {name: value for name, value in match.groupdict().items() if value is not None}
    span = Span(*match.span())
    if named := _named(group):
        return Mention(span, named, "named", relative=False)
    if "thisyear" in group:
        return Mention(span, _one(anchors.spoken), "named", relative=True)
    if "sofar" in group:
        return Mention(span, None, "back", relative=True)
    if "lastyear" in group or (years := group.get("backyears") or group.get("since") or ("term" in group and "五")):
        back = _one(anchors.review) if "lastyear" in group else _ending(anchors.review, str(years))
        return Mention(span, back, "back", relative=True)
    if "some" in group or "nextyear" in group:
        return Mention(span, _one(anchors.plan) if "nextyear" in group else None, "ahead", relative=True)
    return Mention(span, _starting(anchors.plan, group.get("aheadyears", "五")), "ahead", relative=True)


def _named(group: dict[str, str]) -> Period | None:
    if "first" in group:
        first, last = year_number(group["first"]), year_number(group["last"])
        return Period.year(first, max(first, last))
    if "year" in group:
        return Period.year(year_number(group["year"]))
    if "plan" in group:
        return _plan(group["plan"])
    return _plan(group["ordinal"] + "五") if "ordinal" in group else None


def _plan(name: str) -> Period | None:
    years = grammar().plans.get(name)
    return None if years is None else Period.year(*years)


def _one(year: int | None) -> Period | None:
    return None if year is None else Period.year(year)


def _count(years: str) -> int:
    return min(chinese_number(years), _MAX_TERM_YEARS) or 1


def _ending(last: int | None, years: str) -> Period | None:
    return None if last is None else Period.year(last - _count(years) + 1, last)


def _starting(first: int | None, years: str) -> Period | None:
    return None if first is None else Period.year(first, first + _count(years) - 1)
