"""What of the ledger a user may see, narrowed, ordered and counted.

In go a user and what is looked for; out come rows of the organisations whose ledger the user may see. The same
narrowing serves the public side, whose rows have the same columns.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final, TypeVar, get_args

from django.db.models import Case, Count, IntegerField, Model, QuerySet, Value, When
from django.http import Http404

from duixian.model import Verdict
from duixian_web.accounts.models import User
from duixian_web.accounts.permissions import organisations_permitting
from duixian_web.ledger.models import Checked, Place, Promise, Source

__all__ = ["SORTS", "VERDICTS", "Wanted", "counts", "lines", "narrowed", "ordered", "places", "promise", "source"]

VERDICTS: Final[tuple[str, ...]] = get_args(Verdict)
"""All verdicts, in the order they are shown."""

SORTS: Final = ("order", "due", "verdict", "topic", "score")
"""The ways to order lines; words in the list ``ledger_page`` of the core, after ``by_``."""

_RANK: Final = ("missed", "partly", "unreported", "undecidable", "open", "met")

Rows = TypeVar("Rows", bound=Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of a ledger is looked for; empty means all.

    Args:
        place: id of the place.
        year: the year the promise was made in.
        topic: id of the topic.
        verdict: shown verdict.
        form: outcome or work.
        checked: ``yes``, ``no``, ``overruled``.
        late: only what was kept late.
        changed: only what later documents changed.
        words: words that occur in promise, result or reasons.
        sort: one of :data:`SORTS`.
    """

    place: int | None = None
    year: int | None = None
    topic: str = ""
    verdict: str = ""
    form: str = ""
    checked: str = ""
    late: bool = False
    changed: bool = False
    words: str = ""
    sort: str = "order"


def places(user: User) -> QuerySet[Place]:
    """Return the places whose ledger a user may see."""
    return Place.objects.filter(organisation__in=organisations_permitting(user, "ledger.view"))


def lines(user: User) -> QuerySet[Promise]:
    """Return the current lines that a user may see."""
    return Promise.objects.filter(place__in=places(user), current=True).select_related("place")


def promise(user: User, number: int) -> Promise:
    """Return one line, current or not.

    Raises:
        Http404: there is none, or none for this user.
    """
    found = Promise.objects.filter(place__in=places(user), pk=number)
    row = found.select_related("place__organisation", "source").first()
    if row is None:
        raise Http404
    return row


def source(user: User, number: int) -> Source:
    """Return one document's text.

    Raises:
        Http404: there is none, or none for this user.
    """
    row = Source.objects.filter(place__in=places(user), pk=number).select_related("place").first()
    if row is None:
        raise Http404
    return row


def narrowed(rows: QuerySet[Rows], wanted: Wanted) -> QuerySet[Rows]:
    """Return the rows that are looked for."""
    for name in ("place", "year", "topic", "form"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.verdict:
        rows = rows.filter(shown_verdict=wanted.verdict)
    if wanted.late:
        rows = rows.filter(shown_late=True)
    if wanted.changed:
        rows = rows.filter(changed=True)
    if wanted.checked == "yes":
        rows = rows.exclude(checked=Checked.NO)
    elif wanted.checked:
        rows = rows.filter(checked=Checked.NO if wanted.checked == "no" else wanted.checked)
    for word in wanted.words.split()[:8]:
        rows = rows.filter(search__icontains=word)
    return rows


def ordered(rows: QuerySet[Rows], sort: str) -> QuerySet[Rows]:
    """Return the rows in the order asked for; the text's own order decides where that leaves it open."""
    rank = Case(
        *(When(shown_verdict=verdict, then=Value(at)) for at, verdict in enumerate(_RANK)),
        default=Value(len(_RANK)),
        output_field=IntegerField(),
    )
    by: dict[str, tuple[Any, ...]] = {"due": ("due",), "verdict": (rank,), "topic": ("topic",), "score": ("score",)}
    if sort == "score":
        rows = rows.filter(score__isnull=False)
    return rows.order_by(*by.get(sort, ()), "year", "ordinal", "pk")


def counts(rows: QuerySet[Any]) -> dict[str, Any]:
    """Return how many rows there are, by verdict, late, and checked by people."""
    found = list(rows.order_by().values("shown_verdict", "shown_late", "checked").annotate(many=Count("pk")))
    verdicts: Counter[str] = Counter()
    checked: Counter[str] = Counter()
    for row in found:
        verdicts[row["shown_verdict"]] += row["many"]
        checked[row["checked"]] += row["many"]
    total = sum(verdicts.values())
    done, bars = 0, []
    for verdict in VERDICTS:
        start, end = (at * 1_000 // max(total, 1) for at in (done, done + verdicts[verdict]))
        bars.append((verdict, start, end - start))
        done += verdicts[verdict]
    return {
        "total": total,
        "verdicts": [(verdict, verdicts[verdict]) for verdict in VERDICTS],
        "bars": bars,
        "late": sum(row["many"] for row in found if row["shown_late"]),
        "confirmed": checked[Checked.CONFIRMED],
        "overruled": checked[Checked.OVERRULED],
        "unchecked": checked[Checked.NO],
        "unchecked_share": 0 if not total else -(-checked[Checked.NO] * 100 // total),
    }
