"""The command ``duixian read``.

In go files, folders or standard input; out come their figures in the format asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, get_args

import click

from duixian.batch import read_figures_of
from duixian.cli.reading_options import reading_options, run_of, sources_of, target_of
from duixian.cli.summary import print_summary
from duixian.exports.registry import EXPORTERS
from duixian.model import Reading, Role

__all__ = ["read"]


@click.command()
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(get_args(Role)),
    help="只要这种性质的数据,可重复。Only figures of this role; may be repeated.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="0–1",
    help="只要可信度不低于此的数据。Only figures at least so sure.",
)
@reading_options(EXPORTERS)
@click.pass_context
def read(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """读出文件中的数据。文件夹逐层读取,- 为标准输入。

    Read the figures of documents. Folders are read at all depths, - is standard input.

    \b
    例 Examples:
      duixian read 2024-政府工作报告.docx
      duixian read 报告文件夹 --format xlsx -o 数据.xlsx
      duixian read 报告文件夹 --format html -o 网页 --summary
      cat 报告.txt | duixian read - --role target
    """
    kept = _kept(frozenset(options["roles"]), Decimal(str(options["min_confidence"])))
    run = run_of(options, kept=kept, reader=read_figures_of)
    sources = sources_of(paths, options)
    target = target_of(options, sources, EXPORTERS)
    run.execute(sources, target, iter)
    if options["summary"]:
        print_summary(run.rows, run.written, lang=run.lang, stderr=target is not None and target.path is None)
    ctx.exit(1 if run.failed else 0)


def _kept(roles: frozenset[Role], min_confidence: Decimal) -> Callable[[Reading], Reading]:
    """Return what keeps the figures of some roles, of all if none is named, that are sure enough."""

    def kept(reading: Reading) -> Reading:
        figures = tuple(
            figure
            for figure in reading.figures
            if (not roles or figure.role in roles) and figure.confidence >= min_confidence
        )
        return reading if len(figures) == len(reading.figures) else replace(reading, figures=figures)

    return kept
