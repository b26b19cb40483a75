"""Read a document from a file or from bytes.

In goes a path or the bytes; out comes a :class:`~duixian.model.Document` with its structure, or an error of
:mod:`duixian.errors` that says what is wrong with the file.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from duixian.documents.formats.assembly import finish
from duixian.documents.formats.isolation import load_isolated
from duixian.documents.formats.registry import load_source
from duixian.documents.formats.text import load_text
from duixian.documents.limits import Limits
from duixian.documents.structure import build_document
from duixian.errors import DocumentError, UsageError
from duixian.model import Document

__all__ = ["from_text", "load", "read_bytes"]


def load(
    source: str | os.PathLike[str] | bytes,
    *,
    name: str | None = None,
    limits: Limits | None = None,
    isolate: bool = True,
) -> Document:
    """Read a document: txt, Markdown, HTML, docx, PDF or scanned PDF.

    Args:
        source: the path of a file, or its bytes.
        name: the file's name; by default that of the path. Its extension helps to choose the format.
        limits: bounds of size, depth and time; by default :class:`~duixian.documents.Limits`.
        isolate: read formats whose libraries may hang or crash (PDF, docx, scans) in a process of their own, bounded in
            time and memory. Turn it off only for documents you trust.

    Returns:
        The document; its ``id`` is the SHA-256 of the bytes. Offsets count code points of its ``text``.

    Raises:
        DocumentError: the file does not exist or cannot be read; ``code`` and text say why and what to do.
        LimitError: the file goes beyond one of the limits.
        MissingExtraError: the format needs libraries that are not installed.
        UsageError: the path is a folder.

    Example:
        >>> load("增长7%。".encode(), name="报告.txt").text
        '增长7%。'
    """
    limits = limits or Limits()
    if isinstance(source, bytes):
        data, name = source, name or "document"
    else:
        name = name or Path(source).name
        data = read_bytes(source, limits=limits)
    read = load_isolated if isolate else load_source
    kind, text = read(data, name=name, limits=limits)
    return build_document(text, id=hashlib.sha256(data).hexdigest(), name=name, format=kind)


def from_text(text: str, *, name: str = "text.txt", limits: Limits | None = None) -> Document:
    """Make a document of a text that is decoded already; whatever it looks like, it is read as plain text.

    Args:
        text: the document's text; offsets count its code points.
        name: what to call it.
        limits: as of :func:`load`.

    Raises:
        DocumentError: the text is empty, holds NUL or half a surrogate pair.
        LimitError: it goes beyond a limit.

    Example:
        >>> from_text("增长7%。").format
        'text'
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise DocumentError("undecodable-text", where=name, encoding="UTF-8", byte=error.start) from error
    source = finish(load_text(text, limits=limits or Limits(), name=name))
    return build_document(source, id=hashlib.sha256(data).hexdigest(), name=name, format="text")


def read_bytes(path: str | os.PathLike[str], *, limits: Limits) -> bytes:
    """Read the bytes of a file that is not larger than the limit.

    Raises:
        DocumentError: ``no-such-file``, ``unreadable-file``.
        LimitError: ``limit-bytes``.
        UsageError: ``folder-as-file``.

    Example:
        >>> read_bytes("no-such-file", limits=Limits())
        Traceback (most recent call last):
        duixian.errors.DocumentError: ...
    """
    where = str(path)
    try:
        status = Path(path).stat()
        if stat.S_ISREG(status.st_mode):
            limits.check("limit-bytes", status.st_size, limits.max_bytes, where=where)
            with Path(path).open("rb") as file:
                return file.read(limits.max_bytes + 1)
    except DocumentError:
        raise
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DocumentError("no-such-file", where=where) from error
    except OSError as error:
        raise DocumentError("unreadable-file", where=where, reason=error.strerror or str(error)) from error
    except ValueError as error:
        raise DocumentError("unreadable-file", where=where, reason=str(error)) from error
    if stat.S_ISDIR(status.st_mode):
        raise UsageError("folder-as-file", where=where)
    # A pipe or device may never end.
    raise DocumentError("unreadable-file", where=where, reason="not a regular file")
