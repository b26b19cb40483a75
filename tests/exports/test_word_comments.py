from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duixian.audit.proofread import proofread
from duixian.audit.run import Audit
from duixian.documents.formats.wordstyles import Styles
from duixian.errors import UsageError
from duixian.exports import AUDIT_EXPORTERS
from duixian.exports.audit import Audited
from duixian.exports.word_sites import sites_of
from duixian.model import Span
from duixian.reading import read, read_text

docx = pytest.importorskip("docx")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LINES = [
    "柳溪区2025年政府工作报告",
    "一、2024年工作回顾",
    "全区审批环节由20个减少到12个，压缩45%。一般公共预算收入53.5亿元，增长7个百分点。",
    "新增城镇就业1.52万人。",
    "城镇新增就业1.56万人，新建幼儿园3所、小学4所、中学2所，合计8所。",
    "二、2025年工作安排",
    "做好各项工作。",
]


def saved(document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def draft_bytes() -> bytes:
    """Return a draft whose words are cut into runs of many formats, as Word does, with a table and a list number."""
    document = docx.Document()
    for line in LINES:
        paragraph = document.add_paragraph(style="List Number" if line.startswith("新增城镇") else None)
        for at in range(0, len(line), 7):
            run = paragraph.add_run(line[at : at + 7])
            run.bold, run.italic = at % 2 == 0, at % 3 == 0
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells), "指标 2023年 2024年 收入 50.0 53.5".split(), strict=True
    ):
        cell.text = text
    return saved(document)


def audited(data: bytes, others=()) -> Audited:
    draft = read(data, name="稿子.docx")
    found = proofread([draft], others)
    shown = Audit(tuple(each for each in found.findings if each.verdict != "consistent"))
    return Audited(shown, (draft, *others), draft.document.id, data)


def look(body) -> list[tuple[str, str]]:
    """Return every visible character with the format of its run."""
    found = []
    for run in body.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        form = "" if properties is None else docx.oxml.xmlchemy.serialize_for_reading(properties)
        found.extend((char, form) for text in run.iterchildren(f"{W}t") for char in text.text or "")
    return found


def anchors(body) -> dict[str, str]:
    """Return the characters that each comment is anchored at, by its id."""
    found: dict[str, str] = {}
    open_: set[str] = set()
    for element in body.iter():
        if element.tag == f"{W}commentRangeStart":
            open_.add(element.get(f"{W}id"))
        elif element.tag == f"{W}commentRangeEnd":
            open_.remove(element.get(f"{W}id"))
        elif element.tag == f"{W}t":
            for number in open_:
                found[number] = found.get(number, "") + (element.text or "")
    assert not open_
    return found


def test_comments_stand_at_the_very_figures(written) -> None:
    """Each comment's range holds the characters of the figure that is checked and tells its derivation."""
    copy = docx.Document(BytesIO(written("docx", audited(draft_bytes()), among=AUDIT_EXPORTERS)))
    places = anchors(copy.element.body)
    told = {places[str(comment.comment_id)]: comment.text for comment in copy.comments}
    assert set(told) == {"45%", "7个百分点", "1.52万人", "1.56万人", "8所"}
    assert "(12 ÷ 20 − 1) × 100 = -40%" in told["45%"]
    assert "单位可能应为 7%" in told["7个百分点"]
    assert told["1.52万人"].startswith("矛盾:这个数与“城镇新增就业1.56万人”对不上")
    assert {comment.author for comment in copy.comments} == {"兑现 duixian"}


def test_the_copy_says_what_the_draft_said(written) -> None:
    """Text, formats, tables and numbers of lists are those of the draft; only comments are new."""
    data = draft_bytes()
    made = written("docx", audited(data), among=AUDIT_EXPORTERS)
    before, after = docx.Document(BytesIO(data)), docx.Document(BytesIO(made))
    assert look(before.element.body) == look(after.element.body)
    assert read(made, name="稿子.docx").document.text == read(data, name="稿子.docx").document.text
    assert [len(table.rows) for table in after.tables] == [2]
    assert len(list(before.comments)) == 0


