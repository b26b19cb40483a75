"""Findings as comments in a copy of a Word document, at the very places.

In go an audit and the bytes of the draft it is about; out comes the draft with a comment at each finding: text,
formats, tables and notes are those of the draft. Other figures of a finding that stand in other paragraphs get a short
comment that leads to the long one.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from duixian.audit import derivation
from duixian.audit.settling import settling
from duixian.documents.formats.wordstyles import Styles
from duixian.errors import Language, UsageError
from duixian.exports.audit import Audited, kind_words
from duixian.exports.cells import visible
from duixian.exports.extras import require
from duixian.exports.labels import labels
from duixian.exports.options import ExportOptions
from duixian.exports.word_sites import sites_of
from duixian.model import Document, Figure, Finding, Span

__all__ = ["write_word_comments"]

_AUTHOR: Final = "兑现 duixian"
_INITIALS: Final = "兑"
_DATE: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}date"


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment: the place, and its lines, the first one bold."""

    span: Span
    lines: tuple[str, ...]


def write_word_comments(audits: Iterable[Audited], out: BinaryIO, options: ExportOptions) -> None:
    """Write the draft of an audit with its findings as comments.

    Raises:
        UsageError: there is no single draft (``comments-need-draft``), it is no Word document (``comments-need-docx``),
            or the file has changed since it was read (``draft-changed``).
        MissingExtraError: the extra ``docx`` is not installed.

    Example:
        >>> from io import BytesIO
        >>> from duixian.audit import Audit
        >>> write_word_comments([Audited(Audit(()), ())], BytesIO(), ExportOptions())
        Traceback (most recent call last):
            ...
        duixian.errors.UsageError: ...
    """
    library = require("docx", extra="docx")
    for audited in audits:
        draft, data = _draft(audited)
        word = library.Document(io.BytesIO(data))
        comments = list(_comments(audited, draft, options.lang))
        hidden = Styles(word.styles.element).hidden
        sites = sites_of(word.element.body, draft, [each.span for each in comments], hidden=hidden)
        run = library.text.run.Run
        for comment, site in zip(comments, sites, strict=True):
            if site.first is not None:
                _add(word, [run(site.first, word), run(site.last, word)], comment.lines)
        word.save(out)


def _draft(audited: Audited) -> tuple[Document, bytes]:
    if audited.draft is None or audited.data is None:
        raise UsageError("comments-need-draft")
    draft = audited.document(audited.draft)
    if draft.format != "docx":
        raise UsageError("comments-need-docx", where=draft.name, format=draft.format)
    if hashlib.sha256(audited.data).hexdigest() != draft.id:
        raise UsageError("draft-changed", where=draft.name)
    return draft, audited.data


def _add(word: Any, runs: Sequence[Any], lines: Sequence[str]) -> None:
    first, *others = (visible(line) for line in lines)
    comment = word.add_comment(runs, text="", author=_AUTHOR, initials=_INITIALS)
    # Without the time of writing, one draft gives one and the same copy.
    comment._comment_elm.attrib.pop(_DATE, None)  # noqa: SLF001 (python-docx has no public way)
    comment.paragraphs[0].add_run(first).bold = True
    for line in others:
        comment.add_paragraph(line)


def _comments(audited: Audited, draft: Document, lang: Language) -> Iterator[_Comment]:
    """Yield the comments in order of the text; numbers count the long ones."""
    words = {key: said[lang] for key, said in labels()["comment"].items()}
    placed: list[tuple[Figure, list[Figure], Finding]] = []
    forgotten: list[Finding] = []
    for found in audited.audit.of("contradiction", "tension", "note"):
        here = [each.figure for each in found.figures if each.document == draft.id]
        if here:
            placed.append((here[-1], here[:-1], found))
        elif found.rule == "forgotten-target":
            forgotten.append(found)
    placed.sort(key=lambda each: each[0].span.start)
    made = list(_forgotten(forgotten, draft, words["forgotten"], lang))
    for number, (figure, others, found) in enumerate(placed, len(made) + 1):
        verdict, relation = labels()["finding"][found.verdict][lang], kind_words(found, lang)
        title = f"{words['number'].format(number=number)}  {words['title'].format(verdict=verdict, relation=relation)}"
        settled = (words["settling"].format(text=each) for each in settling(found, lang=lang))
        made.append(_Comment(figure.span, (title, *derivation(found, lang=lang).splitlines(), *settled)))
        line = _line(draft, figure.span)
        for other in {each.span: each for each in others}.values():
            if not line.covers(other.span):
                said = words["see"].format(verdict=verdict, text=_quoted(draft, figure.span), number=number)
                made.append(_Comment(other.span, (said,)))
    yield from made


def _forgotten(found: list[Finding], draft: Document, title: str, lang: Language) -> Iterator[_Comment]:
    """Yield one comment at the heading of the review that tells all targets the draft forgets."""
    if not found:
        return
    review = (section.heading for section in draft.sections if section.part == "review" and section.heading)
    spans = [*review, *(sentence.span for sentence in draft.sentences)]
    if spans:
        lines = (line for each in found for line in derivation(each, lang=lang).splitlines()[:1])
        yield _Comment(spans[0], (title, *dict.fromkeys(lines)))


def _line(document: Document, span: Span) -> Span:
    end = document.text.find("\n", span.end)
    return Span(document.text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(document.text))


def _quoted(document: Document, span: Span) -> str:
    """Return a figure with a few words before it, from the same sentence."""
    line = _line(document, span)
    start = max(line.start, span.start - 14)
    said = document.text[start : span.end]
    for sign in "。；;,，":
        said = said.rpartition(sign)[2] if sign in said[: -len(span)] else said
    return " ".join(said.split())
