"""Read PDF files that hold characters.

In go the bytes of a PDF; out comes its text in reading order, paragraphs put together again over lines and pages, with
tables, notes, and for every line the page and box it stood in. A PDF of pictures is handed to
:mod:`~duixian.documents.formats.scan`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from duixian.documents.formats.extras import needs_extra
from duixian.documents.formats.layout import Page, compose
from duixian.documents.limits import Deadline, Limits
from duixian.errors import DocumentError
from duixian.model import SourceText

if TYPE_CHECKING:
    import pypdfium2 as pdfium

__all__ = ["load", "open_pdf", "sniff"]

_HEAD_BYTES = 1_024
_SIGNATURE = b"%PDF-"
_SCANNED_SHARE = 0.3


def sniff(data: bytes) -> bool:
    """Tell whether the bytes are a PDF: its signature stands among the first 1,024 bytes, as readers accept it.

    Example:
        >>> sniff(b"%PDF-1.7"), sniff(b"PDF")
        (True, False)
    """
    at = data.find(_SIGNATURE, 0, _HEAD_BYTES)
    # In front of it readers accept some junk, but a text that tells of PDFs is a text.
    return at == 0 or (at > 0 and b"\n%" in data[at : at + 32] and b"endobj" in data)


def load(data: bytes, *, limits: Limits, name: str) -> SourceText:
    """Read a PDF.

    Raises:
        DocumentError: encrypted, broken, empty; ``scanned-pdf`` if its pages are pictures.
        LimitError: too many pages, too slow.
        MissingExtraError: the extra ``pdf`` is not installed.

    Example:
        >>> load(b"%PDF-1.7 cut off", limits=Limits(), name="报告.pdf")
        Traceback (most recent call last):
        duixian.errors.DocumentError: ...
    """
    with needs_extra("pdf", where=name):
        from duixian.documents.formats import pdfpages
    deadline = Deadline(limits.max_seconds, where=name)
    with open_pdf(data, limits=limits, name=name) as document:
        pages: list[Page] = []
        pictures = 0
        for number in range(1, len(document) + 1):
            deadline.check()
            page = pdfpages.read_page(document, number)
            pages.append(page)
            pictures += page.picture
    if pictures and pictures >= _SCANNED_SHARE * len(pages):
        raise DocumentError("scanned-pdf", where=name)
    pages = pdfpages.with_tables(data, pages, deadline)
    return compose(pages, limits=limits, name=name)


@contextmanager
def open_pdf(data: bytes, *, limits: Limits, name: str) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF with PDFium and close it again.

    Raises:
        DocumentError: ``encrypted-document``, ``corrupt-document``, ``empty-document``.
        LimitError: ``limit-pages``.

    Example:
        >>> with open_pdf(b"%PDF-1.7 cut off", limits=Limits(), name="报告.pdf") as document:
        ...     len(document)
        Traceback (most recent call last):
        duixian.errors.DocumentError: ...
    """
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        # PDFium may still give the code of the file before, so the bytes are asked too.
        if locked and b"/Encrypt" in data:
            raise DocumentError("encrypted-document", where=name) from error
        raise DocumentError("corrupt-document", where=name, format="PDF") from error
    try:
        if len(document) == 0:
            raise DocumentError("corrupt-document", where=name, format="PDF")
        limits.check("limit-pages", len(document), limits.max_pages, where=name)
        yield document
    except pdfium.PdfiumError as error:
        raise DocumentError("corrupt-document", where=name, format="PDF") from error
    finally:
        document.close()
