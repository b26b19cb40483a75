"""Every error a user can meet has a text, and every text an error."""

from __future__ import annotations

import ast
import re
import string

import pytest

from duixian import errors

KINDS = {name for name in errors.__all__ if name.endswith("Error")}
CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


def raised_codes(modules) -> dict[str, set[str]]:
    """Return each code that the source raises, with the details it gives."""
    found: dict[str, set[str]] = {}
    for module in modules:
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if name in KINDS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.setdefault(first.value, set()).update(word.arg or "**" for word in node.keywords)
    return found


def test_raised_codes_have_texts(modules) -> None:
    """A code that the source raises stands in ``messages.toml``."""
    assert sorted(set(raised_codes(modules)) - set(errors.messages())) == []


def test_texts_belong_to_codes_in_the_source(modules) -> None:
    """No text is left over: each code occurs in the source, whole or put together (``f"limit-{name}"``)."""
    sources = "\n".join(module.text for module in modules)
    wholes = {code for code in errors.messages() if f'"{code}"' in sources}
    parts = {code for code in errors.messages() if f'f"{code.partition("-")[0]}-{{' in sources}
    assert sorted(set(errors.messages()) - wholes - parts) == []


@pytest.mark.parametrize("code", sorted(errors.messages()))
def test_texts_are_whole_in_both_languages(code: str) -> None:
    """A text says what was wrong and what is right, in Chinese and English, and both name the same details."""
    assert CODE.match(code)
    message = errors.messages()[code]
    assert sorted(message) == ["en", "zh"]
    assert sorted(message["zh"]) == sorted(message["en"])
    assert {"what", "right"} <= set(message["zh"]) <= {"what", "right", "example"}
    for part in ("what", "right"):
        assert message["zh"][part].endswith(("。", "?", "？"))
        assert message["en"][part].endswith((".", "?"))
    assert _fields(message["zh"]) == _fields(message["en"])


def _fields(parts: dict[str, str]) -> set[str]:
    return {name for text in parts.values() for _, name, _, _ in string.Formatter().parse(text) if name}


def test_raised_codes_give_the_details_their_texts_name(modules) -> None:
    """A text never asks for a detail that the raising line does not give."""
    wrong = []
    for code, given in raised_codes(modules).items():
        asked = _fields(errors.messages().get(code, {}).get("en", {}))
        if "**" not in given and not asked <= given:
            wrong.append(f"{code}: {sorted(asked - given)}")
    assert wrong == []
