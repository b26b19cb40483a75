"""The order of documents changes nothing, and one given twice counts once."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duixian.audit import audit


@pytest.fixture(scope="module")
def readings(report):
    """Reports of six years that fit in part."""
    texts = [
        "一般公共预算收入50.0亿元，增长4.0%。高新技术企业总数达到300家。城镇新增就业1.40万人。",
        "一般公共预算收入53.5亿元，增长7.0%。净增高新技术企业50家，总数达到350家。城镇新增就业1.50万人。",
        "一般公共预算收入增长3.0%。净增高新技术企业60家，总数达到412家。城镇新增就业1.50万人。",
        "一般公共预算收入60.1亿元，增长2.0%。城镇新增就业1.60万人。",
        "空气质量优良天数达到285天，比上年增加29天。城镇新增就业1.60万人，“十四五”时期城镇新增就业累计达到7.60万人。",
    ]
    return [report(year, text) for year, text in enumerate(texts, 2022)]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_any_order_of_documents_gives_the_same_audit(readings, seed):
    """Findings and derived values are equal, in the same order."""
    shuffled = readings + readings[:2]
    random.Random(seed).shuffle(shuffled)  # noqa: S311 (no secret)
    assert audit(shuffled) == audit(readings)


def test_the_worst_come_first(readings):
    """Within a place severity falls."""
    rank = ["contradiction", "tension", "note", "consistent"]
    found = [rank.index(each.verdict) for each in audit(readings).findings]
    assert found == sorted(found)
    assert len(set(found)) > 1
