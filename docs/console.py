"""Run the console examples of the documentation and write what they print beneath them.

In go Markdown pages with blocks fenced as ``console``; out come the same pages, each ``$`` line of
such a block followed by what the command really prints.  ``--check`` writes nothing and fails where
a page differs.  Commands run by ``bash`` in a fresh folder that holds ``examples``; a block fenced
as ``sh`` is not run.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 100
SECONDS = 120

_SECONDS = re.compile(r" +\d+\.\d\d$", re.MULTILINE)
_WIDTHS = re.compile(r"[ ─]+")
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """Return all pages that may hold examples."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def commands(block: str) -> list[str]:
    r"""Return the commands of a block; a line that ends in a backslash goes on in the next.

    Example:
        >>> commands("$ duixian read \\\n    a.txt\nwhat it prints\n")
        ['duixian read \\\n    a.txt']
    """
    found: list[str] = []
    within = False
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(line[2:])
        elif within:
            found[-1] += "\n" + line
        within = line.endswith("\\") and (within or line.startswith("$ "))
    return found


@cache
def printed(command: str, folder: Path) -> str:
    """Run one command as a reader would type it and return what it prints; the same command is run once."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    plain = {"COLUMNS": str(WIDTH), "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8", "PATH": path}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DUIXIAN_")}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=kept | plain,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=SECONDS,
        check=False,
    )
    return "\n".join(line.rstrip() for line in done.stdout.decode("utf-8").splitlines())


def rewritten(text: str, folder: Path) -> str:
    """Return a page with the output of its examples written anew."""

    def block(match: re.Match[str]) -> str:
        parts = []
        for command in commands(match[1]):
            output = printed(command, folder).strip("\n")
            parts.append(f"$ {command}\n" + (f"{output}\n" if output else ""))
        return f"```console\n{''.join(parts)}```"

    return _BLOCK.sub(block, text)


def timeless(text: str) -> str:
    """Blank what differs from run to run: seconds at the end of a row, and the widths that hang on them.

    Example:
        >>> timeless("报告.txt    35   0.42")
        '报告.txt 35'
    """
    return _WIDTHS.sub(" ", _SECONDS.sub("", text))


def main() -> int:
    """Rewrite the pages, or compare them."""
    parser = argparse.ArgumentParser(description="Run the console examples of the documentation.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a page is not up to date")
    parser.add_argument("page", nargs="*", type=Path, help="pages; all of them by default")
    options = parser.parse_args()
    stale = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "examples").symlink_to(ROOT / "examples")
        for page in options.page or pages():
            text = page.read_text(encoding="utf-8")
            now = rewritten(text, folder)
            if timeless(now) == timeless(text):
                continue
            stale.append(page.name)
            if not options.check:
                page.write_text(now, encoding="utf-8")
    if options.check and stale:
        print(f"examples print something else: {', '.join(stale)}; run `make docs`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
