from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian import UsageError
from duixian.exports import ExportOptions
from duixian.exports.html import page_name, write_html_folder
from duixian.exports.markup import figure_marks, marked_blocks
from duixian.model import Document, Figure, Reading, Sentence, Span

PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "<!--<script>",
    "]]><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% for x in y %}",
]


class Page(HTMLParser):
    """What a browser would find in a page: tags with attributes, scripts, text of marks."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.marks: dict[str, str] = {}
        self.scripts: list[tuple[dict[str, str], str]] = []
        self.styles: list[str] = []
        self._open: list[str] = []
        self._in = ""
        self.feed(data.decode())

    def handle_starttag(self, tag, attrs):
        """Note a tag and what it opens."""
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        self._in = tag
        if tag == "a" and "data-f" in given:
            self._open.append(given["data-f"])
        if tag == "script":
            self.scripts.append((given, ""))
        if tag == "style":
            self.styles.append("")

    def handle_endtag(self, tag):
        """Leave a mark."""
        self._in = ""
        if tag == "a" and self._open:
            self._open.pop()

    def handle_data(self, data):
        """Add to the script, style or marks that are open."""
        if self._in == "script":
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)
        elif self._in == "style":
            self.styles[-1] += data
        if self._open:
            self.marks[self._open[-1]] = self.marks.get(self._open[-1], "") + data


def test_every_figure_is_marked_with_its_very_characters(reading, written) -> None:
    """The text inside each mark is that of the figure."""
    page = Page(written("html", reading))
    assert {str(at): figure.text for at, figure in enumerate(reading.figures)} == page.marks


def test_marks_tell_their_role_by_class(reading, written) -> None:
    """Each mark has the class of its role, and ``low`` where the reading is doubtful."""
    marks = [attrs for tag, attrs in Page(written("html", reading)).tags if tag == "a" and "data-f" in attrs]
    assert [attrs["class"].split()[1] for attrs in marks] == [figure.role for figure in reading.figures]
    assert [attrs["class"].endswith("low") for attrs in marks] == [
        figure.confidence < 0.5 for figure in reading.figures
    ]


def test_marks_and_rows_link_to_each_other(reading, written) -> None:
    """Without a script one still gets from the text to the table and back."""
    tags = Page(written("html", reading)).tags
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    links = {attrs["href"][1:] for _, attrs in tags if attrs.get("href", "").startswith("#")}
    assert len(ids) == len(set(ids))
    assert links <= set(ids)


def test_text_is_shown_as_headings_paragraphs_tables_and_notes(reading) -> None:
    """The document's structure is that of the page."""
    kinds = [block.kind for block in marked_blocks(reading.document, figure_marks(reading.figures))]
    assert kinds == ["title", "heading", "paragraph", "heading", "paragraph", "table", "note", "furniture"]


def test_no_character_of_the_text_is_lost(reading) -> None:
    """Without tags and spaces the page's text is the document's."""
    html = "".join(str(block.html) for block in marked_blocks(reading.document, figure_marks(reading.figures)))
    shown = re.sub(r"<[^>]*>|\s", "", html.replace("&#39;", "'"))
    assert re.sub(r"\s", "", reading.document.text) == shown


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_of_a_document_becomes_markup(payload: str, reading, written) -> None:
    """A payload in text, name, title, indicator, unit, scope or doubt adds no tag and no attribute."""

    def tags(words: str) -> list[tuple[str, tuple[str, ...]]]:
        text = reading.document.text.replace("临江新城", words) + f"\n增长{words}7%。"
        document = replace(reading.document, text=text, plain=text, name=words + ".txt")
        figure = reading.figures[4]
        odd = replace(
            figure,
            indicator=words,
            unit=words,
            scope=words,
            of=words,
            doubts=(replace(figure.doubts[0], reason=words),),
        )
        data = written("html", Reading(document, (*reading.figures[:4], odd)))
        return [(tag, tuple(sorted(attrs))) for tag, attrs in Page(data).tags]

    assert tags("harmless") == tags(payload)


def test_data_for_the_script_cannot_end_the_script(reading, written) -> None:
    """The records are JSON in which no tag can begin."""
    odd = replace(reading, figures=(replace(reading.figures[0], indicator="</script><b>"),))
    ((_, data), _) = Page(written("html", odd)).scripts
    assert "<" not in data
    assert json.loads(data)["figures"][0]["indicator"] == "</script><b>"


