"""What is told of a figure is what was done: each rule's example is read by that rule."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.documents import from_text, load
from duixian.documents.plain import plain_text
from duixian.errors import UsageError
from duixian.figures import explain, read_figures
from duixian.figures.exclusions import exclusion_rules
from duixian.figures.explanation import Explanation
from duixian.figures.rulebook import DropText, RuleText, drop_text, drop_texts, rule_texts
from duixian.indicators.linking import Rule
from duixian.model import Document, Metadata, Period, QuantityForm, Section, Sentence, Span, Stated
from duixian.reading import read

RULES = list(rule_texts().values())
REASONS = [text for text in drop_texts().values() if text.example and text.id != "excluded"]
MARKED = re.compile(r"\[([^\[\]]+)\]")
REPORT = """柳溪区政府工作报告
——2024年1月10日在柳溪区第三届人民代表大会第三次会议上
一、2023年工作回顾
2023年,全区地区生产总值完成412.6亿元,增长6.3%,引进5G企业13家。
二、2024年工作安排
2024年,地区生产总值增长6.5%左右,一般公共预算收入增长5%以上。
"""
TABLE = """| 指标 | 单位 | 2022年 | 2023年 |
|---|---|---|---|
| 地区生产总值 | 亿元 | 380.2 | 412.6 |
"""


def marked(text: str) -> tuple[str, Span]:
    """Return a text without its brackets, and the range that they marked."""
    match = MARKED.search(text)
    assert match is not None, text
    bare = text[: match.start()] + match.group(1) + text[match.end() :]
    return bare, Span(match.start(), match.start() + len(match.group(1)))


def document(text: str, *, part: str = "review", period: str | None = None) -> Document:
    """Return a document of one section, of a district, whose sentences end at 。."""
    if period is None:
        period = "2025" if part == "plan" else "2024"
    whole = Span(0, len(text))
    ends = [match.end() for match in re.finditer(r"。|.\Z", text, re.DOTALL)]
    sentences = tuple(Sentence(Span(a, b), 0, 0) for a, b in zip([0, *ends], ends, strict=False))
    stated = Period.parse(period) if period else None
    section = Section(whole, None, "", 1, None, part, stated)  # type: ignore[arg-type]
    metadata = Metadata(issuer=Stated("柳溪区", whole))
    return Document("0" * 64, "例", "text", text, plain_text(text), (section,), sentences, metadata=metadata)


def example(rule: RuleText | DropText) -> tuple[Document, Span]:
    """Return the example of a rule as a document, and the number in it."""
    text, number = marked(rule.example)
    if rule.format == "markdown":
        return load(text.encode(), name="例.md"), number
    if isinstance(rule, RuleText):
        return document(text, part=rule.part or "review", period=rule.period), number
    return document(text), number


def explained(text: str, words: str) -> Explanation:
    """Explain the place in a text where some words begin."""
    return explain(from_text(text), text.index(words))


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_the_example_of_a_rule_is_read_by_it(rule: RuleText) -> None:
    """The marked number of each example is a figure, and the rule is among its steps."""
    found, number = example(rule)
    told = explain(found, number.start)

    assert told.figure is not None
    assert rule.id in [step.rule for step in told.steps]


@pytest.mark.parametrize("reason", REASONS, ids=[reason.id for reason in REASONS])
def test_the_example_of_a_reason_is_no_figure(reason: DropText) -> None:
    """The marked number of each example is found at its place among the dropped ones, or within one."""
    found, number = example(reason)
    told = explain(found, number.start)

    assert told.figure is None


OWN = [text for text in REASONS if text.id not in {rule.id for rule in exclusion_rules()} and text.id != "in-heading"]


@pytest.mark.parametrize("reason", OWN, ids=[reason.id for reason in OWN])
def test_the_example_of_a_reason_of_its_own_is_told_by_it(reason: DropText) -> None:
    """Reasons that are no rules of exclusion are given for their own examples."""
    found, number = example(reason)
    told = explain(found, number.start)

    assert told.number is not None
    assert told.number.rule == reason.id


def noted_rules(root: Path) -> set[str]:
    """Return the rule ids that the source appends to ``rules`` or gives to ``rule`` and ``rules``."""
    found: set[str] = set()
    for path in sorted((root / "src" / "duixian" / "figures").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".rules.append"):
                found.update(texts(*node.args))
            elif isinstance(node, ast.Call):
                found.update(texts(*(word.value for word in node.keywords if word.arg == "rules")))
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple):
                names = node.targets[0].elts if isinstance(node.targets[0], ast.Tuple) else []
                pairs = zip(names, node.value.elts, strict=False)
                found.update(id_ for name, value in pairs if ast.unparse(name) == "rule" for id_ in texts(value))
    return found - {""}


def texts(*nodes: ast.expr) -> list[str]:
    """Return the strings written in some expressions."""
    inside = (below for node in nodes for below in ast.walk(node))
    return [node.value for node in inside if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def test_every_rule_that_the_reading_notes_is_explained(root: Path) -> None:
    """An id that the source appends stands in ``rules.toml``."""
    noted = noted_rules(root)

    assert {"period-stated", "verb-from-list", "table-cell"} <= noted
    assert sorted(noted - rule_texts().keys()) == []


def test_every_way_to_link_and_to_write_a_number_is_explained() -> None:
    """Each rule of linking and each form of a number stands in ``rules.toml``."""
    wanted = {f"link-{rule.replace(' ', '-')}" for rule in get_args(Rule)}
    wanted |= {f"number-{form}" for form in get_args(QuantityForm)}

    assert sorted(wanted - rule_texts().keys()) == []


def test_reasons_belong_to_rules() -> None:
    """A reason that is not told by an example of its own names a rule of ``exclusions.toml``."""
    left = {text.id for text in drop_texts().values() if not text.example} - {"in-furniture", "excluded"}

    assert sorted(left) == []


def test_a_rule_of_exclusion_without_words_is_told_by_its_example() -> None:
    """A new rule is shown before somebody has put it into words."""
    rule = exclusion_rules()[0]

    assert drop_text(rule.id).example == rule.example
    assert drop_text("no-such-rule").zh == drop_texts()["excluded"].zh


def test_every_field_is_told() -> None:
    """A figure's explanation tells of each field that it has."""
    told = explained(REPORT, "412.6")

    assert [step.field for step in told.steps if step.rule != "magnitude-words"] == [
        *("value", "unit", "bound", "kind", "indicator", "indicator_id", "role", "period", "scope")
    ]
    assert [step.value for step in told.steps if step.field == "value"] == ["41260000000"] * 2
    assert told.figure in read_figures(from_text(REPORT))


