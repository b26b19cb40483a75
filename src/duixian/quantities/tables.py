"""Load the data files beside this module.

In goes the name of a TOML file; out come its lists of rows, each checked for the fields it must and may have.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from importlib import resources
from typing import Any

from duixian.errors import DefinitionError

__all__ = ["Row", "load_rows", "row_error"]

Row = Mapping[str, Any]


def load_rows(file: str, fields: Mapping[str, tuple[Collection[str], Collection[str]]]) -> dict[str, list[Row]]:
    """Return the lists of rows of a data file of this package; a bare string is a row with the one field ``word``.

    Args:
        file: the file's name.
        fields: for each list its rows' required and optional fields.

    Raises:
        DefinitionError: the file is no TOML, a list is missing or unknown, a row lacks a field or has an unknown one.

    Example:
        >>> load_rows("words.toml", WORDS)["zero"][0]["word"] if (WORDS := {
        ...     "word": (("word",), ("form", "value", "unit", "bound", "not_before", "not_after", "example")),
        ...     "zero": (("word",), ("example",)), "idiom": (("word",), ())}) else None
        '新增'
    """
    try:
        source: dict[str, list[Row | str]] = tomllib.loads(
            resources.files(__package__ or "").joinpath(file).read_text(encoding="utf-8")
        )
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError("unit-row", where=file, problem=str(error)) from error
    if source.keys() != fields.keys():
        raise DefinitionError("unit-row", where=file, problem=f"{sorted(source)} ≠ {sorted(fields)}")
    tables = {name: [{"word": row} if isinstance(row, str) else row for row in rows] for name, rows in source.items()}
    for name, (required, optional) in fields.items():
        for number, row in enumerate(tables[name], 1):
            missing = [field for field in required if not row.get(field)]
            unknown = [field for field in row if field not in required and field not in optional]
            if missing or unknown:
                raise row_error(file, name, number, f"-{missing} +{unknown}")
    return tables


def row_error(file: str, table: str, number: int, problem: str) -> DefinitionError:
    """Return the error for a bad row, naming file, list and row (from 1).

    Example:
        >>> row_error("units.toml", "unit", 3, "name").where
        'units.toml [unit] 3'
    """
    return DefinitionError("unit-row", where=f"{file} [{table}] {number}", problem=problem)
