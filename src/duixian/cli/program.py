"""The command ``duixian`` and what all its commands share: how they end.

In go arguments; out come data on stdout, messages on stderr and an exit code: 0 done, 1 some inputs could not be read,
2 wrong usage, 70 a defect of duixian, 130 interrupted, 141 nobody reads on.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import click

import duixian
from duixian.cli import messages
from duixian.cli.audit import audit
from duixian.cli.explain import explain_command
from duixian.cli.formats import formats
from duixian.cli.ledger import ledger
from duixian.cli.panel import panel
from duixian.cli.plugins import added_command, added_names
from duixian.cli.promises import promises
from duixian.cli.read import read
from duixian.cli.series import series
from duixian.errors import DuixianError, InternalError, language

__all__ = ["main"]

EXIT_DEFECT: Final = 70
EXIT_INTERRUPTED: Final = 130
EXIT_BROKEN_PIPE: Final = 141


class _Program(click.Group):
    """A group of commands that turns every way to end into the contract's exit codes; packages may add commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the core's own commands and those added."""
        return sorted({*super().list_commands(ctx), *added_names()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command; the core's own cannot be replaced."""
        return super().get_command(ctx, cmd_name) or added_command(cmd_name)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run; do not return, but exit, unless ``standalone_mode`` is off."""
        run: Callable[..., Any] = super().main
        if not extra.pop("standalone_mode", True):
            return run(*args, standalone_mode=False, **extra)
        try:
            code = run(*args, standalone_mode=False, **extra)
            sys.stdout.flush()
        except click.ClickException as error:
            messages.show_usage_error(error, language())
            code = error.exit_code
        except click.Abort:
            messages.show_interrupted(language())
            code = EXIT_INTERRUPTED
        except BrokenPipeError:
            _leave_stdout()
            code = EXIT_BROKEN_PIPE
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; errors of duixian become messages, others are told apart as defects."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except BrokenPipeError:
            _leave_stdout()
            ctx.exit(EXIT_BROKEN_PIPE)
        except InternalError as error:
            messages.show_error(error, messages.chosen_language(ctx))
            ctx.exit(EXIT_DEFECT)
        except DuixianError as error:
            messages.show_error(error, messages.chosen_language(ctx))
            ctx.exit(error.exit_code)
        except Exception as error:  # noqa: BLE001 (the last resort: a defect is told as such, without a traceback)
            said = "".join(traceback.format_exception_only(error)).strip()
            defect = InternalError("unexpected", error=said, trace=traceback.format_exc())
            messages.show_error(defect, messages.chosen_language(ctx))
            ctx.exit(EXIT_DEFECT)


def _leave_stdout() -> None:
    """Let what is still buffered go nowhere, so that the interpreter does not complain at its end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


@click.group(
    cls=_Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    no_args_is_help=True,
)
@click.version_option(
    duixian.__version__,
    "--version",
    prog_name="duixian",
    message="%(prog)s %(version)s",
    help="显示版本。Show the version.",
)
def main() -> None:
    """兑现:把政府文件里的每一个数据、每一项承诺读成记录,对应到原文的每一个字,看看后来怎样。

    duixian reads Chinese government documents: every figure and promise in them, tied to the very characters, and what
    came of it.

    \b
    例 Examples:
      duixian read 政府工作报告.docx
      duixian read 报告文件夹 --format xlsx -o 数据.xlsx
      duixian promises 政府工作报告.docx
      duixian ledger 报告文件夹 --format html -o 台账.html
      duixian audit 稿子.docx --with 往年文件 -o 稿子-批注.docx
      duixian explain 政府工作报告.docx --text 增长6%
      duixian formats
    """


main.add_command(read)
main.add_command(promises)
main.add_command(panel)
main.add_command(series)
main.add_command(ledger)
main.add_command(audit)
main.add_command(explain_command)
main.add_command(formats)
