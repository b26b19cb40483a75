from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

EARLIER = """柳溪区政府工作报告
——2024年1月10日在柳溪区第三届人民代表大会第三次会议上
一、2023年工作回顾
2023年，一般公共预算收入50.2亿元。
二、2024年工作安排
2024年，粮食产量达到42万吨以上。
"""
DRAFT = """柳溪区政府工作报告
——2025年1月10日在柳溪区第三届人民代表大会第四次会议上
一、2024年工作回顾
2024年，一般公共预算收入53.5万元。审批环节由20个减少到12个，压缩45%。
二、2025年工作安排
做好各项工作。
"""


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A folder with last year's report."""
    folder = tmp_path / "往年文件"
    folder.mkdir()
    (folder / "柳溪区-2024.txt").write_text(EARLIER, encoding="utf-8")
    return folder


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """This year's draft as text."""
    path = tmp_path / "稿子.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


@pytest.fixture
def word(tmp_path: Path) -> Path:
    """This year's draft as a Word document."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for line in DRAFT.splitlines():
        document.add_paragraph(line)
    path = tmp_path / "稿子.docx"
    document.save(str(path))
    return path


def records(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_documents_are_checked_against_themselves(run, draft) -> None:
    """A folder or file without --with gives all findings that do not fit."""
    result = run("audit", draft, "--format", "jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [(line["relation"], line["verdict"]) for line in records(result.stdout)] == [("growth", "contradiction")]


def test_a_draft_is_compared_with_earlier_documents(run, draft, earlier) -> None:
    """Slips against last year and targets that were forgotten come with --with."""
    result = run("audit", draft, "--with", earlier, "--format", "jsonl")
    rules = {line["rule"] for line in records(result.stdout)}
    assert {"slip-magnitude", "forgotten-target"} <= rules


def test_a_draft_may_lie_among_the_others(run, draft, earlier) -> None:
    """A folder that holds the draft too may be named as it is."""
    whole = run("audit", draft, "--with", draft.parent, "--format", "jsonl")
    apart = run("audit", draft, "--with", earlier, "--format", "jsonl")
    assert records(whole.stdout) == records(apart.stdout)


def test_all_shows_what_fits_too(run, draft) -> None:
    """With --all the consistent ones are told."""
    draft.write_text(DRAFT.replace("45%", "40%"), encoding="utf-8")
    assert run("audit", draft, "--format", "jsonl").stdout == ""
    found = records(run("audit", draft, "--format", "jsonl", "--all").stdout)
    assert {line["verdict"] for line in found} == {"consistent"}


def test_exit_code_tells_findings_only_when_asked(run, draft) -> None:
    """0 by default, 1 with --fail-on, so that a script may stop."""
    assert run("audit", draft, "--format", "csv").exit_code == 0
    assert run("audit", draft, "--format", "csv", "--fail-on", "contradiction").exit_code == 1
    draft.write_text(DRAFT.replace("45%", "40%"), encoding="utf-8")
    assert run("audit", draft, "--format", "csv", "--fail-on", "tension").exit_code == 0


def test_relations_can_be_chosen(run, draft, earlier) -> None:
    """Only the relation asked for is told."""
    found = records(run("audit", draft, "--with", earlier, "--format", "jsonl", "--relation", "growth").stdout)
    assert {line["relation"] for line in found} == {"growth"}


def test_summary_counts_by_relation(run, draft) -> None:
    """Without --format and -o only the counts are printed."""
    result = run("audit", draft, "--summary", "--lang", "en")
    assert result.exit_code == 0
    assert "contradiction" in result.stdout
    assert "growth" in result.stdout


def test_findings_become_comments_of_a_copy(run, word, earlier, tmp_path) -> None:
    """The draft stays as it is; the copy bears the comments."""
    docx = pytest.importorskip("docx")
    before, out = word.read_bytes(), tmp_path / "稿子-批注.docx"
    result = run("audit", word, "--with", earlier, "-o", out)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert word.read_bytes() == before
    texts = [comment.text for comment in docx.Document(str(out)).comments]
    assert len(texts) == 3
    assert any("粮食产量" in text for text in texts)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["{draft}", "--with", "{earlier}", "-o", "{out}"], "docx"),
        (["{earlier}", "{draft}", "{word}", "-o", "{out}"], "一份"),
        (["{word}", "-o", "{word}"], "{word}"),
        (["{word}", "--derived", "-o", "{out}"], "docx"),
        (["{word}", "--format", "docx"], "docx"),
    ],
    ids=["text draft", "several drafts", "over the draft", "derived", "to the terminal"],
)
def test_what_cannot_be_commented_is_wrong_usage(arguments, code, run, draft, word, earlier, tmp_path) -> None:
    """Each case says what is wrong, and no file is left behind."""
    out = tmp_path / "批注.docx"
    names = {"draft": draft, "word": word, "earlier": earlier, "out": out}
    result = run("audit", *(each.format_map(names) for each in arguments))
    assert (result.exit_code, result.stdout) == (2, "")
    assert code.format_map(names) in result.stderr
    assert not out.exists()


def test_an_unreadable_draft_leaves_the_output_alone(run, earlier, tmp_path) -> None:
    """Without its draft the proof-reader has nothing to say, and an older page stays."""
    draft, out = tmp_path / "坏.docx", tmp_path / "核对.html"
    draft.write_bytes(b"PK\x03\x04 cut off")
    out.write_text("older", encoding="utf-8")
    result = run("audit", draft, "--with", earlier, "-o", out)
    assert result.exit_code == 1
    assert "坏.docx" in result.stderr
    assert out.read_text(encoding="utf-8") == "older"


def test_a_draft_may_come_from_standard_input(run, earlier) -> None:
    """- is the draft, as everywhere."""
    result = run("audit", "-", "--with", earlier, "--format", "jsonl", input=DRAFT.encode())
    assert "slip-magnitude" in {line["rule"] for line in records(result.stdout)}


def test_derived_values_are_listed(run, tmp_path) -> None:
    """What follows without being stated comes with its interval and derivation."""
    path = tmp_path / "报告.txt"
    path.write_text(DRAFT.replace("53.5万元", "53.5亿元，增长7%"), encoding="utf-8")
    (found,) = records(run("audit", path, "--derived", "--format", "jsonl").stdout)
    assert (found["period"], found["indicator_id"]) == ("2023", "general-public-budget-revenue")
    low, high = found["value"]
    assert low < 5_000_000_000 < high
    assert "由此得" in found["derivation"]
    assert "推得" in run("audit", path, "--derived", "--format", "table").stdout


def test_examples_of_the_help_run(run, word, earlier, tmp_path, monkeypatch) -> None:
    """Every line of the help's examples does what it says."""
    for extra in ("xlsxwriter",):
        pytest.importorskip(extra)
    monkeypatch.chdir(tmp_path)
    earlier.rename(tmp_path / "报告文件夹")
    (tmp_path / "往年文件").symlink_to(tmp_path / "报告文件夹")
    examples = re.findall(r"^ +duixian (audit .+)$", run("audit", "--help").stdout, re.MULTILINE)
    assert len(examples) >= 5
    for example in examples:
        result = run(*shlex.split(example))
        assert result.exit_code == (1 if "--fail-on" in example else 0), (example, result.stderr)
