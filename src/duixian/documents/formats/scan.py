"""Recognise the characters of scanned documents.

In go the bytes of a PDF whose pages are pictures; out comes its text, lines joined and led back to page and box as with
other PDFs. Recognition is by RapidOCR with the PP-OCR models that its wheel brings along, so nothing is downloaded;
pages of such a PDF that hold characters are not recognised but read.
"""

from __future__ import annotations

import math
import os
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from duixian.documents.formats.extras import needs_extra
from duixian.documents.formats.glyphs import Segment
from duixian.documents.formats.layout import Page, compose
from duixian.documents.formats.pdf import open_pdf
from duixian.documents.formats.tables import filled_table
from duixian.documents.formats.wrapping import join_wrapped
from duixian.documents.limits import Deadline, Limits
from duixian.model import SourceText

if TYPE_CHECKING:
    import pypdfium2 as pdfium

__all__ = ["load", "mended"]

_POINTS_PER_INCH = 72
_RESOLUTION_DPI = 200
_SCALE = _RESOLUTION_DPI / _POINTS_PER_INCH
# Finding lines needs fewer pixels than reading them: small type is still 13 pixels high.
_MAX_DETECTION_PIXELS = 1_280
_MIN_SCORE = 0.5
_LONG_LINE_CHARACTERS = 8
_USUAL_SIZE_SHARE = 0.75
_MEASURE_TOLERANCE = 0.3
_SCAN_HEADING_SIZE = 1.25
_SCAN_NOTE_SIZE = 0.87
_WIDE_FORMS = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
_SPLIT_NUMBER = re.compile(r"(?<=\d)\s+(?=\.\d)|(?<=\d\.)\s+(?=\d)")
_LEVEL_STROKE = re.compile(r"(?<=[\d%])一(?=\d)")
_FIRST_STROKE = re.compile(r"^[一—-]{1,2}(?=[12]\d{3}年)")
_HAN = r"[\u4e00-\u9fff\u201c\u201d（）、。，；：！？]"
_NARROW = re.compile(rf"(?<={_HAN})[,:;!?()]|[,:;!?()](?={_HAN})|(?<=[\d%])[,;:]$")
_WIDER = str.maketrans(",:;!?()", "，：；！？（）")


def load(data: bytes, *, limits: Limits, name: str) -> SourceText:
    """Read a PDF of pictures.

    Raises:
        DocumentError: encrypted, broken, nothing recognised.
        LimitError: too many pages or pixels, too slow.
        MissingExtraError: the extra ``ocr`` is not installed.

    Example:
        >>> load(b"%PDF-1.7 cut off", limits=Limits(), name="报告.pdf")
        Traceback (most recent call last):
        duixian.errors.DocumentError: ...
    """
    with needs_extra("ocr", where=name):
        import onnxruntime  # noqa: F401 - RapidOCR imports it late
        import rapidocr  # noqa: F401

        from duixian.documents.formats import pdfpages, rulings  # noqa: F401
    deadline = Deadline(limits.max_scan_seconds, where=name)
    pages: list[Page] = []
    with open_pdf(data, limits=limits, name=name) as document:
        for number in range(1, len(document) + 1):
            deadline.check()
            page = pdfpages.read_page(document, number)
            pages.append(_recognised(_picture(document, page, limits, name), page) if page.picture else page)
    return compose(pages, limits=limits, name=name, heading_size=_SCAN_HEADING_SIZE, note_size=_SCAN_NOTE_SIZE)


def _picture(document: pdfium.PdfDocument, page: Page, limits: Limits, name: str) -> Any:
    pixels = round(page.width * _SCALE * page.height * _SCALE)
    limits.check("limit-pixels", pixels, limits.max_pixels, where=name)
    handle = document[page.number - 1]
    try:
        return handle.render(scale=_SCALE).to_numpy()
    finally:
        handle.close()


