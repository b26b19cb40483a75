"""Link a phrase to the indicator it means, right or not at all.

In goes what a figure measures in the document's words, with its unit and kind; out comes the id of the
one indicator it can mean, or ``None``, with the rule that decided.  A modifier that is not known makes
another indicator: the link is refused rather than guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from duixian.indicators.loading import alias_index, bound_names
from duixian.indicators.phrases import MAX_PHRASE_CHARACTERS, brackets, cuts, spell
from duixian.indicators.records import Indicator, Measure
from duixian.model import FigureKind

__all__ = ["Link", "Rule", "link"]

CACHED_LINKS = 65536
"""How many answers are kept; the phrases of a corpus repeat."""

Rule = Literal[
    "exact", "words", "no phrase", "too long", "brackets", "place", "unknown", "kind", "unit", "measure", "ambiguous"
]
"""Why a phrase was linked (``exact``, ``words``: after dropping known words) or not (the others)."""

RELATIVE_UNITS: dict[str, frozenset[str | None]] = {
    "growth": frozenset({"%", "倍", "番", "成", "‰", "百分点", None}),
    "points": frozenset({"百分点", "个百分点", "千分点", "个千分点", "%", "‰", None}),
    "multiple": frozenset({"倍", "番", None}),
}
"""The units of kinds that are stated beside the indicator's own unit; ranks take any."""

_WEAK_MARKS = frozenset({"achieved", "act", "all", "build", "built", "change", "total"})
"""Marks that say nothing of the measure where a stronger one stands beside them."""

_UNTELLING_MARKS = frozenset({"achieved", "change"})

_COUNTING_MARKS = frozenset({"all", "total"})

_HARMLESS = re.compile(
    r"[A-Z0-9&.+\-/]*\Z|不含农户|含[^,]*|同口径|可比口径|按可比价(?:格)?|现价|不变价|本外币|含存量|预计数?|[一二三四五六七八九十]+"
)
_PLACE = re.compile(
    r"(?!.{0,8}(?:社区|小区|园区|示范区|景区|片区|功能区|厂区|校区|城区))[\u4e00-\u9fff]{1,7}?(?:[省市县区州旗]|自治区)(?=..)"
)


@dataclass(frozen=True, slots=True)
class Link:
    """What a phrase was led to.

    Args:
        indicator_id: the catalogue's id, with the measure behind a point for a variant; else ``None``.
        rule: what decided.
        alias: the catalogue's spelling that was met, also where another rule then refused it.

    Example:
        >>> Link("gdp", "exact", "GDP").indicator_id
        'gdp'
    """

    indicator_id: str | None
    rule: Rule
    alias: str | None = None


@lru_cache(maxsize=CACHED_LINKS)
def link(phrase: str | None, *, unit: str | None, kind: FigureKind, scope: str = "self") -> Link:
    """Return the indicator that a phrase means.

    Quotation marks, 的, 全区 and its like, words of time, aim and count (预计, 完成, 总数) are dropped; 新增,
    净增, 累计, 开工 and their like choose the variant; the figure's unit and kind must fit.  A place before
    the name (高新区地区生产总值) is accepted only where the figure's scope names that place.

    Args:
        phrase: what is measured, in the document's words; ``None`` where the reader found none.
        unit: the figure's unit without magnitude word, or ``None``.
        kind: the figure's kind.
        scope: the figure's scope: ``self`` or the place it belongs to.

    Returns:
        The link; its ``indicator_id`` is right or ``None``.

    Example:
        >>> link("全区地区生产总值", unit="元", kind="amount").indicator_id
        'gdp'
        >>> link("新认定高新技术企业", unit="家", kind="amount").indicator_id
        'high-tech-enterprises.new'
        >>> link("餐饮企业税收", unit="元", kind="amount")
        Link(indicator_id=None, rule='unknown', alias=None)
    """
    if not phrase or phrase.isspace():
        return Link(None, "no phrase")
    if len(phrase) > MAX_PHRASE_CHARACTERS:
        return Link(None, "too long")
    whole = _lookup(spell(phrase), unit, kind)
    if whole.rule != "unknown":
        return whole
    bare, parts = brackets(phrase)
    if parts:
        if not all(_HARMLESS.fullmatch(part.upper()) for part in parts):
            return Link(None, "brackets")
        whole = _lookup(spell(bare), unit, kind)
        if whole.rule != "unknown":
            return whole
    return _placed(spell(bare), unit, kind, scope)


