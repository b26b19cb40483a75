"""A panel as a Frictionless Data Package: the table with its description and codebook beside it.

In go a drawn panel and the file it was written to; out come ``datapackage.json`` (Data Package with a Table Schema,
version 1, specs.frictionlessdata.io) and ``codebook.md`` in the same folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from duixian.errors import UsageError
from duixian.exports.codebook import codebook
from duixian.exports.columns import Column, exact_name
from duixian.exports.labels import labels
from duixian.exports.panel import DrawnPanel, panel_noun

__all__ = ["CODEBOOK", "DESCRIPTOR", "package_record", "refuse_foreign_package", "write_package"]

DESCRIPTOR: Final = "datapackage.json"
CODEBOOK: Final = "codebook.md"

_MAKER: Final = "duixian"
_KEY: Final = ("place", "indicator_id", "kind", "year")
_TYPES: Final = {"text": "string", "word": "string", "integer": "integer", "decimal": "number", "flag": "boolean"}
_MEDIA: Final = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_LINK: Final = ("http://", "https://")


def refuse_foreign_package(table: Path) -> None:
    """Refuse to replace the description of another table.

    Args:
        table: the file that is to be written.

    Raises:
        UsageError: the folder holds a ``datapackage.json`` of another table (code ``package-of-other``).

    Example:
        >>> refuse_foreign_package(Path("no-such-folder/gdp.csv"))
    """
    path = table.parent / DESCRIPTOR
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        own = found.get(_MAKER) is not None and [each["path"] for each in found["resources"]] == [table.name]
    except FileNotFoundError:
        return
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        own = False
    if not own:
        raise UsageError("package-of-other", where=str(path), table=table.name)


def write_package(drawn: DrawnPanel, table: Path, *, format_name: str, licence: str | None = None) -> None:
    """Write description and codebook beside a table that has been written.

    Args:
        drawn: the panel.
        table: the file it stands in.
        format_name: ``csv`` or ``parquet``.
        licence: name or address of the licence, if any.

    Raises:
        UsageError: they cannot be written (code ``cannot-write``).

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from duixian.exports.panel import draw_panel
        >>> with TemporaryDirectory() as folder:
        ...     table = Path(folder, "gdp.csv")
        ...     table.touch()
        ...     write_package(draw_panel([], []), table, format_name="csv")
        ...     sorted(path.name for path in Path(folder).iterdir())
        ['codebook.md', 'datapackage.json', 'gdp.csv']
    """
    record = package_record(drawn, table, format_name=format_name, licence=licence)
    texts = {
        DESCRIPTOR: json.dumps(record, ensure_ascii=False, indent=2) + "\n",
        CODEBOOK: codebook(drawn, name=table.name, licence=licence),
    }
    for name, text in texts.items():
        path = table.parent / name
        try:
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise UsageError("cannot-write", where=str(path), reason=error.strerror or str(error)) from error


def package_record(drawn: DrawnPanel, table: Path, *, format_name: str, licence: str | None = None) -> dict[str, Any]:
    r"""Return the description of a table that has been written.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from duixian.exports.panel import draw_panel
        >>> with TemporaryDirectory() as folder:
        ...     table = Path(folder, "gdp.csv")
        ...     _ = table.write_text("place\n")
        ...     package_record(draw_panel([], []), table, format_name="csv")["resources"][0]["bytes"]
        6
    """
    title = "、".join(f"{series.indicator.zh} ({series})" for series in drawn.series)
    record: dict[str, Any] = {
        "profile": "tabular-data-package" if format_name == "csv" else "data-package",
        "name": "-".join(["panel", *(str(series).replace(":", "-") for series in drawn.series)]),
        "title": f"目标与结果 Targets and results: {title}",
        "description": f"{CODEBOOK}",
    }
    if licence is not None:
        record["licenses"] = [{"path" if licence.startswith(_LINK) else "name": licence}]
    record["sources"] = [
        {"title": each.name, "sha256": each.id, "place": each.place, "code": each.code, "year": each.year}
        for each in drawn.documents
    ]
    record["resources"] = [_resource(table, format_name, panel_noun(drawn).columns)]
    record[_MAKER] = {
        "version": version("duixian"),
        "indicators": [_indicator(drawn, at) for at in range(len(drawn.series))],
        "unreadable": [{"name": each.name, "reason": each.reason} for each in drawn.failures],
    }
    return record


def _resource(table: Path, format_name: str, columns: Sequence[Column]) -> dict[str, Any]:
    data = table.read_bytes()
    resource: dict[str, Any] = {
        "profile": "tabular-data-resource" if format_name == "csv" else "data-resource",
        "name": "panel",
        "path": table.name,
        "format": format_name,
        "mediatype": _MEDIA[format_name],
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }
    if format_name == "csv":
        resource["encoding"] = "utf-8"
    exact = [column for column in columns if column.exact and format_name == "parquet"]
    fields = [_field(column) for column in columns] + [_exact_field(column) for column in exact]
    return resource | {"schema": {"fields": fields, "missingValues": [""], "primaryKey": list(_KEY)}}


def _field(column: Column) -> dict[str, Any]:
    words = labels()["column"][column.key]
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.form],
        "title": f"{words['zh']} {words['en']}",
        "description": f"{words['about_zh']} {words['about_en']}",
    }
    constraints: dict[str, Any] = {"required": True} if column.name in _KEY else {}
    if column.form == "word":
        constraints["enum"] = list(labels()[column.vocabulary])
    return field | ({"constraints": constraints} if constraints else {})


def _exact_field(column: Column) -> dict[str, Any]:
    name = exact_name(column)
    words = labels()["column"][name]
    return {"name": name, "type": "string", "description": f"{words['about_zh']} {words['about_en']}"}


def _indicator(drawn: DrawnPanel, at: int) -> dict[str, Any]:
    series = drawn.series[at]
    entry = series.indicator
    return {
        "id": entry.id,
        "kind": series.kind,
        "zh": entry.zh,
        "en": entry.en,
        "unit": series.unit,
        "definition": entry.definition,
        "source": entry.source,
        "direction": entry.direction,
        "changes": list(entry.changes),
    }
