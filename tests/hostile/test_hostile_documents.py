"""Broken, mislabelled and hostile files: each is refused with the error that says what it is."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from typing import NamedTuple

import pytest

from duixian.documents.formats import load_isolated, load_source
from duixian.documents.limits import Limits
from duixian.errors import DocumentError, LimitError

pytest.importorskip("docx")
pytest.importorskip("pypdfium2")
pytest.importorskip("pdfplumber")

SENTENCE = "全年地区生产总值增长7%,一般公共预算收入93.6亿元。"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "{body}</w:body></w:document>"
)
PARAGRAPH = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Case(NamedTuple):
    """A file, the error it must get, and the limits under which it is read."""

    name: str
    data: Callable[[], bytes]
    code: str
    limits: Limits = Limits()


def zipped(members: dict[str, bytes | str], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as container:
        for name, content in members.items():
            container.writestr(name, content)
    return buffer.getvalue()


def word(body: str = PARAGRAPH, *, head: str = "", extra: dict[str, bytes | str] | None = None) -> bytes:
    parts: dict[str, bytes | str] = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS}
    parts["word/document.xml"] = '<?xml version="1.0"?>' + head + BODY.format(body=body)
    return zipped(parts | (extra or {}))


def lying_word() -> bytes:
    """A docx whose directory declares a small size for a large member."""
    data = bytearray(word(extra={"word/media/a.bin": b"\0" * 3_000_000}))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    return bytes(data)


def encrypted_member() -> bytes:
    data = bytearray(word())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def printed(pages: int = 1, *, text: str = "Report 2024: growth 7%, as planned.", **options) -> bytes:
    canvas_module = pytest.importorskip("reportlab.pdfgen.canvas")
    buffer = io.BytesIO()
    canvas = canvas_module.Canvas(buffer, **options)
    for _ in range(pages):
        if text:
            canvas.drawString(72, 720, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def locked() -> bytes:
    encryption = pytest.importorskip("reportlab.lib.pdfencrypt")
    return printed(encrypt=encryption.StandardEncryption("secret", strength=128))


def many_pages() -> bytes:
    """A page tree whose one page is listed 100,000 times."""
    kids = b"4 0 R " * 100_000
    return pdf_of(b"<</Type/Pages/Count 100000/Kids[%s]>>" % kids)


def cyclic_pages() -> bytes:
    return pdf_of(b"<</Type/Pages/Count 1/Kids[2 0 R]>>")


def pdf_of(tree: bytes) -> bytes:
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", tree, b"null", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"]
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return data + trailer % (table, len(data))


def workbook() -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


def picture(kind: str) -> bytes:
    image = pytest.importorskip("PIL.Image")
    buffer = io.BytesIO()
    image.new("L", (20, 20), 255).save(buffer, kind)
    return buffer.getvalue()


def blank_scan() -> bytes:
    """A PDF of one white picture."""
    return picture("PDF")


LAUGHS = '<!DOCTYPE w:document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
WIDE = "增长7%。" * 50

CASES = (
    # nothing in it
    Case("empty.txt", lambda: b"", "empty-document"),
    Case("spaces.txt", " \r\n\t\u3000\n".encode, "empty-document"),
    Case("mark-only.txt", lambda: b"\xef\xbb\xbf", "empty-document"),
    Case("nulls.txt", lambda: b"\0" * 1_000, "empty-document"),
    Case("empty.docx", lambda: b"", "empty-document"),
    Case("blank.docx", lambda: word(""), "empty-document"),
    Case("blank.pdf", lambda: printed(text=""), "empty-document"),
    Case("no-text.html", lambda: b"<!DOCTYPE html><html><script>x=1</script></html>", "empty-document"),
    Case("tags-only.html", lambda: b"<html><body><img src=a><br></body></html>", "empty-document"),
    Case("front-matter-only.md", lambda: b"---\ntitle: x\n---\n", "empty-document"),
    # something else
    Case("program.txt", lambda: b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + bytes(64), "binary-file"),
    Case("program", lambda: b"\x7fELF\2\1\1" + bytes(64), "binary-file"),
    Case("noise.txt", lambda: bytes(range(256)) * 8, "binary-file"),
    Case("noise.md", lambda: bytes((i * 7919) % 251 for i in range(1, 4_000)), "binary-file"),
    Case("picture.pdf", lambda: picture("PNG"), "image-file"),
    Case("picture.docx", lambda: picture("JPEG"), "image-file"),
    Case("picture.txt", lambda: picture("TIFF"), "image-file"),
    Case("old.doc", lambda: OLE + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(512), "convert-first"),
    Case("old.docx", lambda: OLE + bytes(1_024), "convert-first"),
    Case("report.ofd", lambda: zipped({"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<x/>"}), "convert-first"),
    Case("table.docx", workbook, "convert-first"),
    Case("report.rtf", lambda: rb"{\rtf1\ansi report}", "convert-first"),
    Case("page.mht", lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "convert-first"),
    Case("files.docx", lambda: zipped({"a.txt": "a", "b.txt": "b"}), "archive-file"),
    Case("files.txt", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(64), "archive-file"),
    Case("files.pdf", lambda: b"\x1f\x8b\x08\0" + bytes(64), "archive-file"),
    Case("words.docx", SENTENCE.encode, "mislabelled-document"),
    Case("words.pdf", SENTENCE.encode, "mislabelled-document"),
    # broken
    Case("cut.docx", lambda: word()[:-200], "corrupt-document"),
    Case("half.docx", lambda: word()[:300], "corrupt-document"),
    Case("no-body.docx", lambda: zipped({"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS}), "corrupt-document"),
    Case("no-types.docx", lambda: zipped({"word/document.xml": BODY.format(body=PARAGRAPH)}), "corrupt-document"),
    Case("bad-xml.docx", lambda: word("<w:p><w:r>"), "corrupt-document"),
    Case("no-xml.docx", lambda: zipped({"[Content_Types].xml": TYPES, "word/document.xml": b"\0"}), "corrupt-document"),
    Case("cut.pdf", lambda: b"%PDF-1.7\n1 0 obj\n<<", "corrupt-document"),
    Case("no-pages.pdf", lambda: pdf_of(b"<</Type/Pages/Count 0/Kids[]>>"), "corrupt-document"),
    Case("cyclic.pdf", cyclic_pages, "corrupt-document"),
    Case("bad-utf8.txt", lambda: (SENTENCE * 3).encode() + b"\xe5\xa2" + SENTENCE.encode(), "undecodable-text"),
    Case("surrogate.txt", lambda: b"\xff\xfe" + "增长".encode("utf-16-le") + b"\x00\xd8\x37\x00", "undecodable-text"),
    Case("odd-utf16.txt", lambda: b"\xff\xfe" + "增长".encode("utf-16-le") + b"\x37", "undecodable-text"),
    Case("utf8-surrogate.txt", lambda: SENTENCE.encode() + b"\xed\xa0\x80", "undecodable-text"),
    # locked
    Case("locked.pdf", locked, "encrypted-document"),
    Case("locked.docx", lambda: OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "encrypted-document"),
    Case("locked-zip.docx", encrypted_member, "encrypted-document"),
    # hostile
    Case("laughs.docx", lambda: word("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", head=LAUGHS), "hostile-document"),
    Case("outside.docx", lambda: word("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", head=OUTSIDE), "hostile-document"),
    Case("slip.docx", lambda: word(extra={"../../etc/cron.d/x": "x"}), "hostile-document"),
    Case("slip-back.docx", lambda: word(extra={"..\\..\\x.dll": "x"}), "hostile-document"),
    Case("absolute.docx", lambda: word(extra={"/etc/passwd": "x"}), "hostile-document"),
    Case("matryoshka.docx", lambda: word(extra={"word/media/a.zip": zipped({"b": "b"})}), "hostile-document"),
    # too much
    Case("bomb.docx", lambda: word(extra={"word/media/a.bin": b"\0" * 20_000_000}), "limit-ratio"),
    Case("lying.docx", lying_word, "corrupt-document"),
    Case("large.docx", lambda: word(WIDE and PARAGRAPH * 3_000), "limit-unpacked", Limits(max_unpacked_bytes=100_000)),
    Case("members.docx", lambda: word(extra={f"m/{i}": "" for i in range(6_000)}), "limit-members"),
    Case("deep.docx", lambda: word("<w:ins>" * 5_000 + PARAGRAPH + "</w:ins>" * 5_000), "limit-nesting"),
    Case("deep.html", lambda: b"<!DOCTYPE html><html>" + b"<div>" * 100_000 + SENTENCE.encode(), "limit-nesting"),
    Case("deep-spans.html", lambda: b"<html><p>" + b"<font size=1>" * 50_000 + SENTENCE.encode(), "limit-nesting"),
    Case("pages.pdf", lambda: printed(12), "limit-pages", Limits(max_pages=10)),
    Case("many-pages.pdf", many_pages, "limit-pages"),
    Case("bytes.txt", lambda: SENTENCE.encode() * 100, "limit-bytes", Limits(max_bytes=1_000)),
    Case("characters.txt", (SENTENCE * 100).encode, "limit-characters", Limits(max_characters=1_000)),
    Case("characters.md", (SENTENCE * 100).encode, "limit-characters", Limits(max_characters=1_000)),
    Case("characters.html", lambda: b"<html>" + SENTENCE.encode() * 99, "limit-characters", Limits(max_characters=999)),
    Case("characters.docx", lambda: word(PARAGRAPH * 99), "limit-characters", Limits(max_characters=999)),
    Case("characters.pdf", lambda: printed(99), "limit-characters", Limits(max_characters=999)),
    Case("time.txt", SENTENCE.encode, "limit-seconds", Limits(max_seconds=1e-9)),
    Case("time.md", SENTENCE.encode, "limit-seconds", Limits(max_seconds=1e-9)),
    Case("time.html", lambda: b"<html>" + SENTENCE.encode(), "limit-seconds", Limits(max_seconds=1e-9)),
    Case("time.docx", word, "limit-seconds", Limits(max_seconds=1e-9)),
    Case("time.pdf", printed, "limit-seconds", Limits(max_seconds=1e-9)),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_file_is_refused_with_its_error(case: Case) -> None:
    """Each broken or hostile file gets the error that names its fault."""
    with pytest.raises(DocumentError) as caught:
        load_source(case.data(), name=case.name, limits=case.limits)
    assert caught.value.code == case.code
    assert isinstance(caught.value, LimitError) == case.code.startswith("limit-")


@pytest.mark.parametrize("case", CASES[::6], ids=lambda case: case.name)
def test_the_error_says_which_file_and_what_to_do(case: Case) -> None:
    """The message names the file in both languages and has no open braces."""
    with pytest.raises(DocumentError) as caught:
        load_source(case.data(), name=case.name, limits=case.limits)
    for language in ("zh", "en"):
        text = caught.value.text(language)
        assert text.startswith(f"{case.name}: ")
        assert "{" not in text


@pytest.mark.parametrize("name", ["cut.docx", "slip.docx", "locked.pdf", "many-pages.pdf", "cyclic.pdf"])
def test_the_error_is_the_same_from_a_process_of_its_own(name: str) -> None:
    """Reading in a child process gives the very error that reading in this process gives."""
    case = next(case for case in CASES if case.name == name)
    with pytest.raises(DocumentError) as caught:
        load_isolated(case.data(), name=case.name, limits=case.limits)
    assert caught.value.code == case.code
    assert caught.value.where == name


def test_a_scan_without_text_is_empty() -> None:
    """A PDF of a white picture holds no text after recognition either."""
    pytest.importorskip("rapidocr")
    pytest.importorskip("onnxruntime")
    with pytest.raises(DocumentError) as caught:
        load_source(blank_scan(), name="blank-scan.pdf", limits=Limits())
    assert caught.value.code == "empty-document"


def test_a_scan_with_too_large_pages_is_refused() -> None:
    """A page is not rendered beyond the limit of pixels."""
    pytest.importorskip("rapidocr")
    pytest.importorskip("onnxruntime")
    with pytest.raises(LimitError) as caught:
        load_source(blank_scan(), name="large-scan.pdf", limits=Limits(max_pixels=100))
    assert caught.value.code == "limit-pixels"
