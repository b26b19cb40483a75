"""The pages of the ledger: the list, one promise, one document's text, and a person's opinion.

In go a search or an opinion; out come pages and files of what the user may see.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from duixian_web.accounts.access import guarded
from duixian_web.accounts.permissions import permitted
from duixian_web.ledger import commands, queries
from duixian_web.ledger.forms import FilterForm, JudgeForm
from duixian_web.ledger.models import Promise, Source
from duixian_web.ledger.showing import blocks, citation, label_words, view_of
from duixian_web.ledger.tables import FORMATS
from duixian_web.ledger.tables import table as written
from duixian_web.pages.paging import page_of
from duixian_web.pages.templatetags.duixian import interface_language

__all__ = ["judge", "lines", "marked_span", "promise", "table", "text"]


@guarded("ledger.view")
def lines(request: HttpRequest) -> HttpResponse:
    """Show what was said beside what was done."""
    user: Any = request.user
    rows, lang = queries.lines(user), interface_language()
    form = FilterForm(request.GET, rows, queries.places(user))
    wanted = form.wanted()
    found = rows.none() if wanted is None else queries.narrowed(rows, wanted)
    page = page_of(request, queries.ordered(found, "order" if wanted is None else wanted.sort))
    return render(
        request,
        "ledger/lines.html",
        {
            "form": form,
            "page": page,
            "views": [view_of(row, lang) for row in page],
            "counts": queries.counts(found),
            "w": label_words(lang),
            "formats": tuple(FORMATS),
            "query": request.GET.urlencode(),
            "several": queries.places(user)[1:2].exists(),
        },
    )


@guarded("ledger.view")
def table(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the lines that the page shows, all of them, as a file."""
    user: Any = request.user
    rows = queries.lines(user)
    wanted = FilterForm(request.GET, rows, queries.places(user)).wanted()
    if wanted is None:
        return HttpResponse(_("没有这样的筛选条件。"), status=400, content_type="text/plain; charset=utf-8")
    found = queries.ordered(queries.narrowed(rows, wanted), wanted.sort)
    return written(found, kind, name="ledger", lang=interface_language())


@guarded("ledger.view")
def promise(request: HttpRequest, promise: int) -> HttpResponse:
    """Show one promise: both quotations, reasons, history, opinions, and how to cite it."""
    row = queries.promise(request.user, promise)  # type: ignore[arg-type]
    return _promise(request, row)


@guarded("promise.judge", "POST")
def judge(request: HttpRequest, promise: int) -> HttpResponse:
    """Put an opinion on top; where another was quicker, show both (409)."""
    user: Any = request.user
    row = queries.promise(user, promise)
    form = JudgeForm(request.POST, row)
    if not form.is_valid():
        return _promise(request, row, form=form, status=422)
    if commands.judge(user, row.pk, **form.cleaned_data) is None:
        row.refresh_from_db()
        lang = interface_language()
        shown = {
            "view": view_of(row, lang),
            "row": row,
            "wanted": form.cleaned_data,
            "deed": dict(
                form.fields["deed"].choices  # type: ignore[attr-defined]
            )[form.cleaned_data["deed"]],
            "opinion": row.opinions.select_related("author").last(),
        }
        return render(request, "ledger/conflict.html", shown, status=409)
    messages.success(request, _("已保存。"))
    return redirect("ledger:promise", row.pk)


@guarded("ledger.view")
def text(request: HttpRequest, source: int) -> HttpResponse:
    """Show a document's text, with the span marked that the address names."""
    row = queries.source(request.user, source)  # type: ignore[arg-type]
    start, end = marked_span(request)
    return render(request, "ledger/text.html", {"source": row, "blocks": blocks(row.text, start, end)})


def marked_span(request: HttpRequest) -> tuple[int, int]:
    """Return the half-open span of code points that ``?s=12-40`` names, an empty one where it names none."""
    start, _dash, end = request.GET.get("s", "").partition("-")
    if not all(part.isascii() and part.isdigit() and len(part) < 10 for part in (start, end)):  # noqa: PLR2004 (fits)
        return 0, 0
    return int(start), max(int(start), int(end))


def _promise(request: HttpRequest, row: Promise, *, form: JudgeForm | None = None, status: int = 200) -> HttpResponse:
    user: Any = request.user
    lang = interface_language()
    view = view_of(row, lang)
    may_judge = row.current and permitted(user, "promise.judge", row.place.organisation)
    address = request.build_absolute_uri(request.path)
    sources = Source.objects.filter(place=row.place_id).values_list("sha256", "pk")
    shown = {
        "row": row,
        "view": view,
        "w": label_words(lang),
        "form": form or (JudgeForm(None, row) if may_judge else None),
        "opinions": row.opinions.select_related("author"),
        "citation": citation(view.said, address),
        "texts": dict(sources),
        "single": True,
    }
    return render(request, "ledger/promise.html", shown, status=status)
