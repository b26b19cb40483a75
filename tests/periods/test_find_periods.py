"""Words of time in sentences."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.model import Period
from duixian.periods import PeriodContext, find_periods

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "periods.toml").read_text(encoding="utf-8"))["case"]
JANUARY_2021 = {"this_year": 2021, "reviews": "2020", "plans": "2021"}
CONTEXT = PeriodContext(2021, Period.year(2020), Period.year(2021), Period.year(2020))
NO_CONTEXT = PeriodContext(None, None, None, None)
PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "2020",
                "2025",
                "1998",
                "年",
                "月",
                "日",
                "10",
                "3",
                "五",
                "十",
                "两",
                "一",
                "底",
                "末",
                "前",
                "来",
                "内",
                "起",
                "以来",
            ),
            *(
                "“",
                "”",
                "《",
                "》",
                "十三五",
                "八五",
                "期间",
                "季度",
                "上半",
                "全年",
                "今年",
                "上年",
                "去年",
                "比",
                "到",
                "自",
                "从",
            ),
            *(
                "是",
                "的",
                "倍",
                "-",
                "至",
                "、",
                "和",
                " ",
                ",",
                "过去",
                "今后",
                "近",
                "世纪",
                "年代",
                "本届政府",
                "任期末",
                "同比",
            ),
            *("增长", "5%", "个", "第", "(", ")", "〇", "二", "0"),
        ]
    ),
    max_size=40,
).map("".join)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_mentions_of_a_sentence(case):
    """Each case yields exactly the mentions it lists."""
    told = case.get("document", JANUARY_2021)
    section = Period.parse(case.get("section", "2020"))
    context = PeriodContext(told["this_year"], Period.parse(told["reviews"]), Period.parse(told["plans"]), section)
    found = find_periods(case["sentence"], 0, len(case["sentence"]), context)
    assert case["mentions"] == [[m.wording, m.use, str(m.period or "")] for m in found]


@given(PIECES)
def test_mentions_are_ordered_and_quote_the_text(text):
    """Spans follow one another without overlap, are not empty, and the wording is what stands there."""
    at = 0
    for mention in find_periods(text, 0, len(text), CONTEXT):
        assert at <= mention.span.start < mention.span.end <= len(text)
        assert mention.span.of(text) == mention.wording
        at = mention.span.end


@given(PIECES, PIECES)
def test_characters_outside_the_range_do_not_matter(text, around):
    """Only the range is read: a frame around it that no word of time reaches into changes nothing but offsets."""
    frame = around + "。" * 3
    shift = len(frame)
    alone = find_periods(text, 0, len(text), CONTEXT)
    framed = find_periods(frame + text, shift, shift + len(text), CONTEXT)
    assert [(m.wording, m.use, m.period) for m in alone] == [(m.wording, m.use, m.period) for m in framed]
    assert [m.span.start + shift for m in alone] == [m.span.start for m in framed]


@given(PIECES)
def test_without_context_the_same_words_are_found(text):
    """A document that tells nothing of its years loses periods, never mentions."""
    known = find_periods(text, 0, len(text), CONTEXT)
    unknown = find_periods(text, 0, len(text), NO_CONTEXT)
    assert [m.span for m in known] == [m.span for m in unknown]


def test_a_relative_year_without_context_is_unknown():
    """今年 is reported with no period where the document does not tell its year."""
    (mention,) = find_periods("今年新建学校两所。", 0, 9, NO_CONTEXT)
    assert mention.period is None
    assert mention.rule == "this-year"


def test_text_outside_the_range_is_not_read():
    """Neither a preposition before the range nor an ending behind it joins the mention."""
    (mention,) = find_periods("比2017年底", 1, 6, CONTEXT)
    assert (mention.wording, mention.use) == ("2017年", "covers")


@pytest.mark.parametrize("piece", ["2020年", "《", "一", "“十三五”", "过去", "1-", "年", "2020、", "第", " ", "十"])
def test_hostile_repetition_is_read_through(piece):
    """A long line of one piece is read to its end; the time it takes grows with its length only."""
    text = piece * 20_000
    find_periods(text, 0, len(text), CONTEXT)
