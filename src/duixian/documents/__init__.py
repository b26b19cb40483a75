"""Files and texts → documents: what they say, cut into sections, sentences, notes and tables.

In goes a path, bytes or a text; out comes a :class:`~duixian.model.Document`.
"""

from duixian.documents.formats import FORMATS, Format
from duixian.documents.limits import Limits
from duixian.documents.load import from_text, load
from duixian.documents.structure import build_document

__all__ = ["FORMATS", "Format", "Limits", "build_document", "from_text", "load"]
