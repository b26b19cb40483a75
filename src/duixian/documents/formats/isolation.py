"""Read a file in a process of its own that is bounded in time and memory.

In go bytes and limits; out comes the same as from :func:`~duixian.documents.formats.registry.load_source`, also when
a library hangs, crashes or takes all memory over a hostile file: then a :class:`~duixian.errors.DocumentError`.
What the process says is JSON, never pickled: a reader taken over by a hostile file must not reach its caller.
"""

from __future__ import annotations

import dataclasses
import json
import math
import os
import subprocess
import sys
from typing import Any

from duixian import errors
from duixian.documents.formats.registry import Format, find_format, format_of, load_source
from duixian.documents.formats.wire import source_from_json, source_to_json
from duixian.documents.limits import Limits
from duixian.errors import DocumentError, DuixianError, InternalError, LimitError
from duixian.model import SourceText

__all__ = ["load_isolated"]

_PROGRAM = "from duixian.documents.formats import isolation; isolation._serve()"
_GRACE_SECONDS = 5.0


def load_isolated(data: bytes, *, name: str, limits: Limits) -> tuple[str, SourceText]:
    """Read the bytes of one file, formats with fragile libraries in a process of their own.

    Args and Returns as of :func:`~duixian.documents.formats.registry.load_source`.

    Raises:
        DocumentError: as there, and ``corrupt-document`` if the process crashed.
        LimitError: as there, and ``limit-seconds`` or ``limit-memory`` if it was stopped.

    Example:
        >>> load_isolated("增长7%。".encode(), name="报告.txt", limits=Limits())[0]
        'text'
    """
    limits.check("limit-bytes", len(data), limits.max_bytes, where=name)
    entry = find_format(data, name=name)
    if not entry.isolated or not sys.executable:
        return load_source(data, name=name, limits=limits)
    try:
        return entry.name, _in_child(entry, data, name, limits, limits.max_seconds)
    except DocumentError as error:
        if error.code != "scanned-pdf":
            raise
    entry = format_of("scan")
    return entry.name, _in_child(entry, data, name, limits, limits.max_scan_seconds)


def _in_child(entry: Format, data: bytes, name: str, limits: Limits, seconds: float) -> SourceText:
    order = {"format": entry.name, "name": name, "limits": dataclasses.asdict(limits), "seconds": seconds}
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-X", "utf8", "-c", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    with process:
        try:
            said, complaint = process.communicate(
                json.dumps(order).encode() + b"\n" + data, timeout=seconds + _GRACE_SECONDS
            )
        except subprocess.TimeoutExpired as error:
            raise LimitError("limit-seconds", where=name, limit=seconds) from error
        finally:
            process.kill()
    if process.returncode != 0 or not said:
        if process.returncode > 0:
            raise InternalError("reader-failed", where=name, reason=complaint.decode("utf-8", "replace")[-2000:])
        raise DocumentError("corrupt-document", where=name, format=entry.name)
    return _answer(json.loads(said), entry)


def _answer(said: dict[str, Any], entry: Format) -> SourceText:
    if "error" not in said:
        return source_from_json(said["source"])
    kind = getattr(errors, said["error"]["kind"], None)
    if not (isinstance(kind, type) and issubclass(kind, DuixianError)):
        raise InternalError("reader-failed", where=entry.name, reason=str(said["error"])[:2000])
    raise kind(said["error"]["code"], where=said["error"]["where"], **said["error"]["details"])


def _serve() -> None:
    """Be the process: read an order and the bytes from stdin, write the answer to stdout, and end."""
    answer_to = os.dup(1)
    # Libraries that print must not spoil the answer.
    os.dup2(2, 1)
    order = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    limits = Limits(**order["limits"])
    _bound(limits, order["seconds"])
    said = json.dumps(_read(format_of(order["format"]), data, order["name"], limits)).encode()
    with os.fdopen(answer_to, "wb") as answer:
        answer.write(said)
    # Interpreter shutdown may crash in a library's destructors after all was said.
    os._exit(0)


def _read(entry: Format, data: bytes, name: str, limits: Limits) -> dict[str, Any]:
    try:
        from duixian.documents.formats.assembly import finish

        return {"source": source_to_json(finish(entry.load(data, limits=limits, name=name)))}
    except MemoryError:
        return _error(LimitError("limit-memory", where=name, limit=limits.max_memory_bytes))
    except DuixianError as error:
        return _error(error)


def _error(error: DuixianError) -> dict[str, Any]:
    return {"error": {"kind": type(error).__name__, "code": error.code, "where": error.where, "details": error.details}}


def _bound(limits: Limits, seconds: float) -> None:
    """Bound this process in memory, time, files and dumps, where the platform can (POSIX)."""
    try:
        import resource
    except ImportError:
        return
    processor_seconds = math.ceil(seconds * (os.cpu_count() or 1) + _GRACE_SECONDS)
    for kind, bound in (
        (resource.RLIMIT_AS, limits.max_memory_bytes),
        (resource.RLIMIT_CPU, processor_seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (bound, bound))
        except (ValueError, OSError):
            # A bound already set lower, or one the platform does not know (RLIMIT_AS on macOS).
            continue
