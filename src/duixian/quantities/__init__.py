"""Characters → :class:`duixian.model.Quantity`: numerals, units, bounds, ranges, and arithmetic on what they may mean.

In goes plain text; out come its quantities with value, unit, bound and written precision.
"""

from duixian.quantities.find import find_quantities
from duixian.quantities.numerals import parse_numeral, write_numeral
from duixian.quantities.units import Unit, units

__all__ = ["Unit", "find_quantities", "parse_numeral", "units", "write_numeral"]
