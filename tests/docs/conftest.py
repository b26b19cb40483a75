"""The documentation's pages, for the tests that keep it true."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def pages(root: Path) -> dict[Path, str]:
    """All Markdown pages of the documentation with their text."""
    paths = [*root.glob("*.md"), *(root / "docs").rglob("*.md"), *(root / "benchmarks").rglob("*.md")]
    return {path: path.read_text(encoding="utf-8") for path in sorted(paths)}


@pytest.fixture(scope="session")
def written(pages: dict[Path, str]) -> str:
    """The text of all pages that people wrote, one after the other."""
    return "\n".join(text for path, text in pages.items() if path.parent.name != "reference")


@pytest.fixture(scope="session")
def everything(pages: dict[Path, str]) -> str:
    """The text of all pages, one after the other."""
    return "\n".join(pages.values())
