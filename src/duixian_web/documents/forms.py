"""The forms of documents: uploading, searching, correcting.

In go what was typed or chosen; out come clean values or messages beside the fields.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from duixian.errors import UsageError
from duixian.exports.labels import labels
from duixian.model import DocumentKind
from duixian_web.accounts.models import User
from duixian_web.documents.convert import CHOICES, FIELDS, parse_field
from duixian_web.documents.models import Document
from duixian_web.documents.queries import SORTS, upload_organisations
from duixian_web.pages.templatetags.duixian import interface_language

__all__ = ["CorrectionForm", "ListForm", "UploadForm"]


class _Files(forms.ClearableFileInput):
    """A field of several files."""

    allow_multiple_selected = True


class _ManyFiles(forms.FileField):
    """Several files, each checked as one is."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Return the files."""
        rows = data if isinstance(data, (list, tuple)) else [data]
        return [super(_ManyFiles, self).clean(each, initial) for each in rows]


class UploadForm(forms.Form):
    """One or many files, and whose they are."""

    files = _ManyFiles(  # type: ignore[assignment] # Django takes fields off the class
        label=_("文件"), allow_empty_file=True, widget=_Files()
    )
    organisation = forms.ModelChoiceField(Document.objects.none(), label=_("单位"), empty_label=None)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = upload_organisations(user)  # type: ignore[attr-defined]


def _words(name: str, words: Sequence[str]) -> list[tuple[str, str]]:
    """Return words of the core's vocabulary with their translation in the page's language."""
    return [(word, labels()[name][word][interface_language()]) for word in words]


class ListForm(forms.Form):
    """What is looked for in the list of documents; all fields may stay empty."""

    words = forms.CharField(label=_("标题或文件名"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("文种"), required=False)
    place = forms.ChoiceField(label=_("地方"), required=False)
    year = forms.TypedChoiceField(label=_("年份"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(label=_("状态"), required=False)
    versions = forms.BooleanField(label=_("含旧版本"), required=False)
    sort = forms.ChoiceField(
        required=False,
        widget=forms.HiddenInput,
        choices=[(f"{sign}{name}", name) for name in SORTS for sign in ("", "-")],
    )

    def __init__(self, places: Sequence[str], years: Sequence[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("全部"))]
        choices: dict[str, Any] = {
            "kind": _words("document_kind", get_args(DocumentKind)),
            "place": [(place, place) for place in places],
            "year": [(year, str(year)) for year in years],
            "state": Document.State.choices,
        }
        for name, rows in choices.items():
            self.fields[name].choices = [*every, *rows]  # type: ignore[attr-defined]


class CorrectionForm(forms.Form):
    """All fields of a figure as they stand now, to be changed, and why."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("理由"), max_length=500, help_text=_("例如:原文写明是2025年。"), widget=forms.TextInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = interface_language()
        added: dict[str, forms.Field] = {}
        for name in FIELDS:
            words = labels()["column"]["value_high" if name == "high" else name]
            if name in CHOICES:
                added[name] = forms.ChoiceField(label=words[lang], choices=_words(name, CHOICES[name]))
            else:
                added[name] = forms.CharField(
                    label=words[lang], required=False, max_length=200, help_text=words[f"about_{lang}"]
                )
        self.fields = {**added, **self.fields}

    def values(self) -> dict[str, str]:
        """Return the fields' texts."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    def clean(self) -> dict[str, Any]:
        """Check that each text is a value of its field."""
        for name in FIELDS:
            if name in self.cleaned_data:
                try:
                    parse_field(name, self.cleaned_data[name])
                except UsageError as error:
                    self.add_error(name, error.text(interface_language()))
        return self.cleaned_data
