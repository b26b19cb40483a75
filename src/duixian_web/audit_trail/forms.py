"""The search in the trail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["SearchForm"]


class SearchForm(forms.Form):
    """What is looked for in the trail; all fields may stay empty."""

    words = forms.CharField(label=_("内容"), required=False, max_length=200)
    actor = forms.CharField(label=_("账号"), required=False, max_length=150)
    action = forms.CharField(label=_("操作"), required=False, max_length=60)
    first = forms.DateField(label=_("起"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("止"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
