"""duixian beside two libraries that find numbers in Chinese texts, on the same texts in the same run.

In go texts, for speed, and labelled files, for quality; out come, for duixian, Microsoft's Recognizers-Text and
JioNLP's extraction of money, the median speed, its ratio to duixian's, and how many labelled figures are found.

The peers do less: they find numbers, but not what is measured, when, where and whether it was promised or done. They
find dates and the numbers of meetings too, which are no figures; so their precision is theirs by another aim, and the
share found (recall) with the right value is the fairer number.

    python -m benchmarks.peers --labels GOLD --texts TEXTS [--peer-python PYTHON]

The peers are the extra ``benchmark``: ``pip install 'duixian[benchmark]'``, here or, with ``--peer-python``, in an
environment of their own.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.progress import track

from benchmarks.labels import LabelledFile, Record, labelled_files
from benchmarks.scoring import Outcome, match
from duixian.documents.load import load

__all__ = ["PEERS", "Peer", "PeerResult", "Quality", "compare", "evenly", "markdown_table"]

WORKER: Final = Path(__file__).with_name("peer_worker.py")


@dataclass(frozen=True, slots=True)
class Peer:
    """A reader to be measured.

    Args:
        key: its name in the worker.
        title: its name for people.
        task: ``figures`` (all labels count) or ``money`` (labels in yuan, dollars and the like).
        own: whether it is duixian, which runs in this environment.
    """

    key: str
    title: str
    task: str
    own: bool = False


PEERS: Final = (
    Peer("duixian", "duixian: figures with all fields, and promises", "figures", own=True),
    Peer("recognizers-numbers", "Recognizers-Text: numbers, percentages, ordinals", "figures"),
    Peer("recognizers-units", "Recognizers-Text: the same with money and dimensions", "figures"),
    Peer("duixian-money", "duixian: figures, of them money", "money", own=True),
    Peer("jionlp-money", "JioNLP: money", "money"),
)


@dataclass(frozen=True, slots=True)
class Quality:
    """How many labels a reader found.

    Args:
        labels: labels that belong to its task.
        found: labels that one of its finds overlaps.
        figures: its finds.
        values: labels found with the right value, signs aside.
    """

    labels: int
    found: int
    figures: int
    values: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall of detection."""
        return 2 * self.found / (self.labels + self.figures) if self.labels + self.figures else 0.0


@dataclass(frozen=True, slots=True)
class PeerResult:
    """What was measured of one reader.

    Args:
        peer: the reader.
        speed: characters per second of processor time, the median over the texts of each text's median run.
        quality: how many labels it found, or ``None`` where nothing is labelled.
    """

    peer: Peer
    speed: float
    quality: Quality | None


def compare(
    speed_texts: Sequence[str], labelled: Sequence[LabelledFile], *, python: str = sys.executable, runs: int = 3
) -> list[PeerResult | Peer]:
    """Measure all readers, one process after the other.

    Args:
        speed_texts: whole documents whose reading is timed.
        labelled: labelled files for quality.
        python: the interpreter that has the peers.
        runs: how often each text is read for speed.

    Returns:
        For each reader its result, or the reader alone where it could not be started.
    """
    pieces = [piece for one in labelled for piece in _pieces(one)]
    results: list[PeerResult | Peer] = []
    for peer in track(PEERS, description="peers", console=Console(stderr=True), transient=True):
        interpreter = sys.executable if peer.own else python
        timed = _ask(interpreter, peer, speed_texts, runs)
        found = _ask(interpreter, peer, [piece.text for piece in pieces], 1) if timed is not None else None
        if timed is None or found is None:
            results.append(peer)
            continue
        speeds = [
            len(text) / max(statistics.median(answer["seconds"]), 1e-9)
            for text, answer in zip(speed_texts, timed, strict=True)
        ]
        results.append(PeerResult(peer, statistics.median(speeds) if speeds else 0.0, _quality(peer, pieces, found)))
    return results


