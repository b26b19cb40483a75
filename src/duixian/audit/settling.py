"""What would settle a finding: what to look up and where, read from ``settling.toml``.

In goes a finding; out come the sentences that fit its causes, else its rule, in Chinese or English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, cast

from duixian.errors import DefinitionError, Language
from duixian.model import Finding

__all__ = ["settling"]

_FILE: Final = "settling.toml"
_MOST: Final = 3


@cache
def _blocks() -> Mapping[str, Mapping[str, str]]:
    data = cast("dict[str, dict[str, str]]", tomllib.loads((files("duixian.audit") / _FILE).read_text("utf-8")))
    for key, block in data.items():
        if set(block) != {"zh", "en"} or not all(block.values()):
            raise DefinitionError("audit-block", where=f"{_FILE} [{key}]", problem="zh, en")
    return data


def settling(finding: Finding, *, lang: Language = "zh") -> tuple[str, ...]:
    """Return what would settle a finding, at most three sentences; nothing for one that fits.

    Args:
        finding: with its explanations.
        lang: ``zh`` or ``en``.

    Example:
        >>> from duixian.audit import audit
        >>> from duixian.reading import read_text
        >>> found = audit([read_text("2024年全区审批环节由20个减少到12个,压缩45%。")])
        >>> settling(found.findings[0])
        ('对照原始统计表,核对这几个数,改正写错的一个。',)
    """
    if finding.verdict == "consistent":
        return ()
    known = _blocks()
    keys = [reason.code for reason in finding.explanations if reason.code in known]
    if not keys:
        documents = {each.document for each in finding.figures}
        default = "several-documents" if len(documents) > 1 else "same-document"
        keys = [finding.rule if finding.rule in known else default]
    return tuple(dict.fromkeys(known[key][lang] for key in keys[:_MOST]))
