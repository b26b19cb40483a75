"""What later documents of a place made of its promises: restated, raised, lowered, postponed, softened or dropped.

In goes a dossier with its promises; out come the changes of every promise, each with the later promise whose place
in its document shows the new wording.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from duixian.ledger.changes_outcomes import Outcomes, rise
from duixian.ledger.changes_silence import silences
from duixian.ledger.changes_statements import Speech, Statement, statements_of
from duixian.ledger.changes_words import compare_wordings
from duixian.ledger.changes_works import Works
from duixian.ledger.dossier import Dossier
from duixian.ledger.judging_values import show
from duixian.ledger.works_stages import compare_stages
from duixian.model import Change, ChangeKind, Promise, Reason, Span

__all__ = ["Key", "changes_of", "key_of"]

Key: TypeAlias = tuple[str, Span, Span]
"""A promise's name among all: id of its document, its span and its clause."""

_LONGEST_QUOTE_CHARACTERS: Final = 40


def key_of(document: str, promise: Promise) -> Key:
    """Return the key under which :func:`changes_of` tells what became of a promise.

    Example:
        >>> from duixian.reading import read_text
        >>> reading = read_text("二、2025年工作安排。生产总值增长5%。")
        >>> key_of("d1", reading.promises[0])
        ('d1', Span(start=18, end=20), Span(start=12, end=20))
    """
    return document, promise.span, promise.clause


def changes_of(dossier: Dossier, *, answered: frozenset[Key] = frozenset()) -> Mapping[Key, tuple[Change, ...]]:
    """Tell what the later documents of a place made of each of its promises.

    Every change is told against the promise itself, not against the wording between: a target lowered in one year and
    said again in the next was lowered in both. A target for a new year (增长5%, next year 增长6%) is a new promise and
    no change; :func:`duixian.ledger.levels_path.target_path` shows such sequences. A document that speaks in the same
    year is no later one. The order of documents does not matter.

    Args:
        dossier: documents of one place with their promises.
        answered: promises that some document reports on, however it words that; they are never called dropped.

    Returns:
        The changes by :func:`key_of`, in order of year and place; promises without change are absent.

    Example:
        >>> from duixian.ledger.dossier import gather
        >>> from duixian.reading import read_text
        >>> dict(changes_of(gather([read_text("2023年,全市生产总值增长5%。")])[0]))
        {}
    """
    statements = statements_of(dossier)
    if not statements:
        return {}
    speech = Speech(dossier)
    outcomes = Outcomes(statements, speech)
    works = Works(statements, speech, documents=len(dossier.readings))
    again: dict[Statement, list[Statement]] = {each: [] for each in statements}
    for earlier, later in _best((*outcomes.again(), *outcomes.postponed(), *works.again())):
        again[earlier].append(later)
    found: dict[Key, list[Change]] = defaultdict(list)
    for earlier, followers in again.items():
        found[_key(earlier)].extend(change for later in followers for change in _compare(earlier, later))
    for earlier, change in silences(dossier, again, works=works, speech=speech):
        if _key(earlier) not in answered:
            found[_key(earlier)].append(change)
    return {key: tuple(each) for key, each in found.items() if each}


def _key(statement: Statement) -> Key:
    return key_of(statement.document.id, statement.promise)


def _best(pairs: Iterable[tuple[Statement, Statement, Decimal]]) -> Iterator[tuple[Statement, Statement]]:
    """Keep for each promise one answer a later document: the surest, and of equals the first in the text."""
    best: dict[tuple[Statement, str], tuple[Decimal, Statement]] = {}
    for earlier, later, score in pairs:
        slot = (earlier, later.document.id)
        known = best.get(slot)
        if known is None or (-score, later.place) < (-known[0], known[1].place):
            best[slot] = (score, later)
    found = ((earlier, later) for (earlier, _), (_, later) in best.items())
    yield from sorted(found, key=lambda pair: (pair[0].place, pair[1].place))


def _compare(earlier: Statement, later: Statement) -> Iterator[Change]:
    """Yield what changed from one promise to the other, or that it was said again."""
    told = [*_dates(earlier, later), *_values(earlier, later), *_wordings(earlier, later), *_stages(earlier, later)]
    if not told:
        told = [("restated", Reason("restated", _quotes(earlier, later)))]
    for kind, reason in told:
        yield Change(kind, later.document.id, later.year, later.promise, (reason,))


_Told: TypeAlias = tuple[ChangeKind, Reason]


def _dates(earlier: Statement, later: Statement) -> Iterator[_Told]:
    if earlier.due is not None and later.due is not None and later.due > earlier.due:
        dates = {"from": str(earlier.due), "to": str(later.due)}
        yield "postponed", Reason("postponed", dates | _quotes(earlier, later))


def _values(earlier: Statement, later: Statement) -> Iterator[_Told]:
    one, two = earlier.promise.figure, later.promise.figure
    if one is None or two is None or earlier.counting is None or earlier.counting != later.counting:
        return
    step = rise(one, two)
    if step:
        values = {"from": show(one), "to": show(two)}
        raised = step > 0
        yield ("raised" if raised else "lowered"), Reason("target-raised" if raised else "target-lowered", values)


def _wordings(earlier: Statement, later: Statement) -> Iterator[_Told]:
    wording = compare_wordings(earlier.promise, later.promise)
    if wording is not None:
        yield wording.kind, Reason(wording.kind, {"from": wording.earlier, "to": wording.later})


def _stages(earlier: Statement, later: Statement) -> Iterator[_Told]:
    """Yield that the same date is now given for less: 建成通车 became 完成铺轨."""
    shared = earlier.tokens & later.said
    if earlier.due == later.due and compare_stages(earlier.stage_of(shared), later.stage_of(shared)) == "behind":
        yield "softened", Reason("stage-lowered", _quotes(earlier, later))


def _quotes(earlier: Statement, later: Statement) -> dict[str, str]:
    return {"earlier": _quote(earlier), "later": _quote(later)}


def _quote(statement: Statement) -> str:
    clause = statement.promise.clause.of(statement.document.text)
    short = clause[:_LONGEST_QUOTE_CHARACTERS]
    return short if short == clause else f"{short}…"
