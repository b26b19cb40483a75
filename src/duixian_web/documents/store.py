"""Original files, each under the SHA-256 of its bytes.

In go bytes; out comes their hash, once they are safely on disk; and back the bytes, proven to be the same.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings

from duixian.errors import InternalError

__all__ = ["keep", "kept", "path_of"]


def path_of(sha256: str) -> Path:
    """Return where the file of a hash stands."""
    folder: Path = settings.DATA_FOLDER.files
    return folder / sha256[:2] / sha256


def keep(data: bytes) -> str:
    """Keep bytes, and return their hash; what is there already is not written again.

    The file appears whole or not at all, and outlasts a crash of the machine: it is written beside, flushed, renamed.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    path = path_of(sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{sha256}.{secrets.token_hex(8)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return sha256


def kept(sha256: str) -> bytes:
    """Return the bytes of a hash.

    Raises:
        InternalError: ``web-file-changed``: the file is gone or is not what it was.
    """
    try:
        data = path_of(sha256).read_bytes()
    except OSError as error:
        raise InternalError("web-file-changed", sha256=sha256) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise InternalError("web-file-changed", sha256=sha256)
    return data
