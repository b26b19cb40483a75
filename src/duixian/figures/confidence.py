"""How sure a reading is, and which fields are in doubt.

In goes a candidate with all its fields; out come the chance that it is wholly right, as a decimal between
0.01 and 0.99, and the doubts, worst first.  The factors stand in ``confidence.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources

from duixian.errors import DefinitionError, language
from duixian.figures.candidates import Candidate
from duixian.model import Doubt, Part

__all__ = ["Factor", "assess", "factors", "features"]

_FILE = "figures/confidence.toml"
_LOWEST, _HIGHEST = Decimal("0.01"), Decimal("0.99")
_HUNDREDTH = Decimal("0.01")
_SHORT, _BRIEF, _LONG, _VERY_LONG = 2, 4, 13, 19
_JOINTS = frozenset("、和及与")


@dataclass(frozen=True, slots=True)
class Factor:
    """One feature of a reading and what it does to the chance that all is right.

    Args:
        when: the feature, or the id of a rule.
        times: what the chance is multiplied with.
        field: the field in doubt, or ``None``.
        reason: why, in Chinese and in English.
        example: a sentence it touches.
    """

    when: str
    times: Decimal
    field: str | None
    reason: tuple[str, str]
    example: str


@cache
def factors() -> tuple[Decimal, dict[str, Factor]]:
    """Load the start and the factors by feature.

    Raises:
        DefinitionError: a factor lacks its feature, number or example.

    Example:
        >>> start, by_feature = factors()
        >>> by_feature["linked"].times > 1
        True
    """
    source = resources.files("duixian").joinpath(_FILE).read_text(encoding="utf-8")
    data = tomllib.loads(source, parse_float=Decimal)
    found: dict[str, Factor] = {}
    for row, block in enumerate(data["factor"], 1):
        if not {"when", "times", "example"} <= block.keys() or ("field" in block) != ("reason" in block):
            where = f"{_FILE}, factor {row}"
            raise DefinitionError("bad-wording", where=where, problem="when, times and example are needed")
        reason = (block.get("reason", ""), block.get("reason_en", ""))
        found[block["when"]] = Factor(
            block["when"], Decimal(block["times"]), block.get("field"), reason, block["example"]
        )
    return Decimal(data["start"]), found


def assess(candidate: Candidate, part: Part, indicator_id: str | None) -> tuple[Decimal, tuple[Doubt, ...]]:
    """Return the chance that a figure is wholly right and its doubts, worst first.

    Args:
        candidate: with all fields decided.
        part: the part its section plays.
        indicator_id: the indicator it was linked to, or ``None``.

    Example:
        >>> from duixian.figures.candidates import Clauses, cut_candidates
        >>> from duixian.quantities import find_quantities
        >>> candidate = cut_candidates(Clauses("书屋12间", 0, 5, []), find_quantities("书屋12间"))[0]
        >>> sure, _ = assess(candidate, "review", "some-indicator")
        >>> less_sure, doubts = assess(candidate, "other", None)
        >>> less_sure < sure, "period" in {doubt.field for doubt in doubts}
        (True, True)
    """
    chance, by_feature = factors()
    english = language() == "en"
    doubts: list[tuple[Decimal, Doubt]] = []
    for feature in features(candidate, part, indicator_id):
        factor = by_feature.get(feature)
        if factor is None:
            continue
        chance *= factor.times
        if factor.field is not None:
            doubts.append((factor.times, Doubt(factor.field, factor.reason[english])))
    ordered = sorted(doubts, key=lambda doubt: doubt[0])
    return max(_LOWEST, min(_HIGHEST, chance.quantize(_HUNDREDTH))), tuple(doubt for _, doubt in ordered)


def features(candidate: Candidate, part: Part, indicator_id: str | None) -> Iterator[str]:
    """Yield the features of a reading that confidence looks at, the ids of its rules among them.

    Args:
        candidate: with all fields decided.
        part: the part its section plays.
        indicator_id: the indicator it was linked to, or ``None``.

    Example:
        >>> from duixian.figures.candidates import Clauses, cut_candidates
        >>> from duixian.quantities import find_quantities
        >>> plain = "建设学校3所"
        >>> candidate, = cut_candidates(Clauses(plain, 0, len(plain), []), find_quantities(plain))
        >>> list(features(candidate, "plan", None))
        ['unlinked', 'nameless', 'no-period']
    """
    name = str(candidate.phrase or "")
    linked = indicator_id is not None
    yield "linked" if linked else "unlinked"
    if not linked:
        yield from _of_name(name)
    if candidate.quantity.form == "chinese":
        yield "numeral-in-words"
    if part == "notes":
        yield "in-notes"
    elif part == "other":
        yield "part-unknown"
    if candidate.role == "reference":
        yield "starting-point"
    elif candidate.period is None:
        yield "no-period"
    yield from candidate.rules


def _of_name(name: str) -> Iterator[str]:
    if not name:
        yield "nameless"
    elif len(name) <= _SHORT:
        yield "short-name"
    elif len(name) <= _BRIEF:
        yield "brief-name"
    elif len(name) >= _VERY_LONG:
        yield "very-long-name"
    elif len(name) >= _LONG:
        yield "long-name"
    if not _JOINTS.isdisjoint(name):
        yield "joined-name"
