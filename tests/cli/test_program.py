from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from importlib.metadata import version

import pytest

import duixian
from duixian.cli import main

PROGRAM = [sys.executable, "-X", "utf8", "-m", "duixian"]


def test_version_is_that_of_the_distribution(run) -> None:
    """``--version`` and ``__version__`` agree with the metadata."""
    assert run("--version").stdout.strip() == f"duixian {version('duixian')}"
    assert duixian.__version__ == version("duixian")


@pytest.mark.parametrize("command", [[], ["read"], ["formats"]])
def test_help_is_in_both_languages_with_an_example(run, command) -> None:
    """Chinese first, then English, then how it is typed."""
    text = run(*command, "--help").stdout
    assert "例 Example" in text
    assert text.index("。") < text.index("duixian", text.index("。"))


def test_every_option_has_a_help_text_in_both_languages() -> None:
    """Each says in Chinese and English what it does."""
    for command in main.commands.values():
        for option in command.params:
            if option.param_type_name == "option":
                assert any("\u4e00" <= char <= "\u9fff" for char in option.help), option.name
                assert any(char.isascii() and char.isalpha() for char in option.help), option.name


def test_formats_lists_what_is_read_and_written(run) -> None:
    """In both languages."""
    chinese, english = run("formats"), run("formats", "--lang", "en")
    for name in ("docx", "markdown", "parquet", "html"):
        assert name in chinese.stdout
        assert name in english.stdout
    assert "能读取" in chinese.stdout
    assert "Written" in english.stdout


def test_a_defect_is_told_apart_from_the_user_s_errors(run, report, monkeypatch) -> None:
    """It says that it is not the user's fault and what to report; the trace comes only when asked for."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a defect")

    monkeypatch.setattr("duixian.cli.reading_options.find_sources", broken)
    result = run("read", report)
    assert result.exit_code == 70
    assert "缺陷" in result.stderr
    assert version("duixian") in result.stderr
    assert "Traceback" not in result.stderr
    monkeypatch.setenv("DUIXIAN_DEBUG", "1")
    assert "Traceback" in run("read", report).stderr


def test_a_defect_in_one_document_does_not_stop_the_others(run, report, monkeypatch) -> None:
    """The document is named, the run ends with 1."""

    def broken(source, limits):
        raise ZeroDivisionError(source.name)

    monkeypatch.setattr("duixian.cli.read.read_figures_of", broken)
    result = run("read", report)
    assert result.exit_code == 1
    assert "缺陷" in result.stderr
    assert "柳溪区-2024.txt" in result.stderr


def test_module_is_the_command(report) -> None:
    """``python -m duixian`` does the same as ``duixian``."""
    done = subprocess.run([*PROGRAM, "read", str(report)], capture_output=True, check=True)
    assert b'"document": "\xe6\x9f\xb3' in done.stdout
    assert done.stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="pipes break differently on Windows")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_stops_reading_is_no_error(report, monkeypatch, unbuffered) -> None:
    """``duixian read … | head -n 1`` ends quietly."""
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    lines = (f"2023年,全区第{number}个试点村粮食总产量{number}.6万吨,增长6.3%。\n" for number in range(1, 3_000))
    report.write_text("一、回顾\n" + "".join(lines), encoding="utf-8")
    with subprocess.Popen([*PROGRAM, "read", str(report)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_cleanly(tmp_path, monkeypatch, jobs) -> None:
    """One line on stderr, exit code 130, no output and no part of one."""
    # Coverage holds a lock while it traces; an interrupt in that moment would wait for it for ever.
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text("全区粮食总产量增长7%。\n" * 1_000, encoding="utf-8")
    out = tmp_path / "out.csv"
    command = [*PROGRAM, "read", str(tmp_path), "-o", str(out), "--jobs", jobs]
    # Not a pipe: one that nobody reads would stop a program that has more to say than it should.
    said = tmp_path / "stderr"
    with said.open("wb") as stderr, subprocess.Popen(command, stderr=stderr, start_new_session=True) as process:
        while process.poll() is None and not list(tmp_path.glob(".out-*.part")):
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(60) == 130
    assert said.read_text(encoding="utf-8").strip() == "已中断。"
    assert not list(tmp_path.glob("*.csv"))
    assert not list(tmp_path.glob(".out-*"))
