"""Word documents: what a reader sees on the page comes out, and nothing else."""

from __future__ import annotations

import io
import zipfile

import pytest

from duixian.documents.formats.numbering import rendered_number
from duixian.model import SourceText

docx = pytest.importorskip("docx")

from docx.oxml import parse_xml  # noqa: E402
from docx.oxml.ns import nsdecls  # noqa: E402

from duixian.documents.formats.docx import load  # noqa: E402
from duixian.documents.limits import Limits  # noqa: E402

FOOTNOTES = (
    f"<w:footnotes {nsdecls('w')}><w:footnote w:id='0'><w:p/></w:footnote>"
    "<w:footnote w:id='2'><w:p><w:r><w:t>一网统管：统一平台。</w:t></w:r></w:p></w:footnote></w:footnotes>"
)


def read(document, *, parts: dict[str, str] | None = None) -> SourceText:
    buffer = io.BytesIO()
    document.save(buffer)
    data = buffer.getvalue()
    if parts:
        data = with_parts(data, parts)
    return load(data, limits=Limits(), name="a.docx")


def with_parts(data: bytes, parts: dict[str, str]) -> bytes:
    """Put more parts into a docx, with their relations and content types."""
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode() if name.endswith((".xml", ".rels")) else old.read(name)
            for kind in parts:
                if name == "[Content_Types].xml":
                    override = f'<Override PartName="/word/{kind}.xml" ContentType="{kinds}{kind}+xml"/></Types>'
                    content = content.replace("</Types>", override)
                if name == "word/_rels/document.xml.rels":
                    relation = (
                        f'<Relationship Id="x{kind}" Type="{relations}{kind}" Target="{kind}.xml"/></Relationships>'
                    )
                    content = content.replace("</Relationships>", relation)
            new.writestr(name, content)
        for kind, content in parts.items():
            new.writestr(f"word/{kind}.xml", content)
    return buffer.getvalue()


def body(xml: str, **more) -> list[str]:
    """Return the blocks of a document whose body is this XML."""
    document = docx.Document()
    wrapped = parse_xml(f"<w:body {nsdecls('w', 'wp', 'a')} {EXTRA}>{xml}</w:body>")
    for element in reversed(list(wrapped)):
        document.element.body.insert(0, element)
    source = read(document, **more)
    return [block.span.of(source.text) for block in source.blocks]


EXTRA = (
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
    "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' "
    "xmlns:v='urn:schemas-microsoft-com:vml'"
)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("xml", "texts"),
    [
        (f"<w:p>{run('增长')}<w:ins>{run('7%')}</w:ins><w:del>{run('9%')}</w:del></w:p>", ["增长7%"]),
        (f"<w:p>{run('增长')}<w:moveFrom>{run('9%')}</w:moveFrom><w:moveTo>{run('7%')}</w:moveTo></w:p>", ["增长7%"]),
        (f"<w:p>{run('增长')}{run('九成', '<w:vanish/>')}{run('7%')}</w:p>", ["增长7%"]),
        (f"<w:p>{run('增长')}{run('7%', '<w:vanish w:val=' + repr('0') + '/>')}</w:p>", ["增长7%"]),
        (f"<w:p>{run('甲')}<w:r><w:tab/></w:r>{run('乙')}</w:p>", ["甲 乙"]),
        (f"<w:p>{run('甲')}<w:r><w:br/></w:r>{run('乙')}</w:p>", ["甲", "乙"]),
        (f"<w:p>{run('甲')}<w:r><w:br w:type='page'/></w:r>{run('乙')}</w:p>", ["甲乙"]),
        (f"<w:sdt><w:sdtContent><w:p>{run('甲')}</w:p></w:sdtContent></w:sdt><w:p>{run('乙')}</w:p>", ["甲", "乙"]),
        (f"<w:p><w:hyperlink>{run('公报')}</w:hyperlink></w:p>", ["公报"]),
        (f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('甲')}</w:p><w:p>{run('乙')}</w:p>", ["甲乙"]),
        (f"<w:p>{run('3万m')}{run('2', '<w:vertAlign w:val=' + repr('superscript') + '/>')}</w:p>", ["3万m²"]),
        (f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{run('甲')}</w:p>", ["甲"]),
        (
            f"<w:p><w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r></w:p>",
            ["拼"],
        ),
    ],
)
def test_what_the_page_shows_is_read(xml, texts) -> None:
    """Insertions, fields' results and controls are read; deletions, hidden text and field codes are not."""
    assert texts == body(xml)


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    """Word writes a text box twice, for new and old programs; one of them counts."""
    box = f"<w:txbxContent><w:p>{run('框内')}</w:p></w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape>{box}</v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert body(f"<w:p>{run('框外')}<w:r>{both}</w:r></w:p>") == ["框外", "框内"]


