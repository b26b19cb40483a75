"""Which numbers are no figures: dates, ordinals, names, thresholds and sets.

In goes a quantity with the text around it; out comes the id of the rule that excludes it, or ``None``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from duixian.errors import DefinitionError
from duixian.model import Quantity

__all__ = ["ExclusionRule", "counts_money", "counts_people", "excluded_by", "exclusion_rules"]

_LEFT_CHARACTERS = 16
_RIGHT_CHARACTERS = 60
_PEOPLE_CHARACTERS = 36
_QUOTED_NAME_CHARACTERS = 12
_FILE = "figures/exclusions.toml"


@dataclass(frozen=True, slots=True)
class ExclusionRule:
    """One rule of ``exclusions.toml``: all patterns that are given must match.

    Args:
        id: the rule's name.
        left, number, right: patterns for the words before, the number with unit, the words behind.
        example: a sentence whose number in [brackets] is excluded.
        keep: a sentence whose number in [brackets] is not, or an empty string.
    """

    id: str
    left: re.Pattern[str] | None
    number: re.Pattern[str] | None
    right: re.Pattern[str] | None
    example: str
    keep: str

    def matches(self, left: str, number: str, right: str) -> bool:
        """Tell whether the rule excludes a number with these words around it."""
        return (
            (self.number is None or self.number.fullmatch(number) is not None)
            and (self.left is None or self.left.search(left) is not None)
            and (self.right is None or self.right.match(right) is not None)
        )


@cache
def exclusion_rules() -> tuple[ExclusionRule, ...]:
    """Load the rules in the order of the file.

    Raises:
        DefinitionError: a rule lacks its id, example or all patterns, or a pattern is no regular expression.

    Example:
        >>> exclusion_rules()[0].id
        'year'
    """
    data = tomllib.loads(resources.files("duixian").joinpath(_FILE).read_text(encoding="utf-8"))
    rules = []
    for row, block in enumerate(data["rule"], 1):
        where = f"{_FILE}, rule {row}"
        if not (block.get("id") and block.get("example") and {"left", "number", "right"} & block.keys()):
            raise DefinitionError("bad-wording", where=where, problem="id, example and one pattern are needed")
        try:
            left = re.compile(f"(?:{block['left']})\\Z") if "left" in block else None
            number = re.compile(block["number"]) if "number" in block else None
            right = re.compile(block["right"]) if "right" in block else None
        except re.error as error:
            raise DefinitionError("bad-wording", where=where, problem=str(error)) from error
        rules.append(ExclusionRule(block["id"], left, number, right, block["example"], block.get("keep", "")))
    return tuple(rules)


def excluded_by(plain: str, quantity: Quantity) -> str | None:
    """Return the id of the rule by which a quantity is no figure, or ``None`` if it may be one.

    Args:
        plain: the plain text of the document.
        quantity: the number; its span counts code points of ``plain``.

    Example:
        >>> from duixian.quantities import find_quantities
        >>> plain = "2024年新建学校3所"
        >>> [excluded_by(plain, quantity) for quantity in find_quantities(plain)]
        ['year', None]
    """
    start, end = quantity.span.start, quantity.span.end
    left = plain[max(0, start - _LEFT_CHARACTERS) : start]
    number = plain[start:end]
    right = plain[end : end + _RIGHT_CHARACTERS]
    for rule in exclusion_rules():
        if rule.matches(left, number, right):
            return rule.id
    if _in_short_quotes(left, right, number):
        return "quoted-name"
    if quantity.unit is not None or quantity.form not in ("arabic", "chinese"):
        return None
    if number[-1] in "万亿" and counts_money(left):
        return None
    if _INDEX.search(left) or counts_people(plain[max(0, start - _PEOPLE_CHARACTERS) : start], number, right):
        return None
    # 超百亿 and 近百万群众 say how much; 千亿产业 is a name
    stated = quantity.form == "chinese" and quantity.bound in (">", "~", ">=") and number[-1] in "万亿"
    return None if stated else "no-unit"


_INDEX = re.compile(
    r"(?:指数|系数|倍差|收入比|收入之比|容积率|评分|得分|分值|比值)"
    r"(?:分别|已|预计|要)?(?:达到?|为|是|控制在|保持在|由|从|在|缩小到|缩小至|降到|降至|下降到|下降至|提高到|提升到|提升至|提高至|稳定在|缩小为)?\s*\Z"
)
"""Names of measures that have no unit (居民消费价格指数103)."""

_PEOPLE = re.compile(
    r"(?:名|位)?[^,。;、\d]{0,8}?(?:人口|群众|居民|农民|市民|老人|学生|职工|村民|劳动力|农民工|人民|贫困|考生|党员|干部|家庭|用户|人员|对象|人数|户籍)"
)


_PEOPLE_BEFORE = re.compile(
    r"(?:人数|人口|人员|学生|职工|居民|农民|群众|参保|参合|农民工|劳动力|市民|用户|党员)"
    r"(?:总数|规模)?(?:分别|各|增加|减少|达到?|突破|超过|超|为|近|约|已达|下降到|减少到|增加到|新增|净增|扩大到|累计|总计)*(?:\d[\d.]*[万亿](?:[、和]|,总计达?到?))*\s*\Z"
)


def counts_people(left: str, number: str, right: str) -> bool:
    """Tell whether a number without measure word counts people.

    Example:
        >>> counts_people("近", "14亿", "人口"), counts_people("参保人数增加", "1753万", ",")
        (True, True)
    """
    if number[-1:] not in ("万", "亿"):
        return False
    return _PEOPLE.match(right) is not None or _PEOPLE_BEFORE.search(left) is not None


_MONEY = re.compile(
    r"(?:额|产值|收入|投资|资金|贷款|存款|税收|利润|营收|GDP|生产总值|增加值|支出|规模)(?:超|破|突破|超过|近|达到?|实现|完成|达|约)*\s*\Z"
)


def counts_money(left: str) -> bool:
    """Tell whether the words before a number without measure word name money.

    Example:
        >>> counts_money("线上交易额突破"), counts_money("种树")
        (True, False)
    """
    return _MONEY.search(left) is not None


_WHOLE_STATEMENTS = ("连冠", "%", "连增", "零", "元", "倍")


def _in_short_quotes(left: str, right: str, number: str) -> bool:
    opened = left.rfind("“")
    if opened < 0 or left.find("”", opened) >= 0:
        return False
    closed = right.find("”")
    if closed < 0 or len(left) - opened + closed > _QUOTED_NAME_CHARACTERS or right.find("“", 0, closed) >= 0:
        return False
    return not number.endswith(_WHOLE_STATEMENTS) and not number.startswith("零")
