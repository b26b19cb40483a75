"""How many figures of labelled texts are read rightly.

In go labels and figures, both records with the fields of ``duixian read --format jsonl``; out come detection (is there
a figure?), the accuracy of each field, and the share of figures that are right as a whole.

Right means: *value* within a thousandth; *unit* the same or its alias; *bound* the same, where > and >= are one, as
are < and <=; *kind* the same; *indicator* equal, or one contained in the other and at least 35 % as long, or sharing
60 % of their pairs of characters (Dice); *role* the same, where actual and estimate are one; *period* ends in the same
year. A figure is *whole* when all of them are right but the bound, which is counted by itself.

How labelled files name their texts is told in :mod:`benchmarks.labels`.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks.labels import LabelledFile, Record, read_figures_of, read_labels
from duixian.quantities import unit_of

__all__ = ["FIELDS", "WHOLE", "Outcome", "Score", "judge", "match", "tally"]

VALUE_TOLERANCE: Final = 1e-3
MIN_CONTAINED_SHARE: Final = 0.35
MIN_CONTAINED_CHARACTERS: Final = 2
MIN_DICE: Final = 0.6

_NO_NAME: Final = ("全区", "全市", "我区", "我市", "全国", "的")
_SAME: Final[Mapping[str, Mapping[str, str]]] = {
    "bound": {">=": ">", "<=": "<", "": "="},
    "role": {"estimate": "actual"},
    "unit": {"位": "名", "千米": "公里", "人民币": "元"},
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A label and the figure read at its place; one of them is ``None`` where the other has no partner.

    Args:
        label: what should be read.
        figure: what was read.
        wrong: the fields that differ; empty for outcomes without partner.
    """

    label: Record | None
    figure: Record | None
    wrong: frozenset[str] = frozenset()

    @property
    def found(self) -> bool:
        """Whether there are both a label and a figure."""
        return self.label is not None and self.figure is not None

    @property
    def whole(self) -> bool:
        """Whether the figure is right in all fields that make it whole."""
        return self.found and self.wrong.isdisjoint(WHOLE)


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over labelled texts; scores of several texts are added.

    Example:
        >>> score = Score(labels=4, figures=5, found=4, whole=2)
        >>> round(score.precision, 2), score.recall, round(score.whole_f1, 2)
        (0.8, 1.0, 0.44)
    """

    labels: int = 0
    figures: int = 0
    found: int = 0
    whole: int = 0
    wrong: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.labels + other.labels,
            self.figures + other.figures,
            self.found + other.found,
            self.whole + other.whole,
            self.wrong + other.wrong,
        )

    @property
    def precision(self) -> float:
        """Share of the figures read that are labelled."""
        return _share(self.found, self.figures)

    @property
    def recall(self) -> float:
        """Share of the labels that were read."""
        return _share(self.found, self.labels)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall of detection."""
        return _share(2 * self.found, self.labels + self.figures)

    @property
    def whole_f1(self) -> float:
        """The same, counting only figures that are right as a whole."""
        return _share(2 * self.whole, self.labels + self.figures)

    def accuracy(self, name: str) -> float:
        """Share of the figures found whose field is right."""
        return 1.0 - _share(self.wrong[name], self.found) if self.found else 0.0


def judge(label: Record, figure: Record) -> frozenset[str]:
    """Return the fields in which a figure differs from its label.

    Example:
        >>> label = {"value": 7, "unit": "%", "kind": "growth", "role": "actual", "indicator": "税收", "period": "2020"}
        >>> sorted(judge(label, label | {"value": 8, "indicator": "全区税收", "role": "estimate"}))
        ['value']
    """
    return frozenset(name for name, same in FIELDS.items() if not same(label.get(name), figure.get(name)))


def match(labels: Sequence[Record], figures: Sequence[Record]) -> list[Outcome]:
    """Set figures beside the labels they overlap, each used once, those of the same value first.

    Args:
        labels: records with ``document``, ``start``, ``end`` and ``value``.
        figures: records with the same fields.

    Returns:
        One outcome for each pair, each label without figure and each figure without label, in text order.
    """
    pairs = sorted(_overlaps(labels, figures), key=lambda pair: pair[0], reverse=True)
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, label, figure in pairs:
        if label not in partner and figure not in taken:
            partner[label] = figure
            taken.add(figure)
    outcomes = [
        Outcome(label, figures[partner[i]], judge(label, figures[partner[i]])) if i in partner else Outcome(label, None)
        for i, label in enumerate(labels)
    ]
    outcomes += [Outcome(None, figure) for j, figure in enumerate(figures) if j not in taken]
    return sorted(outcomes, key=lambda outcome: _place(outcome.label or outcome.figure or {}))


def tally(outcomes: Iterable[Outcome]) -> Score:
    """Count outcomes."""
    total = Score()
    for one in outcomes:
        total += Score(one.label is not None, one.figure is not None, one.found, one.whole, Counter(one.wrong))
    return total


def _place(record: Record) -> tuple[str, int]:
    return record["document"], record["start"]


