"""Loading: from path or bytes to a document, or to an error that helps, also when the reader hangs or dies."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest

from duixian.documents import Limits, from_text, load
from duixian.documents.formats import isolation
from duixian.documents.limits import Deadline
from duixian.errors import DocumentError, InternalError, LimitError, MissingExtraError, UsageError

TEXT = "一、2024年工作回顾\n全年粮食总产量达到8.6万吨，增长2.1%。\n"


def code_of(action) -> str:
    with pytest.raises((DocumentError, UsageError)) as caught:
        action()
    return caught.value.code


def test_a_path_becomes_a_document(tmp_path) -> None:
    """Name, id and format are those of the file; the text is its content."""
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    document = load(path)
    assert (document.name, document.format, document.text) == ("报告.txt", "text", TEXT)
    assert document.id == hashlib.sha256(TEXT.encode()).hexdigest()
    assert document == load(str(path)) == load(TEXT.encode(), name="报告.txt")


def test_bytes_need_no_name() -> None:
    """Without a name, bytes are read by their content."""
    assert load(TEXT.encode()).format == "text"
    assert load(b"<html><p>growth was 7%, as planned, in 2024.</p>").format == "html"


def test_text_is_read_as_it_is() -> None:
    """A text is never taken for a page, and has the id of its UTF-8 form."""
    assert from_text("<html>增长7%").format == "text"
    assert from_text(TEXT).id == load(TEXT.encode(), name="text.txt").id


def test_half_a_surrogate_pair_is_no_text() -> None:
    """What cannot be encoded is refused."""
    assert code_of(lambda: from_text("增长\ud800")) == "undecodable-text"


@pytest.mark.parametrize("text", ["", " \n\t", "\u3000"])
def test_empty_text_is_refused(text) -> None:
    """White space is no document."""
    assert code_of(lambda: from_text(text)) == "empty-document"


def test_a_missing_file_is_named(tmp_path) -> None:
    """The error says which path does not exist, also where a part of it is a file."""
    (tmp_path / "file").write_text("增长7%。", encoding="utf-8")
    for path in (tmp_path / "无.txt", tmp_path / "file" / "无.txt"):
        with pytest.raises(DocumentError) as caught:
            load(path)
        assert caught.value.code == "no-such-file"
        assert caught.value.where == str(path)


def test_a_folder_is_wrong_usage(tmp_path) -> None:
    """A folder is not read as a file."""
    assert code_of(lambda: load(tmp_path)) == "folder-as-file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the platform has no pipes")
def test_a_pipe_is_not_waited_for(tmp_path) -> None:
    """A named pipe or device may never end, so it is refused."""
    os.mkfifo(tmp_path / "pipe")
    assert code_of(lambda: load(tmp_path / "pipe")) == "unreadable-file"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_unreadable(tmp_path) -> None:
    """The error tells the system's reason."""
    path = tmp_path / "a.txt"
    path.write_text("增长7%。", encoding="utf-8")
    path.chmod(0)
    assert code_of(lambda: load(path)) == "unreadable-file"


def test_an_error_of_the_system_is_told(tmp_path, monkeypatch) -> None:
    """A file that cannot be opened is unreadable, whatever the reason."""
    path = tmp_path / "a.txt"
    path.write_text("增长7%。", encoding="utf-8")

    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DocumentError) as caught:
        load(path)
    assert caught.value.code == "unreadable-file"
    assert caught.value.details["reason"] == "Permission denied"


def test_a_path_with_nul_is_unreadable() -> None:
    """A name that no file can have is refused, not a crash."""
    assert code_of(lambda: load("a\0b.txt")) == "unreadable-file"


