"""How fast documents are read on one core, stage by stage.

In goes a folder of documents; out comes a table: characters per second for loading (bytes to structured document), for
figures (document to figures) and for both, of processor time, the best of several runs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from rich import box
from rich.console import Console
from rich.table import Table

from duixian.batch import find_sources
from duixian.documents.load import load
from duixian.errors import DuixianError
from duixian.figures import read_figures
from duixian.model import Document

T = TypeVar("T")

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def measured(work: Callable[[], T], repeats: int) -> tuple[float, T]:
    """Return the processor seconds of the fastest run, and what it returned."""
    best = float("inf")
    for _ in range(repeats):
        begun = time.process_time()
        result = work()
        best = min(best, time.process_time() - begun)
    return best, result


def measure(paths: Sequence[Path], repeats: int) -> dict[str, tuple[int, int, int, float, float]]:
    """Return by format: documents, characters, figures, seconds of loading and of figures."""
    totals: dict[str, tuple[int, int, int, float, float]] = {}
    for path in paths:
        try:
            loading, document = measured(lambda path=path: load(path, isolate=False), repeats)
            reading, figures = measured(lambda document=document: read_figures(document), repeats)
        except DuixianError as error:
            print(error, file=sys.stderr)
            continue
        count, characters, found, before, after = totals.get(document.format, (0, 0, 0, 0.0, 0.0))
        totals[document.format] = (
            count + 1,
            characters + len(document.text),
            found + len(figures),
            before + loading,
            after + reading,
        )
    return totals


def warm_up(paths: Sequence[Path]) -> None:
    """Read one document, so that rules are compiled and libraries loaded before anything is measured."""
    document: Document = load(paths[0], isolate=False)
    read_figures(document)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="*", type=Path, default=[EXAMPLES], help="files or folders; default: examples")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each stage; the fastest counts (default 3)")
    parser.add_argument("--limit", type=int, default=100, help="at most so many documents, evenly spread (default 100)")
    parser.add_argument("--pdf", action="store_true", help="PDF too (scans take minutes)")
    given = parser.parse_args(arguments)
    paths = [it.path for it in find_sources(given.folder) if it.path and (given.pdf or it.path.suffix != ".pdf")]
    paths = paths[:: max(1, len(paths) // given.limit)][: given.limit]
    if not paths:
        print("no documents", file=sys.stderr)
        return 2
    warm_up(paths)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("format", "files", "characters", "figures", "loading", "reading", "both"):
        table.add_column(name, justify="left" if name == "format" else "right", no_wrap=True)
    for name, (count, characters, figures, loading, reading) in sorted(measure(paths, given.repeats).items()):
        speeds = (f"{characters / seconds:,.0f}/s" for seconds in (loading, reading, loading + reading))
        table.add_row(name, f"{count:,}", f"{characters:,}", f"{figures:,}", *speeds)
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
