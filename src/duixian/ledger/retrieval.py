"""Find the clauses of a document that speak of the same thing as some words.

In goes a document; out comes an index of what it reports, clause by clause, which yields for a set of tokens the
clauses nearest to it. The index is SQLite's full-text search (FTS5), ranked by BM25 (Robertson and Zaragoza, 2009).
Each document has an index of its own: what one document answers does not change when another is added.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from duixian.errors import InternalError
from duixian.ledger.wording import tokens
from duixian.model import Document, Part, Period, Span

__all__ = ["Clause", "ClauseIndex", "clauses_of", "pieces_of"]

SHORTEST_CLAUSE_CHARACTERS: Final = 8
"""A shorter fragment (全线贯通) is joined to the one before it in its sentence, or the first to the one behind it."""

LONGEST_CLAUSE_CHARACTERS: Final = 400
"""Longer stretches without punctuation are no clause of anybody; they are cut."""

LONGEST_HEADING_CHARACTERS: Final = 28
"""A longer clause that begins with a number is an item of a list, not a heading."""

_CUT: Final = re.compile(r"[,;。!?:\n]+")
_HEADING: Final = re.compile(r"\s*(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.]|-{2})")
_LEANS: Final = re.compile(
    r"[一二三四]期|主体(?:工程|结构|完工|封顶)|受[^,]{2,20}影响|因[^,]{2,30}(?:未能|推迟|顺延|延期)|未能|没能|尚未|投用时间|其余"
)
_THANKS: Final = re.compile(r"表示(?:衷心|崇高|诚挚|最|深深)|致以|致敬")
_WORD: Final = re.compile(r"[0-9A-Za-z一-鿿]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a document, with where it stands.

    Args:
        span: its characters, half-open offsets in code points, without the punctuation around it.
        sentence: the sentence it stands in.
        section: index into :attr:`Document.sections`.
        part: what its section does.
        period: what time its section is about, ``None`` where not told.
        text: its plain form.
        tokens: its pairs of characters, as :func:`duixian.ledger.wording.tokens` gives them.
    """

    span: Span
    sentence: Span
    section: int
    part: Part
    period: Period | None
    text: str
    tokens: frozenset[str]


def pieces_of(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a sentence at ，；。： into clauses and join short fragments to their neighbours.

    Args:
        plain: the plain form of a text.
        start: where the sentence starts.
        end: where it ends.

    Returns:
        Half-open offsets, without the punctuation around the clause.

    Example:
        >>> [(a, b) for a, b in pieces_of("文化馆项目进展顺利,主体封顶;新城大道建成通车。", 0, 24)]
        [(0, 14), (15, 23)]
    """
    cuts = [start, *(found.end() for found in _CUT.finditer(plain, start, end)), end]
    kept: list[tuple[int, int]] = []
    for first, last in pairwise(cuts):
        body = plain[first:last].strip(" ,;。!?:\n")
        if not _WORD.search(body):
            continue
        low = plain.index(body, first)
        for at in range(low, low + len(body), LONGEST_CLAUSE_CHARACTERS):
            piece = (at, min(at + LONGEST_CLAUSE_CHARACTERS, low + len(body)))
            if kept and _is_fragment(plain, kept[-1], piece):
                kept[-1] = (kept[-1][0], piece[1])
            else:
                kept.append(piece)
    yield from kept


def _is_fragment(plain: str, before: tuple[int, int], piece: tuple[int, int]) -> bool:
    """Tell whether a piece belongs to the one before it: either is too short to stand alone, or it lacks a subject."""
    short = (
        _LEANS.match(plain, piece[0]) is not None
        or min(piece[1] - piece[0], before[1] - before[0]) < SHORTEST_CLAUSE_CHARACTERS
    )
    fits = piece[1] - before[0] <= LONGEST_CLAUSE_CHARACTERS
    return short and fits and ";" not in plain[before[1] : piece[0]]


def clauses_of(document: Document, *, parts: Iterable[Part] = ("review", "problems")) -> tuple[Clause, ...]:
    r"""Return the clauses of some parts of a document, in text order, headings left out.

    Args:
        document: the text with its structure.
        parts: what the sections must do for their clauses to count.

    Example:
        >>> from duixian.reading import read_text
        >>> text = "一、2024年工作回顾\n青年公园建成开放。\n二、2025年工作安排\n建设科技馆。"
        >>> [clause.text for clause in clauses_of(read_text(text).document)]
        ['青年公园建成开放']
    """
    wanted = frozenset(parts)
    found = []
    for sentence in document.sentences:
        section = document.sections[sentence.section]
        if sentence.heading or section.part not in wanted or _is_thanks(document.plain, sentence.span):
            continue
        for start, end in pieces_of(document.plain, sentence.span.start, sentence.span.end):
            text = document.plain[start:end]
            if len(text) <= LONGEST_HEADING_CHARACTERS and start == sentence.span.start and _HEADING.match(text):
                continue  # （二）营商环境持续优化。 before running text
            place = (sentence.span, sentence.section, section.part, section.period)
            found.append(Clause(Span(start, end), *place, text, tokens(text)))
    return tuple(found)


def _is_thanks(plain: str, sentence: Span) -> bool:
    """Tell whether a sentence thanks those who helped: it names everything and reports nothing."""
    return _THANKS.search(plain, sentence.start, sentence.end) is not None


@dataclass(frozen=True)
class ClauseIndex:
    r"""The clauses of one document, ready to be searched.

    Args:
        clauses: in text order.

    Example:
        >>> from duixian.reading import read_text
        >>> text = "一、2024年工作回顾\n青年公园建成开放。科技馆主体封顶。老旧小区改造完成。"
        >>> index = ClauseIndex(clauses_of(read_text(text).document))
        >>> [clause.text for clause in index.nearest(["青年", "年公", "公园"], limit=3)]
        ['青年公园建成开放']
    """

    clauses: tuple[Clause, ...]

    @cached_property
    def counts(self) -> Counter[str]:
        """In how many of the clauses each token occurs."""
        return Counter(token for clause in self.clauses for token in clause.tokens)

    @cached_property
    def _table(self) -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        try:
            connection.execute("CREATE VIRTUAL TABLE clause USING fts5(tokens, content='', tokenize='unicode61')")
        except sqlite3.OperationalError as error:
            raise InternalError("no-full-text-search", version=sqlite3.sqlite_version) from error
        rows = ((row, " ".join(sorted(clause.tokens))) for row, clause in enumerate(self.clauses))
        connection.executemany("INSERT INTO clause(rowid, tokens) VALUES (?, ?)", rows)
        return connection

    def nearest(self, wanted: Sequence[str], *, limit: int) -> tuple[Clause, ...]:
        """Return the clauses that share tokens with those wanted, best by BM25 first, ties in text order.

        Args:
            wanted: tokens of letters and digits.
            limit: the most clauses to return.
        """
        if not wanted or not self.clauses:
            return ()
        query = " OR ".join(f'"{token}"' for token in wanted)
        asked = "SELECT rowid FROM clause WHERE clause MATCH ? ORDER BY rank, rowid LIMIT ?"
        return tuple(self.clauses[row] for (row,) in self._table.execute(asked, (query, limit)))
