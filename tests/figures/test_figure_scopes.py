"""Which place a figure is about, by the level of the place that speaks."""

from __future__ import annotations

import pytest

from duixian.figures.scopes import decide_scope


@pytest.mark.parametrize(
    ("issuer", "foreign", "own"),
    [
        ("国务院", "", "全国 我国 全省 全市 全县"),
        ("辽宁省", "全国 我国", "全省 我省 全市 全区"),
        ("重庆市", "全国", "全省 全市 全县"),
        ("海州市", "全国 全省 我省", "全市 我市 全区 全县"),
        ("澄宁地区", "全国 全自治区", "全市 全县"),
        ("澄宁县", "全国 全省 全市 我市", "全县 我县 全区"),
    ],
)
def test_only_a_place_above_the_one_that_speaks_is_a_scope(issuer: str, foreign: str, own: str) -> None:
    """A county's report speaks of 全市 as of another; a province's does not."""
    for word in foreign.split():
        assert decide_scope(f"{word}粮食产量", issuer, is_share=False) == word
    for word in own.split():
        assert decide_scope(f"{word}粮食产量", issuer, is_share=False) == "self"


@pytest.mark.parametrize("issuer", [None, "某某公司"])
def test_without_a_place_that_speaks_all_is_its_own(issuer: str | None) -> None:
    """Where the issuer is unknown, or no place, nothing is guessed."""
    assert decide_scope("全市粮食产量", issuer, is_share=False) == "self"


def test_the_whole_of_a_share_is_no_scope() -> None:
    """占全市40% is about the place that speaks."""
    assert decide_scope("全市粮食产量", "澄宁区", is_share=True) == "self"
