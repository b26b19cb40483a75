"""Recognise the characters of scanned documents.

In go the bytes of a PDF whose pages are pictures; out comes its text, lines joined and led back to page and box as with
other PDFs. Recognition is by RapidOCR with the PP-OCR models that its wheel brings along, so nothing is downloaded;
pages of such a PDF that hold characters are not recognised but read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from duixian.documents.formats.extras import needs_extra
from duixian.documents.formats.glyphs import Segment
from duixian.documents.formats.layout import Page, compose
from duixian.documents.formats.pdf import open_pdf
from duixian.documents.limits import Deadline, Limits
from duixian.model import SourceText

if TYPE_CHECKING:
    import pypdfium2 as pdfium

__all__ = ["load", "mended"]

_POINTS_PER_INCH = 72
_RESOLUTION_DPI = 200
_MIN_SCORE = 0.5
_DIGIT_GAP = re.compile(r"(?<=\d)\s+(?=[.．,，]\s*\d)|(?<=\d[.．])\s+(?=\d)")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９％．", "0123456789%.")


def load(data: bytes, *, limits: Limits, name: str) -> SourceText:
    """Read a PDF of pictures.

    Raises:
        DocumentError: encrypted, broken, nothing recognised.
        LimitError: too many pages or pixels, too slow.
        MissingExtraError: the extra ``ocr`` is not installed.
    """
    with needs_extra("ocr", where=name):
        import onnxruntime  # noqa: F401 - RapidOCR imports it late
        import rapidocr  # noqa: F401

        from duixian.documents.formats import pdfpages
    deadline = Deadline(limits.max_scan_seconds, where=name)
    pages: list[Page] = []
    with open_pdf(data, limits=limits, name=name) as document:
        for number in range(1, len(document) + 1):
            deadline.check()
            page = pdfpages.read_page(document, number)
            pages.append(_recognised(document, page, limits, name) if page.picture else page)
    return compose(pages, limits=limits, name=name)


def _recognised(document: pdfium.PdfDocument, page: Page, limits: Limits, name: str) -> Page:
    scale = _RESOLUTION_DPI / _POINTS_PER_INCH
    pixels = round(page.width * scale * page.height * scale)
    limits.check("pixels", pixels, limits.max_pixels, where=name)
    handle = document[page.number - 1]
    try:
        picture = handle.render(scale=scale).to_numpy()
    finally:
        handle.close()
    found = _engine()(picture)
    if found.boxes is None:
        return page
    segments = []
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        if score >= _MIN_SCORE and text.strip():
            segments.append(_segment(mended(text.strip()), box, scale))
    return replace(page, segments=tuple(tuple(row) for row in _rows(segments)))


@cache
def _engine() -> Any:
    import os

    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "Global.max_side_len": 4_000,
            "EngineConfig.onnxruntime.intra_op_num_threads": os.cpu_count() or 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _segment(text: str, box: Any, scale: float) -> Segment:
    xs, ys = [float(point[0]) / scale for point in box], [float(point[1]) / scale for point in box]
    x0, x1, top, bottom = min(xs), max(xs), (ys[0] + ys[1]) / 2, (ys[2] + ys[3]) / 2
    widths = sum(0.5 if char.isascii() else 1.0 for char in text)
    size = (x1 - x0) / widths if widths >= 4 else (bottom - top) * 0.75
    return Segment(text, x0, top, x1, bottom, size, bold=False)


def _rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Put boxes that stand side by side into rows."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: segment.middle):
        if rows and abs(segment.middle - rows[-1][-1].middle) < 0.5 * min(segment.size, rows[-1][-1].size):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda segment: segment.x0) for row in rows]


def mended(text: str) -> str:
    """Mend what recognition does to numbers: full-width digits and signs, spaces around a decimal point.

    Example:
        >>> mended("增长１2. 5％")
        '增长12.5%'
    """
    return _DIGIT_GAP.sub("", text.translate(_WIDE_DIGITS))
