"""Uploading: kept as it came, read behind a queue, refused with reasons."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from duixian_web.audit_trail.models import Event
from duixian_web.audit_trail.trail import verify
from duixian_web.documents.models import Document, FigureRow, PromiseRow
from duixian_web.documents.store import kept, path_of
from duixian_web.jobs.models import Job
from duixian_web.jobs.worker import run_waiting
from duixian_web.rate_limits.limits import UPLOADS_PER_USER
from duixian_web.testing.library import REPORT

ADDRESS = "/documents/upload/"
PAYLOAD = "\"><img src=x onerror=alert(1)>'<script>alert(1)</script>"


@pytest.fixture
def client(cast, as_user):
    return as_user(cast.officer)


def send(client, cast, *files: tuple[str, bytes], organisation=None, **headers):
    data = {
        "organisation": (organisation or cast.district).pk,
        "files": [SimpleUploadedFile(name, content) for name, content in files],
    }
    return client.post(ADDRESS, data, headers=headers)


def test_a_file_is_kept_and_read(cast, client) -> None:
    """The bytes stand under their hash, the figures and promises as rows, and the trail tells who and what."""
    response = send(client, cast, ("报告.txt", REPORT.encode()))
    document = Document.objects.get()
    assert response.headers["Location"] == f"/documents/{document.pk}/"
    assert document.state == "waiting"
    assert kept(document.sha256) == REPORT.encode()
    run_waiting()
    document.refresh_from_db()
    assert (document.state, document.kind, document.year) == ("read", "work report", 2025)
    assert document.figures == FigureRow.objects.count() > 5
    assert document.promises == PromiseRow.objects.count() > 3
    assert list(Event.objects.values_list("action", flat=True))[:2] == ["document.upload", "document.read"]
    assert verify() == []


def test_many_files_are_taken_at_once(cast, client) -> None:
    """Each becomes a document."""
    response = send(client, cast, ("a.txt", "增长7%。".encode()), ("b.txt", "增长8%。".encode()))
    assert response.headers["Location"] == "/documents/"
    assert Document.objects.count() == Job.objects.count() == 2


def test_the_script_gets_json(cast, client) -> None:
    """One request a file; the answer names the document's page or the reason."""
    answer = send(client, cast, ("a.txt", "增长7%。".encode()), accept="application/json").json()
    assert answer["files"][0]["new"] is True
    answer = send(client, cast, ("b.txt", "增长7%。".encode()), accept="application/json").json()
    assert answer["files"][0]["new"] is False
    answer = send(client, cast, ("c.txt", b""), accept="application/json").json()
    assert "0字节" in answer["files"][0]["error"]


def test_the_same_bytes_are_one_document(cast, client) -> None:
    """A second upload leads to the first; another organisation has its own."""
    send(client, cast, ("a.txt", b"7%"))
    send(client, cast, ("b.txt", b"7%"))
    assert Document.objects.count() == 1
    send(client, cast, ("a.txt", b"7%"), organisation=cast.department)
    assert Document.objects.count() == 2
    assert len(list(path_of(hashlib.sha256(b"7%").hexdigest()).parent.glob("[0-9a-f]*"))) >= 1


def test_versions_of_a_document_are_known(cast, client) -> None:
    """A newer upload of the same place, kind and year takes the older one's place in the list."""
    send(client, cast, ("初稿.txt", REPORT.encode()))
    run_waiting()
    send(client, cast, ("定稿.txt", REPORT.replace("6%以上", "6%左右").encode()))
    run_waiting()
    first, second = Document.objects.order_by("pk")
    assert first.series == second.series != ""
    assert (first.newest, second.newest) == (False, True)
    assert "初稿.txt" not in client.get("/documents/").content.decode()
    assert "初稿.txt" in client.get("/documents/", {"versions": "on"}).content.decode()
    assert "同一文件的其他上传" in client.get(f"/documents/{second.pk}/").content.decode()


def test_reporters_upload_for_their_department_only(cast, as_user) -> None:
    """The district itself is not theirs to upload for."""
    client = as_user(cast.reporter)
    assert send(client, cast, ("a.txt", b"7%"), organisation=cast.district).status_code == 422
    assert send(client, cast, ("a.txt", b"7%"), organisation=cast.department).status_code == 302


