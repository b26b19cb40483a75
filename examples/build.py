# /// script
# requires-python = ">=3.11,<3.14"
# dependencies = [
#   "jinja2>=3.1,<4", "markdown-it-py>=3,<5", "mdit-py-plugins>=0.4,<1", "numpy>=2,<3", "pillow>=11",
#   "pypdfium2>=5,<6", "python-docx>=1.1,<2", "pyyaml>=6,<7", "weasyprint>=63",
# ]
# ///
"""Make every format of the example documents from their Markdown masters.

In goes ``examples/source/*.md``; out come ``examples/formats/`` (each document as txt, md, html, docx and
pdf, one also as a scan), ``examples/district/`` (each document in one format, as a district would publish
them) and ``examples/manifest.toml`` (the hashes by which a test sees that all are in step).

Terms: a *master* is the Markdown a document is made from; a *block* is one of its paragraphs, headings,
lists or tables; a *run* is a piece of a block in one typeface; a *note* explains a term.

Needs Noto Serif CJK and Noto Sans CJK (SIL Open Font License 1.1, which allows embedding) and Pango,
on Debian ``apt-get install fonts-noto-cjk fonts-noto-cjk-extra libpangoft2-1.0-0``.
Run with ``uv run examples/build.py`` or ``python examples/build.py [NAME …]``.
"""

from __future__ import annotations

import hashlib
import html
import io
import random
import re
import shutil
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import jinja2
import numpy as np
import pypdfium2
import weasyprint
import yaml
from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from PIL import Image, ImageFilter

HERE = Path(__file__).resolve().parent
SOURCE, FORMATS, DISTRICT, TEMPLATES = HERE / "source", HERE / "formats", HERE / "district", HERE / "templates"
FIXED_ZIP_DATE = (2026, 1, 1, 0, 0, 0)
SCANNED_AT = time.gmtime(1769558400)  # 28 January 2026
SCAN_DPI = 150
SCAN_JPEG_QUALITY = 30
READING_CHARACTERS_PER_MINUTE = 400
LONGEST_CENTRED_CELL = 10
LONGEST_UNBROKEN_CELL = 5
LONGEST_CELL_COUNTED = 20
TABLE_WIDTH_CM = 15.5


@dataclass(frozen=True, slots=True)
class Style:
    """How one document is published.

    Args:
        shown_as: its format in ``district/``: ``txt``, ``md``, ``html``, ``docx``, ``pdf`` or ``scan.pdf``.
        column: the column of the web site it stands in.
        published: ISO 8601 date of publication.
        foot_notes: whether print has notes at the foot of the page rather than at the end.
        circled: whether notes are marked ① rather than [1].
        chapters: whether its headings are 篇, 章 and 节 rather than 一、 and （一）.
        scan: whether there is a scanned form too.
    """

    shown_as: str
    column: str
    published: str
    foot_notes: bool = False
    circled: bool = False
    chapters: bool = False
    scan: bool = False


