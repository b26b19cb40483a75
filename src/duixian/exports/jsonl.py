"""Records as JSON Lines.

In go readings or ledgers; out comes one record a line, UTF-8, in document order, in its canonical form.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from duixian.exports.nouns import Item, Noun
from duixian.exports.options import ExportOptions

__all__ = ["write_jsonl"]


def write_jsonl(noun: Noun[Item], items: Iterable[Item], out: BinaryIO, options: ExportOptions) -> None:
    """Write one JSON object a record and line; each item is written before the next is asked for.

    Example:
        >>> from io import BytesIO
        >>> from duixian.exports.figures import FIGURES
        >>> out = BytesIO()
        >>> write_jsonl(FIGURES, [], out, ExportOptions())
        >>> out.getvalue()
        b''
    """
    encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
    for item in items:
        out.write("".join(encoder.encode(record) + "\n" for record in noun.records(item, options.lang)).encode("utf-8"))
        out.flush()