def evenly(paths: Sequence[Path], count: int) -> list[Path]:
    """Choose at most ``count`` paths, evenly spread over the sorted list.

    Example:
        >>> [path.name for path in evenly([Path(name) for name in "edcba"], 2)]
        ['a', 'c']
    """
    ordered = sorted(paths)
    return [ordered[i * len(ordered) // count] for i in range(count)] if len(ordered) > count else ordered


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    labels: tuple[Record, ...]


def _pieces(labelled: LabelledFile) -> list[_Piece]:
    """Cut the labelled parts out of the texts, with their labels at offsets of the part."""
    texts = {name: load(path).text for name, path in labelled.paths.items()}
    parts = [(part.document, part.start, part.end) for part in labelled.ranges or ()]
    pieces = []
    for document, start, end in parts or [(name, 0, len(text)) for name, text in texts.items()]:
        inside = [label for label in labelled.labels if label["document"] == document and start <= label["start"] < end]
        moved = (label | {"start": label["start"] - start, "end": label["end"] - start} for label in map(dict, inside))
        pieces.append(_Piece(texts[document][start:end], tuple(moved)))
    return pieces


def _ask(interpreter: str, peer: Peer, texts: Sequence[str], runs: int) -> list[Mapping[str, Any]] | None:
    command = [interpreter, "-X", "utf8", str(WORKER), peer.key]
    asked = json.dumps({"texts": list(texts), "runs": runs})
    done = subprocess.run(command, input=asked, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603 (own script)
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        print(f"{peer.title}: {reason[0]}", file=sys.stderr)
        return None
    answers: list[Mapping[str, Any]] = json.loads(done.stdout)
    return answers


def _quality(peer: Peer, pieces: Sequence[_Piece], answers: Sequence[Mapping[str, Any]]) -> Quality | None:
    outcomes: list[Outcome] = []
    for piece, answer in zip(pieces, answers, strict=True):
        labels = [_unsigned(label) for label in piece.labels if peer.task == "figures" or _is_money(label)]
        figures = [
            _unsigned(
                {"document": piece.labels[0]["document"] if piece.labels else "", "start": start, "end": end}, value
            )
            for start, end, value in answer["found"]
        ]
        outcomes += match(labels, figures)
    found = [one for one in outcomes if one.found]
    labels_count = sum(one.label is not None for one in outcomes)
    if not labels_count:
        return None
    figures_count = sum(one.figure is not None for one in outcomes)
    return Quality(labels_count, len(found), figures_count, sum("value" not in one.wrong for one in found))


def _is_money(label: Record) -> bool:
    return str(label.get("unit") or "").endswith("元")


def _unsigned(record: Record, value: Any = None) -> Record:
    """Return a record whose value bears no sign: a decline is a matter of words, not of numbers."""
    value = record.get("value") if value is None else value
    bare = [abs(end) for end in value] if isinstance(value, list) and None not in value else value
    return {**record, "value": abs(bare) if isinstance(bare, (int, float)) else bare}


def markdown_table(results: Sequence[PeerResult | Peer]) -> str:
    """Write the results as a Markdown table; the ratio of speed is to duixian's reading of all figures."""
    own = next((one.speed for one in results if isinstance(one, PeerResult) and one.peer == PEERS[0]), 0.0)
    head = ["| reader | speed, duixian = 1 | labels | found | of them right value | F1 |", "|---|--:|--:|--:|--:|--:|"]
    return "\n".join([*head, *(f"| {' | '.join(_cells(one, own))} |" for one in results)])


def _cells(one: PeerResult | Peer, own: float) -> list[str]:
    if isinstance(one, Peer):
        return [one.title, "not installed", "", "", "", ""]
    ratio = f"{one.speed / own:.2f}" if own else ""
    quality = one.quality
    if quality is None:
        return [one.peer.title, ratio, "", "", "", ""]
    found = quality.found / quality.labels
    values = quality.values / quality.found if quality.found else 0.0
    return [one.peer.title, ratio, str(quality.labels), f"{found:.1%}", f"{values:.1%}", f"{quality.f1:.3f}"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--labels", type=Path, required=True, help="folder of labelled files (.jsonl)")
    parser.add_argument("--texts", action="append", type=Path, required=True, help="folder of texts; may be repeated")
    parser.add_argument("--peer-python", default=sys.executable, help="interpreter that has the peers")
    parser.add_argument("--documents", type=int, default=20, help="documents read for speed (default 20)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each document; the median counts (default 3)")
    given = parser.parse_args(arguments)
    labelled = labelled_files(given.labels, given.texts)
    paths = evenly(sorted({path for one in labelled for path in one.paths.values()}), given.documents)
    results = compare([load(path).text for path in paths], labelled, python=given.peer_python, runs=given.runs)
    print(markdown_table(results))
    for one in results:
        if isinstance(one, PeerResult):
            print(f"{one.peer.title}: {one.speed:,.0f} characters per second on this machine")
    return 0


if __name__ == "__main__":
    sys.exit(main())
