"""Printed pages: lines become paragraphs in reading order, and lead back to their place."""

from __future__ import annotations

import io

import pytest

pytest.importorskip("pypdfium2")
pytest.importorskip("pdfplumber")
pytest.importorskip("reportlab")

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from duixian.documents.formats import load_source
from duixian.documents.formats.pdf import load, sniff
from duixian.documents.limits import Limits
from duixian.errors import DocumentError
from duixian.model import SourceText

FONT = "STSong-Light"
LEFT, TOP, EM, LEADING = 72.0, 770.0, 12.0, 20.0
WIDTH = 36  # characters in a full line
LONG = "全年粮食总产量达到8.6万吨，油料总产量达到1.2万吨，蔬菜总产量达到35万吨，水果总产量达到4.8万吨，生猪出栏26万头，"


class Sheet:
    """Draws lines of text where the test says."""

    def __init__(self) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(LEFT * 2 + WIDTH * EM, 842))
        self.y = TOP

    def line(self, text: str, *, indent: float = 0, size: float = EM, x: float = LEFT, y: float | None = None) -> Sheet:
        """Draw one line, by default below the last one."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x + indent * size, self.y if y is None else y, text)
        if y is None:
            self.y -= LEADING * size / EM
        return self

    def paragraph(self, text: str) -> Sheet:
        """Set a paragraph: first line indented by two characters, lines full."""
        self.line(text[: WIDTH - 2], indent=2)
        for at in range(WIDTH - 2, len(text), WIDTH):
            self.line(text[at : at + WIDTH])
        return self

    def centered(self, text: str, *, size: float = EM) -> Sheet:
        """Draw a line in the middle."""
        return self.line(text, size=size, x=LEFT + (WIDTH * EM - len(text) * size) / 2)

    def raised(self, text: str, *, x: float, y: float, size: float = EM * 0.6) -> Sheet:
        """Draw small characters above a base line."""
        return self.line(text, x=x, y=y + EM * 0.4, size=size)

    def page(self) -> Sheet:
        """Begin a new page."""
        self.canvas.showPage()
        self.y = TOP
        return self

    def bytes(self) -> bytes:
        """Return the file."""
        self.canvas.save()
        return self.buffer.getvalue()

    def read(self) -> SourceText:
        """Return what the loader reads."""
        return load(self.bytes(), limits=Limits(), name="a.pdf")


def wide(text: str) -> str:
    """Full-width digits and signs, so that each character is one em wide."""
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


BODY = wide(LONG)


def texts(source: SourceText, *kinds: str) -> list[str]:
    return [block.span.of(source.text) for block in source.blocks if not kinds or block.kind in kinds]


def test_lines_join_to_paragraphs() -> None:
    """A number broken over two lines is whole again, and an indent begins the next paragraph."""
    one, two = BODY + "增长９％。", BODY + "增长８％。"
    assert texts(Sheet().paragraph(one).paragraph(two).read()) == [one, two]


def test_a_paragraph_goes_on_over_the_page() -> None:
    """The last line of a page and the first of the next are one paragraph if the first is full."""
    sheet = Sheet().paragraph(BODY[:34]).page()
    source = sheet.line(BODY[34:]).paragraph(BODY + "完。").read()
    assert texts(source) == [BODY, BODY + "完。"]


def test_page_numbers_and_running_heads_are_dropped() -> None:
    """What stands at the same height of each page's edge is no text of the report."""
    sheet = Sheet()
    for number in range(1, 4):
        sheet.line("某县政府工作报告", y=815).line(f"- {number} -", x=280, y=30)
        sheet.paragraph(f"第{number}段" + BODY + "完。").page()
    assert texts(sheet.read()) == [f"第{number}段" + BODY + "完。" for number in range(1, 4)]


def test_headings_are_told_by_size() -> None:
    """Larger type is a heading, its level the rank of its size; a title of two lines is one."""
    sheet = Sheet().centered("关于某县国民经济和社会发展", size=20).centered("计划执行情况的报告", size=20)
    source = (
        sheet.line("一、执行情况", size=15)
        .paragraph(BODY + "完。")
        .line("二、下步打算", size=15)
        .paragraph(BODY)
        .read()
    )
    headings = [(block.level, block.span.of(source.text)) for block in source.blocks if block.kind == "heading"]
    assert headings == [(1, "关于某县国民经济和社会发展计划执行情况的报告"), (2, "一、执行情况"), (2, "二、下步打算")]


def test_notes_at_the_foot_stand_at_the_end() -> None:
    """Small type at the foot is a note; the paragraph around it stays whole; its raised mark is a mark."""
    sheet = Sheet().paragraph(BODY)
    y = sheet.y
    sheet.line("建成一网统管平台，", indent=2)
    sheet.raised("1", x=LEFT + 11 * EM, y=y)
    sheet.line("1 一网统管：统一平台。", size=9, y=60).page().paragraph(BODY + "完。")
    source = sheet.read()
    assert texts(source, "note") == ["1 一网统管：统一平台。"]
    assert source.blocks[-1].kind == "note"
    assert [mark.of(source.text) for mark in source.note_marks] == ["1"]


