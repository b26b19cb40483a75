"""Load the catalogue of indicators and hold it to its grammar.

In go ``catalogue/*.toml`` and ``dimensions.toml``; out come records by id and an index from every
spelling to the indicators it may name.  A bad block raises an error that names file and block.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, cast, get_args

from duixian.errors import DefinitionError, UsageError
from duixian.indicators.phrases import spell
from duixian.indicators.records import Direction, Example, Family, Indicator, Measure
from duixian.model import FigureKind

__all__ = [
    "FAMILIES",
    "alias_index",
    "bound_names",
    "catalogue",
    "dimensions",
    "families",
    "indicator",
    "parse_family",
]

FAMILIES = (
    "economy",
    "finance",
    "industry",
    "investment",
    "trade",
    "innovation",
    "employment",
    "income",
    "prices",
    "education",
    "health",
    "elderly_care",
    "housing",
    "city_renewal",
    "transport",
    "environment",
    "energy",
    "agriculture",
    "business_environment",
    "governance",
    "safety",
    "culture",
    "population",
)
"""The files of the catalogue, in the order in which they are shown."""

VARIANTS: Mapping[str, tuple[Measure, ...]] = MappingProxyType(
    {"level": (), "flow": ("cumulative",), "stock": ("new", "net-new", "cumulative"), "work": ("cumulative",)}
)
"""The variants that every indicator of a measure has; a block may declare more."""

_MEASURE_NAMES = MappingProxyType(
    {
        "new": ("新增", "new"),
        "net-new": ("净增", "net new"),
        "cumulative": ("累计", "cumulative"),
        "introduced": ("引进", "introduced"),
        "signed": ("签约", "signed"),
        "landed": ("落地", "landed"),
        "started": ("开工", "started"),
        "under-way": ("开复工", "under way"),
        "completed": ("竣工", "completed"),
        "operating": ("投产", "in operation"),
    }
)
_TEXTS = ("zh", "en", "dimension", "unit", "measure", "direction", "definition", "source")
_LISTS = ("aliases", "bound_aliases", "units", "kinds", "variants", "changes", "examples", "confusable")
_REQUIRED = (*_TEXTS, "examples")
_EXAMPLE_KEYS = frozenset({"phrase", "unit", "kind", "id"})


@cache
def dimensions() -> Mapping[str, Mapping[str, Any]]:
    """Return what units measure: dimension → its Chinese name, units, kinds and example.

    Example:
        >>> dimensions()["length"]["units"][0]
        '公里'
    """
    source = resources.files("duixian.indicators").joinpath("dimensions.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(source))


@cache
def catalogue() -> Mapping[str, Indicator]:
    """Return all indicators by id, family after family, in the order of the files.

    Raises:
        DefinitionError: a file breaks the grammar in its head.

    Example:
        >>> catalogue()["gdp"].unit
        '元'
    """
    found: dict[str, Indicator] = {}
    for name in FAMILIES:
        _, entries = _family(name)
        for entry in entries:
            if entry.id in found:
                raise DefinitionError("indicator-twice", where=_where(name, entry.id), other=found[entry.id].family)
            found[entry.id] = entry
    return MappingProxyType(found)


@cache
def families() -> Mapping[str, Family]:
    """Return the families by id, in the order in which they are shown.

    Example:
        >>> families()["prices"].zh
        '物价'
    """
    return MappingProxyType({name: _family(name)[0] for name in FAMILIES})


@cache
def _family(name: str) -> tuple[Family, tuple[Indicator, ...]]:
    source = resources.files("duixian.indicators").joinpath("catalogue", f"{name}.toml").read_text(encoding="utf-8")
    return parse_family(name, source)


@cache
def indicator(identifier: str) -> Indicator:
    """Return the indicator with an id; for an id with a point the variant by that measure.

    Args:
        identifier: ``gdp`` or ``high-tech-enterprises.new``.

    Raises:
        UsageError: no such id.

    Example:
        >>> indicator("high-tech-enterprises.new").zh
        '新增高新技术企业'
    """
    base, _, measure = identifier.partition(".")
    entry = catalogue().get(base)
    if entry is None or (measure and measure not in entry.variants):
        raise UsageError("no-such-indicator", id=identifier)
    if not measure:
        return entry
    zh, en = _MEASURE_NAMES[measure]
    return replace(
        entry,
        id=identifier,
        zh=f"{zh}{entry.zh}",
        en=f"{entry.en}, {en}",
        aliases=(),
        bound_aliases=(),
        measure=next(known for known in entry.variants if known == measure),
        variants=(),
        examples=(),
        confusable=(),
    )


@cache
def alias_index() -> Mapping[str, tuple[Indicator, ...]]:
    """Return the indicators that each compared spelling may name.

    Several indicators share a spelling only where unit and kind tell them apart.

    Raises:
        DefinitionError: two indicators share a spelling and the unit and kind of its figures.

    Example:
        >>> [entry.id for entry in alias_index()["GDP"]]
        ['gdp']
    """
    index: dict[str, tuple[Indicator, ...]] = {}
    for entry in catalogue().values():
        for alias in dict.fromkeys(spell(name) for name in _names(entry)):
            for other in index.get(alias, ()):
                if _overlap(entry, other):
                    where = _where(entry.family, entry.id)
                    raise DefinitionError("alias-twice", where=where, alias=alias, other=other.id)
            index[alias] = (*index.get(alias, ()), entry)
    return MappingProxyType(index)


def _names(entry: Indicator) -> tuple[str, ...]:
    return (entry.zh, *entry.aliases, *entry.bound_aliases)


@cache
def bound_names() -> frozenset[tuple[str, str]]:
    """Return spelling and id of the names that count only with a word that tells the measure.

    Example:
        >>> ("公园", "parks") in bound_names()
        True
    """
    return frozenset(
        (spelling, entry.id)
        for entry in catalogue().values()
        for spelling in {spell(name) for name in entry.bound_aliases}
        - {spell(name) for name in (entry.zh, *entry.aliases)}
    )


def _overlap(one: Indicator, other: Indicator) -> bool:
    stated = {"amount", "rate"} & set(one.kinds) & set(other.kinds)
    return bool(stated) and bool(set(one.units) & set(other.units))


def parse_family(name: str, source: str) -> tuple[Family, tuple[Indicator, ...]]:
    r"""Read one file of the catalogue.

    Args:
        name: the family's id, for error messages.
        source: the file's text.

    Raises:
        DefinitionError: the text is no TOML or a block breaks the grammar.

    Example:
        >>> family, entries = parse_family("economy", '[family]\nzh = "经济"\nen = "Economy"\n')
        >>> family.zh, entries
        ('经济', ())
    """
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError("not-toml", where=_where(name), reason=str(error)) from error
    head = data.pop("family", None)
    if not isinstance(head, dict) or set(head) != {"zh", "en"}:
        raise DefinitionError("no-family", where=_where(name))
    return Family(name, head["zh"], head["en"]), tuple(_entry(name, key, block) for key, block in data.items())


def _where(family: str, block: str | None = None) -> str:
    return f"catalogue/{family}.toml" + (f" [{block}]" if block else "")


def _entry(family: str, key: str, block: Any) -> Indicator:
    where = _where(family, key)
    if not isinstance(block, dict):
        raise DefinitionError("bad-field", where=where, field=key, value=block, allowed="[id]")
    _check_shape(block, where)
    dimension = _choice(block, "dimension", tuple(dimensions()), where)
    measure = cast("Measure", _choice(block, "measure", tuple(VARIANTS), where))
    units = tuple(block.get("units", dimensions()[dimension]["units"]))
    if block["unit"] not in units:
        raise DefinitionError("bad-field", where=where, field="unit", value=block["unit"], allowed="、".join(units))
    kinds = tuple(block.get("kinds", dimensions()[dimension]["kinds"]))
    _choices(kinds, "kinds", get_args(FigureKind), where)
    declared = tuple(block.get("variants", ()))
    _choices(declared, "variants", tuple(_MEASURE_NAMES), where)
    return Indicator(
        id=key,
        family=family,
        zh=block["zh"],
        en=block["en"],
        aliases=tuple(block.get("aliases", ())),
        bound_aliases=tuple(block.get("bound_aliases", ())),
        dimension=dimension,
        unit=block["unit"],
        units=units,
        kinds=kinds,
        measure=measure,
        variants=tuple(dict.fromkeys((*VARIANTS[measure], *declared))),
        direction=cast("Direction", _choice(block, "direction", get_args(Direction), where)),
        definition=block["definition"],
        source=block["source"],
        changes=tuple(block.get("changes", ())),
        examples=tuple(_example(item, key, where) for item in block["examples"]),
        confusable=tuple(_example(item, None, where) for item in block.get("confusable", ())),
    )


def _check_shape(block: dict[str, Any], where: str) -> None:
    for field, value in block.items():
        if field not in _TEXTS and field not in _LISTS:
            allowed = "、".join((*_TEXTS, *_LISTS))
            raise DefinitionError("bad-field", where=where, field=field, value=value, allowed=allowed)
    for field in _REQUIRED:
        if not block.get(field):
            raise DefinitionError("missing-field", where=where, field=field)
    for field in _TEXTS:
        if not isinstance(block[field], str):
            raise DefinitionError("bad-field", where=where, field=field, value=block[field], allowed='"…"')
    for field in _LISTS:
        if not isinstance(block.get(field, []), list):
            raise DefinitionError("bad-field", where=where, field=field, value=block[field], allowed="[…]")


def _choice(block: dict[str, Any], field: str, allowed: tuple[str, ...], where: str) -> str:
    _choices((block[field],), field, allowed, where)
    return cast("str", block[field])


def _choices(values: tuple[str, ...], field: str, allowed: tuple[str, ...], where: str) -> None:
    for value in values:
        if value not in allowed:
            raise DefinitionError("bad-field", where=where, field=field, value=value, allowed="、".join(allowed))


def _example(item: Any, default: str | None, where: str) -> Example:
    if not isinstance(item, dict) or not set(item) <= _EXAMPLE_KEYS or not {"phrase", "kind"} <= set(item):
        raise DefinitionError("bad-field", where=where, field="examples", value=item, allowed="phrase、unit、kind、id")
    _choices((item["kind"],), "kind", get_args(FigureKind), where)
    return Example(item["phrase"], item.get("unit"), item["kind"], item.get("id", default))
