"""A stage imports only the stages before it, and a small installation stays small."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

OPTIONAL = ("docx", "onnxruntime", "openpyxl", "pdfplumber", "pyarrow", "pypdfium2", "rapidocr", "xlsxwriter")


def test_import_contracts_hold(root: Path) -> None:
    """The layers, the ban on network libraries and the place of optional libraries are kept."""
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(root / "pyproject.toml"), cache_dir=None) == 0


def test_importing_duixian_loads_no_optional_library() -> None:
    """``import duixian`` and its command line work with the small core of dependencies alone."""
    program = f"import sys, duixian, duixian.cli; print([name for name in {OPTIONAL!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_importing_duixian_opens_no_network_library() -> None:
    """Nothing that ``import duixian`` loads brings an HTTP client."""
    names = ("requests", "httpx", "urllib3", "aiohttp")
    program = f"import sys, duixian; print([name for name in {names!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
