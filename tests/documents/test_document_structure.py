"""Documents in small: outline, head, sentences, notes and page furniture as data in ``cases/documents.toml``."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from duixian.documents.formats import markdown
from duixian.documents.formats.text import load_text
from duixian.documents.limits import Limits
from duixian.documents.structure import build_document
from duixian.model import Document, Metadata

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "documents.toml").read_text(encoding="utf-8"))


def read(case: dict[str, Any]) -> Document:
    """Build the document of a case."""
    text, limits = case["text"].strip("\n"), Limits()
    if case.get("markdown"):
        source = markdown.load(text.encode(), limits=limits, name="报告.md")
    else:
        source = load_text(text, limits=limits, name="报告.txt")
    return build_document(source, id="0", name="报告", format="text")


def each(table: str) -> pytest.MarkDecorator:
    """Parametrize a test by the cases of one table."""
    return pytest.mark.parametrize("case", CASES[table], ids=lambda case: case["name"])


@each("outline")
def test_sections_have_level_part_and_period(case: dict[str, Any]) -> None:
    """Each section stands on its level and says what it does and about when."""
    document = read(case)
    found = [
        f"{section.level} {section.part} {section.period or '-'} {section.title or '~'}"
        for section in document.sections
    ]
    assert found == case["sections"]


@each("outline")
def test_sections_nest(case: dict[str, Any]) -> None:
    """A section lies inside its parent, which is on a higher level."""
    sections = read(case).sections
    for section in sections:
        if section.parent is not None:
            parent = sections[section.parent]
            assert parent.span.covers(section.span)
            assert 0 < parent.level < section.level


@each("head")
def test_metadata_are_what_the_text_tells(case: dict[str, Any]) -> None:
    """Title, kind, issuer, date and years are read with their places, or are None."""
    document = read(case)
    for name in Metadata.__dataclass_fields__:
        if name in case:
            stated = getattr(document.metadata, name)
            assert ("" if stated is None else str(stated.value)) == case[name], name


@each("head")
def test_metadata_lead_to_their_places(case: dict[str, Any]) -> None:
    """Title and issuer are the very characters of their spans; all other facts have a span that is not empty."""
    document = read(case)
    for name in Metadata.__dataclass_fields__:
        stated = getattr(document.metadata, name)
        if stated is None:
            continue
        assert len(stated.span) > 0
        if name in ("title", "issuer"):
            assert stated.span.of(document.text).replace("\n", "") == stated.value


@each("sentences")
def test_sentences_end_where_they_should(case: dict[str, Any]) -> None:
    """Sentences and titles are cut as written."""
    document = read(case)
    found = [("# " if s.heading else "") + s.span.of(document.text) for s in document.sentences]
    assert found == case["sentences"]


@each("notes")
def test_notes_have_mark_and_term(case: dict[str, Any]) -> None:
    """Explanations of terms are found with mark and term, and references to them are blanked."""
    document = read(case)
    assert [[note.mark or "", note.term or ""] for note in document.notes] == case["notes"]
    assert case.get("plain", "") in document.plain


@each("page")
def test_furniture_is_taken_out(case: dict[str, Any]) -> None:
    """Lines of the page are furniture, in order, and hold no sentence."""
    document = read(case)
    assert [span.of(document.text).strip() for span in document.furniture] == case["furniture"]
    assert not any(span.overlaps(sentence.span) for span in document.furniture for sentence in document.sentences)


def test_sentences_of_notes_stand_in_the_part_notes() -> None:
    """A sentence inside a note is listed, in a section whose part is notes."""
    document = read(CASES["notes"][0])
    parts = [document.sections[s.section].part for s in document.sentences if "500家" in s.span.of(document.text)]
    assert parts == ["notes"]


def test_breaks_inside_a_sentence_are_blanks_in_the_plain_form() -> None:
    """The plain form of a joined sentence holds no line break."""
    case = next(case for case in CASES["sentences"] if "broken" in case["name"])
    assert "\n" not in read(case).plain
