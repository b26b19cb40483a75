"""The source as trees, for the tests of the house's form."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Module:
    """One module of the source: its dotted name, file, text and tree."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def public(self) -> bool:
        """Whether no part of the dotted name begins with an underscore."""
        return not any(part.startswith("_") for part in self.name.split("."))


@pytest.fixture(scope="session")
def modules(root: Path) -> list[Module]:
    """All modules of the core and the application, in order of their names."""
    found = []
    for path in sorted((root / "src").rglob("*.py")):
        if path.parent.name == "migrations":
            continue  # in Django's own form
        parts = path.relative_to(root / "src").with_suffix("").parts
        text = path.read_text(encoding="utf-8")
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(Module(name, path, text, ast.parse(text)))
    return found


@pytest.fixture(scope="session")
def tracked(root: Path) -> list[Path]:
    """All files under version control; the tests are skipped in an unpacked archive."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git work tree")
    paths = (root / name.decode() for name in listed.stdout.split(b"\0") if name)
    return [path for path in paths if path.is_file()]
