"""Each row of ``tolerances.toml`` and each word group of ``judging.toml`` does what its example says."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest

from duixian.errors import DefinitionError
from duixian.figures.wording import load_wording
from duixian.ledger import tolerances as module
from duixian.ledger.tolerances import Tolerance, pace_rule, tolerance_of, tolerances
from duixian.reading import read_text

SOURCE = resources.files("duixian").joinpath("ledger/tolerances.toml").read_text(encoding="utf-8")
ROWS: list[dict[str, Any]] = tomllib.loads(SOURCE)["tolerance"]
GROUPS = load_wording("judging", folder="ledger").groups


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_an_example_lies_within_its_tolerance(row: dict[str, Any]) -> None:
    """The reported number of the example is as far from the promised one as the row allows, and the row is found."""
    promised = read_text(row["example"]["promised"] + "。").figures[0]
    reported = read_text(row["example"]["reported"] + "。").figures[0]

    found = tolerance_of(promised, row["use"])

    assert found.id == row["id"]
    assert (abs(promised.value - reported.value) <= found.width(promised.value)) is row["example"]["kept"]


def test_ids_of_tolerances_are_unique() -> None:
    """Verdicts name the row they used."""
    ids = [row.id for row in tolerances()]

    assert len(set(ids)) == len(ids)


def test_every_tolerance_has_a_source() -> None:
    """No tolerance is without the words that say where it comes from."""
    assert all(row.source for row in tolerances())
    assert pace_rule().source


@pytest.mark.parametrize("kind", ["growth", "rate", "points", "amount", "multiple", "rank"])
@pytest.mark.parametrize("use", ["about", "hold"])
def test_every_kind_has_a_tolerance(kind: str, use: str) -> None:
    """左右 and 保持 can be read for figures of any kind."""
    assert any(row.use == use and kind in row.kinds for row in tolerances())


def test_a_row_needs_points_or_percent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row with neither is refused, and the error names the row."""
    monkeypatch.setattr(module, "_data", lambda: {"tolerance": [{**ROWS[0], "points": "1", "percent": "2"}]})
    tolerances.cache_clear()
    try:
        with pytest.raises(DefinitionError, match="#1"):
            tolerances()
    finally:
        tolerances.cache_clear()


def test_a_row_needs_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tolerance without source is refused."""
    row = {name: value for name, value in ROWS[0].items() if name != "source"}
    monkeypatch.setattr(module, "_data", lambda: {"tolerance": [row]})
    tolerances.cache_clear()
    try:
        with pytest.raises(DefinitionError, match="source"):
            tolerances()
    finally:
        tolerances.cache_clear()


def test_a_width_in_percent_goes_with_the_value() -> None:
    """5 % of 200 is 10."""
    assert (
        Tolerance("x", "about", frozenset(), frozenset(), None, module.Decimal(5), "").width(module.Decimal(200)) == 10
    )


@pytest.mark.parametrize("name", sorted(name for name in GROUPS if not name.startswith("counted_")))
def test_a_group_of_words_is_found_in_its_example(name: str) -> None:
    """Each group matches the sentence that explains it."""
    assert load_wording("judging", folder="ledger").anywhere(name).search(GROUPS[name].example)


@pytest.mark.parametrize("name", sorted(name for name in GROUPS if name.startswith("counted_")))
def test_a_measure_word_is_found_in_its_example(name: str) -> None:
    """The quantity of the example has a unit of the group."""
    unit = read_text(GROUPS[name].example + "。").figures[0].unit

    assert unit in GROUPS[name].words
