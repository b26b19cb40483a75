"""What a panel's missing results must have been, where they follow from what the documents state of other years.

In go a panel's rows and the readings it was drawn from; out comes for each row a :class:`PanelFill` or nothing. A fill
stands beside the row, never in place of a stated value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from duixian.audit.series import SeriesPoint, place_series
from duixian.ledger.panel_table import PanelRow
from duixian.model import Derived, Reading, ValueRange

__all__ = ["PanelFill", "fill_panel"]


@dataclass(frozen=True, slots=True)
class PanelFill:
    """A result that no document states and that follows from what they do state.

    Args:
        value: the values that all derivations together leave possible.
        unit: its unit.
        derived: the derivations, those of the fewest steps first.
    """

    value: ValueRange
    unit: str | None
    derived: tuple[Derived, ...]


def fill_panel(rows: Sequence[PanelRow], readings: Iterable[Reading]) -> tuple[PanelFill | None, ...]:
    """Derive results that a panel misses.

    Args:
        rows: of a panel.
        readings: all documents it was drawn from, in any order.

    Returns:
        A fill or ``None`` for each row, in order: ``None`` where the row has a result, where nothing follows, and where
        several derivations do not agree.

    Example:
        >>> from duixian.ledger.dossier import gather
        >>> from duixian.ledger.panel_table import panel
        >>> from duixian.reading import read_text
        >>> told = "云溪市政府工作报告。一、2025年工作回顾。2025年,粮食产量84.0万吨,增长5.0%。二、2026年工作安排。"
        >>> readings = [read_text("云溪市政府工作报告。一、2024年工作回顾。二、2025年工作安排。"), read_text(told)]
        >>> rows = panel(gather(readings), ["grain-output:amount"])
        >>> [(row.year, fill and str(fill.value.low)) for row, fill in zip(rows, fill_panel(rows, readings))]
        [(2024, '799143.265111'), (2025, None), (2026, None)]
    """
    wanted = tuple(dict.fromkeys(row.series for row in rows if row.result is None))
    found = {
        (each.code or each.place, point.series, point.year): fill
        for each in place_series(readings, wanted)
        for point in reversed(each.points)
        if (fill := _fill(point)) is not None
    }
    return tuple(
        found.get((row.code or row.place, row.series, row.year)) if row.result is None else None for row in rows
    )


def _fill(point: SeriesPoint) -> PanelFill | None:
    implied = point.implied
    return None if implied is None or point.stated else PanelFill(implied, point.unit, point.derived)