STYLES = {
    "14th-five-year-plan-outline": Style("md", "规划计划", "2021-04-12", chapters=True),
    "2024-work-report": Style("html", "政府工作报告", "2024-01-26"),
    "2025-work-report": Style("docx", "政府工作报告", "2025-01-23", foot_notes=True),
    "2026-work-report": Style("pdf", "政府工作报告", "2026-01-22", circled=True),
    "2025-plan-execution-report": Style("scan.pdf", "规划计划", "2026-01-28", circled=True, scan=True),
}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one typeface, or (``note`` set, from 1) a reference to a note."""

    text: str
    bold: bool = False
    note: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, numbered item, dashed item or table.

    Args:
        kind: ``heading``, ``paragraph``, ``numbered``, ``dashed`` or ``table``.
        runs: the words; of a table, its caption.
        level: of a heading, 2 to 4; of a numbered item, its number.
        rows: of a table, its rows, the head first.
    """

    kind: str
    runs: tuple[Run, ...]
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        """The words without references to notes."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Master:
    """A document as its Markdown says: front matter, blocks and notes (the first is note 1)."""

    name: str
    meta: dict[str, Any]
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    style: Style

    def mark(self, number: int) -> str:
        """Return the sign of a note as this document writes it."""
        return chr(ord("①") + number - 1) if self.style.circled else f"[{number}]"

    @property
    def title_lines(self) -> tuple[str, ...]:
        """What stands centred under the title."""
        return tuple(str(self.meta[key]) for key in ("subtitle", "author") if key in self.meta)


# ---------------------------------------------------------------------------------------- reading


def read_master(path: Path) -> Master:
    """Read a Markdown master.

    Raises:
        ValueError: a bold or footnote sign was left unread, which readers would see as litter.
    """
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin).use(front_matter_plugin)
    tokens = parser.parse(path.read_text(encoding="utf-8"))
    at = next((i for i, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    front = next(token.content for token in tokens if token.type == "front_matter")
    blocks = tuple(_blocks(tokens[:at]))
    notes = tuple(token.content for token in tokens[at:] if token.type == "inline")
    for text in (*(block.text for block in blocks), *notes):
        if "*" in text or "[^" in text:
            msg = f"{path.name}: a sign of Markdown was left unread in {text[:40]!r}"
            raise ValueError(msg)
    return Master(path.stem, yaml.safe_load(front), blocks, notes, STYLES[path.stem])


def _runs(token: Token) -> Iterator[Run]:
    bold = False
    for child in token.children or ():
        if child.type in {"strong_open", "strong_close"}:
            bold = child.type == "strong_open"
        elif child.type == "footnote_ref":
            yield Run("", note=int(child.meta["id"]) + 1)
        elif child.content:
            yield Run(child.content, bold)


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    lists: list[tuple[str, int]] = []
    rows: list[list[str]] = []
    kind, level = "paragraph", 0
    for token in tokens:
        match token.type:
            case "heading_open":
                kind, level = "heading", int(token.tag[1])
            case "paragraph_open" if lists:
                kind, level = lists[-1]
            case "paragraph_open":
                kind, level = "paragraph", 0
            case "bullet_list_open" | "ordered_list_open":
                lists.append(("dashed" if token.tag == "ul" else "numbered", 0))
            case "list_item_open" if token.info:
                lists[-1] = ("numbered", int(token.info))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "tr_open":
                rows.append([])
            case "inline" if rows:
                rows[-1].append("".join(run.text for run in _runs(token)))
            case "inline":
                yield Block(kind, tuple(_runs(token)), level)
            case "table_close":
                yield Block("table", (), 0, tuple(tuple(row) for row in rows))
                rows = []
            case _:
                pass


# ------------------------------------------------------------------------------------- plain text


def as_text(master: Master) -> str:
    """Return the document as plain text: indented paragraphs, tables with tabs, notes at the end."""
    lines = [str(master.meta["title"]), *master.title_lines, ""]
    for block in master.blocks:
        words = "".join(run.text if run.note is None else master.mark(run.note) for run in block.runs)
        match block.kind:
            case "table":
                lines += ["\t".join(row) for row in block.rows]
            case "numbered":
                lines.append(f"　　{block.level}.{words}")
            case "dashed":
                lines.append(f"　　——{words}")
            case _:
                lines.append(words if _is_salutation(block) else f"　　{words}")
    lines += [f"　　{master.mark(number)}{note}" for number, note in enumerate(master.notes, 1)]
    return "\n".join(lines) + "\n"


def _is_salutation(block: Block) -> bool:
    return block.kind == "paragraph" and block.text == "各位代表："


# ----------------------------------------------------------------------------------- HTML and PDF


def html_body(master: Master, *, printed: bool) -> str:
    """Return the document's own HTML, without any page around it; notes at the end unless ``foot_notes``."""
    at_foot = printed and master.style.foot_notes
    parts = [f'<p class="center">{html.escape(line)}</p>' for line in master.title_lines]
    for block in master.blocks:
        if at_foot and block.text == "名词解释":
            continue
        parts.append(_html_block(master, block, at_foot=at_foot))
    if not at_foot:
        parts += [
            f'<p class="note" id="note{number}">{master.mark(number)}{html.escape(note)}</p>'
            for number, note in enumerate(master.notes, 1)
        ]
    return "\n".join(part for part in parts if part)


