"""A reading: a document with the figures and promises read from it."""

from __future__ import annotations

from dataclasses import dataclass

from duixian.model.document import Document
from duixian.model.figure import Figure
from duixian.model.promise import Promise

__all__ = ["Reading"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with what was read from it.

    Args:
        document: the text with its structure.
        figures: its figures, in text order.
        promises: what it promises, in text order.
    """

    document: Document
    figures: tuple[Figure, ...]
    promises: tuple[Promise, ...] = ()
