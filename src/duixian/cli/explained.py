"""An explanation, as a person reads it and as a program does.

In goes an :class:`~duixian.figures.Explanation`; out come tables for the terminal, or a record for JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from duixian.errors import Language
from duixian.exports.cells import visible
from duixian.exports.columns import grouped
from duixian.exports.figures import ROLE_STYLES
from duixian.exports.labels import label, labels
from duixian.figures import Explanation
from duixian.figures.explanation import Spot
from duixian.figures.steps import Step
from duixian.model import Place, Span
from duixian.periods import PeriodUse

__all__ = ["explanation_record", "print_explanation"]

_AROUND: Final = 200
"""So many characters of a long sentence are shown before the number and behind it."""
_MARKS: Final = str.maketrans("[]", "【】")
_RULE_OF_TABLE: Final = re.compile(r"\|[-|]+\|\Z")

_WORDS: Final[dict[str, dict[Language, str]]] = {
    "field": {"zh": "字段", "en": "Field"},
    "value": {"zh": "读作", "en": "Read as"},
    "why": {"zh": "依据", "en": "Why"},
    "rule": {"zh": "规则", "en": "Rule"},
    "example": {"zh": "例句", "en": "Example"},
    "number": {"zh": "数", "en": "Number"},
    "offset": {"zh": "位置", "en": "Offset"},
    "figure": {"zh": "“{text}”是数据,这样读出:", "en": "“{text}” is a figure, read like this:"},
    "dropped": {"zh": "“{text}”不是数据:{why}。", "en": "“{text}” is no figure: {why}."},
    "nothing": {"zh": "这里不是数。", "en": "There is no number at this place."},
    "dropped_title": {"zh": "不是数据的数", "en": "Numbers that are no figures"},
    "figures_title": {"zh": "同一句里的数据", "en": "Figures of the passage"},
    "mentions_title": {"zh": "时间词", "en": "Words of time"},
    "meaning": {"zh": "所指", "en": "Means"},
    "use": {"zh": "用处", "en": "Use"},
    "considered_title": {"zh": "考虑过的指标", "en": "Indicators considered"},
    "chosen": {"zh": "选中", "en": "chosen"},
    "confidence_title": {"zh": "可信度 {confidence} ≈ {product}", "en": "Confidence {confidence} ≈ {product}"},
    "factor": {"zh": "因素", "en": "Factor"},
    "times": {"zh": "乘以", "en": "Times"},
    "doubt": {"zh": "可能有误", "en": "In doubt"},
    "reason": {"zh": "原因", "en": "Reason"},
    "table_confidence": {
        "zh": "可信度 {confidence}(表格中的数据同用一个值)",
        "en": "Confidence {confidence}, the same for all figures of tables",
    },
    "no_headings": {"zh": "(没有标题)", "en": "(no heading)"},
    "page": {"zh": "第 {page} 页", "en": "page {page}"},
    "box": {"zh": "框({box} 点)", "en": "box ({box} points)"},
}

_SPOTS: Final[dict[Spot, dict[Language, str]]] = {
    "sentence": {"zh": "句子", "en": "sentence"},
    "table": {"zh": "表格的一行", "en": "row of a table"},
    "heading": {"zh": "标题", "en": "heading"},
    "furniture": {"zh": "网页或页眉页脚的文字", "en": "text of the web page or print"},
    "line": {"zh": "没有读的一行", "en": "a line that is not read"},
}

_USES: Final[dict[PeriodUse, dict[Language, str]]] = {
    "covers": {"zh": "所说的时间", "en": "the time spoken of"},
    "by": {"zh": "目标的期限", "en": "the date aimed at"},
    "base": {"zh": "比较的基期", "en": "the base of comparison"},
    "since": {"zh": "起点", "en": "the beginning"},
}


def print_explanation(told: Explanation, lang: Language, console: Console) -> None:
    """Print an explanation: the sentence with the number marked, what was read and why, what was dropped.

    Example:
        >>> from duixian import explain, read
        >>> print_explanation(explain(read("增长7%。").document, 2), "zh", Console(quiet=True))
    """
    console.print(Text(visible(_where(told, lang)), style="dim"))
    console.print(_marked(told))
    console.print()
    for part in _parts(told, lang):
        console.print(part)


def _where(told: Explanation, lang: Language) -> str:
    """Return document, headings, part, period and page in one line."""
    spot = _SPOTS[told.spot][lang]
    about = " · ".join(word for word in (label("part", told.part, lang), str(told.period or "")) if word)
    headings = " / ".join(told.headings) or _WORDS["no_headings"][lang]
    pages = [_place(place, lang) for place in told.places if place.page is not None]
    return " · ".join([f"{told.document} [{told.span.start}, {told.span.end}) {spot}", f"{headings} ({about})", *pages])


def _place(place: Place, lang: Language) -> str:
    said = _WORDS["page"][lang].format(page=place.page)
    if place.box is None:
        return said
    corners = ", ".join(f"{corner:.0f}" for corner in (place.box.x0, place.box.y0, place.box.x1, place.box.y1))
    return f"{said} {_WORDS['box'][lang].format(box=corners)}"


def _marked(told: Explanation) -> Text:
    """Return the sentence, shortened around the place, with the number in 【】."""
    here = told.figure or told.number
    span = here.span if here is not None else Span(told.offset, told.offset)
    first, last = max(told.span.start, span.start - _AROUND), min(told.span.end, span.end + _AROUND)

    def words(start: int, end: int) -> str:
        return visible(told.text[start - told.span.start : end - told.span.start])

    text = Text("…" if first > told.span.start else "")
    text.append(words(first, span.start))
    if here is not None:
        style = ROLE_STYLES[told.figure.role] if told.figure is not None else "red"
        text.append(f"【{words(span.start, span.end)}】", style=f"{style} reverse")
    text.append(words(span.end, last))
    return text.append("…" if last < told.span.end else "")


def _parts(told: Explanation, lang: Language) -> Iterator[RenderableType]:
    if told.figure is not None:
        yield Text(_WORDS["figure"][lang].format(text=visible(told.figure.text)), style="bold")
        yield _steps(told.steps, lang)
        yield from _confidence(told, lang)
    elif told.number is not None:
        why = told.number.why(lang)
        yield Text(_WORDS["dropped"][lang].format(text=visible(told.number.text), why=why) + "\n", style="bold")
    else:
        yield Text(_WORDS["nothing"][lang] + "\n", style="bold")
    others = [figure for figure in told.figures if figure is not told.figure]
    if others:
        rows = [(figure.span.start, figure.text, figure.indicator or "") for figure in others]
        yield _table("figures_title", ("offset", "number", "field:indicator"), rows, lang)
    if told.dropped:
        yield _table(
            "dropped_title",
            ("offset", "number", "why", "rule", "example"),
            [(one.span.start, one.text, one.why(lang), one.rule, _example(one.example)) for one in told.dropped],
            lang,
        )
    if told.mentions:
        unknown = label("page", "unknown", lang)
        yield _table(
            "mentions_title",
            ("offset", "mentions_title", "meaning", "use"),
            [(one.span.start, one.wording, one.period or unknown, _USES[one.use][lang]) for one in told.mentions],
            lang,
        )
    if any(not one.chosen for one in told.considered):
        rows_ = [
            (one.id, one.en if lang == "en" else one.zh, _WORDS["chosen"][lang] if one.chosen else "")
            for one in told.considered
        ]
        yield _table("considered_title", ("field:indicator_id", "field:indicator", "chosen"), rows_, lang)


def _steps(steps: Sequence[Step], lang: Language) -> Table:
    rows = []
    before = None
    for step in steps:
        # A field that several rules decided is named once.
        first = step.field != before
        name = label("column", step.field, lang) if first else ""
        rows.append((name, _shown(step, lang) if first else "", step.why(lang), step.rule, _example(step.example)))
        before = step.field
    return _table(None, ("field", "value", "why", "rule", "example"), rows, lang)


def _shown(step: Step, lang: Language) -> str:
    """Return a field's value in the words a person reads."""
    if step.value is None:
        return label("page", "unknown", lang) if step.field != "indicator_id" else "–"
    if step.field == "value":
        return "–".join(grouped(digits) for digits in step.value.split("–"))
    if step.field == "scope" and step.value == "self":
        return label("page", "self", lang)
    return labels().get(step.field, {}).get(step.value, {}).get(lang, step.value)


