"""Where characters of a loaded text stand in the Word document it was read from.

In go a Word document's body and spans of the loaded text, half-open ranges of code points; out come the runs that hold
exactly these characters, runs being split where a span begins or ends inside one. No character and no format changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import accumulate, compress, islice
from typing import Any, Final

from duixian.model import Document, Span

__all__ = ["Site", "sites_of"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_SKIPPED: Final = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}pPr", f"{_W}rPr", f"{_W}rt", f"{_W}instrText", f"{_W}delText")
)
_REFERENCES: Final = frozenset((f"{_W}footnoteReference", f"{_W}endnoteReference"))
_REACHES: Final = ((200, 200), (60, 60), (30, 30), (15, 15), (15, 0), (0, 15), (8, 8), (8, 0), (0, 8), (4, 4))
"""So many characters before and behind are compared to find a place; numbers of lists stand in no run, and
marks of notes may stand in one that was left out."""

_FEWEST_AROUND: Final = 6
"""With fewer characters around it a number may be found at quite another place."""

_NUMBER_CHARACTERS: Final = 8
_MOST_ALIKE: Final = 50


@dataclass(frozen=True, slots=True)
class Site:
    """The runs that hold a span.

    Args:
        first: the first run (an element ``w:r``).
        last: the last run.
    """

    first: Any
    last: Any


@dataclass(frozen=True, slots=True)
class _Word:
    """The visible characters of a Word document without spaces, and where each stands.

    Args:
        text: the characters.
        places: of each character the element ``w:t`` and the offset in it.
        hosts: for characters of text boxes the run that the box hangs at; comments may not stand inside.
        references: the runs that refer to foot- and endnotes, in order.
        edges: where in ``text`` paragraphs begin and end.
    """

    text: str
    places: list[tuple[Any, int]]
    hosts: dict[Any, Any]
    references: list[Any]
    edges: set[int]


def sites_of(body: Any, document: Document, spans: Sequence[Span], *, hidden: Callable[[Any], bool]) -> list[Site]:
    """Find the runs of spans, splitting runs where needed.

    A span inside a foot- or endnote is led to the note's reference, one in a text box to the run the box hangs at; one
    that cannot be found is led to the document's first run.

    Args:
        body: the element ``w:body``; it is changed in place.
        document: what was read from it.
        spans: of the document's text.
        hidden: tells from a run's properties (or ``None``) whether it is hidden.

    Returns:
        One site a span, in the order given.

    Example:
        >>> import docx
        >>> from duixian.reading import read_text
        >>> word, loaded = docx.Document(), read_text("增长7%。").document
        >>> paragraph = word.add_paragraph("增长7%。")
        >>> (site,) = sites_of(word.element.body, loaded, [Span(2, 4)], hidden=lambda properties: False)
        >>> [run.text for run in paragraph.runs], site.first.text
        (['增长', '7%', '。'], '7%')
    """
    word, loaded = _word(body, hidden), _Loaded.of(document)
    found = [loaded.find(span, word) for span in spans]
    for place in found:
        if place is not None:
            _split(word.places, place)
    split = _word(body, hidden)
    return [
        _note_site(split, document, span) if place is None else _site(split, place)
        for span, place in zip(spans, found, strict=True)
    ]


def _word(body: Any, hidden: Callable[[Any], bool]) -> _Word:
    word = _Word("", [], {}, [], set())
    parts: list[str] = []
    paragraph = None
    for element, host in _texts(body, hidden, word.references):
        text = element.text or ""
        around = next(element.iterancestors(f"{_W}p"), None)
        if around is not paragraph:
            word.edges.add(len(word.places))
            paragraph = around
        shown = [at for at, char in enumerate(text) if not char.isspace()]
        parts.extend(text[at] for at in shown)
        word.places.extend((element, at) for at in shown)
        if host is not None:
            word.hosts[element] = host
    word.edges.add(len(word.places))
    return _Word("".join(parts), word.places, word.hosts, word.references, word.edges)


def _texts(body: Any, hidden: Callable[[Any], bool], references: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the visible elements ``w:t`` in order, each with the run its text box hangs at, or ``None``."""
    # An own stack, since documents may be nested deeper than Python's.
    stack: list[tuple[Any, Any, Any]] = [(body, None, None)]
    while stack:
        element, run, host = stack.pop()
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            continue
        if tag == f"{_W}r":
            if hidden(element.find(f"{_W}rPr")):
                continue
            run = element
        elif tag == f"{_W}txbxContent":
            host = host if host is not None else run
        elif tag == f"{_W}t" and run is not None:
            yield element, host
            continue
        elif tag in _REFERENCES and run is not None:
            references.append(run)
            continue
        stack.extend((child, run, host) for child in reversed(list(element)))


