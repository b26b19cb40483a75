"""The formats that can be read, and how one is chosen for a file.

In go bytes and a file name; out come the name of the format and the :class:`~duixian.model.SourceText` read with it.

The content decides, where it can be told for sure (PDF, docx, a page that begins as HTML), whatever the file is called:
government sites serve HTML under the name of ``.doc`` or ``.txt``. Text without such signs is read as the extension
says (Markdown, HTML, else plain text); but text under the name of a PDF or docx is refused, as it is rather a broken
download than the document. Everything else is refused with advice what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol

from duixian.documents.formats import docx, html, markdown, pdf, scan, text
from duixian.documents.formats.assembly import finish
from duixian.documents.formats.foreign import refuse_foreign
from duixian.documents.limits import Limits
from duixian.errors import DocumentError
from duixian.model import SourceText

__all__ = ["FORMATS", "Format", "Loader", "find_format", "format_of", "load_source"]


class Loader(Protocol):
    """What a format's ``load`` looks like."""

    def __call__(self, data: bytes, *, limits: Limits, name: str) -> SourceText:
        """Read the bytes of one file."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format of documents.

    Args:
        name: as in :attr:`duixian.model.Document.format`.
        extensions: of its files, in lower case with the dot.
        sniff: tells from the bytes whether they are of this format for sure; looks at the head or at a directory only.
        load: reads the bytes.
        binary: whether a file of this extension that is text must be something else.
        isolated: whether the libraries may hang or crash, so that a process of its own should read it.

    Example:
        >>> format_of("markdown").extensions
        ('.md', '.markdown')
    """

    name: str
    extensions: tuple[str, ...]
    sniff: Callable[[bytes], bool]
    load: Loader
    binary: bool = False
    isolated: bool = False


def _never(_data: bytes) -> bool:
    return False


FORMATS: tuple[Format, ...] = (
    Format("pdf", (".pdf",), pdf.sniff, pdf.load, binary=True, isolated=True),
    Format("scan", (), _never, scan.load, binary=True, isolated=True),
    Format("docx", (".docx", ".docm"), docx.sniff, docx.load, binary=True, isolated=True),
    Format("html", (".html", ".htm", ".xhtml", ".shtml"), html.sniff, html.load),
    Format("markdown", (".md", ".markdown"), _never, markdown.load),
    Format("text", (".txt", ".text"), _never, text.load),
)
"""All formats; those whose content can be told for sure come first."""

_BINARY_EXTENSIONS = (".doc", ".wps", ".pdf", ".docx", ".docm", ".ofd", ".xls", ".xlsx", ".ppt", ".pptx")


def format_of(name: str) -> Format:
    """Return the format of that name.

    Raises:
        KeyError: there is none.

    Example:
        >>> format_of("pdf").isolated
        True
    """
    return next(entry for entry in FORMATS if entry.name == name)


def find_format(data: bytes, *, name: str) -> Format:
    """Choose the format of a file by its content and its extension.

    Args:
        data: the bytes of the file.
        name: its name.

    Raises:
        DocumentError: the bytes are of no format that can be read (``convert-first``, ``image-file``, ``archive-file``,
            ``binary-file``, ``encrypted-document``), or are not what the extension says (``mislabelled-document``).

    Example:
        >>> find_format(b"<!DOCTYPE html><p>7%", name="report.txt").name
        'html'
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise DocumentError("empty-document", where=name)
    for entry in FORMATS:
        if entry.sniff(data):
            return entry
    refuse_foreign(data, where=name)
    extension = PurePath(name).suffix.lower()
    if extension in _BINARY_EXTENSIONS:
        raise DocumentError("mislabelled-document", where=name, extension=extension)
    for entry in FORMATS:
        if extension in entry.extensions:
            return entry
    return format_of("text")


def load_source(data: bytes, *, name: str, limits: Limits) -> tuple[str, SourceText]:
    """Read the bytes of one file in this process.

    Args:
        data: the bytes of the file.
        name: its name; the extension helps to choose the format.
        limits: the bounds of size, depth and time.

    Returns:
        The name of the format and the text with its blocks. A PDF of pictures comes out as ``scan``.

    Raises:
        DocumentError: the file cannot be read; its code and text say why and what to do.
        LimitError: it goes beyond one of the limits.
        MissingExtraError: the format's libraries are not installed.

    Example:
        >>> load_source("增长7%。".encode(), name="报告.txt", limits=Limits())[0]
        'text'
    """
    limits.check("limit-bytes", len(data), limits.max_bytes, where=name)
    entry = find_format(data, name=name)
    try:
        return entry.name, finish(entry.load(data, limits=limits, name=name))
    except DocumentError as error:
        if error.code != "scanned-pdf":
            raise
    entry = format_of("scan")
    return entry.name, finish(entry.load(data, limits=limits, name=name))
