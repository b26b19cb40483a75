from __future__ import annotations

import json


def test_each_line_is_the_canonical_record_of_a_figure(reading, written) -> None:
    """Reading the lines back gives ``Figure.record`` of each figure, in order."""
    lines = written("jsonl", reading).decode().splitlines()
    assert [figure.record("柳溪区-2024.txt") for figure in reading.figures] == [json.loads(line) for line in lines]


def test_a_range_is_a_list_of_two_and_unknown_is_null(reading, written) -> None:
    """What the text does not tell is ``null``; a range has both ends."""
    records = [json.loads(line) for line in written("jsonl", reading).splitlines()]
    assert records[3]["value"] == [6, 6.5]
    assert (records[4]["period"], records[4]["indicator_id"]) == (None, None)


def test_a_reading_is_written_before_the_next_is_asked_for(reading) -> None:
    """Lines of a long run appear while it goes on."""
    from io import BytesIO

    from duixian.exports import ExportOptions, exporter

    out, sizes = BytesIO(), []

    def readings():
        for _ in range(3):
            sizes.append(len(out.getvalue()))
            yield reading

    exporter("jsonl").write(readings(), out, ExportOptions())
    assert sizes[0] == 0 < sizes[1] < sizes[2]


def test_chinese_is_written_as_it_is(reading, written) -> None:
    """Lines can be read by people and searched by grep."""
    assert "商品房待售面积" in written("jsonl", reading).decode()
