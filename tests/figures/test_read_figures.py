"""What holds for every reading, whatever the text says."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.documents import from_text, load
from duixian.figures import read_figures

PIECES = st.sampled_from(
    [
        "地区生产总值",
        "增长",
        "7.5%",
        "、",
        "和",
        ",",
        "。",
        "新增",
        "30家",
        "由",
        "提高到",
        "分别",
        "(",
        ")",
        "“",
        "”",
        "其中",
        "占全市",
        "三分之一",
        "2025年",
        "到2027年",
        "力争",
        "亿元",
        "1.2万亿元",
        "\n",
        "等",
        "项目",
        "以上",
        "一、",
        "百强",
        "零",
        "翻番",
        "５％",
        "第一",
        "投入",
        "每月",
        "万人",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_each_figure_is_the_text_at_its_place(text: str) -> None:
    """The characters of a figure are those of the document at its span, whatever the text."""
    document = from_text(text + "。")

    for figure in read_figures(document):
        assert figure.text == document.text[figure.span.start : figure.span.end]


@given(st.lists(PIECES, max_size=40).map("".join))
def test_figures_are_in_order_and_apart(text: str) -> None:
    """No two figures overlap; they come in text order."""
    spans = [figure.span for figure in read_figures(from_text(text + "。"))]

    assert spans == sorted(spans)
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    """No text makes the reading fail."""
    document = from_text(text + "字")

    assert all(figure.text for figure in read_figures(document))


def test_each_figure_of_the_examples_is_the_text_at_its_place(root: Path) -> None:
    """The same over the example documents in all text formats."""
    paths = sorted((root / "examples" / "formats").glob("*.[mt]*")) + sorted(
        (root / "examples" / "formats").glob("*.html")
    )

    for path in paths:
        document = load(path)
        figures = read_figures(document)
        assert len(figures) > 60, path.name
        for figure in figures:
            assert figure.text == document.text[figure.span.start : figure.span.end]


def test_each_figure_of_real_documents_is_the_text_at_its_place(real_documents: tuple[Path, ...]) -> None:
    """The same over real documents, where there are some."""
    for path in real_documents:
        document = load(path)
        for figure in read_figures(document):
            assert figure.text == document.text[figure.span.start : figure.span.end]


def test_each_figure_of_the_corpus_is_the_text_at_its_place(corpus: Path) -> None:
    """The same over real reports, where there are some."""
    paths = sorted(corpus.glob("*.md"))[::40]
    if not paths:
        pytest.skip("the corpus holds no reports")

    for path in paths:
        document = load(path)
        for figure in read_figures(document):
            assert figure.text == document.text[figure.span.start : figure.span.end]


def test_a_table_at_the_very_end_belongs_to_the_section_before_it() -> None:
    """Role and period of a closing table are those of its section."""
    text = (
        "一、2024年工作回顾\n成绩来之不易。\n二、2025年主要预期目标\n目标如下。\n\n"
        "指标\t数值\n新建学校(所)\t3\n新增学位(个)\t900\n"
    )

    figures = read_figures(from_text(text))

    assert [(figure.role, str(figure.period)) for figure in figures] == [("target", "2025")] * 2
