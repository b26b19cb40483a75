"""Turn a loaded text into a document with sections, sentences, notes and what it says of itself.

In goes what a loader yields; out comes a :class:`~duixian.model.Document`. Time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from duixian.documents.anchors import Dating, find_anchors
from duixian.documents.headings import Heading, find_headings, is_numbered, levels_of
from duixian.documents.metadata import Head, head_size, is_title, read_head
from duixian.documents.notes import notes_among, references, trailing_notes
from duixian.documents.paragraphs import Paragraph, blanked, paragraphs_of, unwrap, without_contents, without_lumps
from duixian.documents.parts import State, Unit, heading_state, states_of, tells
from duixian.documents.plain import fold, plain_text
from duixian.documents.sections import sections_of
from duixian.documents.sentences import cut
from duixian.documents.years import Anchors, mentions
from duixian.model import Document, Metadata, Note, Period, Sentence, SourceText, Span, Stated

__all__ = ["build_document"]

_MAX_TELLING_CHARS = 36
_MAX_PAGE_LINES = 60
_MAX_TITLED_RANK = 5.0
_LEAD_ENDS = "。:"
_MAX_COLON_CHARS = 8
_SAID = re.compile(r"[。;!?]|[,、]\Z|我们|以下|下列|如下|各位")


@dataclass(frozen=True, slots=True)
class _Lines:
    """The plain text, its paragraphs, the first behind the head, the first of trailing notes, and what is furniture."""

    plain: str
    all: list[Paragraph]
    notes_at: int
    furniture: list[Span]
    breaks: list[Span]
    pages: list[tuple[Span, str]]


def build_document(source: SourceText, *, id: str, name: str, format: str) -> Document:  # noqa: A002
    r"""Build the document of a loaded text.

    Args:
        source: text, blocks, tables and marks, as a loader yields them; offsets are half-open, in code points.
        id: SHA-256 of the bytes, in hexadecimal.
        name: the file's name.
        format: the loader's name.

    Example:
        >>> from duixian.model import Block
        >>> text = "一、2020年工作回顾\n全年新增就业1.2万人。\n二、2021年工作安排\n新增就业1.3万人。"
        >>> ends = [at for at, char in enumerate(text) if char == "\n"] + [len(text)]
        >>> starts = [0, *(end + 1 for end in ends[:-1])]
        >>> blocks = tuple(Block(Span(*pair), "paragraph") for pair in zip(starts, ends))
        >>> document = build_document(SourceText(text, blocks), id="0", name="报告.txt", format="text")
        >>> [(section.part, str(section.period)) for section in document.sections]
        [('review', '2020'), ('plan', '2021')]
    """
    lines = _lines(source)
    size = head_size(lines.all, _opens_body)
    titled = frozenset(index for index, line in enumerate(lines.all) if index >= size and _tells(line))
    head = read_head(source.text, lines.all, size, lines.pages)
    headings = [h for h in find_headings(lines.all, size, titled) if h.paragraph < lines.notes_at]
    dating = _dating(lines.all, headings, head)
    units, spans = _units(lines.all, headings, head)
    states = _states(units, headings, head, dating, lines.notes_at)
    sections, owners = sections_of(units, spans, states, levels_of(headings))
    notes = _notes(lines.all, units, states)
    marks = [*lines.breaks, *_references(lines.plain, notes)]
    return Document(
        id=id,
        name=name,
        format=format,
        text=source.text,
        plain=blanked(lines.plain, marks),
        sections=tuple(sections),
        sentences=tuple(
            Sentence(span, owner, unit.paragraph, heading=unit.title)
            for unit, span, owner in zip(units, spans, owners, strict=True)
        ),
        notes=notes,
        tables=source.tables,
        furniture=tuple(sorted(lines.furniture)),
        metadata=_metadata(head, dating, units, states),
        places=source.places,
    )


def _lines(source: SourceText) -> _Lines:
    plain = plain_text(source.text, source.marks)
    found, furniture = paragraphs_of(plain, source.blocks)
    pages = [(span, span.of(plain).strip()) for span in furniture[:_MAX_PAGE_LINES]]
    found, contents = without_contents(found)
    found, breaks = unwrap(without_lumps(found), plain)
    return _Lines(plain, found, trailing_notes(found), [*furniture, *contents], breaks, pages)


def _opens_body(line: Paragraph) -> bool:
    return is_numbered(line) or (_tells(line) and not is_title(line.text))


def _tells(line: Paragraph) -> bool:
    """Tell whether an unnumbered line is a heading by its words."""
    text = line.text
    if len(text) > _MAX_TELLING_CHARS or line.kind == "note" or _SAID.search(text):
        return False
    # 一年来,主要抓了以下工作: leads over to a list; 注释: is a heading.
    return tells(text.rstrip(": ")) and (not text.endswith(":") or len(text) <= _MAX_COLON_CHARS)


def _dating(lines: Sequence[Paragraph], headings: Sequence[Heading], head: Head) -> Dating:
    year, month = 0, 0
    if head.date is not None:
        year, month = int(head.date.value[:4]), int(head.date.value[5:7] or 0)
    titled = [(fold(head.title.value), head.title.span)] if head.title else []
    dating = find_anchors(
        [*titled, *((heading.title, heading.span) for heading in headings if heading.rank <= _MAX_TITLED_RANK)],
        lines,
        delivered=(year, month) if head.delivered else None,
        published=year or None,
        title=fold(head.title.value) if head.title else "",
        report=head.kind is not None and head.kind.value == "work report",
    )
    if head.kind is None or head.kind.value != "plan" or head.title is None:
        return dating
    # A five-year plan looks back upon the five years before those its title names.
    for mention in mentions(fold(head.title.value), dating.anchors):
        if mention.period is not None and mention.period.first_year < mention.period.last_year:
            first, last = mention.period.first_year, mention.period.last_year
            return Dating(Anchors(first - 1, first, first, last - first + 1), plan_span=head.title.span)
    return dating


def _units(lines: Sequence[Paragraph], headings: Sequence[Heading], head: Head) -> tuple[list[Unit], list[Span]]:
    """Return headings and sentences in order, and their places."""
    by_line = {heading.paragraph: heading for heading in headings}
    units: list[Unit] = []
    spans: list[Span] = []
    for index, line in enumerate(lines):
        heading = by_line.get(index)
        at, body = line.span.start, 0
        if index in head.lines or (heading is not None and heading.alone):
            units.append(Unit(line.text, index, heading, title=True, first=True))
            spans.append(line.span)
            continue
        if heading is not None and line.text[heading.span.end - at - 1] not in _LEAD_ENDS:
            body = heading.span.end - at
            units.append(Unit(line.text[:body], index, heading, title=True, first=True))
            spans.append(heading.span)
            heading = None
        for number, (start, end) in enumerate(cut(line.text[body:])):
            text = line.text[body + start : body + end]
            units.append(Unit(text, index, None if number else heading, title=False, first=number == 0))
            spans.append(Span(at + body + start, at + body + end))
    return units, spans


def _states(
    units: Sequence[Unit], headings: Sequence[Heading], head: Head, dating: Dating, notes_at: int
) -> list[State]:
    anchors = dating.anchors
    kind = head.kind.value if head.kind else "other"
    start = State("other", None)
    if kind == "communique":
        start = State("review", anchors.reviewed())
    elif headings and heading_state(headings[0].title, anchors, top=True) is None:
        plans = kind in ("plan", "livelihood list")
        start = State("plan", anchors.planned()) if plans else State("review", anchors.reviewed())
    states = states_of(units, anchors, start=start)
    if kind == "communique":
        states = [State("review", anchors.reviewed()) if state.part == "plan" else state for state in states]
    opening = next((index for index, unit in enumerate(units) if unit.heading is not None), 0)
    if kind != "communique":
        # What is taken for granted of the first section does not hold for the address before it.
        states[:opening] = [State("other", None) if state == start else state for state in states[:opening]]
    notes = State("notes", None)
    return [notes if unit.paragraph >= notes_at else state for unit, state in zip(units, states, strict=True)]


def _notes(lines: Sequence[Paragraph], units: Sequence[Unit], states: Sequence[State]) -> tuple[Note, ...]:
    explaining = {
        unit.paragraph for unit, state in zip(units, states, strict=True) if state.part == "notes" and not unit.title
    }
    return notes_among(line for index, line in enumerate(lines) if line.kind == "note" or index in explaining)


def _references(plain: str, notes: Sequence[Note]) -> list[Span]:
    return references(plain, circled=any(note.mark is not None and not note.mark.isascii() for note in notes))


def _metadata(head: Head, dating: Dating, units: Sequence[Unit], states: Sequence[State]) -> Metadata:
    anchors = dating.anchors
    fallback = head.date or head.title
    back = [
        (state.period, unit.heading.span)
        for unit, state in zip(units, states, strict=True)
        if unit.heading is not None and state.part == "review" and unit.heading.rank < _MAX_TITLED_RANK
    ]
    reviews = plans = None
    reviewed, planned = anchors.reviewed(), anchors.planned()
    place = dating.review_span or (back[0][1] if back else None) or (fallback.span if fallback else None)
    if reviewed is not None and place is not None:
        first = min([reviewed.first_year, *(p.first_year for p, _ in back if p is not None)])
        reviews = Stated(Period.year(first, reviewed.last_year), place)
    place = dating.plan_span or (fallback.span if fallback else place)
    communique = head.kind is not None and head.kind.value == "communique"
    if planned is not None and place is not None and not communique:
        plans = Stated(planned, place)
    return Metadata(head.title, head.kind, head.issuer, head.date, reviews, plans)