def test_evidence_is_the_words_named() -> None:
    """The words that a step quotes are those at its evidence."""
    told = explained(REPORT, "6.5%")
    period = next(step for step in told.steps if step.field == "period")
    bound = next(step for step in told.steps if step.field == "bound")

    assert period.evidence is not None
    assert period.evidence.of(REPORT) == "2024年"
    assert "2024年" in period.why("zh")
    assert "2024年" in period.why("en")
    assert "左右" in bound.why("zh")


def test_the_place_is_told() -> None:
    """Sentence, headings, part and period of the section stand around the figure."""
    told = explained(REPORT, "6.3%")

    assert (told.spot, told.headings[-1], told.part, str(told.period)) == (
        "sentence",
        "2023年工作回顾",
        "review",
        "2023",
    )
    assert told.text.startswith("2023年,全区")
    assert told.span.of(REPORT) == told.text


def test_a_dropped_number_tells_why() -> None:
    """The five of 5G is no figure; the rule of exclusion says so."""
    told = explained(REPORT, "5G")

    assert told.figure is None
    assert told.number is not None
    assert (told.number.text, told.number.rule) == ("5", "letter-behind")
    assert told.steps == ()
    assert "13家" in [figure.text for figure in told.figures]


def test_words_of_time_are_dropped_and_told() -> None:
    """A year is part of words of time, and what they mean is told."""
    told = explained(REPORT, "2024年,地区")

    assert told.number is not None
    assert told.number.rule == "in-period-words"
    assert [(mention.wording, str(mention.period)) for mention in told.mentions] == [("2024年", "2024")]


def test_elsewhere_in_a_sentence_what_is_there_is_listed() -> None:
    """Between numbers neither figure nor number is explained, but all of them are named."""
    told = explained(REPORT, "全区地区")

    assert (told.figure, told.number) == (None, None)
    assert [figure.text for figure in told.figures] == ["412.6亿元", "6.3%", "13家"]
    assert [one.text for one in told.dropped] == ["2023年", "5"]


def test_headings_and_blank_lines_are_not_read() -> None:
    """The number of a heading is told to be in a heading; a line without words holds nothing."""
    heading = explained("一、2023年工作回顾\n\n增长6%。\n", "2023")
    blank = explain(from_text("一、2023年工作回顾\n\n增长6%。\n"), len("一、2023年工作回顾\n"))

    assert (heading.spot, [one.rule for one in heading.dropped]) == ("heading", ["in-heading"])
    assert (blank.spot, blank.dropped, blank.figures) == ("line", (), ())


def test_a_number_of_a_table_is_told_by_row_and_column() -> None:
    """Label, unit and heading are named; numbers in headings are dropped."""
    told = explained(TABLE, "412.6")
    rules = {step.field: step.rule for step in told.steps}

    assert told.spot == "table"
    assert (rules["indicator"], rules["period"], rules["unit"]) == ("table-cell", "period-of-heading", "unit-of-table")
    assert [figure.text for figure in told.figures] == ["380.2", "412.6"]
    assert {one.rule for one in explained(TABLE, "2022年").dropped} == {"in-table"}


