"""Turn a loaded text into a document with sections, sentences, notes and what it says of itself.

In goes what a loader yields; out comes a :class:`~duixian.model.Document`. Time is linear in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duixian.documents.anchors import Dating, find_anchors
from duixian.documents.headings import Heading, find_headings, levels_of
from duixian.documents.metadata import Head, head_size, read_head
from duixian.documents.notes import notes_among, references, trailing_notes
from duixian.documents.paragraphs import Paragraph, paragraphs_of, unwrap, without_contents
from duixian.documents.parts import State, heading_state, states_of, tells
from duixian.documents.plain import fold, plain_text
from duixian.documents.sentences import cut
from duixian.documents.years import mentions
from duixian.model import Document, Metadata, Note, Period, Section, Sentence, SourceText, Span, Stated

__all__ = ["build_document"]

_MAX_TELLING_CHARS = 36
_MAX_PAGE_LINES = 60
_MAX_TITLED_RANK = 5.0
_UNTITLED_ENDS = "。;,、!?:"


@dataclass(frozen=True, slots=True)
class _Lines:
    """The paragraphs, the first behind the head, the first of trailing notes, and what is furniture."""

    all: list[Paragraph]
    notes_at: int
    furniture: list[Span]
    breaks: list[Span]
    pages: list[tuple[Span, str]]


@dataclass(slots=True)
class _Draft:
    """A section that is still growing."""

    start: int
    heading: Heading | None
    level: int
    parent: int | None
    state: State
    split: bool = False
    end: int = 0

    def section(self) -> Section:
        return Section(
            span=Span(self.start, max(self.start, self.end)),
            heading=None if self.heading is None else self.heading.span,
            title="" if self.heading is None else self.heading.title,
            level=self.level,
            parent=self.parent,
            part=self.state.part,
            period=self.state.period,
        )


def build_document(source: SourceText, *, id: str, name: str, format: str) -> Document:  # noqa: A002
    """Build the document of a loaded text.

    Args:
        source: text, blocks, tables and marks, as a loader yields them; offsets are half-open, in code points.
        id: SHA-256 of the bytes, in hexadecimal.
        name: the file's name.
        format: the loader's name.

    Example:
        >>> from duixian.model import Block
        >>> text = "一、2020年工作回顾\\n全年新增就业1.2万人。\\n二、2021年工作安排\\n新增就业1.3万人。"
        >>> ends = [at for at, char in enumerate(text) if char == "\\n"] + [len(text)]
        >>> starts = [0, *(end + 1 for end in ends[:-1])]
        >>> blocks = tuple(Block(Span(*pair), "paragraph") for pair in zip(starts, ends))
        >>> document = build_document(SourceText(text, blocks), id="0", name="报告.txt", format="text")
        >>> [(section.part, str(section.period)) for section in document.sections]
        [('review', '2020'), ('plan', '2021')]
    """
    lines = _lines(source)
    titled = frozenset(index for index, line in enumerate(lines.all) if _tells(line))
    headed = [index in titled or _numbered(line) for index, line in enumerate(lines.all)]
    size = head_size(lines.all, headed)
    head = read_head(source.text, lines.all, size, lines.pages)
    headings = [h for h in find_headings(lines.all, size, titled) if h.paragraph < lines.notes_at]
    dating = _dating(lines.all, headings, head)
    states = _states(lines, headings, head, dating, size)
    sections, owners = _sections(lines.all, headings, states, size)
    sentences = _sentences(lines.all, headings, head, owners)
    notes = _notes(lines.all, states, headings)
    plain = plain_text(source.text, [*source.marks, *lines.breaks, *_references(source.text, lines, notes)])
    return Document(
        id=id,
        name=name,
        format=format,
        text=source.text,
        plain=plain,
        sections=tuple(sections),
        sentences=tuple(sentences),
        notes=notes,
        tables=source.tables,
        furniture=tuple(sorted(lines.furniture)),
        metadata=_metadata(head, dating, states, headings),
        places=source.places,
    )


def _lines(source: SourceText) -> _Lines:
    plain = plain_text(source.text, source.marks)
    found, furniture = paragraphs_of(plain, source.blocks)
    pages = [(span, span.of(plain).strip()) for span in furniture[:_MAX_PAGE_LINES]]
    found, contents = without_contents(found)
    found, breaks = unwrap(found, plain)
    return _Lines(found, trailing_notes(found), [*furniture, *contents], breaks, pages)


def _numbered(line: Paragraph) -> bool:
    return bool(find_headings([line], 0, frozenset())) and line.text[0] in "一二三四五第("


def _tells(line: Paragraph) -> bool:
    """Tell whether an unnumbered line is a heading by its words."""
    text = line.text.rstrip(": ")
    return (
        line.kind in ("paragraph", "heading", "item")
        and len(text) <= _MAX_TELLING_CHARS
        and not text.endswith(tuple(_UNTITLED_ENDS))
        and "。" not in text
        and tells(text)
    )


def _dating(lines: Sequence[Paragraph], headings: Sequence[Heading], head: Head) -> Dating:
    date = None
    if head.date is not None:
        year, _, rest = head.date.value.partition("-")
        date = (int(year), int(rest[:2] or 0))
    titles = [(heading.title, heading.span) for heading in headings if heading.rank <= _MAX_TITLED_RANK]
    return find_anchors(titles, lines, date=date, title=head.title.value if head.title else "")


def _states(lines: _Lines, headings: Sequence[Heading], head: Head, dating: Dating, size: int) -> list[State]:
    anchors = dating.anchors
    start = State("other", None)
    if headings and heading_state(headings[0].title, anchors, top=True) is None:
        plans = head.kind is not None and head.kind.value in ("plan", "livelihood list")
        year = anchors.plan if plans else anchors.review
        start = State("plan" if plans else "review", None if year is None else Period.year(year))
    states = states_of(lines.all, headings, anchors, first=size, start=start)
    notes = State("notes", None)
    return [notes if index >= lines.notes_at else state for index, state in enumerate(states)]


def _sections(
    lines: Sequence[Paragraph], headings: Sequence[Heading], states: Sequence[State], size: int
) -> tuple[list[Section], list[int]]:
    """Return the sections, and for each paragraph the index of the section it stands in."""
    levels = levels_of(headings)
    by_line = {heading.paragraph: heading for heading in headings}
    drafts: list[_Draft] = []
    owners: list[int] = []
    open_sections: list[int] = []
    for index, line in enumerate(lines):
        heading = by_line.get(index)
        state = states[index]
        if heading is not None:
            level = levels[heading.rank]
            _close(drafts, open_sections, level, line.span.start)
            _open(drafts, open_sections, _Draft(line.span.start, heading, level, None, state))
        elif not open_sections:
            _open(drafts, open_sections, _Draft(line.span.start, None, 0, None, state))
        elif drafts[open_sections[-1]].state != state:
            if drafts[open_sections[-1]].split:
                _close(drafts, open_sections, drafts[open_sections[-1]].level, line.span.start)
            if not open_sections or drafts[open_sections[-1]].state != state:
                level = drafts[open_sections[-1]].level + 1 if open_sections else 0
                _open(drafts, open_sections, _Draft(line.span.start, None, level, None, state, split=True))
        owners.append(open_sections[-1])
    _close(drafts, open_sections, -1, lines[-1].span.end if lines else 0)
    return [draft.section() for draft in drafts], owners


def _open(drafts: list[_Draft], open_sections: list[int], draft: _Draft) -> None:
    draft.parent = open_sections[-1] if open_sections else None
    open_sections.append(len(drafts))
    drafts.append(draft)


def _close(drafts: list[_Draft], open_sections: list[int], level: int, end: int) -> None:
    """Close all open sections of ``level`` and below."""
    while open_sections and drafts[open_sections[-1]].level >= level:
        drafts[open_sections.pop()].end = end


def _sentences(
    lines: Sequence[Paragraph], headings: Sequence[Heading], head: Head, owners: Sequence[int]
) -> tuple[Sentence, ...]:
    alone = {heading.paragraph: heading for heading in headings}
    found: list[Sentence] = []
    for index, line in enumerate(lines):
        heading = alone.get(index)
        at = line.span.start
        if index in head.lines or (heading is not None and heading.alone):
            found.append(Sentence(line.span, owners[index], index, heading=True))
            continue
        body = 0
        if heading is not None and not line.text[: heading.span.end - at].endswith(("。", ":")):
            body = heading.span.end - at
            found.append(Sentence(heading.span, owners[index], index, heading=True))
        found += [
            Sentence(Span(at + body + start, at + body + end), owners[index], index)
            for start, end in cut(line.text[body:])
        ]
    return tuple(found)


def _notes(lines: Sequence[Paragraph], states: Sequence[State], headings: Sequence[Heading]) -> tuple[Note, ...]:
    titles = {heading.paragraph for heading in headings if heading.alone}
    return notes_among(
        line
        for index, line in enumerate(lines)
        if line.kind == "note" or (states[index].part == "notes" and index not in titles)
    )


def _references(text: str, lines: _Lines, notes: Sequence[Note]) -> list[Span]:
    circled = any(note.mark is not None and not note.mark.isascii() for note in notes)
    return references(text, circled=circled)


def _metadata(head: Head, dating: Dating, states: Sequence[State], headings: Sequence[Heading]) -> Metadata:
    anchors = dating.anchors
    fallback = head.date.span if head.date else (head.title.span if head.title else Span(0, 0))
    back = [
        (states[h.paragraph].period, h.span)
        for h in headings
        if states[h.paragraph].part == "review" and h.rank <= _MAX_TITLED_RANK - 1
    ]
    reviews = plans = None
    if anchors.review is not None:
        first = min([anchors.review, *(p.first_year for p, _ in back if p is not None)])
        reviews = Stated(Period.year(first, anchors.review), dating.review_span or (back[0][1] if back else fallback))
    if anchors.plan is not None:
        period = Period.year(anchors.plan)
        if head.kind is not None and head.kind.value == "plan" and head.title is not None:
            named = next((m.period for m in mentions(fold(head.title.value), anchors) if m.period), None)
            period = named or period
        plans = Stated(period, dating.plan_span or fallback)
    return Metadata(head.title, head.kind, head.issuer, head.date, reviews, plans)
