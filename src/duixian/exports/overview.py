"""What a reading amounts to, in one record.

In goes a reading; out comes an :class:`Overview`: what the document says of itself, and how many figures it holds.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from duixian.errors import Language
from duixian.exports.labels import label
from duixian.model import DocumentKind, Reading

__all__ = ["DOUBTFUL_BELOW", "Overview", "overview"]

DOUBTFUL_BELOW: Final = Decimal("0.5")
"""A figure less sure than this counts as doubtful: it is more likely wrong than right in some field."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What one document holds.

    Args:
        document: its name.
        format: the loader that read it.
        title: as stated in the text, else ``None``; so with ``kind``, ``issuer``, ``date``, ``reviews`` and ``plans``.
        characters: length of the text in code points.
        figures: how many figures were read.
        actual: how many of them are of role actual; so with ``estimate``, ``target`` and ``reference``.
        doubtful: how many are less sure than :data:`DOUBTFUL_BELOW`.
        indicators: how many different ids of the catalogue they have.
        sha256: the hash of the bytes, in hexadecimal.
    """

    document: str
    format: str
    title: str | None
    kind: DocumentKind | None
    issuer: str | None
    date: str | None
    reviews: str | None
    plans: str | None
    characters: int
    figures: int
    actual: int
    estimate: int
    target: int
    reference: int
    doubtful: int
    indicators: int
    sha256: str

    def kind_label(self, lang: Language) -> str | None:
        """Return the kind of document in words."""
        return None if self.kind is None else label("document_kind", self.kind, lang)


def overview(reading: Reading) -> Overview:
    """Count what a reading holds.

    Example:
        >>> from duixian.model import Document, Reading
        >>> overview(Reading(Document("0" * 64, "报告.txt", "text", "兑现", "兑现", (), ()), ())).characters
        2
    """
    document, metadata = reading.document, reading.document.metadata
    roles = Counter(figure.role for figure in reading.figures)
    return Overview(
        document=document.name,
        format=document.format,
        title=None if metadata.title is None else metadata.title.value,
        kind=None if metadata.kind is None else metadata.kind.value,
        issuer=None if metadata.issuer is None else metadata.issuer.value,
        date=None if metadata.date is None else metadata.date.value,
        reviews=None if metadata.reviews is None else str(metadata.reviews.value),
        plans=None if metadata.plans is None else str(metadata.plans.value),
        characters=len(document.text),
        figures=len(reading.figures),
        actual=roles["actual"],
        estimate=roles["estimate"],
        target=roles["target"],
        reference=roles["reference"],
        doubtful=sum(figure.confidence < DOUBTFUL_BELOW for figure in reading.figures),
        indicators=len({figure.indicator_id for figure in reading.figures if figure.indicator_id is not None}),
        sha256=document.id,
    )
