from __future__ import annotations

import pytest

from duixian.errors import DefinitionError, UsageError
from duixian.indicators import catalogue, indicator
from duixian.ledger.panel_rules import panel_rules, parse_panel_rules
from duixian.ledger.panel_series import Series, default_kind, parse_series
from duixian.reading import read_text


@pytest.mark.parametrize(
    ("wanted", "series"),
    [
        ("gdp", "gdp:growth"),
        ("gdp:amount", "gdp:amount"),
        (" GDP : 总量 ", "gdp:amount"),
        ("地区生产总值:增速", "gdp:growth"),
        ("城镇新增就业", "urban-new-jobs:amount"),
        ("urbanisation-rate", "urbanisation-rate:rate"),
        ("high-tech-enterprises.new", "high-tech-enterprises.new:amount"),
        ("so2-emissions", "so2-emissions:growth"),
    ],
)
def test_ids_and_chinese_names_lead_to_a_series(wanted: str, series: str) -> None:
    """A kind may stand behind a colon, full-width or not; without one the usual kind is taken."""
    assert series == str(parse_series(wanted))


@pytest.mark.parametrize(
    ("wanted", "code", "said"),
    [
        ("gpd", "panel-indicator-unknown", "gdp (地区生产总值)"),
        ("森林", "panel-indicator-unknown", "forest-coverage (森林覆盖率)"),
        ("", "panel-indicator-unknown", "—"),
        ("gdp:rate", "panel-kind-unknown", "amount, growth"),
        ("gdp.new", "panel-indicator-unknown", "gdp"),
    ],
)
def test_what_is_unknown_is_refused_with_what_comes_near(wanted: str, code: str, said: str) -> None:
    """The error names the ids that come near, or the kinds there are."""
    with pytest.raises(UsageError) as caught:
        parse_series(wanted)
    assert caught.value.code == code
    assert said in caught.value.text("zh")


def test_every_indicator_has_a_series_of_its_usual_kind() -> None:
    """Each id of the catalogue alone is a valid request."""
    for identifier, entry in catalogue().items():
        assert str(parse_series(identifier)) == f"{identifier}:{default_kind(entry)}"


@pytest.mark.parametrize("row", panel_rules().kinds, ids=lambda row: row.example)
def test_rows_of_kinds_hold_for_their_examples(row) -> None:
    """The example gets the row's kind, and each indicator of the row is in the catalogue."""
    assert row.kind == default_kind(indicator(row.example))
    assert all(indicator(each).id == each for each in row.indicators)


@pytest.mark.parametrize("row", panel_rules().names, ids=lambda row: row.indicator)
def test_rows_of_names_hold_for_their_examples(row) -> None:
    """The figure of the example states the row's indicator."""
    figures = read_text(row.example).figures
    assert any(Series(row.indicator, row.kind).admits(figure) for figure in figures)


@pytest.mark.parametrize(
    ("text", "series", "admitted"),
    [
        ("2024年地区生产总值增长6%。", "gdp:growth", True),
        ("2024年地区生产总值达到900亿元。", "gdp:growth", False),
        ("2024年地区生产总值达到900亿元。", "gdp:amount", True),
        ("2024年地区生产总值增长1倍。", "gdp:growth", False),
        ("2024年居民消费价格涨幅3%左右。", "cpi:growth", True),
        ("2024年经济增长6%。", "gdp:growth", True),
        ("2024年规模以上工业增加值增长6%。", "gdp:growth", False),
    ],
)
def test_figures_of_other_kind_or_unit_are_not_admitted(text: str, series: str, admitted: bool) -> None:
    """A series holds one kind of figure, growth always in per cent."""
    figures = read_text(text).figures
    assert figures
    assert admitted is any(parse_series(series).admits(figure) for figure in figures)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('kind = "growth"\ndimension = "money"', 'kind = "speed"\ndimension = "money"', "kind"),
        ('example = "gdp"\n', "", "example"),
        ("gap = 24", "gap = -1", "gap"),
        ('dimension = "score"', "", "indicators / dimension"),
        ("[[absences]]\nsentence", "[[absences]]\nwords = 1\nsentence", "words"),
        ("\n[kind_words]", "\n[kind_word]", "kind_words"),
    ],
)
def test_broken_rows_are_named(root, old: str, new: str, field: str) -> None:
    """A row that breaks the grammar is refused with file and row."""
    source = (root / "src" / "duixian" / "ledger" / "panel.toml").read_text(encoding="utf-8")
    assert old in source
    with pytest.raises(DefinitionError) as caught:
        parse_panel_rules(source.replace(old, new, 1))
    assert caught.value.where is not None
    assert caught.value.where.startswith("ledger/panel.toml")
    assert caught.value.details["field"] == field


def test_a_file_that_is_no_toml_is_named() -> None:
    """The reader's message is kept."""
    with pytest.raises(DefinitionError, match=r"ledger/panel\.toml"):
        parse_panel_rules("[")
