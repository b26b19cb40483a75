"""Sentences become figures: what counts, what it measures, its kind, role, period and scope."""

from duixian.figures.read import read_figures

__all__ = ["read_figures"]