def test_raised_digits_behind_letters_are_exponents() -> None:
    """Square metres stay square metres."""
    sheet = Sheet().line("面积3万m")
    sheet.raised("2", x=LEFT + 3 * EM + EM * 1.6, y=TOP)
    assert "m²" in sheet.paragraph(BODY).read().text


def test_two_columns_are_read_one_after_the_other() -> None:
    """The left column is read before the right one, what stands across them in its place."""
    sheet = Sheet().centered("某县政府工作报告", size=20)
    lines = [wide(f"{side}{number:02d}") + "段" * 14 for side in "左右" for number in range(12)]
    for number in range(12):
        y = TOP - 60 - number * LEADING
        sheet.line(lines[number], y=y).line(lines[number + 12], x=LEFT + 19 * EM, y=y)
    text = sheet.read().text
    assert (
        text.index("某县") < text.index("左００") < text.index("左１１") < text.index("右００") < text.index("右１１")
    )


def test_tables_go_on_over_pages() -> None:
    """A ruled table on two pages is one; the head printed again is left out."""
    sheet = Sheet().paragraph(BODY)
    for first in (1, 4):
        rows = [("指标", "数值"), *((f"指标{number}", f"{number}.5") for number in range(first, first + 3))]
        for index, (name, value) in enumerate(rows):
            y = 500 - index * 20
            sheet.line(name, x=80, y=y + 5).line(value, x=280, y=y + 5)
            sheet.canvas.rect(72, y, 200, 20)
            sheet.canvas.rect(272, y, 100, 20)
        sheet.page()
    source = sheet.read()
    (table,) = source.tables
    assert [cell.span.of(source.text) for cell in table.cells if cell.column == 0] == [
        "指标",
        *(f"指标{n}" for n in range(1, 7)),
    ]


def test_tables_without_rulings_are_told_by_their_columns() -> None:
    """Three rows of the same columns are a table, as in statistical communiqués; the paragraphs around it stay."""
    sheet = Sheet().paragraph(BODY + "完。")
    for name, unit, value in (("指标", "单位", "数值"), ("粮食产量", "万吨", "8.6"), ("油料产量", "万吨", "1.2")):
        y = sheet.y
        sheet.line(name).line(unit, x=LEFT + 12 * EM, y=y).line(value, x=LEFT + 22 * EM, y=y)
    source = sheet.paragraph(BODY).read()
    assert [block.kind for block in source.blocks] == ["paragraph", "table", "paragraph"]
    cells = [(cell.row, cell.column, cell.span.of(source.text)) for cell in source.tables[0].cells]
    assert cells[3:6] == [(1, 0, "粮食产量"), (1, 1, "万吨"), (1, 2, "8.6")]


def test_places_lead_back_to_page_and_box() -> None:
    """Each line has its page and its box, origin at the top left."""
    source = Sheet().paragraph(BODY).page().paragraph(BODY).read()
    assert [place.page for place in source.places] == [1, 1, 2, 2]
    first = source.places[0]
    assert first.span.of(source.text) == BODY[:34]
    assert first.box is not None
    assert first.box.x0 == pytest.approx(LEFT + 2 * EM, abs=1)
    assert first.box.y0 == pytest.approx(842 - TOP - EM, abs=4)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read_as_shown(turn) -> None:
    """A page drawn sideways or upside down, and shown upright by its rotation, reads as it is shown."""
    sheet = Sheet()
    width, height = LEFT * 2 + WIDTH * EM, 842
    sheet.canvas.setPageSize((width, height))
    sheet.canvas.setPageRotation(turn)
    across, up = {90: (height, 0), 180: (width, height), 270: (0, width)}[turn]
    sheet.canvas.translate(across, up)
    sheet.canvas.rotate(turn)
    source = sheet.paragraph(BODY + "完。").paragraph(BODY).read()
    assert texts(source) == [BODY + "完。", BODY]
    assert source.places[0].box is not None
    assert source.places[0].box.x0 == pytest.approx(LEFT + 2 * EM, abs=1)
    assert source.places[0].box.y0 == pytest.approx(842 - TOP - EM, abs=4)


def test_contents_with_leaders_are_furniture() -> None:
    """A line of the table of contents is no sentence."""
    source = Sheet().line("一、回顾……………………………………………… 3").paragraph(BODY).read()
    assert texts(source, "furniture") == ["一、回顾……………………………………………… 3"]


def test_pages_of_pictures_are_a_scan() -> None:
    """A PDF of pictures is not empty but wants recognition."""
    image = pytest.importorskip("PIL.Image")
    buffer = io.BytesIO()
    image.new("L", (600, 800), 200).save(buffer, "PDF")
    with pytest.raises(DocumentError) as caught:
        load(buffer.getvalue(), limits=Limits(), name="a.pdf")
    assert caught.value.code == "scanned-pdf"


def test_text_that_speaks_of_pdf_is_no_pdf() -> None:
    """The signature inside a text does not make it one."""
    data = "文件以%PDF-开头。增长7%。".encode()
    assert not sniff(data)
    assert load_source(data, name="a.txt", limits=Limits())[0] == "text"
