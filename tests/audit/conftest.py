"""Short work reports of one district."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from duixian.documents.load import load
from duixian.figures import read_figures
from duixian.model import Reading


def _figures_of(text: str, name: str = "report.txt") -> Reading:
    document = load(text.encode(), name=name)
    return Reading(document, read_figures(document))


@pytest.fixture(scope="session")
def figures_of() -> Callable[..., Reading]:
    """Read the figures of a text, without its promises."""
    return _figures_of


@pytest.fixture(scope="session")
def report() -> Callable[[int, str], Reading]:
    """Return the reading of a work report delivered in a year, with a text in its review."""

    def make(year: int, text: str) -> Reading:
        body = (
            f"{year}年政府工作报告\n\n栖梧区人民政府区长\n\n({year}年1月10日)\n\n一、{year - 1}年工作回顾\n\n{text}\n\n"
            f"二、{year}年工作安排\n\n做好各项工作。\n"
        )
        return _figures_of(body, f"{year}-report.txt")

    return make
