"""Whether the confidence of figures can be believed.

In go figures that were set beside labels; out comes, for bands of confidence, how many figures lie in each and which
share of them is right as a whole: in a calibrated reading the share lies inside the band.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from benchmarks.scoring import Outcome

__all__ = ["LIMITS", "SURE", "Band", "calibrate", "sure_share"]

LIMITS: Final = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Where one band ends and the next begins; the last one includes its upper end."""

SURE: Final = 0.9
"""Figures from this confidence on are meant to be right in 95 of 100 cases."""


@dataclass(frozen=True, slots=True)
class Band:
    """The figures whose confidence is at least ``low`` and below ``high``.

    Args:
        low: lowest confidence.
        high: the next band's lowest.
        figures: how many.
        whole: how many of them are right as a whole.
        confidence: the sum of their confidences.
    """

    low: float
    high: float
    figures: int
    whole: int
    confidence: float

    @property
    def share(self) -> float | None:
        """Share that is right as a whole, or ``None`` in an empty band."""
        return self.whole / self.figures if self.figures else None

    @property
    def mean(self) -> float | None:
        """Mean confidence, or ``None`` in an empty band."""
        return self.confidence / self.figures if self.figures else None


def calibrate(outcomes: Iterable[Outcome], limits: Sequence[float] = LIMITS) -> list[Band]:
    """Sort the figures read into bands of confidence; labels without figure do not count.

    Args:
        outcomes: figures beside labels.
        limits: the ends of the bands, rising.
    """
    rated = [(float(one.figure["confidence"]), one.whole) for one in outcomes if one.figure is not None]
    bands = []
    for low, high in pairwise(limits):
        inside = [(rate, whole) for rate, whole in rated if low <= rate < high or rate == high == limits[-1]]
        bands.append(Band(low, high, len(inside), sum(whole for _, whole in inside), sum(rate for rate, _ in inside)))
    return bands


def sure_share(outcomes: Iterable[Outcome], sure: float = SURE) -> tuple[int, int]:
    """Count the figures of high confidence, and those of them that are right as a whole."""
    wholes = [one.whole for one in outcomes if one.figure is not None and one.figure["confidence"] >= sure]
    return len(wholes), sum(wholes)
