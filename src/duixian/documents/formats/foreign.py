"""Recognise files that are no documents duixian can read, and say what to do with them.

In go the bytes of a file; out comes a :class:`~duixian.errors.DocumentError` with advice, or nothing.
"""

from __future__ import annotations

import io
import re
import zipfile

from duixian.errors import DocumentError

__all__ = ["OLE_SIGNATURE", "ZIP_SIGNATURES", "refuse_foreign", "zip_names"]

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE_STREAM_HEAD_BYTES = 1 << 20

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image-file", "PNG"),
    (b"\xff\xd8\xff", "image-file", "JPEG"),
    (b"GIF87a", "image-file", "GIF"),
    (b"GIF89a", "image-file", "GIF"),
    (b"II*\0", "image-file", "TIFF"),
    (b"MM\0*", "image-file", "TIFF"),
    (b"BM", "image-file", "BMP"),
    (b"Rar!\x1a\x07", "archive-file", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "archive-file", "7z"),
    (b"\x1f\x8b", "archive-file", "gzip"),
    (b"BZh", "archive-file", "bzip2"),
    (b"\xfd7zXZ\0", "archive-file", "xz"),
    (b"(\xb5/\xfd", "archive-file", "zstd"),
    (b"{\\rtf", "convert-first", "RTF"),
    (b"MIME-Version:", "convert-first", "MHTML"),
    (b"From: <Saved by", "convert-first", "MHTML"),
    (b"%!PS", "convert-first", "PostScript"),
    (b"HN", "convert-first", "CAJ"),
    (b"CAJ", "convert-first", "CAJ"),
    (b"MZ", "binary-file", "EXE"),
    (b"\x7fELF", "binary-file", "ELF"),
    (b"SQLite format 3\0", "binary-file", "SQLite"),
)
# These signatures are letters that a text may begin with; they count only before bytes that are no text.
_LETTERS = (b"BM", b"HN", b"CAJ", b"MZ", b"BZh")
_ZIP_KINDS: tuple[tuple[str, str, str], ...] = (
    ("OFD.xml", "convert-first", "OFD"),
    ("xl/workbook.xml", "convert-first", "XLSX"),
    ("xl/workbook.bin", "convert-first", "XLSB"),
    ("ppt/presentation.xml", "convert-first", "PPTX"),
    ("content.xml", "convert-first", "OpenDocument"),
    ("META-INF/container.xml", "convert-first", "EPUB"),
)
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x7f]")


def refuse_foreign(data: bytes, *, where: str) -> None:
    """Raise a fitting error if the bytes are of a well-known format that is not read.

    Raises:
        DocumentError: ``encrypted-document``, ``convert-first``, ``image-file``, ``archive-file``, ``binary-file`` or
            ``corrupt-document`` (a zip that breaks off).

    Example:
        >>> refuse_foreign("增长7%".encode(), where="报告.txt")
    """
    if data.startswith(OLE_SIGNATURE):
        _refuse_ole(data, where)
    if data.startswith(ZIP_SIGNATURES):
        _refuse_zip(data, where)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise DocumentError("image-file", where=where, kind="WebP")
    for signature, code, kind in _SIGNATURES:
        if data.startswith(signature) and (signature not in _LETTERS or _NOT_TEXT.search(data[:512])):
            raise DocumentError(code, where=where, kind=kind)


def zip_names(data: bytes) -> tuple[str, ...]:
    """Return the names in a zip's directory; none if it cannot be read.

    Example:
        >>> zip_names(b"no zip")
        ()
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            return tuple(container.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        return ()


def _refuse_ole(data: bytes, where: str) -> None:
    head = data[:_OLE_STREAM_HEAD_BYTES] + data[-_OLE_STREAM_HEAD_BYTES:]
    if "EncryptedPackage".encode("utf-16-le") in head:
        raise DocumentError("encrypted-document", where=where)
    kind = "DOC/WPS"
    if "Workbook".encode("utf-16-le") in head:
        kind = "XLS"
    elif "PowerPoint".encode("utf-16-le") in head:
        kind = "PPT"
    raise DocumentError("convert-first", where=where, kind=kind)


def _refuse_zip(data: bytes, where: str) -> None:
    names = zip_names(data)
    if not names:
        raise DocumentError("corrupt-document", where=where, format="zip")
    for member, code, kind in _ZIP_KINDS:
        if member in names:
            raise DocumentError(code, where=where, kind=kind)
    if "[Content_Types].xml" in names:
        raise DocumentError("corrupt-document", where=where, format="docx")
    raise DocumentError("archive-file", where=where, kind="zip")
