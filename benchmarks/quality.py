"""Measure how well and how fast documents are read, and write it down as one page.

In go labelled files with their texts and, if there are, a corpus, a hand-made growth table and promises judged by hand;
out comes a Markdown page: scores, calibration, coverage, growth table, verdicts, speed, and the peers beside duixian.

    python -m benchmarks.quality --labels LABELS --texts TEXTS [--corpus REPORTS] [--growth-table TABLE]
                                 [--promises LABELS --promise-reports REPORTS]
                                 [--peers [--peer-python PYTHON]] [--output docs/quality.md]

Everything on the page but the section on speed is the same in every run and on every machine.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import track

from benchmarks import coverage, gdp_targets, ledger, peers, quality_page
from benchmarks.labels import LabelledFile, labelled_files, read_figures_of
from benchmarks.scoring import Outcome, match
from duixian.documents.load import load

__all__ = ["Wanted", "main", "measure"]

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "quality.md"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be measured.

    Args:
        labels: folder of labelled files.
        texts: folders of their texts.
        corpus: folder of documents for coverage and speed, or ``None``.
        documents: how many of them are read.
        growth_table: a hand-made table whose reports stand in ``corpus``, or ``None``.
        promises: promises judged by hand (.jsonl), or ``None``.
        promise_reports: folder of their reports.
        with_peers: whether the peers are measured.
        peer_python: the interpreter that has the peers.
        peer_documents: how many texts are read for the peers' speed.
    """

    labels: Path
    texts: tuple[Path, ...]
    corpus: Path | None = None
    documents: int = 200
    growth_table: Path | None = None
    promises: Path | None = None
    promise_reports: Path | None = None
    with_peers: bool = False
    peer_python: str = sys.executable
    peer_documents: int = 20


def measure(wanted: Wanted) -> quality_page.Measured:
    """Measure all that is wanted; speed comes last."""
    folders = (*wanted.texts, *((wanted.corpus,) if wanted.corpus else ()))
    labelled = labelled_files(wanted.labels, folders)
    outcomes = {
        one.name: _outcomes(one)
        for one in track(labelled, description="labels", console=Console(stderr=True), transient=True)
    }
    cells = None
    if wanted.growth_table and wanted.corpus:
        cells = gdp_targets.rebuild_table(wanted.growth_table, wanted.corpus)
    judged = None
    if wanted.promises and wanted.promise_reports:
        judged = ledger.judge_reports(wanted.promises, wanted.promise_reports)
    covered = coverage.measure([wanted.corpus], documents=wanted.documents) if wanted.corpus else None
    beside = _beside_peers(wanted, labelled) if wanted.with_peers else None
    return quality_page.Measured(outcomes, cells, covered, beside, judged)


def _outcomes(labelled: LabelledFile) -> list[Outcome]:
    return match(labelled.labels, read_figures_of(labelled))


def _beside_peers(wanted: Wanted, labelled: Sequence[LabelledFile]) -> list[peers.PeerResult | peers.Peer]:
    paths = peers.evenly(sorted({path for one in labelled for path in one.paths.values()}), wanted.peer_documents)
    return peers.compare([load(path).text for path in paths], labelled, python=wanted.peer_python)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--labels", type=Path, required=True, help="folder of labelled files (.jsonl)")
    parser.add_argument("--texts", action="append", type=Path, required=True, help="folder of texts; may be repeated")
    parser.add_argument("--corpus", type=Path, help="folder of documents for coverage and speed")
    parser.add_argument("--documents", type=int, default=200, help="documents of the corpus to read (default 200)")
    parser.add_argument("--growth-table", type=Path, help="hand-made growth table (.jsonl) of reports in the corpus")
    parser.add_argument("--promises", type=Path, help="promises judged by hand (.jsonl)")
    parser.add_argument("--promise-reports", type=Path, help="folder of the reports they were judged in")
    parser.add_argument("--peers", action="store_true", help="also measure the peers (extra `benchmark`)")
    parser.add_argument("--peer-python", default=sys.executable, help="interpreter that has the peers")
    parser.add_argument("--output", type=Path, default=PAGE, help="page to write (default docs/quality.md)")
    given = parser.parse_args(arguments)
    measured = measure(
        Wanted(
            given.labels,
            tuple(given.texts),
            corpus=given.corpus,
            documents=given.documents,
            growth_table=given.growth_table,
            promises=given.promises,
            promise_reports=given.promise_reports,
            with_peers=given.peers,
            peer_python=given.peer_python,
        )
    )
    given.output.write_text(quality_page.page(measured), encoding="utf-8")
    print(f"written: {given.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
