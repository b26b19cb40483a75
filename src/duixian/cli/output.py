"""Where a command writes: stdout, a file or a folder.

In go ``--format`` and ``-o``; out comes a :class:`Target` that is no input, and the stream to write to.
"""

from __future__ import annotations

import io
import os
import secrets
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Generic

from duixian.batch import Source
from duixian.errors import UsageError
from duixian.exports.nouns import Item
from duixian.exports.registry import Exporter, exporter, exporter_for

__all__ = ["Target", "choose_target", "open_target"]

_PAGES: Final = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class Target(Generic[Item]):
    """Where and how to write.

    Args:
        exporter: the format.
        path: the file or folder; ``None`` for stdout.
        folder: whether ``path`` is a folder.

    Example:
        >>> Target(exporter("csv"), None, folder=False).path is None
        True
    """

    exporter: Exporter[Item]
    path: Path | None
    folder: bool


def choose_target(
    format_name: str | None, out: str | None, sources: Sequence[Source], *, among: tuple[Exporter[Item], ...]
) -> Target[Item]:
    """Decide on format and place, and refuse what cannot be done before any work is done.

    Without a format the output's suffix decides; without an output it is a table on a terminal and jsonl elsewhere.

    Raises:
        UsageError: unknown suffix, binary data to stdout, several pages into one file, an output that is an input.

    Example:
        >>> from duixian.exports import PROMISE_EXPORTERS
        >>> choose_target("csv", None, [], among=PROMISE_EXPORTERS).exporter.name
        'csv'
    """
    path = None if out in {None, "-"} else Path(str(out))
    chosen = _choose_exporter(format_name, path, among)
    if path is None:
        if chosen.binary and out != "-":
            raise UsageError("binary-needs-output", format=chosen.name, suffix=chosen.suffix)
        if chosen.write_folder is not None and len(sources) > 1:
            raise UsageError("pages-need-folder", format=chosen.name, count=len(sources))
        return Target(chosen, None, folder=False)
    looks_like_file = path.suffix.lower() in _PAGES and not str(out).endswith(("/", os.sep))
    folder = chosen.write_folder is not None and (path.is_dir() or not looks_like_file)
    if chosen.write_folder is not None and not folder and len(sources) > 1:
        raise UsageError("pages-need-folder", format=chosen.name, count=len(sources))
    target = Target(chosen, path, folder=folder)
    _refuse_bad_path(target, path, sources)
    return target


def _choose_exporter(format_name: str | None, path: Path | None, among: tuple[Exporter[Item], ...]) -> Exporter[Item]:
    if format_name is not None:
        return exporter(format_name, among)
    if path is None:
        return exporter("table" if sys.stdout.isatty() else "jsonl", among)
    found = exporter_for(path, among)
    if found is None:
        raise UsageError("unknown-suffix", where=str(path), names=" ".join(entry.suffix for entry in among))
    return found


def _refuse_bad_path(target: Target[Any], path: Path, sources: Sequence[Source]) -> None:
    real = os.path.realpath(path)
    inputs = [os.path.realpath(source.path) for source in sources if source.path is not None]
    if target.folder:
        clash = any(os.path.dirname(name) == real and name.lower().endswith(_PAGES) for name in inputs)  # noqa: PTH120
        if path.exists() and not path.is_dir():
            raise UsageError("output-is-file", where=str(path))
    else:
        clash = real in inputs
        if path.is_dir():
            raise UsageError("output-is-folder", where=str(path), suffix=target.exporter.suffix)
        if not path.parent.is_dir():
            raise UsageError("no-output-folder", where=str(path), folder=str(path.parent))
    if clash:
        raise UsageError("output-is-input", where=str(path))


@contextmanager
def open_target(target: Target[Any]) -> Iterator[BinaryIO]:
    """Open stdout, or a new file that takes the place of the old one only when all was written.

    Raises:
        UsageError: the file cannot be written (code ``cannot-write``).

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     target = Target(exporter("csv"), Path(folder, "数据.csv"), folder=False)
        ...     with open_target(target) as out:
        ...         _ = out.write(b"1")
        ...     target.path.read_bytes()
        b'1'
    """
    if target.path is None:
        with _standard_output() as out:
            yield out
        return
    path = Path(os.path.realpath(target.path))
    try:
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            # A device or pipe, such as /dev/stdout, is written to, never replaced.
            with path.open("wb") as out:
                yield out
            return
        with _replacing(path) as out:
            yield out
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError("cannot-write", where=str(target.path), reason=error.strerror or str(error)) from error


@contextmanager
def _standard_output() -> Iterator[BinaryIO]:
    out = sys.stdout.buffer
    if not isinstance(out, io.RawIOBase):
        yield out
        out.flush()
        return
    # With PYTHONUNBUFFERED the stream is raw, and one write may leave a part of the data unwritten.
    buffered = io.BufferedWriter(out)
    try:
        yield buffered
        buffered.flush()
    finally:
        with suppress(BrokenPipeError):
            buffered.detach()


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    part = path.with_name(f".{path.stem[:20]}-{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        if path.exists():
            part.chmod(stat.S_IMODE(path.stat().st_mode))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