def test_a_large_file_is_refused_before_it_is_read(tmp_path) -> None:
    """A sparse file of a terabyte costs nothing."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(1 << 34)
    assert code_of(lambda: load(path)) == "limit-bytes"


@pytest.mark.parametrize("name", ["max_bytes", "max_pages", "max_seconds", "max_ratio"])
def test_limits_are_positive(name) -> None:
    """A limit of nothing is wrong usage."""
    with pytest.raises(UsageError) as caught:
        Limits(**{name: 0})
    assert caught.value.code == "limit-not-positive"


def test_a_deadline_passes() -> None:
    """Time that is up is an error, time that is left is not."""
    Deadline(60, where="a").check()
    with pytest.raises(LimitError):
        Deadline(-1, where="a").check()


PDF = b"%PDF-1.7\n"


@pytest.mark.parametrize("program", ["import time; time.sleep(600)", "while True: pass"])
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_reader_that_hangs_is_an_error(monkeypatch, program) -> None:
    """A process that reads for too long is stopped, busy or asleep."""
    monkeypatch.setattr(isolation, "_PROGRAM", program)
    monkeypatch.setattr(isolation, "_GRACE_SECONDS", 0.0)
    with pytest.raises(LimitError) as caught:
        load(PDF, name="a.pdf", limits=Limits(max_seconds=0.5))
    assert caught.value.code == "limit-seconds"


@pytest.mark.parametrize(
    ("program", "error", "code"),
    [
        ("import os; os.abort()", DocumentError, "corrupt-document"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", DocumentError, "corrupt-document"),
        ("raise ValueError('defect')", InternalError, "reader-failed"),
        ("print('no answer', flush=True); import sys; sys.exit(3)", InternalError, "reader-failed"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_reader_that_dies_is_an_error(monkeypatch, program, error, code) -> None:
    """Whatever ends the process that reads, its caller gets an error of duixian; time plays no part."""
    monkeypatch.setattr(isolation, "_PROGRAM", program)
    with pytest.raises(error) as caught:
        load(PDF, name="a.pdf")
    assert caught.value.code == code


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux")
def test_a_reader_that_takes_all_memory_is_stopped(monkeypatch) -> None:
    """Memory beyond the limit is an error, and does not take the machine's."""
    greedy = (
        "from duixian.documents.formats import isolation, registry\n"
        "entry = registry.format_of('pdf')\n"
        "import dataclasses\n"
        "isolation.format_of = lambda name: dataclasses.replace(entry, load=lambda *a, **k: bytearray(1 << 33))\n"
        "isolation._serve()"
    )
    monkeypatch.setattr(isolation, "_PROGRAM", greedy)
    with pytest.raises(LimitError) as caught:
        load(PDF, name="a.pdf", limits=Limits(max_memory_bytes=1 << 30))
    assert caught.value.code == "limit-memory"


@pytest.mark.parametrize(
    ("library", "extra", "name", "data"),
    [
        ("docx", "docx", "a.docx", None),
        ("pdfplumber", "pdf", "a.pdf", PDF),
    ],
)
def test_a_missing_library_names_its_extra(monkeypatch, library, extra, name, data) -> None:
    """The error says what to install."""
    import io
    import zipfile

    if data is None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as container:
            container.writestr("word/document.xml", "<x/>")
        data = buffer.getvalue()
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, "duixian.documents.formats.pdfpages", raising=False)
    monkeypatch.delattr("duixian.documents.formats.pdfpages", raising=False)
    with pytest.raises(MissingExtraError) as caught:
        load(data, name=name, isolate=False)
    assert caught.value.details["extra"] == extra
    assert f"duixian[{extra}]" in caught.value.text("zh")


SENTENCE = "全年粮食总产量达到8.6万吨，增长2.1%，"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("line.txt", SENTENCE * 150_000),
        ("digits.txt", "1" * 1_000_000),
        ("yi.txt", "增长" + "亿" * 100_000),
        ("brackets.txt", "（" * 300_000 + "增长7%"),
        ("quotes.txt", "“" * 300_000 + "增长7%"),
        ("numbers.txt", "一、" * 300_000),
        ("cells.txt", "增\t7\n" * 30_000),
        ("line.md", SENTENCE * 150_000),
        ("brackets.md", "[" * 100_000 + "增长7%"),
        ("line.html", "<html><p>" + SENTENCE * 150_000),
        ("bold.html", "<html><p>" + "<b>增</b>" * 100_000),
        ("raised.html", "<html><p>增长" + "<sup>1</sup>" * 50_000),
        ("spaces.html", "<html><p>" + "增 \n" * 200_000),
        ("rows.html", "<html><table>" + "<tr><td>增长<td>7" * 20_000),
    ],
    ids=lambda value: value if len(value) < 20 else "",
)
def test_large_content_is_read_in_linear_time(name, content) -> None:
    """A single line of ten million bytes, a million digits and the like are read at once: quadratic time would hang."""
    assert load(content.encode(), name=name).text
