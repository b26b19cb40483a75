"""Which sentences and clauses commit to nothing: guiding thought, appeals, judgements, attitudes.

In goes a sentence or clause; out comes whether it is passed over in the search for work.
"""

from __future__ import annotations

import re

from duixian.model import Part, Sentence
from duixian.promises.clauses import Clause
from duixian.promises.wording import passage

__all__ = ["Silence"]

_TOLD = re.compile(r"已经?(?:建成|完成|开工|启动|实现|达到|形成)|去年|上年(?!度)|(?<![为除])了(?![解结])")


class Silence:
    """Remembers, through a document, which paragraph has turned to an appeal.

    Args:
        plain: the plain text of the document.
    """

    __slots__ = ("_paragraph", "_plain")

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self._paragraph = -1

    def is_silent(self, sentence: Sentence, part: Part, *, livelihood: bool) -> bool:
        """Tell whether nothing in a sentence is read as work; sentences must come in order."""
        if part in ("review", "notes", "problems"):
            return True
        if livelihood:
            return False
        if sentence.paragraph == self._paragraph:
            return True
        start, end = sentence.span.start, sentence.span.end
        if passage("appeal").search(self._plain, start, end):
            self._paragraph = sentence.paragraph
            return True
        return passage("guidance").search(self._plain, start, end) is not None

    def is_idle(self, clause: Clause) -> bool:
        """Tell whether a clause judges, tells an attitude or what was done, and commits to nothing."""
        start, end = clause.span.start, clause.span.end
        if passage("principle").search(self._plain[start:end]):
            return True
        return bool(passage("judgement").search(self._plain, start, end) or _TOLD.search(self._plain, start, end))
