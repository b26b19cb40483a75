"""Tell which period a mention means and what it does in its sentence.

In go the matched words and the years of the document; out come the use, the period and the rule's id.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from duixian.model import Period, Span
from duixian.periods.grammar import chinese_number, grammar, year_number
from duixian.periods.rules import PeriodUse, Rule

__all__ = ["PeriodContext", "Words", "resolve"]

_NUMBER = re.compile(r"[0-9]+|[一二两三四五六七八九十]+")
_MONTHS_A_YEAR = 12
_QUARTERS_A_YEAR = 4
_FIRST_DECADE = 1900

Found = tuple[Period | None, PeriodUse | None, str]
"""What a reading of the words yields: the period, the use they bring along, the rule's id."""


@dataclass(frozen=True, slots=True)
class PeriodContext:
    """The years that words of time hang on; ``None`` where the document does not tell.

    Args:
        this_year: the year that 今年 means.
        reviews: the period the document looks back upon.
        plans: the period it plans.
        section: the period the section is about.

    Example:
        >>> PeriodContext(2021, Period.year(2020), Period.year(2021), Period.year(2020)).reviewed
        2020
    """

    this_year: int | None
    reviews: Period | None
    plans: Period | None
    section: Period | None

    @property
    def reviewed(self) -> int | None:
        """The last year looked back upon."""
        return self.reviews.last_year if self.reviews else None

    @property
    def stated(self) -> int | None:
        """The one year a statement of the section is about, as far as the section tells.

        In a section that looks back on several years it is the last of them; in one that plans several
        it cannot be told.
        """
        if self.section is None:
            return None
        last = self.section.last_year
        return last if last in {self.section.first_year, self.reviewed} else None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one mention: its body, the preposition and ending beside it, and where they all stand."""

    body: re.Match[str]
    preposition: Rule | None
    ending: Rule | None
    span: Span


def resolve(words: Words, context: PeriodContext, stated: int | None) -> tuple[PeriodUse, Period | None, str]:
    """Return use, period and rule id of a mention.

    Args:
        words: what matched.
        context: the years of the document.
        stated: the one year that the sentence has named before, if any.

    Example:
        >>> body = grammar().body.search("截至11月")
        >>> context = PeriodContext(2021, Period.year(2020), None, Period.year(2020))
        >>> use, period, rule = resolve(Words(body, None, None, Span(2, 5)), context, None)
        >>> use, str(period), rule
        ('covers', '2020-11', 'months')
    """
    outer = _outer_use(words)
    period, inner, rule = _body(words.body.groupdict(), context, stated or context.stated, base=outer == "base")
    use: PeriodUse = "base" if inner == "base" else outer or inner or "covers"
    if use == "since":
        return use, _onward(period, context), rule
    if use == "by" and period and context.reviewed and period.last_year <= context.reviewed:
        return "covers", period, rule
    return use, period, rule


def _outer_use(words: Words) -> PeriodUse | None:
    """Weigh preposition against ending: comparison first, then beginnings, then the preposition's own use."""
    before = words.preposition.use if words.preposition else None
    after = words.ending.use if words.ending else None
    if "base" in {before, after}:
        return "base"
    if "since" in {before, after}:
        return "since"
    return before or after


def _onward(period: Period | None, context: PeriodContext) -> Period | None:
    """Stretch a beginning to the reviewed year; one after it lasts through the years planned."""
    if period is None or context.reviewed is None:
        return None
    if period.first_year <= context.reviewed:
        return Period(period.start, f"{context.reviewed:04d}") if period.start != str(context.reviewed) else period
    if context.plans and context.plans.last_year > period.first_year:
        return Period(period.start, f"{context.plans.last_year:04d}")
    return Period(period.start, period.start)


def _body(groups: dict[str, str | None], context: PeriodContext, stated: int | None, *, base: bool) -> Found:
    """Read the words themselves."""
    if groups["from"] or groups["list"]:
        return _several(groups), None, "years"
    if groups["year"] or groups["named"]:
        return _year(groups, context, stated, base=base)
    if groups["plan"] or groups["quoted"] or groups["compared"]:
        return _plan(groups, context)
    if groups["decade"]:
        return _decade(groups), None, "decade"
    if groups["before"] or groups["after2"]:
        return _counted(groups, context)
    if any(groups[kind] for kind in ("fixed", "term", "vague")):
        return _named(groups, context)
    return _part({kind: groups[f"lone_{kind}"] for kind in ("half", "quarter", "months")}, stated)


def _several(groups: dict[str, str | None]) -> Period | None:
    """Read 2016-2020年, 2019年1月至2020年3月, 2020、2021年."""
    if listed := groups["list"]:
        years = [year_number(year) for year in re.findall(r"[^、和 ]{4}", listed)]
        return Period.year(min(years), max(years))
    start, end = (
        f"{year_number(year or ''):04d}" + (f"-{chinese_number(month[:-1]):02d}" if month else "")
        for year, month in ((groups["from"], groups["from_month"]), (groups["to"], groups["to_month"]))
    )
    return None if end < start[: len(end)] else Period(start, end)


