"""How each field of a figure was read, step by step.

In goes the evidence of a figure; out come its steps, field after field: the value, the rule that gave it in Chinese
and English, the words it was read from and the rule's example.  Rules that the reading notes in
:attr:`~duixian.model.Figure.rules` are told as they are; the others follow from the decided fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from duixian.errors import Language
from duixian.figures.candidates import Candidate
from duixian.figures.composition import linked_name
from duixian.figures.evidence import PassageEvidence
from duixian.figures.rulebook import rule_texts
from duixian.figures.scopes import SELF
from duixian.figures.timing import Timeline
from duixian.figures.wording import load_wording
from duixian.indicators import link
from duixian.indicators.loading import alias_index, indicator
from duixian.model import Figure, FigureKind, Quantity, Span

__all__ = ["Step", "Told", "link_told", "number_told", "passage_steps", "role_of_part", "step", "telling_order"]

_LOOK_BACK_CHARACTERS = 24
_FROM_CHARACTERS = 60
_MAGNITUDE = re.compile(r"[十百千万亿]+\Z")
_JOINTS = "、和及与,到至-~ "
_FIELDS = ("value", "unit", "bound", "kind", "indicator", "indicator_id", "of", "role", "period", "scope")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was decided when a figure was read.

    Args:
        field: the field it decided.
        value: what the field then held, as text; ``None`` where it is not known.
        rule: id of the rule, a row of ``rules.toml``.
        zh: why, in Chinese.
        en: the same in English.
        evidence: the words it was decided by; ``None`` where no single run of words decided.
        example: a text whose number in [brackets] the same rule reads.

    Example:
        >>> Step("role", "target", "role-of-plan", "…", "its section plans", None, "新建学校[3所]。").why("en")
        'its section plans'
    """

    field: str
    value: str | None
    rule: str
    zh: str
    en: str
    evidence: Span | None
    example: str

    def why(self, lang: Language) -> str:
        """Return why, in one language."""
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Told:
    """A rule that fired, with the words it looked at and a name its text mentions."""

    rule: str
    evidence: Span | None = None
    detail: str = ""


def step(told: Told, figure: Figure, plain: str) -> Step:
    """Put a rule that fired into words.

    Example:
        >>> from duixian.reading import read
        >>> reading = read("2023年,增长7%。")
        >>> step(Told("period-stated", Span(0, 5)), reading.figures[0], reading.document.plain).zh
        '句中的“2023年”写明了时间'
    """
    text = rule_texts()[told.rule]
    words = told.evidence.of(plain).strip() if told.evidence is not None else ""
    zh, en = (form.format(words=words, detail=told.detail) for form in (text.zh, text.en))
    return Step(text.field, _value_of(figure, text.field), told.rule, zh, en, told.evidence, text.example)


def telling_order(one: Step) -> int:
    """Return where a step's field stands in an explanation.

    Example:
        >>> telling_order(Step("value", "7", "number-arabic", "…", "…", None, "…"))
        0
    """
    return _FIELDS.index(one.field)


def _value_of(figure: Figure, field: str) -> str | None:
    if field == "value":
        low = _digits(figure.value)
        return low if figure.high is None else f"{low}–{_digits(figure.high)}"
    held = getattr(figure, field)
    return None if held is None else str(held)


def _digits(value: Decimal) -> str:
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


@dataclass(frozen=True, slots=True)
class _Case:
    """A figure of a passage with all that was looked at."""

    plain: str
    passage: PassageEvidence
    candidate: Candidate
    figure: Figure
    before: Candidate | None

    @property
    def number(self) -> int:
        return self.candidate.quantity.extent.start

    def noted(self, field: str) -> list[str]:
        """Return the rules of a field that the reading noted."""
        texts = rule_texts()
        return [rule for rule in self.figure.rules if rule in texts and texts[rule].field == field]

    def last(self, words: str, start: int) -> Span | None:
        """Return where ``words`` stand last between ``start`` and the number."""
        at = self.plain.rfind(words, start, self.number) if words else -1
        return Span(at, at + len(words)) if at >= 0 else None


def passage_steps(plain: str, passage: PassageEvidence, position: int) -> tuple[Step, ...]:
    """Return the steps by which a figure of a sentence was read.

    Args:
        plain: the plain text of the document.
        passage: the evidence of the sentence.
        position: which of its candidates.

    Example:
        >>> from duixian.documents import from_text
        >>> from duixian.figures.read import read_figures
        >>> seen, document = [], from_text("2023年,投资增长7%。")
        >>> _ = read_figures(document, witness=seen.append)
        >>> [one.rule for one in passage_steps(document.plain, seen[0], 0) if one.field == "kind"]
        ['kind-rise']
    """
    before = passage.candidates[position - 1] if position else None
    case = _Case(plain, passage, passage.candidates[position], passage.figures[position], before)
    told = [
        *number_told(case.candidate.quantity, plain, figure=case.figure, original=_original(case)),
        *_kind(case),
        *_indicator(case),
        _link(case),
        *_whole(case),
        _role(case),
        *_period(case),
        _scope(case),
    ]
    return tuple(sorted((step(one, case.figure, plain) for one in told), key=telling_order))


