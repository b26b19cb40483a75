"""The folder that holds all data of one installation: database, secret key, original files.

In goes its path; out come the paths in it. It is made for its owner alone (mode 700, the key 600).
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from duixian.errors import UsageError

__all__ = ["DataFolder"]

_KEY_BYTES = 48


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Where an installation keeps its data.

    Args:
        path: the folder; it need not exist before :meth:`prepare`.

    Example:
        >>> DataFolder(Path("duixian-data")).database.name
        'database.sqlite3'
    """

    path: Path

    @property
    def database(self) -> Path:
        """The file of the embedded database."""
        return self.path / "database.sqlite3"

    @property
    def key_file(self) -> Path:
        """The file of the secret key that signs sessions."""
        return self.path / "secret-key"

    @property
    def files(self) -> Path:
        """The folder of original files, each named by the SHA-256 of its bytes."""
        return self.path / "files"

    def prepare(self) -> None:
        """Make the folder, and a secret key if it has none.

        Raises:
            UsageError: ``web-data-folder``: it cannot be made or written.
        """
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.files.mkdir(mode=0o700, exist_ok=True)
            if not self.key_file.exists():
                self._write_key()
        except OSError as error:
            raise UsageError("web-data-folder", where=str(self.path), reason=error.strerror or str(error)) from error

    def secret_key(self) -> str:
        """Return the secret key.

        Raises:
            UsageError: ``web-no-key``: the folder has none, or an unreadable or empty one.
        """
        try:
            key = self.key_file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError("web-no-key", where=str(self.key_file)) from error
        if len(key) < _KEY_BYTES:
            raise UsageError("web-no-key", where=str(self.key_file))
        return key

    def _write_key(self) -> None:
        """Write a new key, whole or not at all; of two processes that do so the first wins."""
        part = self.key_file.with_name(f".secret-key.{secrets.token_hex(8)}")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(_KEY_BYTES) + "\n")
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(part, self.key_file)
            except FileExistsError:
                return
        finally:
            part.unlink(missing_ok=True)
