"""The sentences of derivations and explanations, read from ``texts.toml`` and ``explanations.toml``.

In goes a finding or derived value; out comes its derivation as one readable block, in Chinese or English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, cast

from duixian.audit.explanations import explanations
from duixian.errors import DefinitionError, Language
from duixian.model import Derived, Finding, Reason

__all__ = ["derivation", "explanation_text"]

_FILE: Final = "texts.toml"


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    data = cast("dict[str, dict[str, str]]", tomllib.loads((files("duixian.audit") / _FILE).read_text("utf-8")))
    for code, block in data.items():
        if set(block) != {"zh", "en"}:
            raise DefinitionError("audit-block", where=f"{_FILE} [{code}]", problem="zh, en")
    return data


def derivation(found: Finding | Derived, *, lang: Language = "zh") -> str:
    """Return the derivation of a finding or a derived value, a line a step, the explanations last.

    Args:
        found: with its steps.
        lang: ``zh`` or ``en``.

    Example:
        >>> from duixian.audit import audit
        >>> from duixian.reading import read_text
        >>> print(derivation(audit([read_text("2024年,新建小学4所、中学2所,合计8所。")]).findings[0], lang="en"))
        text.txt: 2024 新建小学 4所, that is 4所
        text.txt: 2024 新建中学 2所, that is 2所
        text.txt: 2024 新建中学 8所, that is 8所
        4 + 2 = 6所
        should equal 8所
        they do not agree; apart by at least 2所
    """
    lines = [_line(step, lang) for step in found.steps]
    if isinstance(found, Finding):
        lines.extend(explanation_text(reason, lang=lang) for reason in found.explanations)
    return "\n".join(lines)


def explanation_text(reason: Reason, *, lang: Language = "zh") -> str:
    """Return the text of an innocent cause.

    Example:
        >>> from duixian.model import Reason
        >>> explanation_text(Reason("currency"), lang="en")
        'Possible cause: the figures are in different currencies'
    """
    known = explanations().get(reason.code)
    texts = (_line(reason, "zh"), _line(reason, "en")) if known is None else (known.zh, known.en)
    text = texts[lang == "en"]
    return f"Possible cause: {text}" if lang == "en" else f"可能的原因:{text}"


def _line(step: Reason, lang: Language) -> str:
    return _texts()[step.code][lang].format_map(dict(step.values))
