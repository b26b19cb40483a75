"""Ask for the libraries of an optional extra.

In goes the name of an extra; out comes a :class:`~duixian.errors.MissingExtraError` if an import under it fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from duixian.errors import MissingExtraError

__all__ = ["needs_extra"]


@contextmanager
def needs_extra(extra: str, *, where: str) -> Iterator[None]:
    """Turn a failing import into an error that says what to install.

    Raises:
        MissingExtraError: a module imported inside is not installed.

    Example:
        >>> with needs_extra("pdf", where="报告.pdf"):
        ...     import json
    """
    try:
        yield
    except ImportError as error:
        raise MissingExtraError("missing-extra", where=where, format=extra, extra=extra) from error
