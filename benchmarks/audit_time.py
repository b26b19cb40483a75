"""Whether auditing takes time in proportion to the number of figures, in whichever way they become more.

In goes nothing; out comes a table: seconds for the audit of generated reports with doubling numbers of figures, and by
how much time grows when their number doubles (2 is linear, 4 quadratic). With ``--check`` the exit code is 1 if a way
grows faster than allowed. Reading the reports is not counted.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.linear_time import growth
from duixian.audit import audit
from duixian.model import Reading
from duixian.places.table import load_table
from duixian.reading import read_text

__all__ = ["WAYS", "main", "seconds_of"]

FIRST_YEAR: Final = 1990
"""Year of delivery of the first report of a place."""

COUNTED: Final = ("幼儿园", "小学", "中学", "医院", "公园", "车站", "桥梁", "书屋", "菜场", "泵站", "厂房", "驿站")
"""Names that things are made of."""

PARAGRAPH: Final = (
    "一般公共预算收入{revenue:.1f}亿元，增长{rate:.1f}%。高新技术企业净增{new}家，总数达到{total}家。"
    "新建幼儿园{a}所、小学{b}所，合计{both}所。城镇新增就业{jobs:.2f}万人，审批环节由{c}个减少到{a}个。"
)


def of_places(count: int) -> list[Reading]:
    """Return two years' reports of each of so many places."""
    return [_report(_place(at), year, _facts(at, year)) for at in range(count) for year in (2023, 2024)]


def of_years(count: int) -> list[Reading]:
    """Return the reports of one place over so many years."""
    return [_report("鞍山市", FIRST_YEAR + at, _facts(0, FIRST_YEAR + at)) for at in range(count)]


def of_things(count: int) -> list[Reading]:
    """Return two years' reports of one place that tell of so many things."""
    return [
        _report("鞍山市", year, "\n\n".join(f"{_thing(at)}达到{at + year}座，比上年增加1座。" for at in range(count)))
        for year in (2023, 2024)
    ]


def of_repeats(count: int) -> list[Reading]:
    """Return two years' reports of one place that tell the same things again and again."""
    return [_report("鞍山市", year, "\n\n".join([_facts(0, year)] * count)) for year in (2023, 2024)]


def of_list(count: int) -> list[Reading]:
    """Return one report with a sentence that lists so many parts and their sum."""
    parts = "、".join(f"{_thing(at)}{at % 9 + 2}座" for at in range(count))
    return [_report("鞍山市", 2024, f"新建{parts}，合计{7 * count}座。")]


WAYS: Final[dict[str, tuple[Callable[[int], list[Reading]], int]]] = {
    "places": (of_places, 40),
    "years": (of_years, 20),
    "things": (of_things, 200),
    "repeats": (of_repeats, 40),
    "one list": (of_list, 300),
}
"""In which way figures become more, each with the smallest number."""


@cache
def _cities() -> list[str]:
    """Return the names of today's cities, which no other place shares."""
    named = load_table().by_name.items()
    return [name for name, found in named if name.endswith("市") and len(found) == 1 and found[0].until is None]


def _place(at: int) -> str:
    return _cities()[at % len(_cities())]


def _thing(at: int) -> str:
    signs = len(COUNTED)
    return COUNTED[at % signs][0] + COUNTED[at // signs % signs][0] + COUNTED[at // signs**2 % signs]


def _facts(place: int, year: int) -> str:
    at = year - FIRST_YEAR
    a, b = at % 5 + 2, at % 4 + 3
    return PARAGRAPH.format(
        revenue=50 * 1.07**at + place, rate=7.0, new=20, total=100 + 20 * at, a=a, b=b, both=a + b, c=a + 9,
        jobs=1.5 + at / 100,
    )  # fmt: skip


def _report(place: str, year: int, text: str) -> Reading:
    return read_text(
        f"{place}{year}年政府工作报告\n\n一、{year - 1}年工作回顾\n\n{text}\n\n二、{year}年工作安排\n\n做好工作。\n",
        name=f"{place}-{year}-report.txt",
        promises=False,
    )


def seconds_of(readings: Sequence[Reading]) -> float:
    """Return the processor time for the audit of readings."""
    begun = time.process_time()
    audit(readings)
    return time.process_time() - begun


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--share", type=float, default=1, help="share of the usual numbers to start with (default 1)")
    parser.add_argument("--doublings", type=int, default=3, help="how often the number is doubled (default 3)")
    parser.add_argument("--only", choices=WAYS, help="one way only")
    parser.add_argument("--check", action="store_true", help="exit code 1 if time grows more than --most a doubling")
    parser.add_argument("--most", type=float, default=2.8, help="growth that is still called linear (default 2.8)")
    given = parser.parse_args(arguments)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("more …")
    for name in ("figures", "seconds", "growth", "ms/figure"):
        table.add_column(name, justify="right")
    failed = 0
    for name, (make, least) in WAYS.items():
        if given.only and given.only != name:
            continue
        figures, times = [], []
        for step in range(given.doublings + 1):
            readings = make(max(2, int(least * given.share)) << step)
            figures.append(sum(len(reading.figures) for reading in readings))
            times.append(seconds_of(readings))
        rate = growth(times)
        failed += rate > given.most
        table.add_row(
            name,
            " ".join(f"{count:,}" for count in figures),
            " ".join(f"{seconds:.2f}" for seconds in times),
            f"{rate:.1f}" if rate else "-",
            f"{times[-1] / figures[-1] * 1e3:.2f}",
            style="red" if rate > given.most else "",
        )
    Console().print(table)
    return 1 if given.check and failed else 0


if __name__ == "__main__":
    sys.exit(main())
