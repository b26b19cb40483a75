"""Shares against part and whole, and shares that should give 100 %: 占规上工业总产值的42.9%, 三次产业比重2.2∶41.7∶56.1.

In goes a place's field and the fields of all places; out come claims over part, whole and share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

from duixian.audit.claims import Claim
from duixian.audit.expressions import Expression, figure, number
from duixian.audit.facts import Fact, Field, Thing, thing_named
from duixian.audit.identities import identities
from duixian.audit.ratios import ratio_lists
from duixian.audit.wordings import is_level
from duixian.indicators.phrases import spell
from duixian.quantities import Interval

__all__ = ["partition_claims", "share_claims"]

_WHOLE_PLACES: Final = {"全市": 4, "全州": 4, "全省": 2, "全区": 2, "全国": 0}
_CODE_DIGITS: Final = 6
_COUNTRY: Final = "100000"
_SHARE: Final = re.compile(r"(?P<part>.{2,30}?)占(?P<whole>.{1,24}?)(?:比重|比例|份额|比|的)?$")
_SECTOR: Final = re.compile(r"第?([一二三])(?:次)?产(?:业)?[^占]{0,5}(?:占.{2,8})?(?:比重|比例|占比)")
_SECTORS: Final = 3
_LONGEST_GAP: Final = 16
_DOING: Final = re.compile(r"实现|完成|达到|达|预计|为|的|营业|总?额$")
_NO_WHOLE: Final = re.compile(r"预算数?|计划|目标|预期|任务|比例|概算")
_DAYS: Final = 365
_LEAP_YEARS: Final = 4
_WHOLE: Final = Decimal(100)


def share_claims(field: Field, places: Mapping[str, Field]) -> Iterator[Claim]:
    """Yield what each share says of its part and its whole.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "2024年,造林面积40.0万亩,其中人工造林面积10.0万亩,占全部造林面积的25.0%。"
        >>> [claim.rule for claim in share_claims(Field.of(read_text(text)), {})]
        ['share-told']
    """
    for fact in field.facts:
        if fact.figure.kind == "rate" and fact.figure.unit == "%" and fact.told and fact.year is not None:
            yield from _defined(field, fact)
            if fact.figure.of is not None or "占" in (fact.figure.indicator or ""):
                yield from _told(field, places, fact)
            if fact.thing[1] == "good-air-rate":
                yield from _days(field, fact)


def _defined(field: Field, share: Fact) -> Iterator[Claim]:
    for row in identities().shares:
        if share.thing != ("self", row.share) or share.year is None:
            continue
        for unit in sorted(field.units.get(("self", row.part), ())):
            part = field.level(("self", row.part), unit, share.year, near=share)
            whole = field.level(("self", row.whole), unit, share.year, near=share)
            if part is not None and whole is not None and part.document == whole.document == share.document:
                yield _claim("share-defined", part, whole, share, sure=part.figure.sentence == share.figure.sentence)


def _told(field: Field, places: Mapping[str, Field], share: Fact) -> Iterator[Claim]:
    named = _SHARE.fullmatch(share.figure.indicator or "")
    whole_name = share.figure.of or (named["whole"] if named is not None else "")
    part = _part(field, share, named["part"] if named is not None else "")
    if part is None or not whole_name or _NO_WHOLE.search(whole_name):
        return
    other = _whole_place(field, places, whole_name)
    if other is not None:
        whole = None if part.year is None else other.level(("self", part.thing[1]), part.unit, part.year, near=share)
        if whole is not None:
            yield _claim("share-of-place", part, whole, share, sure=False)
        return
    found = _whole(field, share, part, whole_name)
    if found is None or found[0] is part:
        return
    listed = _listed(field, part)
    told_before = any(
        part.at < fact.at < share.at and fact.figure.kind == "rate" and "占" in fact.clause
        for fact in field.neighbours(share)
    )
    sure = found[1] and part.figure.sentence == share.figure.sentence
    if len(listed) > 1:
        together = reduce(add, [figure(at + 1) for at in range(len(listed))])
        facts = ((found[0], "whole"), *((each, "part") for each in listed))
        yield Claim("share", "share-of-list", facts, together / figure(0) * 100, share, unit="%", only_fit=True)
    yield _claim("share-told", part, found[0], share, sure=sure, only_fit=len(listed) > 1 or told_before)


def _listed(field: Field, part: Fact) -> list[Fact]:
    """Return a part with the facts of its unit that stand right before it in a list."""
    listed = [part]
    for fact in reversed(field.neighbours(part)):
        if fact.at != listed[0].at - 1:
            continue
        between = listed[0].between
        if fact.figure.unit != part.figure.unit or between is None or len(between) > _LONGEST_GAP or "其中" in between:
            break
        listed.insert(0, fact)
    return listed


def _part(field: Field, share: Fact, name: str) -> Fact | None:
    """Return the amount the share speaks of: the last one before it in its sentence, else the one of that name."""
    for fact in reversed(field.neighbours(share)):
        if fact.at < share.at and is_level(fact) and fact.year == share.year:
            return fact if not name or _alike(spell(fact.figure.indicator or ""), spell(name)) else None
    return _named(field, share, name) if name else None


def _alike(one: str, two: str) -> bool:
    """Tell whether two phrases are one but for words of doing, and neither names a share itself."""
    bare = [_DOING.sub("", phrase) for phrase in (one, two)]
    return bare[0] == bare[1] and "占" not in bare[0]


def _named(field: Field, share: Fact, name: str) -> Fact | None:
    for unit in sorted({fact.figure.unit or "" for fact in field.by_document[share.document] if is_level(fact)}):
        thing: Thing = ("self", thing_named(name, unit or None, "amount"))
        found = _here(field, thing, share)
        if found is not None and found.figure.unit == (unit or None):
            return found
    return None


def _here(field: Field, thing: Thing, share: Fact) -> Fact | None:
    if share.year is None:
        return None
    for unit in sorted(field.units.get(thing, ())):
        found = field.level(thing, unit, share.year, near=share)
        if found is not None and found.document == share.document and found.figure.kind == "amount":
            return found
    return None


def _whole(field: Field, share: Fact, part: Fact, name: str) -> tuple[Fact, bool] | None:
    bare = name.removeprefix("全部").removeprefix("全区").removeprefix("全市").removeprefix("全年").removesuffix("总数")
    for fact in field.neighbours(share):
        same = is_level(fact) and fact is not part and fact.unit == part.unit and fact.at < share.at
        if same and spell(fact.figure.indicator or "") == spell(bare):
            return fact, True
    for each in dict.fromkeys((name, bare)):
        thing = ("self", thing_named(each, part.figure.unit, "amount")) if each else ("", "")
        found = _here(field, thing, share)
        if found is not None and found.unit == part.unit:
            return found, _alike(spell(found.figure.indicator or "").removesuffix("总量"), spell(bare))
    for fact in field.neighbours(share):
        same = is_level(fact) and fact is not part and fact.unit == part.unit and fact.at < share.at
        if same and bare and bare in (fact.figure.indicator or "") and fact.figure.value > part.figure.value:
            return fact, False
    return None


def _whole_place(field: Field, places: Mapping[str, Field], name: str) -> Field | None:
    digits = next((count for word, count in _WHOLE_PLACES.items() if name.startswith(word)), None)
    if digits is None or field.code is None:
        return None
    rest = name[2:]
    if rest and spell(rest) not in ("总量", "总数", "总额", "比重", ""):
        return None
    code = field.code[:digits].ljust(_CODE_DIGITS, "0") if digits else _COUNTRY
    return None if code == field.code else places.get(code)


def _days(field: Field, share: Fact) -> Iterator[Claim]:
    if share.year is None:
        return
    days = field.level(("self", "good-air-days"), "天", share.year, near=share)
    if days is not None and days.document == share.document:
        length = _DAYS + (share.year % _LEAP_YEARS == 0)
        yield Claim(
            "share", "share-of-days", ((days, "part"),), figure(0) / number(length) * 100, share, sure=False, unit="%"
        )


def _claim(
    rule: str, part: Fact, whole: Fact, share: Fact, *, sure: bool = True, only_fit: bool = False
) -> Claim:  # fmt: skip
    return Claim(
        relation="share",
        rule=rule,
        facts=((part, "part"), (whole, "whole")),
        expression=figure(0) / figure(1) * 100,
        stated=share,
        sure=sure,
        unit="%",
        only_fit=only_fit,
    )


def partition_claims(field: Field, _: Mapping[str, Field]) -> Iterator[Claim]:
    """Yield that the shares of the three sectors give 100, told one by one or as A∶B∶C.

    Example:
        >>> from duixian.audit.facts import Field
        >>> from duixian.reading import read_text
        >>> text = "2024年,三次产业结构调整为2.2∶41.7∶56.1,收入增长5%。"
        >>> [claim.rule for claim in partition_claims(Field.of(read_text(text)), {})]
        ['partition-ratio']
    """
    for facts in field.sentences.values():
        yield from _sectors(facts)
    for facts in field.by_document.values():
        for parts in ratio_lists(facts[0]):
            yield _whole_of(parts, "partition-ratio")


def _sectors(facts: list[Fact]) -> Iterator[Claim]:
    found: dict[tuple[int | None, str], dict[str, Fact]] = {}
    for fact in facts:
        named = _SECTOR.search(fact.figure.indicator or "")
        if named is not None and fact.figure.kind == "rate" and fact.figure.unit == "%" and fact.figure.high is None:
            found.setdefault((fact.year, fact.figure.role), {}).setdefault(named[1], fact)
    for sectors in found.values():
        if len(sectors) == _SECTORS:
            yield _whole_of([sectors[name] for name in sorted(sectors)], "partition-sectors")


def _whole_of(parts: list[Fact], rule: str) -> Claim:
    leaves: list[Expression] = [figure(at) for at in range(len(parts))]
    return Claim(
        relation="partition",
        rule=rule,
        facts=tuple((part, "part") for part in parts),
        expression=reduce(add, leaves),
        stated=Interval.exactly(_WHOLE),
        unit="%",
    )