def _html_block(master: Master, block: Block, *, at_foot: bool) -> str:
    words = "".join(_html_run(master, run, at_foot=at_foot) for run in block.runs)
    match block.kind:
        case "heading":
            return f"<h{block.level}>{words}</h{block.level}>"
        case "table":
            head, *rows = block.rows
            cells = "".join(f"<th>{html.escape(cell)}</th>" for cell in head)
            wide = [max(map(len, column)) > LONGEST_CENTRED_CELL for column in zip(*rows, strict=True)]
            lines = "\n".join("<tr>" + "".join(map(_html_cell, row, wide)) + "</tr>" for row in rows)
            return f"<table>\n<thead><tr>{cells}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table>"
        case "numbered":
            return f"<p>{block.level}.{words}</p>"
        case "dashed":
            return f"<p>——{words}</p>"
        case _ if block.text.startswith(("表1", "表2", "专栏")):
            return f'<p class="center"><b>{words}</b></p>'
        case _:
            return f'<p class="first">{words}</p>' if _is_salutation(block) else f"<p>{words}</p>"


def _html_cell(cell: str, wide: bool) -> str:  # noqa: FBT001 - one of two sequences of a map
    style = "text" if wide else "word" if len(cell) <= LONGEST_UNBROKEN_CELL else ""
    return f'<td class="{style}">{html.escape(cell)}</td>' if style else f"<td>{html.escape(cell)}</td>"


def _html_run(master: Master, run: Run, *, at_foot: bool) -> str:
    if run.note is None:
        return f"<b>{html.escape(run.text)}</b>" if run.bold else html.escape(run.text)
    sign = master.mark(run.note)
    if at_foot:
        note = html.escape(master.notes[run.note - 1])
        return f'<sup>{sign}</sup><span class="footnote">{sign}{note}</span>'
    return f'<sup><a href="#note{run.note}">{sign}</a></sup>'


def as_site(master: Master) -> str:
    """Return the page of the district's web site that holds the document."""
    characters = sum(len(block.text) for block in master.blocks)
    others = [other for name, other in STYLES.items() if name != master.name]
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    page = environment.from_string((TEMPLATES / "site.html").read_text(encoding="utf-8"))
    return page.render(
        document=master,
        body=jinja2.filters.do_mark_safe(html_body(master, printed=False)),
        column=master.style.column,
        published=master.style.published,
        index_number=f"000000000/{master.style.published[:4]}-{characters % 9000 + 1000:05d}",
        views=random.Random(master.name).randint(1200, 9800),  # noqa: S311 - a prop, not a secret
        characters=characters,
        minutes=max(1, round(characters / READING_CHARACTERS_PER_MINUTE)),
        links=[f"栖梧区{other.published[:4]}年{other.column}" for other in others],
    )


def as_pdf(master: Master) -> bytes:
    """Return the document in print: A4, running heads, page numbers, fonts embedded as subsets."""
    title = html.escape(str(master.meta["title"]))
    kind = "chapters" if master.style.chapters else "report"
    page = (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="author" content="{html.escape(str(master.meta["issuer"]))}">'
        f'<meta name="dcterms.created" content="{master.style.published}"></head><body class="{kind}">'
        f'<h1 data-running="{html.escape(_running_head(master))}">{title}</h1>'
        f"{html_body(master, printed=True)}</body></html>"
    )
    sheet = weasyprint.CSS(string=(TEMPLATES / "print.css").read_text(encoding="utf-8"))
    made: bytes = weasyprint.HTML(string=page).write_pdf(
        stylesheets=[sheet], pdf_identifier=master.name.encode(), full_fonts=False, hinting=False
    )
    return made


def _running_head(master: Master) -> str:
    year = str(master.meta["date"])[:4]
    title = str(master.meta["title"])
    return f"栖梧区{year}年{title}" if title == "政府工作报告" else title


# ------------------------------------------------------------------------------------------ scan


