"""The tests themselves: they say what should be, mirror the source, and have names of their own."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

WITHOUT_MIRROR = {"architecture", "benchmarks", "cases", "docs", "golden", "hostile", "samples", "typing", "web"}


def test_every_test_says_what_should_be(root: Path) -> None:
    """Each test function has a docstring."""
    wrong = [
        f"{path.relative_to(root)}::{node.name}"
        for path in sorted((root / "tests").rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    assert wrong == []


def test_test_modules_have_names_of_their_own(root: Path) -> None:
    """No two test modules share a name, so that a failure names its file."""
    names = Counter(path.name for path in (root / "tests").rglob("test_*.py"))
    assert [name for name, times in names.items() if times > 1] == []


def test_test_folders_mirror_the_source(root: Path) -> None:
    """Each folder of tests belongs to a package of the source."""
    folders = {path.parent.relative_to(root / "tests").parts[0] for path in (root / "tests").glob("*/**/test_*.py")}
    packages = {path.name for path in (root / "src" / "duixian").iterdir()}
    assert (
        sorted(name for name in folders - WITHOUT_MIRROR if name not in packages and f"{name}.py" not in packages) == []
    )