@dataclass(frozen=True, slots=True)
class _Loaded:
    """The loaded text without spaces and marks of notes.

    Args:
        text: what is left.
        at: for each code point of the whole text, how many before it are left.
        document: the whole.
    """

    text: str
    at: list[int]
    document: Document

    @classmethod
    def of(cls, document: Document) -> _Loaded:
        kept = [
            not char.isspace() and not plain.isspace()
            for char, plain in zip(document.text, document.plain, strict=True)
        ]
        return cls("".join(compress(document.text, kept)), [0, *accumulate(kept)], document)

    def find(self, span: Span, word: _Word) -> Span | None:
        """Return where the characters of a span stand in a Word document's, by the characters around them."""
        start, end = self.at[span.start], self.at[span.end]
        line = self._line(span)
        if start == end:
            return None
        numbered = self._in_paragraph(Span(start, end), line, word)
        if numbered is not None:
            return numbered
        for before, behind in _REACHES:
            first, last = max(start - before, line.start), min(end + behind, line.end)
            known = last - first - (end - start) >= _FEWEST_AROUND or (first, last) == (line.start, line.end)
            place = _nth(self.text, word.text, Span(first, last)) if known else None
            if place is not None:
                return Span(place + start - first, place + end - first)
        return None

    def _in_paragraph(self, span: Span, line: Span, word: _Word) -> Span | None:
        """Return where a span stands if its line, or what follows an automatic number in it, is one whole paragraph."""
        for cut in range(min(_NUMBER_CHARACTERS, span.start - line.start) + 1):
            words = self.text[line.start + cut : line.end]
            whole = [at for at in islice(_all(word.text, words), _MOST_ALIKE) if {at, at + len(words)} <= word.edges]
            if len(whole) == 1:
                first = whole[0] - line.start - cut
                return Span(span.start + first, span.end + first)
            if whole:
                return None
        return None

    def _line(self, span: Span) -> Span:
        """Return the line around a span in ``text``, since boxes and notes may come in another order."""
        whole = self.document.text
        end = whole.find("\n", span.end)
        return Span(self.at[whole.rfind("\n", 0, span.start) + 1], self.at[end if end >= 0 else len(whole)])


def _nth(loaded: str, word: str, wanted: Span) -> int | None:
    """Return where in a Word document the wanted words of a text stand; of several alike the one of the same rank."""
    words = loaded[wanted.start : wanted.end]
    here = word.find(words)
    if here < 0 or word.find(words, here + 1) < 0:
        return here if here >= 0 else None
    there = list(_all(word, words))
    rank = sum(at < wanted.start for at in _all(loaded, words))
    return there[min(rank, len(there) - 1)]


def _all(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _split(places: list[tuple[Any, int]], span: Span) -> None:
    """Split the runs of a span's first and last character so that they hold nothing else; later offsets are kept.

    The elements of ``places`` keep the characters before the cut, so entries behind it are mended here.
    """
    for at in (span.end, span.start):
        if 0 < at < len(places):
            _cut(places, at)


def _cut(places: list[tuple[Any, int]], at: int) -> None:
    element, offset = places[at]
    run = element.getparent()
    if run is None or run.tag != f"{_W}r":
        return
    before, _ = places[at - 1]
    if offset == 0 or before is not element:
        # Between two elements: what stands before the element stays, itself and what follows goes on in a new run.
        if not _has_words_before(element, run):
            return
        rest = [element, *element.itersiblings()]
    else:
        text = element.text or ""
        tail = deepcopy(element)
        tail.text, element.text = text[offset:], text[:offset]
        for each in (element, tail):
            each.set(_SPACE, "preserve")
        rest = [tail, *element.itersiblings()]
        _mend(places, at, (element, offset), tail)
    new = run.makeelement(run.tag, dict(run.attrib))
    properties = run.find(f"{_W}rPr")
    if properties is not None:
        new.append(deepcopy(properties))
    for each in rest:
        new.append(each)
    run.addnext(new)


def _has_words_before(element: Any, run: Any) -> bool:
    return any(child.tag != f"{_W}rPr" for child in element.itersiblings(preceding=True)) and run is not None


def _mend(places: list[tuple[Any, int]], at: int, cut: tuple[Any, int], tail: Any) -> None:
    element, offset = cut
    while at < len(places) and places[at][0] is element:
        places[at] = (tail, places[at][1] - offset)
        at += 1


def _site(word: _Word, place: Span) -> Site:
    runs = []
    for at in (place.start, place.end - 1):
        element = word.places[at][0]
        host = word.hosts.get(element)
        runs.append(element.getparent() if host is None else host)
    return Site(*runs)


def _note_site(word: _Word, document: Document, span: Span) -> Site:
    """Return the reference of the note that a span stands in, else the document's first run."""
    text = document.text
    line = text.rfind("\n", 0, span.start) + 1
    number = text[line + 1 : text.find("]", line, line + 8)] if text.startswith("[", line) else ""
    index = int(number) - 1 if number.isascii() and number.isdecimal() else -1
    if 0 <= index < len(word.references):
        return Site(word.references[index], word.references[index])
    first = next((element.getparent() for element, _ in word.places if element not in word.hosts), None)
    return Site(first, first)
