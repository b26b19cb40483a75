"""What the rules of the reading say, in words for people.

In goes ``rules.toml``; out come the texts by the rule's id: :class:`RuleText` for the rules that decide a field of a
figure, :class:`DropText` for those by which a number is no figure.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from duixian.errors import DefinitionError
from duixian.figures.exclusions import exclusion_rules

__all__ = ["DropText", "RuleText", "drop_text", "drop_texts", "rule_texts"]

_FILE = "figures/rules.toml"
_FIELDS = ("value", "unit", "bound", "kind", "indicator", "indicator_id", "of", "role", "period", "scope")
_UNNAMED = "excluded"


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a rule says of a field.

    Args:
        id: the rule's name.
        field: the field it decides.
        zh: what it says, in Chinese; ``{words}`` stands for the words that decided, ``{detail}`` for a name.
        en: the same in English.
        example: a text whose number in [brackets] is read by the rule.
        part: of the section the example stands in; ``None`` for a review.
        period: the section's period; ``None`` for the usual one, empty where it has none.
        format: the format of the example, ``text`` or ``markdown``.
    """

    id: str
    field: str
    zh: str
    en: str
    example: str
    part: str | None
    period: str | None
    format: str


@dataclass(frozen=True, slots=True)
class DropText:
    """What a rule says of a number that is no figure; ``example`` may be empty."""

    id: str
    zh: str
    en: str
    example: str
    format: str


@cache
def rule_texts() -> MappingProxyType[str, RuleText]:
    """Load the texts of the rules that decide fields, in the order of the file.

    Raises:
        DefinitionError: a row lacks a text, its field or its example, or stands there twice.

    Example:
        >>> rule_texts()["period-stated"].field
        'period'
    """
    found: dict[str, RuleText] = {}
    for where, row in _rows("rule", ("id", "field", "zh", "en", "example")):
        if row["field"] not in _FIELDS or row["id"] in found:
            raise DefinitionError("bad-wording", where=where, problem=f"{row['field']}, {row['id']}")
        found[row["id"]] = RuleText(
            row["id"],
            row["field"],
            row["zh"],
            row["en"],
            row["example"].strip(),
            row.get("part"),
            row.get("period"),
            row.get("format", "text"),
        )
    return MappingProxyType(found)


@cache
def drop_texts() -> MappingProxyType[str, DropText]:
    """Load the texts of the reasons for which a number is no figure, in the order of the file.

    Raises:
        DefinitionError: a row lacks a text, or stands there twice.

    Example:
        >>> drop_texts()["year"].en
        'a year'
    """
    examples = {rule.id: rule.example for rule in exclusion_rules()}
    found: dict[str, DropText] = {}
    for where, row in _rows("dropped", ("id", "zh", "en")):
        if row["id"] in found:
            raise DefinitionError("bad-wording", where=where, problem=row["id"])
        example = row.get("example", examples.get(row["id"], "")).strip()
        found[row["id"]] = DropText(row["id"], row["zh"], row["en"], example, row.get("format", "text"))
    return MappingProxyType(found)


def drop_text(rule: str) -> DropText:
    """Return the text of one reason; a rule of ``exclusions.toml`` without words of its own is told by its example.

    Example:
        >>> drop_text("year").example
        '[2020]中国海智创业大赛如期举行'
    """
    text = drop_texts().get(rule)
    if text is not None:
        return text
    general = drop_texts()[_UNNAMED]
    example = next((one.example for one in exclusion_rules() if one.id == rule), "")
    return DropText(rule, general.zh, general.en, example, "text")


def _rows(table: str, needed: tuple[str, ...]) -> list[tuple[str, dict[str, Any]]]:
    source = resources.files("duixian").joinpath(_FILE).read_text(encoding="utf-8")
    rows = []
    for number, row in enumerate(tomllib.loads(source)[table], 1):
        where = f"{_FILE}, {table} {number}"
        if not all(row.get(name) for name in needed):
            raise DefinitionError("bad-wording", where=where, problem=f"{', '.join(needed)} are needed")
        rows.append((where, row))
    return rows
