"""``duixian serve`` and ``duixian web``, run as a user runs them."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("DUIXIAN_", "DATABASE_URL"))}


def run(*words: str, say: str = "", code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "duixian", *words],
        input=say,
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        timeout=60,
    )
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def data(tmp_path: Path) -> str:
    return str(tmp_path / "data")


def create(data: str, password: str = "a-quiet-river-bend", code: int = 0) -> str:
    words = ["--username", "root", "--name", "管理员", "--organisation", "云溪区", "--password-file", "-"]
    return run("web", "createadmin", *words, "--data", data, say=password + "\n", code=code)


def test_the_server_starts_on_nothing_and_answers(data: str) -> None:
    """It makes its folder, says its address, and serves the sign-in page there."""
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "duixian", "serve", "--port", "0", "--data", data],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    ) as server:
        try:
            assert server.stdout is not None
            address = re.search(r"http://\S+", server.stdout.readline())
            assert address is not None
            with urllib.request.urlopen(address[0]) as response:
                assert response.status == 200
                assert "登录" in response.read().decode()
                assert response.headers.get("Server") is None
        finally:
            server.terminate()
    assert (Path(data) / "database.sqlite3").exists()
    assert (Path(data) / "secret-key").stat().st_mode & 0o777 == 0o600


def test_an_administrator_is_created_and_the_trail_verified(data: str) -> None:
    """The trail is whole, until somebody changes a row by hand."""
    assert "root" in create(data)
    said = run("web", "verify-trail", "--data", data)
    kept = re.search(r"\d+:[0-9a-f]{64}", said)
    assert kept is not None
    run("web", "verify-trail", "--kept", kept[0], "--data", data)
    database = sqlite3.connect(Path(data) / "database.sqlite3")
    database.execute("DROP TRIGGER audit_trail_event_no_update")
    database.execute("UPDATE audit_trail_event SET action = 'nothing' WHERE seq = 1")
    database.commit()
    database.close()
    assert "1\tchanged" in run("web", "verify-trail", "--data", data, code=1)


def test_weak_passwords_are_refused(data: str) -> None:
    """The rules hold on the command line too, and nothing is left behind."""
    assert "web-account" not in create(data, password="short", code=2)
    create(data)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DUIXIAN_HTTPS", "maybe"),
        ("DUIXIAN_THREADS", "0"),
        ("DUIXIAN_HOSTS", "*"),
        ("DATABASE_URL", "mysql://x"),
        ("DUIXIAN_SECRET_KEY_FILE", "/no/such/file"),
    ],
)
def test_wrong_settings_are_told_without_a_trace(name: str, value: str, data: str, monkeypatch) -> None:
    """The message names the variable; the exit code is that of wrong usage."""
    monkeypatch.setitem(ENVIRONMENT, name, value)
    said = run("web", "migrate", "--data", data, code=2)
    assert name in said
    assert "Traceback" not in said


def test_without_the_extra_the_commands_say_what_to_install(data: str) -> None:
    """The core's command line works, and the application's commands name the extra."""
    program = (
        "import sys; sys.modules['django'] = None; import importlib.util as u; find = u.find_spec; "
        "u.find_spec = lambda name, *a: None if name == 'django' else find(name, *a); "
        "from duixian.cli import main; main(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "serve", "--data", data], capture_output=True, text=True, env=ENVIRONMENT
    )
    assert done.returncode == 1
    assert "duixian[web]" in done.stderr


def test_the_core_starts_without_the_application() -> None:
    """Reading loads neither Django nor the application."""
    program = "import sys, duixian.cli; print([n for n in ('django', 'duixian_web') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
