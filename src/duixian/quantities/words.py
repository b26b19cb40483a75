"""Words that state a number without a numeral (首位, 半数, 翻番, 零) and set phrases to pass over, from ``words.toml``.

In goes a text; out come the words that stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import cast

from duixian.model import Bound, QuantityForm
from duixian.quantities.tables import Row, load_rows, row_error

__all__ = ["NumberWord", "find_words", "idioms", "is_zero", "match_idiom", "number_words", "zero_words"]

_FILE = "words.toml"
_FORMS = ("standing", "half", "doubling")


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A row of ``word`` in ``words.toml``; see its head for what each field means.

    Example:
        >>> number_words()["首位"].unit
        '名'
    """

    word: str
    form: QuantityForm
    value: Decimal
    unit: str
    bound: Bound
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    example: str


@cache
def _tables() -> dict[str, list[Row]]:
    optional = ("bound", "not_before", "not_after")
    fields = {
        "word": (("word", "form", "value", "unit", "example"), optional),
        "zero": (("word", "example"), ()),
        "idiom": (("word",), ()),
    }
    return load_rows(_FILE, fields)


@cache
def number_words() -> dict[str, NumberWord]:
    """Return the words that state a number.

    Raises:
        DefinitionError: a row breaks the file's grammar.

    Example:
        >>> str(number_words()["翻两番"].value)
        '4'
    """
    return {row["word"]: _word(row, number) for number, row in enumerate(_tables()["word"], 1)}


def _word(row: Row, number: int) -> NumberWord:
    if row["form"] not in _FORMS:
        raise row_error(_FILE, "word", number, f"form = {row['form']!r}")
    try:
        value = Decimal(row["value"])
    except InvalidOperation as error:
        raise row_error(_FILE, "word", number, f"value = {row['value']!r}") from error
    return NumberWord(
        row["word"],
        cast("QuantityForm", row["form"]),
        value,
        row["unit"],
        cast("Bound", row.get("bound", "=")),
        tuple(row.get("not_before", ())),
        tuple(row.get("not_after", ())),
        row["example"],
    )


@cache
def zero_words() -> dict[str, str]:
    """Return the words before which 零 means that there was none, each with its example.

    Example:
        >>> "新增" in zero_words()
        True
    """
    return {row["word"]: row["example"] for row in _tables()["zero"]}


@cache
def idioms() -> tuple[str, ...]:
    """Return the set phrases whose numerals count nothing, the longest first.

    Example:
        >>> "千家万户" in idioms()
        True
    """
    return tuple(sorted((row["word"] for row in _tables()["idiom"]), key=lambda word: (-len(word), word)))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words, zeros, phrases = (
        re.compile("|".join(map(re.escape, sorted(table, key=lambda word: (-len(word), word)))))
        for table in (number_words(), zero_words(), idioms())
    )
    return words, zeros, phrases


def find_words(text: str) -> Iterator[tuple[NumberWord, int]]:
    """Yield the words that state a number, each with its start, in order.

    Example:
        >>> [(word.word, start) for word, start in find_words("总量位居全省首位,首位度提高")]
        [('首位', 6)]
    """
    table = number_words()
    for match in _patterns()[0].finditer(text):
        word = table[match[0]]
        start, end = match.span()
        if word.not_before and text.startswith(word.not_before, end):
            continue
        if word.not_after and text.endswith(word.not_after, 0, start):
            continue
        yield word, start


def is_zero(text: str, at: int) -> bool:
    """Tell whether 零 at ``at`` says that there was none: 零新增, “零”输入.

    Example:
        >>> is_zero("病例零新增", 2), is_zero("零售业", 0)
        (True, False)
    """
    behind = at + 1
    if text[behind : behind + 1] in ("”", '"'):
        behind += 1
    return _patterns()[1].match(text, behind) is not None


def match_idiom(text: str, at: int) -> int:
    """Return where a set phrase that begins at ``at`` ends, or ``at`` if there is none.

    Example:
        >>> match_idiom("进千家万户", 1), match_idiom("进千家企业", 1)
        (5, 1)
    """
    match = _patterns()[2].match(text, at)
    return at if match is None else match.end()
