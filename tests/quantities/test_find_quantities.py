"""Properties of the search: spans, composition, width, hostile input, real reports."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.documents.plain import plain_text
from duixian.model import Bound
from duixian.quantities import find_quantities, units
from duixian.quantities.bounds import bound_words
from duixian.quantities.numbers import CHINESE_NUMERALS

PIECES = st.lists(
    st.sampled_from(
        [
            *("0", "1", "5", "12", "2024", "3.5", "1,234", "-", "~", "至", "到", "/", ":", ".", ",", " ", "\n", "%"),
            *("一", "两", "三", "十", "百", "千", "万", "亿", "零", "〇", "点", "分之", "余", "多", "几", "个", "半"),
            *(
                "元",
                "家",
                "人",
                "人次",
                "百分点",
                "平方米",
                "成",
                "番",
                "倍",
                "强",
                "位",
                "名",
                "第",
                "前",
                "翻",
                "首位",
            ),
            *("超过", "不低于", "以上", "左右", "近", "约", "以内", "(含)", "增长", "由", "统", "好"),
        ]
    ),
    max_size=24,
).map("".join)
FULL_WIDTH = str.maketrans("0123456789.,%()-~", "０１２３４５６７８９．，％（）－～")
SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
PLAIN_UNITS = ["元", "家", "亩", "公里", "%", "人次", "万元/人"[1:], "个百分点"]
BEFORE: dict[str, Bound] = {"": "=", "超过": ">", "不低于": ">=", "不到": "<", "不超过": "<=", "约": "~"}
AFTER: dict[str, Bound] = {"": "=", "以上": ">=", "以内": "<=", "左右": "~"}


@given(PIECES)
def test_spans_are_inside_in_order_and_apart(text):
    """Whatever the text, spans lie in it, do not overlap, and extents hold them."""
    found = find_quantities(text)
    for quantity in found:
        assert 0 <= quantity.extent.start <= quantity.span.start < quantity.span.end <= quantity.extent.end <= len(text)
        assert quantity.span.start < quantity.number_end <= quantity.span.end
        assert quantity.value.is_finite()
        assert (quantity.high is not None) == (quantity.bound == "range")
        assert quantity.high is None or quantity.value < quantity.high
    for one, two in pairwise(found):
        assert one.span.end <= two.span.start


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text):
    """No text is an error."""
    assert all(quantity.span.end <= len(text) for quantity in find_quantities(plain_text(text)))


@given(PIECES)
def test_full_width_text_gives_the_same(text):
    """Full-width digits and punctuation, folded, change nothing."""
    assert find_quantities(plain_text(text)) == find_quantities(plain_text(text.translate(FULL_WIDTH)))


@given(PIECES, st.text("好。;", max_size=5), st.text("。;", max_size=5))
def test_a_range_of_the_text_is_searched_alone(text, front, back):
    """A range gives what its characters alone give, moved to its place."""
    alone = find_quantities(text)
    within = find_quantities(f"{front}{text}{back}", len(front), len(front) + len(text))
    assert [(q.value, q.unit, q.bound, q.span.start + len(front), q.extent.end + len(front)) for q in alone] == [
        (q.value, q.unit, q.bound, q.span.start, q.extent.end) for q in within
    ]


@given(
    st.decimals(0, 10**6, places=1),
    st.sampled_from(sorted(SCALES)),
    st.sampled_from(PLAIN_UNITS),
    st.sampled_from(sorted(BEFORE)),
    st.sampled_from(sorted(AFTER)),
)
def test_a_written_quantity_is_read_back(number, scale, unit, before, after):
    """Value, unit, bound, step and span of what was written are found."""
    text = f"目标{before}{number}{scale}{unit}{after}。"
    (found,) = find_quantities(text)
    assert number * SCALES[scale] == found.value
    assert unit.removeprefix("个") == found.unit
    assert (BEFORE[before] if before and (before, after) != ("不超过", "左右") else AFTER[after]) == found.bound
    assert Decimal("0.1") * SCALES[scale] == found.step
    assert f"{number}{scale}{unit}" == found.span.of(text)
    assert f"{before}{number}{scale}{unit}{after}" == found.extent.of(text)


@given(
    st.integers(1, 500),
    st.integers(1, 500),
    st.sampled_from(["-", "~", "至", "到", "--"]),
    st.sampled_from(["", "万", "亿"]),
)
def test_a_written_range_is_read_back(low, width, sign, scale):
    """Two ends with one magnitude and unit behind the second."""
    (found,) = find_quantities(f"引进{low}{sign}{low + width}{scale}元")
    assert (low * SCALES[scale], (low + width) * SCALES[scale], "range") == (found.value, found.high, found.bound)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 10**6,
        "亿" * 10**5,
        "一" * 10**6,
        "十万" * 10**5,
        "1," * 10**5,
        "1." * 10**6,
        "1-" * 10**6,
        "1:" * 10**6,
        "111," * 10**5 + "1",
        "5至" * 10**4,
        "百分之" * 10**4,
        "1/" * 10**4,
        "第1" * 10**4,
        " " * 10**6 + "5",
        "5" + " " * 10**6 + "元",
        "-" * 10**6 + "5%",
        "超过" * 10**5 + "5家" + "以上" * 10**5,
    ],
    ids=lambda text: f"{text[:3]}×{len(text)}",
)
def test_hostile_text_is_searched_to_its_end(text):
    """Long runs are passed over in one go (a search that is not linear would not end)."""
    found = find_quantities(text)
    assert all(quantity.value.is_finite() for quantity in found)


@pytest.mark.parametrize("text", ["9" * 41 + "元", "九" * 41 + "家", "亿" * 41 + "元", "九亿" * 20 + "元"])
def test_overlong_numerals_are_no_quantities(text):
    """What nobody would say is no number."""
    assert find_quantities(text) == []


def test_every_unit_of_chinese_use_any_is_found_behind_a_chinese_numeral():
    """三 counts with every measure word that allows it."""
    for unit in units().values():
        if unit.chinese in {"any", "many"} and unit.name[0] not in CHINESE_NUMERALS:
            assert unit.name in [q.unit for q in find_quantities(f"三{unit.name}")], unit.name


def test_bound_words_are_outside_the_span():
    """No word of a bound before or behind is part of a quantity's span."""
    for place in ("before", "after"):
        for word in bound_words()[place]:
            (*_, found) = find_quantities(word.example)
            assert word.word not in found.span.of(word.example)


GOLD = Path(__file__).resolve().parents[3] / "shared" / "benchmark" / "gold"


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["huanggu-14th-plan", "hunnan-2021-report", "shenhe-2022-report"])
def test_labelled_figures_are_found(name):
    """At least 98 % of the figures labelled in real documents come out with span, value and unit."""
    labels = GOLD / f"{name}.jsonl"
    if not labels.is_file():
        pytest.skip("no labelled documents here")
    source = (GOLD.parents[1] / "documents" / f"{name}.txt").read_bytes().decode("utf-8")
    found = {(q.span.start, q.span.end): q for q in find_quantities(plain_text(source))}
    right = wrong = 0
    for line in labels.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        value = label["value"][0] if isinstance(label["value"], list) else label["value"]
        quantity = found.get((label["start"], label["end"]))
        if quantity is not None and quantity.unit == label["unit"] and abs(quantity.value) == abs(Decimal(str(value))):
            right += 1
        else:
            wrong += 1
    assert right >= 0.98 * (right + wrong)
