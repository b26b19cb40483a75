"""One reader over many texts, in a process of its own.

In go a reader's name and, on standard input, a JSON list of texts with a number of runs; out comes, on standard output,
one JSON object: for each text the processor seconds of every run, and the numbers found as ``[start, end, value]``.
Runs on any Python with the reader installed; it imports nothing of this repository unless the reader is duixian.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

Found = list[tuple[int, int, Any]]
"""Start, end and value (a number, a list of two, or ``None``) of what was found; code points, half-open."""


def duixian_figures() -> Callable[[str], Found]:
    """All figures, with all their fields."""
    from duixian.reading import read_text  # noqa: PLC0415 (only in the environment that has it)

    def found(text: str) -> Found:
        records = (figure.record("") for figure in read_text(text).figures)
        return [(record["start"], record["end"], record["value"]) for record in records]

    return found


def duixian_money() -> Callable[[str], Found]:
    """All figures again, of which those in yuan, dollars and the like are kept."""
    from duixian.reading import read_text  # noqa: PLC0415 (as above)

    def found(text: str) -> Found:
        records = (figure.record("") for figure in read_text(text).figures if (figure.unit or "").endswith("元"))
        return [(record["start"], record["end"], record["value"]) for record in records]

    return found


def recognizers_numbers() -> Callable[[str], Found]:
    """Numbers with percentages and ordinals, without units."""
    import recognizers_number  # noqa: PLC0415 (as above)

    return _by_lines(
        _recognizers(
            recognizers_number.recognize_percentage,
            recognizers_number.recognize_number,
            recognizers_number.recognize_ordinal,
        )
    )


def recognizers_units() -> Callable[[str], Found]:
    """The same, with amounts of money and dimensions."""
    import recognizers_number  # noqa: PLC0415 (as above)
    import recognizers_number_with_unit  # noqa: PLC0415 (as above)

    return _by_lines(
        _recognizers(
            recognizers_number_with_unit.recognize_currency,
            recognizers_number_with_unit.recognize_dimension,
            recognizers_number.recognize_percentage,
            recognizers_number.recognize_number,
            recognizers_number.recognize_ordinal,
        )
    )


def jionlp_money() -> Callable[[str], Found]:
    """Amounts of money."""
    import jionlp  # noqa: PLC0415 (as above)

    def found(line: str) -> Found:
        return [(*entry["offset"], _number(entry["detail"]["num"])) for entry in jionlp.ner.extract_money(line)]

    return _by_lines(found)


READERS = {
    "duixian": duixian_figures,
    "duixian-money": duixian_money,
    "recognizers-numbers": recognizers_numbers,
    "recognizers-units": recognizers_units,
    "jionlp-money": jionlp_money,
}


def _recognizers(*recognize: Callable[[str, str], list[Any]]) -> Callable[[str], Found]:
    """Ask one recogniser after the other; what overlaps an earlier find is dropped."""

    def found(line: str) -> Found:
        kept: Found = []
        for ask in recognize:
            for one in ask(line, "zh-cn"):
                start, end = one.start, one.end + 1
                if all(end <= other or start >= behind for other, behind, _ in kept):
                    kept.append((start, end, _number((one.resolution or {}).get("value"))))
        return kept

    return found


def _by_lines(reader: Callable[[str], Found]) -> Callable[[str], Found]:
    """Give a reader made for sentences one line at a time."""

    def found(text: str) -> Found:
        return list(_lines(reader, text))

    return found


def _lines(reader: Callable[[str], Found], text: str) -> Iterator[tuple[int, int, Any]]:
    begin = 0
    for line in text.split("\n"):
        if line.strip():
            for start, end, value in reader(line):
                yield begin + start, begin + end, value
        begin += len(line) + 1


def _number(written: Any) -> Any:
    if isinstance(written, list):
        return [_number(end) for end in written]
    try:
        return float(str(written).rstrip("%"))
    except ValueError:
        return None


def main() -> int:
    """Read the texts that standard input brings."""
    warnings.simplefilter("ignore")
    answers, sys.stdout = sys.stdout, sys.stderr  # some libraries greet on standard output
    reader = READERS[sys.argv[1]]()
    asked = json.load(sys.stdin)
    reader("收入93.6亿元,增长7%。")
    result = []
    for text in asked["texts"]:
        seconds = []
        found: Found = []
        for _ in range(asked["runs"]):
            begun = time.process_time()
            found = reader(text)
            seconds.append(time.process_time() - begun)
        result.append({"seconds": seconds, "found": found})
    json.dump(result, answers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
