"""Find the explanations of terms and the references to them.

In go the paragraphs; out come the notes among them with mark and term, and the references to notes
that stand inside sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from duixian.documents.paragraphs import Paragraph
from duixian.model import Note, Span

__all__ = ["notes_among", "references", "trailing_notes"]

_NOTE = re.compile(
    r"(?:(?P<mark>\[\^?\d{1,3}\]|〔\d{1,3}〕|【\d{1,3}】|[①-⑳㉑-㉟㊱-㊿]|\(\d{1,3}\)|\(?注\s?\d{1,3}\)?|\d{1,3}\s?[.、](?!\d)|\d{1,3}(?=[“《]))\s*:?\s*)?"
    r"(?P<term>[^。:;!?]{1,60}?)\s?(?P<colon>:|--)"
)
_REFERENCE = re.compile(
    r"(?=[\[〔【(注①-⑳㉑-㉟㊱-㊿])(?:\[\^?\d{1,3}\]|〔\d{1,3}〕|【\d{1,3}】|\(?注\s?\d{1,3}\)|(?<=[\w”\"）)》%])[①-⑳㉑-㉟㊱-㊿](?=[^\s]))"
)
_CIRCLED = re.compile(r"[①-⑳㉑-㉟㊱-㊿]")
_QUOTED = re.compile(r"[“\"《][^“”\"《》]*[”\"》]\Z")
_MARK_SIGNS = " .、:()[]〔〕【】^注"
_MIN_TRAILING_NOTES = 3


def notes_among(lines: Iterable[Paragraph]) -> tuple[Note, ...]:
    """Return the notes of a section of explanations; lines without mark or term continue the note before."""
    found: list[Note] = []
    for line in lines:
        match = _NOTE.match(line.text)
        marked = re.match(r"\[\^?\d{1,3}\]|〔\d{1,3}〕|[①-⑳㉑-㉟㊱-㊿]", line.text)
        if match is not None:
            term = match["term"].strip()
            if _QUOTED.match(term):
                term = term[1:-1]
            found.append(Note(line.span, match["mark"] and match["mark"].strip(" .、:"), term or None))
        elif marked is not None or not found:
            found.append(Note(line.span, marked[0] if marked else None, None))
        else:
            last = found[-1]
            found[-1] = Note(Span(last.span.start, line.span.end), last.mark, last.term)
    return tuple(found)


def trailing_notes(lines: Sequence[Paragraph]) -> int:
    """Return the index where numbered explanations at the end begin; the number of lines where there are none."""
    at = len(lines)
    while at > 0 and _numbered(lines[at - 1].text):
        at -= 1
    while at < len(lines) and _number(lines[at].text) != 1:
        at += 1
    return at if len(lines) - at >= _MIN_TRAILING_NOTES else len(lines)


def _numbered(text: str) -> bool:
    match = _NOTE.match(text)
    return match is not None and match["mark"] is not None and match["colon"] == ":"


def _number(text: str) -> int | None:
    match = _NOTE.match(text)
    if match is None or match["mark"] is None:
        return None
    digits = match["mark"].strip(_MARK_SIGNS)
    if digits.isdigit() and digits.isascii():
        return int(digits)
    return 1 if digits == "①" else None


def references(plain: str, *, circled: bool) -> list[Span]:
    """Return the references to notes in a plain text; circled digits only where notes bear them."""
    return [Span(*match.span()) for match in _REFERENCE.finditer(plain) if circled or not _CIRCLED.match(match[0])]
