"""The command ``duixian series``.

In go files and folders of one or more places, and indicators; out come their values over the years: stated, derived and
contradicting ones apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import click
from rich import box
from rich.console import Console
from rich.table import Table

from duixian.audit.series import PlaceSeries, place_series
from duixian.cli.reading_options import reading_options, run_of, sources_of, target_of
from duixian.errors import Language
from duixian.exports.labels import label
from duixian.exports.registry import SERIES_EXPORTERS
from duixian.exports.series import DrawnSeries
from duixian.ledger.panel_series import Series, default_kind, parse_series
from duixian.model import FigureKind, FindingVerdict, Reading

__all__ = ["print_series_summary", "series", "wanted_series"]

_SUMMARY: Final = (
    "每个序列打印一行概况;没有 --format 和 -o 时只打印概况。"
    "Print one row a series; without --format and -o nothing else."
)
_RELATED: Final[tuple[FigureKind, ...]] = ("amount", "rate", "growth")
_VERDICTS: Final[tuple[FindingVerdict, ...]] = ("contradiction", "tension", "note")


@click.command()
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    required=True,
    metavar="指标[:类别]",
    help="指标编号或中文名,可重复;类别为 amount、rate、growth、points、multiple 或 rank,不写则总量(比率)和增速都要。"
    "Id or Chinese name of an indicator, may be repeated; without a kind both its levels and its growth.",
)
@reading_options(SERIES_EXPORTERS, summary=_SUMMARY)
@click.pass_context
def series(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """重建历年数据:每年文件说了多少,没有说的能推得多少,哪些对不上。

    Reconstruct an indicator of a place over the years from its documents: what each stated, first and revised; what
    follows from other years without being stated, with interval and derivation; and which stated values do not fit.

    \b
    例 Examples:
      duixian series 报告文件夹 --indicator 一般公共预算收入
      duixian series 报告文件夹 --indicator gdp --indicator retail-sales --format html -o 历年.html
      duixian series 报告文件夹 --indicator 粮食产量:总量 --format xlsx -o 粮食.xlsx
    """
    wanted = tuple(dict.fromkeys(each for name in options["indicators"] for each in wanted_series(name)))
    run = run_of(options)
    sources = sources_of(paths, options)
    target = target_of(options, sources, SERIES_EXPORTERS)
    found: list[PlaceSeries] = []

    def gathered(readings: Iterator[Reading]) -> Iterator[DrawnSeries]:
        held = tuple(replace(each, promises=()) for each in readings)
        found.extend(place_series(held, wanted))
        yield DrawnSeries(tuple(found), held)

    run.execute(sources, target, gathered)
    if options["summary"]:
        print_series_summary(found, lang=run.lang, stderr=target is not None and target.path is None)
    ctx.exit(1 if run.failed else 0)


def wanted_series(text: str) -> tuple[Series, ...]:
    """Return the series that a user asks for: one where a kind is named, else levels and growth.

    Args:
        text: as for :func:`duixian.ledger.panel_series.parse_series`.

    Raises:
        UsageError: as of that function.

    Example:
        >>> [str(each) for each in wanted_series("gdp")], [str(each) for each in wanted_series("gdp:growth")]
        (['gdp:amount', 'gdp:growth'], ['gdp:growth'])
    """
    one = parse_series(text)
    if ":" in text or "\uff1a" in text:
        return (one,)
    entry = one.indicator
    kinds = [kind for kind in _RELATED if kind in entry.kinds or kind == default_kind(entry)]
    return tuple(Series(entry.id, kind) for kind in kinds) or (one,)


def print_series_summary(found: Sequence[PlaceSeries], *, lang: Language, stderr: bool) -> None:
    """Print how many years of each series are stated, only derived, or do not fit.

    Args:
        found: the series.
        lang: language of the headings.
        stderr: whether stdout holds data already.

    Example:
        >>> print_series_summary([], lang="en", stderr=True)
    """
    if not found:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column(label("column", "panel_place", lang), overflow="fold")
    table.add_column(label("column", "indicator_id", lang), overflow="fold", min_width=14)
    for form in ("stated", "derived", "target"):
        table.add_column(label("series_form", form, lang), justify="right")
    for verdict in _VERDICTS:
        table.add_column(label("finding", verdict, lang), justify="right")
    for each in found:
        counts = Counter[str]()
        for point in each.points:
            counts["stated"] += bool(point.stated)
            counts["derived"] += bool(point.derived) and not point.stated
            counts["target"] += bool(point.targets)
            counts.update({value.verdict for value in point.contradicting if value.verdict is not None})
        names = ("stated", "derived", "target", *_VERDICTS)
        table.add_row(each.place or "—", str(each.series), *(str(counts[name] or "·") for name in names))
    Console(stderr=stderr, highlight=False).print(table)
