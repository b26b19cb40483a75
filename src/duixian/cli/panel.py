"""The command ``duixian panel``.

In go files, folders or standard input and indicators; out comes a table of places × years with targets, results and
verdicts, and beside csv and parquet a codebook and a data package.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, get_args

import click
from rich import box
from rich.console import Console
from rich.table import Table

from duixian.batch import read_figures_of
from duixian.cli.output import Target
from duixian.cli.reading_options import reading_options, run_of, sources_of, target_of
from duixian.cli.run import Run
from duixian.errors import Language
from duixian.exports.labels import label
from duixian.exports.ledger import VERDICT_STYLES
from duixian.exports.package import refuse_foreign_package, write_package
from duixian.exports.panel import DERIVED_PANEL, PANEL, DrawnPanel, draw_panel
from duixian.exports.registry import Exporter, tabular
from duixian.ledger.panel_series import parse_series
from duixian.ledger.panel_table import Failure, Missing, PanelRow
from duixian.model import Reading, Verdict

__all__ = ["PANEL_EXPORTERS", "panel", "print_panel_summary"]

PANEL_EXPORTERS: Final[tuple[Exporter[DrawnPanel], ...]] = tabular(PANEL)
"""Every format of panels."""

_DERIVED_EXPORTERS: Final = tabular(DERIVED_PANEL)

_PACKAGED: Final = frozenset({"csv", "parquet"})
_SUMMARY: Final = (
    "每个指标打印一行概况;没有 --format 和 -o 时只打印概况。"
    "Print one row an indicator; without --format and -o nothing else."
)


@click.command()
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    required=True,
    metavar="指标[:类别]",
    help="指标编号或中文名,可重复;类别为 amount、rate、growth、points、multiple 或 rank,不写则取该指标的目标最常用的"
    "一种(gdp 即 gdp:growth)。Id or Chinese name of an indicator, may be repeated; without a kind the one that most "
    "targets of the indicator use (gdp means gdp:growth).",
)
@click.option(
    "--licence",
    metavar="名称|网址",
    help="写进代码本和数据包的许可。Licence to be named in codebook and data package.",
)
@click.option(
    "--derived",
    is_flag=True,
    help="没有文件说的结果,能由其他年份的数推得的,另列写出范围和推导。Where no document states a result but it follows"
    " from those of other years, write its range and derivation in columns of their own.",
)
@reading_options(PANEL_EXPORTERS, summary=_SUMMARY)
@click.pass_context
def panel(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """编制面板:各地、各年的目标、结果和兑现情况,每个数都有出处,缺失都有原因。

    Draw up a panel: target, result and verdict of each place and year, each with its source, each gap with its reason.
    Beside csv and parquet files a codebook (codebook.md) and a data package (datapackage.json) are written.

    \b
    例 Examples:
      duixian panel 报告文件夹 --indicator gdp
      duixian panel 报告文件夹 --indicator gdp --indicator 城镇新增就业 -o 面板/面板.csv
      duixian panel 报告文件夹 --indicator gdp:amount --format xlsx -o 总量.xlsx
      duixian panel 报告文件夹 --indicator 社会消费品零售总额:总量 --derived -o 零售.csv
    """
    series = tuple(dict.fromkeys(parse_series(each) for each in options["indicators"]))
    run = run_of(options, reader=read_figures_of)
    sources = sources_of(paths, options)
    target = target_of(options, sources, _DERIVED_EXPORTERS if options["derived"] else PANEL_EXPORTERS)
    packaged = _packaged(target)
    if packaged is not None:
        refuse_foreign_package(packaged)
    drawn: list[DrawnPanel] = []

    def gathered(readings: Iterator[Reading]) -> Iterator[DrawnPanel]:
        drawn.append(draw_panel(readings, series, _failures(run), derived=options["derived"]))
        yield from drawn

    run.execute(sources, target, gathered)
    for found in drawn:
        if target is not None and packaged is not None and packaged.is_file():
            write_package(found, packaged, format_name=target.exporter.name, licence=options["licence"])
        if options["summary"]:
            print_panel_summary(found.rows, lang=run.lang, stderr=target is not None and target.path is None)
    ctx.exit(1 if run.failed else 0)


def _failures(run: Run) -> Iterator[Failure]:
    """Yield what could not be read, without the folders of this machine; asked for when all documents have come."""
    for name, error in run.errors.items():
        yield Failure(name, error.text("en").removeprefix(f"{error.where}: "))


def _packaged(target: Target[DrawnPanel] | None) -> Path | None:
    """Return the file beside which a codebook and a data package are written, or ``None``."""
    return None if target is None or target.exporter.name not in _PACKAGED else target.path


def print_panel_summary(rows: Sequence[PanelRow], *, lang: Language, stderr: bool) -> None:
    """Print how many targets and results each indicator has, and why others are missing.

    Args:
        rows: of a panel.
        lang: language of the headings.
        stderr: whether stdout holds data already.

    Example:
        >>> print_panel_summary([], lang="en", stderr=True)
    """
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        found = counts.setdefault(str(row.series), Counter())
        found["panel_target"] += row.target is not None
        found["panel_result"] += row.result is not None
        found[row.target_missing or ""] += 1
        found["verdict " + (row.judgement.verdict if row.judgement else "")] += 1
    if not counts:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column(label("column", "indicator_id", lang), overflow="fold", min_width=14)
    for name in ("panel_target", "panel_result"):
        table.add_column(label("column", name, lang), justify="right")
    for verdict in get_args(Verdict):
        table.add_column(label("verdict", verdict, lang), justify="right", style=VERDICT_STYLES[verdict])
    for missing in get_args(Missing):
        table.add_column(label("missing", missing, lang), justify="right", style="dim")
    names = ["panel_target", "panel_result", *(f"verdict {each}" for each in get_args(Verdict)), *get_args(Missing)]
    for series, found in counts.items():
        table.add_row(series, *(str(found[name] or "·") for name in names))
    Console(stderr=stderr, highlight=False).print(table)
