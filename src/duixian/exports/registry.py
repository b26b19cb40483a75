"""All formats that figures can be written in.

In goes a format's name or a file's name; out comes the :class:`Exporter` that writes it.
To add a format: one module beside this one, one row here, and a round-trip test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from duixian.errors import Language, UsageError
from duixian.exports.csv import write_csv
from duixian.exports.html import write_html, write_html_folder
from duixian.exports.jsonl import write_jsonl
from duixian.exports.options import ExportOptions
from duixian.exports.parquet import write_parquet
from duixian.exports.table import write_table
from duixian.exports.xlsx import write_xlsx
from duixian.model import Reading

__all__ = ["EXPORTERS", "Exporter", "exporter", "exporter_for"]

Writer = Callable[[Iterable[Reading], BinaryIO, ExportOptions], None]
FolderWriter = Callable[[Iterable[Reading], Path, ExportOptions], dict[str, Path]]


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format of output.

    Args:
        name: its name on the command line.
        suffix: how its files' names end, with the dot.
        about_zh: what it is, in Chinese.
        about_en: the same in English.
        binary: whether it may not be shown on a terminal.
        write: writes readings into an open binary stream.
        write_folder: writes readings as files of a folder and tells which document went into which; ``None`` where one
            stream holds all documents.
        extra: the optional extra it needs, if any.
    """

    name: str
    suffix: str
    about_zh: str
    about_en: str
    binary: bool
    write: Writer
    write_folder: FolderWriter | None = None
    extra: str | None = None

    def about(self, lang: Language) -> str:
        """Return what the format is, in one language."""
        return self.about_zh if lang == "zh" else self.about_en


EXPORTERS: Final = (
    Exporter("table", ".txt", "终端里看的表格", "a table for the terminal", binary=False, write=write_table),
    Exporter("jsonl", ".jsonl", "每行一个数据的 JSON", "one figure a line as JSON", binary=False, write=write_jsonl),
    Exporter("csv", ".csv", "逗号分隔的表格,Excel 可直接打开", "comma-separated values", binary=False, write=write_csv),
    Exporter("xlsx", ".xlsx", "Excel 工作簿", "an Excel workbook", binary=True, write=write_xlsx, extra="xlsx"),
    Exporter(
        "parquet",
        ".parquet",
        "Parquet,供统计软件读取",
        "Parquet, for data tools",
        binary=True,
        write=write_parquet,
        extra="parquet",
    ),
    Exporter(
        "html",
        ".html",
        "标出数据的网页,每个文件一页",
        "a page for each document with its figures marked",
        binary=False,
        write=write_html,
        write_folder=write_html_folder,
    ),
)
"""Every format, in the order the command line names them."""


def exporter(name: str) -> Exporter:
    """Return the exporter of a name.

    Raises:
        UsageError: there is none (code ``unknown-format``).

    Example:
        >>> exporter("csv").suffix
        '.csv'
    """
    for found in EXPORTERS:
        if found.name == name:
            return found
    raise UsageError("unknown-format", name=name, names=", ".join(found.name for found in EXPORTERS))


def exporter_for(path: Path) -> Exporter | None:
    """Return the exporter whose suffix a file's name has, or ``None``.

    Example:
        >>> exporter_for(Path("数据.XLSX")).name
        'xlsx'
    """
    suffix = path.suffix.lower()
    aliases = {".ndjson": ".jsonl", ".htm": ".html", ".pq": ".parquet"}
    return next((found for found in EXPORTERS if found.suffix == aliases.get(suffix, suffix)), None)
