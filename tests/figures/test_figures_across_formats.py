"""One document yields the same figures, whatever format it comes in."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from duixian.documents import load
from duixian.figures import read_figures
from duixian.model import Figure

ROOT = Path(__file__).resolve().parents[2]
NAMES = sorted(path.stem for path in (ROOT / "examples" / "source").glob("*.md"))
SCAN_SHARE = 0.95


def meaning(figure: Figure) -> tuple[object, ...]:
    """Return all that a figure says, without the place and the kind of dash or space it is written with."""
    return (
        figure.value, figure.high, figure.unit, figure.bound, figure.kind, figure.indicator, figure.of, figure.role,
        figure.period, figure.scope,
    )  # fmt: skip


def figures_of(root: Path, name: str) -> Counter[tuple[object, ...]]:
    """Count the figures of one of the example documents by what they say."""
    return Counter(meaning(figure) for figure in read_figures(load(root / "examples" / "formats" / name)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", ["md", "html", "docx", "pdf"])
def test_a_document_yields_the_same_figures_in_each_format(root: Path, name: str, suffix: str) -> None:
    """Plain text is the measure; no figure is lost, added or changed."""
    assert figures_of(root, f"{name}.txt") == figures_of(root, f"{name}.{suffix}")


def test_a_scanned_document_yields_nearly_the_same_figures(root: Path) -> None:
    """At least 95 of 100 figures survive the recognition of characters, and as few are made up."""
    pytest.importorskip("rapidocr")
    written = figures_of(root, "2025-plan-execution-report.txt")
    scanned = figures_of(root, "2025-plan-execution-report.scan.pdf")

    assert (written & scanned).total() >= SCAN_SHARE * written.total()
    assert (scanned - written).total() <= (1 - SCAN_SHARE) * written.total()
