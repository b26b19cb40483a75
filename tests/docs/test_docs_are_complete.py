"""What a user can type, set, choose or meet stands in the documentation."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest

import duixian
from duixian import errors, model
from duixian.cli import main
from duixian.model import (
    Bound,
    ChangeKind,
    DocumentKind,
    FigureKind,
    FindingVerdict,
    Firmness,
    PaceClass,
    Part,
    PromiseForm,
    PromiseOrigin,
    Relation,
    ResultForm,
    Role,
    Standing,
    Testability,
    Verdict,
)

PACKAGE = re.compile(r"[A-Za-z0-9_.-]+")


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield a command and all beneath it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, f"{path} {name}")


COMMANDS = dict(commands(main, "duixian"))


@pytest.mark.parametrize("path", [path for path in COMMANDS if " " in path])
def test_every_command_is_shown_in_use(path: str, written: str) -> None:
    """A page that people wrote shows the command."""
    assert path in written


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_is_described(path: str, everything: str) -> None:
    """Each option of the command stands in the documentation."""
    options = [name for param in COMMANDS[path].params for name in param.opts if name.startswith("--")]
    assert [name for name in options if f"{name}" not in everything] == []


def test_every_command_and_option_has_a_help_text() -> None:
    """``--help`` explains each command and each option."""
    options = [(path, param) for path, command in COMMANDS.items() for param in command.params]
    assert [path for path, command in COMMANDS.items() if not command.help] == []
    assert [(path, it.name) for path, it in options if isinstance(it, click.Option) and not it.help] == []


def test_every_choice_is_described(everything: str) -> None:
    """Each value that an option offers stands in the documentation as code."""
    choices = {
        str(choice)
        for command in COMMANDS.values()
        for param in command.params
        if isinstance(param.type, click.Choice)
        for choice in param.type.choices
    }
    assert sorted(choice for choice in choices if f"`{choice}`" not in everything) == []


def test_every_setting_is_described(written: str, root: Path) -> None:
    """Each environment variable that source or tests look at is described by people."""
    files = [*(root / "src").rglob("*.py"), *(root / "tests").rglob("*.py"), *(root / "benchmarks").rglob("*.py")]
    names = {
        name for path in files for name in re.findall(r"\bDUIXIAN_[A-Z_]*[A-Z]\b", path.read_text(encoding="utf-8"))
    }
    assert sorted(name for name in names if name not in written) == []


def test_every_error_code_is_described(everything: str) -> None:
    """Each code has its chapter in the reference."""
    assert sorted(code for code in errors.messages() if f"### {code}\n" not in everything) == []


def test_every_public_name_is_described(everything: str) -> None:
    """Each name that ``import duixian`` offers has its chapter in the reference."""
    assert sorted(name for name in duixian.__all__ if f"## {name}\n" not in everything and name != "__version__") == []


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(Bound, id="bound"),
        pytest.param(ChangeKind, id="change"),
        pytest.param(DocumentKind, id="document"),
        pytest.param(FigureKind, id="figure"),
        pytest.param(FindingVerdict, id="finding"),
        pytest.param(Firmness, id="firmness"),
        pytest.param(PaceClass, id="pace"),
        pytest.param(Part, id="part"),
        pytest.param(PromiseForm, id="promise"),
        pytest.param(PromiseOrigin, id="origin"),
        pytest.param(Relation, id="relation"),
        pytest.param(ResultForm, id="result"),
        pytest.param(Role, id="role"),
        pytest.param(Standing, id="standing"),
        pytest.param(Testability, id="testability"),
        pytest.param(Verdict, id="verdict"),
    ],
)
def test_every_value_of_a_field_is_in_the_glossary(words: object, root: Path) -> None:
    """The words and signs that fields may hold are explained in the glossary."""
    glossary = (root / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert [word for word in get_args(words) if word not in {"=", "other"} and word not in glossary] == []


@pytest.mark.parametrize(
    "name",
    "Change Derived Document Doubt Figure Finding FindingFigure Judgement LedgerLine Note Observation Pace Period "
    "Place Promise Quantity Reading Reason Result Section Sentence Span ValueRange".split(),
)
def test_every_noun_is_in_the_glossary(name: str, root: Path) -> None:
    """The records a user meets are words of the glossary, with their Chinese."""
    assert name in model.__all__
    glossary = (root / "docs" / "glossary.md").read_text(encoding="utf-8")
    word = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    row = re.search(rf"^\| {word}\b[^|]*\|([^|]*)\|", glossary, re.MULTILINE)
    assert row is not None
    assert re.search(r"[\u4e00-\u9fff]", row[1])


def test_dependencies_are_those_of_the_project(root: Path) -> None:
    """Each library of ``pyproject.toml`` is justified, and no other."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(row for extra in project["optional-dependencies"].values() for row in extra)]
    names = {PACKAGE.match(row)[0].lower() for row in wanted if not row.startswith("duixian[")}  # type: ignore[index]
    page = (root / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (?:(?:pdf|ocr|docx|xlsx|parquet|web) \| )?([a-z0-9-]+) \|", page, re.MULTILINE)
    assert sorted(set(rows) - {"library", "extra"}) == sorted(names)


def test_make_targets_are_described(root: Path, written: str) -> None:
    """Each documented target of the Makefile occurs in a page."""
    targets = re.findall(r"^([a-z-]+):.*## ", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert [target for target in targets if f"make {target}" not in written] == []
