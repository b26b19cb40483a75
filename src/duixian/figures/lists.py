"""Give each value of a list its own subject: 分别 lists, halves of a pair, the figures just before.

In goes a run of candidates that only 、 or 和 separates; out come their phrases, where there are as many
subjects as values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from duixian.figures.candidates import Candidate
from duixian.figures.phrases import Phrase, clean_left, is_dependent, phrase_of, strip_growth

__all__ = ["distribute", "shared_behind", "shared_tail", "value_list"]

_CONNECT = "、和及与以至到,- ~"
_SPLIT = re.compile(r"、|和|及|与|以及")
_RESPECTIVELY = re.compile(r"(?:分别|各)?(?:是|为|达到?|由|突破|超过|排|居|列)?(?:全[国省市区州])?\s*\Z")
_HALVES = {
    "城乡": ("城镇", "农村"),
    "存贷款": ("存款", "贷款"),
    "存贷": ("存", "贷"),
    "进出口": ("进口", "出口"),
    "省市": ("省级", "市级"),
}
_SECTORS = re.compile(r"(?:第)?一、?二、?三(?:次)?产业?(增加值)?\Z")
_SECTOR_NAMES = ("第一产业", "第二产业", "第三产业")
_SHORT = 4
_ACTION_TAIL = re.compile(
    r"(?:规划编制|编制|建设|改造|改造提升|整治|治理|创建|修缮|更新|维修|提升|建设任务|改造任务)\Z"
)
_DOING = re.compile(r"(?:完成|实施|推进|启动|加快|开展)\s*\Z")


def value_list(candidates: Sequence[Candidate], position: int) -> list[Candidate]:
    """Return the run of candidates from ``position`` on that only 、 or 和 separates.

    In “分别是1.5、1.4和2.7倍” the run has three values.

    Example:
        >>> from duixian.figures.candidates import Clauses, cut_candidates
        >>> from duixian.quantities import find_quantities
        >>> plain = "水电、燃气用量分别增长5%、6%,新建学校3所"
        >>> candidates = cut_candidates(Clauses(plain, 0, len(plain), []), find_quantities(plain))
        >>> [candidate.quantity.span.of(plain) for candidate in value_list(candidates, 0)]
        ['5%', '6%']
    """
    run = [candidates[position]]
    for at in range(position + 1, len(candidates)):
        other = candidates[at]
        joined = run[-1].between.strip() and not run[-1].between.strip(_CONNECT)
        if other.clause != run[-1].clause or not joined or other.right.strip():
            break
        run.append(other)
    return run


def distribute(group: Sequence[Candidate], before: Sequence[Candidate]) -> bool:
    """Set the phrases of a list of values; tell whether there were as many subjects as values.

    Args:
        group: the values, at least two.
        before: the candidates in front of them, named already, for values that name nothing
            (项目54个、金额3亿元,分别增长【5%】、【7%】).

    Example:
        >>> from duixian.figures.candidates import Clauses, cut_candidates
        >>> from duixian.quantities import find_quantities
        >>> plain = "城乡居民收入分别为5万元、3万元"
        >>> values = cut_candidates(Clauses(plain, 0, len(plain), []), find_quantities(plain))
        >>> distribute(values, [])
        True
        >>> [str(value.phrase) for value in values]
        ['城镇居民收入', '农村居民收入']
    """
    left = group[0].left
    if group[0].kind in ("growth", "points", "multiple"):
        left = strip_growth(left)
    name = clean_left(_RESPECTIVELY.sub("", left.rstrip()))
    if not name:
        return _from_before(group, before)
    subjects = _subjects(name, len(group))
    if subjects is None:
        return False
    for candidate, subject in zip(group, subjects, strict=True):
        candidate.phrase = phrase_of(subject)
        candidate.rules.append("respectively")
    return True


def _from_before(group: Sequence[Candidate], before: Sequence[Candidate]) -> bool:
    named = before[-len(group) :]
    if len(named) < len(group) or len({str(candidate.phrase) for candidate in named}) < len(group):
        return False
    for candidate, other in zip(group, named, strict=True):
        candidate.phrase = other.phrase
        candidate.rules.append("respectively-as-before")
    return True


def _subjects(name: str, count: int) -> list[str] | None:
    if (sectors := _SECTORS.search(name)) and count == len(_SECTOR_NAMES):
        return [name[: sectors.start()] + sector + (sectors.group(1) or "") for sector in _SECTOR_NAMES]
    parts = [part for part in _SPLIT.split(name) if part]
    if len(parts) == 1 and "、" in name:
        return parts * count  # 生产总值一季度、上半年分别增长2.5%、2.7%: one thing at several times
    if len(parts) == count:
        return [_completed(part, parts) for part in parts]
    for word, halves in _HALVES.items():
        if word in name and len(halves) == count:
            return [name.replace(word, half, 1) for half in halves]
    return None


def _completed(part: str, parts: Sequence[str]) -> str:
    """Restore what a subject of a list shares with the first or the last of it.

    城市、农村家庭宽带接入能力 → 城市家庭宽带接入能力; 规上工业总产值、增加值 → 规上工业增加值.
    """
    first, last = parts[0], parts[-1]
    if part != first and is_dependent(part) and first.endswith(("总产值", "增加值", "总额", "收入", "余额")):
        return re.sub(r"(?:总产值|增加值|总额|收入|余额)\Z", "", first) + part
    if part == last or len(last) <= len(part):
        return part
    for length in (2, 1):
        at = last.find(part[-length:])
        if at > 0 and at + length < len(last):
            return part + last[at + length :]
    return part + last[len(part) :] if len(part) <= _SHORT and len(last) > len(part) + 2 else part


def shared_behind(candidates: Sequence[Candidate], position: int, name_behind: Sequence[str]) -> Phrase | None:
    """Take the name from behind a list of amounts of one thing (【895公顷】、51万株疫木采伐处理).

    Args:
        candidates: the candidates of the sentence.
        position: the one to name.
        name_behind: for each candidate the cleaned words behind it.

    Example:
        >>> from duixian.figures.candidates import Clauses, cut_candidates
        >>> from duixian.quantities import find_quantities
        >>> plain = "清理3公里、疏浚5公里河道"
        >>> candidates = cut_candidates(Clauses(plain, 0, len(plain), []), find_quantities(plain))
        >>> str(shared_behind(candidates, 0, ["", "河道"]))
        '清理河道'
    """
    candidate = candidates[position]
    own = name_behind[position]
    stacked = not candidate.between.strip()
    for at in range(position + 1, min(position + 3, len(candidates))):
        other = candidates[at]
        if other.clause != candidate.clause or not (other.listed or stacked):
            return None
        if name_behind[at]:
            candidate.rules.append("shared-behind")
            tail = re.sub(r"\A[^,;]{1,3}级", "", name_behind[at]) if own.endswith("级") else name_behind[at]
            verb = phrase_of(clean_left(candidate.left))
            return phrase_of(str(verb) + own + tail)
        stacked = not other.between.strip()
    return None


def shared_tail(candidates: Sequence[Candidate], position: int, name_behind: Sequence[str]) -> str:
    """Return the action that the next name of a list bears for both (完成【7个】棚户区、71个老旧小区改造).

    Example:
        >>> from duixian.figures.candidates import Clauses, cut_candidates
        >>> from duixian.quantities import find_quantities
        >>> plain = "完成7个菜市场、9个公园改造"
        >>> candidates = cut_candidates(Clauses(plain, 0, len(plain), []), find_quantities(plain))
        >>> shared_tail(candidates, 0, ["菜市场", "公园改造"])
        '改造'
    """
    if position + 1 >= len(candidates) or not candidates[position + 1].listed:
        return ""
    if candidates[position + 1].clause != candidates[position].clause or _ACTION_TAIL.search(name_behind[position]):
        return ""
    if not _DOING.search(candidates[position].left):
        return ""
    match = _ACTION_TAIL.search(name_behind[position + 1])
    return match.group() if match else ""
