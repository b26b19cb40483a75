"""Real reports keep the promises of the structure; skipped where there are none."""

import os
import re
from pathlib import Path

import pytest

from duixian.documents.formats import markdown
from duixian.documents.limits import Limits
from duixian.documents.structure import build_document
from duixian.model import Document

SAMPLE = 150
NAME = re.compile(r"-((?:199|20\d)\d)-report\.md\Z")


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    """At most ``SAMPLE`` reports of the corpus, evenly taken."""
    named = os.environ.get("DUIXIAN_CORPUS")
    files = sorted(Path(named).glob("*.md")) if named else []
    if not files:
        pytest.skip("DUIXIAN_CORPUS names no folder of reports")
    found = {}
    for file in files[:: -(-len(files) // SAMPLE)]:
        source = markdown.load(file.read_bytes(), limits=Limits(), name=file.name)
        found[file.name] = build_document(source, id="0", name=file.name, format="markdown")
    return found


def test_reports_hold_sentences_in_order(documents: dict[str, Document]) -> None:
    """Every report has many sentences, in order, inside their sections."""
    for name, document in documents.items():
        assert len(document.plain) == len(document.text), name
        assert len(document.sentences) > 20, name
        end = 0
        for sentence in document.sentences:
            assert sentence.span.start >= end, name
            assert document.sections[sentence.section].span.covers(sentence.span), name
            end = sentence.span.end


def test_reports_plan_the_year_of_their_name(documents: dict[str, Document]) -> None:
    """From 1990 on the year planned is known, and is that of the file's name but for the few misnamed files."""
    years = {name: int(match[1]) for name in documents if (match := NAME.search(name))}
    plans = {name: documents[name].metadata.plans for name in years}
    assert None not in plans.values()
    right = sum(1 for name, year in years.items() if (plan := plans[name]) and plan.value.first_year == year)
    assert right >= 0.97 * len(years)


def test_reports_look_back_and_plan(documents: dict[str, Document]) -> None:
    """Nearly all reports have both parts."""
    both = [{"review", "plan"} <= {section.part for section in document.sections} for document in documents.values()]
    assert sum(both) >= 0.97 * len(both)
