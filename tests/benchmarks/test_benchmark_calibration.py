from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.calibration import calibrate, sure_share
from benchmarks.scoring import Outcome


def outcome(confidence: float, *, right: bool = True) -> Outcome:
    label = {"document": "a", "start": 0, "end": 1}
    return Outcome(label, label | {"confidence": confidence}, frozenset() if right else frozenset({"role"}))


def test_bands_hold_what_lies_between_their_ends() -> None:
    """A lower end belongs to its band, an upper end to the next."""
    bands = calibrate([outcome(0.9), outcome(0.899), outcome(0.95)])
    assert [(band.low, band.figures) for band in bands if band.figures] == [(0.8, 1), (0.9, 1), (0.95, 1)]


def test_full_confidence_lies_in_the_last_band() -> None:
    """The last band has its upper end too."""
    assert calibrate([outcome(1.0)])[-1].figures == 1


def test_the_share_counts_figures_right_as_a_whole() -> None:
    """A figure with one wrong field is not right."""
    band = calibrate([outcome(0.92), outcome(0.94, right=False)])[-2]
    assert (band.share, round(band.mean or 0, 2)) == (0.5, 0.93)


def test_figures_without_label_are_wrong_and_labels_without_figure_do_not_count() -> None:
    """Confidence is said of what was read: a figure that is none is wrong; what was missed has no confidence."""
    invented = Outcome(None, {"document": "a", "start": 3, "end": 4, "confidence": 0.97})
    missed = Outcome({"document": "a", "start": 5, "end": 6}, None)
    assert sure_share([outcome(0.97), invented, missed]) == (2, 1)


def test_an_empty_band_has_no_share() -> None:
    """Nothing is no zero."""
    assert {band.share for band in calibrate([])} == {None}


@given(st.lists(st.floats(0, 1)))
def test_every_figure_lies_in_one_band(confidences) -> None:
    """The bands leave no gap and do not overlap."""
    assert sum(band.figures for band in calibrate(map(outcome, confidences))) == len(confidences)
