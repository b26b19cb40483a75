"""Name what each figure of a sentence measures, with what was left out restored.

In go the candidates of one sentence in order; each gets its phrase, taken from its own words where they
suffice, else completed from the figures before (收入93.6亿元,增长【7%】), from the list it stands in
(新增重点实验室7家、工程中心【3家】), from 分别 lists, or from the clause behind (投入【8.6亿元】,新建学校83所).
"""

from __future__ import annotations

import re
from functools import cache

from duixian.figures.candidates import Candidate, Clauses
from duixian.figures.phrases import (
    Phrase,
    clean_left,
    clean_right,
    is_bare_verb,
    is_dependent,
    is_generic,
    is_link,
    is_money_verb,
    is_strong,
    phrase_of,
    subject_of,
)
from duixian.figures.wording import load_wording

__all__ = ["name_candidates"]

_SHARE = re.compile(
    r"(?:占|在)(?:到|了)?(?P<of>[^,;。、占]{1,18}?)(?:的|中)?(?P<ratio>比重|比例|占比|份额|总数|的)?(?:为|达到?|超过?|由|从|提高到|上升到|提升到|增加到|的)?\Z"
)
_GROWTH_TAIL = re.compile(
    r"(?:(?<!占)比|较|同比|环比|年均|分别|总体|预期|将|可|平均|累计|实际|可比|名义)*(?:增长|增加|下降|降低|减少|提高|提升|上升|上涨|递增|压缩|压减|缩短|回落|收窄|扩大|增幅|增速|涨幅|降幅|回升|下滑|缩减|精简|高于|低于|快于|慢于|上涨幅度|增长率|增长速度)"
    r"(?:了|为|到|至|均|都|达到?|幅度|控制在|保持在|稳定在|超过|在|不低于|高于|力争|实现|完成|分别|全省|全市|全国)*\Z"
)
_BASE_TAIL = re.compile(r"(?:是|为)\s*\Z|(?<![可对占])(?:比|较|与|同)[^,;。]{0,12}\Z")
_CONNECT = "、和及与以至到,- ~"
_RANK_VERB = "(?:保持|位居|位列|居于|居|列|排名|排在|排|跻身|进入|名列|位于|晋升|上升到|上升至|跃居|跃升至|升至|升到|达到|荣获|获得|获|蝉联|实现|夺得|稳居|前移至|入围|迈入|成为)"
_RANK_PLACE = "(?:全国|全省|全市|全区|全州|东北地区|东北|西部地区|西部|中部地区|中部|东部地区|东部|华东|世界|同类城市|副省级城市|省会城市|省级开发区|各市|各县区|地级市)"
_RANK_TAIL = re.compile(
    rf"(?:继续|稳|均|都|连续|持续|始终|分别|综合|再次|首次|双双|成功|总体)*(?:{_RANK_VERB}(?:了)?(?:{_RANK_PLACE}|[^,;。]{{0,8}}[省市县区州国]|[^,;。]{{0,8}}(?:城市|开发区|地区))?|{_RANK_PLACE})(?:的|中|同类|同级|排名|位居|位列|居|前)*\Z"
)
_MEASURE_NOUN = re.compile(
    r"(?:投资额|总投资|数量|总数|总量|客流量|客流|产值|面积|人数|户数|营业收入|销售额|交易额|成交额|营业额|规模|总额|销售收入)\Z"
)
_WITHIN = re.compile(r"\A\s*(?:、|,)?其中")
_SPLIT = re.compile(r"、|和|及|与|以及")


def name_candidates(clauses: Clauses, candidates: list[Candidate], topic: Phrase | None) -> None:
    """Set ``phrase`` and ``of`` of all candidates of one sentence.

    Args:
        clauses: the sentence's clauses.
        candidates: in text order, kinds decided.
        topic: what the sentence before was about, for figures that name nothing themselves.
    """
    last: Phrase | None = None
    verb = ""
    position = 0
    while position < len(candidates):
        candidate = candidates[position]
        group = _value_list(candidates, position)
        if len(group) > 1 and _distribute(group):
            last = group[-1].phrase
            position += len(group)
            continue
        phrase = _own_phrase(candidate, clauses)
        phrase = _completed(candidate, phrase, last or (topic if not candidate.clause else None), verb, clauses)
        if not phrase:
            phrase = (
                _shared_behind(candidates, position) or last or _clause_before(clauses, candidate) or Phrase("", "")
            )
        candidate.phrase = phrase
        if candidate.kind == "amount" and phrase:
            verb = phrase.verb if is_strong(phrase.verb) else ""
        last = phrase or last
        position += 1
    _complete_money(clauses, candidates)


