"""The characters, pictures and ruled tables of PDF pages.

In goes an open PDF; out come :class:`~duixian.documents.formats.layout.Page` records. Imports the libraries of the
extra ``pdf``, so it is imported only when a PDF is read.
"""

from __future__ import annotations

import ctypes
import io
import logging
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pdfplumber
import pypdfium2 as pdfium
from pypdfium2 import raw

from duixian.documents.formats.glyphs import Glyph, merged, rows_of
from duixian.documents.formats.layout import Page
from duixian.documents.formats.tables import PageTable, filled_table
from duixian.documents.formats.wrapping import join_wrapped
from duixian.documents.limits import Deadline

__all__ = ["read_page", "with_tables"]

_BOLD_NAME = re.compile(r"bold|black|heavy|simhei|heiti|黑体|方正小标宋|xbsj|xiaobiaosong", re.IGNORECASE)
_BOLD_WEIGHT = 600
_MIN_CHARACTERS = 20
_MIN_PICTURE_SHARE = 0.3
_MAX_JUNK_SHARE = 0.3
_JUNK = re.compile(r"[\x00-\x1f\x7f\ufffd\ue000-\uf8ff]")
_MIN_RULINGS = 6
_MAX_OBJECTS = 50_000
_TABLE_TIME_SHARE = 0.5


_Transform = Callable[[float, float, float, float], tuple[float, float, float, float]]


def read_page(document: pdfium.PdfDocument, number: int) -> Page:
    """Read the glyphs of a page (from 1) and tell whether it is a picture or has rulings.

    A page whose characters have no sense (no Unicode in the font) counts as a picture.

    Example:
        >>> document = pdfium.PdfDocument.new()
        >>> _ = document.new_page(595, 842)
        >>> read_page(document, 1).picture
        False
    """
    page = document[number - 1]
    try:
        width, height = page.get_size()
        glyphs = _glyphs(page)
        pictures, rulings = _objects(page, width * height)
        junk = sum(1 for glyph in glyphs if _JUNK.match(glyph.char))
        senseless = junk > _MAX_JUNK_SHARE * len(glyphs)
        textless = len(glyphs) < _MIN_CHARACTERS and pictures >= _MIN_PICTURE_SHARE
        picture = textless or (senseless and len(glyphs) >= _MIN_CHARACTERS)
        good = [] if picture else [glyph for glyph in glyphs if not _JUNK.match(glyph.char)]
        return Page(number, width, height, tuple(good), (), picture=picture, ruled=rulings >= _MIN_RULINGS)
    finally:
        page.close()


def _glyphs(page: pdfium.PdfPage) -> list[Glyph]:
    text_page = page.get_textpage()
    try:
        handle = text_page.raw
        place = _transform(page)
        box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        fonts: dict[int, bool] = {}
        glyphs: list[Glyph] = []
        spaced = False
        for index in range(text_page.count_chars()):
            code = raw.FPDFText_GetUnicode(handle, index)
            if raw.FPDFText_IsGenerated(handle, index) == 1 and code <= 32:
                continue
            char = _char(code)
            if char.isspace():
                spaced = True
                continue
            if not raw.FPDFText_GetLooseCharBox(handle, index, box):
                continue
            raw.FPDFText_GetMatrix(handle, index, matrix)
            size = raw.FPDFText_GetFontSize(handle, index) * (math.hypot(matrix.c, matrix.d) or 1.0)
            x0, top, x1, bottom = place(box.left, box.bottom, box.right, box.top)
            _, baseline, _, _ = place(matrix.e, matrix.f, matrix.e, matrix.f)
            bold = _bold(handle, index, fonts)
            glyphs.append(Glyph(char, x0, top, x1, bottom, baseline, size or bottom - top, bold, spaced))
            spaced = False
        return glyphs
    finally:
        text_page.close()


def _char(code: int) -> str:
    # PDFium gives 2 for a hyphen at the end of a line; surrogates alone are no characters.
    if code == 2:
        return "-"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def _bold(handle: raw.FPDF_TEXTPAGE, index: int, fonts: dict[int, bool]) -> bool:
    text_object = raw.FPDFText_GetTextObject(handle, index)
    key = ctypes.addressof(text_object.contents) if text_object else 0
    known = fonts.get(key)
    if known is None:
        buffer = ctypes.create_string_buffer(256)
        flags = ctypes.c_int()
        raw.FPDFText_GetFontInfo(handle, index, buffer, 256, flags)
        name = buffer.value.decode("utf-8", "replace")
        stroked = bool(text_object) and raw.FPDFTextObj_GetTextRenderMode(text_object) == 2
        known = raw.FPDFText_GetFontWeight(handle, index) >= _BOLD_WEIGHT or stroked or bool(_BOLD_NAME.search(name))
        fonts[key] = known
    return known


def _transform(page: pdfium.PdfPage) -> _Transform:
    """Return the way from PDF coordinates (left, bottom, right, top) to those of the page as shown."""
    left, bottom, right, top = page.get_cropbox()
    turn = page.get_rotation()
    if turn == 90:
        return lambda x0, y0, x1, y1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
    if turn == 180:
        return lambda x0, y0, x1, y1: (right - x1, y0 - bottom, right - x0, y1 - bottom)
    if turn == 270:
        return lambda x0, y0, x1, y1: (top - y1, right - x1, top - y0, right - x0)
    return lambda x0, y0, x1, y1: (x0 - left, top - y1, x1 - left, top - y0)


def _objects(page: pdfium.PdfPage, area: float) -> tuple[float, int]:
    """Return which share of the page pictures cover, and how many paths it has."""
    covered, paths = 0.0, 0
    kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH)
    for count, entry in enumerate(page.get_objects(filter=kinds, max_depth=4)):
        if count > _MAX_OBJECTS:
            break
        if entry.type == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
        else:
            left, bottom, right, top = entry.get_bounds()
            covered += max(0.0, right - left) * max(0.0, top - bottom)
    return (covered / area if area else 0.0), paths


def with_tables(data: bytes, pages: Sequence[Page], deadline: Deadline) -> list[Page]:
    """Find the ruled tables of pages with rulings; a page that takes its finder too far keeps its lines.

    Finding stops when half of the time is gone, since text without tables is better than none.

    Example:
        >>> with_tables(b"", [Page(1, 595, 842)], Deadline(60, where="报告.pdf"))[0].tables
        ()
    """
    if not any(page.ruled for page in pages):
        return list(pages)
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    reserve = deadline.left * (1 - _TABLE_TIME_SHARE)
    found: list[Page] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in pages:
                if not page.ruled or deadline.left < reserve:
                    found.append(page)
                    continue
                plumbed = document.pages[page.number - 1]
                found.append(_split(page, plumbed.find_tables()))
                plumbed.close()
    except Exception:  # noqa: BLE001 - pdfminer raises whatever a broken PDF makes it raise; the lines remain
        return [*found, *pages[len(found) :]]
    return found


def _split(page: Page, tables: Sequence[pdfplumber.table.Table]) -> Page:
    """Take the glyphs of tables out of the page's lines."""
    rest: list[Glyph] = list(page.glyphs)
    taken: list[PageTable] = []
    for table in tables:
        found = filled_table(table.cells, rest, middle=_middle, say=_say, page=page.number)
        if found is not None:
            taken.append(found[0])
            rest = found[1]
    return replace(page, glyphs=tuple(rest), tables=tuple(taken))


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2


def _say(glyphs: list[Glyph]) -> str:
    text = ""
    for segments in rows_of(glyphs):
        text = join_wrapped(text, merged(segments).text)
    return text