def as_scan(pdf: bytes) -> bytes:
    """Return the pages as a copier would scan them: grey images only, a little askew, with noise."""
    chance = np.random.default_rng(20260128)
    pages = []
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=SCAN_DPI / 72).to_pil().convert("L")
        angle = float(chance.normal(0, 0.25))
        image = image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
        grey = np.asarray(image.filter(ImageFilter.GaussianBlur(0.45)), dtype=np.float32)
        shade = np.linspace(0, float(chance.uniform(2, 5)), grey.shape[1], dtype=np.float32)
        noisy = 22 + grey * 0.88 - shade + chance.normal(0, 1.6, grey.shape).astype(np.float32)
        noisy = _speckle(noisy, chance)
        pages.append(Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8), mode="L"))
    out = io.BytesIO()
    pages[0].save(
        out,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=SCAN_DPI,
        quality=SCAN_JPEG_QUALITY,
        creationDate=SCANNED_AT,
        modDate=SCANNED_AT,
    )
    return out.getvalue()


def _speckle(page: np.ndarray[Any, np.dtype[np.float32]], chance: np.random.Generator) -> Any:
    height, width = page.shape
    for _ in range(int(chance.integers(8, 22))):
        y, x, size = int(chance.integers(0, height - 3)), int(chance.integers(0, width - 3)), int(chance.integers(1, 3))
        page[y : y + size, x : x + size] = float(chance.uniform(60, 140))
    return page


# ------------------------------------------------------------------------------------------ Word


def as_docx(master: Master) -> bytes:
    """Return the document as Word: heading styles, automatic numbers in lists, true footnotes, real tables."""
    word = WordDocument()
    _set_up_page(word, master)
    _centred(word, str(master.meta["title"]), "Title")
    for line in master.title_lines:
        _centred(word, line, "Subtitle")
    for block in master.blocks:
        if block.text != "名词解释" or not master.notes:
            _add_block(word, block)
    if master.notes:
        _add_footnotes(word, master.notes)
    out = io.BytesIO()
    word.save(out)
    return _repack(out.getvalue())


def _set_up_page(word: Any, master: Master) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    fonts = {
        "Normal": ("仿宋", 16, False),
        "Title": ("宋体", 22, True),
        "Subtitle": ("楷体", 14, False),
        "Heading 1": ("黑体", 16, False),
        "Heading 2": ("楷体", 16, True),
        "Heading 3": ("仿宋", 16, True),
        "List Number": ("仿宋", 16, False),
    }
    for name, (font, size, bold) in fonts.items():
        style = word.styles[name]
        style.font.name, style.font.size, style.font.bold = "Times New Roman", Pt(size), bold
        style.font.color.rgb, style.font.italic = None, False
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        for attribute in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{attribute}"), None)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = Pt(29)
    word.styles["Title"].element.pPr.remove(word.styles["Title"].element.pPr.find(qn("w:pBdr")))
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)
    core, day = word.core_properties, master.style.published
    core.title, core.author, core.last_modified_by = _running_head(master), str(master.meta["issuer"]), ""
    core.created = core.modified = datetime.fromisoformat(f"{day}T09:00:00")
    core.comments, core.revision = "", 1


def _centred(word: Any, text: str, style: str) -> None:
    paragraph = word.add_paragraph(text, style)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _add_block(word: Any, block: Block) -> None:
    if block.kind == "table":
        _add_table(word, block)
        return
    caption = block.kind == "paragraph" and block.text.startswith(("表1", "表2", "专栏"))
    style = {"heading": f"Heading {block.level - 1}", "numbered": "List Number"}.get(block.kind, "Normal")
    paragraph = word.add_paragraph(style=style)
    if caption:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif not _is_salutation(block) and block.kind != "numbered":
        paragraph.paragraph_format.first_line_indent = Pt(32)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if block.kind != "heading" else None
    if block.kind == "dashed":
        paragraph.add_run("——")
    for run in block.runs:
        if run.note is None:
            paragraph.add_run(run.text).bold = True if run.bold or caption else None
        else:
            _add_reference(paragraph, run.note)


def _add_reference(paragraph: Any, number: int) -> None:
    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    run._r.append(reference)


