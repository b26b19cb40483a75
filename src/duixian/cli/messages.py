"""What the command line says on stderr.

In go errors; out come messages in the language chosen: the user's errors named with their reason, defects told apart.
"""

from __future__ import annotations

import os
import platform
from typing import Final, cast

import click

import duixian
from duixian.errors import DuixianError, InternalError, Language, language
from duixian.exports.cells import visible

__all__ = ["choose_language", "chosen_language", "show_error", "show_interrupted", "show_usage_error"]

_LANGUAGE: Final = "duixian.language"

_WORDS: Final[dict[str, dict[Language, str]]] = {
    "error": {"zh": "错误", "en": "Error"},
    "usage": {"zh": "用法错误", "en": "Wrong usage"},
    "defect": {"zh": "兑现自身的缺陷", "en": "Defect of duixian"},
    "help": {"zh": "用 {command} --help 查看用法。", "en": "See {command} --help."},
    "interrupted": {"zh": "已中断。", "en": "Interrupted."},
    "trace": {
        "zh": "设 DUIXIAN_DEBUG=1 再运行一次,可得到完整的调用栈。",
        "en": "Run again with DUIXIAN_DEBUG=1 for the traceback.",
    },
}


def choose_language(ctx: click.Context, _param: click.Parameter, value: str | None) -> Language:
    """Take the value of ``--lang`` for the messages of this run (a click callback).

    Example:
        >>> choose_language(click.Context(click.Command("read")), click.Option(["--lang"]), "en")
        'en'
    """
    chosen = cast("Language", value) if value else language()
    ctx.meta[_LANGUAGE] = chosen
    return chosen


def chosen_language(ctx: click.Context) -> Language:
    """Return the language of this run: ``--lang``, else ``DUIXIAN_LANG``, else Chinese.

    Example:
        >>> chosen_language(click.Context(click.Command("read"))) in ("zh", "en")
        True
    """
    return cast("Language", ctx.meta.get(_LANGUAGE, language()))


def show_error(error: DuixianError, lang: Language) -> None:
    """Print an error on stderr; a defect with what a report of it should hold.

    Example:
        >>> show_error(DuixianError("empty-document", where="空.txt"), "zh")
    """
    if not isinstance(error, InternalError):
        _print(_WORDS["error"][lang], error.text(lang), colour="red")
        return
    _print(_WORDS["defect"][lang], error.text(lang), colour="magenta")
    click.echo(f"  duixian {duixian.__version__}, Python {platform.python_version()}, {platform.platform()}", err=True)
    if os.environ.get("DUIXIAN_DEBUG") == "1":
        click.echo(error.details.get("trace") or "", err=True)
    elif error.details.get("trace"):
        click.echo("  " + _WORDS["trace"][lang], err=True)


def show_usage_error(error: click.ClickException, lang: Language) -> None:
    """Print what click has found wrong in the arguments, and where help is.

    Example:
        >>> show_usage_error(click.UsageError("--jobs: 0"), "en")
    """
    _print(_WORDS["usage"][lang], error.format_message(), colour="red")
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "duixian"
    click.echo("  " + _WORDS["help"][lang].format(command=command), err=True)


def show_interrupted(lang: Language) -> None:
    """Say that Ctrl-C was heard.

    Example:
        >>> show_interrupted("en")
    """
    click.echo(_WORDS["interrupted"][lang], err=True)


def _print(title: str, text: str, *, colour: str) -> None:
    click.echo(click.style(f"{title}:", fg=colour, bold=True) + f" {visible(text)}", err=True)
