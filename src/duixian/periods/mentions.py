"""Find the words of time in a sentence and tell which period each means.

In go the plain form of a text, a range of it and what the document tells of its years; out come the mentions in
order, each with its use and its period.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from duixian.model import Period, Span
from duixian.periods.grammar import grammar
from duixian.periods.resolving import PeriodContext, Words, resolve
from duixian.periods.rules import PeriodUse, Rule

__all__ = ["PeriodMention", "find_periods"]

_HINT = re.compile(r"[年月五届期]|季度|[同环]比|以来|世纪")
"""All words of time hold one of these; most sentences hold none."""


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """Words of time in a text.

    Args:
        span: from the preposition that gives the use (到, 比, 自), if there is one, to the last word of time.
        wording: the characters of ``span``.
        use: ``covers`` the time the statement is about, ``by`` a date aimed at, ``base`` a base of comparison,
            ``since`` from then to the reviewed year.
        period: which time it is; ``None`` where the text or the context does not tell (近年来).
        rule: id of the rule that told.
    """

    span: Span
    wording: str
    use: PeriodUse
    period: Period | None
    rule: str


def find_periods(plain: str, start: int, end: int, context: PeriodContext) -> tuple[PeriodMention, ...]:
    """Find the words of time in ``plain[start:end]``, best one sentence at a time.

    Args:
        plain: a text in plain form.
        start: first code point to look at.
        end: first code point not to look at.
        context: the years of the document and of the section.

    Returns:
        The mentions in order, not overlapping; titles in 《》 are passed over.

    Example:
        >>> context = PeriodContext(2021, Period.year(2020), Period.year(2021), Period.year(2021))
        >>> text = "到2025年,企业比去年增加500家。"
        >>> [(m.wording, m.use, str(m.period)) for m in find_periods(text, 0, len(text), context)]
        [('到2025年', 'by', '2025'), ('比去年', 'base', '2020')]
    """
    if not _HINT.search(plain, start, end):
        return ()
    mentions: list[PeriodMention] = []
    stated: int | None = None
    at = start
    while found := grammar().body.search(plain, at, end):
        at = found.end()
        if found.lastgroup == "title":
            continue
        mention = _mention(_with_neighbours(found, mentions[-1].span.end if mentions else start, end), context, stated)
        mentions.append(mention)
        if mention.use == "covers" and mention.period and mention.period.first_year == mention.period.last_year:
            stated = mention.period.last_year
        at = mention.span.end
    return tuple(mentions)


def _with_neighbours(body: re.Match[str], start: int, end: int) -> Words:
    """Add the ending and the preposition that stand right beside the words found."""
    rules = grammar()
    found = rules.ending.match(body.string, body.end(), end)
    ending = rules.endings[found.lastindex - 1] if found and found.lastindex else None
    last = found.end() if found and ending and ending.use else body.end()
    preposition, first = _preposition(body, start, ending)
    return Words(body, preposition, ending, Span(first, last))


def _preposition(body: re.Match[str], limit: int, ending: Rule | None) -> tuple[Rule | None, int]:
    """Look for the longest preposition just before the words; return it and where the mention then begins."""
    plain, before, rules = body.string, body.start(), grammar()
    if before > limit and plain[before - 1] == " ":
        before -= 1
    for length in range(min(rules.longest_preposition, before - limit), 0, -1):
        first = before - length
        for rule in rules.prepositions.get(plain[first:before], ()):
            if rule.behind and first > limit and plain[first - 1] in rule.behind:
                continue
            if not rule.only_with or (ending is not None and ending.id in rule.only_with):
                return rule, first
    return None, body.start()


def _mention(words: Words, context: PeriodContext, stated: int | None) -> PeriodMention:
    use, period, rule = resolve(words, context, stated)
    return PeriodMention(words.span, words.span.of(words.body.string), use, period, rule)
