from __future__ import annotations

import subprocess
import sys

import pytest


def run(root, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-m", *arguments], cwd=root, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("script", ["audit_quality", "audit_time", "linear_time", "reading_speed", "score_gold"])
def test_each_benchmark_explains_itself(script, root) -> None:
    """``--help`` tells what is measured and every option."""
    done = run(root, f"benchmarks.{script}", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "usage" in done.stdout


def test_speed_is_measured_over_a_folder(root, report) -> None:
    """One row a format, with the characters read."""
    done = run(root, "benchmarks.reading_speed", str(report), "--repeats", "1")
    assert done.returncode == 0
    assert "text" in done.stdout


def test_growth_is_measured_over_doubling_sizes(root) -> None:
    """One row a hostile text, with its growth."""
    done = run(root, "benchmarks.linear_time", "--size", "200", "--doublings", "1", "--only", "spaces")
    assert done.returncode == 0
    assert "growth" in done.stdout


def test_an_external_scorer_gets_gold_and_predictions(root, report, tmp_path) -> None:
    """The scorer is called with the labelled file and the figures read from its document."""
    scorer = tmp_path / "scorer.py"
    scorer.write_text("import sys; print(len(open(sys.argv[2]).readlines()), 'figures')", encoding="utf-8")
    gold = tmp_path / f"{report.stem}.jsonl"
    gold.write_text("", encoding="utf-8")
    done = run(root, "benchmarks.score_gold", str(scorer), str(gold), "--documents", str(report.parent))
    assert done.returncode == 0
    assert "figures" in done.stdout