def bomb() -> bytes:
    """Return a docx whose one part unpacks to 64 MB."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w:document>" + b" " * (64 << 20))
    return data.getvalue()


XXE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><p>&b; 7%</p>'


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("zip-bomb.docx", bomb(), "limit-ratio"),
        ("cut.docx", b"PK\x03\x04cut off", "corrupt-document"),
        ("cut.pdf", b"%PDF-1.7\ncut off", "corrupt-document"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), None),
        ("nul.txt", "增长\x007%".encode(), None),
        ("binary.txt", bytes(range(256)) * 20, None),
    ],
)
def test_hostile_files_are_refused_with_a_reason(name: str, data: bytes, code: str | None, cast, client) -> None:
    """The document is marked unreadable, with the core's message; the queue goes on."""
    send(client, cast, (name, data))
    run_waiting()
    document = Document.objects.get()
    assert document.state == "failed"
    assert code is None or document.error_code == code
    assert document.error_zh
    assert document.error_en
    assert "读不出" in client.get(f"/documents/{document.pk}/").content.decode()
    assert Job.objects.get().state == "failed"
    assert verify() == []


def test_entities_of_elsewhere_are_not_followed(cast, client) -> None:
    """An HTML file that names a file of the server reads nothing of it."""
    send(client, cast, ("x.html", XXE))
    run_waiting()
    document = Document.objects.get()
    assert document.reading is None or "root:" not in document.reading.text


def test_a_file_too_large_is_stopped_on_its_way(cast, client) -> None:
    """It is refused with 413, and nothing is kept."""
    with override_settings(MAX_UPLOAD_BYTES=1000):
        response = send(client, cast, ("large.txt", b"7" * 200_000), accept="application/json")
        assert response.status_code == 413
        assert send(client, cast, ("large.txt", b"7" * 200_000)).status_code == 413
    assert Document.objects.count() == 0


def test_uploads_are_limited(cast, client, monkeypatch) -> None:
    """Beyond so many files an hour the answer is 429."""
    from duixian_web.documents import views

    monkeypatch.setattr(views, "take", lambda limit, key: 60 if limit is UPLOADS_PER_USER else 0)
    response = send(client, cast, ("a.txt", b"7%"))
    assert (response.status_code, response.headers["Retry-After"]) == (429, "60")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\报告.docx", "报告.docx"),
        ("报告\u202etxt.exe", "报告txt.exe"),
        ("a\x00b.txt", "ab.txt"),
        ("x" * 400 + ".docx", "x" * 195 + ".docx"),
        ("\u200b", "document"),
    ],
)
def test_file_names_are_only_names(said: str, name: str) -> None:
    """No folders, no characters that cannot be seen, no boundless length."""
    from duixian_web.documents.commands import file_name

    assert file_name(said) == name


def test_markup_in_names_and_texts_is_text(cast, client) -> None:
    """Neither file name nor content of a document becomes markup on any page."""
    text = REPORT.replace("云溪河滨水步道", PAYLOAD) + f"\n{PAYLOAD}增长7%。"
    from duixian_web.documents.commands import upload_document

    document, _ = upload_document(cast.officer, cast.district, name=PAYLOAD + ".txt", data=text.encode())
    run_waiting()
    document.refresh_from_db()
    figures = [f"/documents/{document.pk}/figures/{pk}/" for pk in FigureRow.objects.values_list("pk", flat=True)]
    for address in ("/documents/", f"/documents/{document.pk}/", *figures, f"{figures[-1]}correct/"):
        body = client.get(address).content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body


def test_the_original_is_a_download(cast, client) -> None:
    """A page that was uploaded is never shown as a page of this site."""
    send(client, cast, ("x.html", "<script>alert(1)</script>增长7%。".encode()))
    response = client.get(f"/documents/{Document.objects.get().pk}/original/")
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.content == "<script>alert(1)</script>增长7%。".encode()


def test_a_failed_document_can_be_read_anew(cast, client, monkeypatch) -> None:
    """After the cause is mended, the same button gives the reading."""
    import duixian
    from duixian.errors import DocumentError

    real = duixian.read

    def fail(*_: object, **__: object):
        raise DocumentError("empty-document")

    monkeypatch.setattr(duixian, "read", fail)
    send(client, cast, ("a.txt", REPORT.encode()))
    run_waiting()
    document = Document.objects.get()
    assert document.state == "failed"
    monkeypatch.setattr(duixian, "read", real)
    client.post(f"/documents/{document.pk}/reread/")
    run_waiting()
    document.refresh_from_db()
    assert document.state == "read"
    assert document.error_zh == ""
