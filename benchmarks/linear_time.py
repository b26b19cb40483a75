"""Whether reading takes time in proportion to the text, also when the text was made to slow it down.

In goes nothing; out comes a table: seconds for hostile texts of doubling size, and by how much time grows when the size
doubles (2 is linear, 4 quadratic). With ``--check`` the exit code is 1 if a text grows faster than allowed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from itertools import pairwise

from rich import box
from rich.console import Console
from rich.table import Table

from duixian.reading import read_text

UNITS = {
    "one sentence": "地区生产总值增长7.5%,",
    "one line": "地区生产总值增长7.5%。",
    "lines": "全区粮食总产量增长7%。\n",
    "digits": "1",
    "digits and commas": "1,000,",
    "Chinese digits": "一二三",
    "magnitudes": "亿",
    "numbers and magnitudes": "5亿",
    "percent signs": "%",
    "decimal points": "1.",
    "years": "2023年",
    "year ranges": "2021-2025-",
    "opening brackets": "(",
    "nested brackets": "(“《",
    "quotation marks": "“",
    "spaces": " ",
    "wide spaces and digit": "　1",
    "empty lines": "\n",
    "headings": "一、回顾\n",
    "numbered headings": "1.1.1.1.1.1 总产值\n",
    "note marks": "[1]",
    "notes": "[1]待售面积:尚未售出的面积。\n",
    "table rows": "指标\t2023年\t310天\n",
    "Markdown table": "| 指标 | 310天 |\n",
    "Markdown stars": "**",
    "respectively": "甲、乙和丙分别增长7%、8%和9%,",
    "from to": "由34%提高到36%",
    "comparisons": "比上年提高",
    "bounds": "超过不低于约",
    "no punctuation": "增长收入总值",
    "ASCII": "GDP grows ",
    "combining marks": "a\u0301",
}
"""What each hostile text repeats."""

FLOOR_SECONDS = 0.02
"""Below this a time says nothing about growth."""


def seconds_of(unit: str, size: int, name: str) -> float:
    """Return the processor time for reading ``size`` characters made of ``unit``."""
    # A word in front, since text of spaces alone is refused before anything is read.
    text = ("报告\n" + unit * (size // len(unit) + 1))[:size]
    begun = time.process_time()
    read_text(text, name=name)
    return time.process_time() - begun


def growth(times: Sequence[float]) -> float:
    """Return by how much the time grows for each doubling, over all doublings that take measurable time."""
    ratios = [after / before for before, after in pairwise(times) if before >= FLOOR_SECONDS]
    product = 1.0
    for ratio in ratios:
        product *= ratio
    return product ** (1 / len(ratios)) if ratios else 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=25_000, help="characters of the smallest text (default 25000)")
    parser.add_argument("--doublings", type=int, default=3, help="how often the size is doubled (default 3)")
    parser.add_argument("--only", help="only texts whose name contains this")
    parser.add_argument("--suffix", default=".md", help="read the texts as this kind of file (default .md)")
    parser.add_argument("--check", action="store_true", help="exit code 1 if time grows more than --most a doubling")
    parser.add_argument("--most", type=float, default=2.8, help="growth that is still called linear (default 2.8)")
    given = parser.parse_args(arguments)
    sizes = [given.size << step for step in range(given.doublings + 1)]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("text")
    for size in sizes:
        table.add_column(f"{size:,}", justify="right")
    table.add_column("growth", justify="right")
    table.add_column("s/MB", justify="right")
    failed = 0
    for name, unit in UNITS.items():
        if given.only and given.only not in name:
            continue
        times = [seconds_of(unit, size, "text" + given.suffix) for size in sizes]
        rate = growth(times)
        failed += rate > given.most
        style = "red" if rate > given.most else ""
        cells = [f"{seconds:.3f}" for seconds in times]
        table.add_row(name, *cells, f"{rate:.1f}" if rate else "-", f"{times[-1] / sizes[-1] * 1e6:.2f}", style=style)
    Console().print(table)
    return 1 if given.check and failed else 0


if __name__ == "__main__":
    sys.exit(main())
