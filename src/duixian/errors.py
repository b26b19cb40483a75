"""What can go wrong, as one family of exceptions whose texts stand in ``messages.toml``.

In goes a code and the details of a case; out comes an error that says what was wrong, where,
what would be right and gives an example, in Chinese or English.  Errors of the input
(:class:`DocumentError`, :class:`DefinitionError`, :class:`UsageError`, :class:`MissingExtraError`)
are the user's to mend; an :class:`InternalError` is a defect of duixian.
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from importlib import resources
from typing import Any, ClassVar, Literal, cast

__all__ = [
    "DefinitionError",
    "DocumentError",
    "DuixianError",
    "InternalError",
    "Language",
    "LimitError",
    "MissingExtraError",
    "UsageError",
    "language",
    "messages",
]

Language = Literal["zh", "en"]


def language() -> Language:
    """Return the language of messages: ``DUIXIAN_LANG`` (``zh`` or ``en``), Chinese by default.

    Example:
        >>> language() in ("zh", "en")
        True
    """
    return "en" if os.environ.get("DUIXIAN_LANG", "zh").lower().startswith("en") else "zh"


@cache
def messages() -> dict[str, dict[str, dict[str, str]]]:
    """Return all messages: code → language → ``what``, ``right`` and (optional) ``example``.

    Example:
        >>> sorted(messages()["empty-document"])
        ['en', 'zh']
    """
    source = resources.files("duixian").joinpath("messages.toml").read_text(encoding="utf-8")
    return cast("dict[str, dict[str, dict[str, str]]]", tomllib.loads(source))


class DuixianError(Exception):
    """The root of all errors that duixian raises on purpose.

    Args:
        code: the key of the message in ``messages.toml``.
        where: the file, and the place in it, that the error is about; ``None`` if there is none.
        **details: the values that the message's text names in braces.

    Attributes:
        code: as given; stable, for programs to decide upon.
        where: as given.
        details: as given.

    Example:
        >>> error = DocumentError("empty-document", where="报告.txt")
        >>> error.text("en").startswith("报告.txt: ")
        True
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, code: str, *, where: str | None = None, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.where = where
        self.details = details

    def text(self, lang: Language | None = None) -> str:
        """Return the whole message in one language: where, what was wrong, what is right, an example."""
        message = messages()[self.code][lang or language()]
        parts = [message["what"].format_map(self.details), message["right"].format_map(self.details)]
        if "example" in message:
            parts.append(message["example"].format_map(self.details))
        said = " ".join(parts) if (lang or language()) == "en" else "".join(parts)
        return f"{self.where}: {said}" if self.where else said

    def __str__(self) -> str:
        return self.text()

    def __reduce__(self) -> tuple[Any, ...]:
        # The default protocol would call the class with ``args`` alone and lose the keywords.
        return _rebuild, (type(self), self.code, self.where, self.details)


def _rebuild(kind: type[DuixianError], code: str, where: str | None, details: dict[str, Any]) -> DuixianError:
    return kind(code, where=where, **details)


class DocumentError(DuixianError, ValueError):
    """A document cannot be read: corrupt, encrypted, empty, mislabelled, hostile."""


class LimitError(DocumentError):
    """A document goes beyond a limit of size, pages, ratio, nesting or time."""


class DefinitionError(DuixianError, ValueError):
    """A data file (units, catalogue, rules) breaks its own grammar."""


class UsageError(DuixianError, ValueError):
    """A call or command line asks for what cannot be done."""

    exit_code: ClassVar[int] = 2


class MissingExtraError(DuixianError, ImportError):
    """A library of an optional extra is not installed."""


class InternalError(DuixianError, RuntimeError):
    """A defect of duixian itself; please report it."""