def _own_phrase(candidate: Candidate, clauses: Clauses) -> Phrase:
    """Name a candidate from its own words; an empty phrase where they name nothing."""
    left = candidate.left
    if candidate.kind in ("growth", "points", "multiple"):
        left = _GROWTH_TAIL.sub("", left.rstrip())
        left = _BASE_TAIL.sub("", left.rstrip())
    elif candidate.kind == "rank":
        left = _RANK_TAIL.sub("", left.rstrip())
    share = _SHARE.search(left.rstrip()) if candidate.kind == "rate" else None
    if share and "率" not in share.group("of"):
        candidate.of = clean_right(share.group("of"))
        ratio = share.group("ratio") or "比重"
        subject = clean_left(left[: share.start()])
        name = f"占{candidate.of}{'比重' if ratio in ('的', '总数') else ratio}"
        candidate.rules.append("share-of")
        return Phrase("", subject + name) if subject else Phrase("", name)
    name = clean_left(left)
    right = candidate.right
    if candidate.kind == "rank" or not right.strip() or is_link(right):
        return phrase_of(name)
    if right.lstrip().startswith("的"):
        candidate.rules.append("attribute-of")
        thing = clean_right(right)
        return phrase_of(thing + name) if not phrase_of(name).verb else phrase_of(name + thing)
    if right.startswith(("内", "之内")) and candidate.quantity.unit in (
        "日",
        "天",
        "小时",
        "工作日",
        "分钟",
        "年",
        "月",
    ):
        right = right.lstrip("之内")
    candidate.rules.append("noun-behind")
    action = phrase_of(clean_right(right))
    if action.verb and not action.core and name:
        return Phrase(action.verb, phrase_of(name).core or name)
    return phrase_of(name + clean_right(right))


def _completed(candidate: Candidate, phrase: Phrase, last: Phrase | None, verb: str, clauses: Clauses) -> Phrase:
    """Restore what the text left out, from the figure or the clause before."""
    text = str(phrase)
    if is_generic(text) and candidate.clause and not candidate.follows and "等" in candidate.left:
        candidate.rules.append("generic-completed")
        return Phrase("", clean_left(clauses.text(candidate.clause - 1)) + text)
    if last is None or not last:
        needs = is_dependent(text.partition("占")[0] or text) or text.startswith("占")
        before = _clause_before(clauses, candidate) if needs else None
        return Phrase("", str(before) + text) if before else phrase
    if text.startswith("占") and candidate.of:
        candidate.rules.append("subject-of-share")
        base = re.sub(r"占.*(?:比重|比例|占比|份额)\Z", "", str(last))
        return Phrase("", base + text)
    if not phrase:
        return phrase
    if is_bare_verb(phrase) and not candidate.right.strip() and last.core and not is_money_verb(text):
        candidate.rules.append("thing-from-before")
        return Phrase(phrase.verb, last.core)
    within = _WITHIN.match(clauses.plain[candidate.clause_start : candidate.clause_start + 4]) is not None
    if within and len(text) <= 4 and last.core and not phrase.verb:
        candidate.rules.append("part-of-before")
        return Phrase(last.verb, text + last.core)
    if is_money_verb(text) and not candidate.right.strip() and candidate.clause + 1 < len(clauses.starts):
        return phrase
    if _is_sibling_rate(text, str(last)):
        candidate.rules.append("rate-beside-rate")
        return Phrase("", str(last)[: -len(text)] + text)
    if is_dependent(text) and last.core:
        candidate.rules.append("belongs-to-before")
        base = _MEASURE_NOUN.sub("", str(last))
        return Phrase("", base + text)
    if candidate.listed and verb and not phrase.verb and candidate.kind == "amount":
        candidate.rules.append("verb-from-list")
        return Phrase(verb, phrase.core)
    return phrase


