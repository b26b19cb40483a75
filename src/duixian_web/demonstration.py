"""The demonstration: a data folder to throw away, an account of each role, and a district's documents.

In go host, port and a folder of documents; the server runs until it is stopped, and then nothing is left of it.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import duixian
from duixian.errors import UsageError
from duixian_web import serving

__all__ = ["run"]

_ACCOUNTS: Final = {
    "administrator": ("admin", "管理员"),
    "officer": ("ducha", "督查员"),
    "reporter": ("jiaoyu", "教育局填报人"),
    "leader": ("lingdao", "分管领导"),
    "reader": ("duzhe", "读者"),
}
"""User name and name of each role's account."""

_SUFFIXES: Final = frozenset({".txt", ".md", ".html", ".htm", ".docx", ".pdf"})
_SETTINGS: Final = ("DATABASE_URL", "DATABASE_URL_FILE", "DUIXIAN_SECRET_KEY", "DUIXIAN_SECRET_KEY_FILE")


def run(host: str, port: int, *, documents: Path | None, say: Callable[[str], None]) -> None:
    """Load the documents and serve.

    Args:
        host: the address to listen at.
        port: the port; 0 for any that is free.
        documents: the folder to load; by default the example district beside the source.
        say: how lines are shown.

    Raises:
        UsageError: ``web-no-examples``: there is no folder to load, or nothing in it.
    """
    paths = _paths(documents)
    for name in _SETTINGS:
        # A demonstration never writes into the database that is set for real use.
        os.environ.pop(name, None)
    # A scan takes minutes: the other documents need not wait for it.
    os.environ.setdefault("DUIXIAN_WORKERS", "2")
    with tempfile.TemporaryDirectory(prefix="duixian-demo-", ignore_cleanup_errors=True) as folder:
        serving.prepare(Path(folder) / "data")
        password = secrets.token_urlsafe(9)
        _load(paths, password)

        def ready(address: str) -> None:
            say(f"兑现演示已启动 the demonstration is running: {address}")
            say(f"账号 accounts(密码都是 password of all: {password}):")
            for username, name in _ACCOUNTS.values():
                say(f"  {username:<10} {name}")
            say(
                f"载入 {len(paths)} 份文件,扫描件要读几分钟 {len(paths)} documents are being read; a scan takes minutes"
            )
            say("停止 stop: Ctrl+C")

        serving.serve(host, port, ready=ready)


def _paths(documents: Path | None) -> list[Path]:
    folder = documents or Path(duixian.__file__).resolve().parents[2] / "examples" / "district"
    if not folder.is_dir():
        raise UsageError("web-no-examples", where=str(folder))
    found = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in _SUFFIXES and path.is_file()]
    if not found:
        raise UsageError("web-no-examples", where=str(folder))
    return found


def _load(paths: list[Path], password: str) -> None:
    from duixian_web.accounts.models import Membership, Organisation, User
    from duixian_web.documents.commands import upload_document

    district = Organisation.objects.create(name="栖梧区", kind=Organisation.Kind.DISTRICT)
    department = Organisation.objects.create(name="教育局", kind=Organisation.Kind.DEPARTMENT, parent=district)
    users = {}
    for role, (username, name) in _ACCOUNTS.items():
        users[role] = User.objects.create_user(username=username, name=name, password=password)
        place = department if role == "reporter" else district
        Membership.objects.create(user=users[role], organisation=place, role=role)
    for path in paths:
        upload_document(users["officer"], district, name=path.name, data=path.read_bytes())
