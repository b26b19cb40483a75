"""From the words around a number to the name of what is measured.

In goes the text left and right of a number; out comes a :class:`Phrase`: the action (新增, 改造 …),
if one is named, and the thing itself, in the document's own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from duixian.figures.wording import Wording, load_wording

__all__ = [
    "Phrase",
    "clean_left",
    "clean_right",
    "is_bare_verb",
    "is_dependent",
    "is_generic",
    "is_link",
    "is_money_verb",
    "is_qualifier",
    "is_strong",
    "is_weak",
    "phrase_of",
    "strip_aim",
    "strip_growth",
    "strip_measure",
    "strip_rank",
    "subject_of",
]

MAX_PHRASE_CHARACTERS = 40

_SPACE = re.compile(r"\s+")
_QUOTES = re.compile(r"[“”\"'‘’《》〈〉*_`|]")
_BRACKET = re.compile(r"\((?!(?!下同|[一二三四五六七八九十])[\u4e00-\u9fff]{1,2}\))[^()]*\)|[()\[\]【】]")
_EDGE = "、,;:。.·-— "
_TAIL_JOINT = re.compile(r"(?:、|和|及|与|以及|或|并|的|等)+\Z")
_ETC = re.compile(r"等(?:重点|重大|一批|全部|共|累计|多达|近|约)?\Z")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is measured: an action, if the text names one, and the thing.

    Args:
        verb: the action in front of the thing (新增, 拆除 …), or an empty string.
        core: the thing without the action.
        dropped: an action in front that says only that it was done (创建, 建成), left out of the name.

    Example:
        >>> str(Phrase("新增", "绿地"))
        '新增绿地'
    """

    verb: str
    core: str
    dropped: str = field(default="", repr=False, compare=False)

    def __str__(self) -> str:
        return self.verb + self.core

    def __bool__(self) -> bool:
        return bool(self.verb or self.core)


@dataclass(frozen=True, slots=True)
class _Patterns:
    front: re.Pattern[str]
    link: re.Pattern[str]
    verbs: re.Pattern[str]
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    dependent: re.Pattern[str]
    money: re.Pattern[str]
    generic: re.Pattern[str]
    predicate: re.Pattern[str]
    qualifier: re.Pattern[str]
    growth: re.Pattern[str]
    rank: re.Pattern[str]
    measure: re.Pattern[str]
    milestone: re.Pattern[str]
    aim: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = load_wording("phrases")
    verb = words.alternation("verb")
    return _Patterns(
        front=re.compile(f"(?:{words.alternation('front')})+"),
        link=re.compile(f"{words.alternation('link', 'per_period')}+\\Z"),
        verbs=re.compile(f"{verb}(?:(?:和|、|及|并)?{verb})*"),
        strong=words.front("strong_verb"),
        weak=words.front("weak_verb"),
        dependent=words.front("dependent"),
        money=words.front("money_verb"),
        generic=words.front("generic"),
        predicate=re.compile(f"(?:{words.alternation('predicate')})+"),
        qualifier=words.front("qualifier"),
        growth=re.compile(
            f"{words.alternation('growth_adverb')}*{words.alternation('growth_verb')}{words.alternation('growth_holder')}*\\Z"
        ),
        rank=re.compile(_rank_tail(words)),
        measure=words.end("measure_noun"),
        milestone=words.front("milestone"),
        aim=words.end("aim"),
    )


def _rank_tail(words: Wording) -> str:
    """Return the pattern of what stands between a name and its standing (位居全市, 在考核中排名)."""
    place = words.alternation("rank_place")
    named = r"[^,;。]{0,8}[省市县区州国]|[^,;。]{0,8}(?:城市|开发区|地区)"
    led = f"{words.alternation('rank_verb')}了?(?:{place}|{named})?"
    return f"{words.alternation('rank_adverb')}*(?:{led}|{place})(?:的|中|同类|同级|排名|位居|位列|居|前)*\\Z"


def _squeeze(text: str) -> str:
    return _SPACE.sub("", _QUOTES.sub("", _BRACKET.sub("", text)))


