"""The core's records as JSON of lists, and back.

In goes a frozen record; out comes its JSON, a record as the list of its fields, decimals as their digits; and back the
equal record. Only types named by the record's own annotations are ever made.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, cast

from duixian.errors import InternalError

__all__ = ["decode", "encode"]

Record = TypeVar("Record")


def encode(record: Any) -> str:
    """Return a record as JSON.

    Example:
        >>> from duixian.model import Period
        >>> encode(Period("2016", "2020"))
        '["2016","2020"]'
    """
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def decode(kind: type[Record], text: str) -> Record:
    """Return the record that :func:`encode` made the JSON from.

    Example:
        >>> from duixian.model import Period
        >>> decode(Period, '["2016","2020"]')
        Period(start='2016', end='2020')
    """
    return cast("Record", _maker(cast("Any", kind))(json.loads(text)))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:
    """Return what makes a value of a type from its plain form."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        inner = _maker(next(arg for arg in args if arg is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        item = _maker(args[0])
        return lambda value: tuple(item(each) for each in value)
    if origin is typing.Literal or kind in {str, int, float, bool}:
        return lambda value: value
    if kind is Decimal:
        return Decimal
    record = origin or kind
    if not dataclasses.is_dataclass(record):
        raise InternalError("web-codec", kind=str(kind))
    hints = typing.get_type_hints(record)
    # Of a generic record (Stated[str]) the variable stands for the argument.
    bound = dict(zip(getattr(record, "__parameters__", ()), args, strict=False))
    makers = [_maker(bound.get(hints[field.name], hints[field.name])) for field in dataclasses.fields(record)]
    make = cast("type[Any]", record)
    return lambda value: make(*(maker(each) for maker, each in zip(makers, value, strict=True)))
