"""The command ``duixian promises``.

In go files, folders or standard input; out come their promises in the format asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

import click

from duixian.cli.reading_options import reading_options, run_of, sources_of, target_of
from duixian.cli.summary import print_promise_summary
from duixian.exports.labels import labels
from duixian.exports.registry import PROMISE_EXPORTERS
from duixian.model import Firmness, PromiseForm, Reading

__all__ = ["promises"]


@click.command()
@click.option(
    "--form",
    "forms",
    multiple=True,
    type=click.Choice(get_args(PromiseForm)),
    help="只要指标(outcome)或工作(work)。Only outcome targets, or only pieces of work.",
)
@click.option(
    "--topic",
    "topics",
    multiple=True,
    type=click.Choice(list(labels()["topic"])),
    metavar="领域",
    help="只要这个领域的承诺,可重复。Only promises of this topic; may be repeated.",
)
@click.option(
    "--firmness",
    "firmness",
    multiple=True,
    type=click.Choice(get_args(Firmness)),
    help="只要这种力度的承诺,可重复。Only promises so firm; may be repeated.",
)
@reading_options(PROMISE_EXPORTERS)
@click.pass_context
def promises(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """读出文件中的承诺:要达到的指标和要办的事。

    Read what documents promise: the values to be reached and the work to be done.

    \b
    例 Examples:
      duixian promises 2025-政府工作报告.docx
      duixian promises 报告文件夹 --format xlsx -o 承诺.xlsx
      duixian promises 报告文件夹 --form work --summary
    """
    run = run_of(options, kept=_kept(options))
    sources = sources_of(paths, options)
    target = target_of(options, sources, PROMISE_EXPORTERS)
    run.execute(sources, target, iter)
    if options["summary"]:
        print_promise_summary(run.rows, lang=run.lang, stderr=target is not None and target.path is None)
    ctx.exit(1 if run.failed else 0)


def _kept(options: dict[str, Any]) -> Callable[[Reading], Reading]:
    """Return what keeps the promises asked for; an option that is not given asks for all."""
    forms, topics, firmness = options["forms"], options["topics"], options["firmness"]

    def kept(reading: Reading) -> Reading:
        found = tuple(
            promise
            for promise in reading.promises
            if (not forms or promise.form in forms)
            and (not topics or promise.topic in topics)
            and (not firmness or promise.firmness in firmness)
        )
        return reading if len(found) == len(reading.promises) else replace(reading, promises=found)

    return kept
