"""Tell looking back from planning by the way sentences speak, where no heading and no cue tells.

In go stretches of plain text; out comes what each does, or where a text without any sign turns from
looking back to planning. The markers are those of Chinese grammar for aspect and mood: 了, 已, 完成 and
比上年 beside 要, 将, 确保 and 力争.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

__all__ = ["lean", "mood", "turning_point"]

# Each of these stands at least three times as often in one kind of part as in the other, by the character,
# in the reports whose headings tell their parts.
_AHEAD = re.compile(
    r"(?<![主重需必纲首提只摘紧])要(?![求素闻点地件害道塞领员职津])|(?<!即)将(?![近军])"
    r"|力争|确保|今年|明年|继续|努力|鼓励|引导|做好|抓好|推动|完善|探索|加强"
)
_BACK = re.compile(
    r"(?<![除为罢])了(?![解结])|同比|[比较]上年|累计|去年|取得|获得?|荣获|被评|顺利|圆满|得到|初步|明显"
    r"|(?:提高|增加|上升|下降)到|位居|跃居|分别|先后|成功"
)
_MIN_MARKS = 6
_CLEAR = 2


def lean(text: str) -> int:
    """Return how much a text plans rather than looks back: marks of planning less marks of looking back.

    Example:
        >>> lean("要确保增收,力争就业稳定。") > 0, lean("新建了学校,收入比上年增长5%。") < 0
        (True, True)
    """
    return len(_AHEAD.findall(text)) - len(_BACK.findall(text))


def mood(text: str) -> Literal["review", "plan"] | None:
    """Tell what a section does, or ``None`` where its marks are few or balanced.

    Example:
        >>> mood("要确保粮食丰收,力争就业稳定。继续抓好教育,推动养老服务,完善医疗保障。")
        'plan'
        >>> mood("新建了3所学校。") is None  # one mark is too few to tell
        True
    """
    ahead, back = len(_AHEAD.findall(text)), len(_BACK.findall(text))
    if ahead + back < _MIN_MARKS:
        return None
    if ahead >= _CLEAR * back:
        return "plan"
    return "review" if back >= _CLEAR * ahead else None


def turning_point(leans: Sequence[int]) -> int:
    """Return the index from which on the pieces plan, such that looking back before and planning after weigh most.

    Example:
        >>> turning_point([-3, -2, 1, -4, 2, 3])
        4
    """
    best, best_at, total = 0, len(leans), 0
    for index in range(len(leans) - 1, -1, -1):
        total += leans[index]
        if total > best:
            best, best_at = total, index
    return best_at