def test_footnotes_stand_at_the_end_and_their_references_are_marks() -> None:
    """A note is numbered by its citation."""
    document = docx.Document()
    paragraph = document.add_paragraph("建成平台")
    reference = parse_xml(f"<w:r {nsdecls('w')}><w:footnoteReference w:id='2'/></w:r>")
    paragraph._p.append(reference)
    paragraph.add_run("，增长7%。")
    source = read(document, parts={"footnotes": FOOTNOTES})
    assert source.text == "建成平台[1]，增长7%。\n[1]一网统管：统一平台。"
    assert [block.kind for block in source.blocks] == ["paragraph", "note"]
    assert [mark.of(source.text) for mark in source.note_marks] == ["[1]"]


def level(index: int, form: str, text: str) -> str:
    return f"<w:lvl w:ilvl='{index}'><w:start w:val='1'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/></w:lvl>"


def numbered(number_id: int, index: int, text: str) -> str:
    numbering = f"<w:numPr><w:ilvl w:val='{index}'/><w:numId w:val='{number_id}'/></w:numPr>"
    return f"<w:p><w:pPr>{numbering}</w:pPr>{run(text)}</w:p>"


def test_automatic_numbers_are_rendered() -> None:
    """Levels count on, deeper ones begin anew, a list with its own start begins there."""
    document = docx.Document()
    abstract = (
        f"<w:abstractNum {nsdecls('w')} w:abstractNumId='90'>"
        + level(0, "chineseCounting", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3.")
        + "</w:abstractNum>"
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(abstract))
    plain = "<w:abstractNumId w:val='90'/>"
    start = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>"
    root.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='90'>{plain}</w:num>"))
    root.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='91'>{plain}{start}</w:num>"))
    order = [(90, 0, "甲"), (90, 1, "乙"), (90, 1, "丙"), (90, 2, "丁"), (90, 0, "戊"), (90, 1, "己"), (91, 0, "庚")]
    for number_id, index, text in order:
        document.element.body.insert(
            -1, parse_xml(numbered(number_id, index, text).replace("<w:p>", f"<w:p {nsdecls('w')}>", 1))
        )
    source = read(document)
    texts = [block.span.of(source.text) for block in source.blocks]
    assert texts == ["一、甲", "（一）乙", "（二）丙", "1.丁", "二、戊", "（一）己", "五、庚"]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCountingThousand", "一百零五"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (20, "ideographDigital", "二〇"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (3, "ideographTraditional", "丙"),
        (7, "bullet", ""),
        (7, "unheardOf", "7"),
        (0, "upperRoman", "0"),
        (99_999, "lowerRoman", "99999"),
    ],
)
def test_numbers_are_written_in_the_forms_of_word(number, form, text) -> None:
    """Each of Word's formats that Chinese documents use."""
    assert text == rendered_number(number, form)


def test_merged_cells_are_one_cell() -> None:
    """Merging down and across gives spans, not doubled text."""
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "指标"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "粮食"
    table.cell(0, 2).text, table.cell(2, 2).text = "数值", "8.6"
    source = read(document)
    cells = {cell.span.of(source.text): cell for cell in source.tables[0].cells}
    assert (cells["指标"].column_span, cells["粮食"].row_span) == (2, 2)
    assert (cells["8.6"].row, cells["8.6"].column) == (2, 2)


def test_a_table_of_one_cell_is_a_frame() -> None:
    """The text of a framed box is read as paragraphs."""
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "专栏1 重大工程"
    source = read(document)
    assert source.tables == ()
    assert source.text == "专栏1 重大工程"


def test_headings_have_the_level_of_their_outline() -> None:
    """By style and by outline level; a title has none; the table of contents is furniture."""
    document = docx.Document()
    document.add_heading("报告", 0)
    document.add_heading("一、回顾", 2)
    outlined = document.add_paragraph("二、目标")
    outlined._p.get_or_add_pPr().append(parse_xml(f"<w:outlineLvl {nsdecls('w')} w:val='0'/>"))
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("一、回顾 1", style="toc 1")
    source = read(document)
    assert [(block.kind, block.level) for block in source.blocks] == [
        ("heading", None),
        ("heading", 2),
        ("heading", 1),
        ("furniture", None),
    ]


def test_styles_based_on_each_other_do_not_hang() -> None:
    """A ring of styles, as only a hostile file has, is followed a bounded way."""
    document = docx.Document()
    one, two = document.styles.add_style("一", 1), document.styles.add_style("二", 1)
    one.base_style, two.base_style = two, one
    document.add_paragraph("增长7%。", style="一")
    assert read(document).text == "增长7%。"
