"""duixian 兑现 reads Chinese government documents and returns the figures and promises in them.

In goes a work report, plan or communiqué; out come its figures and promises, each tied to the very characters it was
read from. :mod:`duixian.ledger` sets promises beside results, :mod:`duixian.audit` checks figures against each other.
"""

from importlib.metadata import version as _version

from duixian.documents.limits import Limits
from duixian.errors import (
    DefinitionError,
    DocumentError,
    DuixianError,
    InternalError,
    LimitError,
    MissingExtraError,
    UsageError,
)
from duixian.figures import Explanation, explain
from duixian.model import Document, Doubt, Figure, Period, Promise, Reading, Span
from duixian.reading import read, read_document, read_text

__all__ = [
    "DefinitionError",
    "Document",
    "DocumentError",
    "Doubt",
    "DuixianError",
    "Explanation",
    "Figure",
    "InternalError",
    "LimitError",
    "Limits",
    "MissingExtraError",
    "Period",
    "Promise",
    "Reading",
    "Span",
    "UsageError",
    "__version__",
    "explain",
    "read",
    "read_document",
    "read_text",
]

__version__ = _version("duixian")
