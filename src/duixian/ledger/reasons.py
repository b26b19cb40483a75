"""Say why: texts for the reasons of verdicts, changes and paces, in Chinese and English.

In goes a :class:`~duixian.model.Reason`, a code with the values of a case; out comes a sentence for people.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

from duixian.errors import DefinitionError, InternalError, Language
from duixian.model import Reason

__all__ = ["reason_text", "reason_texts"]

_FILE: Final = "ledger/reasons.toml"
_LANGUAGES: Final = ("zh", "en")


@cache
def reason_texts() -> Mapping[str, Mapping[str, Any]]:
    """Return all texts: code → ``zh``, ``en`` and ``example``, the values of a case.

    Raises:
        DefinitionError: the file is no TOML, a block lacks a text, or a text names other values than its example.

    Example:
        >>> sorted(reason_texts()["falls-short"])
        ['en', 'example', 'zh']
    """
    source = resources.files("duixian").joinpath(_FILE).read_text(encoding="utf-8")
    try:
        blocks: dict[str, dict[str, Any]] = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError("not-toml", where=_FILE, reason=str(error)) from error
    for code, block in blocks.items():
        where = f"{_FILE} [{code}]"
        for part in (*_LANGUAGES, "example"):
            if part not in block:
                raise DefinitionError("missing-field", where=where, field=part)
        for lang in _LANGUAGES:
            if _names(block[lang]) != block["example"].keys():
                allowed = ", ".join(block["example"])
                raise DefinitionError("bad-field", where=where, field=lang, value=block[lang], allowed=allowed)
    return blocks


def reason_text(reason: Reason, lang: Language = "zh") -> str:
    """Return a reason as a sentence.

    Args:
        reason: its code and values.
        lang: ``zh`` or ``en``.

    Raises:
        InternalError: there is no text for the code, or the reason lacks a value that the text speaks of.

    Example:
        >>> reason_text(Reason("falls-short", {"promised": "≥7%", "reported": "6.2%", "gap": "0.8 个百分点"}))
        '承诺 ≥7%,报告 6.2% → 差 0.8 个百分点'
    """
    block = reason_texts().get(reason.code)
    if block is None or not block["example"].keys() <= reason.values.keys():
        raise InternalError("reason-text", reason=f"{reason.code} {dict(reason.values)}")
    text: str = block[lang].format_map(reason.values)
    return text.replace("个百分点", "percentage points") if lang == "en" else text


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
