"""The options that bound what is read.

In goes a command; out comes the command with one option for each field of :class:`~duixian.documents.limits.Limits`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, Final, TypeVar

import click

from duixian.documents.limits import Limits

__all__ = ["limit_options", "limits_of"]

Command = TypeVar("Command", bound=Callable[..., Any])

_HELP: Final = {
    "max_bytes": "文件大小上限(字节)。Largest file, in bytes.",
    "max_characters": "文字长度上限。Longest text, in characters.",
    "max_pages": "PDF 页数上限。Most pages of a PDF.",
    "max_unpacked_bytes": "docx 解压后大小上限(字节)。Largest docx when unpacked, in bytes.",
    "max_ratio": "docx 压缩比上限。Highest ratio of unpacked to packed size in a docx.",
    "max_members": "docx 内部文件数上限。Most members of a docx.",
    "max_nesting": "网页和 docx 嵌套层数上限。Deepest nesting of elements in HTML and docx.",
    "max_pixels": "每页图像像素上限。Largest page image, in pixels.",
    "max_seconds": "每个文件的时间上限(秒),扫描识别另计。"
    "Time for each document, in seconds, without recognition of scans.",
    "max_scan_seconds": "每个扫描件的识别时间上限(秒)。Time for recognising a scanned document, in seconds.",
    "max_memory_bytes": "读取 PDF、docx 和扫描件的进程的内存上限(字节,Linux)。"
    "Memory of the process that reads PDF, docx and scans, in bytes (Linux).",
}


def limit_options(command: Command) -> Command:
    """Add ``--max-bytes``, ``--max-pages`` and so on to a command.

    Example:
        >>> @limit_options
        ... def command(**options): ...
        >>> len(command.__click_params__) == len(fields(Limits))
        True
    """
    defaults = Limits()
    for field in reversed(fields(Limits)):
        default = getattr(defaults, field.name)
        option = click.option(
            "--" + field.name.replace("_", "-"),
            type=click.INT if isinstance(default, int) else click.FLOAT,
            default=default,
            show_default=f"{default:,}" if isinstance(default, int) else f"{default:g}",
            metavar="N",
            help=_HELP[field.name],
        )
        command = option(command)
    return command


def limits_of(options: dict[str, Any]) -> Limits:
    """Take the limits out of a command's options.

    Raises:
        UsageError: one of them is not positive.

    Example:
        >>> limits_of({"max_pages": 3, "lang": "zh"}).max_pages
        3
    """
    return Limits(**{field.name: options[field.name] for field in fields(Limits) if field.name in options})
