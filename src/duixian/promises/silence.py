"""Which sentences and clauses commit to nothing: guiding thought, appeals, judgements, attitudes.

In goes a sentence or clause; out comes whether it is passed over in the search for work.
"""

from __future__ import annotations

from duixian.model import Part, Sentence, Span
from duixian.promises.marks import Marks
from duixian.promises.wording import passage

__all__ = ["Silence"]


class Silence:
    """Remembers, through a document, which paragraph has turned to an appeal.

    Args:
        plain: the plain text of the document.
    """

    __slots__ = ("_appeals", "_guidance", "_judgements", "_paragraph")

    def __init__(self, plain: str) -> None:
        self._appeals = Marks(passage("appeal"), plain)
        self._guidance = Marks(passage("guidance"), plain)
        self._judgements = Marks(passage("judgement"), plain)
        self._paragraph = -1

    def is_silent(self, sentence: Sentence, part: Part, *, livelihood: bool) -> bool:
        """Tell whether nothing in a sentence is read as work; sentences must come in order."""
        if part in ("review", "notes", "problems"):
            return True
        if livelihood:
            return False
        if sentence.paragraph == self._paragraph:
            return True
        span = sentence.span
        if self._appeals.within(span.start, span.end):
            self._paragraph = sentence.paragraph
            return True
        return self._guidance.within(span.start, span.end)

    def is_idle(self, clause: Span) -> bool:
        """Tell whether a clause judges, or tells what was done, and commits to nothing."""
        return self._judgements.within(clause.start, clause.end)
