"""Check a zip container and its XML before any library opens them.

In go the bytes of a docx; out comes nothing if they are safe, else an error that says what is wrong.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from lxml import etree

from duixian.documents.formats.foreign import ZIP_SIGNATURES
from duixian.documents.limits import Deadline, Limits
from duixian.errors import DocumentError, LimitError

__all__ = ["check_container"]

_CHUNK_BYTES = 1 << 20
_MIN_RATIO_BYTES = 1 << 20
_DIRECTORY_END = b"PK\x05\x06"
_ENCRYPTED_FLAG = 0x1
_XML_SUFFIXES = (".xml", ".rels")


def check_container(data: bytes, *, limits: Limits, where: str) -> None:
    """Refuse a zip that is hostile or broken; what is declared in it is not believed but measured.

    Args:
        data: the bytes of the file.
        limits: the bounds of members, size, ratio and depth.
        where: the file's name, for messages.

    Raises:
        DocumentError: ``corrupt-document``, ``encrypted-document``, ``hostile-document`` (document type declarations,
            names that lead out of the folder, one zip inside another).
        LimitError: ``limit-members``, ``limit-unpacked``, ``limit-ratio``, ``limit-nesting``, ``limit-seconds``.

    Example:
        >>> check_container(b"PK", limits=Limits(), where="报告.docx")
        Traceback (most recent call last):
        duixian.errors.DocumentError: ...
    """
    deadline = Deadline(limits.max_seconds, where=where)
    # The count in the directory's end is read first: opening the zip already builds all its entries.
    limits.check("limit-members", _declared_members(data), limits.max_members, where=where)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            members = container.infolist()
            limits.check("limit-members", len(members), limits.max_members, where=where)
            if len({member.filename for member in members}) != len(members):
                raise DocumentError("hostile-document", where=where, found="duplicate names")
            total = 0
            for member in members:
                deadline.check()
                total += _check_member(container, member, total, limits, where)
    except DocumentError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise DocumentError("corrupt-document", where=where, format="docx") from error


def _declared_members(data: bytes) -> int:
    at = data.rfind(_DIRECTORY_END, max(0, len(data) - 65_557))
    if at < 0 or at + 12 > len(data):
        return 0
    return int(struct.unpack_from("<H", data, at + 10)[0])


def _check_member(container: zipfile.ZipFile, member: zipfile.ZipInfo, before: int, limits: Limits, where: str) -> int:
    """Unpack one member piece by piece without keeping it; return its size."""
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
        raise DocumentError("hostile-document", where=where, found=f"path {name[:80]}")
    if member.flag_bits & _ENCRYPTED_FLAG:
        raise DocumentError("encrypted-document", where=where)
    limits.check("limit-unpacked", before + member.file_size, limits.max_unpacked_bytes, where=where)
    size = 0
    parser = _parser() if name.lower().endswith(_XML_SUFFIXES) else None
    depth = _Depth(limits, where)
    for chunk in _chunks(container, member):
        if size == 0 and chunk.startswith(ZIP_SIGNATURES) and not name.lower().startswith("word/embeddings/"):
            raise DocumentError("hostile-document", where=where, found="zip in zip")
        size += len(chunk)
        limits.check("limit-unpacked", before + size, limits.max_unpacked_bytes, where=where)
        if size > _MIN_RATIO_BYTES and size > limits.max_ratio * max(member.compress_size, 1):
            ratio = size // max(member.compress_size, 1)
            raise LimitError("limit-ratio", where=where, found=ratio, limit=limits.max_ratio)
        if parser is not None:
            _feed(parser, chunk, depth, where, name)
    if parser is not None:
        _step(parser, parser.close, depth, where)
    return size


def _chunks(container: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with container.open(member) as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk


class _Depth:
    """Counts how deep elements are nested while events come in."""

    __slots__ = ("_limits", "_where", "depth")

    def __init__(self, limits: Limits, where: str) -> None:
        self.depth = 0
        self._limits = limits
        self._where = where

    def take(self, events: Iterator[tuple[str, etree._Element]]) -> None:
        for event, element in events:
            if event == "start":
                self.depth += 1
                self._limits.check("limit-nesting", self.depth, self._limits.max_nesting, where=self._where)
            else:
                self.depth -= 1
                element.clear()
                parent = element.getparent()
                if parent is not None:
                    parent.remove(element)


def _parser() -> etree.XMLPullParser:
    # huge_tree only lifts libxml2's own bounds of size and depth; ours are asked while the events come in.
    return etree.XMLPullParser(
        events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )


def _feed(parser: etree.XMLPullParser, chunk: bytes, depth: _Depth, where: str, name: str) -> None:
    # A document type is refused before the parser sees it: no part of a docx has one.
    flat = chunk.replace(b"\0", b"")
    if b"<!DOCTYPE" in flat or b"<!ENTITY" in flat:
        raise DocumentError("hostile-document", where=where, found=f"DTD in {name[:80]}")
    _step(parser, lambda: parser.feed(chunk), depth, where)


def _step(parser: etree.XMLPullParser, step: Callable[[], object], depth: _Depth, where: str) -> None:
    broken: etree.XMLSyntaxError | None = None
    try:
        step()
    except etree.XMLSyntaxError as error:
        broken = error
    # Asked first: libxml2 gives up at a depth of its own, which looks like a syntax error.
    depth.take(parser.read_events())  # type: ignore[arg-type]
    if broken is not None:
        raise DocumentError("corrupt-document", where=where, format="docx") from broken
