"""One small report, written in every format by the libraries that people's programs use."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

TITLE = "栖霞县政府工作报告"
HEADING = "一、2024年工作回顾"
PARAGRAPHS = (
    (
        "全年预计完成地区生产总值218.6亿元，增长6.2%；一般公共预算收入11.4亿元，增长5%；固定资产投资增长9.3%，"
        "社会消费品零售总额96.8亿元，增长7.1%；城镇居民人均可支配收入38620元，农村居民人均可支配收入21480元。"
    ),
    "新改建农村公路46公里，改造老旧小区12个，新增公共停车位860个，PM2.5年均浓度下降到31微克/立方米。",
)
ROWS = (("指标", "单位", "数值"), ("地区生产总值", "亿元", "218.6"), ("增速", "%", "6.2"))
LINES = (TITLE, HEADING, *PARAGRAPHS)


def as_text() -> bytes:
    return "\n".join([*LINES, *("\t".join(row) for row in ROWS)]).encode()


def as_markdown() -> bytes:
    rows = ["| " + " | ".join(row) + " |" for row in ROWS]
    rows.insert(1, "|---|---|---|")
    return "\n\n".join([f"# {TITLE}", f"## {HEADING}", *PARAGRAPHS, "\n".join(rows)]).encode()


def as_html() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    body = f"<h1>{TITLE}</h1><h2>{HEADING}</h2>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    menu = "<ul>" + "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("首页", "公开", "互动")) + "</ul>"
    foot = "<div class='footer'>栖霞县人民政府办公室主办 某ICP备00000000号</div>"
    return f"<!DOCTYPE html><html><body>{menu}<div>{body}<table>{rows}</table></div>{foot}</body></html>".encode()


def as_word() -> bytes:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_heading(HEADING, 1)
    for text in PARAGRAPHS:
        document.add_paragraph(text)
    table = document.add_table(len(ROWS), len(ROWS[0]))
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_pdf() -> bytes:
    """A printed report: large centred title, indented paragraphs, a ruled table, page numbers."""
    pytest.importorskip("pypdfium2")
    pytest.importorskip("pdfplumber")
    pytest.importorskip("reportlab")
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle("body", fontName="STSong-Light", fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
    title = ParagraphStyle("title", parent=body, fontSize=20, leading=32, alignment=1, firstLineIndent=0)
    heading = ParagraphStyle("heading", parent=body, fontSize=15, leading=28)
    table = Table(ROWS, style=[("GRID", (0, 0), (-1, -1), 1, "black"), ("FONT", (0, 0), (-1, -1), "STSong-Light")])
    story = [
        Paragraph(TITLE, title),
        Paragraph(HEADING, heading),
        *(Paragraph(text, body) for text in PARAGRAPHS),
        table,
    ]

    def number(canvas, document) -> None:
        canvas.drawCentredString(297, 40, f"- {document.page} -")

    buffer = io.BytesIO()
    SimpleDocTemplate(buffer).build(story, onFirstPage=number, onLaterPages=number)
    return buffer.getvalue()


MAKERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "text": ("报告.txt", as_text),
    "markdown": ("报告.md", as_markdown),
    "html": ("报告.html", as_html),
    "docx": ("报告.docx", as_word),
    "pdf": ("报告.pdf", as_pdf),
}


@pytest.fixture(scope="session")
def report_lines() -> tuple[str, ...]:
    """Title, heading and paragraphs of the report."""
    return LINES


@pytest.fixture(scope="session")
def report_rows() -> tuple[tuple[str, ...], ...]:
    """The rows of its table."""
    return ROWS


@pytest.fixture(scope="session")
def report_in() -> Callable[[str], tuple[str, bytes]]:
    """Return the file name and the bytes of the report in a format."""
    made: dict[str, tuple[str, bytes]] = {}

    def make(kind: str) -> tuple[str, bytes]:
        if kind not in made:
            name, maker = MAKERS[kind]
            made[kind] = (name, maker())
        return made[kind]

    return make