def test_factors_give_the_confidence() -> None:
    """The chance of a plain figure times the factors is the figure's confidence."""
    for figure in read_figures(from_text(REPORT)):
        told = explain(from_text(REPORT), figure.span.start)
        chance = told.chance
        assert chance is not None
        for factor in told.factors:
            chance *= factor.times
        assert figure.confidence == max(Decimal("0.01"), min(Decimal("0.99"), chance.quantize(Decimal("0.01"))))
        assert [doubt.field for doubt in figure.doubts] == [
            factor.field for factor in sorted(told.factors, key=lambda one: one.times) if factor.field
        ]


def test_indicators_considered_are_named() -> None:
    """A name that is not in the catalogue lists the names it holds; one that is, the one chosen."""
    chosen = explained(REPORT, "412.6")
    refused = explained("2023年,餐饮企业税收下降5.5%。", "5.5%")

    assert [(one.id, one.chosen) for one in chosen.considered] == [("gdp", True)]
    assert "tax-revenue" in [one.id for one in refused.considered]
    assert not any(one.chosen for one in refused.considered)


@pytest.mark.parametrize("offset", [-1, len(REPORT), 10**9])
def test_an_offset_outside_the_text_says_what_is_right(offset: int) -> None:
    """The message names the length of the text."""
    with pytest.raises(UsageError) as caught:
        explain(from_text(REPORT), offset)

    assert caught.value.code == "offset-outside"
    assert str(len(REPORT)) in caught.value.text("zh")


PIECES = st.sampled_from(
    [
        *"地区生产总值 增长 7.5% 、 和 , 。 新增 30家 由 提高到 分别 ( ) 其中 占全市 三分之一 2025年 到2027年".split(),
        *"力争 亿元 1.2万亿元 等 项目 以上 一、 百强 零 翻番 ５％ 第一 投入 每月 万人 5G 第14届 年均".split(),
        *("比2020年", "全国", "成", "倍", "\n", "{words}"),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_every_number_of_any_text_is_explained(text: str) -> None:
    """Each figure has steps for all its fields, whose words are told; no quotation is empty."""
    found = from_text(text + "。")
    for figure in read_figures(found):
        told = explain(found, figure.span.start)
        assert told.figure == figure
        assert {"value", "unit", "bound", "kind", "indicator", "indicator_id", "role", "period", "scope"} <= {
            step.field for step in told.steps
        }
        assert [step.rule for step in told.steps if "“”" in step.zh + step.en] == []
        assert all(figure.span != one.span for one in told.dropped)


ROLES = {
    "target": {"role-aim", "role-target-word", "role-plan-word", "role-of-plan"},
    "estimate": {"role-estimate-word"},
    "reference": {"role-starting-point"},
    "actual": {"role-done-word", "role-past-period", "role-of-review", "role-of-problems", "role-unmarked"},
}
KINDS = {
    "amount": {"kind-amount"},
    "rate": {"kind-level", "kind-share", "kind-percent", "kind-as-before", "kind-per-many"},
    "growth": {"kind-rise", "kind-fall", "kind-growth-around", "kind-as-before", "kind-times-more"},
    "points": {"kind-points"},
    "multiple": {"kind-times"},
    "rank": {"kind-standing"},
}
CUES = st.sampled_from(
    [
        *"力争 预计 目前已建成 目标是: 要 加快 到2027年 2020年 由30%提高到 新增 增长 下降 占全市".split(),
        *("每年", "去年", "明年", "6%", "30家", "2倍", "1.2个百分点", ",", "。", ";", "企业", "产值"),
    ]
)


@given(st.lists(CUES, max_size=12).map("".join), st.sampled_from(["review", "problems", "plan", "notes", "other"]))
def test_what_is_told_agrees_with_what_was_read(text: str, part: str) -> None:
    """The rule told for role and kind is one that gives the role and kind that were read, in any part."""
    found = document(text + "。", part=part, period="2024")
    for figure in read_figures(found):
        rules = {step.field: step.rule for step in explain(found, figure.span.start).steps}
        assert rules["role"] in ROLES[figure.role]
        assert rules["kind"] in KINDS[figure.kind]
        assert (rules["period"] == "period-not-told") == (figure.period is None)


@given(st.text(max_size=60), st.integers(0, 60))
def test_any_place_of_any_text_is_explained(text: str, offset: int) -> None:
    """No text and no offset within it makes the explanation fail."""
    found = from_text(text + "字")
    told = explain(found, min(offset, len(found.text) - 1))

    assert told.span.of(found.text) == told.text


def test_explanations_of_the_examples_hold_together(root: Path) -> None:
    """In an example report each figure is explained as it is read, without an empty quotation."""
    reading = read(root / "examples" / "formats" / "2024-work-report.md")
    for figure in reading.figures[::7]:
        told = explain(reading.document, figure.span.start)
        assert told.figure == figure
        assert [step.rule for step in told.steps if "“”" in step.zh + step.en] == []


def test_explanations_are_frozen_records() -> None:
    """They compare by value, like all records."""
    assert explained(REPORT, "6.3%") == explained(REPORT, "6.3%")
    assert {field.name for field in fields(Explanation)} >= {"figure", "steps", "dropped", "mentions", "considered"}
