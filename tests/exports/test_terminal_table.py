from __future__ import annotations

from dataclasses import replace


def test_table_shows_the_fields_one_looks_at_first(reading, written) -> None:
    """Indicator, value, role and period of each figure, in Chinese."""
    text = written("table", reading, width=120).decode()
    for words in ("商品房待售面积", "-2.92 %", "目标", "2021/2025", ">=3 个", "6–6.5 %"):
        assert words in text


def test_table_keeps_to_its_width(reading, written) -> None:
    """No line is longer than the terminal, full-width characters counted twice."""
    from rich.cells import cell_len

    lines = written("table", reading, width=80).decode().splitlines()
    assert max(cell_len(line) for line in lines) <= 80


def test_brackets_of_the_document_are_no_markup(reading, written) -> None:
    """A document cannot colour the terminal or break the table."""
    odd = replace(reading, figures=(replace(reading.figures[0], indicator="[red]收入[/blink]"),))
    assert "[red]收入[/blink]" in written("table", odd, width=160).decode()


def test_control_characters_of_the_document_do_not_reach_the_terminal(reading, written) -> None:
    """An escape sequence in a document is shown, not obeyed."""
    odd = replace(reading, figures=(replace(reading.figures[0], indicator="收入\x1b[2J\x07", text="1\x1b]0;x\x07"),))
    assert b"\x1b" not in written("table", odd, width=160)
    assert b"\x07" not in written("table", odd, width=160)


def test_colour_is_only_used_where_asked_for(reading, written) -> None:
    """Files and pipes get plain text."""
    assert b"\x1b[" not in written("table", reading)
    assert b"\x1b[" in written("table", reading, colour=True)
