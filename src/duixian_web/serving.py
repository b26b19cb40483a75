"""Starting the application: data folder, database, workers, server.

In go a folder, host and port; the server runs until it is stopped.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from duixian.errors import UsageError
from duixian_web.datafolder import DataFolder

__all__ = ["prepare", "serve"]


def prepare(data: Path | None = None) -> None:
    """Make the data folder, set Django up and bring the database to the newest form.

    Args:
        data: the data folder; by default ``DUIXIAN_DATA``, else ``duixian-data`` in the current folder.

    Raises:
        UsageError: a setting is wrong, or folder or database cannot be used; the text says which and why.
    """
    if data is not None:
        os.environ["DUIXIAN_DATA"] = str(data)
    DataFolder(Path(os.environ.get("DUIXIAN_DATA", "").strip() or "duixian-data").absolute()).prepare()
    os.environ["DJANGO_SETTINGS_MODULE"] = "duixian_web.settings"
    import django
    from django.core.management import call_command
    from django.db.utils import DatabaseError

    django.setup()
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        said = str(error).strip().splitlines() or [type(error).__name__]
        raise UsageError("web-database", reason=said[0]) from error


def serve(host: str, port: int, *, ready: Callable[[str], None]) -> None:
    """Answer requests until interrupted.

    Args:
        host: the address to listen at.
        port: the port; 0 for any that is free.
        ready: called with the address as soon as the server listens.

    Raises:
        UsageError: ``web-cannot-listen``.
    """
    import waitress
    from django.conf import settings

    from duixian_web.jobs.worker import Worker
    from duixian_web.wsgi import application

    if host not in {"0.0.0.0", "::", ""}:  # noqa: S104 (asked whether, not listened at)
        shown = f"[{host}]" if ":" in host else host
        if shown not in settings.ALLOWED_HOSTS:
            settings.ALLOWED_HOSTS.append(shown)
    try:
        server = waitress.create_server(
            application,
            host=host,
            port=port,
            threads=settings.THREADS,
            ident=None,
            max_request_body_size=settings.MAX_UPLOAD_BYTES * 10 + (1 << 20),
            channel_timeout=120,
        )
    except OSError as error:
        raise UsageError("web-cannot-listen", host=host, port=port, reason=error.strerror or str(error)) from error
    workers = [Worker(number) for number in range(settings.WORKERS)]
    for worker in workers:
        worker.start()
    real = server.effective_port if hasattr(server, "effective_port") else server.effective_listen[0][1]
    ready(f"http://{'127.0.0.1' if host in {'0.0.0.0', '::', ''} else host}:{real}/")  # noqa: S104
    try:
        server.run()
    finally:
        for worker in workers:
            worker.stop()
        server.close()
