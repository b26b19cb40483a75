"""Name what each figure of a sentence measures, with what was left out restored.

In go the candidates of one sentence in order; each gets its phrase, taken from its own words where they
suffice, else completed from the figures before (收入93.6亿元,增长【7%】), from the list it stands in
(新增重点实验室7家、工程中心【3家】), from 分别 lists, or from the clause behind (投入【8.6亿元】,新建学校83所).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from duixian.figures.candidates import Candidate, Clauses
from duixian.figures.lists import distribute, shared_behind, shared_tail, value_list
from duixian.figures.phrases import (
    Phrase,
    clean_left,
    clean_right,
    is_bare_verb,
    is_dependent,
    is_generic,
    is_link,
    is_money_verb,
    is_qualifier,
    is_strong,
    phrase_of,
    strip_growth,
    strip_measure,
    strip_rank,
    subject_of,
)

__all__ = ["linked_name", "name_candidates"]

_SHARE = re.compile(
    r"(?:占(?!比|地|用|道)|在)(?:到|了)?(?P<of>[^,;。、占]{1,18}?)(?:的|中)?(?P<ratio>比重|比例|占比|份额|总数|的)?"
    r"(?:为|达到?|超过?|由|从|提高到|上升到|提升到|增加到|的)?\Z"
)
_SHARE_TAIL = re.compile(r"占.*(?:比重|比例|占比|份额)\Z")
_COMPARED = re.compile(r"\A(.*?)(?:分别|均|年均)?(?:高于|低于|快于|慢于|好于|高出|领先)[^,;]*\Z")
_AIM_BEHIND = re.compile(r"(?:目标|任务|要求|水平|标准|幅度|速度|增速|增长|门槛|大关|台阶|关口|成绩)\Z")
_REACHED = re.compile(r"\s*(?:总数|总量|累计)?(?:达到?|增至|增加到)\s*\Z")
_MORE = re.compile(r"(新增|净增)(?:了|约|近|超过)?\s*\Z")
_WITHIN = re.compile(r"\A\s*(?:、|,)?其中")
_DEADLINE_UNITS = frozenset({"日", "天", "小时", "工作日", "分钟", "年", "月"})
_MAKING = frozenset({"创建", "建成", "培育", "打造", "新设", "发展"})
_INCREMENTS = frozenset({"新增", "净增", "新培育", "新认定", "新引进", "新发展"})
_NO_PHRASE = Phrase("", "")
_RATE_CHARACTERS = 4
_CHANGE_VERBS = frozenset({"增加", "减少", "提高", "净增加", "增长"})
_CLAUSE_CHARACTERS = 120


def name_candidates(clauses: Clauses, candidates: Sequence[Candidate], topic: Phrase | None) -> None:
    """Set ``phrase`` and ``of`` of all candidates of one sentence.

    Args:
        clauses: the sentence's clauses.
        candidates: in text order, kinds decided.
        topic: what the sentence before was about, for figures that name nothing themselves.

    Example:
        >>> from duixian.figures.candidates import cut_candidates
        >>> from duixian.quantities import find_quantities
        >>> plain = "新增泊位1.1万个、充电桩2500处,停车难有所缓解"
        >>> clauses = Clauses(plain, 0, len(plain), [])
        >>> candidates = cut_candidates(clauses, find_quantities(plain))
        >>> name_candidates(clauses, candidates, None)
        >>> [str(candidate.phrase) for candidate in candidates]
        ['新增泊位', '新增充电桩']
    """
    last: Phrase | None = None
    verb = ""
    position = 0
    behind = [clean_right(candidate.right) for candidate in candidates]
    while position < len(candidates):
        candidate = candidates[position]
        group = value_list(candidates, position)
        if len(group) > 1 and distribute(group, candidates[max(0, position - len(group)) : position]):
            last = group[-1].phrase
            position += len(group)
            continue
        phrase = _own_phrase(candidate)
        if behind[position].endswith("级") or (not phrase and candidate.kind == "amount"):
            phrase = shared_behind(candidates, position, behind) or phrase
        elif behind[position] and (tail := shared_tail(candidates, position, behind)):
            candidate.rules.append("shared-behind")
            phrase = Phrase(phrase.verb, phrase.core + tail)
        phrase = _completed(candidate, phrase, last or (None if candidate.clause else topic), verb, clauses)
        if not phrase and last and last.verb in _INCREMENTS and _REACHED.match(candidate.left):
            # “新增85家,达到420家”: the stock, not the increment
            phrase = Phrase("", last.core)
            candidate.rules.append("stock-after-increment")
        candidate.phrase = phrase or last or _clause_before(clauses, candidate) or _topic(candidate, topic)
        if candidate.kind == "amount" and phrase:
            verb = phrase.verb if is_strong(phrase.verb) else ""
        if "subject-of-share" not in candidate.rules or last is None:
            last = _subject(candidate.phrase) or last
        position += 1
    _complete_money(clauses, candidates)


def _topic(candidate: Candidate, topic: Phrase | None) -> Phrase:
    """Return what the sentence before was about, for a figure that nothing in its own sentence names."""
    candidate.rules.append("topic-before")
    return topic or _NO_PHRASE


def linked_name(candidate: Candidate) -> str | None:
    """Return the name by which a figure is looked up in the catalogue; ``None`` where it has none.

    What was created or built is no stock: 创建4个4A级景区 is looked up with its action, although the
    name of the figure goes without.

    Example:
        >>> from duixian.figures.candidates import Clauses, cut_candidates
        >>> from duixian.quantities import find_quantities
        >>> plain = "创建示范社区4个"
        >>> clauses = Clauses(plain, 0, len(plain), [6])
        >>> candidates = cut_candidates(clauses, find_quantities(plain))
        >>> name_candidates(clauses, candidates, None)
        >>> str(candidates[0].phrase), linked_name(candidates[0])
        ('示范社区', '创建示范社区')
    """
    phrase = candidate.phrase
    if phrase is None or not phrase:
        return None
    made = candidate.kind == "amount" and phrase.dropped in _MAKING
    return (phrase.dropped if made else "") + str(phrase)


def _subject(phrase: Phrase) -> Phrase:
    """Return what the figures behind are about: after “增加1100亿元” the thing itself, not its increase."""
    return Phrase("", phrase.core) if phrase.verb in _CHANGE_VERBS else phrase


def _own_phrase(candidate: Candidate) -> Phrase:
    """Name a candidate from its own words; an empty phrase where they name nothing."""
    left = candidate.left
    if candidate.kind == "points" and (compared := _COMPARED.match(left)):
        left = compared.group(1)
    elif candidate.kind in ("growth", "points", "multiple"):
        left = strip_growth(left)
    elif candidate.kind == "rank":
        return phrase_of(clean_left(strip_rank(left)))
    elif candidate.kind == "rate" and (share := _share_phrase(candidate)):
        return share
    name = clean_left(left)
    right = candidate.right
    if not right.strip() or is_link(right):
        phrase = phrase_of(name)
        if candidate.kind == "amount" and phrase.core and not phrase.verb and (more := _MORE.search(left)):
            # “高新技术企业新增31户”: the increment, not the stock
            return Phrase(more.group(1), phrase.core)
        return phrase
    if right.lstrip().startswith("的"):
        candidate.rules.append("attribute-of")
        thing = clean_right(right)
        if _AIM_BEHIND.search(thing):
            return phrase_of(name)
        return phrase_of(name + thing) if phrase_of(name).verb else phrase_of(thing + name)
    if right.startswith(("内", "之内")) and candidate.quantity.unit in _DEADLINE_UNITS:
        right = right.removeprefix("之").removeprefix("内")
    candidate.rules.append("noun-behind")
    thing = clean_right(right)
    action = phrase_of(thing)
    if name and is_bare_verb(action):
        return Phrase(action.verb, phrase_of(name).core or name)
    return phrase_of(name + thing)


def _share_phrase(candidate: Candidate) -> Phrase | None:
    """Name a share with its whole: 占全市比重."""
    left = candidate.left.rstrip()
    share = _SHARE.search(left)
    if share is None or "率" in share.group("of"):
        return None
    candidate.of = clean_right(share.group("of"))
    ratio = share.group("ratio") or "比重"
    candidate.rules.append("share-of")
    return Phrase(
        "", f"{clean_left(left[: share.start()])}占{candidate.of}{'比重' if ratio in ('的', '总数') else ratio}"
    )


def _completed(candidate: Candidate, phrase: Phrase, last: Phrase | None, verb: str, clauses: Clauses) -> Phrase:
    """Restore what the text left out, from the figure or the clause before."""
    text = str(phrase)
    if not text:
        return phrase
    if is_generic(text) and candidate.clause and not candidate.follows and "等" in candidate.left:
        words = clauses.text(candidate.clause - 1)[-_CLAUSE_CHARACTERS:]
        candidate.rules.append("generic-completed")
        if last and any(char.isdigit() for char in words):
            return Phrase(phrase.verb, last.core or text)
        return Phrase("", clean_left(words).removesuffix(text) + text)
    needs = is_dependent(text.partition("占")[0] or text) or text.startswith("占")
    if not last:
        before = _clause_before(clauses, candidate) if needs else None
        return Phrase("", str(before) + text) if before else phrase
    return _from_last(candidate, phrase, last, verb, clauses)


def _from_last(candidate: Candidate, phrase: Phrase, last: Phrase, verb: str, clauses: Clauses) -> Phrase:
    """Complete a phrase from the figure before it."""
    text, whole = str(phrase), str(last)
    opening = clauses.plain[candidate.clause_start : candidate.clause_start + len("、其中")]
    money = is_money_verb(text) and not candidate.right.strip() and bool(clauses.text(candidate.clause + 1).strip())
    completed, rule = phrase, ""
    if text.startswith("占") and candidate.of:
        completed, rule = Phrase("", _SHARE_TAIL.sub("", whole) + text), "subject-of-share"
    elif candidate.of and is_dependent(text.partition("占")[0]):
        completed, rule = Phrase("", strip_measure(_SHARE_TAIL.sub("", whole)) + text), "subject-of-share"
    elif money or not last.core:
        pass
    elif is_bare_verb(phrase) and not candidate.right.strip():
        completed, rule = Phrase(phrase.verb, last.core), "thing-from-before"
    elif _WITHIN.match(opening) and is_qualifier(text):
        completed, rule = Phrase(last.verb, text + last.core), "part-of-before"
    elif _is_sibling_rate(text, whole):
        completed, rule = Phrase("", whole[: -len(text)] + text), "rate-beside-rate"
    elif is_dependent(text):
        base = strip_measure(whole)
        completed, rule = Phrase("", (base if len(base) > 1 else "") + text), "belongs-to-before"
    elif candidate.listed and verb and not phrase.verb and candidate.kind == "amount":
        completed, rule = Phrase(verb, phrase.core), "verb-from-list"
    if rule:
        candidate.rules.append(rule)
    return completed


def _is_sibling_rate(text: str, last: str) -> bool:
    """Tell whether a short rate shares its subject with the rate before (网上可办率95%、【实办率】90%)."""
    short = len(text) <= _RATE_CHARACTERS and text.endswith("率")
    return short and last.endswith("率") and len(last) >= len(text) + _RATE_CHARACTERS


def _clause_before(clauses: Clauses, candidate: Candidate) -> Phrase | None:
    """Name a figure that names nothing from the clause in front of it."""
    if candidate.clause == 0:
        return None
    text = subject_of(clauses.text(candidate.clause - 1)[-_CLAUSE_CHARACTERS:])
    if not text:
        return None
    candidate.rules.append("clause-before")
    return phrase_of(text)


def _complete_money(clauses: Clauses, candidates: Sequence[Candidate]) -> None:
    """Name money that was only spent by what it was spent on (投入【8.6亿元】,新建学校83所)."""
    for position, candidate in enumerate(candidates):
        name = str(candidate.phrase or "")
        if not is_money_verb(name) or candidate.right.strip():
            continue
        following = candidates[position + 1] if position + 1 < len(candidates) else None
        if following is not None and following.clause == candidate.clause + 1 and following.phrase:
            purpose = str(following.phrase)
        else:
            purpose = clean_left(clauses.text(candidate.clause + 1)[:_CLAUSE_CHARACTERS]).removeprefix("用于")
        if purpose and not is_money_verb(purpose):
            candidate.phrase = Phrase("", purpose + name)
            candidate.rules.append("money-for-clause-behind")