@dataclass(frozen=True, slots=True)
class _Found:
    """One recognised line: its text and its four corners in pixels."""

    text: str
    corners: tuple[tuple[float, float], ...]

    @property
    def width(self) -> float:
        return math.dist(self.corners[0], self.corners[1])

    @property
    def height(self) -> float:
        return math.dist(self.corners[0], self.corners[3])

    @property
    def slope(self) -> float:
        (x0, y0), (x1, y1) = self.corners[:2]
        return math.atan2(y1 - y0, x1 - x0)

    @property
    def em(self) -> float:
        """Length of the text in widths of a Chinese character."""
        return sum(0.5 if char.isascii() else 1.0 for char in self.text)


def _recognised(picture: Any, page: Page) -> Page:
    from duixian.documents.formats.rulings import ruled_tables, straightened

    said = _engine()(picture)
    if said.boxes is None:
        return page
    found = [
        _Found(mended(text), tuple((float(x), float(y)) for x, y in box))
        for box, text, score in zip(said.boxes, said.txts, said.scores, strict=True)
        if score >= _MIN_SCORE and text.strip()
    ]
    long = [line for line in found if line.em >= _LONG_LINE_CHARACTERS]
    slope = statistics.median(line.slope for line in long) if long else 0.0
    share = statistics.median(line.width / line.em / line.height for line in long) if long else _USUAL_SIZE_SHARE
    height, width = picture.shape[:2]
    segments = [_segment(line, slope, share, (width / 2, height / 2)) for line in found]
    segments = _evened(segments)
    tables = []
    for cells in ruled_tables(straightened(picture, slope), scale=_SCALE):
        filled = filled_table(cells, segments, middle=_middle, say=_say, page=page.number)
        if filled is not None:
            tables.append(filled[0])
            segments = filled[1]
    return replace(page, segments=tuple(tuple(row) for row in _rows(segments)), tables=tuple(tables))


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "Global.max_side_len": 10_000,
            "Det.limit_type": "max",
            "Det.limit_side_len": _MAX_DETECTION_PIXELS,
            "EngineConfig.onnxruntime.intra_op_num_threads": os.cpu_count() or 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _segment(line: _Found, slope: float, share: float, center: tuple[float, float]) -> Segment:
    """Turn a line level around the page's center and measure it in points.

    The box of a short line may be too high or too wide, so the smaller measure counts.
    """
    cos, sin = math.cos(-slope), math.sin(-slope)
    cx, cy = center
    corners = [(cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos) for x, y in line.corners]
    xs, ys = [x / _SCALE for x, _ in corners], [y / _SCALE for _, y in corners]
    size = line.width / line.em
    if line.em < _LONG_LINE_CHARACTERS:
        size = min(size, line.height * share)
    return Segment(line.text, min(xs), (ys[0] + ys[1]) / 2, max(xs), (ys[2] + ys[3]) / 2, size / _SCALE, bold=False)


def _evened(segments: Sequence[Segment]) -> list[Segment]:
    """Give lines of few characters the size of the line above, if theirs was measured nearly the same."""
    evened: list[Segment] = []
    for segment in sorted(segments, key=lambda segment: segment.middle):
        above = evened[-1].size if evened else 0.0
        if len(segment.text) < _LONG_LINE_CHARACTERS and abs(segment.size - above) <= _MEASURE_TOLERANCE * above:
            evened.append(segment._replace(size=above))
        else:
            evened.append(segment)
    return evened


def _middle(segment: Segment) -> tuple[float, float]:
    return (segment.x0 + segment.x1) / 2, segment.middle


def _say(segments: list[Segment]) -> str:
    text = ""
    for row in _rows(segments):
        for segment in row:
            text = join_wrapped(text, segment.text)
    return text


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
    """Mend what recognition does to numbers and signs, where there can be no doubt.

    Full-width digits become narrow, spaces around a decimal point go, a level stroke read as 一 between numbers becomes
    a dash again, and narrow punctuation beside Chinese characters becomes wide.

    Example:
        >>> mended("增长１2. 5％:力争5.5%一6%")
        '增长12.5%：力争5.5%—6%'
    """
    text = _SPLIT_NUMBER.sub("", text.strip().translate(_WIDE_FORMS))
    text = _FIRST_STROKE.sub("——", _LEVEL_STROKE.sub("—", text))
    return _NARROW.sub(lambda match: match.group().translate(_WIDER), text)
