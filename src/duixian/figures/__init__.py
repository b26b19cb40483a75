"""Sentences become figures: what counts, what it measures, its kind, role, period and scope."""

from duixian.figures.explanation import Explanation, explain
from duixian.figures.meaning import meaning
from duixian.figures.read import read_figures

__all__ = ["Explanation", "explain", "meaning", "read_figures"]
