"""The nouns: frozen records that all stages hand on. They import nothing of duixian but each other."""

from duixian.model.document import (
    Block,
    BlockKind,
    Box,
    Cell,
    Document,
    DocumentKind,
    Metadata,
    Note,
    Part,
    Place,
    Section,
    Sentence,
    SourceText,
    Stated,
    Table,
)
from duixian.model.figure import Doubt, Figure, FigureKind, Reading, Role
from duixian.model.period import Period
from duixian.model.quantity import Bound, Quantity, QuantityForm
from duixian.model.span import Span

__all__ = [
    "Block",
    "BlockKind",
    "Bound",
    "Box",
    "Cell",
    "Document",
    "DocumentKind",
    "Doubt",
    "Figure",
    "FigureKind",
    "Metadata",
    "Note",
    "Part",
    "Period",
    "Place",
    "Quantity",
    "QuantityForm",
    "Reading",
    "Role",
    "Section",
    "Sentence",
    "SourceText",
    "Span",
    "Stated",
    "Table",
]