_NUMBERING = re.compile(r"\A(?:[(]?\d{1,2}[)]|\d{1,2}[.、]|[一二三四五六七八九十]{1,3}[、是](?![二三]))")
_MODAL = re.compile(r".*(?:力争|确保|提出|目标是|预计|计划(?=新|改|建|完))(?=.{3})")
_BASIS = re.compile(r"的?基础上(?:再)?\Z")
_YEARS_TAIL = re.compile(r"(?<=..)[一二三四五六七八九十]年(?:累计|来|间)?\Z")
_LIST_BEFORE = re.compile(r"(?:、|和|及|与|以及)(?:第[一二三四五六七八九十]批|新)?\Z")
_LONG_EXAMPLES = 11
_SINGLE_EXAMPLE = 5
_LONG_PREDICATE = 14


def clean_left(text: str) -> str:
    """Strip the words to the left of a number down to the name in them.

    Example:
        >>> clean_left("力争全年新增高层次人才")
        '新增高层次人才'
        >>> clean_left("普惠性幼儿园覆盖率达到")
        '普惠性幼儿园覆盖率'
        >>> clean_left("举办星火大赛、远舟杯创业大赛等双创活动")
        '举办双创活动'
    """
    patterns = _patterns()
    text = _squeeze(_NUMBERING.sub("", text.lstrip()))
    listed = _LIST_BEFORE.search(text) is not None
    text = _MODAL.sub("", _NUMBERING.sub("", text.strip(_EDGE)))
    while match := patterns.front.match(text):
        text = text[match.end() :].lstrip(_EDGE)
    if listed or _ETC.search(text):
        # “引进中央里景区等36个文化产业项目”: the examples before 等 are not the name, the action is
        return _leading_verb(text)
    stripped = _BASIS.sub("", text)
    while match := patterns.link.search(stripped):
        if match.start() == 0:
            # “新增【5万个】泊位”: a lone action is kept, a lone link word is not
            return text if patterns.verbs.fullmatch(text) else ""
        stripped = stripped[: match.start()].rstrip(_EDGE)
    stripped = _YEARS_TAIL.sub("", stripped)
    return _without_examples(stripped) if len(stripped) > 1 else ""


def _leading_verb(text: str) -> str:
    match = _patterns().verbs.match(text)
    return match.group() if match else ""


def _without_examples(text: str) -> str:
    """Drop long examples before 等 (完成营林截污管网等水污染防治工程), keeping the action."""
    at = text.rfind("等")
    tail = text[at + 1 :].removeprefix("的")
    verb = _leading_verb(text)
    listed = "、" in text[:at]
    if not listed and is_generic(tail):
        return text
    short = at - len(verb) < (_LONG_EXAMPLES if listed else _SINGLE_EXAMPLE)
    return text if short or len(tail) <= 1 or tail.startswith(("级", "待", "于")) else verb + tail


def clean_right(text: str) -> str:
    """Strip the words behind a number down to the name in them.

    Example:
        >>> clean_right("的核酸检测实验室")
        '核酸检测实验室'
        >>> clean_right("亿元以上项目实现签约")
        '签约亿元以上项目'
    """
    text = _squeeze(text).strip(_EDGE)
    text = _TAIL_JOINT.sub("", text).lstrip("的" + _EDGE)
    patterns = _patterns()
    match = patterns.predicate.search(text, 2)
    if match is None:
        return text
    noun, predicate = text[: match.start()], text[match.end() :].lstrip("了")
    if noun.endswith(("、", "和", "与", "及")):
        return text
    if len(predicate) > _LONG_PREDICATE or predicate.startswith(("和", "并", "及", "、")):
        return noun
    return predicate + noun


def is_link(text: str) -> bool:
    """Tell whether words only join a number to its name, or round it off (提高到, 大关).

    Example:
        >>> is_link("提高到")
        True
    """
    text = _squeeze(text)
    patterns = _patterns()
    return patterns.link.fullmatch(text) is not None or patterns.milestone.fullmatch(text) is not None


def strip_aim(left: str) -> str:
    """Strip the words that only call a number an aim, if a name stands before them.

    Example:
        >>> strip_aim("经济增长预期目标为")
        '经济增长'
    """
    bare = _patterns().aim.sub("", left)
    return bare if bare.strip() else left


def subject_of(clause: str) -> str:
    """Return what a clause without figure speaks of (文化产业加速发展 → 文化产业).

    Example:
        >>> subject_of("文化产业加速发展")
        '文化产业'
    """
    text = clean_left(clause)
    match = _patterns().predicate.search(text, 2)
    return text[: match.start()] if match else text


_COMPOUND_ENDS = (
    "业",
    "率",
    "额",
    "费",
    "金",
    "者",
    "性",
    "量",
    "型",
    "数",
    "用地",
    "规模",
    "总",
    "力",
    "点",
    "证",
    "值",
    "员",
    "体",
    "器",
    "品",
    "线",
)
"""What makes a noun of an action: 服务业, 投资额, 建设用地."""


