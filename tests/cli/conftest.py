"""The command line, run in this process, and documents for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from duixian.cli import main

REPORT = """柳溪区政府工作报告
——2024年1月10日在柳溪区第三届人民代表大会第三次会议上
一、2023年工作回顾
2023年,全区地区生产总值完成412.6亿元,增长6.3%。
二、2024年工作安排
2024年,地区生产总值增长6.5%左右,一般公共预算收入增长5%以上。
"""


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run ``duixian`` with arguments; the result has exit code, stdout and stderr."""

    def call(*args: str | Path, **options: object) -> Result:
        return CliRunner().invoke(main, [str(arg) for arg in args], **options)  # type: ignore[arg-type]

    return call


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A small report in a folder of its own."""
    path = tmp_path / "报告" / "柳溪区-2024.txt"
    path.parent.mkdir()
    path.write_text(REPORT, encoding="utf-8")
    return path
