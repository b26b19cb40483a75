"""Bytes → text with blocks: one module a format.

In go the bytes of a file; out comes a :class:`~duixian.model.SourceText`. A new format is a module with ``sniff`` and
``load`` and a row in :data:`FORMATS`.
"""

from duixian.documents.formats.isolation import load_isolated
from duixian.documents.formats.registry import FORMATS, Format, load_source

__all__ = ["FORMATS", "Format", "load_isolated", "load_source"]
