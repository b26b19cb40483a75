from __future__ import annotations

from dataclasses import replace

import pytest

from duixian.errors import DefinitionError, messages
from duixian.exports import EXPORTERS, exporter, exporter_for, labels
from duixian.exports.figures import FIGURES
from duixian.exports.ledger import LEDGER
from duixian.exports.locator import QUOTED_CHARACTERS, Locator
from duixian.exports.overview import overview
from duixian.exports.promises import PROMISES
from duixian.model import Sentence, Span


def test_each_row_has_every_column(reading) -> None:
    """Rows and columns agree in names and order."""
    for row in FIGURES.rows(reading, "zh"):
        assert [column.name for column in FIGURES.columns] == list(row)


def test_a_row_leads_back_to_sentence_headings_and_page(reading) -> None:
    """The columns beside the record tell where the figure stands."""
    row = list(FIGURES.rows(reading, "zh"))[3]
    assert row["sentence"] == "地区生产总值增长6%—6.5%,力争引进项目=1+2个以上。"
    assert (row["section"], row["page"]) == ("2024年计划", 2)


def test_a_figure_outside_sentences_is_quoted_with_its_line(reading) -> None:
    """A figure of a table or note has no sentence; its line stands for it."""
    row = list(FIGURES.rows(reading, "zh"))[5]
    assert (row["sentence"], row["section"]) == ("空气质量优良天数 310天", "2024年计划")


def test_a_very_long_sentence_is_cut_around_the_figure(reading) -> None:
    """Quotations stay short, whatever the document, and say that they are cut."""
    text = "一" * 50_000 + "7%" + "二" * 50_000
    document = replace(reading.document, text=text, plain=text, sentences=(Sentence(Span(0, len(text)), 0, 0),))
    figure = replace(reading.figures[0], span=Span(50_000, 50_002), sentence=0)
    said = Locator(document).sentence(figure.span, figure.sentence)
    assert len(said) <= QUOTED_CHARACTERS + 2
    assert (said[0], said[-1]) == ("…", "…")
    assert "7%" in said


def test_headings_that_lead_in_a_circle_end(reading) -> None:
    """A section that names a later one as its parent does not hang the export."""
    sections = tuple(replace(section, parent=2) for section in reading.document.sections)
    locator = Locator(replace(reading.document, sections=sections))
    assert locator.headings(reading.figures[0].span, reading.figures[0].sentence) == ("2023年回顾",)


def test_overview_counts_by_role(reading) -> None:
    """The counts of the roles add up to that of the figures."""
    found = overview(reading)
    assert (found.actual, found.estimate, found.target, found.reference) == (3, 0, 3, 0)
    assert (found.figures, found.doubtful, found.indicators) == (6, 1, 1)


def test_formats_have_names_and_suffixes_of_their_own() -> None:
    """A name or suffix leads to one format."""
    assert len({entry.name for entry in EXPORTERS}) == len({entry.suffix for entry in EXPORTERS}) == len(EXPORTERS)
    for entry in EXPORTERS:
        assert exporter(entry.name) is entry


@pytest.mark.parametrize(("name", "format_name"), [("a.CSV", "csv"), ("a.htm", "html"), ("a.doc", None), ("a", None)])
def test_suffix_tells_the_format(tmp_path, name, format_name) -> None:
    """Case does not matter; an unknown suffix tells nothing."""
    found = exporter_for(tmp_path / name)
    assert format_name == (None if found is None else found.name)


def test_every_column_is_explained() -> None:
    """Each column has words in both languages and a sentence about it."""
    for column in (*FIGURES.columns, *PROMISES.columns, *LEDGER.columns):
        assert labels.labels()["column"][column.name]["about_zh"].endswith("。")


@pytest.mark.parametrize(
    "source", ['[column]\nunit = { zh = "单位", en = "Unit" }', '[role]\nactual = { zh = "实际" }', "[role]\n[kind]"]
)
def test_a_broken_row_of_the_labels_is_refused(source, monkeypatch) -> None:
    """A row without a language, or a list without a word of the model, is named with the file."""
    messages()
    labels.labels.cache_clear()
    monkeypatch.setattr("pathlib.PosixPath.read_text", lambda *_, **__: source)
    with pytest.raises(DefinitionError, match=r"labels\.toml"):
        labels.labels()
    monkeypatch.undo()
    labels.labels.cache_clear()
