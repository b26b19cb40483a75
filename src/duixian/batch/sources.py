"""Find the documents that a user names: files, folders, standard input.

In go paths; out come :class:`Source` records in the order given, folders walked in sorted order, each with a name of
its own.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from duixian.documents.formats.registry import FORMATS

__all__ = ["Source", "find_sources", "known_suffixes"]


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read.

    Args:
        name: what it is called in the output: the file's name, or its relative path where names repeat.
        path: the file; ``None`` where the bytes are given.
        data: the bytes, for standard input.

    Example:
        >>> Source("报告.txt", path=Path("2024/报告.txt")).where
        '2024/报告.txt'
    """

    name: str
    path: Path | None = None
    data: bytes | None = field(default=None, repr=False)

    @property
    def where(self) -> str:
        """The path as given, for messages."""
        return self.name if self.path is None else printable(str(self.path))

    @property
    def size(self) -> int:
        """Bytes, as far as can be told without reading; 0 where not."""
        if self.data is not None:
            return len(self.data)
        try:
            return self.path.stat().st_size if self.path is not None else 0
        except OSError:
            return 0


def known_suffixes() -> frozenset[str]:
    """Return the extensions, in lower case with the dot, that are taken from folders.

    Example:
        >>> ".docx" in known_suffixes()
        True
    """
    return frozenset(extension for entry in FORMATS for extension in entry.extensions)


def printable(name: str) -> str:
    """Return a path as text that can be written as UTF-8: bytes that are none become the replacement character."""
    return os.fsencode(name).decode("utf-8", "replace")


def find_sources(paths: Iterable[Path], *, without: Sequence[Path] = ()) -> tuple[Source, ...]:
    """Find all documents of files and folders.

    A file is taken whatever its extension; of a folder all files with a known extension, at any depth, sorted by path,
    without hidden ones. Links to folders are not followed, so that no circle is walked; a file named twice comes once.

    Args:
        paths: files (they need not exist: reading them will tell) and folders.
        without: files and folders that are left out of walks, such as the output.

    Example:
        >>> [source.name for source in find_sources([Path("甲/报告.txt"), Path("乙/报告.txt")])]
        ['甲/报告.txt', '乙/报告.txt']
    """
    left_out = {os.path.realpath(path) for path in without}
    found: dict[str, Source] = {}
    for path in paths:
        files = _walk(path, left_out) if path.is_dir() else iter((path,))
        for file in files:
            key = os.path.realpath(file)
            if key not in found:
                found[key] = Source(printable(file.name), path=file)
    return _with_own_names(list(found.values()))


def _walk(folder: Path, left_out: set[str]) -> Iterator[Path]:
    suffixes = known_suffixes()
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and os.path.realpath(os.path.join(here, name)) not in left_out  # noqa: PTH118
        )
        for name in sorted(files):
            path = Path(here, name)
            visible = not name.startswith((".", "~$"))
            if visible and path.suffix.lower() in suffixes and os.path.realpath(path) not in left_out:
                yield path


def _with_own_names(sources: list[Source]) -> tuple[Source, ...]:
    """Call documents whose file names repeat by their paths, relative to the folder all of them share."""
    counts = Counter(source.name for source in sources)
    if max(counts.values(), default=0) <= 1:
        return tuple(sources)
    paths = [Path(os.path.abspath(source.path)) for source in sources if source.path is not None]  # noqa: PTH100 (links stay)
    shared = Path(os.path.commonpath([path.parent for path in paths]))
    return tuple(
        replace(source, name=_below(shared, source.path))
        if source.path is not None and counts[source.name] > 1
        else source
        for source in sources
    )


def _below(folder: Path, path: Path) -> str:
    return printable(Path(os.path.abspath(path)).relative_to(folder).as_posix())  # noqa: PTH100 (links stay links)
