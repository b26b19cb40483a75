"""What the audit's page shows: every finding with its figures quoted in their sentences, and the documents' texts.

In goes an audit with its readings; out come views of its findings, ready for the template.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from duixian.audit import derivation, explanation_text
from duixian.audit.settling import settling
from duixian.errors import Language
from duixian.exports.audit import Audited, cause_words, kind_words, range_words
from duixian.exports.quotations import DocumentView, Quotation, Quotations
from duixian.model import Derived, Finding, FindingFigure, Span

__all__ = ["DerivedView", "FindingView", "FindingViews"]


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding of the page.

    Args:
        found: the finding.
        id: its name in links.
        kind: what it is about, in words.
        documents: ids of the documents it quotes, in order.
        order: sorts by document and text.
        quotations: the sentences of its figures, a sentence once.
        computed: what the expression gives.
        stated: what the text says.
        steps: the derivation.
        explanations: innocent causes that may apply.
        settling: what would settle it.
    """

    found: Finding
    id: str
    kind: str
    documents: tuple[str, ...]
    order: str
    quotations: tuple[Quotation, ...]
    computed: str
    stated: str
    steps: tuple[str, ...]
    explanations: tuple[str, ...]
    settling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DerivedView:
    """One derived value of the page: the value, its derivation, and where its figures stand."""

    found: Derived
    value: str
    steps: tuple[str, ...]
    source: Quotation


class FindingViews:
    """Makes views of findings and derived values and, once they are made, of the documents quoted.

    Args:
        audited: the audit and its readings.
        lang: language of derivations and causes.
    """

    def __init__(self, audited: Audited, lang: Language) -> None:
        self._audited = audited
        self._lang = lang
        self._quotations = Quotations(audited.document)

    def findings(self) -> Iterator[FindingView]:
        """Yield a view of each finding, in order."""
        for number, found in enumerate(self._audited.audit.findings, 1):
            yield self._finding(found, f"f{number}")

    def derived(self) -> Iterator[DerivedView]:
        """Yield a view of each derived value, in order."""
        for found in self._audited.audit.derived:
            steps = tuple(derivation(found, lang=self._lang).splitlines())
            source = self._quoted(list(found.figures), "derived")[-1]
            yield DerivedView(found, range_words(found.value, found.unit), steps, source)

    def documents(self) -> Iterator[DocumentView]:
        """Yield the documents that were quoted so far."""
        return self._quotations.documents()

    def _finding(self, found: Finding, anchor: str) -> FindingView:
        lang, last = self._lang, found.figures[-1]
        causes = {explanation_text(reason, lang=lang) for reason in found.explanations}
        quotations = self._quoted(list(found.figures), anchor)
        return FindingView(
            found=found,
            id=anchor,
            kind=kind_words(found, lang),
            documents=tuple(dict.fromkeys(each.document for each in found.figures)),
            order=f"{last.name} {last.figure.span.start:09d}",
            quotations=quotations,
            computed=range_words(found.computed, found.unit),
            stated=range_words(found.stated, found.unit),
            # The causes are the last lines of a derivation; here they have a place of their own.
            steps=tuple(line for line in derivation(found, lang=lang).splitlines() if line not in causes),
            explanations=cause_words(found, lang),
            settling=settling(found, lang=lang),
        )

    def _quoted(self, figures: list[FindingFigure], anchor: str) -> tuple[Quotation, ...]:
        """Quote the sentences of figures, those of one sentence once, in order of documents as told and of the text."""
        ranked = {each.document: rank for rank, each in reversed(list(enumerate(figures)))}
        ordered = sorted(figures, key=lambda each: (ranked[each.document], each.figure.span.start))
        found = []
        for (document, _), group in groupby(ordered, key=lambda each: (each.document, self._whole(each))):
            here = list(group)
            spans = list(dict.fromkeys(each.figure.span for each in here))
            marks = [self._quotations.mark(document, span, anchor, "f actual") for span in spans]
            found.append(self._quotations.quote(document, spans, self._whole(here[0]), marks[-1]))
        return tuple(found)

    def _whole(self, figure: FindingFigure) -> Span:
        """Return the sentence of a figure, or of a table its row, of anything else its line."""
        document = self._audited.document(figure.document)
        if figure.figure.sentence is not None:
            return document.sentences[figure.figure.sentence].span
        start = document.text.rfind("\n", 0, figure.figure.span.start) + 1
        end = document.text.find("\n", figure.figure.span.end)
        return Span(start, end if end >= 0 else len(document.text))
