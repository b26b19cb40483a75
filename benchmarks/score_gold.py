"""How well documents are read, by an external scorer and labelled files.

In go a scorer, gold labels and documents kept outside this repository; out comes what the scorer prints for each
labelled file. ``NAME.jsonl`` labels ``NAME.txt``; where a ``NAME.json`` of ranges stands beside it, its rows name their
documents.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duixian


def predictions(paths: Sequence[Path]) -> list[str]:
    """Return the figures of documents as lines of JSON."""
    lines = []
    for path in paths:
        reading = duixian.read(path)
        lines += [json.dumps(figure.record(path.name), ensure_ascii=False) for figure in reading.figures]
    return lines


def labelled(gold: Path, documents: Sequence[Path]) -> list[Path]:
    """Return the documents that a gold file labels."""
    if gold.with_suffix(".json").exists():
        names = {json.loads(line)["document"] for line in gold.read_text(encoding="utf-8").splitlines() if line}
        return [folder / name for folder in documents for name in sorted(names) if (folder / name).exists()]
    found = (folder / f"{gold.stem}{suffix}" for folder in documents for suffix in (".txt", ".md"))
    return [path for path in found if path.exists()][:1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, write predictions and let the scorer judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("scorer", type=Path, help="a Python script: SCORER GOLD PREDICTED [--ranges FILE]")
    parser.add_argument("gold", nargs="+", type=Path, help="gold files (.jsonl)")
    parser.add_argument(
        "--documents", action="append", type=Path, required=True, help="folder of texts; may be repeated"
    )
    given = parser.parse_args(arguments)
    status = 0
    for gold in given.gold:
        paths = labelled(gold, given.documents)
        if not paths:
            print(f"{gold.name}: no document of that name", file=sys.stderr)
            status = 1
            continue
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as predicted:
            predicted.write("\n".join(predictions(paths)) + "\n")
            predicted.flush()
            ranges = gold.with_suffix(".json")
            options = ["--ranges", str(ranges)] if ranges.exists() else []
            print(f"== {gold.stem} ({len(paths)})", flush=True)
            command = [sys.executable, str(given.scorer), str(gold), predicted.name, *options]
            status = max(status, subprocess.run(command, check=False).returncode)  # noqa: S603 (the user names the scorer)
    return status


if __name__ == "__main__":
    sys.exit(main())
