"""Links lead somewhere, examples run, and generated pages are those of the code."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^()\s]+)\)|<img[^>]+src=\"([^\"]+)\"")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings, as code hosts make them."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in HEADING.findall(text)}


def test_links_between_pages_resolve(pages: dict[Path, str], root: Path) -> None:
    """Each relative link leads to a file, and its anchor to a heading."""
    broken = []
    for path, text in pages.items():
        for groups in LINK.findall(FENCE.sub("", text)):
            link = groups[0] or groups[1]
            if re.match(r"[a-z]+:", link):
                continue
            name, _, anchor = unquote(link).partition("#")
            target = (path.parent / name).resolve() if name else path
            if not target.exists() or (anchor and target in pages and anchor not in anchors(pages[target])):
                broken.append(f"{path.relative_to(root)}: {link}")
    assert broken == []


def test_every_page_can_be_reached_from_the_index(root: Path, pages: dict[Path, str]) -> None:
    """A reader who starts at ``docs/index.md`` finds every page of the documentation."""
    seen: set[Path] = set()
    waiting = [root / "docs" / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page not in pages:
            continue
        seen.add(page)
        links = (groups[0].partition("#")[0] for groups in LINK.findall(pages[page]))
        waiting += [(page.parent / link).resolve() for link in links if link.endswith(".md") and ":" not in link]
    missed = {path for path in pages if (root / "docs") in path.parents} - seen
    assert sorted(str(path.relative_to(root)) for path in missed) == []


@pytest.mark.timeout(900)  # all examples of all pages run
@pytest.mark.parametrize("script", ["generate.py", "console.py"])
def test_generated_text_is_up_to_date(script: str, root: Path) -> None:
    """The reference and the output of the examples are what the code gives now."""
    command = [sys.executable, str(root / "docs" / script), "--check"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_python_examples_run(pages: dict[Path, str], root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python examples of handwritten pages give what they show."""
    monkeypatch.chdir(root)
    failed = []
    for path, text in pages.items():
        if path.parent.name == "reference":
            continue
        source = "\n".join(block for block in PYTHON.findall(text) if ">>>" in block)
        test = doctest.DocTestParser().get_doctest(source, {}, path.name, str(path), 0)
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        report: list[str] = []
        runner.run(test, out=report.append)
        failed += report
    assert "\n".join(failed) == ""


def test_readmes_in_both_languages_show_the_same_commands(root: Path) -> None:
    """The Chinese and the English README run the same commands and show the same pictures."""
    english, chinese = ((root / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
    for pattern in (r"^\$ .+$", r"^make [a-z]+", r"docs/images/[\w.-]+"):
        assert re.findall(pattern, english, re.MULTILINE) == re.findall(pattern, chinese, re.MULTILINE)


def test_the_tutorial_shows_the_same_in_both_languages(root: Path) -> None:
    """The Chinese and the English tutorial on ledgers run the same commands and show the same pictures."""
    english, chinese = (
        (root / "docs" / f"tutorial-ledger{ending}").read_text(encoding="utf-8") for ending in (".md", ".zh-CN.md")
    )
    for pattern in (r"^```console\n.*?^```$", r"images/[\w.-]+", r"^## \d"):
        flags = re.MULTILINE | re.DOTALL
        assert re.findall(pattern, english, flags) == re.findall(pattern, chinese, flags)


def test_readme_names_the_two_commands_of_a_fresh_machine(root: Path) -> None:
    """One command runs the main job, one passes the tests; both stand in the first fifty lines."""
    for name in ("README.md", "README.zh-CN.md"):
        head = "\n".join((root / name).read_text(encoding="utf-8").splitlines()[:50])
        assert "make demo" in head
        assert "make test" in head
        assert "docs/images/" in head
