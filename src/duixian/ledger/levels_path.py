"""The yearly targets of one indicator in their order, each with its step to the year before.

In go a dossier and the id of an indicator; out come steps: raised, lowered or unchanged, and whether the wording
binds less or more than the year before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from duixian.ledger.changes_words import compare_wordings
from duixian.ledger.dossier import Dossier
from duixian.ledger.levels import ends_of
from duixian.ledger.levels_targets import Target, gap, targets_in_force
from duixian.model import FigureKind, Reason
from duixian.quantities import Interval

__all__ = ["PathStep", "Step", "target_path"]

Step: TypeAlias = Literal["raised", "lowered", "unchanged", "overlapping"]


@dataclass(frozen=True, slots=True)
class PathStep:
    """A yearly target and its step to the one of the year before.

    Args:
        indicator_id: id in the catalogue.
        kind: kind of the figures compared; an indicator may have a path for its amount and one for its growth.
        year: the year the target is for.
        target: the target and where it stands.
        step: the target against that of the year before, by number; ``None`` where there is none to compare with.
        difference: this year's target less the year before's, as stated; ``None`` as above.
        wording: ``softened`` or ``hardened`` (确保 → 力争, 以上 → 左右); ``None`` where it binds as before.
        reasons: why there is no step.
    """

    indicator_id: str
    kind: FigureKind
    year: int
    target: Target
    step: Step | None
    difference: Interval | None
    wording: Literal["softened", "hardened"] | None
    reasons: tuple[Reason, ...]

    def record(self) -> dict[str, Any]:
        """Return the canonical JSON form; the difference is a pair of low and high end."""
        return {
            "indicator_id": self.indicator_id,
            "kind": self.kind,
            "year": self.year,
            "target": self.target.record(),
            "step": self.step,
            "difference": ends_of(self.difference),
            "wording": self.wording,
            "reasons": [{"code": each.code, "values": dict(each.values)} for each in self.reasons],
        }


def target_path(dossier: Dossier, indicator_id: str) -> tuple[PathStep, ...]:
    """Return the yearly targets of an indicator, by kind and year, each with its step to the year before.

    Targets of several years are no part of it. A year without target leaves the next one without step.

    Args:
        dossier: documents of one place with their promises.
        indicator_id: id in the catalogue, such as ``gdp``.

    Example:
        >>> from duixian.ledger.dossier import gather
        >>> from duixian.reading import read_text
        >>> target_path(gather([read_text("2023年,全市生产总值增长5%。")])[0], "gdp")
        ()
    """
    yearly = {
        (kind, first): target
        for (id_, kind, first, last), target in targets_in_force(dossier).items()
        if id_ == indicator_id and first == last
    }
    return tuple(_steps(indicator_id, yearly))


def _steps(indicator_id: str, yearly: dict[tuple[FigureKind, int], Target]) -> Iterator[PathStep]:
    for (kind, year), target in sorted(yearly.items(), key=lambda item: item[0]):
        before = yearly.get((kind, year - 1))
        if before is None:
            missing = Reason("no-target-before", {"year": str(year - 1)})
            yield PathStep(indicator_id, kind, year, target, None, None, None, (missing,))
            continue
        found = gap(target.figure, before.figure)
        step = _step(found.difference)
        reasons = () if step is not None else found.reasons
        wording = compare_wordings(before.promise, target.promise)
        yield PathStep(
            indicator_id, kind, year, target, step, found.difference, wording.kind if wording else None, reasons
        )


def _step(difference: Interval | None) -> Step | None:
    if difference is None or difference.low is None or difference.high is None:
        return None
    if difference.low > 0:
        return "raised"
    if difference.high < 0:
        return "lowered"
    middle = difference.low + difference.high
    if difference.low == difference.high:
        return "unchanged"
    return "overlapping" if middle == 0 else ("raised" if middle > 0 else "lowered")
