"""A text of one sentence is read like a document."""

from __future__ import annotations

import pytest

import duixian


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024年,全区粮食总产量完成4.2万吨,增长6.1%。", ["4.2万吨", "6.1%"]),
        ("2024年,力争地区生产总值增长6%左右,新建公园5个。", ["6%", "5个"]),
        ("力争新建公园8个以上。", ["8个"]),
    ],
)
def test_a_single_sentence_is_no_head_of_a_document(text: str, found: list[str]) -> None:
    """A sentence that begins with a year is read, not taken for the date line of a title page."""
    assert [figure.text for figure in duixian.read_text(text).figures] == found