def _confidence(told: Explanation, lang: Language) -> Iterator[RenderableType]:
    if told.figure is None:
        return
    confidence = f"{told.figure.confidence:f}"
    if told.chance is None:
        yield Text(_WORDS["table_confidence"][lang].format(confidence=confidence) + "\n")
        return
    product = " × ".join(f"{number:f}" for number in (told.chance, *(factor.times for factor in told.factors)))
    rows = []
    for factor in sorted(told.factors, key=lambda one: one.times):
        field = label("column", factor.field, lang) if factor.field else ""
        reason = factor.reason[lang == "en"]
        rows.append((factor.when, f"{factor.times:f}", field, reason, _example(factor.example)))
    title = _WORDS["confidence_title"][lang].format(confidence=confidence, product=product)
    yield _table(title, ("factor", "times", "doubt", "reason", "example"), rows, lang)


def _table(title: str | None, heads: Sequence[str], rows: Sequence[Sequence[object]], lang: Language) -> Table:
    said = _WORDS[title][lang] if title in _WORDS else title
    table = Table(
        title=said, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True
    )
    for name in heads:
        words = label("column", name.removeprefix("field:"), lang) if name.startswith("field:") else _WORDS[name][lang]
        table.add_column(words, overflow="fold", style="dim" if name in ("rule", "example") else "")
    for row in rows:
        table.add_row(*(Text(_lines(str(cell))) for cell in row))
    return table


