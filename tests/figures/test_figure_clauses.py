"""Sentences are cut into clauses; brackets and ratios stay whole unless they hold figures."""

from __future__ import annotations

import pytest

from duixian.figures.candidates import Clauses


@pytest.mark.parametrize(
    ("plain", "numbers", "clauses"),
    [
        ("投资增长7%,新建学校3所;绿化好", [4, 11], ["投资增长7%", "新建学校3所", "绿化好"]),
        ("投资(含续建)增长7%", [9], ["投资(含续建)增长7%"]),
        ("学校(新建3所)6所", [5, 8], ["学校", "新建3所", "6所"]),
        ("师生比1:15,在校生3万人", [3], ["师生比1:15", "在校生3万人"]),
        ("增长7%.新建学校3所", [2, 9], ["增长7%", "新建学校3所"]),
        ("投资1.5亿元", [2], ["投资1.5亿元"]),
    ],
)
def test_clauses_end_where_they_should(plain: str, numbers: list[int], clauses: list[str]) -> None:
    """A comma ends a clause; a bracket with a figure, too; a ratio and a decimal point do not."""
    found = Clauses(plain, 0, len(plain), numbers)

    assert [found.text(index) for index in range(len(found.starts))] == clauses


def test_behind_the_last_clause_there_is_nothing() -> None:
    """Who looks one clause ahead of the last one finds no words."""
    assert Clauses("新建学校3所", 0, 6, [4]).text(1) == ""


def test_a_clause_holds_the_offsets_from_its_start() -> None:
    """An offset belongs to the clause that starts last before it, also where the sentence starts inside the text."""
    clauses = Clauses("前文。投资增长,新建学校", 3, 12, [])

    assert [clauses.index(at) for at in (3, 6, 8, 11)] == [0, 0, 1, 1]
