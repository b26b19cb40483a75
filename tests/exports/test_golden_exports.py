"""Whole outputs, compared with files that people have looked at."""

from __future__ import annotations

import os

import pytest

from duixian.exports import LEDGER_EXPORTERS, PROMISE_EXPORTERS

SUFFIXES = {"table": "txt", "jsonl": "jsonl", "csv": "csv", "html": "html"}
CASES = [
    ("table", "table.txt", {"width": 110}),
    ("jsonl", "figures.jsonl", {}),
    ("csv", "figures.csv", {}),
    ("html", "page.html", {}),
]


@pytest.mark.parametrize(("name", "file", "options"), CASES, ids=[case[0] for case in CASES])
def test_output_is_that_of_the_golden_file(name, file, options, reading, written, golden) -> None:
    """The little report is written as before, byte for byte."""
    golden(file, written(name, reading, **options))


@pytest.mark.parametrize("name", ["table", "jsonl", "csv"])
def test_promises_are_those_of_the_golden_file(name, promising, written, golden) -> None:
    """The promises of the little report are written as before, byte for byte."""
    golden(f"promises.{SUFFIXES[name]}", written(name, promising, among=PROMISE_EXPORTERS, width=130))


@pytest.mark.parametrize("name", ["table", "jsonl", "csv", "html"])
def test_ledger_is_that_of_the_golden_file(name, ledger, written, golden) -> None:
    """The little ledger is written as before, byte for byte."""
    golden(f"ledger.{SUFFIXES[name]}", written(name, ledger, among=LEDGER_EXPORTERS, width=130))


def test_golden_files_are_not_being_rewritten_in_continuous_integration() -> None:
    """A run that decides about a change compares; it never writes what it compares with."""
    if os.environ.get("CI"):
        assert os.environ.get("DUIXIAN_REGENERATE") != "1"
