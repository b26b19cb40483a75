"""The process's environment → typed settings.

In go environment variables, secrets also as files (``NAME_FILE``); out come values of the right type, or an error of
duixian that names the variable, what was found and what would be right.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from duixian.errors import UsageError

__all__ = ["Environment"]

_TRUE: Final = frozenset({"1", "true", "yes", "on"})
_FALSE: Final = frozenset({"0", "false", "no", "off"})
_HOST: Final = re.compile(r"\.?[A-Za-z0-9_.-]+\Z|\[[0-9A-Fa-f:.]+\]\Z")


class Environment:
    """Reads typed values from environment variables.

    Args:
        variables: the variables; by default those of the process.

    Example:
        >>> Environment({"DUIXIAN_THREADS": "8"}).number("DUIXIAN_THREADS", 4, least=1, most=64)
        8
    """

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self._variables = os.environ if variables is None else variables

    def text(self, name: str, default: str) -> str:
        """Return the variable's text without spaces around it; an empty one counts as not set."""
        return self._variables.get(name, "").strip() or default

    def flag(self, name: str, *, default: bool) -> bool:
        """Return whether the variable says yes (1, true, yes, on) or no (0, false, no, off).

        Raises:
            UsageError: ``web-setting``.
        """
        found = self.text(name, "").lower()
        if not found:
            return default
        if found not in _TRUE | _FALSE:
            raise UsageError("web-setting", name=name, found=found, wanted="1 / 0")
        return found in _TRUE

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        """Return a whole number between ``least`` and ``most``, both included.

        Raises:
            UsageError: ``web-setting``.
        """
        found = self.text(name, "")
        if not found:
            return default
        if not (found.isascii() and found.isdigit() and len(found) < 12 and least <= int(found) <= most):  # noqa: PLR2004
            raise UsageError("web-setting", name=name, found=found, wanted=f"{least} – {most}")
        return int(found)

    def hosts(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names of hosts, separated by commas.

        Raises:
            UsageError: ``web-setting``; ``*`` is none, since it switches the check of the Host header off.
        """
        found = tuple(host.strip() for host in self.text(name, "").split(",") if host.strip())
        for host in found:
            if not _HOST.match(host):
                raise UsageError("web-setting", name=name, found=host, wanted="duixian.example.gov.cn, 10.0.0.8")
        return found or default

    def origins(self, name: str) -> tuple[str, ...]:
        """Return origins (``https://host[:port]``), separated by commas.

        Raises:
            UsageError: ``web-setting``.
        """
        found = tuple(origin.strip().rstrip("/") for origin in self.text(name, "").split(",") if origin.strip())
        for origin in found:
            scheme, mark, host = origin.partition("://")
            if scheme not in {"http", "https"} or not mark or not host or "/" in host:
                raise UsageError("web-setting", name=name, found=origin, wanted="https://duixian.example.gov.cn")
        return found

    def secret(self, name: str) -> str | None:
        """Return a secret from the variable, or from the file that ``NAME_FILE`` names; ``None`` where neither is set.

        Raises:
            UsageError: ``web-setting-twice``, ``web-setting-file``.
        """
        found, file = self.text(name, ""), self.text(f"{name}_FILE", "")
        if found and file:
            raise UsageError("web-setting-twice", name=name)
        if not file:
            return found or None
        try:
            said = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise UsageError("web-setting-file", name=f"{name}_FILE", file=file, reason=reason) from error
        if not said:
            raise UsageError("web-setting-file", name=f"{name}_FILE", file=file, reason="empty")
        return said
