"""Gather readings into the dossiers of places: all documents of one place, in the order they were delivered.

In go readings in any order; out comes one :class:`Dossier` a place, each document once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from duixian.model import Document, Observation, Reading
from duixian.places import Division, issuing_place, resolve

__all__ = ["Dossier", "delivered", "gather", "issuer_of", "place_and_year_of_name", "spoken_place"]

_NAMELESS: Final = "~"
_NAMES_A_PLACE: Final = re.compile(r"(?!第)[一-鿿]{2,}(?:[省市区县州盟旗镇乡]|街道)$")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WHOLE_NATION: Final = re.compile(r"全国|国务院|中国|国家")
_NAME_PART: Final = re.compile(r"[^\s\-_/\\.()()\d]+")
_BODY: Final = re.compile(r"(?:人民)?政府(?:办公室)?$|发展和?改革(?:委员会|局)$")


def delivered(document: Document) -> int | None:
    """Return the year a document speaks in: the first year it plans, else the year after the last it reviews.

    A report that is delivered in the December before counts for the year it plans.

    Example:
        >>> from duixian.reading import read_text
        >>> delivered(read_text("2025年政府工作报告。一、2024年工作回顾。二、2025年工作安排。").document)
        2025
    """
    meta = document.metadata
    if meta.plans is not None:
        return meta.plans.value.first_year
    if meta.reviews is not None:
        return meta.reviews.value.last_year + 1
    return None if meta.date is None else int(meta.date.value[:4])


def issuer_of(document: Document) -> Division | None:
    r"""Return the place that speaks in a document, from its issuer or else its title; ``None`` where neither tells.

    Example:
        >>> from duixian.reading import read_text
        >>> issuer_of(read_text("恩施州2024年政府工作报告\n一、2023年工作回顾").document).code
        '422800'
    """
    meta, year = document.metadata, delivered(document)
    for stated in (meta.issuer, meta.title):
        if stated is not None:
            found = issuing_place(stated.value, year=year)
            if found is not None:
                return found
    return None


@dataclass(frozen=True)
class Dossier:
    """All documents of one place.

    Args:
        place: the division, ``None`` for places outside the table and documents that do not tell whose they are.
        name: what the place is called, ``None`` for documents that do not tell.
        readings: in the order of the years they speak in; those without a year come last.
    """

    place: Division | None
    name: str | None
    readings: tuple[Reading, ...]

    @cached_property
    def years(self) -> dict[str, int]:
        """The year each document speaks in, by document id; documents without a year are absent."""
        spoken = ((each.document.id, delivered(each.document)) for each in self.readings)
        return {document: year for document, year in spoken if year is not None}

    @cached_property
    def by_id(self) -> dict[str, Reading]:
        """The readings by document id."""
        return {each.document.id: each for each in self.readings}

    @cached_property
    def reviewed(self) -> frozenset[int]:
        """The years that some document looks back upon."""
        reviews = (each.document.metadata.reviews for each in self.readings)
        return frozenset(
            year
            for stated in reviews
            if stated is not None
            for year in range(stated.value.first_year, stated.value.last_year + 1)
        )

    @cached_property
    def newest(self) -> int | None:
        """The newest year that some document looks back upon."""
        return max(self.reviewed, default=None)

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """Every figure of every document that has a year, in order of delivery and text."""
        return tuple(
            Observation(each.document.id, self.years[each.document.id], figure)
            for each in self.readings
            if each.document.id in self.years
            for figure in each.figures
        )


def gather(readings: Iterable[Reading]) -> tuple[Dossier, ...]:
    """Gather readings by place; the order of input does not matter and the same document counts once.

    Args:
        readings: of any number of places.

    Returns:
        Dossiers in order of their division code, then places outside the table by name; last and together the
        documents that do not tell.

    Example:
        >>> from duixian.reading import read_text
        >>> one = read_text("沈阳市政府工作报告。2024年,生产总值增长5%。")
        >>> [(each.name, len(each.readings)) for each in gather([one, one])]
        [('沈阳市', 1)]
    """
    once = {each.document.id: each for each in sorted(readings, key=_order, reverse=True)}
    places: dict[tuple[str, str], tuple[Division | None, list[Reading]]] = {}
    for reading in sorted(once.values(), key=_order):
        place, name = _place_of(reading.document)
        places.setdefault((_NAMELESS if place is None else place.code, name), (place, []))[1].append(reading)
    return tuple(
        Dossier(place, None if name == _NAMELESS else name, tuple(found))
        for (_, name), (place, found) in sorted(places.items())
    )


def spoken_place(document: Document) -> str | None:
    r"""Return the name of the issuing place in the document's words, also of a place outside the table.

    Example:
        >>> from duixian.reading import read_text
        >>> spoken_place(read_text("栖梧区2024年政府工作报告\n一、2023年工作回顾").document)
        '栖梧区'
    """
    issuer = document.metadata.issuer
    name = None if issuer is None else _BODY.sub("", issuer.value)
    return name if name is not None and _NAMES_A_PLACE.match(name) else None


def _place_of(document: Document) -> tuple[Division | None, str]:
    """Return whose document it is and the name of that place; the file's name tells only where the text does not."""
    place, spoken = issuer_of(document), spoken_place(document)
    if place is None and spoken is None:
        place, _ = place_and_year_of_name(document.name)
    return place, (spoken or _NAMELESS) if place is None else place.name


def _order(reading: Reading) -> tuple[int, str, str]:
    year = delivered(reading.document)
    return (9999 if year is None else year, reading.document.id, reading.document.name)


def place_and_year_of_name(name: str) -> tuple[Division | None, int | None]:
    """Read place and year from a file's name or path; of several years the last, ``None`` where it does not tell.

    Example:
        >>> place, year = place_and_year_of_name("reports/沈阳市-2016-政府工作报告.pdf")
        >>> place.code, year
        ('210100', 2016)
    """
    years = [int(found) for found in _YEAR.findall(name)]
    year = years[-1] if years else None
    parts = _NAME_PART.findall(name)
    for part in parts:
        found = issuing_place(part, year=year) or resolve(part, year=year)
        if found is not None:
            return found, year
    return (resolve("全国") or issuing_place("国务院") if _WHOLE_NATION.search(name) else None), year
