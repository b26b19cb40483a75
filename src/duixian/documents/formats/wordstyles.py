"""What Word's styles say about paragraphs and runs.

In go the properties of a paragraph or run; out come the facts that matter for reading: heading level, list, hidden,
raised. Styles are followed to those they are based on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["ParagraphFacts", "Styles"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_CHAIN = 20
_BODY_LEVEL = 9
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]$", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class ParagraphFacts:
    """What a paragraph's properties and styles say.

    Args:
        level: heading level from 1, or ``None`` for body text.
        list_id: the list that numbers it, or ``None``.
        list_level: its level in that list, from 0.
        contents: whether it is a line of the table of contents.
        title: whether it is the title of the whole document.
        mark_deleted: whether its end is a tracked deletion.
    """

    level: int | None = None
    list_id: str | None = None
    list_level: int = 0
    contents: bool = False
    title: bool = False
    mark_deleted: bool = False


class Styles:
    """The styles of one document, by id."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._default: str | None = None
        for style in root.iterfind(f"{_W}style"):
            style_id = style.get(f"{_W}styleId")
            self._styles[style_id] = style
            if style.get(f"{_W}type") == "paragraph" and _on(style.get(f"{_W}default"), absent=False):
                self._default = style_id

    def facts(self, properties: Any) -> ParagraphFacts:
        """Return what is true of a paragraph with these properties (``w:pPr`` or ``None``)."""
        chain = [properties] if properties is not None else []
        names = []
        for style in self._chain(_value(properties, "pStyle") or self._default):
            names.append(_value(style, "name") or "")
            inner = style.find(f"{_W}pPr")
            if inner is not None:
                chain.append(inner)
        level = _first(_value(entry, "outlineLvl") for entry in chain)
        heading: int | None = None
        if level is not None and level.isdigit():
            heading = int(level) + 1 if int(level) < _BODY_LEVEL else None
        else:
            named = _first(_HEADING.match(name) for name in names[:1])
            heading = int(named.group(1)) if named else None
        list_id = _first(_value(entry, "numPr/" + _W + "numId") for entry in chain)
        list_level = _first(_value(entry, "numPr/" + _W + "ilvl") for entry in chain) or "0"
        return ParagraphFacts(
            level=heading,
            list_id=None if list_id in (None, "0") else list_id,
            list_level=int(list_level) if list_level.isdigit() else 0,
            title=names[:1] == ["Title"] or names[:1] == ["title"],
            contents=any(_CONTENTS.match(name) for name in names[:1]),
            mark_deleted=properties is not None and properties.find(f"{_W}rPr/{_W}del") is not None,
        )

    def hidden(self, properties: Any) -> bool:
        """Tell whether a run with these properties (``w:rPr`` or ``None``) is not shown."""
        return any(
            _on(found.get(f"{_W}val"), absent=True)
            for entry in self._run_chain(properties)
            for found in entry.iterfind(f"{_W}vanish")
        )

    def raised(self, properties: Any) -> bool:
        """Tell whether a run with these properties is superscript."""
        position: str | None = _first(_value(entry, "vertAlign") for entry in self._run_chain(properties))
        return position == "superscript"

    def _run_chain(self, properties: Any) -> Iterator[Any]:
        if properties is None:
            return
        yield properties
        for style in self._chain(_value(properties, "rStyle")):
            inner = style.find(f"{_W}rPr")
            if inner is not None:
                yield inner

    def _chain(self, style_id: str | None) -> Iterator[Any]:
        # Bounded, as a hostile file may base two styles on each other.
        for _ in range(_MAX_CHAIN):
            style = self._styles.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = _value(style, "basedOn")


def _value(element: Any, tag: str) -> str | None:
    if element is None:
        return None
    found = element.find(f"{_W}{tag}")
    return None if found is None else found.get(f"{_W}val")


def _first(values: Iterator[Any]) -> Any:
    return next((value for value in values if value is not None), None)


def _on(value: str | None, *, absent: bool) -> bool:
    return absent if value is None else value not in _OFF
