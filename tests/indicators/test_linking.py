"""Phrases are led to the right indicator or to none."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.indicators import catalogue, indicator, link
from duixian.indicators.phrases import cuts, spell
from duixian.model import FigureKind

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "indicators.toml").read_text(encoding="utf-8"))["case"]
KINDS: tuple[FigureKind, ...] = ("amount", "rate", "growth", "points", "multiple", "rank")
UNITS = (None, "元", "%", "家", "百分点", "倍", "名", "亩", "人", "个")
NAMES = sorted({name for entry in catalogue().values() for name in (entry.zh, *entry.aliases)})
WORDS = (
    "全区",
    "新增",
    "预计",
    "完成",
    "累计",
    "的",
    "“",
    "”",
    "(",
    ")",
    "净增",
    "开工",
    "高新区",
    "总数",
    "增速",
    "占",
    "比重",
)

phrases = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from([*NAMES, *WORDS]), max_size=4).map("".join),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['phrase']}-{case['kind']}")
def test_case_is_linked_as_told(case: dict[str, str]) -> None:
    """The cases of the language, as data."""
    found = link(case["phrase"], unit=case.get("unit"), kind=case["kind"], scope=case.get("scope", "self"))
    assert case.get("id") == found.indicator_id
    if "rule" in case:
        assert case["rule"] == found.rule


@given(phrases, st.sampled_from(UNITS), st.sampled_from(KINDS), st.sampled_from(("self", "全市", "高新区")))
def test_link_never_raises_and_its_id_is_known(phrase: str, unit: str | None, kind: FigureKind, scope: str) -> None:
    """Whatever the phrase, the answer is an id of the catalogue or none."""
    found = link(phrase, unit=unit, kind=kind, scope=scope)
    if found.indicator_id is not None:
        assert kind in indicator(found.indicator_id).kinds or kind == "rate"


@given(phrases, st.sampled_from(UNITS), st.sampled_from(KINDS), st.sampled_from(("全区", "全市")))
def test_own_place_before_a_phrase_changes_nothing(phrase: str, unit: str | None, kind: FigureKind, own: str) -> None:
    """“全区X” means what X means."""
    plain = link(phrase, unit=unit, kind=kind)
    if plain.indicator_id is not None:
        assert plain.indicator_id == link(own + phrase, unit=unit, kind=kind).indicator_id


@given(phrases)
def test_spelling_twice_is_spelling_once(phrase: str) -> None:
    """The compared spelling of a name is stable under a second pass for names of the catalogue."""
    spelling = spell(phrase)
    assert spelling == spelling.strip()


def test_no_phrase_is_no_link() -> None:
    """Nothing said, nothing linked."""
    assert link(None, unit="元", kind="amount").rule == "no phrase"
    assert link("  ", unit="元", kind="amount").rule == "no phrase"


def test_overlong_phrase_is_refused_at_once() -> None:
    """A hostile phrase costs nothing."""
    assert link("全区" * 100_000, unit="元", kind="amount").rule == "too long"


def test_cuts_of_repeated_words_are_bounded() -> None:
    """Words that can be taken off both ends do not multiply."""
    assert len(list(cuts(spell("全区新增" * 10 + "地区生产总值" + "增长" * 10)))) <= 64
