"""Lead the words a document uses for what it measures to one indicator of the catalogue.

In goes a phrase with the unit and kind of its figure; out comes the id of the indicator it means,
or ``None`` with the reason.  The catalogue is data (``catalogue/*.toml``, one file a family).
"""

from duixian.indicators.linking import Link, link
from duixian.indicators.loading import catalogue, families, indicator
from duixian.indicators.records import Direction, Example, Family, Indicator, Measure

__all__ = [
    "Direction",
    "Example",
    "Family",
    "Indicator",
    "Link",
    "Measure",
    "catalogue",
    "families",
    "indicator",
    "link",
]
