"""Every row of the package's data files does what its example says, and a bad row is named."""

from __future__ import annotations

import pytest

from duixian.documents.plain import fold
from duixian.errors import DefinitionError
from duixian.model import Span
from duixian.promises import topic_label, topics, wording
from duixian.promises.firmness import FirmnessMarks, firmness_words
from duixian.promises.heads import find_head
from duixian.promises.lexicon import lexicon
from duixian.promises.marks import Dictionary
from duixian.promises.topics import topic_of_words

VERBS = wording.rows("verbs.toml", "verbs")
WORDS = wording.rows("verbs.toml", "words")
FIRMNESS = wording.rows("firmness.toml", "firmness")
MAKERS = (wording.rows, wording.passages, lexicon, firmness_words, topics)


@pytest.mark.parametrize("row", VERBS, ids=lambda row: row["id"])
def test_a_verb_commits_in_its_example(row) -> None:
    """One of the row's words is the verb of its example."""
    example = fold(row["example"])
    head = find_head(example, 0, len(example))

    assert head is not None
    assert any(word in head.action.of(example) for word in row["words"])


@pytest.mark.parametrize("row", VERBS, ids=lambda row: row["id"])
def test_every_leading_verb_is_found(row) -> None:
    """Each word of a row commits before an object, verbs behind their subject behind one."""
    for word in row["words"]:
        clause = f"青禾公园{word}" if row["class"] == "state" or row["id"] == "coverage" else f"{word}青禾公园二期"
        head = find_head(clause, 0, len(clause))

        assert head is not None, word
        assert word.startswith(head.action.of(clause)) or head.action.of(clause) in word, word


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row["id"])
def test_an_example_holds_one_of_its_words(row) -> None:
    """The example shows the words of its row."""
    assert any(word in row["example"] for word in row["words"])


@pytest.mark.parametrize("row", FIRMNESS, ids=lambda row: row["id"])
def test_an_example_is_as_firm_as_its_row_says(row) -> None:
    """The example is governed by a word of its row."""
    told = FirmnessMarks(row["example"]).governing(Span(0, len(row["example"])))

    assert told is not None
    assert told[0] == row["gives"]


@pytest.mark.parametrize("topic", topics().values(), ids=lambda topic: topic.id)
def test_an_example_belongs_to_its_topic(topic) -> None:
    """The example of each topic is led to it, and the topic has its labels."""
    assert topic_of_words(topic.example) == topic.id
    assert (topic_label(topic.id), topic_label(topic.id, "en")) == (topic.zh, topic.en)


def test_no_topic_has_no_label() -> None:
    """What belongs to no topic has an empty label."""
    assert topic_label(None) == ""
    assert topic_of_words("青禾") is None


def test_every_pattern_is_found_in_its_example() -> None:
    """The patterns of ``passages.toml`` are checked when they are loaded."""
    assert set(wording.passages()) >= {"guidance", "appeal", "judgement", "above", "list_title"}


def test_the_longest_word_counts() -> None:
    """Where several words begin at one place the longest is found."""
    assert Dictionary(["新建", "新建改造"]).find("新建改造,新建") == ([0, 5], ["新建改造", "新建"])


@pytest.mark.parametrize(
    ("name", "source", "make"),
    [
        ("verbs.toml", '[[verbs]]\nid = "a"\nclass = "event"\nfirmness = "firm"\nwords = ["建成"]\n', "lexicon"),
        (
            "verbs.toml",
            '[[verbs]]\nid = "a"\nexample = "b"\nclass = "x"\nfirmness = "firm"\nwords = ["建成"]\n',
            "lexicon",
        ),
        ("firmness.toml", '[[firmness]]\nid = "a"\nexample = "b"\ngives = "x"\nwords = ["确保"]\n', "firmness_words"),
        ("passages.toml", '[[passage]]\nid = "a"\nexample = "b"\npattern = "("\n', "passages"),
        ("passages.toml", '[[passage]]\nid = "a"\nexample = "b"\npattern = "c"\n', "passages"),
        (
            "topics.toml",
            '[a]\nzh = "甲"\nen = "A"\nwords = ["甲乙"]\nexample = "甲乙"\nfamilies = ["none"]\n',
            "topics",
        ),
        ("topics.toml", '[a]\nzh = "甲"\nen = "A"\nexample = "甲乙"\n', "topics"),
    ],
)
def test_a_bad_row_is_named(monkeypatch: pytest.MonkeyPatch, name: str, source: str, make: str) -> None:
    """The error names the file and the row."""
    makers = {maker.__name__: maker for maker in MAKERS}
    for maker in MAKERS:
        maker.cache_clear()
    monkeypatch.setattr(wording, "source", lambda file: source if file == name else "")
    try:
        with pytest.raises(DefinitionError) as caught:
            makers[make]()
    finally:
        for maker in MAKERS:
            maker.cache_clear()

    assert caught.value.where is not None
    assert name in caught.value.where
