"""Readings and ledgers written for others: tables for the terminal and for spreadsheets, data files, web pages."""

from duixian.exports.options import ExportOptions
from duixian.exports.registry import (
    EXPORTERS,
    LEDGER_EXPORTERS,
    PROMISE_EXPORTERS,
    Exporter,
    exporter,
    exporter_for,
)

__all__ = [
    "EXPORTERS",
    "LEDGER_EXPORTERS",
    "PROMISE_EXPORTERS",
    "ExportOptions",
    "Exporter",
    "exporter",
    "exporter_for",
]
