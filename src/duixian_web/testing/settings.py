"""The settings of tests: those of the application, with a data folder to throw away and a fast password hasher.

In goes ``DATABASE_URL`` for PostgreSQL, else SQLite is used; out come settings.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from duixian_web.datafolder import DataFolder

__all__: list[str] = []

_folder = Path(tempfile.mkdtemp(prefix="duixian-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
DataFolder(_folder).prepare()
os.environ["DUIXIAN_DATA"] = str(_folder)
for _name in [name for name in os.environ if name.startswith("DUIXIAN_") and name.endswith("_FILE")]:
    del os.environ[_name]

from duixian_web.settings import *  # noqa: E402, F403
from duixian_web.settings import DATABASES, INSTALLED_APPS  # noqa: E402

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
INSTALLED_APPS = ["duixian_web.testing", *INSTALLED_APPS]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file: several threads share it, as they do in production.
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
