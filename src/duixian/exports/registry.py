"""All formats that figures, promises, ledgers and findings can be written in.

In goes a format's name or a file's name; out comes the :class:`Exporter` that writes it.
To add a format: one module beside this one, one row here, and a round-trip test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final, Generic, Protocol

from duixian.errors import Language, UsageError
from duixian.exports.audit import DERIVED, FINDINGS, Audited
from duixian.exports.audit_page import write_audit_page
from duixian.exports.csv import write_csv
from duixian.exports.figures import FIGURES
from duixian.exports.html import write_html, write_html_folder
from duixian.exports.jsonl import write_jsonl
from duixian.exports.ledger import LEDGER
from duixian.exports.ledger_page import write_ledger_page
from duixian.exports.nouns import Item, Noun
from duixian.exports.options import ExportOptions
from duixian.exports.parquet import write_parquet
from duixian.exports.promises import PROMISES
from duixian.exports.series import SERIES, DrawnSeries
from duixian.exports.series_page import write_series_page
from duixian.exports.table import write_table
from duixian.exports.word_comments import write_word_comments
from duixian.exports.xlsx import write_xlsx
from duixian.ledger.build import Ledger
from duixian.model import Reading

__all__ = [
    "AUDIT_EXPORTERS",
    "DERIVED_EXPORTERS",
    "EXPORTERS",
    "LEDGER_EXPORTERS",
    "PROMISE_EXPORTERS",
    "SERIES_EXPORTERS",
    "Exporter",
    "exporter",
    "exporter_for",
    "tabular",
]

Writer = Callable[[Iterable[Item], BinaryIO, ExportOptions], None]
FolderWriter = Callable[[Iterable[Item], Path, ExportOptions], dict[str, Path]]


@dataclass(frozen=True, slots=True)
class Exporter(Generic[Item]):
    """One format of output.

    Args:
        name: its name on the command line.
        suffix: how its files' names end, with the dot.
        about_zh: what it is, in Chinese.
        about_en: the same in English.
        binary: whether it may not be shown on a terminal.
        write: writes items (readings, ledgers) into an open binary stream.
        write_folder: writes items as files of a folder and tells which document went into which; ``None`` where one
            stream holds all documents.
        extra: the optional extra it needs, if any.
    """

    name: str
    suffix: str
    about_zh: str
    about_en: str
    binary: bool
    write: Writer[Item]
    write_folder: FolderWriter[Item] | None = None
    extra: str | None = None

    def about(self, lang: Language) -> str:
        """Return what the format is, in one language."""
        return self.about_zh if lang == "zh" else self.about_en


class _NounWriter(Protocol):
    def __call__(self, noun: Noun[Any], items: Iterable[Any], out: BinaryIO, options: ExportOptions) -> None: ...


@dataclass(frozen=True, slots=True)
class _Tabular:
    """A format that can hold records of any kind."""

    name: str
    suffix: str
    about_zh: str
    about_en: str
    binary: bool
    write: _NounWriter
    extra: str | None = None


_TABULAR: Final = (
    _Tabular("table", ".txt", "终端里看的表格", "a table for the terminal", binary=False, write=write_table),
    _Tabular("jsonl", ".jsonl", "每行一条记录的 JSON", "one record a line as JSON", binary=False, write=write_jsonl),
    _Tabular("csv", ".csv", "逗号分隔的表格,Excel 可直接打开", "comma-separated values", binary=False, write=write_csv),
    _Tabular("xlsx", ".xlsx", "Excel 工作簿", "an Excel workbook", binary=True, write=write_xlsx, extra="xlsx"),
    _Tabular(
        "parquet",
        ".parquet",
        "Parquet,供统计软件读取",
        "Parquet, for data tools",
        binary=True,
        write=write_parquet,
        extra="parquet",
    ),
)


def tabular(noun: Noun[Item]) -> tuple[Exporter[Item], ...]:
    """Return the formats that hold records of any kind, each ready to write the kind asked for.

    Example:
        >>> [entry.name for entry in tabular(FIGURES)]
        ['table', 'jsonl', 'csv', 'xlsx', 'parquet']
    """
    return tuple(
        Exporter(
            entry.name,
            entry.suffix,
            entry.about_zh,
            entry.about_en,
            binary=entry.binary,
            write=partial(entry.write, noun),
            extra=entry.extra,
        )
        for entry in _TABULAR
    )


EXPORTERS: Final[tuple[Exporter[Reading], ...]] = (
    *tabular(FIGURES),
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
"""Every format of figures, in the order the command line names them."""

PROMISE_EXPORTERS: Final[tuple[Exporter[Reading], ...]] = tabular(PROMISES)
"""Every format of promises."""

LEDGER_EXPORTERS: Final[tuple[Exporter[Ledger], ...]] = (
    *tabular(LEDGER),
    Exporter(
        "html",
        ".html",
        "说过和做到对照的网页,一个文件,可离线打开",
        "one page that sets what was said beside what was done",
        binary=False,
        write=write_ledger_page,
    ),
)
"""Every format of ledgers."""

AUDIT_EXPORTERS: Final[tuple[Exporter[Audited], ...]] = (
    *tabular(FINDINGS),
    Exporter(
        "html",
        ".html",
        "核算发现的网页,一个文件,可离线打开",
        "one page with every finding, its derivation and its source texts",
        binary=False,
        write=write_audit_page,
    ),
    Exporter(
        "docx",
        ".docx",
        "Word 稿子的副本,发现写成批注",
        "a copy of the Word draft with the findings as comments",
        binary=True,
        write=write_word_comments,
        extra="docx",
    ),
)
"""Every format of findings."""

DERIVED_EXPORTERS: Final[tuple[Exporter[Audited], ...]] = tabular(DERIVED)
"""Every format of derived values."""


SERIES_EXPORTERS: Final[tuple[Exporter[DrawnSeries], ...]] = (
    *tabular(SERIES),
    Exporter(
        "html",
        ".html",
        "历年数据的图和表,推得的数另列,一个文件",
        "one page of charts and tables of values over the years, derived ones apart",
        binary=False,
        write=write_series_page,
    ),
)
"""Every format of reconstructed series."""


def exporter(name: str, among: tuple[Exporter[Item], ...] = EXPORTERS) -> Exporter[Item]:  # type: ignore[assignment]
    """Return the exporter of a name.

    Args:
        name: the format.
        among: the formats there are for what is to be written.

    Raises:
        UsageError: there is none (code ``unknown-format``).

    Example:
        >>> exporter("csv").suffix
        '.csv'
    """
    for found in among:
        if found.name == name:
            return found
    raise UsageError("unknown-format", name=name, names=", ".join(found.name for found in among))


def exporter_for(path: Path, among: tuple[Exporter[Item], ...] = EXPORTERS) -> Exporter[Item] | None:  # type: ignore[assignment]
    """Return the exporter whose suffix a file's name has, or ``None``.

    Args:
        path: a file's name.
        among: the formats there are for what is to be written.

    Example:
        >>> exporter_for(Path("数据.XLSX")).name
        'xlsx'
    """
    suffix = path.suffix.lower()
    aliases = {".ndjson": ".jsonl", ".htm": ".html", ".pq": ".parquet"}
    return next((found for found in among if found.suffix == aliases.get(suffix, suffix)), None)
