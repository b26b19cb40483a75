"""What the application says in Chinese, it says in English."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_every_word_is_translated_and_compiled(root: Path) -> None:
    """No translation is missing or left over, and the compiled catalogues are those of the texts."""
    done = subprocess.run([sys.executable, root / "docs" / "catalogues.py", "--check"], capture_output=True, text=True)
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0
