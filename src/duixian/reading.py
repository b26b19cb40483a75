"""Read documents, from a file or a text to the record of all that was found.

In goes a path, bytes or a text; out comes a :class:`~duixian.model.Reading`: the document with its structure, its
figures and its promises.
"""

from __future__ import annotations

import hashlib
import os
from typing import Final

from duixian.documents.formats.assembly import finish
from duixian.documents.formats.text import load_text
from duixian.documents.limits import Limits
from duixian.documents.load import load
from duixian.documents.structure import build_document
from duixian.errors import DocumentError
from duixian.figures import read_figures
from duixian.model import Document, Reading
from duixian.promises import read_promises

__all__ = ["read", "read_document", "read_text"]

TEXT_NAME: Final = "text.txt"
"""Name of a document that came as text."""

_PATH_CHARACTERS: Final = 1_024
_TEXT_SIGNS: Final = ("\n", "。", "；", "！", "？", "，")


def read(
    source: str | os.PathLike[str] | bytes,
    *,
    name: str | None = None,
    limits: Limits | None = None,
    promises: bool = True,
) -> Reading:
    """Read the figures and promises of one document.

    A path object is a file, bytes are the content of a file. A string that names an existing file is that file; another
    string is the text itself if it has a line break or one of 。；！？，, or more than 1,024 characters; anything else
    is taken for a mistyped path. For text that comes from others use :func:`read_text`, which never opens a file.

    Args:
        source: path, bytes or text.
        name: the file's name; its extension helps to choose the format of bytes.
        limits: how large, deep and slow the document may be; by default :class:`~duixian.documents.limits.Limits`.
        promises: whether promises are read too; figures alone take two thirds of the time.

    Returns:
        The document with its figures and promises in text order; offsets are half-open, in code points of
        ``document.text``.

    Raises:
        DocumentError: the file does not exist or cannot be read; the text says why and what to do.
        LimitError: it goes beyond a limit.
        MissingExtraError: its format needs libraries that are not installed.

    Example:
        >>> reading = read("2024年,地区生产总值增长7%。", name="报告.txt")
        >>> reading.document.name
        '报告.txt'
    """
    if isinstance(source, str) and not os.path.exists(source):  # noqa: PTH110 (Path raises for NUL)
        if len(source) > _PATH_CHARACTERS or any(sign in source for sign in _TEXT_SIGNS):
            return read_text(source, name=name or TEXT_NAME, limits=limits, promises=promises)
        raise DocumentError("no-such-file", where=source)
    return read_document(load(source, name=name, limits=limits), promises=promises)


def read_text(text: str, *, name: str = TEXT_NAME, limits: Limits | None = None, promises: bool = True) -> Reading:
    """Read the figures and promises of a plain text, whatever it looks like.

    Args:
        text: the document's text; offsets count its code points.
        name: what to call it.
        limits: as of :func:`read`.
        promises: as of :func:`read`.

    Raises:
        DocumentError: the text is empty (``empty-document``) or no Unicode text (``undecodable-text``).
        LimitError: it goes beyond a limit.

    Example:
        >>> read_text("力争增长6%以上。").document.format
        'text'
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise DocumentError("undecodable-text", where=name, encoding="UTF-8", byte=error.start) from error
    source = finish(load_text(text, limits=limits or Limits(), name=name))
    document = build_document(source, id=hashlib.sha256(data).hexdigest(), name=name, format="text")
    return read_document(document, promises=promises)


def read_document(document: Document, *, promises: bool = True) -> Reading:
    """Read the figures and promises of a document that is loaded already.

    Args:
        document: as the loaders yield it.
        promises: as of :func:`read`.

    Example:
        >>> from duixian.documents.load import load
        >>> read_document(load("增长7%。".encode(), name="报告.txt")).document.text
        '增长7%。'
    """
    figures = read_figures(document)
    return Reading(document, figures, read_promises(document, figures) if promises else ())
