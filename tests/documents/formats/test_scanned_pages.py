"""Scanned pages: characters are recognised, lines joined, tables found, and only clear slips mended."""

from __future__ import annotations

import io

import pytest

from duixian.documents.formats.scan import mended


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("增长１２.５％", "增长12.5%"),
        ("增长1 2.5%", "增长1 2.5%"),
        ("增长2. 5%", "增长2.5%"),
        ("增长2 .5%", "增长2.5%"),
        ("力争5.5%一6%", "力争5.5%—6%"),
        ("2021一2025年", "2021—2025年"),
        ("一2025年1月14日", "——2025年1月14日"),
        ("一是增长7%", "一是增长7%"),
        ("一年来", "一年来"),
        ("占91%,比上年", "占91%，比上年"),
        ("(一)抓产业:", "（一）抓产业："),
        ("颗粒物(PM2.5)浓度", "颗粒物（PM2.5）浓度"),
        ("1,234.5万元", "1,234.5万元"),
        ("GDP (2024) 7:3", "GDP (2024) 7:3"),
    ],
)
def test_slips_are_mended_where_there_is_no_doubt(said, text) -> None:
    """Full-width digits, split decimals and strokes between numbers; two digits apart stay apart."""
    assert text == mended(said)


@pytest.fixture(scope="module")
def scanned(report_in) -> bytes:
    """The report's page as a picture in a PDF, as a scanner makes it."""
    pdfium = pytest.importorskip("pypdfium2")
    for library in ("PIL", "rapidocr", "onnxruntime", "cv2"):
        pytest.importorskip(library)
    page = pdfium.PdfDocument(report_in("pdf")[1])[0]
    buffer = io.BytesIO()
    page.render(scale=150 / 72, grayscale=True).to_pil().save(buffer, "PDF", resolution=150)
    return buffer.getvalue()


@pytest.mark.slow
def test_a_scanned_report_says_what_the_printed_one_says(scanned, report_lines, report_rows) -> None:
    """Title, heading and paragraphs, the cells of the table, and the place of each line."""
    from duixian.documents.formats import load_source
    from duixian.documents.limits import Limits

    kind, source = load_source(scanned, name="报告.pdf", limits=Limits())
    assert kind == "scan"
    texts = [block.span.of(source.text) for block in source.blocks if block.kind in {"heading", "paragraph"}]
    assert list(report_lines) == texts
    (table,) = source.tables
    assert [cell for row in report_rows for cell in row] == [cell.span.of(source.text) for cell in table.cells]
    assert {place.page for place in source.places} == {1}
    assert all(place.box is not None for place in source.places)
