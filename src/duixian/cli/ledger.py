"""The command ``duixian ledger``.

In go files and folders of one or more places; out comes their ledger: every promise, what answers it, and the verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

import click

from duixian.cli.reading_options import reading_options, run_of, sources_of, target_of
from duixian.cli.summary import print_ledger_summary
from duixian.exports.labels import labels
from duixian.exports.registry import LEDGER_EXPORTERS
from duixian.ledger.build import Ledger, draw_ledger
from duixian.model import LedgerLine, Reading, Verdict

__all__ = ["ledger"]

_SUMMARY = (
    "打印每年各种兑现情况的项数;没有 --format 和 -o 时只打印概况。"
    "Print the counts of verdicts by year; without --format and -o nothing else."
)


@click.command()
@click.option(
    "--place",
    "places",
    multiple=True,
    metavar="地方",
    help="只要这个地方的承诺,名称或区划代码,可重复。Only this place, by name or division code; may be repeated.",
)
@click.option(
    "--year",
    "years",
    multiple=True,
    type=click.INT,
    metavar="YYYY",
    help="只要这一年作出的承诺,可重复。Only promises made in this year; may be repeated.",
)
@click.option(
    "--verdict",
    "verdicts",
    multiple=True,
    type=click.Choice(get_args(Verdict)),
    help="只要这种兑现情况,可重复。Only this verdict; may be repeated.",
)
@click.option(
    "--topic",
    "topics",
    multiple=True,
    type=click.Choice(list(labels()["topic"])),
    metavar="领域",
    help="只要这个领域的承诺,可重复。Only promises of this topic; may be repeated.",
)
@reading_options(LEDGER_EXPORTERS, summary=_SUMMARY)
@click.pass_context
def ledger(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """编制台账:每项承诺后来怎样,依据哪一句话。

    Draw up the ledger: what came of every promise, judged by the later documents of the same place. Documents that are
    left out by an option still count as evidence.

    \b
    例 Examples:
      duixian ledger 报告文件夹 --format html -o 台账.html
      duixian ledger 报告文件夹 --year 2024 --verdict missed
      duixian ledger 报告文件夹 --format xlsx -o 台账.xlsx --summary
    """
    run = run_of(options)
    sources = sources_of(paths, options)
    target = target_of(options, sources, LEDGER_EXPORTERS)
    lines: list[LedgerLine] = []

    def drawn(readings: Iterator[Reading]) -> Iterator[Ledger]:
        whole = draw_ledger(readings)
        kept = replace(whole, lines=tuple(line for line in whole.lines if _is_wanted(line, options)))
        lines.extend(kept.lines)
        yield kept

    run.execute(sources, target, drawn)
    if options["summary"]:
        print_ledger_summary(lines, lang=run.lang, stderr=target is not None and target.path is None)
    ctx.exit(1 if run.failed else 0)


def _is_wanted(line: LedgerLine, options: dict[str, Any]) -> bool:
    """Tell whether a line is asked for; an option that is not given asks for all."""
    places, years, verdicts, topics = (options[name] for name in ("places", "years", "verdicts", "topics"))
    return (
        (not places or line.place in places or line.code in places)
        and (not years or line.year in years)
        and (not verdicts or line.judgement.verdict in verdicts)
        and (not topics or line.promise.topic in topics)
    )