def phrase_of(text: str) -> Phrase:
    """Split a cleaned phrase into action and thing; an action that says only that it was done is dropped.

    Example:
        >>> phrase_of("新建和改造学校")
        Phrase(verb='新建和改造', core='学校')
        >>> phrase_of("完成土地收储")
        Phrase(verb='', core='土地收储')
    """
    patterns = _patterns()
    text = text[-MAX_PHRASE_CHARACTERS:]
    match = patterns.verbs.match(text)
    if match is None:
        return Phrase("", text)
    verb, core = match.group(), text[match.end() :].lstrip("的了")
    if core.startswith(_COMPOUND_ENDS):
        return Phrase("", text)
    if len(core) >= 2 and is_weak(verb) and core not in _THIN:  # noqa: PLR2004
        rest = phrase_of(core) if len(core) > 3 else Phrase("", core)  # noqa: PLR2004
        return replace(rest, dropped=verb)
    return Phrase(verb, core)


_THIN = frozenset({"时间", "时限", "环节", "成本", "面积", "规模", "能力", "数量", "资金", "标准", "投资"})
"""Names too thin to stand without their action: 完成投资, 开办时间."""


def is_weak(verb: str) -> bool:
    """Tell whether an action says no more than that the thing was done (完成, 实施, 建成).

    Example:
        >>> is_weak("完成"), is_weak("新增")
        (True, False)
    """
    match = _patterns().weak.match(verb)
    return match is not None and match.end() == len(verb)


def is_generic(text: str) -> bool:
    """Tell whether a name says too little by itself (项目, 任务).

    Example:
        >>> is_generic("项目"), is_generic("棚改项目")
        (True, False)
    """
    return _patterns().generic.fullmatch(text) is not None


def is_strong(verb: str) -> bool:
    """Tell whether an action makes a different measure of the same thing (新增 against 总数).

    Example:
        >>> is_strong("新增"), is_strong("完成")
        (True, False)
    """
    return _patterns().strong.match(verb) is not None


_BASE_TAIL = re.compile(
    r"(?:分别)?(?:是|为|相当于|对比|比)(?:前|上|上个|上一个|年度|全年|同期)[^,;]{0,8}(?:年|届|五|计划|目标|任务|水平)的?\s*\Z|(?:是|为|相当于)\s*\Z|(?<![可对占收贷入])(?:比(?![重例率值价特])|较|与|同)[^,;。]{0,12}\Z"
)


def strip_growth(left: str) -> str:
    """Strip the verb of change, and the base compared with, from the end of the words before a number.

    Example:
        >>> strip_growth("客流量较改造前增长")
        '客流量'
    """
    name = _BASE_TAIL.sub("", _patterns().growth.sub("", left.rstrip()).rstrip())
    return name + "增长" if name.endswith("经济") and left != name else name


def strip_rank(left: str) -> str:
    """Strip the words of standing from the end of the words before a number.

    Example:
        >>> strip_rank("消费品零售总额继续保持全市")
        '消费品零售总额'
    """
    return _patterns().rank.sub("", left.rstrip())


def strip_measure(name: str) -> str:
    """Strip the measure from a name, for another measure of the same thing.

    Example:
        >>> strip_measure("步行街客流量")
        '步行街'
    """
    return _patterns().measure.sub("", name)


def is_qualifier(text: str) -> bool:
    """Tell whether words only narrow the thing named before (其中省级9个).

    Example:
        >>> is_qualifier("省级"), is_qualifier("出口")
        (True, False)
    """
    return _patterns().qualifier.fullmatch(text) is not None


def is_bare_verb(phrase: Phrase) -> bool:
    """Tell whether the phrase names an action only.

    Example:
        >>> is_bare_verb(phrase_of("基本建成"))
        True
    """
    return bool(phrase.verb) and not phrase.core


def is_dependent(text: str) -> bool:
    """Tell whether a name is understood only with the thing named before it.

    Example:
        >>> is_dependent("投资额"), is_dependent("社会消费品零售总额")
        (True, False)
    """
    return _patterns().dependent.fullmatch(text) is not None


def is_money_verb(text: str) -> bool:
    """Tell whether a name says only that money was spent, the purpose following behind.

    Example:
        >>> is_money_verb("投入")
        True
    """
    return _patterns().money.fullmatch(text) is not None
