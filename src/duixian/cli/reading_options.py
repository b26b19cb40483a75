"""The arguments and options of all commands that read documents.

In goes a command; out comes the command with them, and what they choose: the run, the documents, the target.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from duixian.batch import Reader, Source, find_sources, read_source
from duixian.cli.limits import limit_options, limits_of
from duixian.cli.messages import choose_language
from duixian.cli.output import Target, choose_target
from duixian.cli.run import Run
from duixian.errors import UsageError
from duixian.exports.nouns import Item
from duixian.exports.registry import Exporter
from duixian.model import Reading

__all__ = ["reading_options", "run_of", "sources_of", "target_of"]

STDIN: Final = "-"

Command = TypeVar("Command", bound=Callable[..., Any])

_FORMAT: Final = (
    "输出格式;默认看 -o 的后缀,没有 -o 时终端上是 table,否则 jsonl。"
    "Format; by default the suffix of -o tells; without -o, table on a terminal and jsonl elsewhere."
)
_OUT: Final = "写到这里,- 为标准输出。Write here, - for stdout."
_OUT_FOLDER: Final = (
    "写到这里,- 为标准输出;html 写到文件夹,每个文件一页。"
    "Write here, - for stdout; html fills a folder, a page for each document."
)
_SUMMARY: Final = (
    "每个文件打印一行概况;没有 --format 和 -o 时只打印概况。"
    "Print one row a document; without --format and -o nothing else."
)


def reading_options(exporters: Sequence[Exporter[Any]], *, summary: str = _SUMMARY) -> Callable[[Command], Command]:
    """Return a decorator that adds the paths and the options of reading and writing to a command.

    Args:
        exporters: the formats it can write.
        summary: the help of ``--summary``.

    Example:
        >>> from duixian.exports import EXPORTERS
        >>> @reading_options(EXPORTERS)
        ... def command(**options): ...
        >>> "paths" in {param.name for param in command.__click_params__}
        True
    """
    folder = any(entry.write_folder is not None for entry in exporters)
    added = (
        click.argument("paths", nargs=-1, required=True, metavar="文件|文件夹|-…"),
        click.option("--format", "format_name", type=click.Choice([entry.name for entry in exporters]), help=_FORMAT),
        click.option("-o", "--out", metavar="文件|文件夹" if folder else "文件", help=_OUT_FOLDER if folder else _OUT),
        click.option(
            "--lang",
            type=click.Choice(["zh", "en"]),
            callback=choose_language,
            help="界面语言。Language. [默认 default: DUIXIAN_LANG, zh]",
        ),
        click.option(
            "--jobs",
            type=click.IntRange(min=1),
            metavar="N",
            help="进程数;默认按文件多少决定。Processes; by default as many as the documents are worth.",
        ),
        click.option("--summary", is_flag=True, help=summary),
        click.option("--no-bom", is_flag=True, help="csv 开头不写 BOM。Write csv without byte order mark."),
        click.option(
            "--name",
            metavar="文件名",
            default="stdin",
            show_default=True,
            help="标准输入的文件名,后缀说明格式。What to call standard input; the extension tells its format.",
        ),
        limit_options,
    )

    def decorate(command: Command) -> Command:
        for add in reversed(added):
            command = add(command)
        return command

    return decorate


def run_of(
    options: dict[str, Any], *, kept: Callable[[Reading], Reading] | None = None, reader: Reader = read_source
) -> Run:
    """Return the run that a command's options ask for.

    Args:
        options: what :func:`reading_options` has added.
        kept: what is kept of each reading; all of it by default.
        reader: what reads one source.

    Raises:
        UsageError: a limit is not positive.

    Example:
        >>> run_of({"lang": "zh", "jobs": 1, "no_bom": True, "max_pages": 3}).limits.max_pages
        3
    """
    run = Run(
        lang=options["lang"],
        limits=limits_of(options),
        jobs=options["jobs"],
        bom=not options["no_bom"],
        reader=reader,
    )
    if kept is not None:
        run.kept = kept
    return run


def sources_of(paths: tuple[str, ...], options: dict[str, Any]) -> tuple[Source, ...]:
    """Find the documents; standard input comes last, since it is the one that may be waited for.

    Raises:
        UsageError: standard input is named twice, a path is not there, or no document was found.

    Example:
        >>> sources_of((), {"out": None})
        Traceback (most recent call last):
            ...
        duixian.errors.UsageError: ...
    """
    if paths.count(STDIN) > 1:
        raise UsageError("stdin-twice")
    out = options["out"]
    without = [] if out in {None, STDIN} else [Path(str(out))]
    sources = find_sources([Path(path) for path in paths if path != STDIN], without=without)
    if STDIN in paths:
        # One byte more than allowed, so that the loader sees that it is too much.
        data = sys.stdin.buffer.read(limits_of(options).max_bytes + 1)
        sources = (*sources, Source(options["name"], data=data))
    if not sources:
        raise UsageError("no-documents", where=", ".join(paths))
    return sources


def target_of(
    options: dict[str, Any], sources: Sequence[Source], among: tuple[Exporter[Item], ...]
) -> Target[Item] | None:
    """Return where to write; ``None`` where only a summary is asked for.

    Raises:
        UsageError: as of :func:`duixian.cli.output.choose_target`.

    Example:
        >>> from duixian.exports import EXPORTERS
        >>> target_of({"summary": True, "format_name": None, "out": None}, (), EXPORTERS) is None
        True
    """
    if options["summary"] and options["format_name"] is None and options["out"] is None:
        return None
    return choose_target(options["format_name"], options["out"], sources, among=among)
