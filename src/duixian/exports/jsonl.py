"""Figures as JSON Lines.

In go readings; out comes one figure a line, UTF-8, in document order, in the canonical form of
:meth:`duixian.model.Figure.record`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from duixian.exports.options import ExportOptions
from duixian.model import Reading

__all__ = ["write_jsonl"]


def write_jsonl(readings: Iterable[Reading], out: BinaryIO, options: ExportOptions) -> None:  # noqa: ARG001 (one signature for all writers)
    """Write one JSON object a figure and line; each reading is written before the next is asked for.

    Example:
        >>> from io import BytesIO
        >>> out = BytesIO()
        >>> write_jsonl([], out, ExportOptions())
        >>> out.getvalue()
        b''
    """
    encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
    for reading in readings:
        name = reading.document.name
        lines = [encoder.encode(figure.record(name)) + "\n" for figure in reading.figures]
        out.write("".join(lines).encode("utf-8"))
        out.flush()
