from __future__ import annotations

import json
import tomllib

import pytest

from duixian import explain, read
from duixian.cli.explained import explanation_record
from duixian.errors import UsageError

PAGE = "<html><p>柳溪区政府工作报告</p><h1>一、回顾</h1><p>2023年,全区地区生产总值完成412.6亿元,增长6.3%。</p></html>"


def test_a_figure_is_explained_by_its_offset(run, report) -> None:
    """The sentence with the number marked, each field with its rule and an example, and the confidence are shown."""
    at = report.read_text(encoding="utf-8").index("6.5%")
    result = run("explain", report, "--at", at)

    assert (result.exit_code, result.stderr) == (0, "")
    assert "【6.5%】" in result.stdout
    assert "2024年工作安排" in result.stdout
    for rule in ("kind-rise", "role-of-plan", "period-stated", "link-exact"):
        assert rule in result.stdout
    assert "左右" in result.stdout
    assert "可信度" in result.stdout


def test_a_place_is_found_by_its_words(run, report) -> None:
    """The first figure in the words is explained, whatever the width of their characters."""
    shown = run("explain", report, "--text", "地区生产总值完成412.6亿元").stdout

    assert "【412.6亿元】" in shown
    assert run("explain", report, "--text", "地区生产总值完成４１２.６亿元").stdout == shown


def test_a_number_that_is_no_figure_is_told_why(run, report) -> None:
    """A year tells that it is one of the words of time; figures beside it are listed."""
    result = run("explain", report, "--at", report.read_text(encoding="utf-8").index("2023年,"))

    assert result.exit_code == 0
    assert "“2023年”不是数据" in result.stdout
    assert "in-period-words" in result.stdout
    assert "412.6亿元" in result.stdout


def test_a_place_without_number_lists_what_is_there(run, report) -> None:
    """Nothing is explained, all numbers of the sentence are named."""
    result = run("explain", report, "--text", "全区地区")

    assert "这里不是数" in result.stdout
    assert "412.6亿元" in result.stdout
    assert "6.3%" in result.stdout


def test_english_is_written_on_demand(run, report, monkeypatch) -> None:
    """Headings and reasons are English; quotations stay as they are."""
    monkeypatch.setenv("COLUMNS", "140")  # so that no reason is broken over lines
    result = run("explain", report, "--text", "增长6.5%左右", "--lang", "en")

    assert "is a figure" in result.stdout
    assert "its section plans" in result.stdout
    assert "依据" not in result.stdout


def test_json_holds_everything(run, report) -> None:
    """A program gets the record: figure, steps with both languages and evidence, dropped numbers, words of time."""
    text = report.read_text(encoding="utf-8")
    record = json.loads(run("explain", report, "--at", text.index("6.5%"), "--format", "json").stdout)

    assert text[record["figure"]["start"] : record["figure"]["end"]] == "6.5%"
    assert {step["field"] for step in record["steps"]} >= {"value", "kind", "role", "period"}
    assert all(step["zh"] and step["en"] and step["example"] for step in record["steps"])
    period = next(step for step in record["steps"] if step["field"] == "period")
    assert text[period["evidence"]["start"] : period["evidence"]["end"]] == "2024年"
    assert [one["text"] for one in record["words_of_time"]] == ["2024年"]
    assert record["dropped"][0]["rule"] == "in-period-words"
    assert record["factors"][0]["times"] > 1
    assert record["section"]["part"] == "plan"


def test_json_is_the_record_of_the_api(run, report) -> None:
    """Command line and Python give the same explanation."""
    text = report.read_text(encoding="utf-8")
    at = text.index("412.6")
    record = json.loads(run("explain", report, "--at", at, "--format", "json").stdout)
    told = explanation_record(explain(read(report).document, at))

    assert record == json.loads(json.dumps(told, default=float))


def test_standard_input_is_explained(run) -> None:
    """``-`` is standard input, whose name tells the format."""
    result = run("explain", "-", "--name", "报告.html", "--text", "增长6.3%", input=PAGE.encode())

    assert "【6.3%】" in result.stdout