def test_parts_beside_the_text_are_kept_byte_for_byte(root, written) -> None:
    """Footnotes, numbering, styles and footers of a real draft are not touched."""
    path = root / "examples" / "formats" / "2026-work-report.docx"
    earlier = read(root / "examples" / "formats" / "2025-work-report.md")
    made = written("docx", audited(path.read_bytes(), [earlier]), among=AUDIT_EXPORTERS)
    assert read(made, name="稿子.docx").document.text == read(path).document.text
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(BytesIO(made)) as new:
        assert set(old.namelist()) < set(new.namelist())
        for name in ("word/footnotes.xml", "word/footer1.xml"):
            assert old.read(name) == new.read(name)
    copy = docx.Document(BytesIO(made))
    first, *_ = copy.comments
    assert "上年定下" in first.text
    assert "回顾" in anchors(copy.element.body)["0"]


def test_one_draft_gives_one_copy(written) -> None:
    """Nothing of the time of writing goes into the copy."""
    whole = audited(draft_bytes())

    def body(data: bytes) -> bytes:
        with zipfile.ZipFile(BytesIO(data)) as book:
            return book.read("word/comments.xml") + book.read("word/document.xml")

    assert body(written("docx", whole, among=AUDIT_EXPORTERS)) == body(written("docx", whole, among=AUDIT_EXPORTERS))


def test_figures_of_notes_are_told_at_their_reference(root) -> None:
    """Word allows no comment inside a footnote; the reference in the text stands for it."""
    data = (root / "examples" / "formats" / "2025-plan-execution-report.docx").read_bytes()
    draft, word = read(data, name="稿子.docx"), docx.Document(BytesIO(data))
    notes = [note.span for note in draft.document.notes]
    inside = [figure.span for figure in draft.figures if any(span.covers(figure.span) for span in notes)]
    assert inside
    sites = sites_of(word.element.body, draft.document, inside, hidden=Styles(word.styles.element).hidden)
    assert all(site.first.find(f"{W}footnoteReference") is not None for site in sites)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_any_characters_are_found_and_nothing_else_changes(data) -> None:
    """Runs split at any spans hold exactly the spans' characters, and the whole looks as before."""
    source = draft_bytes()
    text = read(source, name="稿子.docx").document
    word = docx.Document(BytesIO(source))
    body_text = text.text
    before = look(word.element.body)
    spans = []
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(body_text) - 2))
        line = body_text.find("\n", start)
        end = data.draw(st.integers(start + 1, max(start + 1, line if line > 0 else len(body_text))))
        spans.append(Span(start, end))
    # A span of spaces or of an automatic number stands in no run.
    spans = [
        span
        for span in spans
        if "\n" not in span.of(body_text)
        and "\t" not in span.of(body_text)
        and span.of(body_text).strip()
        and "1." not in span.of(body_text)
    ]
    sites = sites_of(word.element.body, text, spans, hidden=Styles(word.styles.element).hidden)
    assert look(word.element.body) == before
    for span, site in zip(spans, sites, strict=True):
        runs = list(site.first.getparent().iterchildren(f"{W}r"))
        held = runs[runs.index(site.first) : runs.index(site.last) + 1]
        said = "".join(piece.text or "" for run in held for piece in run.iterchildren(f"{W}t"))
        assert "".join(said.split()) == "".join(span.of(body_text).split())


@pytest.mark.parametrize("name", ["text", "several", "changed"])
def test_what_cannot_be_commented_is_refused(name, written) -> None:
    """A draft that is no Word file, no single draft, a file that changed since: each says so."""
    reading = read_text("审批环节由20个减少到12个，压缩45%。", name="稿子.txt")
    data = draft_bytes()
    whole = {
        "text": Audited(Audit(()), (reading,), reading.document.id, reading.document.text.encode()),
        "several": Audited(Audit(()), (reading,)),
        "changed": Audited(Audit(()), (read(data, name="稿子.docx"),), hashlib.sha256(data).hexdigest(), data + b" "),
    }[name]
    code = {"text": "comments-need-docx", "several": "comments-need-draft", "changed": "draft-changed"}[name]
    with pytest.raises(UsageError) as caught:
        written("docx", whole, among=AUDIT_EXPORTERS)
    assert caught.value.code == code
    assert caught.value.text("en") != caught.value.text("zh")


def test_control_characters_of_other_documents_do_not_break_the_copy(written) -> None:
    """What XML cannot hold, such as an escape sequence in a file's name, is made visible."""
    data = draft_bytes()
    other = read_text(
        "柳溪区2024年政府工作报告\n一、2023年工作回顾\n一般公共预算收入53.5元。", name="\x1b[2J坏\x00.txt"
    )
    made = written("docx", audited(data, [other]), among=AUDIT_EXPORTERS)
    assert read(made, name="稿子.docx").document.text == read(data, name="稿子.docx").document.text
