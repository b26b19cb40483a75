"""Find ruled tables in the picture of a page.

In goes the picture as grey values; out come the cells of its tables as boxes in points. Rulings are found by
morphological opening (OpenCV), cells from their crossings by pdfplumber, as on pages that are no pictures. Imports the
libraries of the extra ``ocr``, so it is imported only when a scan is read.
"""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

__all__ = ["ruled_tables", "straightened"]

_MIN_RULE_POINTS = 20
_TOLERANCE_POINTS = 3
_MAX_EDGES = 2_000
_MIN_CELLS = 4

Cells = list[tuple[float, float, float, float]]


def straightened(picture: Any, slope: float) -> Any:
    """Turn a picture so that lines of that slope (radians, clockwise) become level.

    Example:
        >>> straightened(np.full((4, 4), 255, np.uint8), 0.0).shape
        (4, 4)
    """
    if abs(slope) < math.radians(0.05):
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), math.degrees(slope), 1.0)
    return cv2.warpAffine(picture, turn, (width, height), borderValue=(255, 255, 255))


def ruled_tables(picture: Any, *, scale: float) -> list[Cells]:
    """Return the cells of each table: (left, top, right, bottom) in points.

    Args:
        picture: pixels, grey or colour, lines level.
        scale: pixels a point.

    Example:
        >>> page = np.full((200, 200), 255, np.uint8)
        >>> for at in (20, 80, 140):
        ...     page[at : at + 2, 20:142] = page[20:142, at : at + 2] = 0
        >>> len(ruled_tables(page, scale=1.0)[0])
        4
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) if picture.ndim == 3 else picture
    _, dark = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    length = max(8, round(_MIN_RULE_POINTS * scale))
    edges = _edges(dark, (length, 1), scale) + _edges(dark, (1, length), scale)
    if not 0 < len(edges) <= _MAX_EDGES:
        return []
    tolerance = _TOLERANCE_POINTS
    edges = merge_edges(edges, tolerance, tolerance, tolerance, tolerance)
    cells = intersections_to_cells(edges_to_intersections(edges, tolerance, tolerance))
    return [table for table in cells_to_tables(cells) if len(table) >= _MIN_CELLS]


def _edges(dark: Any, kernel: tuple[int, int], scale: float) -> list[dict[str, Any]]:
    """Return the level (or upright) rulings, each as pdfplumber describes an edge."""
    level = kernel[0] > kernel[1]
    lines = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((kernel[1], kernel[0]), np.uint8))
    lines = cv2.dilate(lines, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(lines)
    edges = []
    for left, top, width, height, _ in stats[1:].tolist():
        thick = height if level else width
        if thick > _TOLERANCE_POINTS * 2 * scale:
            continue
        x, y = (left + width / 2) / scale, (top + height / 2) / scale
        edge = (
            {"x0": left / scale, "x1": (left + width) / scale, "top": y, "bottom": y, "orientation": "h"}
            if level
            else {"x0": x, "x1": x, "top": top / scale, "bottom": (top + height) / scale, "orientation": "v"}
        )
        edges.append(edge | {"width": edge["x1"] - edge["x0"], "height": edge["bottom"] - edge["top"]})
    return edges
