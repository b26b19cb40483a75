"""The command ``duixian read``.

In go files, folders or standard input; out come their figures in the format asked for.
"""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, get_args

import click

from duixian.batch import Source, find_sources
from duixian.cli.limits import limit_options, limits_of
from duixian.cli.messages import choose_language
from duixian.cli.output import choose_target
from duixian.cli.run import Run
from duixian.cli.summary import print_summary
from duixian.errors import UsageError
from duixian.exports.registry import EXPORTERS
from duixian.model import Role

__all__ = ["read"]

STDIN: Final = "-"


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="文件|文件夹|-…")
@click.option(
    "--format",
    "format_name",
    type=click.Choice([entry.name for entry in EXPORTERS]),
    help="输出格式;默认看 -o 的后缀,没有 -o 时终端上是 table,否则 jsonl。"
    "Format; by default the suffix of -o tells; without -o, table on a terminal and jsonl elsewhere.",
)
@click.option(
    "-o",
    "--out",
    metavar="文件|文件夹",
    help="写到这里,- 为标准输出;html 写到文件夹,每个文件一页。"
    "Write here, - for stdout; html fills a folder, a page for each document.",
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    callback=choose_language,
    help="界面语言。Language. [默认 default: DUIXIAN_LANG, zh]",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="进程数;默认按文件多少决定。Processes; by default as many as the documents are worth.",
)
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
@click.option(
    "--summary",
    is_flag=True,
    help="每个文件打印一行概况;没有 --format 和 -o 时只打印概况。"
    "Print one row a document; without --format and -o nothing else.",
)
@click.option("--no-bom", is_flag=True, help="csv 开头不写 BOM。Write csv without byte order mark.")
@click.option(
    "--name",
    metavar="文件名",
    default="stdin",
    show_default=True,
    help="标准输入的文件名,后缀说明格式。What to call standard input; the extension tells its format.",
)
@limit_options
@click.pass_context
def read(
    ctx: click.Context, /, paths: tuple[str, ...], out: str | None, format_name: str | None, **options: Any
) -> None:
    """读出文件中的数据。文件夹逐层读取,- 为标准输入。

    Read the figures of documents. Folders are read at all depths, - is standard input.

    \b
    例 Examples:
      duixian read 2024-政府工作报告.docx
      duixian read 报告文件夹 --format xlsx -o 数据.xlsx
      duixian read 报告文件夹 --format html -o 网页 --summary
      cat 报告.txt | duixian read - --role target
    """
    run = Run(
        lang=options["lang"],
        limits=limits_of(options),
        jobs=options["jobs"],
        roles=frozenset(options["roles"] or get_args(Role)),
        min_confidence=Decimal(str(options["min_confidence"])),
        bom=not options["no_bom"],
    )
    sources = _sources(paths, out, stdin_name=options["name"], max_bytes=run.limits.max_bytes)
    only_summary = options["summary"] and format_name is None and out is None
    target = None if only_summary else choose_target(format_name, out, sources)
    run.execute(sources, target)
    if options["summary"]:
        print_summary(run.rows, run.written, lang=run.lang, stderr=target is not None and target.path is None)
    ctx.exit(1 if run.failed else 0)


def _sources(paths: tuple[str, ...], out: str | None, *, stdin_name: str, max_bytes: int) -> tuple[Source, ...]:
    """Find the documents; standard input comes last, since it is the one that may be waited for."""
    if paths.count(STDIN) > 1:
        raise UsageError("stdin-twice")
    without = [] if out in {None, STDIN} else [Path(str(out))]
    sources = find_sources([Path(path) for path in paths if path != STDIN], without=without)
    if STDIN in paths:
        # One byte more than allowed, so that the loader sees that it is too much.
        data = sys.stdin.buffer.read(max_bytes + 1)
        sources = (*sources, Source(stdin_name, data=data))
    if not sources:
        raise UsageError("no-documents", where=", ".join(paths))
    return sources
