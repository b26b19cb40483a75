"""Data files that break their grammar are refused with file and row."""

from __future__ import annotations

import pytest

from duixian.errors import DefinitionError, messages
from duixian.quantities import bounds, tables, unit_table, words

UNIT_FIELDS = {"unit": (("name", "dimension", "example"), ("factor",))}


class _File:
    """A stand-in for a package's folder with one file."""

    def __init__(self, source: str) -> None:
        self.source = source

    def joinpath(self, _name: str) -> _File:
        return self

    def read_text(self, encoding: str) -> str:
        assert encoding == "utf-8"
        return self.source


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("unit = [", "units.toml"),
        ("units = []", "units.toml"),
        ('unit = [{name = "元", dimension = "money"}]', "[unit] 1"),
        ('unit = [{name = "元", dimension = "money", example = "5元", colour = "red"}]', "colour"),
    ],
)
def test_a_malformed_file_is_refused(monkeypatch, source, said):
    """No TOML, a wrong list, a missing and an unknown field."""
    messages()  # read before files are replaced
    monkeypatch.setattr(tables.resources, "files", lambda _package: _File(source))
    with pytest.raises(DefinitionError, match=r"units\.toml") as caught:
        tables.load_rows("units.toml", UNIT_FIELDS)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("load", "rows"),
    [
        (unit_table.units, {"unit": [{"name": "元", "dimension": "money", "example": "5元", "chinese": "some"}]}),
        (unit_table.units, {"unit": [{"name": "元", "dimension": "money", "example": "5元", "factor": "one"}]}),
        (unit_table.units, {"unit": [{"name": "元", "dimension": "money", "example": "5元"}] * 2}),
        (
            bounds.bound_words,
            {"before": [{"word": "超", "bound": "more", "example": "超5家"}], "inside": [], "after": []},
        ),
        (
            words.number_words,
            {"word": [{"word": "首位", "form": "first", "value": "1", "unit": "名", "example": "首位"}]},
        ),
        (words.number_words, {"word": [{"word": "半", "form": "half", "value": "half", "unit": "%", "example": "半"}]}),
    ],
    ids=["chinese", "factor", "twice", "bound", "form", "value"],
)
def test_a_wrong_value_is_refused(monkeypatch, load, rows):
    """A value outside its choices names the row."""
    for module in (unit_table, bounds, words):
        monkeypatch.setattr(module, "load_rows", lambda *_: rows)
    monkeypatch.setattr(words, "_tables", lambda: rows)
    with pytest.raises(DefinitionError, match=r"\[\w+\] [12]"):
        load.__wrapped__()
