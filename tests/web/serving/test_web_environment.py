"""Settings come from the environment, typed, and fail loudly."""

from __future__ import annotations

import stat

import pytest

from duixian.errors import UsageError
from duixian_web.datafolder import DataFolder
from duixian_web.environment import Environment


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda env: env.flag("X", default=False), "web-setting"),
        (lambda env: env.number("X", 1, least=1, most=9), "web-setting"),
        (lambda env: env.hosts("X", ()), "web-setting"),
        (lambda env: env.origins("X"), "web-setting"),
        (lambda env: env.secret("X"), "web-setting-twice"),
        (lambda env: env.secret("Y"), "web-setting-file"),
        (lambda env: env.secret("Z"), "web-setting-file"),
    ],
)
def test_wrong_values_are_named(call, code: str, tmp_path) -> None:
    """The error names the variable and says what is right."""
    (tmp_path / "empty").touch()
    env = Environment(
        {"X": "*", "X_FILE": "secret", "Y_FILE": str(tmp_path / "none"), "Z_FILE": str(tmp_path / "empty")}
    )
    with pytest.raises(UsageError) as caught:
        call(env)
    assert caught.value.code == code
    assert caught.value.details["name"][0] in str(caught.value)


def test_right_values_are_typed(tmp_path) -> None:
    """Flags, numbers, hosts, origins, and secrets from files."""
    (tmp_path / "key").write_text("s3cret\n")
    env = Environment(
        {
            "FLAG": "Yes",
            "NUMBER": " 12 ",
            "HOSTS": "a.example, [::1]",
            "ORIGINS": "https://a.example/",
            "KEY_FILE": str(tmp_path / "key"),
            "EMPTY": " ",
        }
    )
    assert env.flag("FLAG", default=False) is True
    assert env.number("NUMBER", 1, least=1, most=20) == 12
    assert env.hosts("HOSTS", ()) == ("a.example", "[::1]")
    assert env.origins("ORIGINS") == ("https://a.example",)
    assert env.secret("KEY") == "s3cret"
    assert env.number("EMPTY", 5, least=1, most=9) == 5
    assert env.secret("NONE") is None


def test_the_data_folder_is_its_owners_alone(tmp_path) -> None:
    """Folder 700, key 600, and the key stays the same."""
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    key = folder.secret_key()
    folder.prepare()
    assert folder.secret_key() == key
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.key_file.stat().st_mode) == 0o600
    assert [path.name for path in folder.path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path) -> None:
    """A file in the way is told, not a trace."""
    (tmp_path / "file").touch()
    with pytest.raises(UsageError) as caught:
        DataFolder(tmp_path / "file" / "data").prepare()
    assert caught.value.code == "web-data-folder"


def test_without_a_key_nothing_starts(tmp_path) -> None:
    """A missing key is an error, never a made-up one."""
    with pytest.raises(UsageError) as caught:
        DataFolder(tmp_path).secret_key()
    assert caught.value.code == "web-no-key"
