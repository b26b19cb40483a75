"""Characters → :class:`duixian.model.Quantity`: numerals, units, bounds, ranges, and arithmetic on what they may mean.

In goes plain text; out come its quantities with value, unit, bound and written precision.
"""

from duixian.quantities.find import find_quantities
from duixian.quantities.intervals import Interval, interval
from duixian.quantities.numerals import parse_numeral, write_numeral
from duixian.quantities.unit_table import Unit, unit_of, units

__all__ = ["Interval", "Unit", "find_quantities", "interval", "parse_numeral", "unit_of", "units", "write_numeral"]
