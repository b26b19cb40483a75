"""The page in a real browser, where one is installed: its script runs, its policy holds."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from duixian.exports import LEDGER_EXPORTERS

BROWSER = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
    "--virtual-time-budget=2000",
    "--dump-dom",
]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed"),
]


@pytest.fixture
def opened(written, tmp_path):
    """Open a page at a place and return its document after the script has run, and what the console said."""

    def open_page(item, place: str = "", **options) -> tuple[str, list[str]]:
        path = tmp_path / "page.html"
        path.write_bytes(written("html", item, **options))
        profile = f"--user-data-dir={tmp_path / 'profile'}"
        command = [str(BROWSER), *OPTIONS, profile, path.as_uri() + place]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]

    return open_page


def test_script_and_style_run_under_the_policy(reading, opened) -> None:
    """Nothing is blocked and nothing fails: the console is empty and the marks have got their labels."""
    dom, console = opened(reading)
    assert console == []
    assert len(re.findall(r'<a [^>]*data-f="\d+"[^>]*aria-label="', dom)) == len(reading.figures)


def test_a_link_to_a_figure_selects_it(reading, opened) -> None:
    """The place in the address marks figure and row and fills the panel."""
    figure = reading.figures[2]
    dom, console = opened(reading, f"#c{figure.span.start}-{figure.span.end}")
    assert console == []
    assert re.search(r'<dd id="d-indicator">商品房待售面积', dom)
    assert len(re.findall(r'aria-current="true"', dom)) == 1
    assert re.search(r'<tr id="r\d+-\d+" data-f="2" class="actual on"', dom)


def test_payloads_in_a_document_do_not_run(reading, opened) -> None:
    """Hostile words in text and fields stay words; the policy has nothing to report."""
    from dataclasses import replace

    words = "<img src=x onerror=document.title='hacked'></script><script>document.title='hacked'</script>"
    document = replace(reading.document, text=reading.document.text + words, plain=reading.document.plain + words)
    figures = tuple(replace(figure, indicator=words, scope=words, unit=words) for figure in reading.figures)
    first = figures[0].span
    dom, console = opened(replace(reading, document=document, figures=figures), f"#c{first.start}-{first.end}")
    assert console == []
    assert "<title>hacked" not in dom


def test_ledger_runs_under_its_policy(ledger, opened) -> None:
    """Nothing is blocked and nothing fails; the script shows the filters and counts the lines."""
    dom, console = opened(ledger, among=LEDGER_EXPORTERS)
    assert console == []
    assert '<div class="filters">' in dom
    assert re.search(r'<output name="count"[^>]*>3</output>', dom)


def test_a_link_to_a_source_opens_its_document(ledger, opened) -> None:
    """The place in the address opens the text beside the ledger and marks the words."""
    dom, console = opened(ledger, "#d1-0", among=LEDGER_EXPORTERS)
    assert console == []
    panel = dom.split('<dialog id="panel"')[1]
    assert panel.split(">")[0].endswith('open=""')
    assert re.search(r'<a class="f actual on"[^>]*>5\.4%</a>', panel)
    assert re.search(r'<h2 id="panel-title"[^>]*>', panel)


def test_payloads_in_a_ledger_do_not_run(ledger, opened) -> None:
    """Hostile words in a name, a place or a text stay words."""
    from dataclasses import replace

    words = "<img src=x onerror=document.title='hacked'></script><script>document.title='hacked'</script>"
    lines = tuple(replace(line, place=words, name=words) for line in ledger.lines)
    dom, console = opened(replace(ledger, lines=lines), "#d0-0", among=LEDGER_EXPORTERS)
    assert console == []
    assert "<title>hacked" not in dom