def _add_table(word: Any, block: Block) -> None:
    table = word.add_table(rows=len(block.rows), cols=len(block.rows[0]), style="Table Grid")
    table.autofit = False
    longest = [min(max(map(len, column)), LONGEST_CELL_COUNTED) + 3 for column in zip(*block.rows, strict=True)]
    widths = [Cm(TABLE_WIDTH_CM * share / sum(longest)) for share in longest]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for cells, row in zip(table.rows, block.rows, strict=True):
        for cell, text, width in zip(cells.cells, row, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = Pt(18)
            run = paragraph.add_run(text)
            run.font.size = Pt(11)
            run.bold = True if row is block.rows[0] else None
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))


def _add_footnotes(word: Any, notes: Sequence[str]) -> None:
    """python-docx has no footnotes of its own, so their part is written by hand (ECMA-376 part 1, 17.11)."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{tag}/></w:r></w:p></w:footnote>'
        for number, kind, tag in (
            (-1, "separator", "separator"),
            (0, "continuationSeparator", "continuationSeparator"),
        )
    )
    bodies = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        f"<w:footnoteRef/></w:r>"
        f'<w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:t xml:space="preserve"> '
        f"{html.escape(note, quote=False)}</w:t></w:r></w:p></w:footnote>"
        for number, note in enumerate(notes, 1)
    )
    xml = f"<w:footnotes {nsdecls('w')}>{separators}{bodies}</w:footnotes>"
    parse_xml(xml)  # a malformed part would make Word refuse the whole file
    blob = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml.encode()
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _repack(packed: bytes) -> bytes:
    """Zip anew with fixed dates, so that the same master always gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "docProps/thumbnail.jpeg":
                new.writestr(
                    zipfile.ZipInfo(name, FIXED_ZIP_DATE),
                    _without_thumbnail(name, old.read(name)),
                    zipfile.ZIP_DEFLATED,
                    9,
                )
    return out.getvalue()


def _without_thumbnail(name: str, data: bytes) -> bytes:
    return re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data) if name == "_rels/.rels" else data


# ------------------------------------------------------------------------------------------ all


def build(master: Master) -> list[Path]:
    """Write all formats of one document, and its one format for the district; return the paths."""
    pdf = as_pdf(master)
    made: dict[str, bytes] = {
        "txt": as_text(master).encode(),
        "md": (SOURCE / f"{master.name}.md").read_bytes(),
        "html": as_site(master).encode(),
        "docx": as_docx(master),
        "pdf": pdf,
    }
    if master.style.scan:
        made["scan.pdf"] = as_scan(pdf)
    paths = []
    for ending, data in made.items():
        path = FORMATS / f"{master.name}.{ending}"
        path.write_bytes(data)
        paths.append(path)
    shown = DISTRICT / f"{master.name}.{master.style.shown_as.removeprefix('scan.')}"
    shutil.copyfile(FORMATS / f"{master.name}.{master.style.shown_as}", shown)
    return [*paths, shown]


def write_manifest() -> None:
    """Record the hashes of masters and of all that was made from them."""
    lines = ["# Written by build.py: SHA-256 of each master and of each file made from it.", ""]
    for title, folders in (("masters", (SOURCE,)), ("made", (DISTRICT, FORMATS))):
        lines.append(f"[{title}]")
        for folder in folders:
            for path in sorted(folder.iterdir()):
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                lines.append(f'"{path.relative_to(HERE).as_posix()}" = "{digest}"')
        lines.append("")
    (HERE / "manifest.toml").write_text("\n".join(lines), encoding="utf-8")


def main(names: Sequence[str]) -> None:
    """Build the named documents, or all."""
    FORMATS.mkdir(exist_ok=True)
    DISTRICT.mkdir(exist_ok=True)
    for path in sorted(SOURCE.glob("*.md")):
        if not names or path.stem in names:
            for made in build(read_master(path)):
                sys.stdout.write(f"{made.relative_to(HERE).as_posix()}  {made.stat().st_size:,} bytes\n")
    write_manifest()


if __name__ == "__main__":
    main(sys.argv[1:])
