"""The words that exports show for machine words.

In goes a list, a machine word and a language; out comes the word a reader sees, from ``labels.toml``.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import get_args

from duixian.errors import DefinitionError, Language
from duixian.model import (
    Bound,
    ChangeKind,
    DocumentKind,
    FigureKind,
    FindingVerdict,
    Firmness,
    PaceClass,
    Part,
    PromiseForm,
    PromiseOrigin,
    Relation,
    ResultForm,
    Role,
    Testability,
    Verdict,
)
from duixian.promises.topics import topics

__all__ = ["label", "labels"]

_FILE = "exports/labels.toml"
_COMPLETE = {
    "role": Role,
    "kind": FigureKind,
    "bound": Bound,
    "document_kind": DocumentKind,
    "part": Part,
    "promise_form": PromiseForm,
    "promise_origin": PromiseOrigin,
    "firmness": Firmness,
    "testability": Testability,
    "verdict": Verdict,
    "finding": FindingVerdict,
    "relation": Relation,
    "result_form": ResultForm,
    "change": ChangeKind,
    "pace": PaceClass,
}


@cache
def labels() -> dict[str, dict[str, dict[str, str]]]:
    """Return all words: list → machine word → ``zh``, ``en`` and, for columns, ``about_zh``, ``about_en``.

    Raises:
        DefinitionError: a row lacks a language, or a list lacks a word of the model.

    Example:
        >>> labels()["role"]["target"]["zh"]
        '目标'
    """
    source = resources.files("duixian").joinpath(_FILE).read_text(encoding="utf-8")
    found: dict[str, dict[str, dict[str, str]]] = tomllib.loads(source)
    for name, words in found.items():
        expected = {"zh", "en", "about_zh", "about_en"} if name == "column" else {"zh", "en"}
        for word, row in words.items():
            if set(row) != expected or not all(row.values()):
                raise DefinitionError("label-row", where=_FILE, row=f"{name}.{word}", keys=", ".join(sorted(expected)))
    for name, words_of_model in _COMPLETE.items():
        for word in get_args(words_of_model):
            if word not in found[name]:
                raise DefinitionError("label-row", where=_FILE, row=f"{name}.{word}", keys="zh, en")
    return found | {"topic": {name: {"zh": topic.zh, "en": topic.en} for name, topic in topics().items()}}


def label(name: str, word: str, lang: Language) -> str:
    """Return the word that a reader of ``lang`` sees for a machine word of the list ``name``.

    Example:
        >>> label("kind", "growth", "zh"), label("bound", ">=", "en")
        ('增速', 'at least')
    """
    return labels()[name][word][lang]