def _clause_before(clauses: Clauses, candidate: Candidate) -> Phrase | None:
    """Name a figure that names nothing from the clause in front of it."""
    if candidate.clause == 0:
        return None
    text = subject_of(clauses.text(candidate.clause - 1))
    if not text:
        return None
    candidate.rules.append("clause-before")
    return phrase_of(text)


def _is_sibling_rate(text: str, last: str) -> bool:
    """Tell whether a short rate shares its subject with the rate before (网上可办率95%、【实办率】90%)."""
    return len(text) <= 4 and text.endswith("率") and last.endswith("率") and len(last) >= len(text) + 4  # noqa: PLR2004


def _shared_behind(candidates: list[Candidate], position: int) -> Phrase | None:
    """Take the name from behind a list of amounts of one thing (【895公顷】、51万株疫木采伐处理)."""
    for other in candidates[position + 1 : position + 3]:
        if not other.listed or other.clause != candidates[position].clause:
            return None
        if other.right.strip():
            candidates[position].rules.append("shared-behind")
            verb = phrase_of(clean_left(candidates[position].left))
            return phrase_of(str(verb) + clean_right(other.right))
    return None


def _value_list(candidates: list[Candidate], position: int) -> list[Candidate]:
    """Return the run of candidates that only 、 or 和 separates (分别是【1.5】、【1.4】和【2.7倍】)."""
    run = [candidates[position]]
    for other in candidates[position + 1 :]:
        joined = run[-1].between.strip() and not run[-1].between.strip(_CONNECT)
        if other.clause != run[-1].clause or not joined or other.right.strip():
            break
        run.append(other)
    return run


@cache
def _pairs() -> dict[str, tuple[str, ...]]:
    return {
        "城乡": ("城镇", "农村"),
        "存贷款": ("存款", "贷款"),
        "存贷": ("存", "贷"),
        "进出口": ("进口", "出口"),
        "省市": ("省级", "市级"),
    }


def _distribute(group: list[Candidate]) -> bool:
    """Give each value of a 分别 list its own subject; tell whether there were as many subjects as values."""
    first = group[0]
    left = first.left
    if first.kind in ("growth", "points", "multiple"):
        left = _GROWTH_TAIL.sub("", left.rstrip())
    left = re.sub(r"(?:分别|各)?(?:是|为|达到?|由|突破|超过)?\s*\Z", "", left.rstrip())
    name = clean_left(left)
    subjects = _subjects(name, len(group))
    if subjects is None:
        return False
    for candidate, subject in zip(group, subjects, strict=True):
        candidate.phrase = phrase_of(subject)
        candidate.rules.append("respectively")
    return True


def _subjects(name: str, count: int) -> list[str] | None:
    parts = [part for part in _SPLIT.split(name) if part]
    if len(parts) == count:
        return [_with_shared_end(part, parts[-1]) for part in parts]
    for word, halves in _pairs().items():
        if word in name and len(halves) == count:
            return [name.replace(word, half, 1) for half in halves]
    return None


def _with_shared_end(part: str, last: str) -> str:
    """Restore the end that the last subject of a list shares with the others (城市、农村【家庭宽带接入能力】)."""
    if part == last or len(last) <= len(part):
        return part
    for length in (2, 1):
        at = last.find(part[-length:])
        if at > 0 and at + length < len(last):
            return part + last[at + length :]
    return part + last[len(part) :] if len(part) <= 4 and len(last) > len(part) + 2 else part


def _complete_money(clauses: Clauses, candidates: list[Candidate]) -> None:
    """Name money that was only spent by what it was spent on (投入【8.6亿元】,新建学校83所)."""
    for position, candidate in enumerate(candidates):
        name = str(candidate.phrase or "")
        if not is_money_verb(name) or candidate.right.strip():
            continue
        following = candidates[position + 1] if position + 1 < len(candidates) else None
        if following is not None and following.clause == candidate.clause + 1 and following.phrase:
            purpose = str(following.phrase)
        elif candidate.clause + 1 < len(clauses.starts):
            purpose = clean_left(clauses.text(candidate.clause + 1))
        else:
            continue
        if purpose and not is_money_verb(purpose):
            candidate.phrase = Phrase("", purpose + name)
            candidate.rules.append("money-for-clause-behind")


def load_check() -> None:
    """Load the word lists now, so that a faulty one is found at once."""
    load_wording("phrases")
