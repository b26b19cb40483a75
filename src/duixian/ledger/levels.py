"""Targets of a province, its cities and districts side by side: what each level adds to the one above (层层加码).

In go the dossiers of places; out comes a row for each target, with the same target of the next upper place that
states it, the difference and the ratio.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from duixian.ledger.dossier import Dossier
from duixian.ledger.levels_targets import Gap, Target, TargetKey, gap, targets_in_force
from duixian.ledger.matching import measure_of
from duixian.model import Figure, Reason
from duixian.places import ancestors
from duixian.quantities import Interval

__all__ = ["LevelRow", "Stance", "compare_levels", "ends_of"]

Stance: TypeAlias = Literal["higher", "equal", "lower", "overlapping"]

_NO_UPPER: Final = Gap(None, None, (Reason("no-upper-target"),))


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A target beside the same target of the next upper place.

    Args:
        indicator_id: id in the catalogue.
        first_year: the first year the target is for.
        year: the last year it is for; equal to the first for a yearly target.
        target: the target and where it stands.
        upper: the target of the nearest upper place that states one, of the same kind if any does.
        difference: target less upper target: percentage points for growth and rates, else an amount in the target's
            unit; an interval with equal ends unless one of the two is a range. ``None`` where there is no upper target,
            or kinds or units differ.
        ratio: target divided by upper target; ``None`` as above, and where the upper one may be zero.
        stance: whether the target lies higher, equal or lower by number; ``overlapping`` where a range leaves it open,
            ``None`` for amounts that a smaller place has less of (产值), which only difference and ratio tell.
        reasons: why difference or ratio is missing.
    """

    indicator_id: str
    first_year: int
    year: int
    target: Target
    upper: Target | None
    difference: Interval | None
    ratio: Interval | None
    stance: Stance | None
    reasons: tuple[Reason, ...]

    def record(self) -> dict[str, Any]:
        """Return the canonical JSON form; difference and ratio are pairs of low and high end."""
        return {
            "indicator_id": self.indicator_id,
            "first_year": self.first_year,
            "year": self.year,
            "target": self.target.record(),
            "upper": None if self.upper is None else self.upper.record(),
            "difference": ends_of(self.difference),
            "ratio": ends_of(self.ratio),
            "stance": self.stance,
            "reasons": [{"code": each.code, "values": dict(each.values)} for each in self.reasons],
        }


def ends_of(interval: Interval | None) -> list[float | None] | None:
    """Return low and high end of an interval for JSON, ``None`` for an end that is not there.

    Example:
        >>> from decimal import Decimal
        >>> ends_of(Interval(Decimal("0.5"), Decimal(1)))
        [0.5, 1.0]
    """
    if interval is None:
        return None
    return [None if end is None else float(end) for end in (interval.low, interval.high)]


def compare_levels(dossiers: Sequence[Dossier]) -> tuple[LevelRow, ...]:
    """Set the targets of places beside those of the places above them.

    A target counts as the newest document before its end states it. Places that the division table does not hold
    have no level and are left out. The order of the dossiers does not matter.

    Args:
        dossiers: of places of any level, with their promises.

    Returns:
        Rows in order of indicator, years, kind and division code.

    Example:
        >>> from duixian.ledger.dossier import gather
        >>> from duixian.reading import read_text
        >>> compare_levels(gather([read_text("2023年,全市生产总值增长5%。")]))
        ()
    """
    stated = {each.place.code: targets_in_force(each) for each in dossiers if each.place is not None}
    kinds = {code: _by_thing(targets) for code, targets in stated.items()}
    rows = []
    for dossier in dossiers:
        if dossier.place is None:
            continue
        for key, target in stated[dossier.place.code].items():
            above = [each.code for each in ancestors(dossier.place, key[-1]) if each.code in stated]
            rows.append(_row(key, target, _upper(key, above, stated, kinds)))
    return tuple(sorted(rows, key=_order))


_Thing: TypeAlias = tuple[str, int, int]


def _by_thing(targets: Mapping[TargetKey, Target]) -> Mapping[_Thing, Sequence[Target]]:
    """Gather targets of one indicator and time whatever their kind."""
    found: dict[_Thing, list[Target]] = defaultdict(list)
    for (id_, _, first, last), target in targets.items():
        found[id_, first, last].append(target)
    return found


def _upper(
    key: TargetKey,
    above: Sequence[str],
    stated: Mapping[str, Mapping[TargetKey, Target]],
    kinds: Mapping[str, Mapping[_Thing, Sequence[Target]]],
) -> Target | None:
    """Return the target of the nearest place above that states one of the same kind, else of any kind."""
    for code in above:
        if key in stated[code]:
            return stated[code][key]
    id_, _, first, last = key
    for code in above:
        for target in kinds[code].get((id_, first, last), ()):
            return target
    return None


def _row(key: TargetKey, target: Target, upper: Target | None) -> LevelRow:
    found = _NO_UPPER if upper is None else gap(target.figure, upper.figure)
    return LevelRow(
        indicator_id=key[0],
        first_year=key[2],
        year=key[3],
        target=target,
        upper=upper,
        difference=found.difference,
        ratio=found.ratio,
        stance=_stance(found.difference) if _is_rate(target.figure) else None,
        reasons=found.reasons,
    )


def _is_rate(figure: Figure) -> bool:
    """Tell whether the number does not depend on the size of the place."""
    return figure.kind != "amount" or measure_of(figure) == "level"


def _stance(difference: Interval | None) -> Stance | None:
    if difference is None or difference.low is None or difference.high is None:
        return None
    if difference.low > 0:
        return "higher"
    if difference.high < 0:
        return "lower"
    return "equal" if difference.low == difference.high else "overlapping"


def _order(row: LevelRow) -> tuple[object, ...]:
    return row.indicator_id, row.first_year, row.year, row.target.figure.kind, row.target.code or ""