def _lines(text: str) -> str:
    return "\n".join(visible(line) for line in text.split("\n"))


def _example(text: str) -> str:
    """Return an example with its number in 【】, without the rule below the head of a table."""
    return "\n".join(line for line in text.split("\n") if not _RULE_OF_TABLE.match(line)).translate(_MARKS)


def explanation_record(told: Explanation) -> dict[str, Any]:
    """Return an explanation as a record for JSON; decimals are left to the writer.

    Example:
        >>> from duixian import explain, read
        >>> record = explanation_record(explain(read("增长7%。").document, 2))
        >>> record["figure"]["text"], record["steps"][0]["rule"]
        ('7%', 'number-arabic')
    """
    return {
        "document": told.document,
        "offset": told.offset,
        "spot": told.spot,
        "passage": _piece(told.span, told.text),
        "section": {
            "headings": list(told.headings),
            "part": told.part,
            "period": None if told.period is None else str(told.period),
        },
        "places": [_place_record(place) for place in told.places],
        "figure": None if told.figure is None else told.figure.record(told.document),
        "steps": [_step_record(step) for step in told.steps],
        "chance": told.chance,
        "factors": [
            {
                "factor": one.when,
                "times": one.times,
                "field": one.field,
                "zh": one.reason[0],
                "en": one.reason[1],
                "example": one.example,
            }
            for one in told.factors
        ],
        "considered": [{"id": one.id, "zh": one.zh, "en": one.en, "chosen": one.chosen} for one in told.considered],
        "figures": [_piece(one.span, one.text) | {"indicator": one.indicator} for one in told.figures],
        "dropped": [
            _piece(one.span, one.text) | {"rule": one.rule, "zh": one.zh, "en": one.en, "example": one.example}
            for one in told.dropped
        ],
        "words_of_time": [
            _piece(one.span, one.wording) | {"use": one.use, "period": None if one.period is None else str(one.period)}
            for one in told.mentions
        ],
    }


def _piece(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": text}


def _place_record(place: Place) -> dict[str, Any]:
    corners = place.box
    return {
        "page": place.page,
        "box": None if corners is None else [corners.x0, corners.y0, corners.x1, corners.y1],
    }


def _step_record(step: Step) -> dict[str, Any]:
    evidence = step.evidence
    return {
        "field": step.field,
        "value": step.value,
        "rule": step.rule,
        "zh": step.zh,
        "en": step.en,
        "evidence": None if evidence is None else {"start": evidence.start, "end": evidence.end},
        "example": step.example,
    }
