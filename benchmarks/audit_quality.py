"""How well an audit finds and judges relations between figures, beside relations judged by hand.

In go labelled relations (one JSON object a line: ``documents relation figures expression stated verdict``; each figure
has ``document``, ``value`` and either ``quote`` or ``start`` and ``end``) and the folders of their documents; out come
the shares found and judged rightly and the number of false contradictions, and with ``--errors`` each relation that
differs. The shares are those of the shared scorer: a relation is found when one finding touches at least two of its
figures and at least 60 % of them; among several the one that touches most with fewest figures counts.

    python -m benchmarks.audit_quality LABELS.jsonl FOLDER… [--errors]
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from rich.console import Console
from rich.table import Table

from duixian import read
from duixian.audit import audit
from duixian.model import Finding, Reading

__all__ = ["Fault", "Judged", "audit_documents", "judged", "shares"]

Fault = Literal["no words", "not found", "false contradiction", "wrong verdict"]
"""What is wrong with a relation, the first that holds."""

SAME_VERDICT: Final[Mapping[str, frozenset[str]]] = {
    "consistent": frozenset({"consistent"}),
    "inconsistent": frozenset({"contradiction", "tension"}),
    "explainable": frozenset({"consistent", "tension", "note"}),
}
"""Labelled verdicts, each with the verdicts of a finding that are right for it."""

LEAST_TOUCHED_PERCENT: Final = 60
FEWEST_TOUCHED: Final = 2

Spot = tuple[str, int, int]
"""A figure's place: document name, start and end, half-open."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled relation beside the finding that tells of it.

    Args:
        label: the labelled relation.
        finding: what the audit says, ``None`` where it says nothing.
        placed: whether all quoted words were found in the documents.
    """

    label: Mapping[str, Any]
    finding: Finding | None
    placed: bool = True

    @property
    def right(self) -> bool:
        """Whether the finding's verdict is right for the label."""
        return self.finding is not None and self.finding.verdict in SAME_VERDICT[self.label["verdict"]]

    @property
    def fault(self) -> Fault | None:
        """The first thing that is wrong, ``None`` where all is right."""
        if not self.placed:
            return "no words"
        if self.finding is None:
            return "not found"
        if self.right:
            return None
        return "false contradiction" if self.finding.verdict == "contradiction" else "wrong verdict"


def judged(labels: Iterable[Mapping[str, Any]], readings: Sequence[Reading]) -> list[Judged]:
    """Set each labelled relation beside the finding that touches most of its figures.

    Args:
        labels: relations judged by hand.
        readings: of their documents.
    """
    texts = {Path(reading.document.name).stem: reading.document.text for reading in readings}
    findings = audit(readings).findings
    return [_judge(label, findings, texts) for label in labels]


def _judge(label: Mapping[str, Any], findings: Sequence[Finding], texts: Mapping[str, str]) -> Judged:
    spots = [_spot(figure, texts) for figure in label["figures"]]
    placed = [spot for spot in spots if spot is not None]
    if len(placed) < len(spots):
        return Judged(label, None, placed=False)
    least = max(min(FEWEST_TOUCHED, len(spots)), math.ceil(LEAST_TOUCHED_PERCENT * len(spots) / 100))
    best: tuple[tuple[int, int], Finding] | None = None
    for finding in findings:
        touched = sum(_touches(finding, spot) for spot in placed)
        rank = (touched, -len(finding.figures))
        if touched >= least and (best is None or rank > best[0]):
            best = (rank, finding)
    return Judged(label, None if best is None else best[1])


def _spot(figure: Mapping[str, Any], texts: Mapping[str, str]) -> Spot | None:
    name = Path(figure["document"]).stem
    if "start" in figure:
        return name, figure["start"], figure["end"]
    start = texts.get(name, "").find(figure["quote"])
    return None if start < 0 else (name, start, start + len(figure["quote"]))


def _touches(finding: Finding, spot: Spot) -> bool:
    name, start, end = spot
    return any(
        Path(each.name).stem == name and each.figure.span.start < end and start < each.figure.span.end
        for each in finding.figures
    )


def shares(found: Sequence[Judged]) -> dict[str, float]:
    """Return the shares found and judged rightly, and how many contradictions are false, as the shared scorer does."""
    told = [each for each in found if each.finding is not None]
    return {
        "found": len(told) / len(found) if found else 0.0,
        "right": sum(each.right for each in told) / len(told) if told else 0.0,
        "false_contradictions": sum(each.fault == "false contradiction" for each in told),
    }


def audit_documents(labels: Path, folders: Sequence[Path]) -> list[Judged]:
    """Read the documents that the labels name, audit them, and set each label beside its finding.

    Args:
        labels: relations judged by hand (.jsonl).
        folders: where the documents are, the first that has a name counts.
    """
    rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines() if line.strip()]
    names = sorted({figure["document"] for row in rows for figure in row["figures"]})
    paths = [next((folder / name for folder in folders if (folder / name).exists()), None) for name in names]
    return judged(rows, [read(path, promises=False) for path in paths if path is not None])


def _table(found: Sequence[Judged]) -> Table:
    table = Table("relation", "expression", "stated", "labelled", "audit", "fault", "note")
    for each in found:
        if each.fault is None:
            continue
        label, finding = each.label, each.finding
        table.add_row(
            label["relation"],
            label["expression"],
            str(label["stated"]),
            label["verdict"],
            "" if finding is None else f"{finding.rule} {finding.verdict}",
            each.fault,
            label.get("note", ""),
        )
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the documents, audit them and print how the findings stand beside the labels."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("labels", type=Path, help="relations judged by hand (.jsonl)")
    parser.add_argument("folders", type=Path, nargs="+", help="folders of their documents")
    parser.add_argument("--errors", action="store_true", help="also print each relation that differs")
    given = parser.parse_args(arguments)
    found = audit_documents(given.labels, given.folders)
    if not any(each.placed for each in found):
        print(f"{', '.join(map(str, given.folders))}: no document of the labels", file=sys.stderr)
        return 1
    if given.errors:
        Console(width=200).print(_table(found))
    told = shares(found)
    print(
        f"relations {len(found)}  found {told['found']:.3f}  right {told['right']:.3f}"
        f"  false_contradictions {told['false_contradictions']:.0f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
