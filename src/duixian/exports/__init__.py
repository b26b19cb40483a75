"""Readings, ledgers and audits written for others: tables for terminals and spreadsheets, data files, web pages."""

from duixian.exports.options import ExportOptions
from duixian.exports.registry import (
    AUDIT_EXPORTERS,
    DERIVED_EXPORTERS,
    EXPORTERS,
    LEDGER_EXPORTERS,
    PROMISE_EXPORTERS,
    Exporter,
    exporter,
    exporter_for,
)

__all__ = [
    "AUDIT_EXPORTERS",
    "DERIVED_EXPORTERS",
    "EXPORTERS",
    "LEDGER_EXPORTERS",
    "PROMISE_EXPORTERS",
    "ExportOptions",
    "Exporter",
    "exporter",
    "exporter_for",
]
