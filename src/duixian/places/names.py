"""Shorten the full name of a division to the name people use.

In goes 沈阳市 or 新宾满族自治县; out comes 沈阳 or 新宾.
"""

from __future__ import annotations

import re

__all__ = ["short_name"]

_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌"
    "|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
# Some names leave out 族: 维吾尔自治区, 哈萨克自治州. Short ones do not: the 水 of 融水 is no people.
_PEOPLE = re.compile(rf"(?:(?:{_PEOPLES})族|维吾尔|哈萨克|柯尔克孜|蒙古|塔吉克|锡伯|回民)+(?:自治[区州县旗]|区)$")
_KIND = re.compile(r"(?:特别行政区|自治[区州县旗]|地区|新区|矿区|林区|特区|[省市区县旗盟])$")
_SHORTEST = 2


def short_name(name: str) -> str:
    """Return ``name`` without the words for its kind and peoples, where at least two characters remain.

    Example:
        >>> [short_name(name) for name in ("沈阳市", "内蒙古自治区", "融水苗族自治县", "塔城地区", "忠县", "浦东新区")]
        ['沈阳', '内蒙古', '融水', '塔城', '忠县', '浦东']
    """
    for pattern in (_PEOPLE, _KIND):
        short = pattern.sub("", name)
        if short != name and len(short) >= _SHORTEST:
            return short
    return name
