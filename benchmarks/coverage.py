"""Which share of the figures of a corpus is led to an indicator of the catalogue, and how fast they are read.

In goes a folder of documents, of which some are read, evenly spread; out come the share of figures with an indicator
id, by kind and by role, the phrases that most often have none, and the median speed.

    python -m benchmarks.coverage CORPUS [--documents 100] [--unlinked 50]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import track

from benchmarks.peers import evenly
from duixian.batch import find_sources
from duixian.documents.load import load
from duixian.model import Figure
from duixian.reading import read_document, read_text

__all__ = ["Coverage", "cover", "measure"]

MIN_CHARACTERS_FOR_SPEED: Final = 2_000
"""Shorter texts say more of the cost of starting than of reading."""


@dataclass(slots=True)
class Coverage:
    """Counts over the figures of a corpus.

    Args:
        documents: how many were read.
        characters: of all their texts.
        figures: how many figures, by ``all``, ``kind …`` and ``role …``.
        linked: how many of them have an indicator id.
        indicators: how often each indicator occurs.
        unlinked: how often each phrase without id occurs.
        speeds: characters per second of processor time, of each document that is long enough.
    """

    documents: int = 0
    characters: int = 0
    figures: Counter[str] = field(default_factory=Counter)
    linked: Counter[str] = field(default_factory=Counter)
    indicators: Counter[str] = field(default_factory=Counter)
    unlinked: Counter[str] = field(default_factory=Counter)
    speeds: list[float] = field(default_factory=list)

    def share(self, group: str = "all") -> float:
        """Share of the figures of a group that have an indicator id."""
        return self.linked[group] / self.figures[group] if self.figures[group] else 0.0

    @property
    def median_speed(self) -> float:
        """Characters per second, the median over the documents."""
        return statistics.median(self.speeds) if self.speeds else 0.0


def cover(coverage: Coverage, figures: Sequence[Figure]) -> None:
    """Count the figures of one document into ``coverage``."""
    for figure in figures:
        groups = ("all", f"kind {figure.kind}", f"role {figure.role}")
        coverage.figures.update(groups)
        if figure.indicator_id is None:
            coverage.unlinked[figure.indicator or "—"] += 1
        else:
            coverage.linked.update(groups)
            coverage.indicators[figure.indicator_id] += 1


def measure(corpus: Sequence[Path], *, documents: int, runs: int = 3) -> Coverage:
    """Read documents of a corpus, evenly spread, and count.

    Speed is that of :func:`duixian.reading.read_text`: text in, figures out, one core, the median of ``runs``.

    Args:
        corpus: files or folders.
        documents: at most so many are read.
        runs: how often each is read for speed.
    """
    coverage = Coverage()
    paths = evenly([source.path for source in find_sources(corpus) if source.path], documents)
    for path in track(paths, description="corpus", console=Console(stderr=True), transient=True):
        document = load(path)
        cover(coverage, read_document(document).figures)
        coverage.documents += 1
        coverage.characters += len(document.text)
        if len(document.text) >= MIN_CHARACTERS_FOR_SPEED:
            coverage.speeds.append(len(document.text) / statistics.median(_timed(document.text) for _ in range(runs)))
    return coverage


def _timed(text: str) -> float:
    begun = time.process_time()
    read_text(text)
    return max(time.process_time() - begun, 1e-9)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", nargs="+", type=Path, help="files or folders")
    parser.add_argument("--documents", type=int, default=100, help="at most so many documents (default 100)")
    parser.add_argument(
        "--unlinked", type=int, default=0, metavar="N", help="also the N most frequent unlinked phrases"
    )
    given = parser.parse_args(arguments)
    coverage = measure(given.corpus, documents=given.documents)
    print(f"{coverage.documents} documents, {coverage.characters:,} characters, {coverage.figures['all']:,} figures")
    for group in sorted(coverage.figures):
        print(f"{coverage.share(group):6.1%} of {coverage.figures[group]:6,}  {group}")
    print(f"{len(coverage.indicators)} indicators; {coverage.median_speed:,.0f} characters per second (median)")
    for phrase, count in coverage.unlinked.most_common(given.unlinked):
        print(f"{count:6}  {phrase}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