def test_policy_allows_only_the_page_s_own_style_and_script(reading, written) -> None:
    """The hashes of the content security policy are those of what stands in the page; nothing else is allowed."""
    page = Page(written("html", reading))
    (policy,) = [attrs["content"] for _, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy"]

    def source(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    (script,) = [text for attrs, text in page.scripts if attrs.get("type") != "application/json"]
    assert f"script-src {source(script)};" in policy
    assert f"style-src {source(page.styles[0])};" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not [attrs for _, attrs in page.tags if "style" in attrs or any(name.startswith("on") for name in attrs)]


def test_page_loads_nothing_from_elsewhere(reading, written) -> None:
    """No address of another place stands in the page."""
    page = Page(written("html", reading))
    assert not [attrs for tag, attrs in page.tags if "src" in attrs or tag in {"iframe", "object", "embed", "base"}]
    assert not re.search(rb"https?:|@import|url\(", written("html", reading))


def test_several_documents_do_not_go_into_one_page(reading, written) -> None:
    """A page is one document; more need a folder."""
    with pytest.raises(UsageError) as caught:
        written("html", reading, reading)
    assert caught.value.code == "pages-need-folder"


def test_folder_gets_a_page_a_document_and_an_index(reading, tmp_path) -> None:
    """The index leads to every page."""
    other = replace(reading, document=replace(reading.document, name="2025/柳溪区-2024.txt"))
    written = write_html_folder([reading, other], tmp_path / "a" / "b", ExportOptions())
    names = sorted(path.name for path in (tmp_path / "a" / "b").iterdir())
    assert names == ["2025-柳溪区-2024.html", "index.html", "柳溪区-2024.html"]
    assert set(written) == {"柳溪区-2024.txt", "2025/柳溪区-2024.txt"}
    index = Page((tmp_path / "a" / "b" / "index.html").read_bytes())
    assert "%E6%9F%B3%E6%BA%AA%E5%8C%BA-2024.html" in [attrs.get("href") for _, attrs in index.tags]


def test_folder_is_written_again_over_own_pages_only(reading, tmp_path) -> None:
    """A page that duixian did not write is never replaced."""
    write_html_folder([reading], tmp_path, ExportOptions())
    write_html_folder([reading], tmp_path, ExportOptions())
    (tmp_path / "index.html").write_text("<p>mine", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        write_html_folder([reading], tmp_path, ExportOptions())
    assert caught.value.code == "foreign-page"
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "<p>mine"


def test_folder_that_cannot_be_made_is_told(reading, tmp_path) -> None:
    """A file stands where a folder should be."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        write_html_folder([reading], tmp_path / "file" / "pages", ExportOptions())
    assert caught.value.code == "cannot-write"


@given(st.text(max_size=80))
def test_page_names_are_safe(name: str) -> None:
    """Whatever a document is called, its page lies in the folder under a name every system takes."""
    found = page_name(name, {"index.html"})
    assert Path(found).name == found
    assert not set(found) & set('/\\:*?"<>|\0\n')
    assert found.endswith(".html")
    assert not found.startswith(".")


def test_page_names_do_not_collide() -> None:
    """Names that become the same get numbers, also where only their case differs."""
    taken = {"index.html"}
    found = []
    for name in ("a/b.txt", "a-b.md", "A-B.docx", "INDEX.txt"):
        found.append(page_name(name, taken))
        taken.add(found[-1].lower())
    assert found == ["a-b.html", "a-b-2.html", "A-B-3.html", "INDEX-2.html"]


def plain_figure(span: Span, text: str) -> Figure:
    return Figure(
        span, span.of(text), Decimal(7), None, "%", "=", Decimal(1), "growth", None, None, None, "actual", None, "self",
        None, Decimal("0.9"),
    )  # fmt: skip


spans = st.lists(st.tuples(st.integers(0, 59), st.integers(1, 15)), max_size=8)


@given(spans, spans)
def test_overlapping_and_nested_figures_are_cut_at_every_boundary(figures, sentences) -> None:
    """Whatever overlaps, tags are nested, no character is lost, and each figure's id stands there once."""
    text = ('增<b>长&"7%。' * 8)[:60]
    template = Document("0" * 64, "甲.txt", "text", text, text, (), ())
    made = tuple(plain_figure(Span(start, min(start + size, 60)), text) for start, size in sorted(set(figures)))
    document = replace(
        template,
        sentences=tuple(
            Sentence(Span(start, min(start + size, 60)), 0, at) for at, (start, size) in enumerate(sentences)
        ),
    )
    html = "".join(str(block.html) for block in marked_blocks(document, figure_marks(made)))
    depth: list[str] = []
    for closing, tag in re.findall(r"<(/?)(\w+)", html):
        if closing:
            assert depth.pop() == tag
        else:
            depth.append(tag)
    assert depth == []
    assert [html.count(f'id="c{figure.span.start}-{figure.span.end}"') for figure in made] == [1] * len(made)


def test_value_beyond_a_double_can_still_be_sorted(reading, written) -> None:
    """A number too large for JSON's readers does not break the page."""
    odd = replace(reading, figures=(replace(reading.figures[0], value=Decimal("1e400")),))
    ((_, data), _) = Page(written("html", odd)).scripts
    assert json.loads(data)["figures"][0]["number"] == 1e300


def test_wrapped_lines_of_one_paragraph_are_one_paragraph() -> None:
    """Lines that a sentence runs over are joined: without a space in Chinese, with one between words."""
    text = "全年增长\n7%,work\nreport。\n下一段。"
    first = Span(0, text.index("。") + 1)
    sentences = (Sentence(first, 0, 0), Sentence(Span(first.end + 1, len(text)), 0, 1))
    document = Document("0" * 64, "甲.txt", "text", text, text, (), sentences)
    assert [str(block.html) for block in marked_blocks(document, ())] == [
        "全年增长7%,work report。",
        "下一段。",
    ]
