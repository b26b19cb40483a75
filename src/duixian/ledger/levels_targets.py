"""The targets of a place that are in force, by indicator, kind and years; and how far two of them lie apart.

In goes a dossier with its promises; out comes for each thing and time the target last stated before that time is over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from duixian.ledger.dossier import Dossier
from duixian.ledger.judging_values import factor_between, is_decline, show
from duixian.model import Figure, FigureKind, Promise, Reason
from duixian.quantities import Interval

__all__ = ["Gap", "Target", "TargetKey", "gap", "targets_in_force"]

TargetKey: TypeAlias = tuple[str, FigureKind, int, int]
"""What a target is about: id of the indicator, kind of the figure, first and last year."""


@dataclass(frozen=True, slots=True)
class Target:
    """A target where it was stated.

    Args:
        place: name of the place that states it, ``None`` where the document does not tell.
        code: GB/T 2260 code of the place, ``None`` where unknown.
        level: nation, province, prefecture or county; ``None`` where the place is unknown.
        document: id of the document.
        name: that document's file name.
        spoken: the year that document speaks in.
        promise: the promise with its figure.
        figure: the figure of the promise.
    """

    place: str | None
    code: str | None
    level: str | None
    document: str
    name: str
    spoken: int
    promise: Promise
    figure: Figure

    def record(self) -> dict[str, Any]:
        """Return the canonical JSON form."""
        figure = self.figure.record(self.name)
        return {
            "place": self.place,
            "code": self.code,
            "level": self.level,
            "spoken": self.spoken,
            "firmness": self.promise.firmness,
            "firmness_text": self.promise.firmness_text,
        } | {
            name: figure[name]
            for name in ("document", "start", "end", "text", "value", "unit", "bound", "kind", "indicator", "period")
        }


@dataclass(frozen=True, slots=True)
class Gap:
    """How far one target lies from another.

    Args:
        difference: the one less the other, as stated; a range where one of them is a range. Of two declines the
            sizes are compared: 3 % down is 0.5 more than 2.5 % down.
        ratio: the one divided by the other; ``None`` where the other may be zero.
        reasons: why a part is missing.
    """

    difference: Interval | None
    ratio: Interval | None
    reasons: tuple[Reason, ...] = ()


def targets_in_force(dossier: Dossier) -> Mapping[TargetKey, Target]:
    """Return the targets of a place for itself, each as the newest document before its end states it.

    Targets for other places or organisations, without indicator or without time are left out. Where one document
    states a target twice, the surer reading counts, and of equals the first in the text. A target that is only told
    when its time is over counts where nothing else is there.

    Example:
        >>> from duixian.ledger.dossier import gather
        >>> from duixian.reading import read_text
        >>> dict(targets_in_force(gather([read_text("2023年,全市生产总值增长5%。")])[0]))
        {}
    """
    found: dict[TargetKey, tuple[tuple[object, ...], Target]] = {}
    for target in _targets(dossier):
        figure = target.figure
        if figure.indicator_id is None or figure.period is None or figure.scope != "self":
            continue
        last = figure.period.last_year
        key = (figure.indicator_id, figure.kind, figure.period.first_year, last)
        # smallest first: told in time, newest document, surest, first in the text
        rank = (target.spoken > last, -target.spoken, -figure.confidence, target.document, figure.span)
        if key not in found or rank < found[key][0]:
            found[key] = (rank, target)
    return {key: target for key, (_, target) in sorted(found.items(), key=lambda item: item[0])}


def _targets(dossier: Dossier) -> list[Target]:
    place = dossier.place
    return [
        Target(
            place=dossier.name,
            code=None if place is None else place.code,
            level=None if place is None else place.level,
            document=reading.document.id,
            name=reading.document.name,
            spoken=dossier.years[reading.document.id],
            promise=promise,
            figure=promise.figure,
        )
        for reading in dossier.readings
        if reading.document.id in dossier.years
        for promise in reading.promises
        if promise.figure is not None
    ]


def gap(one: Figure, other: Figure) -> Gap:
    """Return how far a target lies from another: difference and ratio as stated, in the unit of the first.

    Example:
        >>> from duixian.reading import read_text
        >>> own, above = read_text("增长6%,增长5%—5.5%。").figures
        >>> found = gap(own, above)
        >>> str(found.difference), found.reasons
        ('[0.5, 1]', ())
    """
    if one.kind != other.kind:
        return Gap(None, None, (Reason("kinds-differ", {"upper": show(other), "own": show(one)}),))
    factor = factor_between(other.unit, one.unit)
    if factor is None:
        units = {"upper": other.unit or "—", "own": one.unit or "—"}
        return Gap(None, None, (Reason("units-differ", units),))
    own, above = _stated(one), _stated(other) * Interval.exactly(factor)
    if is_decline(one) and is_decline(other):
        own, above = _size(own), _size(above)
    difference = _plain(own - above)
    if Decimal(0) in above:
        return Gap(difference, None, (Reason("upper-is-zero"),))
    return Gap(difference, own / above)


def _stated(figure: Figure) -> Interval:
    ends = (figure.value, figure.value if figure.high is None else figure.high)
    return Interval(min(ends), max(ends))


def _plain(found: Interval) -> Interval:
    """Return an interval without the negative zeros that rounding downwards leaves."""
    return Interval(found.low or Decimal(0), found.high or Decimal(0))


def _size(stated: Interval) -> Interval:
    """Return the size of a decline, whether it is written as a negative growth or under a name that says so."""
    return -stated if stated.high is not None and stated.high <= 0 else stated
