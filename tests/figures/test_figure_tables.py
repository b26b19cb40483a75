"""The tables of ``tests/cases/tables.toml`` are read as a person reads them."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duixian.documents import from_text
from duixian.figures import read_figures
from duixian.figures.tables import number_cells
from duixian.model import Figure, Table
from duixian.model.span import Span
from duixian.periods import PeriodContext

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "tables.toml").read_text(encoding="utf-8"))["case"]
NO_CONTEXT = PeriodContext(None, None, None, None)


def figures_of(case: dict[str, Any]) -> tuple[Figure, ...]:
    """Read the report in which a case's table stands."""
    opening = f"2025年澄宁区政府工作报告\n一、2024年工作回顾\n稳中有进。\n{case.get('heading', '')}\n"
    document = from_text(opening + case["table"].strip() + "\n以上情况,一并报告。")
    assert len(document.tables) == 1
    return read_figures(document)


def as_in_case(figure: Figure, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a figure that the case names, in the case's form."""
    values = {name: getattr(figure, name) for name in wanted}
    return {
        name: float(value) if isinstance(value, Decimal) else (str(value) if name == "period" else value)
        for name, value in values.items()
    }


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_table_yields_the_figures_of_its_case(case: dict[str, Any]) -> None:
    """Each case of the file holds."""
    figures = figures_of(case)

    assert [figure.text for figure in figures] == [wanted["text"] for wanted in case["figures"]]
    for wanted, figure in zip(case["figures"], figures, strict=True):
        assert as_in_case(figure, wanted) == wanted


def test_a_table_of_no_cells_holds_no_numbers() -> None:
    """A table whose cells the format lost is passed over."""
    assert [*number_cells("", Table(Span(0, 0), ()), NO_CONTEXT)] == []


def test_a_cell_whose_unit_is_none_of_the_units_is_read_without() -> None:
    """A column of units that holds other words changes neither number nor reading."""
    case = {"table": "| 项目 | 单位 | 数量 |\n|---|---|---|\n| 培训 | 详见附件 | 12 |"}

    assert [(figure.text, figure.value, figure.unit) for figure in figures_of(case)] == [("12", Decimal(12), None)]
