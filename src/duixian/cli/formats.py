"""The command ``duixian formats``.

In goes nothing; out comes a table of the formats that can be read and written, on stdout.
"""

from __future__ import annotations

from typing import Any, Final

import click
from rich import box
from rich.console import Console
from rich.table import Table

from duixian.cli.messages import choose_language
from duixian.documents.formats.registry import FORMATS
from duixian.errors import Language
from duixian.exports.registry import AUDIT_EXPORTERS, EXPORTERS, LEDGER_EXPORTERS, Exporter

__all__ = ["formats"]

_WORDS: Final[dict[str, dict[Language, str]]] = {
    "read": {"zh": "能读取", "en": "Read"},
    "written": {"zh": "能写出", "en": "Written"},
    "format": {"zh": "格式", "en": "format"},
    "files": {"zh": "文件", "en": "files"},
    "about": {"zh": "说明", "en": "what it is"},
    "pdf": {"zh": "PDF 文件", "en": "PDF"},
    "scan": {"zh": "扫描的 PDF(自动识别文字)", "en": "scanned PDF (its characters are recognised)"},
    "docx": {"zh": "Word 文件", "en": "Word"},
    "html": {"zh": "网页", "en": "web page"},
    "markdown": {"zh": "Markdown", "en": "Markdown"},
    "text": {"zh": "纯文本(UTF-8、UTF-16、GB 18030)", "en": "plain text (UTF-8, UTF-16, GB 18030)"},
}


@click.command()
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    callback=choose_language,
    help="界面语言。Language. [默认 default: DUIXIAN_LANG, zh]",
)
def formats(lang: Language) -> None:
    """列出能读取和能写出的格式。

    List the formats that can be read and written.

    \b
    例 Example:
      duixian formats --lang en
    """
    console = Console(highlight=False)
    read = _table(_WORDS["read"][lang], lang)
    for entry in FORMATS:
        about = _WORDS[entry.name][lang] if entry.name in _WORDS else ""
        read.add_row(entry.name, " ".join(entry.extensions), about)
    written = _table(_WORDS["written"][lang], lang)
    # The pages of ledgers and audits are others than those of figures; most formats hold all records alike.
    known = {exporter.about_en for exporter in EXPORTERS}
    others: tuple[Exporter[Any], ...] = (*LEDGER_EXPORTERS, *AUDIT_EXPORTERS)
    pages = [entry for entry in others if entry.about_en not in known]
    for exporter in (*EXPORTERS, *pages):
        written.add_row(exporter.name, exporter.suffix, exporter.about(lang))
    console.print(read)
    console.print(written)


def _table(title: str, lang: Language) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("format", "files", "about"):
        table.add_column(_WORDS[name][lang])
    return table
