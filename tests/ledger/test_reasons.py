"""Every reason a ledger gives has a text in both languages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from duixian import ledger
from duixian.errors import InternalError
from duixian.ledger.reasons import reason_text, reason_texts
from duixian.model import Reason

SOURCES = sorted(Path(ledger.__file__).parent.glob("*.py"))


def given_codes() -> dict[str, set[str]]:
    """Return each code that the ledger's sources name in ``Reason("…")``, with the modules that do."""
    found: dict[str, set[str]] = {}
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Reason" and node.args:
                for code in codes_of(node.args[0]):
                    found.setdefault(code, set()).add(source.name)
    return found


def codes_of(node: ast.expr) -> list[str]:
    """Return the codes that an argument may be: a constant, or the two sides of a choice."""
    if isinstance(node, ast.IfExp):
        return codes_of(node.body) + codes_of(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


@pytest.mark.parametrize("code", sorted(reason_texts()))
def test_a_text_renders_with_its_example(code: str) -> None:
    """Both languages say something, and say the values of the example."""
    values = reason_texts()[code]["example"]
    reason = Reason(code, values)

    for lang in ("zh", "en"):
        text = reason_text(reason, lang)
        assert text
        assert "{" not in text
        assert all(value.replace("个百分点", "percentage points") in text or value in text for value in values.values())


def test_every_code_that_is_given_has_a_text() -> None:
    """No module of the ledger gives a reason without a text."""
    assert {code: names for code, names in given_codes().items() if code not in reason_texts()} == {}


def test_a_reason_without_its_values_is_a_defect() -> None:
    """A missing value is not passed over in silence."""
    with pytest.raises(InternalError):
        reason_text(Reason("falls-short", {"promised": "≥7%"}))


def test_an_unknown_code_is_a_defect() -> None:
    """A code without a text is not passed over in silence."""
    with pytest.raises(InternalError):
        reason_text(Reason("no such code"))