def _original(case: _Case) -> Quantity:
    """Return the number as it was found, before units were shared."""
    quantity = case.candidate.quantity
    return next((one for one in case.passage.quantities if one.span == quantity.span), quantity)


def number_told(quantity: Quantity, plain: str, *, figure: Figure, original: Quantity) -> Iterator[Told]:
    """Tell how value, unit and bound were read.

    Args:
        quantity: the number with its unit.
        plain: the plain text of the document.
        figure: what was made of it.
        original: the number before it shared the unit of a list.

    Example:
        >>> from duixian.reading import read
        >>> from duixian.quantities import find_quantities
        >>> reading, quantity = read("2023年,突破7亿元。"), find_quantities("2023年,突破7亿元。")[1]
        >>> [one.rule for one in number_told(quantity, reading.document.plain, figure=reading.figures[0],
        ...                                  original=quantity)]
        ['number-arabic', 'magnitude-words', 'unit-written', 'bound-before']
    """
    span, number = quantity.span, Span(quantity.span.start, quantity.number_end)
    yield Told(f"number-{quantity.form}", number)
    if quantity.form == "arabic" and (found := _MAGNITUDE.search(number.of(plain))):
        yield Told("magnitude-words", Span(number.start + found.start(), number.end))
    if figure.value < 0:
        yield Told("decline-negative", span)
    yield _unit(quantity, plain, figure, original)
    yield _bound(quantity)


def _unit(quantity: Quantity, plain: str, figure: Figure, original: Quantity) -> Told:
    span = quantity.span
    if figure.unit is None:
        return Told("unit-none", span)
    if quantity.unit is None:
        return Told("unit-implied")
    if original.unit is None:
        return Told("unit-shared")
    behind = Span(min(quantity.number_end, span.end), span.end)
    if behind and (quantity.form in ("arabic", "chinese") or figure.unit in behind.of(plain)):
        return Told("unit-written", behind)
    return Told("unit-of-form", span)


def _bound(quantity: Quantity) -> Told:
    span, extent = quantity.span, quantity.extent
    if quantity.high is not None:
        return Told("bound-range", span)
    if quantity.bound == "=":
        return Told("bound-plain")
    if extent.start < span.start:
        return Told("bound-before", Span(extent.start, span.start))
    if extent.end > span.end:
        return Told("bound-behind", Span(span.end, extent.end))
    return Told("bound-inside", span)


_KINDS: dict[FigureKind, str] = {"amount": "kind-amount", "points": "kind-points", "rank": "kind-standing"}


def _kind(case: _Case) -> Iterator[Told]:
    candidate, span = case.candidate, case.candidate.quantity.span
    if candidate.kind in _KINDS:
        yield Told(_KINDS[candidate.kind], span)
    elif candidate.kind == "multiple":
        yield Told("kind-times", span)
    elif candidate.unit is not None and candidate.unit.startswith("/10"):
        yield Told("kind-per-many", span)
    elif candidate.kind == "growth":
        yield _growth(case)
    else:
        yield _rate(case)


def _growth(case: _Case) -> Told:
    word = _governing(case, "fall" if case.candidate.sign < 0 else "rise")
    if word is None:
        word = _governing(case, "fall") or _governing(case, "rise")
    if case.candidate.unit == "倍" and word is not None:
        return Told("kind-times-more", word)
    if word is not None:
        return Told("kind-fall" if case.candidate.sign < 0 else "kind-rise", word)
    return Told("kind-as-before" if _shares_verb(case) else "kind-growth-around")


def _rate(case: _Case) -> Told:
    if (level := _governing(case, "level")) is not None:
        return Told("kind-level", level)
    if (share := _governing(case, "share")) is not None:
        return Told("kind-share", share)
    return Told("kind-as-before" if _shares_verb(case) else "kind-percent")


def _shares_verb(case: _Case) -> bool:
    return case.before is not None and case.candidate.listed and not case.candidate.left.strip(_JOINTS)


def _governing(case: _Case, group: str) -> Span | None:
    """Return the last word of a group of ``kinds.toml`` before the number, in its clause."""
    start = max(case.candidate.clause_start, case.number - _LOOK_BACK_CHARACTERS)
    if case.before is not None:
        start = max(start, case.before.quantity.span.end)
    found = None
    for found in load_wording("kinds").anywhere(group).finditer(case.plain, start, case.number):  # noqa: B007
        pass
    return Span(*found.span()) if found is not None else None


def _indicator(case: _Case) -> Iterator[Told]:
    phrase = case.candidate.phrase
    if not phrase:
        yield Told("name-none")
        return
    place = case.last(phrase.core, case.passage.span.start) or _behind(case, phrase.core)
    noted = case.noted("indicator")
    for rule in noted:
        yield Told(rule, place)
    if not noted:
        own = _is_within(str(phrase), case.candidate.left + case.candidate.right)
        yield Told("name-before" if own else "name-from-figure-before", place)


def _behind(case: _Case, words: str) -> Span | None:
    end = case.candidate.quantity.extent.end
    at = case.plain.find(words, end, min(end + len(case.candidate.between) + len(words), case.passage.span.end))
    return Span(at, at + len(words)) if words and at >= 0 else None


