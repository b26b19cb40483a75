"""Many documents: found in folders, read in several processes, reported one by one."""

from duixian.batch.run import Outcome, read_many, read_one
from duixian.batch.sources import Source, find_sources

__all__ = ["Outcome", "Source", "find_sources", "read_many", "read_one"]
