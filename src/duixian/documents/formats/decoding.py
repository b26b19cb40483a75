"""Find the encoding of a text file and decode it.

In go bytes; out comes the text without byte order mark, every other character unchanged (line breaks are
not translated), or a :class:`~duixian.errors.DocumentError` where the bytes are no text.
"""

from __future__ import annotations

import codecs
import re

from duixian.errors import DocumentError

__all__ = ["decode"]

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE_BYTES = 65_536
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WIDE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\r\n -~]")
_MAX_CONTROL_SHARE = 0.005
_MIN_TEXT_SHARE = 0.9
# A wrong byte behind this many well-formed Chinese characters means broken UTF-8, not GB 18030.
_UTF8_EVIDENCE = 3


def decode(data: bytes, *, where: str) -> str:
    r"""Decode text: by its byte order mark, else as UTF-8, UTF-16 without mark, or GB 18030 (GBK, GB 2312).

    Args:
        data: the bytes of the file.
        where: its name, for messages.

    Returns:
        The text. The byte order mark is no part of it (as with Python's ``utf-8-sig``); ``\r\n`` stays.

    Raises:
        DocumentError: ``undecodable-text`` for bytes wrong in the encoding found, ``binary-file`` for what
            is no text at all.

    Example:
        >>> decode("增长7%".encode("gb18030"), where="报告.txt")
        '增长7%'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text(_decode_as(data[len(mark) :], encoding, where), where)
    if b"\0" in data:
        wide = _wide_encoding(data)
        if wide is None:
            raise DocumentError("binary-file", where=where)
        return _text(_decode_as(data, wide, where), where)
    try:
        return _text(data.decode("utf-8"), where)
    except UnicodeDecodeError as error:
        if _chinese_characters(data[: error.start]) >= _UTF8_EVIDENCE:
            raise DocumentError("undecodable-text", where=where, encoding="UTF-8", byte=error.start) from error
    try:
        return _text(data.decode("gb18030"), where)
    except UnicodeDecodeError as error:
        code = "undecodable-text" if error.start > len(data) // 2 else "binary-file"
        raise DocumentError(code, where=where, encoding="GB 18030", byte=error.start) from error


def _decode_as(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError("undecodable-text", where=where, encoding=encoding.upper(), byte=error.start) from error


def _wide_encoding(data: bytes) -> str | None:
    """Tell which UTF-16 without mark the bytes are, by how much of a sample becomes Chinese or ASCII."""
    if len(data) % 2:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = data[:_SAMPLE_BYTES].decode(encoding, errors="replace")
        if "\0" not in sample and len(_WIDE.findall(sample)) >= _MIN_TEXT_SHARE * len(sample):
            return encoding
    return None


def _chinese_characters(valid: bytes) -> int:
    return sum(1 for char in valid[-_SAMPLE_BYTES:].decode("utf-8", errors="ignore") if char > "\u2000")


def _text(text: str, where: str) -> str:
    controls = len(_CONTROL.findall(text))
    if "\0" in text or controls > max(4, _MAX_CONTROL_SHARE * len(text)):
        raise DocumentError("binary-file", where=where)
    return text