def _is_within(name: str, words: str) -> bool:
    """Tell whether the characters of a name stand in the words in that order."""
    left = iter(words)
    return all(char in left for char in name)


def _link(case: _Case) -> Told:
    return link_told(case.figure, scope=case.candidate.scope, name=linked_name(case.candidate))


def link_told(figure: Figure, *, scope: str, name: str | None = None) -> Told:
    """Tell how a figure's name was led to the catalogue, or why not.

    Args:
        figure: the figure.
        scope: the scope as it was when the name was looked up.
        name: the name as it was looked up, where that is more than the indicator.

    Example:
        >>> from duixian.reading import read
        >>> link_told(read("2023年,全区GDP增长7%。").figures[0], scope="self")
        Told(rule='link-exact', evidence=None, detail='地区生产总值')
    """
    found = link(name or figure.indicator, unit=figure.unit, kind=figure.kind, scope=scope)
    if found.indicator_id is not None:
        meant = indicator(found.indicator_id).zh
    else:
        known = alias_index().get(found.alias or "", ())
        meant = known[0].zh if known else found.alias or figure.indicator or ""
    return Told(f"link-{found.rule.replace(' ', '-')}", None, meant)


def _whole(case: _Case) -> Iterator[Told]:
    if case.figure.of is not None:
        yield Told("whole-of-share", case.last(case.figure.of, case.candidate.clause_start))


def _role(case: _Case) -> Told:
    candidate, start = case.candidate, case.passage.span.start
    part, clause = case.passage.section.part, candidate.clause_start
    marked = part in ("review", "problems")
    if candidate.role == "reference":
        since = max(clause, case.number - _FROM_CHARACTERS)
        found = [place for word in ("由", "从") if (place := case.last(word, since)) is not None]
        return Told("role-starting-point", max(found, default=None))
    if candidate.role == "target" and part != "plan":
        cues = (("role-aim", "aim", start), ("role-target-word", "target", clause if marked else start))
        for rule, group, since in (*cues, ("role-plan-word", "plan_words", start)):
            if (word := _cue(case, group, since)) is not None:
                return Told(rule, word)
    if candidate.role == "estimate" and (word := _cue(case, "estimate", start)) is not None:
        return Told("role-estimate-word", word)
    if candidate.role == "actual" and not marked:
        word = _cue(case, "done", clause if part == "plan" else start)
        if word is not None:
            return Told("role-done-word", word)
        if part == "plan" and (mention := _timeline(case).governing(case.candidate.quantity.span.start)):
            return Told("role-past-period", mention.span)
    return Told(role_of_part(part), case.passage.section.heading)


def role_of_part(part: str) -> str:
    """Return the rule by which the part of a section alone decides the role.

    Example:
        >>> role_of_part("notes")
        'role-unmarked'
    """
    return f"role-of-{part}" if part in ("review", "problems", "plan") else "role-unmarked"


def _cue(case: _Case, group: str, since: int) -> Span | None:
    """Return the last word of a group of ``roles.toml`` that ends between ``since`` and the number."""
    passage, number = case.passage.span, case.candidate.quantity.span.start
    last = None
    for found in load_wording("roles").anywhere(group).finditer(case.plain, passage.start, passage.end):
        if found.end() > number:
            break
        if found.end() > since:
            last = found
    return Span(*last.span()) if last is not None else None


def _timeline(case: _Case) -> Timeline:
    span, clauses = case.passage.span, case.passage.clauses
    first_end = clauses.ends[0] if clauses is not None else span.end
    return Timeline(case.passage.mentions, case.plain, start=span.start, end=span.end, first_clause_end=first_end)


def _period(case: _Case) -> Iterator[Told]:
    candidate, passage, figure = case.candidate, case.passage, case.figure
    timeline = _timeline(case)
    number = candidate.quantity.span.start
    base = timeline.base(candidate.clause_start, number)
    if candidate.role == "reference":
        own = base or timeline.nearest(candidate.clause_start, number)
        if figure.period is None:
            yield Told("period-not-told")
        elif own is not None:
            yield Told("period-of-start", own.span)
        else:
            yield Told("period-before-years")
        return
    mention = timeline.governing(number)
    noted = case.noted("period")
    started = {
        "period-stated": mention.period if mention is not None else None,
        "period-carried": passage.carried,
        "period-of-section": passage.section.period,
    }
    for rule in noted:
        yield Told(rule, mention.span if mention is not None and rule == "period-stated" else None)
    if figure.period is None:
        yield Told("period-not-told")
    elif noted and noted[0] in started and figure.period != started[noted[0]]:
        if base is not None and base.period is not None and figure.period.first_year == base.period.last_year + 1:
            yield Told("period-since-base", base.span)
        else:
            averaged = figure.period.first_year < figure.period.last_year
            yield Told("period-of-average" if averaged else "period-end-of-years")


def _scope(case: _Case) -> Told:
    if case.figure.scope == SELF:
        return Told("scope-self")
    return Told("scope-wider", case.last(case.figure.scope, case.candidate.clause_start))
