"""Run the benchmarks that need nothing but this repository: speed over the examples, and linear time."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from benchmarks import linear_time, reading_speed


def main() -> int:
    """Measure the examples, and the corpus where ``DUIXIAN_CORPUS`` names one; then hostile texts."""
    folders = [str(reading_speed.EXAMPLES)]
    corpus = os.environ.get("DUIXIAN_CORPUS")
    if corpus and Path(corpus).is_dir():
        folders.append(corpus)
    status = max(reading_speed.main([folder, "--repeats", "1"]) for folder in folders)
    return max(status, linear_time.main(["--check"]))


if __name__ == "__main__":
    sys.exit(main())