@pytest.mark.parametrize("suffix", ["docx", "html", "md", "pdf", "txt"])
def test_figures_of_every_format_are_explained(run, root, suffix) -> None:
    """One sentence is explained alike in all formats of the example."""
    path = root / "examples" / "formats" / f"2024-work-report.{suffix}"
    record = json.loads(run("explain", path, "--text", "地区生产总值741.5亿元", "--format", "json").stdout)

    assert (record["figure"]["text"], record["figure"]["indicator_id"]) == ("741.5亿元", "gdp")
    assert [step["rule"] for step in record["steps"] if step["field"] == "role"] == ["role-estimate-word"]


def test_page_and_box_of_a_pdf_are_shown(run, root) -> None:
    """A figure leads back to its page and the box on it."""
    path = root / "examples" / "formats" / "2024-work-report.pdf"
    record = json.loads(run("explain", path, "--text", "地区生产总值741.5亿元", "--format", "json").stdout)

    assert record["places"][0]["page"] == 1
    assert len(record["places"][0]["box"]) == 4
    assert "第 1 页" in run("explain", path, "--text", "地区生产总值741.5亿元").stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "--at"),
        (["--at", "3", "--text", "增长"], "--text"),
        (["--at", "-1"], "位置 -1"),
        (["--at", "100000"], "100000"),
        (["--at", "十"], "--at"),
        (["--text", "没有这几个字"], "没有这几个字"),
        (["--text", ""], "--at"),
        (["--text", "地区生产总值"], "2 次"),
        (["--at", "3", "--format", "html"], "--format"),
    ],
)
def test_wrong_usage_of_explain_says_what_is_right(run, report, args, said) -> None:
    """Nothing is printed on stdout, the exit code is 2."""
    result = run("explain", report, *args)

    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_words_that_stand_at_several_places_list_them(run, report) -> None:
    """Each offset listed is a place of the words, ready for --at."""
    text = report.read_text(encoding="utf-8")
    result = run("explain", report, "--text", "地区生产总值")
    first, second = text.index("地区生产总值"), text.rindex("地区生产总值")

    assert f"{first}, {second}" in result.stderr


def test_a_document_that_cannot_be_read_is_named(run, tmp_path) -> None:
    """A missing or empty file ends with 1, a folder with 2, each with its reason."""
    empty = tmp_path / "空.txt"
    empty.write_text("", encoding="utf-8")

    assert run("explain", tmp_path / "没有.txt", "--at", "0").exit_code == 1
    assert run("explain", empty, "--at", "0").exit_code == 1
    assert run("explain", tmp_path, "--at", "0").exit_code == 2


def test_limits_hold_for_explanations(run, report) -> None:
    """A document beyond a limit is refused."""
    assert run("explain", report, "--at", "0", "--max-characters", "10").exit_code == 1


def test_escape_sequences_of_a_document_do_not_reach_the_terminal(run, tmp_path) -> None:
    """A document cannot steer the terminal."""
    path = tmp_path / "a.txt"
    path.write_text("2023年,收入\x1b[31m增长7%。", encoding="utf-8")

    assert "\x1b[31m" not in run("explain", path, "--text", "7%").stdout


def test_a_very_long_line_is_shown_around_the_number(run, tmp_path) -> None:
    """Of a long sentence the part around the number is shown."""
    path = tmp_path / "a.txt"
    path.write_text("产业发展," * 20_000 + "投资增长7%," + "产业发展," * 20_000, encoding="utf-8")
    result = run("explain", path, "--text", "增长7%")

    assert result.exit_code == 0
    assert "【7%】" in result.stdout
    assert len(result.stdout) < 20_000


def test_the_api_hands_on_explain() -> None:
    """``duixian.explain`` takes a document and an offset; an offset outside is wrong usage."""
    reading = read("2023年,新建学校3所。")

    assert explain(reading.document, reading.figures[0].span.start).figure == reading.figures[0]
    with pytest.raises(UsageError):
        explain(reading.document, 99)


def test_words_for_the_terminal_are_whole_in_both_languages() -> None:
    """Each text of the display is there in Chinese and English."""
    from duixian.cli import explained

    for words in (explained._WORDS, explained._SPOTS, explained._USES):
        assert all(sorted(texts) == ["en", "zh"] and all(texts.values()) for texts in words.values())


def test_data_file_of_rules_is_toml(root) -> None:
    """Both lists of ``rules.toml`` hold rows."""
    data = tomllib.loads((root / "src/duixian/figures/rules.toml").read_text(encoding="utf-8"))
    assert min(len(data["rule"]), len(data["dropped"])) > 50
