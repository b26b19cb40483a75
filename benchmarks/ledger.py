"""How well promises are found, linked to their results and judged, beside promises judged by hand.

In go labelled promises (one JSON object a line: ``target_report indicator target target_quote result verdict``) and the
folder of their reports; out come the shares found, linked and judged rightly, and with ``--errors`` each line that
differs. The shares are those of the shared scorer: a promise is found when the ledger has one of the same size inside
the quoted words; it is linked rightly when the result has the labelled size, or both have none.

    python -m benchmarks.ledger LABELS.jsonl REPORTS [--names 'national-{year}-report.txt'] [--errors]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from rich.console import Console
from rich.table import Table

from duixian import read
from duixian.ledger.build import Ledger, draw_ledger
from duixian.ledger.reasons import reason_text
from duixian.model import LedgerLine

__all__ = ["Fault", "Judged", "judge_reports", "judged", "quoted", "shares"]

Fault = Literal["not found", "wrong result", "result missed", "false link", "wrong verdict"]
"""What is wrong with a line, the first that holds."""

SAME_VERDICT: Final[Mapping[str, frozenset[str]]] = {
    "met": frozenset({"met"}),
    "missed": frozenset({"missed", "partly"}),
    "unreported": frozenset({"unreported", "undecidable", "open"}),
}
"""Labelled verdicts, each with the ledger's verdicts that say the same; other labels are not scored."""

NAMES: Final = "national-{year}-report.txt"
SAME_SIZE: Final = 2e-3
"""By how much two numbers may differ, relative to the larger, and still be the same."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled promise beside the ledger's line for it.

    Args:
        label: the labelled promise.
        line: the ledger's line, ``None`` where it was not found.
    """

    label: Mapping[str, Any]
    line: LedgerLine | None

    @property
    def result(self) -> list[float]:
        """Sizes of the linked figure; empty where the line has no figure as result."""
        answer = None if self.line is None else self.line.result
        if answer is None or answer.figure is None:
            return []
        figure = answer.figure
        return [abs(float(end)) for end in (figure.value, figure.high) if end is not None]

    @property
    def verdict_right(self) -> bool:
        """Whether the verdict says the same as the label's."""
        same = SAME_VERDICT.get(self.label["verdict"], frozenset())
        return self.line is not None and self.line.judgement.verdict in same

    @property
    def linked(self) -> bool:
        """Whether the result has the labelled size, or both have none."""
        wanted = sizes(self.label["result"])
        return self.line is not None and (close(wanted, self.result) if wanted else not self.result)

    @property
    def fault(self) -> Fault | None:
        """The first thing that is wrong, ``None`` where all is right."""
        if self.line is None:
            return "not found"
        if not self.linked:
            if self.label["result"] is None:
                return "false link"
            return "wrong result" if self.result else "result missed"
        if self.label["verdict"] in SAME_VERDICT and not self.verdict_right:
            return "wrong verdict"
        return None


def sizes(value: Any) -> list[float]:
    """Return the sizes of a labelled value: none, one, or the two ends of a range."""
    if value is None:
        return []
    return [abs(float(each)) for each in (value if isinstance(value, list) else [value])]


def close(one: Sequence[float], two: Sequence[float]) -> bool:
    """Tell whether two values are the same but for rounding."""
    return (
        bool(one)
        and len(one) == len(two)
        and all(abs(a - b) <= SAME_SIZE * max(a, b, 1e-9) for a, b in zip(one, two, strict=True))
    )


def quoted(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the quoted words in a text."""
    at = text.find(quote)
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + 1)


def judged(labels: Iterable[Mapping[str, Any]], ledger: Ledger, names: str) -> list[Judged]:
    """Set each label beside the first line of the same size inside its quoted words.

    Args:
        labels: promises judged by hand.
        ledger: drawn up from the reports.
        names: file name of a year's report, with ``{year}``.
    """
    lines: dict[str, list[LedgerLine]] = {}
    for line in ledger.lines:
        lines.setdefault(line.name, []).append(line)
    found = []
    for label in labels:
        own = lines.get(names.format(year=label["target_report"]), [])
        text = ledger.document(own[0].document).text if own else ""
        spans = list(quoted(text, label["target_quote"]))
        inside = (line for line in own if _is_inside(line, spans) and close(_size(line), sizes(label["target"])))
        found.append(Judged(label, next(inside, None)))
    return found


def _is_inside(line: LedgerLine, spans: Iterable[tuple[int, int]]) -> bool:
    span = line.promise.span
    return any(start <= span.start and span.end <= end for start, end in spans)


def _size(line: LedgerLine) -> list[float]:
    figure = line.promise.figure
    if figure is None:
        return []
    return [abs(float(end)) for end in (figure.value, figure.high) if end is not None]


def shares(found: Sequence[Judged]) -> dict[str, float]:
    """Return the shares found, linked rightly, linked falsely and judged rightly, as the shared scorer counts them."""
    reported = [each for each in found if each.label["result"] is not None]
    silent = [each for each in found if each.label["result"] is None]
    scored = [each for each in found if each.label["verdict"] in SAME_VERDICT]
    return {
        "found": _share(each.line is not None for each in found),
        "linked": _share(each.linked for each in reported),
        "false_links": _share(bool(each.result) for each in silent),
        "verdict": _share(each.verdict_right for each in scored),
    }


def _share(right: Iterable[bool]) -> float:
    told = list(right)
    return sum(told) / len(told) if told else 0.0


def judge_reports(labels: Path, reports: Path, *, names: str = NAMES) -> list[Judged]:
    """Read a folder's reports, draw up their ledger, and set each label beside it; nothing where no report is there.

    Args:
        labels: promises judged by hand (.jsonl).
        reports: folder of their reports.
        names: file name of a year's report, with ``{year}``.
    """
    rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines() if line.strip()]
    paths = sorted(reports.glob(names.format(year="[0-9][0-9][0-9][0-9]")))
    return judged(rows, draw_ledger(read(path) for path in paths), names) if paths else []


def _table(found: Sequence[Judged]) -> Table:
    table = Table("year", "indicator", "promised", "labelled", "ledger", "fault", "reasons")
    for each in found:
        if each.fault is None:
            continue
        label, line = each.label, each.line
        result = None if line is None or line.result is None else line.result.text
        table.add_row(
            str(label["target_report"]),
            label["indicator"],
            f"{label['bound']}{label['target']}{label['unit'] or ''}",
            f"{label['result']} {label['verdict']}",
            "" if line is None else f"{result} {line.judgement.verdict}",
            each.fault,
            "" if line is None else "; ".join(map(reason_text, line.judgement.reasons)),
        )
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the reports, draw up the ledger and print how it stands beside the labels."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("labels", type=Path, help="promises judged by hand (.jsonl)")
    parser.add_argument("reports", type=Path, help="folder of the reports")
    parser.add_argument("--names", default=NAMES, help="file name of a year's report, with {year}")
    parser.add_argument("--errors", action="store_true", help="also print each line that differs")
    given = parser.parse_args(arguments)
    found = judge_reports(given.labels, given.reports, names=given.names)
    if not found:
        print(f"{given.reports}: no report is named like {given.names}", file=sys.stderr)
        return 1
    if given.errors:
        Console(width=200).print(_table(found))
    print(f"targets {len(found)}", *(f"{name} {share:.3f}" for name, share in shares(found).items()), sep="  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
