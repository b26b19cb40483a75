"""What is under version control is fit for strangers: no machine's paths, no hosts, nothing half done."""

from __future__ import annotations

import re
from pathlib import Path

# Spelled so that this file does not hold what it looks for.
FOLDERS = "|".join(("tm" + "p", "wor" + "k", r"home/\w+", "roo" + "t", r"Users/\w+"))
MACHINE_PATH = re.compile(rf"(?<![\w./~*-])/(?:{FOLDERS})(?=[/\s\"'`)]|$)")
REGISTRY = re.compile(
    "py" + "pi\\.|python" + "hosted|mirrors?\\.(?:aliyun|tuna|ustc|tencent|cloud)|hugging" + "face\\.co"
)
UNFINISHED = re.compile(r"\b(?:TO" + "DO|FIX" + "ME|HA" + r"CK|TB" + r"D)\b")
LARGEST_BYTES = 1_000_000


def _offenders(tracked: list[Path], root: Path, pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in tracked:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            match = pattern.search(line)
            if match:
                found.append(f"{path.relative_to(root)}:{number}: {match.group()}")
    return found


def test_no_path_of_one_machine(tracked, root) -> None:
    """No file names a folder that exists on its author's machine only."""
    assert _offenders(tracked, root, MACHINE_PATH) == []


def test_no_registry_host(tracked, root) -> None:
    """Where packages come from is the business of pip's settings."""
    assert _offenders(tracked, root, REGISTRY) == []


def test_nothing_is_left_for_later(tracked, root) -> None:
    """What is not done stands in an issue, not in a file."""
    assert _offenders([path for path in tracked if path.name != "LICENSE"], root, UNFINISHED) == []


def test_no_large_files(tracked, root) -> None:
    """A clone stays small: no file is larger than a megabyte."""
    large = {str(path.relative_to(root)): path.stat().st_size for path in tracked}
    assert {name: size for name, size in large.items() if size > LARGEST_BYTES} == {}


def test_files_are_utf8_with_unix_line_ends(tracked, root) -> None:
    """Source, tests and documentation are UTF-8, end their lines with LF and their file with a line end."""
    wrong = []
    for path in tracked:
        if path.suffix not in {".py", ".toml", ".md", ".yaml", ".j2", ".css"} or "golden" in path.parts:
            continue
        data = path.read_bytes()
        if b"\r" in data or (data and not data.endswith(b"\n")) or data.startswith(b"\xef\xbb\xbf"):
            wrong.append(str(path.relative_to(root)))
    assert [name for name in wrong if not name.startswith("examples/")] == []
