"""Which place or organisation a figure is about, where it is not the reporting place itself.

In goes a candidate with the issuer of its document; out comes ``self`` or the words of the text.
"""

from __future__ import annotations

import re

from duixian.places import issuing_place, scope_place

__all__ = ["SELF", "ScopeCodes", "decide_scope"]

SELF = "self"

_LEVELS = {
    "全国": 0,
    "我国": 0,
    "全省": 1,
    "我省": 1,
    "全自治区": 1,
    "全市": 2,
    "我市": 2,
    "全区": 3,
    "我区": 3,
    "全县": 3,
    "我县": 3,
}
_WORD = re.compile("|".join(_LEVELS))


def _level_of(issuer: str | None) -> int | None:
    if issuer is None:
        return None
    if issuer.endswith(("国务院", "中国", "中华人民共和国", "国家")):
        return 0
    if issuer.endswith(("省", "自治区")) or issuer in ("北京市", "上海市", "天津市", "重庆市"):
        return 1
    if issuer.endswith(("市", "州", "盟", "地区")):
        return 2
    return 3 if issuer.endswith(("区", "县", "旗")) else None


def decide_scope(left: str, issuer: str | None, *, is_share: bool) -> str:
    """Return the scope of a figure.

    Args:
        left: the words to the left of the number, in its clause.
        issuer: the place that speaks, as written, or ``None``.
        is_share: whether the figure is a share, whose whole (占全市) is no scope.

    Example:
        >>> decide_scope("全市地区生产总值达到", "澄宁区", is_share=False)
        '全市'
        >>> decide_scope("全区地区生产总值达到", "澄宁区", is_share=False)
        'self'
    """
    level = _level_of(issuer)
    match = _WORD.match(left.strip())
    if level is None or match is None or is_share:
        return SELF
    return match.group() if _LEVELS[match.group()] < level else SELF


class ScopeCodes:
    """The division codes of the scopes of one document.

    Args:
        issuer: the place that speaks, as written, or ``None``.
        year: the year for which divisions are looked up, or ``None``.

    Example:
        >>> codes = ScopeCodes("沈阳市浑南区", 2021)
        >>> codes.code("self"), codes.code("全市"), codes.code("远舟公司")
        ('210112', '210100', None)
    """

    __slots__ = ("_found", "_issuer", "_year")

    def __init__(self, issuer: str | None, year: int | None) -> None:
        self._year = year
        self._issuer = issuing_place(issuer, year=year) if issuer else None
        self._found: dict[str, str | None] = {SELF: self._issuer.code if self._issuer else None}

    def code(self, scope: str) -> str | None:
        """Return the GB/T 2260 code of a scope as written, ``None`` if it is no division or ambiguous."""
        if scope not in self._found:
            place = scope_place(scope, self._issuer, year=self._year) if self._issuer else None
            self._found[scope] = place.code if place else None
        return self._found[scope]
