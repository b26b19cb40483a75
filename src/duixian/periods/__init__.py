"""Words of time: characters and context → :class:`duixian.model.Period`."""

from duixian.periods.mentions import PeriodMention, find_periods
from duixian.periods.resolving import PeriodContext
from duixian.periods.rules import PeriodUse
from duixian.periods.speaking import year_spoken_in

__all__ = ["PeriodContext", "PeriodMention", "PeriodUse", "find_periods", "year_spoken_in"]
