"""Tell which division a name means, where a document comes from and what 全市 means in it.

In go names as written, with the place or year they stand in; out come divisions, or ``None`` where a name is unknown
or means more than one.
"""

from __future__ import annotations

import re

from duixian.places.table import NATION, Division, Level, ancestors, load_table, pick

__all__ = ["issuing_place", "resolve", "scope_place"]

_HIGHEST_FIRST: tuple[Level, ...] = ("nation", "province", "prefecture", "county")
_WHOLE = re.compile(r"(?:全|我|本)(国|省|自治区|市|区|县|自治州|州|盟|旗|地区)$")
_NATION = re.compile(r"国务院|中华人民共和国|全国|我国|国家")
_LONGEST_OPENING = 40
_SHORTEST_NAME = 2


def resolve(name: str, *, within: str | None = None, year: int | None = None) -> Division | None:
    """Return the division that a name means.

    Args:
        name: full (沈阳市) or short name (沈阳); a short name means the highest level that bears it (长沙 is 长沙市,
            not 长沙县).
        within: code or name of a division that it lies in.
        year: at the end of which year; else now, or last for names that are gone.

    Returns:
        ``None`` where the name is unknown or ambiguous.

    Example:
        >>> resolve("沈阳").code, resolve("鼓楼区"), resolve("鼓楼区", within="南京市").code
        ('210100', None, '320106')
    """
    prefix, whole = "", None
    if within is not None:
        whole = pick(load_table().by_code.get(within, ()), year)[-1:] or (resolve(within, year=year),)
        if whole[0] is None:
            return None
        prefix = _prefix(whole[0])
    found = _named(name, prefix, year)
    if found is None and whole and whole[0] and name in {whole[0].name, whole[0].short_name}:
        return whole[0]
    return found


def _prefix(whole: Division) -> str:
    """Return the digits that the codes of all divisions within have in common."""
    return {"nation": "", "province": whole.code[:2], "prefecture": whole.code[:4], "county": whole.code + "-"}[
        whole.level
    ]


def _named(name: str, prefix: str, year: int | None) -> Division | None:
    table = load_table()
    full = _within(table.by_name.get(name, ()), prefix, year)
    if full:
        return full[0] if len(full) == 1 else None
    short = _within(table.by_short_name.get(name, ()), prefix, year)
    for level in _HIGHEST_FIRST:
        highest = [each for each in short if each.level == level]
        if highest:
            return highest[0] if len(highest) == 1 else None
    return None


def _within(candidates: tuple[Division, ...], prefix: str, year: int | None) -> tuple[Division, ...]:
    # A division does not lie in itself: its own code is its prefix filled with zeros.
    own = prefix.ljust(6, "0")
    return pick(tuple(each for each in candidates if each.code.startswith(prefix) and each.code != own), year)


def issuing_place(issuer: str, *, year: int | None = None) -> Division | None:
    """Return the division whose body speaks, from the words that name it or from a document's title.

    Args:
        issuer: such as 沈阳市浑南区人民政府 or 关于沈阳市2020年…的报告; its first 40 characters are looked at.
        year: the year of the document.

    Example:
        >>> issuing_place("沈阳市浑南区人民政府").code, issuing_place("国务院").name
        ('210112', '中华人民共和国')
    """
    opening = re.sub(r"\s", "", issuer[:_LONGEST_OPENING])
    for start in range(len(opening)):
        place, end = _longest(opening, start, None, year)
        if place is None:
            continue
        inner: Division | None = place
        while inner is not None:
            place = inner
            inner, end = _longest(opening, end, place, year)
        return place
    if _NATION.search(opening):
        return NATION
    return resolve(opening, year=year)


def _longest(text: str, start: int, whole: Division | None, year: int | None) -> tuple[Division | None, int]:
    """Return the longest full name that begins at ``start``, and where it ends."""
    table = load_table()
    prefix = "" if whole is None else _prefix(whole)
    for end in range(min(len(text), start + table.longest_name), start + _SHORTEST_NAME - 1, -1):
        found = _within(table.by_name.get(text[start:end], ()), prefix, year)
        if len(found) == 1 and found[0] is not NATION:
            return found[0], end
    return None, start


def scope_place(wording: str, issuer: Division, *, year: int | None = None) -> Division | None:
    """Return the place that a scope means in a document of ``issuer``.

    Args:
        wording: ``self``, a name, or words like 全市, 我区, 全国; 全市 is the nearest city upwards: in a district's
            report the city it belongs to, in a county-level city's report that city itself.
        issuer: the place whose document it is.
        year: the year of the document.

    Example:
        >>> hunnan = resolve("浑南区")
        >>> [scope_place(words, hunnan).name for words in ("全市", "全区", "全省", "沈河区")]
        ['沈阳市', '浑南区', '辽宁省', '沈河区']
    """
    if wording == "self":
        return issuer
    chain = (issuer, *ancestors(issuer, year))
    if whole := _WHOLE.match(wording):
        kind = whole[1]
        return next((each for each in chain if each.name.endswith(kind)), None)
    for each in chain:
        if found := resolve(wording, within=each.code, year=year):
            return found
    return None