def _year(groups: dict[str, str | None], context: PeriodContext, stated: int | None, *, base: bool) -> Found:
    """Read one year, by number or by name, with the part of it that may follow."""
    if written := groups["year"]:
        year: int | None = year_number(written)
        use: PeriodUse | None = None
        name = "year"
    else:
        rule = grammar().words["year"][groups["named"] or ""]
        use, name = rule.use, rule.id
        year = _anchored(rule, context, stated, base=base)
    if any(groups[kind] for kind in ("half", "quarter", "months")):
        period, part_use, _ = _part(groups, year)
        return period, part_use or use, name
    return (None if year is None else Period.year(year)), use, name


def _anchored(rule: Rule, context: PeriodContext, stated: int | None, *, base: bool) -> int | None:
    anchor = context.this_year if rule.meaning == "this" else stated
    if anchor is None and rule.meaning == "near":
        anchor = context.this_year
    year = None if anchor is None else anchor + rule.offset
    if base and rule.offset == -1 and stated and (year is None or year >= stated or rule.id == "previous-year"):
        # In 比上年增长6% the year before is that before the year told of, whatever 今年 is.
        return stated - 1
    return year


def _part(groups: dict[str, str | None], year: int | None) -> Found:
    """Read a part of a year: a half, quarters, months or a day."""
    if half := groups["half"]:
        rule = grammar().words["part"][half]
        use = None if rule.use == "covers" else rule.use
        if year is None:
            return None, use, rule.id
        return (_months(year, *rule.months) if rule.months else Period.year(year)), use, rule.id
    written = groups["quarter"] or groups["months"] or ""
    numbers = [chinese_number(number) for number in _NUMBER.findall(written)]
    rule_id = "quarter" if groups["quarter"] else "months"
    if year is None:
        return None, None, rule_id
    if "日" in written:
        return _days(year, numbers), None, rule_id
    first = 1 if written[0] in "前头" or "个" in written else numbers[0]
    last = numbers[-1]
    if groups["quarter"]:
        return (_months(year, 3 * first - 2, 3 * last) if last <= _QUARTERS_A_YEAR else None), None, rule_id
    return _months(year, first, last), None, rule_id


def _months(year: int, first: int, last: int) -> Period | None:
    if not 1 <= first <= last <= _MONTHS_A_YEAR:
        return None
    return Period(f"{year:04d}-{first:02d}", f"{year:04d}-{last:02d}")


def _days(year: int, numbers: list[int]) -> Period | None:
    """Read 1月18日, 6月5日至7日, 6月28日至7月2日."""
    month, day, *rest = numbers
    last_month, last_day = (month, day, *rest)[-2:] if len(rest) > 1 else (month, rest[0] if rest else day)
    points = [(month, day), (last_month, last_day)]
    if points != sorted(points) or any(not 1 <= day <= monthrange(year, month)[1] for month, day in points):
        return None
    first, last = (f"{year:04d}-{month:02d}-{day:02d}" for month, day in points)
    return Period(first, last)


def _plan(groups: dict[str, str | None], context: PeriodContext) -> Found:
    """Read a five-year plan or a part of it."""
    first, last = grammar().plans[groups["plan"] or groups["quoted"] or groups["compared"] or ""]
    part = grammar().parts.get(groups["of"] or "")
    if part is None:
        return Period.year(first, last), None, "plan"
    if part.use == "since":
        # A plan's time ends with the plan, though the report that says 以来 may look back from its middle.
        end = last if context.reviewed is None else max(first, min(last, context.reviewed))
        return Period.year(first, end), "covers", f"plan-{part.id}"
    years = {"all": (first, last), "last": (last, last), "first": (first, first)}[part.meaning]
    return Period.year(*years), part.use, f"plan-{part.id}"


def _decade(groups: dict[str, str | None]) -> Period | None:
    """Read 90年代; that of this century cannot be told from that of the last without more knowledge."""
    digit = groups["decade"] or ""
    tens = int(digit[0]) if digit[0].isascii() else chinese_number(digit) // 10
    if groups["century"] in {"本世纪", "21世纪", "二十一世纪"}:
        return None
    return Period.year(_FIRST_DECADE + 10 * tens, _FIRST_DECADE + 10 * tens + 9)


def _named(groups: dict[str, str | None], context: PeriodContext) -> Found:
    """Read a fixed time, the government's term or a time that no year can be told of."""
    kind = next(kind for kind in ("fixed", "term", "vague") if groups[kind])
    rule = grammar().words[kind][groups[kind] or ""]
    if kind == "vague":
        return None, rule.use, rule.id
    if rule.first:
        return Period.year(rule.first, rule.last), rule.use, rule.id
    back, ahead = (
        period if period and period.first_year < period.last_year else None
        for period in (context.reviews, context.plans)
    )
    term = back if rule.meaning == "so-far" else ahead or back
    if rule.meaning == "last" and term:
        term = Period.year(term.last_year)
    return term, rule.use, rule.id


def _counted(groups: dict[str, str | None], context: PeriodContext) -> Found:
    """Read a number of years: 五年来, 今后三年, 五年前."""
    rule = grammar().counted[groups["before"] or groups["after2"] or ""]
    count = chinese_number(groups["count"] or groups["count2"] or "")
    first = context.plans.first_year if context.plans else None
    last = context.reviewed
    if rule.meaning == "future":
        return (Period.year(first, first + count - 1) if first else None), None, rule.id
    if last is None:
        return None, None, rule.id
    if rule.meaning == "ago":
        return Period.year(last - count), None, rule.id
    return Period.year(last - count + 1, last), None, rule.id
