"""Many documents: found in folders, read in several processes, reported one by one."""

from duixian.batch.run import Outcome, Reader, read_figures_of, read_many, read_one, read_source
from duixian.batch.sources import Source, find_sources

__all__ = ["Outcome", "Reader", "Source", "find_sources", "read_figures_of", "read_many", "read_one", "read_source"]