def _overlaps(labels: Sequence[Record], figures: Sequence[Record]) -> Iterator[tuple[tuple[bool, int], int, int]]:
    """Yield (same value, characters shared), label, figure for all that overlap; both are swept in text order."""
    in_order = sorted(range(len(figures)), key=lambda j: _place(figures[j]))
    first = 0
    for i in sorted(range(len(labels)), key=lambda i: _place(labels[i])):
        label = labels[i]
        at = label["document"], label["start"]
        while first < len(in_order) and (figures[in_order[first]]["document"], figures[in_order[first]]["end"]) <= at:
            first += 1
        for j in in_order[first:]:
            figure = figures[j]
            if _place(figure) >= (label["document"], label["end"]):
                break
            shared = min(label["end"], figure["end"]) - max(label["start"], figure["start"])
            if shared > 0:
                yield (_same_value(label["value"], figure["value"]), shared), i, j


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _same_value(one: Any, other: Any) -> bool:
    ends = [value if isinstance(value, list) else [value] for value in (one, other)]
    if len(ends[0]) != len(ends[1]) or any(end is None for pair in ends for end in pair):
        return False
    return all(abs(a - b) <= VALUE_TOLERANCE * max(abs(a), abs(b)) for a, b in zip(*ends, strict=True))


def _same_unit(one: Any, other: Any) -> bool:
    def name(unit: Any) -> str:
        written = unicodedata.normalize("NFKC", unit or "").removeprefix("个") or (unit or "")
        known = unit_of(written)
        written = known.name if known else written
        return _SAME["unit"].get(written, written)

    return name(one) == name(other)


def _same(field_: str) -> Callable[[Any, Any], bool]:
    fold = _SAME.get(field_, {})
    return lambda one, other: fold.get(one or "", one or "") == fold.get(other or "", other or "")


def _same_phrase(one: Any, other: Any) -> bool:
    a, b = _bare(one), _bare(other)
    if a == b:
        return True
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= max(MIN_CONTAINED_CHARACTERS, MIN_CONTAINED_SHARE * len(longer)) and shorter in longer:
        return True
    if not shorter:
        return False
    pairs = [{phrase[i : i + 2] for i in range(len(phrase) - 1)} or {phrase} for phrase in (a, b)]
    return 2 * len(pairs[0] & pairs[1]) >= MIN_DICE * (len(pairs[0]) + len(pairs[1]))


def _bare(phrase: Any) -> str:
    text = phrase or ""
    for word in _NO_NAME:
        text = text.replace(word, "")
    return "".join(character for character in text if not unicodedata.category(character).startswith(("P", "Z")))


def _same_last_year(one: Any, other: Any) -> bool:
    return _last_year(one) == _last_year(other)


def _last_year(period: Any) -> str | None:
    return str(period).rpartition("/")[2][:4] if period else None


FIELDS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "value": _same_value,
    "unit": _same_unit,
    "bound": _same("bound"),
    "kind": _same("kind"),
    "indicator": _same_phrase,
    "role": _same("role"),
    "period": _same_last_year,
}
"""The fields that are judged, each with the test of sameness."""

WHOLE: Final = frozenset(FIELDS) - {"bound"}
"""The fields that must all be right for a figure to be right as a whole."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Score labelled files and print a line for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("labels", nargs="+", type=Path, help="labelled files (.jsonl)")
    parser.add_argument("--texts", action="append", type=Path, required=True, help="folder of texts; may be repeated")
    parser.add_argument("--predicted", type=Path, help="figures of another reader (.jsonl) instead of duixian's")
    parser.add_argument("--errors", action="store_true", help="also print what is missed, added or wrong")
    given = parser.parse_args(arguments)
    for path in given.labels:
        labelled = read_labels(path, given.texts)
        figures = _predicted(given.predicted, labelled) if given.predicted else read_figures_of(labelled)
        outcomes = match(labelled.labels, figures)
        if given.errors:
            print("\n".join(_explained(outcomes)))
        score = tally(outcomes)
        accuracies = "  ".join(f"{name} {score.accuracy(name):.3f}" for name in FIELDS)
        print(f"{labelled.name}: {score.labels} labels, {score.figures} figures, {score.found} found")
        print(f"  detection  P {score.precision:.3f}  R {score.recall:.3f}  F1 {score.f1:.3f}")
        print(f"  accuracy   {accuracies}")
        print(f"  whole      F1 {score.whole_f1:.3f}")
    return 0


def _predicted(path: Path, labelled: LabelledFile) -> list[Record]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    only = next(iter(labelled.paths)) if len(labelled.paths) == 1 else None
    named = [row | {"document": only or row["document"]} for row in rows]
    return [row for row in named if labelled.covers(row)]


def _explained(outcomes: Iterable[Outcome]) -> Iterator[str]:
    for one in outcomes:
        label, figure = one.label or {}, one.figure or {}
        if one.found and one.wrong:
            differences = "; ".join(
                f"{name} {label.get(name)!r} read {figure.get(name)!r}" for name in sorted(one.wrong)
            )
            yield f"  wrong   {label['document']} {label['start']} {label['text']}: {differences}"
        elif not one.found:
            what, record = ("missed", label) if label else ("added ", figure)
            yield f"  {what}  {record['document']} {record['start']} {record['text']}: {record.get('indicator')}"


if __name__ == "__main__":
    sys.exit(main())
