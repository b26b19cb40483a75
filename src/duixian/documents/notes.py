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
    """Return the notes of a section of explanations; lines without mark or term continue the note before.

    Example:
        >>> texts = ("①海绵城市:雨水能渗、能蓄的城市。", "不含水利工程。", "②“一网统管”:一屏看全城。")
        >>> lines = [Paragraph(Span(20 * at, 20 * at + len(text)), text, "note") for at, text in enumerate(texts)]
        >>> [(note.mark, note.term, note.span.start) for note in notes_among(lines)]
        [('①', '海绵城市', 0), ('②', '一网统管', 40)]
    """
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
    """Return the index where numbered explanations at the end begin; the number of lines where there are none.

    Example:
        >>> texts = ("城乡面貌焕然一新。", "1.网格:一片街区。", "2.旁站:驻场监督。", "3.智慧路灯:会调光的路灯。")
        >>> trailing_notes([Paragraph(Span(0, len(text)), text, "paragraph") for text in texts])
        1
    """
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
    """Return the references to notes in a plain text; circled digits only where notes bear them.

    Example:
        >>> references("推广“一网统管”[3]和河长制②。", circled=False)
        [Span(start=8, end=11)]
        >>> len(references("推广“一网统管”[3]和河长制②。", circled=True))
        2
    """
    return [Span(*match.span()) for match in _REFERENCE.finditer(plain) if circled or not _CIRCLED.match(match[0])]