def _placed(spelling: str, unit: str | None, kind: FigureKind, scope: str) -> Link:
    # “高新区GDP”: the same indicator of another place, unless the reader has seen that place.
    for text, _ in cuts(spelling):
        found = _PLACE.match(text)
        if found is None:
            continue
        rest = _lookup(text[found.end() :], unit, kind)
        if rest.indicator_id is not None:
            named = found.group()
            return rest if scope != "self" and (named in scope or scope in named) else Link(None, "place", rest.alias)
    return Link(None, "unknown")


def _lookup(spelling: str, unit: str | None, kind: FigureKind) -> Link:
    index = alias_index()
    refused = Link(None, "unknown")
    for text, marks in cuts(spelling):
        entries = index.get(text)
        if entries:
            link_ = _fit(text, entries, marks, unit, kind)
            # “年均新增城镇就业” is cut to 城镇就业 with a mark that does not fit before it is cut to 新增城镇就业.
            if link_.rule != "measure":
                return link_ if text != spelling or link_.rule != "words" else replace(link_, rule="exact")
            refused = link_
    return refused


def _fit(alias: str, entries: tuple[Indicator, ...], marks: frozenset[str], unit: str | None, kind: FigureKind) -> Link:
    kind = _stated_kind(entries, marks, kind)
    of_kind = [entry for entry in entries if kind in entry.kinds]
    if not of_kind or ("change" in marks and kind in ("amount", "rate")):
        return Link(None, "kind", alias)
    of_unit = [entry for entry in of_kind if _unit_fits(entry, unit, kind)]
    if not of_unit:
        return Link(None, "unit", alias)
    if len(of_unit) > 1:
        return Link(None, "ambiguous", alias)
    entry = of_unit[0]
    if not marks - _UNTELLING_MARKS and (alias, entry.id) in bound_names():
        return Link(None, "measure", alias)
    measure = _measure(entry, marks)
    # “净增企业300家,增长20%”: the growth is that of all there are, not of the increment.
    if measure is None or (measure == "net-new" and kind in RELATIVE_UNITS):
        return Link(None, "measure", alias)
    return Link(entry.id if measure == entry.measure else f"{entry.id}.{measure}", "words", alias)


def _stated_kind(entries: tuple[Indicator, ...], marks: frozenset[str], kind: FigureKind) -> FigureKind:
    # “居民消费价格涨幅3%” and “GDP增速7%” state a change, though they read like a rate.
    if kind == "rate" and "change" in marks and not any("rate" in entry.kinds for entry in entries):
        return "growth"
    return kind


def _unit_fits(entry: Indicator, unit: str | None, kind: FigureKind) -> bool:
    if kind in ("amount", "rate"):
        return unit is None or unit in entry.units
    return kind == "rank" or unit in RELATIVE_UNITS[kind]


def _measure(entry: Indicator, marks: frozenset[str]) -> Measure | None:
    """Choose the measure that the dropped words tell; ``None`` where they do not go together."""
    if "cumulative" in marks:
        return "cumulative" if "cumulative" in entry.variants else None
    if "achieved" in marks and not marks & _COUNTING_MARKS and entry.measure == "stock" and entry.dimension == "count":
        return None  # “实现上市企业2家” may be two more or two in all.
    told = marks - _WEAK_MARKS
    if len(told) > 1:
        return None
    if told and "all" in marks and entry.measure == "stock":
        return None  # “新增高新技术企业总量” runs two counts together.
    if told:
        return _variant(entry, next(iter(told)))
    if marks & _COUNTING_MARKS and entry.measure == "work":
        return None  # “公园总数” counts what there is.
    for mark, reading in (("built", "completed"), ("act", "act"), ("build", "build")):
        if mark in marks:
            return _variant(entry, reading)
    return entry.measure


def _variant(entry: Indicator, mark: str) -> Measure | None:
    for measure in entry.variants:
        if measure == mark:
            return measure
    if entry.measure == "work" and mark in ("act", "build", "new", "completed"):
        return "work"
    return "new" if mark in ("build", "completed") and "new" in entry.variants else None
