"""Load the words of time from ``relative.toml`` and ``plans.toml``.

In go the two data files beside this module; out comes one frozen table of rules, checked row by row.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

from duixian.errors import DefinitionError

__all__ = ["Example", "PeriodUse", "Plan", "Rule", "Rules", "load_rules"]

PeriodUse = Literal["covers", "by", "base", "since"]
"""What a mention does: the time stated about, a date aimed at, a base of comparison, a beginning."""

_TABLES = ("year", "part", "years", "fixed", "term", "vague", "before", "after")
_CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "year": {"anchor": ("this", "stated", "near")},
    "years": {"direction": ("past", "future", "ago")},
    "term": {"years": ("so-far", "all", "last")},
    "plan-part": {"years": ("all", "last", "first")},
}
_FIELDS = {
    *("id", "words", "example", "found", "period", "section", "use", "behind", "ahead", "anchor", "offset", "months"),
    *("before", "after", "direction", "first", "last", "years", "only_with"),
}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that shows a rule, with the mention and period expected; the tests read it."""

    sentence: str
    found: str | None
    period: str | None
    section: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the data: words of time and what they mean.

    Args:
        id: the row's name; mentions carry it.
        words: what is written.
        use: what a mention by this rule does; ``None`` where the row has none.
        example: the row's own example.
        behind: characters that must not stand just before the words.
        ahead: regular expression that must match just behind them.
        meaning: the row's choice: ``anchor`` of a year, ``direction`` of years, ``years`` of a term or a plan's part.
        offset: years from the anchor.
        months: first and last month of a part of a year, ``None`` for the whole.
        before: words before a number of years.
        after: words after it.
        first: first year of a fixed time.
        last: its last year; ``None`` where it lasts.
        only_with: the endings that a preposition needs.
    """

    id: str
    words: tuple[str, ...]
    use: PeriodUse | None
    example: Example
    behind: str = ""
    ahead: str = ""
    meaning: str = ""
    offset: int = 0
    months: tuple[int, int] | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None
    only_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A five-year plan: its short name and its calendar years, both included."""

    name: str
    first: int
    last: int
    example: Example


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules: table name → rows in the file's order, the plans, and what tells names from times."""

    tables: dict[str, tuple[Rule, ...]]
    plans: tuple[Plan, ...]
    plan_before: tuple[str, ...]
    plan_after: str
    not_after_year: tuple[str, ...]


@cache
def load_rules() -> Rules:
    """Read and check both data files, once.

    Raises:
        DefinitionError: a row breaks the grammar told in its file's head.

    Example:
        >>> next(plan.last for plan in load_rules().plans if plan.name == "十三五")
        2020
    """
    relative = _read("relative.toml")
    plans = _read("plans.toml")
    tables = {name: tuple(_rule("relative.toml", name, row) for row in relative.get(name, ())) for name in _TABLES}
    tables["plan-part"] = tuple(_rule("plans.toml", "plan-part", row) for row in plans["part"])
    naming = plans["naming"]
    return Rules(
        tables=tables,
        plans=tuple(_plan(row) for row in plans["plan"]),
        plan_before=tuple(naming["before"]),
        plan_after=naming["after"],
        not_after_year=tuple(naming["not_after_year"]),
    )


def _read(name: str) -> dict[str, Any]:
    source = resources.files("duixian.periods").joinpath(name).read_text(encoding="utf-8")
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError("period-rule", where=name, problem=str(error)) from error


def _rule(file: str, table: str, row: dict[str, Any]) -> Rule:
    where = f"{file}, [[{table}]] {row.get('id', '?')}"
    problem = _problem(table, row)
    if problem:
        raise DefinitionError("period-rule", where=where, problem=problem)
    months = row.get("months")
    return Rule(
        id=row["id"],
        words=tuple(row.get("words", ())),
        use=row.get("use"),
        example=_example(row),
        behind=row.get("behind", ""),
        ahead=row.get("ahead", ""),
        meaning=next((row[key] for key in _CHOICES.get(table, ())), ""),
        offset=row.get("offset", 0),
        months=(months[0], months[1]) if months else None,
        before=tuple(row.get("before", ())),
        after=tuple(row.get("after", ())),
        first=row.get("first"),
        last=row.get("last"),
        only_with=tuple(row.get("only_with", ())),
    )


def _problem(table: str, row: dict[str, Any]) -> str | None:
    """Say what is wrong with a row, or ``None``."""
    if unknown := set(row) - _FIELDS:
        return f"unknown field {min(unknown)}"
    if "id" not in row or "example" not in row:
        return "id or example is missing"
    words = [word for key in ("words", "before", "after") for word in row.get(key, ())]
    if not words or not all(isinstance(word, str) for word in words):
        return "words are missing"
    if row.get("use") not in (None, *get_args(PeriodUse)):
        return f"use = {row['use']!r}"
    for key, allowed in _CHOICES.get(table, {}).items():
        if row.get(key) not in allowed:
            return f"{key} = {row.get(key)!r}"
    try:
        re.compile(row.get("ahead", ""))
    except re.error as error:
        return f"ahead: {error}"
    return None


def _plan(row: dict[str, Any]) -> Plan:
    if row.keys() != {"name", "first", "last", "example", "period"} or row["last"] < row["first"]:
        where = f"plans.toml, [[plan]] {row.get('name', '?')}"
        raise DefinitionError("period-rule", where=where, problem="name, first, last, example, period")
    return Plan(row["name"], row["first"], row["last"], _example(row))


def _example(row: dict[str, Any]) -> Example:
    return Example(row["example"], row.get("found"), row.get("period"), row.get("section"))
