"""Find targets whose failure is told without a number: 进出口总额未完成年初目标.

In go a dossier's index and an outcome target; out come the clauses that say it was missed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from duixian.ledger.works import DossierIndex
from duixian.ledger.works_scoring import key_tokens
from duixian.ledger.works_shortfalls import Shortfall
from duixian.model import Document, Promise, Result

__all__ = ["problem_results"]

_WORDS_SCORE: Final = Decimal("0.75")
_LEAST_TOKENS: Final = 2


def problem_results(promise: Promise, index: DossierIndex, *, document_id: str) -> tuple[Result, ...]:
    r"""Return the clauses that say, without its number, that an outcome target was missed.

    Args:
        promise: an outcome target; other promises have no such results.
        index: of the dossier that holds the document.
        document_id: id of the document that promises.

    Returns:
        Results of form ``problem``, from the documents that look back upon the year the target fell due.

    Example:
        >>> from duixian.ledger import gather
        >>> from duixian.reading import read_text
        >>> said = read_text("2024年沈阳市政府工作报告\n二、2024年工作安排\n预期目标是:进出口总额增长5%。")
        >>> told = read_text("2025年沈阳市政府工作报告\n一、2024年工作回顾\n进出口总额未完成年初目标。")
        >>> dossier, = gather([said, told])
        >>> [found.text for promise in said.promises
        ...     for found in problem_results(promise, DossierIndex(dossier), document_id=said.document.id)]
        ['进出口总额未完成年初目标']
    """
    figure = promise.figure
    if figure is None or figure.role != "target":
        return ()
    base = None if figure.indicator_id is None else figure.indicator_id.partition(".")[0]
    words = key_tokens(figure.indicator or "")
    if len(words) < _LEAST_TOKENS or "指标" in words:
        words = frozenset()
    years = "several" if promise.period is not None and promise.period.first_year < promise.period.last_year else "one"
    found: list[Result] = []
    for told, year, late in index.answering(promise, document_id):
        if late:
            continue
        for shortfall in told.shortfalls:
            if shortfall.years is not None and shortfall.years != years:
                continue
            score = shortfall.indicators.get(base) if base else None
            rule = "failure-of-indicator"
            if score is None and not base and words and words <= key_tokens(shortfall.names):
                score, rule = _WORDS_SCORE, "failure-in-same-words"
            if score is not None:
                found.append(_result(told.document, shortfall, year, score, rule))
    return tuple(sorted(found, key=lambda result: (-result.score, result.year, result.span)))


def _result(document: Document, shortfall: Shortfall, year: int, score: Decimal, rule: str) -> Result:
    return Result(
        document=document.id,
        year=year,
        span=shortfall.span,
        text=shortfall.span.of(document.text),
        sentence=shortfall.sentence,
        form="problem",
        figure=None,
        score=score,
        rules=(rule,),
    )
