"""The forms of the ledger: what is looked for, and what a person judges.

In go what was typed or chosen; out come clean values or messages beside the fields.
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from duixian.exports.labels import labels
from duixian_web.ledger.models import Deed, Place, Promise, Source
from duixian_web.ledger.queries import SORTS, VERDICTS, Wanted
from duixian_web.pages.templatetags.duixian import interface_language

__all__ = ["FilterForm", "JudgeForm"]

_YEARS: Final = (1900, 2200)


def _choices(name: str, words: tuple[str, ...], *, prefix: str = "") -> list[tuple[str, str]]:
    found, lang = labels()[name], interface_language()
    return [(word, found[prefix + word][lang]) for word in words]


class FilterForm(forms.Form):
    """What of a ledger is looked for; all fields may stay empty."""

    words = forms.CharField(
        label=_("查找"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    place = forms.TypedChoiceField(label=_("地方"), required=False, coerce=int, empty_value=None)
    year = forms.TypedChoiceField(label=_("年份"), required=False, coerce=int, empty_value=None)
    topic = forms.ChoiceField(label=_("领域"), required=False)
    verdict = forms.ChoiceField(label=_("兑现情况"), required=False)
    form = forms.ChoiceField(label=_("类型"), required=False)
    checked = forms.ChoiceField(
        label=_("核对"),
        required=False,
        choices=(("", _("全部")), ("no", _("未核对")), ("yes", _("已核对")), ("overruled", _("已改判"))),
    )
    late = forms.BooleanField(label=_("逾期"), required=False)
    changed = forms.BooleanField(label=_("后来有变"), required=False)
    sort = forms.ChoiceField(label=_("排序"), required=False)

    def __init__(self, data: Any, rows: QuerySet[Any], places: QuerySet[Place] | None = None) -> None:
        super().__init__(data, auto_id="filter-%s")
        everything = [("", _("全部"))]
        years = rows.order_by("year").exclude(year=None).values_list("year", flat=True).distinct()
        self._set("year", [*everything, *((year, str(year)) for year in years)])
        self._set("topic", [*everything, *_choices("topic", tuple(labels()["topic"]))])
        self._set("verdict", [*everything, *_choices("verdict", VERDICTS)])
        self._set("form", [*everything, *_choices("promise_form", ("outcome", "work"))])
        self._set("sort", _choices("ledger_page", SORTS, prefix="by_"))
        if places is None:
            del self.fields["place"]
        else:
            self._set("place", [*everything, *((place.pk, place.name) for place in places)])

    def _set(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> Wanted | None:
        """Return what is looked for, ``None`` where the address asks for what there cannot be."""
        if not self.is_valid():
            return None
        said = dict(self.cleaned_data)
        said["sort"] = said["sort"] or "order"
        return Wanted(**said)


class JudgeForm(forms.Form):
    """A person's opinion upon a line."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    deed = forms.ChoiceField(label=_("意见"), choices=Deed.choices)
    verdict = forms.ChoiceField(label=_("兑现情况"), required=False, help_text=_("改判、关联或取消关联时选择。"))
    reason = forms.CharField(
        label=_("理由"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("除确认外必须填写;公开后任何人可见。"),
    )
    source = forms.ModelChoiceField(
        Source.objects.none(), label=_("结果所在文件"), required=False, empty_label=_("(只在关联原文时选择)")
    )
    quotation = forms.CharField(
        label=_("结果原文"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("从该文件复制,须与原文一字不差。"),
    )

    def __init__(self, data: Any, promise: Promise) -> None:
        super().__init__(data, auto_id="judge-%s", initial={"version": promise.version})
        self.fields["verdict"].choices = [("", "—"), *_choices("verdict", VERDICTS)]  # type: ignore[attr-defined]
        found = Source.objects.filter(place=promise.place_id, current=True).defer("text")
        self.fields["source"].queryset = found  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for what a deed needs."""
        said = self.cleaned_data
        deed = said.get("deed")
        if deed != Deed.CONFIRM and not said.get("reason"):
            self.add_error("reason", _("请写明理由。"))
        if deed in {Deed.OVERRULE, Deed.LINK, Deed.UNLINK} and not said.get("verdict"):
            self.add_error("verdict", _("请选择兑现情况。"))
        if deed == Deed.LINK:
            source, words = said.get("source"), said.get("quotation", "")
            if source is None:
                self.add_error("source", _("请选择文件。"))
            elif not words or words.replace("\r\n", "\n") not in source.text:
                self.add_error("quotation", _("该文件里没有这段文字,请从原文复制。"))
        return said
