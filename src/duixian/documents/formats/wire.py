"""A loaded text as JSON, to hand it from one process to another.

In goes a :class:`~duixian.model.SourceText`; out comes a value of lists and strings, and back.
"""

from __future__ import annotations

from typing import Any

from duixian.model import Block, Box, Cell, Place, SourceText, Span, Table

__all__ = ["source_from_json", "source_to_json"]


def source_to_json(source: SourceText) -> dict[str, Any]:
    """Return the text as a value that ``json`` writes.

    Example:
        >>> source = SourceText("甲", (Block(Span(0, 1), "paragraph"),))
        >>> source_from_json(source_to_json(source)) == source
        True
    """
    return {
        "text": source.text,
        "blocks": [[*_pair(block.span), block.kind, block.level] for block in source.blocks],
        "tables": [
            {
                "span": _pair(table.span),
                "caption": None if table.caption is None else _pair(table.caption),
                "cells": [
                    [*_pair(cell.span), cell.row, cell.column, cell.row_span, cell.column_span, cell.header]
                    for cell in table.cells
                ],
            }
            for table in source.tables
        ],
        "marks": [_pair(mark) for mark in source.marks],
        "note_marks": [_pair(mark) for mark in source.note_marks],
        "places": [
            [*_pair(place.span), place.page]
            + ([] if place.box is None else [place.box.x0, place.box.y0, place.box.x1, place.box.y1])
            for place in source.places
        ],
    }


def source_from_json(value: dict[str, Any]) -> SourceText:
    """Return the text that :func:`source_to_json` made the value from.

    Example:
        >>> source_from_json({"text": "", "blocks": [], "tables": [], "marks": [], "note_marks": [], "places": []}).text
        ''
    """
    return SourceText(
        text=value["text"],
        blocks=tuple(Block(Span(start, end), kind, level) for start, end, kind, level in value["blocks"]),
        tables=tuple(
            Table(
                Span(*table["span"]),
                tuple(Cell(Span(start, end), *rest) for start, end, *rest in table["cells"]),
                None if table["caption"] is None else Span(*table["caption"]),
            )
            for table in value["tables"]
        ),
        marks=tuple(Span(*mark) for mark in value["marks"]),
        places=tuple(
            Place(Span(start, end), page, Box(*box) if box else None) for start, end, page, *box in value["places"]
        ),
        note_marks=tuple(Span(*mark) for mark in value["note_marks"]),
    )


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
