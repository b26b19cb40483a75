"""Rows of the ledger: places, their documents' texts, promises, and what people judge upon them.

Terms: a *line* is a promise beside its results and verdict; the *machine's* verdict is the core's, the *shown* one is
that of the person who overruled it, else the machine's. Rows are never deleted: a promise that a newer drawing does not
know keeps its address and is marked as no longer current.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from duixian_web.appendonly import AppendOnly

__all__ = ["Checked", "Deed", "LineColumns", "Opinion", "Place", "Promise", "Source"]


class Checked(models.TextChoices):
    """Whether a person looked at a line."""

    NO = "", _("机器判断,未经人工核对")
    CONFIRMED = "confirmed", _("人工已确认")
    OVERRULED = "overruled", _("人工已改判")


class Deed(models.TextChoices):
    """What a person does with a line."""

    CONFIRM = "confirm", _("确认机器的判断")
    OVERRULE = "overrule", _("改判")
    UNLINK = "unlink", _("结果不对应:取消关联")
    LINK = "link", _("另有结果:关联原文")
    REVERT = "revert", _("撤回人工意见")


class Place(models.Model):
    """A place whose documents stand in a ledger of a district's organisation."""

    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=12, blank=True)
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        """A name stands once in an organisation."""

        ordering = ("code", "name")
        constraints = (models.UniqueConstraint(fields=("organisation", "name"), name="ledger_place_once"),)

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """The text that lines quote, with the hash of the file it was read from."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="sources")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    title = models.CharField(max_length=300)
    year = models.IntegerField(null=True)
    text = models.TextField()
    current = models.BooleanField(default=True)

    class Meta:
        """A document stands once at a place."""

        ordering = ("year", "name")
        constraints = (models.UniqueConstraint(fields=("place", "sha256"), name="ledger_source_once"),)

    def __str__(self) -> str:
        return self.title


class LineColumns(models.Model):
    """What a line of a ledger has, in the ledger itself as well as in what was published of it.

    ``facts`` holds quotations, reasons (code and values), later changes and pace as JSON; ``standing`` the opinion that
    stands on top of the machine's, or ``None``; ``search`` all words that a search looks through.
    """

    key = models.CharField(max_length=60)
    ordinal = models.IntegerField()
    year = models.IntegerField(null=True)
    form = models.CharField(max_length=12)
    topic = models.CharField(max_length=40, blank=True)
    due = models.CharField(max_length=40, blank=True)
    clause = models.TextField()
    target = models.CharField(max_length=300, blank=True)
    search = models.TextField()
    verdict = models.CharField(max_length=12)
    late = models.BooleanField()
    changed = models.BooleanField()
    score = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    facts = models.JSONField()
    shown_verdict = models.CharField(max_length=12)
    shown_late = models.BooleanField()
    checked = models.CharField(max_length=10, choices=Checked.choices, blank=True, default=Checked.NO)
    standing = models.JSONField(null=True, default=None)

    class Meta:
        """No table of its own."""

        abstract = True


class Promise(LineColumns):
    """A line of the ledger; ``version`` counts its changes, so that of two editors the second is told."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="promises")
    source = models.ForeignKey(Source, models.PROTECT, related_name="promises")
    current = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64)

    class Meta:
        """A promise stands once at a place."""

        constraints = (models.UniqueConstraint(fields=("place", "key"), name="ledger_promise_once"),)
        indexes = (
            models.Index(fields=("place", "current", "year", "ordinal"), name="ledger_promise_order"),
            models.Index(fields=("place", "current", "shown_verdict"), name="ledger_promise_verdict"),
        )

    def __str__(self) -> str:
        return self.key


class Opinion(AppendOnly):
    """What a person judged upon a line, written once; the newest one stands."""

    promise = models.ForeignKey(Promise, models.PROTECT, related_name="opinions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    deed = models.CharField(max_length=10, choices=Deed.choices)
    verdict = models.CharField(max_length=12, blank=True)
    reason = models.TextField(blank=True)
    machine_verdict = models.CharField(max_length=12)
    result = models.JSONField(null=True)

    class Meta:
        """Oldest first."""

        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.promise_id} {self.deed}"
