from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from duixian import UsageError
from duixian.exports import LEDGER_EXPORTERS, ledger_page, quotations
from duixian.exports.ledger_views import percent
from duixian.exports.quotations import quoted_html, title_of
from duixian.model import Reason, Sentence, Span

PAYLOADS = [
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "<!--<script>",
    "{{ 7*7 }}{% for x in y %}",
]


class Page(HTMLParser):
    """Tags with attributes in order, and the text of scripts and styles."""

    def __init__(self, data: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.raw: dict[str, str] = {}
        self._in = ""
        self.feed(data.decode())

    def handle_starttag(self, tag, attrs):
        """Note a tag."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._in = tag

    def handle_endtag(self, tag):
        """Leave a script or style."""
        self._in = ""

    def handle_data(self, data):
        """Keep what a script or style holds."""
        if self._in in {"script", "style"}:
            self.raw[self._in] = self.raw.get(self._in, "") + data


@pytest.fixture
def page(ledger, written):
    """Write a ledger, the little one by default, as a page."""
    return lambda given=ledger, **options: written("html", given, among=LEDGER_EXPORTERS, **options)


def test_every_link_leads_somewhere_in_the_page(page) -> None:
    """Each source link has its place in the text, each marked place its line; no id stands twice."""
    tags = Page(page()).tags
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    links = {attrs["href"][1:] for tag, attrs in tags if tag in {"a", "use"} and attrs.get("href", "").startswith("#")}
    assert len(ids) == len(set(ids))
    assert links <= set(ids)
    assert sum(attrs.get("class") == "source" for _, attrs in tags) == 7
    assert b" object at 0x" not in page()


def test_whole_text_of_every_document_quoted_is_in_the_page(page, ledger) -> None:
    """A reader needs no other file to check a quotation."""
    text = re.sub(r"<[^>]*>|\s", "", page().decode().split('<section class="texts"')[1])
    for reading in ledger.dossiers[0].readings:
        assert re.sub(r"\s", "", reading.document.text) in text.replace("&#39;", "'")


def test_over_the_limit_only_paragraphs_around_quotations_are_kept(page, ledger, monkeypatch) -> None:
    """Very many documents do not make a page that no browser opens."""
    said, told = ledger.dossiers[0].readings
    filler = "\n".join(f"第{number}段。" for number in range(50)) + "\n"
    text = told.document.text + filler
    paragraphs = tuple(
        Sentence(Span(match.start(), match.end()), 0, 10 + at)
        for at, match in enumerate(re.finditer(r"第\d+段。", text))
    )
    document = replace(told.document, text=text, plain=text, sentences=told.document.sentences + paragraphs)
    dossier = replace(ledger.dossiers[0], readings=(said, replace(told, document=document)))
    long = replace(ledger, dossiers=(dossier,))
    assert "第40段" in page(long).decode()
    monkeypatch.setattr(quotations, "WHOLE_CHARACTERS", 100)
    short = page(long).decode()
    assert "第40段" not in short
    assert "第0段" in short
    assert '<p class="note">…</p>' not in short.split("第0段")[0].split('id="d1"')[1]


def test_verdict_is_told_by_word_and_shape(page) -> None:
    """Colour is never the only sign: each badge has its word and a symbol of its own."""
    html = page().decode()
    assert re.findall(r'class="badge">.*?#(v-\w+).*?<b>(\w+)</b>', html) == [
        ("v-missed", "未兑现"),
        ("v-met", "兑现"),
        ("v-open", "未到期"),
    ]
    assert len(set(re.findall(r'<symbol id="(v-\w+)"', html))) == 6


def test_changes_and_pace_are_shown_with_their_places(page) -> None:
    """What was restated is quoted from both documents; the pace has bars and numbers."""
    html = page().decode()
    assert "2025 重申" in html
    assert "2024 淡化" in html
    assert re.search(r'class="share way".*?width="100".*?<b>102%–104%</b>', html, re.DOTALL)
    assert re.search(r'class="share time".*?width="80".*?<b>80%</b>', html, re.DOTALL)


def test_work_without_numbers_shows_no_pace(page, ledger) -> None:
    """There is no way to measure; saying so at every piece of work would bury the rest."""
    lines = (replace(ledger.lines[1], pace=ledger.lines[2].pace),)
    assert 'class="pace"' not in page(replace(ledger, lines=lines)).decode()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_page_is_in_the_language_asked_for(page, lang) -> None:
    """Headings, badges and reasons; quotations stay as they are."""
    html = page(lang=lang).decode()
    assert ("Ledger of promises" in html) == (lang == "en")
    assert ("percentage points short" in html) == (lang == "en")
    assert "地区生产总值增长<mark>6%—6.5%</mark>" in html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_of_a_ledger_becomes_markup(payload: str, page, ledger) -> None:
    """A payload in text, name, place, heading or reason adds no tag and no attribute."""

    def tags(words: str) -> list[tuple[str, tuple[str, ...]]]:
        said, told = ledger.dossiers[0].readings
        text = said.document.text + f"增长{words}7%。\n"
        document = replace(said.document, text=text, plain=text, name=words + ".txt")
        dossier = replace(ledger.dossiers[0], readings=(replace(said, document=document), told))
        span = Span(len(said.document.text), len(text) - 1)
        line = ledger.lines[0]
        promise = replace(line.promise, span=span, clause=span, headings=(words,))
        reason = Reason("falls-short", {"promised": words, "reported": words, "gap": words})
        odd = replace(
            line, promise=promise, place=words, name=words, judgement=replace(line.judgement, reasons=(reason,))
        )
        return [
            (tag, tuple(sorted(attrs)))
            for tag, attrs in Page(page(replace(ledger, dossiers=(dossier,), lines=(odd,)))).tags
        ]

    assert tags("harmless") == tags(payload)


def test_policy_allows_only_the_page_s_own_style_and_script(page) -> None:
    """The hashes of the content security policy are those of what stands in the page; nothing else is allowed."""
    found = Page(page())
    (policy,) = [attrs["content"] for _, attrs in found.tags if attrs.get("http-equiv") == "Content-Security-Policy"]

    def source(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert f"script-src {source(found.raw['script'])};" in policy
    assert f"style-src {source(found.raw['style'])};" in policy
    assert policy.startswith("default-src 'none'")
    assert not [attrs for _, attrs in found.tags if "style" in attrs or any(name.startswith("on") for name in attrs)]
    assert not re.search(rb"https?:|@import|url\(", page())


def test_filters_of_one_choice_are_left_out(page, ledger) -> None:
    """One place or year needs no choosing; several are offered with their counts."""
    html = page().decode()
    assert 'name="place"' not in html
    other = replace(ledger.lines[0], place="云溪市", year=2023)
    more = page(replace(ledger, lines=(*ledger.lines, other))).decode()
    assert '<option value="云溪市">云溪市 (1)</option>' in more
    assert "2 个地方" in more
    assert "2023–2024" in more


def test_without_script_nothing_is_hidden_but_the_filters(page) -> None:
    """What cannot work without the script is not shown; every line is."""
    hidden = [(tag, attrs.get("class")) for tag, attrs in Page(page()).tags if "hidden" in attrs]
    assert hidden == [("div", "filters"), ("p", "none"), ("p", "keys")]


def test_too_many_lines_are_refused(page, monkeypatch) -> None:
    """A page that no browser shows is not written; the message says what to do."""
    monkeypatch.setattr(ledger_page, "MAX_LINES", 2)
    with pytest.raises(UsageError, match="--year"):
        page()


def test_an_empty_ledger_is_a_page(page, ledger) -> None:
    """Documents without promises do not break it."""
    assert "没有符合条件的承诺" in page(replace(ledger, lines=())).decode()


def test_long_quotations_are_cut_around_the_figure() -> None:
    """The figure stays in sight, and … tells what is left out."""
    text = "甲" * 3_000 + "7%" + "乙" * 3_000
    said = quoted_html(text, Span(3_000, 3_002), Span(0, len(text)))
    assert said.startswith("…甲")
    assert said.endswith("乙…")
    assert "<mark>7%</mark>" in said
    assert len(said) < 1_100


def test_titles_tell_documents_of_one_name_apart(ledger) -> None:
    """A title without a year gets the one the document speaks in."""
    document = ledger.dossiers[0].readings[0].document
    assert title_of(document) == "2024年柳溪区政府工作报告"
    assert percent(ledger.lines[0].results[0].score) == "92%"
