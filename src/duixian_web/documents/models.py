"""Rows of documents: the file, its readings, their figures and promises, and corrections on top.

Terms: a *reading* is what one version of the reader made of a document; its rows are written once. A *correction* is a
person's row on top of a figure. *Versions* of a document are uploads of the same place, kind and year; the newest
upload is the current one. All offsets are half-open ranges of code points of the reading's text.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from duixian_web.appendonly import AppendOnly

__all__ = ["Correction", "Document", "FigureRow", "PromiseRow", "Reading"]


class Document(models.Model):
    """One uploaded file of an organisation, with an overview of its newest reading."""

    class State(models.TextChoices):
        """Where the reading of a document stands."""

        WAITING = "waiting", _("等待读取")
        READ = "read", _("已读取")
        FAILED = "failed", _("读不出")

    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(db_index=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    # The core's message, in both languages: whoever looks may have another than whoever uploaded.
    error_code = models.CharField(max_length=60, blank=True, default="")
    error_zh = models.TextField(blank=True, default="")
    error_en = models.TextField(blank=True, default="")

    reading = models.OneToOneField("Reading", models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=300, blank=True, default="")
    kind = models.CharField(max_length=20, blank=True, default="")
    place = models.CharField(max_length=120, blank=True, default="")
    place_code = models.CharField(max_length=12, blank=True, default="")
    year = models.IntegerField(null=True)
    reviews = models.CharField(max_length=25, blank=True, default="")
    plans = models.CharField(max_length=25, blank=True, default="")
    figures = models.IntegerField(default=0)
    promises = models.IntegerField(default=0)
    open_doubts = models.IntegerField(default=0)
    # Place, kind and year: what documents of one series share; empty where the text does not tell all three.
    series = models.CharField(max_length=160, blank=True, default="")
    newest = models.BooleanField(default=True)

    class Meta:
        """The same file once an organisation."""

        constraints = (models.UniqueConstraint(fields=("organisation", "sha256"), name="document_once"),)
        indexes = (models.Index(fields=("organisation", "series"), name="document_series"),)

    def __str__(self) -> str:
        return self.title or self.name

    def error(self, language: str) -> str:
        """Return why the document could not be read."""
        return self.error_en if language == "en" else self.error_zh


class Reading(AppendOnly):
    """What one version of the reader made of a document: text and structure, once and for all."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="readings")
    reader = models.CharField(max_length=40)
    at = models.DateTimeField()
    text = models.TextField()
    # The document's structure as JSON of lists, see codec.py; without its text, which stands beside it.
    structure = models.TextField()

    class Meta:
        """One reading a document and version of the reader."""

        constraints = (models.UniqueConstraint(fields=("document", "reader"), name="reading_once"),)

    def __str__(self) -> str:
        return f"{self.document_id} {self.reader}"


class FigureRow(AppendOnly):
    """One figure as the machine read it: the fields of :class:`duixian.Figure`; decimals as their exact digits."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="figures")
    number = models.IntegerField()
    start = models.IntegerField()
    end = models.IntegerField()
    text = models.TextField()
    value = models.TextField()
    high = models.TextField(null=True)
    # The value as a double, to sort and compare by.
    sortable = models.FloatField()
    unit = models.TextField(null=True)
    bound = models.CharField(max_length=5)
    step = models.TextField()
    kind = models.CharField(max_length=10)
    indicator = models.TextField(null=True)
    indicator_id = models.CharField(max_length=120, null=True, db_index=True)
    of = models.TextField(null=True)
    role = models.CharField(max_length=10)
    period = models.CharField(max_length=25, null=True)
    period_text = models.TextField(null=True)
    scope = models.TextField()
    scope_code = models.CharField(max_length=12, null=True)
    sentence = models.IntegerField(null=True)
    confidence = models.DecimalField(max_digits=5, decimal_places=4)
    doubtful = models.BooleanField()
    doubts = models.JSONField()
    rules = models.JSONField()

    class Meta:
        """In text order."""

        ordering = ("reading", "number")
        constraints = (models.UniqueConstraint(fields=("reading", "number"), name="figure_once"),)

    def __str__(self) -> str:
        return self.text

    @property
    def anchor(self) -> str:
        """The place of the figure as it stands in links."""
        return f"{self.start}-{self.end}"


class PromiseRow(AppendOnly):
    """One promise as the machine read it: the fields of :class:`duixian.model.Promise`."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="promises")
    number = models.IntegerField()
    start = models.IntegerField()
    end = models.IntegerField()
    text = models.TextField()
    clause_start = models.IntegerField()
    clause_end = models.IntegerField()
    form = models.CharField(max_length=10)
    origin = models.CharField(max_length=12)
    figure = models.ForeignKey(FigureRow, models.PROTECT, null=True, related_name="promised")
    # Numbers of all figures of the clause, in text order.
    figures = models.JSONField()
    action = models.TextField(null=True)
    object = models.TextField(null=True)
    headings = models.JSONField()
    topic = models.CharField(max_length=40, null=True)
    period = models.CharField(max_length=25, null=True)
    due = models.CharField(max_length=25, null=True)
    firmness = models.CharField(max_length=10)
    firmness_text = models.TextField(null=True)
    testability = models.CharField(max_length=12)
    programme_start = models.IntegerField(null=True)
    programme_end = models.IntegerField(null=True)
    sentence = models.IntegerField(null=True)
    item = models.IntegerField(null=True)
    rules = models.JSONField()

    class Meta:
        """In text order."""

        ordering = ("reading", "number")
        constraints = (models.UniqueConstraint(fields=("reading", "number"), name="promise_once"),)

    def __str__(self) -> str:
        return self.text


class Correction(AppendOnly):
    """One field of a figure as a person says it is, on top of the machine's reading and of earlier corrections.

    ``version`` counts a figure's corrections: of two people who correct the same state only one row can be the next.
    ``old`` and ``new`` are the field's text, ``None`` for unknown.
    """

    figure = models.ForeignKey(FigureRow, models.PROTECT, related_name="corrections")
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=16)
    old = models.TextField(null=True)
    new = models.TextField(null=True)
    reason = models.CharField(max_length=500)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """In order of their writing."""

        ordering = ("figure", "version")
        constraints = (models.UniqueConstraint(fields=("figure", "version"), name="correction_next"),)

    def __str__(self) -> str:
        return f"{self.figure_id} {self.version} {self.field}"
