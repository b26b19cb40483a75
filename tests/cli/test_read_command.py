from __future__ import annotations

import csv
import json
import os
import sys
from io import StringIO

import pytest

from duixian.cli import output
from duixian.errors import DocumentError
from duixian.exports import EXPORTERS
from duixian.reading import read

PAGE = "<html><p>柳溪区政府工作报告</p><h1>一、回顾</h1><p>2023年,全区地区生产总值完成412.6亿元,增长6.3%。</p></html>"


def records(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_figures_are_written_as_jsonl_where_nobody_looks(run, report) -> None:
    """A pipe gets one figure a line, whose place in the file holds its text."""
    result = run("read", report)
    found = records(result.stdout)
    text = report.read_text(encoding="utf-8")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [text[it["start"] : it["end"]] for it in found] == [it["text"] for it in found]
    assert "412.6亿元" in [it["text"] for it in found]
    assert {it["document"] for it in found} == {"柳溪区-2024.txt"}


def test_a_terminal_gets_a_table(run, report, monkeypatch) -> None:
    """Where somebody looks, a table is shown."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert output.choose_target(None, None, [], among=EXPORTERS).exporter.name == "table"


@pytest.mark.parametrize("name", ["数据.csv", "数据.jsonl", "数据.xlsx", "数据.parquet", "数据.html", "数据.txt"])
def test_format_is_told_by_the_suffix_of_the_output(run, report, tmp_path, name) -> None:
    """No --format is needed; nothing but the file is written."""
    result = run("read", report, "-o", tmp_path / name)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert (tmp_path / name).stat().st_size > 100
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["报告", name])


def test_standard_input_is_read_under_the_name_given(run) -> None:
    """``-`` is standard input; its name's extension tells the format."""
    result = run("read", "-", "--name", "报告.html", input=PAGE.encode())
    assert "412.6亿元" in [it["text"] for it in records(result.stdout)]
    assert records(result.stdout)[0]["document"] == "报告.html"


def test_standard_input_twice_is_wrong_usage(run) -> None:
    """It can be read only once."""
    assert run("read", "-", "-", input=b"1").exit_code == 2


def test_roles_and_confidence_choose_figures(run, report) -> None:
    """Only figures of the roles, and at least so sure, are written."""
    everything = records(run("read", report).stdout)
    targets = records(run("read", report, "--role", "target").stdout)
    assert targets == [it for it in everything if it["role"] == "target"]
    assert targets
    both = records(run("read", report, "--role", "target", "--role", "actual").stdout)
    assert both == [it for it in everything if it["role"] in {"target", "actual"}]
    sure = records(run("read", report, "--min-confidence", "1").stdout)
    assert sure == [it for it in everything if it["confidence"] >= 1]


def test_other_documents_are_written_when_one_cannot_be_read(run, report) -> None:
    """Exit code 1; the bad one is named on stderr with its reason, the good one is on stdout."""
    bad = report.with_name("坏.pdf")
    bad.write_bytes(b"no pdf at all")
    result = run("read", report.parent)
    assert result.exit_code == 1
    assert records(result.stdout)
    assert "坏.pdf" in result.stderr
    assert result.stderr.startswith("错误")
    assert "Traceback" not in result.stderr


def test_a_file_that_does_not_exist_is_named(run, report, tmp_path) -> None:
    """It counts as an input that could not be read; the others are."""
    result = run("read", tmp_path / "没有.txt", report)
    assert result.exit_code == 1
    assert "没有.txt" in result.stderr
    assert records(result.stdout)


def test_an_older_output_is_kept_when_nothing_could_be_read(run, tmp_path) -> None:
    """A failed run does not replace a good result by an empty one."""
    (tmp_path / "out.csv").write_text("old", encoding="utf-8")
    assert run("read", tmp_path / "没有.txt", "-o", tmp_path / "out.csv").exit_code == 1
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(run, report) -> None:
    """Permission denied is a reason like any other."""
    report.chmod(0)
    result = run("read", report)
    assert (result.exit_code, "柳溪区-2024.txt" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--format", "xlsx"], "-o"),
        (["-o", "数据.doc"], "--format"),
        (["-o", "没有/数据.csv"], "没有"),
        (["--max-pages", "0"], "max_pages"),
        (["--jobs", "0"], "--jobs"),
        (["--format", "pdf"], "--format"),
        (["--role", "promise"], "--role"),
        (["--min-confidence", "2"], "--min-confidence"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_right(run, report, tmp_path, monkeypatch, args, said) -> None:
    """Nothing is read or written; the message names the option or the way out."""
    monkeypatch.chdir(tmp_path)
    result = run("read", report, *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_no_argument_is_wrong_usage(run) -> None:
    """At least one document must be named."""
    assert run("read").exit_code == 2


def test_a_folder_without_documents_is_wrong_usage(run, tmp_path) -> None:
    """The message says what is looked for."""
    result = run("read", tmp_path)
    assert result.exit_code == 2
    assert "docx" in result.stderr


@pytest.mark.parametrize("out", ["same.txt", "./报告/../same.txt"])
def test_an_output_that_is_an_input_is_refused(run, tmp_path, monkeypatch, out) -> None:
    """However it is written, the source is not replaced."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "报告").mkdir()
    (tmp_path / "same.txt").write_text("增长7%。", encoding="utf-8")
    result = run("read", "same.txt", "-o", out)
    assert (result.exit_code, (tmp_path / "same.txt").read_text(encoding="utf-8")) == (2, "增长7%。")


def test_a_folder_of_pages_over_its_own_sources_is_refused(run, tmp_path) -> None:
    """Pages are not written into a folder whose web pages are being read."""
    page = tmp_path / "a.html"
    page.write_text("<p>增长7%。", encoding="utf-8")
    result = run("read", page, "--format", "html", "-o", tmp_path)
    assert (result.exit_code, page.read_text(encoding="utf-8")) == (2, "<p>增长7%。")


def test_several_documents_as_html_need_a_folder(run, report) -> None:
    """Neither stdout nor one file can hold several pages."""
    report.with_name("b.txt").write_text("增长7%。", encoding="utf-8")
    assert run("read", report.parent, "--format", "html").exit_code == 2
    assert run("read", report.parent, "-o", report.with_name("x.html")).exit_code == 2


def test_pages_and_summary(run, report, tmp_path) -> None:
    """A folder that is not there yet is made; the summary on stdout tells where the pages are."""
    result = run("read", report, "--format", "html", "-o", tmp_path / "out" / "demo", "--summary")
    assert result.exit_code == 0
    assert (tmp_path / "out" / "demo" / "index.html").exists()
    assert (tmp_path / "out" / "demo" / "柳溪区-2024.html").exists()
    assert "柳溪区-2024.txt" in result.stdout


def test_summary_alone_prints_no_figures(run, report) -> None:
    """Without --format and -o the summary is the data."""
    result = run("read", report, "--summary")
    assert "柳溪区-2024.txt" in result.stdout
    assert "{" not in result.stdout


def test_summary_beside_data_goes_to_stderr(run, report) -> None:
    """Data on stdout stays clean."""
    result = run("read", report, "--summary", "--format", "jsonl")
    assert records(result.stdout)
    assert "柳溪区-2024.txt" in result.stderr


def test_binary_data_goes_to_stdout_only_when_asked_for(run, report) -> None:
    """``-o -`` is a clear wish."""
    result = run("read", report, "--format", "parquet", "-o", "-")
    assert result.stdout_bytes[:4] == b"PAR1"


def test_csv_can_be_written_without_byte_order_mark(run, report) -> None:
    """For programs that take the mark for a character."""
    assert run("read", report, "--format", "csv").stdout_bytes.startswith(b"\xef\xbb\xbf")
    plain = run("read", report, "--format", "csv", "--no-bom").stdout_bytes
    assert next(csv.DictReader(StringIO(plain.decode())))["document"] == "柳溪区-2024.txt"


def test_output_takes_the_place_of_the_old_file_whole(run, report, tmp_path) -> None:
    """The new file has the old one's permissions, and no part file is left."""
    out = tmp_path / "数据.csv"
    out.write_text("old", encoding="utf-8")
    out.chmod(0o640)
    assert run("read", report, "-o", out).exit_code == 0
    assert out.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_a_failure_while_writing_leaves_the_old_file(run, report, tmp_path, monkeypatch) -> None:
    """A full disk costs the new result, never the old one."""
    from duixian.exports import csv as module

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "数据.csv"
    out.write_text("old", encoding="utf-8")
    monkeypatch.setattr(module, "_cell", full)
    result = run("read", report, "-o", out)
    assert (result.exit_code, out.read_text(encoding="utf-8")) == (2, "old")
    assert "No space left" in result.stderr
    assert len(list(tmp_path.iterdir())) == 2


def test_messages_are_in_the_language_asked_for(run, tmp_path, monkeypatch) -> None:
    """``--lang`` goes before ``DUIXIAN_LANG``, which goes before Chinese."""
    missing = tmp_path / "none.txt"
    assert "错误" in run("read", missing).stderr
    assert "Error" in run("read", missing, "--lang", "en").stderr
    monkeypatch.setenv("DUIXIAN_LANG", "en")
    assert "Error" in run("read", missing).stderr
    assert "错误" in run("read", missing, "--lang", "zh").stderr


def test_same_names_in_several_folders_are_told_apart(run, report, tmp_path) -> None:
    """The field ``document`` has the path where names repeat."""
    for year in ("2023", "2024"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "报告.txt").write_text(report.read_text(encoding="utf-8"), encoding="utf-8")
    result = run("read", tmp_path / "2023", tmp_path / "2024")
    assert sorted({it["document"] for it in records(result.stdout)}) == ["2023/报告.txt", "2024/报告.txt"]


def test_processes_write_the_same_as_one(run, report) -> None:
    """``--jobs`` changes how long it takes, nothing else."""
    report.with_name("b.txt").write_text(report.read_text(encoding="utf-8"), encoding="utf-8")
    assert run("read", report.parent, "--jobs", "2").stdout == run("read", report.parent, "--jobs", "1").stdout


def test_limits_of_the_command_line_hold(run, report) -> None:
    """A document beyond a limit is refused with the reason."""
    result = run("read", report, "--max-characters", "10")
    assert result.exit_code == 1
    assert result.stdout == ""


def test_escape_sequences_in_names_do_not_reach_the_terminal(run, tmp_path) -> None:
    """A file name cannot steer the terminal by an error message."""
    assert "\x1b" not in run("read", tmp_path / "a\x1b[2Jb.txt").stderr


def test_the_api_takes_path_text_and_bytes(report) -> None:
    """All ways lead to the same figures."""
    text = report.read_text(encoding="utf-8")
    ways = [read(report), read(str(report)), read(text), read(report.read_bytes(), name="a.txt")]
    assert len({way.figures for way in ways}) == 1


@pytest.mark.parametrize("source", ["没有.txt", "folder/没有", "增长7%"])
def test_a_short_string_that_is_no_file_is_a_mistyped_path(source) -> None:
    """It is not read as a text, where no figure would be found and nobody would know why."""
    with pytest.raises(DocumentError) as caught:
        read(source)
    assert caught.value.code == "no-such-file"
