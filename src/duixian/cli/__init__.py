"""The command line: ``duixian`` and its commands."""

from duixian.cli.program import main

__all__ = ["main"]
