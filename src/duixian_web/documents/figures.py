"""The pages of one figure: what was read, how, what people corrected, and the form to correct it.

In goes a request; out comes the page, for the script of the reading page only its inner part.
"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

import duixian
from duixian.errors import UsageError
from duixian.exports.columns import grouped
from duixian.exports.labels import labels
from duixian.model import Figure
from duixian_web.accounts.access import guarded
from duixian_web.accounts.permissions import permitted, require
from duixian_web.documents import queries
from duixian_web.documents.commands import Conflict, correct_figure
from duixian_web.documents.convert import CHOICES, FIELDS, corrected, document_of, field_text, figure_of
from duixian_web.documents.forms import CorrectionForm
from duixian_web.documents.marking import quotation
from duixian_web.documents.models import Correction, FigureRow
from duixian_web.pages.templatetags.duixian import interface_language

__all__ = ["correct", "figure"]

_PART: Final = "part"


@guarded("document.view")
def figure(request: HttpRequest, document: int, figure: int) -> HttpResponse:
    """Show a figure: its fields, doubts, corrections, and by which rules it was read."""
    row = _row(request, document, figure)
    part = _PART in request.GET
    # The rules are asked by reading the document anew: not for each step through the text.
    context = _context(request, row, explained=not part) | {"part": part}
    return render(request, "documents/figure_part.html" if part else "documents/figure.html", context)


@guarded("figure.correct", "GET", "POST")
def correct(request: HttpRequest, document: int, figure: int) -> HttpResponse:
    """Correct fields of a figure; of two people at the same figure the second sees both versions (409)."""
    row = _row(request, document, figure)
    user: Any = request.user
    require(user, "figure.correct", row.reading.document.organisation)
    corrections = list(row.corrections.select_related("author").order_by("version"))
    now = corrected(figure_of(row), corrections)
    initial = {name: field_text(now, name) for name in FIELDS} | {"version": len(corrections)}
    form = CorrectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = correct_figure(
                user,
                row,
                version=form.cleaned_data["version"],
                values=form.values(),
                reason=form.cleaned_data["reason"],
            )
        except Conflict as conflict:
            return _conflict(request, row, form, conflict)
        except UsageError as error:
            form.add_error(None, error.text(interface_language()))
        else:
            messages.success(request, _("已保存更正。") if made else _("没有改动,未保存。"))
            return redirect("documents:figure", document=row.reading.document_id, figure=row.pk)
    context = _context(request, row, explained=False) | {"form": form}
    return render(request, "documents/correct.html", context, status=422 if form.is_bound else 200)


def _row(request: HttpRequest, document: int, number: int) -> FigureRow:
    user: Any = request.user
    return get_object_or_404(queries.figures(user), pk=number, reading__document=document)


def _context(request: HttpRequest, row: FigureRow, *, explained: bool = True) -> dict[str, Any]:
    corrections = list(row.corrections.select_related("author").order_by("version"))
    machine = figure_of(row)
    now = corrected(machine, corrections)
    document = document_of(row.reading)
    user: Any = request.user
    neighbours = FigureRow.objects.filter(reading=row.reading, number__in=(row.number - 1, row.number + 1))
    beside = dict(neighbours.values_list("number", "pk"))
    return {
        "row": row,
        "document": row.reading.document,
        "quotation": quotation(document, machine),
        "fields": [_field(name, machine, now) for name in FIELDS],
        "doubts": [(_word("field", field), reason) for field, reason in row.doubts],
        "confidence": f"{row.confidence:.2f}",
        "corrections": [(each, _word("column", _column(each.field))) for each in corrections],
        "steps": _steps(row, document) if explained else [],
        "earlier": beside.get(row.number - 1),
        "later": beside.get(row.number + 1),
        "may_correct": permitted(user, "figure.correct", row.reading.document.organisation),
    }


def _field(name: str, machine: Figure, now: Figure) -> dict[str, Any]:
    """Return what the page shows of a field: its name, the value that stands, the machine's where it differs."""
    was, text = field_text(machine, name), field_text(now, name)
    return {
        "name": name,
        "label": _word("column", _column(name)),
        "text": _shown(name, text),
        "changed": was != text,
        "was": _shown(name, was),
    }


def _column(name: str) -> str:
    return "value_high" if name == "high" else name


def _word(name: str, word: str) -> str:
    found = labels()[name].get(word)
    return word if found is None else found[interface_language()]


def _shown(name: str, text: str | None) -> str | None:
    if text is None:
        return None
    if name in {"value", "high"}:
        return grouped(text)
    if name == "scope":
        return labels()["page"]["self"][interface_language()] if text == "self" else text
    return _word(name, text) if name in CHOICES else text


def _steps(row: FigureRow, document: duixian.Document) -> list[tuple[str, str | None, str]]:
    """Return by which rules each field was read: field, value, reason; none where another reader read it."""
    told = duixian.explain(document, row.start)
    if told.figure is None or row.reading.reader != duixian.__version__:
        return []
    lang = interface_language()
    return [(_word("field", step.field), step.value, step.why(lang)) for step in told.steps]


def _conflict(request: HttpRequest, row: FigureRow, form: CorrectionForm, conflict: Conflict) -> HttpResponse:
    """Show both: what somebody else made of the figure since, and what was just sent."""
    corrections = list(row.corrections.select_related("author").order_by("version"))
    now = corrected(figure_of(row), corrections)
    sent = form.values()
    both = [
        (_word("column", _column(name)), _shown(name, field_text(now, name)), _shown(name, sent[name] or None))
        for name in FIELDS
        if (field_text(now, name) or "") != sent[name].strip()
    ]
    again = CorrectionForm(initial={**sent, "reason": form.cleaned_data["reason"], "version": len(corrections)})
    context = _context(request, row, explained=False) | {
        "form": again,
        "both": both,
        "later": None,
        "earlier": None,
        "others": [(each, _word("column", _column(each.field))) for each in _seen(conflict.later)],
    }
    return render(request, "documents/conflict.html", context, status=409)


def _seen(later: list[Correction]) -> list[Correction]:
    return sorted(later, key=lambda each: each.version)
