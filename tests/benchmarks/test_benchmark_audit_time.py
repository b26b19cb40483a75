"""How the time of an audit grows is measured over reports made for it."""

from __future__ import annotations

import pytest

from benchmarks import audit_time
from duixian.audit import audit


@pytest.mark.parametrize("way", audit_time.WAYS)
def test_each_way_doubles_the_figures(way) -> None:
    """Twice the number gives about twice the figures."""
    make, _ = audit_time.WAYS[way]
    few, many = (sum(len(reading.figures) for reading in make(count)) for count in (4, 8))
    assert few > 0
    assert 1.7 <= many / few <= 2.1


def test_the_reports_give_the_checks_work() -> None:
    """Generated reports hold relations that fit and some that do not."""
    for make, _ in audit_time.WAYS.values():
        assert audit(make(4)).findings


def test_growth_is_told_for_one_way(capsys) -> None:
    """One row a way, with the numbers of figures, seconds and growth."""
    assert audit_time.main(["--only", "places", "--share", "0.1", "--doublings", "1", "--check"]) == 0
    printed = capsys.readouterr().out
    assert "places" in printed
    assert "things" not in printed
    assert "growth" in printed
