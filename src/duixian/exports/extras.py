"""Libraries of optional extras.

In goes a module's name; out comes the module, or an error that says which extra to install.
"""

from __future__ import annotations

import importlib
from typing import Any

from duixian.errors import MissingExtraError

__all__ = ["require"]


def require(module: str, *, extra: str) -> Any:
    """Import a library of an extra when it is needed, not before.

    Raises:
        MissingExtraError: it is not installed.

    Example:
        >>> require("json", extra="none").dumps("兑现", ensure_ascii=False)
        '"兑现"'
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtraError("missing-extra", format=extra, extra=extra) from error
