"""Labelled files: what should be read from which texts.

In goes ``NAME.jsonl`` with the folders of its texts; out come its labels, their texts and the figures read from them.
A label is one JSON object with the fields of ``duixian read --format jsonl``. Rows that name no ``document`` label
``NAME.txt`` or ``NAME.md``. Where ``NAME.json`` stands beside the file (a list of objects ``document start end``), only
these ranges of the texts are labelled.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from duixian import read

__all__ = ["LabelledFile", "Range", "Record", "labelled_files", "read_figures_of", "read_labels"]

Record = Mapping[str, Any]
"""A label or a figure as a JSON object."""


@dataclass(frozen=True, slots=True)
class Range:
    """A labelled part of a document, half-open, in code points."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LabelledFile:
    """Labels with the texts they belong to.

    Args:
        name: the file's name without extension.
        labels: the records, each naming its ``document``.
        paths: the texts, by document name.
        ranges: the labelled parts, or ``None`` where the whole texts are labelled.
    """

    name: str
    labels: tuple[Record, ...]
    paths: Mapping[str, Path]
    ranges: tuple[Range, ...] | None = None

    def covers(self, record: Record) -> bool:
        """Tell whether a record starts inside a labelled part."""
        if self.ranges is None:
            return True
        return any(
            part.document == record["document"] and part.start <= record["start"] < part.end for part in self.ranges
        )


def read_labels(path: Path, texts: Sequence[Path]) -> LabelledFile:
    """Load a labelled file and find its texts.

    Args:
        path: the labels, one JSON object a line.
        texts: folders in which the texts stand; the first that has one wins.

    Raises:
        FileNotFoundError: a text is in none of the folders.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    beside = path.with_suffix(".json")
    parts = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else None
    named = {row["document"] for row in (*rows, *(parts or ())) if "document" in row}
    candidates = {name: [name] for name in named} or {path.stem: [f"{path.stem}.txt", f"{path.stem}.md"]}
    paths = {name: _find(files, texts) for name, files in sorted(candidates.items())}
    labels = tuple(row if "document" in row else row | {"document": path.stem} for row in rows)
    ranges = None if parts is None else tuple(Range(part["document"], part["start"], part["end"]) for part in parts)
    return LabelledFile(path.stem, labels, paths, ranges)


def labelled_files(folder: Path, texts: Sequence[Path]) -> list[LabelledFile]:
    """Load all labelled files of a folder; files of records without ``start``, ``end`` and ``value`` are passed over.

    Raises:
        FileNotFoundError: a text is in none of the folders.
    """
    paths = [path for path in sorted(folder.glob("*.jsonl")) if _is_labels(path)]
    return [read_labels(path, texts) for path in paths]


def read_figures_of(labelled: LabelledFile) -> list[Record]:
    """Read the texts of a labelled file and keep the figures in its labelled parts."""
    records = (figure.record(name) for name, path in labelled.paths.items() for figure in read(path).figures)
    return [record for record in records if labelled.covers(record)]


def _is_labels(path: Path) -> bool:
    with path.open(encoding="utf-8") as lines:
        first = next((line for line in lines if line.strip()), "{}")
    return {"start", "end", "value"} <= set(json.loads(first))


def _find(names: Sequence[str], folders: Sequence[Path]) -> Path:
    for folder in folders:
        for name in names:
            if (folder / name).is_file():
                return folder / name
    msg = f"{' or '.join(names)} is in none of: {', '.join(map(str, folders))}"
    raise FileNotFoundError(msg)
